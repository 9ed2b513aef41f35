"""How a record is divided among processes: every stream has one owner, and the facts that make rules go to all."""

from binascii import crc32
from collections.abc import Sequence

from ledger.store import Recorded

RULES = ("_policy-", "_pack-")
"""Streams in whose facts rules come into force, or stand for the first time."""


def owner_of(stream: str, shares: int) -> int:
    return crc32(stream.encode()) % shares


def share_of(facts: Sequence[Recorded], number: int, shares: int) -> list[Recorded]:
    return [fact for fact in facts if owner_of(fact.stream, shares) == number or _makes_rules(fact)]


def _makes_rules(fact: Recorded) -> bool:
    return any(part in fact.stream for part in RULES)
