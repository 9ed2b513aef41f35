"""What a fact's digest is taken of, and the leaf of the audit log. See docs/recorded-form.md.

Apart from `ledger.recorded`: the door to the store has it, also in native threads, with nothing else of that form.
"""

from collections.abc import Sequence
from struct import Struct

from ledger.store import Draft, Recorded

_LENGTHS = Struct(">6Q").pack

Placed = tuple[int, bytes]
"""A fact's position in the store, and its `leaf_bytes`."""


def leaf_bytes(stream: str, revision: int, fact: Draft | Recorded) -> bytes:
    """The bytes a fact's digest is taken of; the same are its leaf of the audit log."""
    return leaf_of_parts(stream.encode(), revision, str(fact.id).encode(), fact.type.encode(), fact.data, fact.metadata)


def leaf_of_parts(stream: bytes, revision: int, identity: bytes, kind: bytes, data: bytes, metadata: bytes) -> bytes:
    """`leaf_bytes` of what is at hand as UTF-8."""
    number = b"%d" % revision
    lengths = _LENGTHS(len(stream), len(number), len(identity), len(kind), len(data), len(metadata))
    return b"".join(
        (
            *(lengths[:8], stream, lengths[8:16], number, lengths[16:24], identity),
            *(lengths[24:32], kind, lengths[32:40], data, lengths[40:], metadata),
        )
    )


def placed(facts: Sequence[Recorded]) -> list[Placed]:
    return [(fact.position, leaf_bytes(fact.stream, fact.revision, fact)) for fact in facts]
