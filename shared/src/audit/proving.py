"""The proof that a fact is in the log, as its newest checkpoint says."""

from dataclasses import dataclass

from ledger.audit_log import AuditLog
from ledger.log_builder import leaf_of
from ledger.store import Recorded
from transparency.merkle import Unproven, check_inclusion, inclusion_proof
from transparency.tiles import TileMissing

from audit.finding import Finding


@dataclass(frozen=True, slots=True)
class Proof:
    """Place in a log of `size` facts, and the hashes that lead from the fact to the log's root, the nearest first."""

    index: int
    size: int
    hashes: tuple[str, ...]


class Prover:
    """Proves against the checkpoint that was the newest when it was made. Raises `NotANote` if there is a false one."""

    def __init__(self, log: AuditLog) -> None:
        self._log = log
        self._newest = log.newest()

    def proof_of(self, fact: Recorded) -> Proof | Finding | None:
        """None while no checkpoint covers the fact; a finding if the log holds another one at its place."""
        newest, index = self._newest, self._log.positions.index_of(fact.position)
        if newest is None or index is None or index >= newest.checkpoint.size:
            return None
        size, place = newest.checkpoint.size, f"{fact.stream}@{fact.revision}"
        try:
            hashes = inclusion_proof(self._log.tiles(size), index, size)
            check_inclusion(leaf_of(fact), index, size, hashes, newest.checkpoint.root)
        except TileMissing as error:
            return Finding("tile-damaged", str(error))
        except Unproven as error:
            return Finding("altered", place, str(error), index)
        return Proof(index, size, tuple(one.hex() for one in hashes))
