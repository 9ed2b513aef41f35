"""Contents by their digest: a folder in which a file is named after the SHA-256 of its bytes and never changes.

A content comes in parts of one upload, is written beside, flushed, checked and only then moved to its name, so that
whatever has a name is whole. It is verified again whenever it is read or relied on.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from contracts.blobs import MOST_PART_BYTES, Blob, BlobPart, BlobPartKept, PutBlobPart
from contracts.bytes64 import bytes_of, text_of
from contracts.errors import Malformed, Rejected, refuse_unless

from ledger.media import media_type_of

MOST_UNFINISHED = 64
"""Uploads that may be under way at once; the one longest untouched makes room for the next."""

_BLOCK = 1 << 20


class Blobs:
    """The contents of a folder. Processes may share it: a name is taken once, and for the same bytes."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._most_bytes = most_bytes

    def put(self, part: PutBlobPart) -> BlobPartKept:
        """Keep one part. `Rejected` if the whole is too large, of a type not kept, or not what its digest says."""
        content = bytes_of(part.content, "content")
        refuse_unless(part.size <= self._most_bytes, "blob-too-large", f"{part.size} bytes of {self._most_bytes}")
        self._refuse_misplaced(part, content)
        if self._path(part.digest).exists():
            return BlobPartKept(received=part.size, blob=self.named(part.digest))
        with self._unfinished(part.digest) as unfinished:
            received = _append(unfinished, part.offset, content)
            if received == part.size:
                self._finish(unfinished, part.digest)
        return BlobPartKept(received=received, blob=self.named(part.digest) if received == part.size else None)

    def named(self, digest: str) -> Blob:
        """The content as it is there now. `Rejected` if it is not, or is not what it was."""
        path = self._path(digest)
        refuse_unless(path.exists(), "blob-missing", digest)
        refuse_unless(_digest_of(path) == digest, "blob-damaged", digest)
        media_type = media_type_of(path)
        if media_type is None:
            raise Rejected("blob-type-unknown", digest)
        return Blob(digest=digest, size=path.stat().st_size, media_type=media_type)

    def attest(self, claimed: Blob) -> None:
        """`Rejected` unless the content is there, whole, and of the size and type that are claimed."""
        found = self.named(claimed.digest)
        differs = f"{claimed.digest} is {found.media_type} of {found.size} bytes"
        refuse_unless(claimed == found, "blob-differs", differs)

    def opened(self, digest: str) -> BinaryIO:
        """A verified content, to be read and closed by the caller. `Rejected` if it is not there as it was."""
        self.named(digest)
        return self._path(digest).open("rb")

    def part(self, digest: str, offset: int) -> BlobPart:
        """One part of a verified content. `Malformed` beyond its end."""
        blob = self.named(digest)
        if offset >= blob.size:
            raise Malformed({"offset": [f"The content has {blob.size} bytes."]})
        with self._path(digest).open("rb") as file:
            file.seek(offset)
            content = file.read(MOST_PART_BYTES)
        end = offset + len(content)
        return BlobPart(blob=blob, offset=offset, content=text_of(content), next=end if end < blob.size else None)

    def _refuse_misplaced(self, part: PutBlobPart, content: bytes) -> None:
        if len(content) > MOST_PART_BYTES or not content or part.offset + len(content) > part.size:
            raise Malformed({"content": [f"1 to {MOST_PART_BYTES} bytes that end within the size."]})

    def _finish(self, unfinished: Path, digest: str) -> None:
        """Check what has come and give it its name; what is not what it claims to be is thrown away."""
        try:
            refuse_unless(_digest_of(unfinished) == digest, "blob-digest-differs", f"The bytes are not {digest}.")
            refuse_unless(media_type_of(unfinished) is not None, "blob-type-unknown", digest)
        except Rejected:
            unfinished.unlink()
            raise
        path = self._path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.replace(path)
        _flush_folder(path.parent)

    @contextmanager
    def _unfinished(self, digest: str) -> Iterator[Path]:
        """The file of an upload under way, for one writer at a time."""
        self._incoming.mkdir(parents=True, exist_ok=True)
        path = self._incoming / digest
        if not path.exists():
            self._make_room()
        with (self._incoming / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield path

    def _make_room(self) -> None:
        under_way = [file for file in self._incoming.iterdir() if file.name != "lock"]
        for file in sorted(under_way, key=lambda file: file.stat().st_mtime_ns)[: 1 - MOST_UNFINISHED]:
            file.unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def _append(file: Path, offset: int, content: bytes) -> int:
    """How many bytes are there now; bytes that do not follow on are left for the caller to send again."""
    with file.open("ab") as opened:
        if opened.tell() == offset:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        return opened.tell()


def _digest_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
