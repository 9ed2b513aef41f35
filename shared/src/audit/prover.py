"""Facts with the proof that they are in the log of one checkpoint."""

from contracts.message import Json
from ledger.audit_log import AuditLog, SignedCheckpoint
from ledger.log_builder import leaf_of
from ledger.store import Recorded
from transparency.merkle import Unproven, check_inclusion, inclusion_proof
from transparency.tiles import Tiles


class NotProvable(Exception):
    """A fact is not in the log yet, or not as the log has it: verify the record first."""


class Prover:
    """Inclusion proofs under one checkpoint."""

    def __init__(self, log: AuditLog, signed: SignedCheckpoint) -> None:
        self._positions = log.positions
        self._checkpoint = signed.checkpoint
        self._tiles: Tiles = log.tiles(signed.checkpoint.size)

    def has(self, position: int) -> bool:
        """Whether the fact at this position is in the checkpoint."""
        index = self._positions.index_of(position)
        return index is not None and index < self._checkpoint.size

    def proven(self, fact: Recorded) -> Json:
        place, size = f"{fact.stream}@{fact.revision}", self._checkpoint.size
        index = self._positions.index_of(fact.position)
        if index is None or index >= size:
            raise NotProvable(f"{place} is not in the checkpoint of {size} facts")
        proof = inclusion_proof(self._tiles, index, size)
        try:
            check_inclusion(leaf_of(fact), index, size, proof, self._checkpoint.root)
            data, metadata = fact.data.decode(), fact.metadata.decode()
        except (Unproven, UnicodeDecodeError) as error:
            raise NotProvable(f"{place}: {error}") from error
        return {
            "index": index,
            "stream": fact.stream,
            "revision": fact.revision,
            "id": str(fact.id),
            "type": fact.type,
            "data": data,
            "metadata": metadata,
            "proof": [hash_.hex() for hash_ in proof],
        }
