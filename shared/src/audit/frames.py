"""Facts between an audit and the process that decides again: the bytes of recorded form 1, with lengths before them."""

from collections.abc import Iterator, Sequence
from typing import IO
from uuid import UUID

from ledger.recorded import leaf_bytes
from ledger.store import Recorded

FACTS = b"F"
"""The next facts of the record, in the store's order."""
HISTORY = b"H"
"""The beginnings of streams that the other side asked for."""
END = b"E"

_PARTS = 6
_LENGTH = 8


def write_frame(out: IO[bytes], kind: bytes, facts: Sequence[Recorded] = ()) -> None:
    body = b"".join(
        fact.position.to_bytes(_LENGTH, "big") + leaf_bytes(fact.stream, fact.revision, fact) for fact in facts
    )
    out.write(kind + len(body).to_bytes(_LENGTH, "big") + body)
    out.flush()


def read_frame(source: IO[bytes]) -> tuple[bytes, list[Recorded]]:
    """`END` also where the other side is gone."""
    kind = source.read(1)
    if not kind:
        return END, []
    body = source.read(int.from_bytes(source.read(_LENGTH), "big"))
    return kind, list(_facts(body))


def _facts(body: bytes) -> Iterator[Recorded]:
    at = 0
    while at < len(body):
        position = int.from_bytes(body[at : at + _LENGTH], "big")
        at += _LENGTH
        parts = []
        for _ in range(_PARTS):
            length = int.from_bytes(body[at : at + _LENGTH], "big")
            at += _LENGTH
            parts.append(body[at : at + length])
            at += length
        stream, revision, identity, kind, data, metadata = parts
        yield Recorded(stream.decode(), int(revision), position, UUID(identity.decode()), kind.decode(), data, metadata)
