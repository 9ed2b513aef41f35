"""How a record is divided among processes: every stream has one owner, and the facts that make rules go to all."""

from binascii import crc32
from collections.abc import Sequence

from ledger.store import Recorded

POLICY = "_policy-"
"""Streams in whose facts rules come into force."""


def owner_of(stream: str, shares: int) -> int:
    return crc32(stream.encode()) % shares


def share_of(facts: Sequence[Recorded], number: int, shares: int) -> list[Recorded]:
    return [fact for fact in facts if owner_of(fact.stream, shares) == number or POLICY in fact.stream]
