"""How a record is divided among processes: every stream has one owner, and the facts that make rules go to all."""

from binascii import crc32
from collections.abc import Sequence

from ledger.store import Recorded

RULES = ("_policy-", "_pack-")
"""Streams in whose facts rules come into force, or stand for the first time."""


def owner_of(stream: str, shares: int) -> int:
    return crc32(stream.encode()) % shares


def divided(facts: Sequence[Recorded], shares: int) -> list[list[Recorded]]:
    """What each share is given, in the order of the facts."""
    given: list[list[Recorded]] = [[] for _ in range(shares)]
    policy, pack = RULES
    for fact in facts:
        stream = fact.stream
        if policy in stream or pack in stream:
            for one in given:
                one.append(fact)
        else:
            given[owner_of(stream, shares)].append(fact)
    return given
