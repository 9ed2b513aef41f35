"""Facts as the log knows them: the bytes that a fact's digest is taken of, what stands in them, and frames of them.

Little is loaded here: the process that looks at them begins at once.
"""

from collections.abc import Sequence
from struct import Struct
from typing import IO, NamedTuple

from ledger.leaf import Placed

FACTS = b"F"
"""The next facts of the record, in the store's order."""
HISTORY = b"H"
"""The beginnings of streams that the other side asked for."""
END = b"E"

LENGTH = 8
"""Bytes of a number, in front of every part."""


_number = Struct(">Q").unpack_from


class Leaf(NamedTuple):
    """A fact; `content` is its leaf of the log (docs/recorded-form.md), `id` the text that stands there."""

    stream: str
    revision: int
    position: int
    id: str
    type: str
    data: bytes
    metadata: bytes
    content: bytes

    @property
    def place(self) -> str:
        return f"{self.stream}@{self.revision}"


def write_frame(out: IO[bytes], kind: bytes, facts: Sequence[Placed] = ()) -> None:
    body = framed(facts)
    out.write(kind + len(body).to_bytes(LENGTH, "big"))
    out.write(body)
    out.flush()


def read_leaves(source: IO[bytes]) -> list[Leaf] | None:
    """The next facts; None at the end."""
    kind, body = read_body(source)
    return None if kind == END else leaves_in(body)


def read_body(source: IO[bytes]) -> tuple[bytes, bytes]:
    """Of a frame; `END` also where the other side is gone."""
    kind = source.read(1)
    if not kind:
        return END, b""
    return kind, source.read(int.from_bytes(source.read(LENGTH), "big"))


def framed(facts: Sequence[Placed]) -> bytes:
    return b"".join([part for position, leaf in facts for part in (position.to_bytes(LENGTH, "big"), leaf)])


def stream_of(leaf: bytes) -> bytes:
    """The name of a fact's stream, as UTF-8."""
    return leaf[LENGTH : LENGTH + int(_number(leaf, 0)[0])]


def leaves_in(body: bytes) -> list[Leaf]:
    """What was `framed`."""
    found: list[Leaf] = []
    at, end = 0, len(body)
    while at < end:
        (position,) = _number(body, at)
        begin = at + LENGTH
        name = begin + LENGTH
        revision = name + _number(body, begin)[0] + LENGTH
        identity = revision + _number(body, revision - LENGTH)[0] + LENGTH
        kind = identity + _number(body, identity - LENGTH)[0] + LENGTH
        data = kind + _number(body, kind - LENGTH)[0] + LENGTH
        metadata = data + _number(body, data - LENGTH)[0] + LENGTH
        at = metadata + _number(body, metadata - LENGTH)[0]
        found.append(
            Leaf(
                body[name : revision - LENGTH].decode(),
                int(body[revision : identity - LENGTH]),
                position,
                body[identity : kind - LENGTH].decode(),
                body[kind : data - LENGTH].decode(),
                body[data : metadata - LENGTH],
                body[metadata:at],
                body[begin:at],
            )
        )
    return found
