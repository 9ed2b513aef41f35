"""Places outside the system that remember checkpoints: a folder, an address that takes them, another's witness.

A witness is asked as C2SP tlog-witness says: `POST /add-checkpoint` with the size it has seen last, a proof that the
new checkpoint continues it, and the checkpoint; it answers with its cosignature, or 409 and the size it has seen.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from ledger.audit_log import AuditLog, SignedCheckpoint, witnesses, write_whole
from transparency.keys import FalseSignature, is_signed
from transparency.merkle import consistency_proof
from transparency.note import Note, read_note

ANSWERS_WITHIN_S = 20.0
MOST_ANSWER = 64_000
WITNESS = "witness:"


class NotTaken(Exception):
    """The place could not be reached, or would not have the checkpoint."""


class Place(Protocol):
    """Takes a checkpoint, so that it is remembered where the system's operator cannot change it."""

    def take(self, checkpoint: SignedCheckpoint, log: AuditLog) -> None:
        """Raises `NotTaken`; taking it twice is harmless."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on a disk of somebody else's: a file for each checkpoint, and the keys that are published now."""

    path: Path

    def take(self, checkpoint: SignedCheckpoint, log: AuditLog) -> None:
        try:
            for key in log.published_keys():
                self._keep(self.path / "keys" / f"{key.name}-{key.key_id.hex()}.vkey", f"{key}\n".encode())
            self._keep(self.path / f"checkpoint-{checkpoint.checkpoint.size:012}", bytes(checkpoint.note))
        except OSError as error:
            raise NotTaken(str(error)) from error

    def _keep(self, path: Path, content: bytes) -> None:
        """What is there stays: another checkpoint of the same size stands beside it."""
        if path.exists() and path.read_bytes().split(b"\n\n")[0] != content.split(b"\n\n")[0]:
            path = path.with_name(f"{path.name}-contradicts")
        if not path.exists():
            write_whole(path, content)


@dataclass(frozen=True, slots=True)
class Address:
    """An address that takes the signed checkpoint as the body of a POST, and answers 2xx."""

    url: str

    def take(self, checkpoint: SignedCheckpoint, log: AuditLog) -> None:
        try:
            _post(self.url, bytes(checkpoint.note))
        except HTTPError as error:
            raise NotTaken(f"{self.url}: {error.code}") from error


@dataclass(frozen=True, slots=True)
class AnothersWitness:
    """A witness that somebody else runs; its public key is one of the log's keys, put there by hand."""

    url: str

    def take(self, checkpoint: SignedCheckpoint, log: AuditLog) -> None:
        """Asked from the beginning first; whoever has seen more says how much, and is asked from there."""
        seen = 0
        for _ in range(2):
            try:
                self._leave(_post(f"{self.url}/add-checkpoint", _asked(seen, checkpoint, log)), checkpoint, log)
            except HTTPError as error:
                seen = self._seen(error, seen)
            else:
                return
        raise NotTaken(f"{self.url}: it has seen {seen}, of a log of {checkpoint.checkpoint.size}")

    def _seen(self, error: HTTPError, asked: int) -> int:
        said = error.read(MOST_ANSWER).strip()
        if error.code != HTTPStatus.CONFLICT or not said.isdigit() or int(said) == asked:
            raise NotTaken(f"{self.url}: {error.code} {said[:80].decode(errors='replace')}") from error
        return int(said)

    def _leave(self, lines: bytes, checkpoint: SignedCheckpoint, log: AuditLog) -> None:
        try:
            note = read_note(checkpoint.note.text.encode() + b"\n" + lines)
            signers = [key for key in witnesses(log.published_keys()) if is_signed(note, key)]
        except (ValueError, FalseSignature) as error:
            raise NotTaken(f"{self.url}: its answer is no cosignature: {error}") from error
        if not signers:
            raise NotTaken(f"{self.url}: it signs with a key that is not among the log's keys")
        for key in signers:
            log.leave_cosignature(key.name, note)


def place_named(name: str) -> Place:
    """A folder's path, `http(s)://...`, or `witness:http(s)://...`. Raise `ValueError` if it is none of these."""
    make: Callable[[str], Place] = AnothersWitness if name.startswith(WITNESS) else Address
    url = name.removeprefix(WITNESS)
    if url.startswith(("http://", "https://")):
        return make(url.rstrip("/"))
    if name.startswith(WITNESS) or not Path(name).is_absolute():
        raise ValueError(f"neither an absolute path, nor http(s)://, nor witness:http(s)://: {name}")
    return Folder(Path(name))


def _asked(seen: int, checkpoint: SignedCheckpoint, log: AuditLog) -> bytes:
    size = checkpoint.checkpoint.size
    if seen > size:
        raise NotTaken(f"a log of {seen} was seen, this one has {size}")
    proof = consistency_proof(log.tiles(size), seen, size) if 0 < seen < size else []
    lines = [f"old {seen}", *(base64.b64encode(one).decode() for one in proof), "", ""]
    return "\n".join(lines).encode() + bytes(Note(checkpoint.note.text, checkpoint.note.signatures))


def _post(url: str, body: bytes) -> bytes:
    """Raises `HTTPError` for an answer that is not 2xx, `NotTaken` where there is none."""
    request = Request(url, data=body, headers={"Content-Type": "text/plain; charset=utf-8"}, method="POST")  # noqa: S310
    try:
        with urlopen(request, timeout=ANSWERS_WITHIN_S) as answer:  # noqa: S310 - http or https, as set by the operator
            content: bytes = answer.read(MOST_ANSWER)
            return content
    except HTTPError:
        raise
    except (URLError, OSError, ValueError) as error:
        raise NotTaken(f"{url}: {error}") from error
