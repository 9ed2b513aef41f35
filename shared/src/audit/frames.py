"""Facts between an audit and the process that decides again: the bytes of recorded form 1, with lengths before them."""

from collections.abc import Iterator, Sequence
from struct import Struct
from typing import IO
from uuid import UUID

from ledger.recorded import leaf_bytes
from ledger.store import Recorded

FACTS = b"F"
"""The next facts of the record, in the store's order."""
HISTORY = b"H"
"""The beginnings of streams that the other side asked for."""
END = b"E"

_LENGTH = 8
_number = Struct(">Q").unpack_from


def write_frame(out: IO[bytes], kind: bytes, facts: Sequence[Recorded] = ()) -> None:
    body = b"".join(
        fact.position.to_bytes(_LENGTH, "big") + leaf_bytes(fact.stream, fact.revision, fact) for fact in facts
    )
    out.write(kind + len(body).to_bytes(_LENGTH, "big") + body)
    out.flush()


def read_frame(source: IO[bytes]) -> tuple[bytes, list[Recorded]]:
    """`END` also where the other side is gone."""
    kind, body = _read(source)
    return kind, [fact for fact, _ in _facts(body)]


def read_leaves(source: IO[bytes]) -> list[tuple[Recorded, bytes]] | None:
    """The next facts, each with the bytes its digest is taken of; None at the end."""
    kind, body = _read(source)
    return None if kind == END else list(_facts(body))


def _read(source: IO[bytes]) -> tuple[bytes, bytes]:
    kind = source.read(1)
    if not kind:
        return END, b""
    return kind, source.read(int.from_bytes(source.read(_LENGTH), "big"))


def _facts(body: bytes) -> Iterator[tuple[Recorded, bytes]]:
    at, end = 0, len(body)
    while at < end:
        (position,) = _number(body, at)
        begin = at + _LENGTH
        stream, at = _part(body, begin)
        revision, at = _part(body, at)
        identity, at = _part(body, at)
        kind, at = _part(body, at)
        data, at = _part(body, at)
        metadata, at = _part(body, at)
        name, number, uuid = stream.decode(), int(revision), UUID(identity.decode())
        yield Recorded(name, number, position, uuid, kind.decode(), data, metadata), body[begin:at]


def _part(body: bytes, at: int) -> tuple[bytes, int]:
    """What stands after its length, and where it ends."""
    begin = at + _LENGTH
    end = begin + int(_number(body, at)[0])
    return body[begin:end], end
