"""Keys that sign notes: Ed25519. The door to the library that computes them.

A log signs its checkpoints; a witness cosigns them with the time it saw them (C2SP tlog-cosignature).
"""

import base64
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from transparency.note import (
    COSIGNATURE,
    ED25519,
    NotANote,
    Note,
    Signature,
    VerifierKey,
    cosigned_text,
    key_id,
    signatures_by,
)

_SEED_BYTES = 32
_SIGNATURE_BYTES = 64
_TIME_BYTES = 8
_PRIVATE = "PRIVATE+KEY+"


class FalseSignature(Exception):
    """A signature by a known key does not hold: somebody changed the text, or signs under another's name."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A name and its private key. `kind` says whether it signs as a log or cosigns as a witness."""

    name: str
    kind: int
    seed: bytes

    @property
    def verifier(self) -> VerifierKey:
        return VerifierKey(self.name, self.kind, self._key.public_key().public_bytes_raw())

    def sign(self, text: str) -> Signature:
        return Signature(self.name, self.verifier.key_id, self._key.sign(text.encode()))

    def cosign(self, text: str, moment_s: int) -> Signature:
        signature = self._key.sign(cosigned_text(moment_s, text))
        return Signature(self.name, self.verifier.key_id, moment_s.to_bytes(_TIME_BYTES, "big") + signature)

    def __str__(self) -> str:
        identifier = key_id(self.name, self.kind, self.verifier.public).hex()
        return f"{_PRIVATE}{self.name}+{identifier}+{base64.b64encode(bytes([self.kind]) + self.seed).decode()}"

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def read_signer(text: str) -> Signer:
    """Raise `NotANote` if these are not the words of a private key."""
    name, _, rest = text.strip().removeprefix(_PRIVATE).partition("+")
    identifier, _, encoded = rest.partition("+")
    content = base64.b64decode(encoded)
    if not text.startswith(_PRIVATE) or len(content) != 1 + _SEED_BYTES:
        raise NotANote("not the words of a private key")
    signer = Signer(name, content[0], content[1:])
    if signer.verifier.key_id.hex() != identifier:
        raise NotANote(f"the key id of {name} is not that of its key")
    return signer


def log_key(path: Path, name: str) -> Signer:
    """The log's own key, made the first time."""
    return _kept(path, name, ED25519)


def witness_key(path: Path, name: str) -> Signer:
    """A witness's own key, made the first time."""
    return _kept(path, name, COSIGNATURE)


def is_signed(note: Note, key: VerifierKey) -> bool:
    """Whether the key signed the note; `FalseSignature` if something says so that does not hold."""
    found = list(signatures_by(note, key))
    for signature in found:
        if not _holds(note, key, signature):
            raise FalseSignature(f"the signature of {key.name} does not hold")
    return bool(found)


def signed_among(note: Note, keys: Iterable[VerifierKey]) -> list[str]:
    """The names of those of these keys that signed the note."""
    return [key.name for key in keys if is_signed(note, key)]


def cosigned_at(signature: Signature) -> int:
    """When a witness says it saw the note, in seconds since 1970."""
    return int.from_bytes(signature.blob[:_TIME_BYTES], "big")


def _holds(note: Note, key: VerifierKey, signature: Signature) -> bool:
    text, blob = note.text.encode(), signature.blob
    if key.kind == COSIGNATURE:
        text, blob = cosigned_text(cosigned_at(signature), note.text), blob[_TIME_BYTES:]
    if len(blob) != _SIGNATURE_BYTES or key.kind not in (ED25519, COSIGNATURE):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(blob, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def _kept(path: Path, name: str, kind: int) -> Signer:
    if path.exists():
        return read_signer(path.read_text("utf-8"))
    signer = Signer(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(f"{signer}\n")
    beside.replace(path)
    return signer
