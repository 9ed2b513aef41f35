"""How a record is divided among processes: every stream has one owner, and the facts that make rules go to all."""

from binascii import crc32
from collections.abc import Sequence

from ledger.leaf import Placed

from audit.leaves import stream_of

RULES = (b"_policy-", b"_pack-")
"""Streams in whose facts rules come into force, or stand for the first time."""


def owner_of(stream: str, shares: int) -> int:
    return _owner(stream.encode(), shares)


def divided(facts: Sequence[Placed], shares: int) -> list[list[Placed]]:
    """What each share is given, in the order of the facts."""
    given: list[list[Placed]] = [[] for _ in range(shares)]
    policy, pack = RULES
    for fact in facts:
        stream = stream_of(fact[1])
        if policy in stream or pack in stream:
            for one in given:
                one.append(fact)
        else:
            given[_owner(stream, shares)].append(fact)
    return given


def _owner(stream: bytes, shares: int) -> int:
    return crc32(stream) % shares
