"""The files of the audit log: a Merkle tree over all facts outside `$` streams, in the store's order.

```
checkpoint            the newest one, signed by the log
witnessed             the newest one that a quorum of witnesses has cosigned
tile/                 the hashes (transparency.tiles)
positions             8 bytes a leaf: the store's position of the fact at that index
cosignatures/<name>   what a witness has signed last
keys/<name>.vkey      the public keys of the log and of its witnesses
```

The positions only say where to look; nothing is believed because of them. They belong to one store, the rest to the
facts alone: a copied store has the same tree.
"""

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from transparency.checkpoint import Checkpoint, read_checkpoint
from transparency.note import COSIGNATURE, NotANote, Note, VerifierKey, read_note, read_verifier_key
from transparency.tiles import Tiles

ORIGIN = "sunledger.audit"
CHECKPOINT = "checkpoint"
WITNESSED = "witnessed"
_BYTES = 8
_ENDING = ".vkey"


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint and the note it stands in."""

    checkpoint: Checkpoint
    note: Note


Edition = tuple[int, int]


class AuditLog:
    """The log in a folder, as its readers find it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.positions = Positions(folder / "positions")

    def newest(self) -> SignedCheckpoint | None:
        """None while nothing is signed. Raises `NotANote` if the file is something else."""
        return read_signed(self.folder / CHECKPOINT)

    def edition(self) -> Edition:
        """Of the newest checkpoint: another one has another edition. Costs less than reading it."""
        return _edition(self.folder / CHECKPOINT)

    def left_edition(self) -> tuple[Edition, Edition]:
        """Of the keys and cosignatures that have been left so far."""
        return _edition(self.folder / "keys"), _edition(self.folder / "cosignatures")

    def is_begun(self) -> bool:
        """Something stands where checkpoints are published."""
        return (self.folder / CHECKPOINT).exists()

    def witnessed(self) -> SignedCheckpoint | None:
        """The newest that a quorum has cosigned."""
        return read_signed(self.folder / WITNESSED)

    def tiles(self, size: int) -> Tiles:
        return Tiles(self.folder, size)

    def published_keys(self) -> list[VerifierKey]:
        """The keys as the log's folder names them, in name order; who needs more than that brings his own."""
        return read_keys(self.folder / "keys")

    def publish_key(self, key: VerifierKey) -> None:
        write_whole(self.folder / "keys" / f"{key.name}{_ENDING}", f"{key}\n".encode())

    def cosignatures(self) -> Iterator[Note]:
        """What each witness has signed last; a file that is no note is passed over, because it proves nothing."""
        for path in sorted((self.folder / "cosignatures").glob("*")):
            if path.suffix == ".new":
                continue
            try:
                yield read_note(path.read_bytes())
            except (NotANote, OSError):
                continue

    def leave_cosignature(self, name: str, note: Note) -> None:
        write_whole(self.folder / "cosignatures" / name, bytes(note))


class Positions:
    """Where the store keeps the fact of each index."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __len__(self) -> int:
        return self._path.stat().st_size // _BYTES if self._path.exists() else 0

    def at(self, index: int) -> int:
        """Raise `IndexError` if there is none."""
        with self._path.open("rb") as file:
            file.seek(index * _BYTES)
            content = file.read(_BYTES)
        if len(content) < _BYTES:
            raise IndexError(index)
        return int.from_bytes(content, "big")

    def index_of(self, position: int) -> int | None:
        """The index of the fact at this position of the store, by halving."""
        index = bisect_left(range(len(self)), position, key=self.at)
        return index if index < len(self) and self.at(index) == position else None

    def add(self, positions: Sequence[int]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            file.write(b"".join(position.to_bytes(_BYTES, "big") for position in positions))

    def cut(self, size: int) -> None:
        """Leave only the first so many."""
        if len(self) != size or (self._path.exists() and self._path.stat().st_size % _BYTES):
            os.truncate(self._path, size * _BYTES)


def read_signed(path: Path) -> SignedCheckpoint | None:
    """None if there is no such file. Raises `NotANote` if it is no signed checkpoint."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    note = read_note(content)
    return SignedCheckpoint(read_checkpoint(note.text), note)


def read_keys(folder: Path) -> list[VerifierKey]:
    """The public keys in a folder, in name order."""
    return [read_verifier_key(path.read_text("utf-8")) for path in sorted(folder.glob(f"*{_ENDING}"))]


def witnesses(keys: Sequence[VerifierKey]) -> list[VerifierKey]:
    return [key for key in keys if key.kind == COSIGNATURE]


def quorum_of(witness_count: int) -> int:
    """More than half: 3 of 5."""
    return witness_count // 2 + 1


def _edition(path: Path) -> Edition:
    """A file is replaced whole, so that it is another one; a folder notes when something was put into it."""
    try:
        there = path.stat()
    except FileNotFoundError:
        return 0, 0
    return there.st_ino, there.st_mtime_ns


def write_whole(path: Path, content: bytes) -> None:
    """Replaced whole or not at all, and on the disk before it counts."""
    write_parts(path, (content,))


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """The same with what is too long to be held at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
