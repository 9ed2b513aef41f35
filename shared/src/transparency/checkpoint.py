"""Checkpoints (C2SP tlog-checkpoint): whose log it is, how many leaves it has, and their root."""

import base64
import binascii
import re
from dataclasses import dataclass

from transparency.merkle import SIZE, Hash
from transparency.note import NotANote

_LINES = 3
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's state; `extensions` are further lines, which mean nothing to a verifier."""

    origin: str
    size: int
    root: Hash
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def read_checkpoint(text: str) -> Checkpoint:
    """The text of a note as a checkpoint. Raise `NotANote` if it is none."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < _LINES or "" in lines or not _SIZE.fullmatch(lines[1]):
        raise NotANote("not a checkpoint")
    origin, size, root, *extensions = lines
    try:
        content = base64.b64decode(root, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotANote("the root is not base64") from error
    if len(content) != SIZE or base64.b64encode(content).decode() != root:
        raise NotANote("the root is no hash")
    return Checkpoint(origin, int(size), content, tuple(extensions))
