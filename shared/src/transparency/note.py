"""Signed notes (C2SP signed-note): a text, and below it who signed it.

A signature by a known key that does not hold makes the note false; one by an unknown key says nothing.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

ED25519 = 0x01
COSIGNATURE = 0x04
MOST_BYTES = 64_000
MOST_SIGNATURES = 100

_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})", re.ASCII)
_NAME = re.compile(r"[^\s+]+")
_KEY_ID_BYTES = 4


class NotANote(ValueError):
    """The bytes, or the words of a key, do not have the form."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One line below a note: who, by which key, and what the key made of the text."""

    name: str
    key_id: bytes
    blob: bytes

    def __str__(self) -> str:
        return f"— {self.name} {base64.b64encode(self.key_id + self.blob).decode()}"


@dataclass(frozen=True, slots=True)
class Note:
    """`text` ends with a newline; that is what is signed."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def __bytes__(self) -> bytes:
        return "\n".join([self.text, *map(str, self.signatures), ""]).encode()

    def signed(self, *signatures: Signature) -> "Note":
        """With these as well; a second one by the same key is left out."""
        known = {(signature.name, signature.key_id) for signature in self.signatures}
        new = tuple(item for item in signatures if (item.name, item.key_id) not in known)
        return replace(self, signatures=(*self.signatures, *new))


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half of a key, as it is handed to strangers: `name+key id+base64(kind, public)`."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        return key_id(self.name, self.kind, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"


def key_id(name: str, kind: int, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:_KEY_ID_BYTES]


def read_note(content: bytes) -> Note:
    """Raise `NotANote` if it is none, or too large for one."""
    if len(content) > MOST_BYTES:
        raise NotANote(f"larger than {MOST_BYTES} bytes")
    text = _utf8(content)
    if any(ord(sign) < 0x20 and sign != "\n" for sign in text):
        raise NotANote("a control character")
    body, separator, below = text.rpartition("\n\n")
    if not separator or not below.endswith("\n"):
        raise NotANote("no signatures below an empty line")
    lines = below[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise NotANote(f"more than {MOST_SIGNATURES} signatures")
    return Note(f"{body}\n", tuple(map(_signature, lines)))


def read_verifier_key(text: str) -> VerifierKey:
    """Raise `NotANote` if it is none, or its key id is another key's."""
    name, _, rest = text.strip().partition("+")
    identifier, _, encoded = rest.partition("+")
    content = _decoded(encoded)
    if not _NAME.fullmatch(name) or len(content) != 1 + 32:
        raise NotANote("not the words of a public key")
    key = VerifierKey(name, content[0], content[1:])
    if key.key_id.hex() != identifier:
        raise NotANote(f"the key id of {name} is not that of its key")
    return key


def signatures_by(note: Note, key: VerifierKey) -> Iterable[Signature]:
    return (item for item in note.signatures if (item.name, item.key_id) == (key.name, key.key_id))


def cosigned_text(moment_s: int, text: str) -> bytes:
    """What a witness signs: the time in seconds since 1970, and the note's text."""
    return f"cosignature/v1\ntime {moment_s}\n{text}".encode()


def _signature(line: str) -> Signature:
    match = _LINE.fullmatch(line)
    if match is None:
        raise NotANote("a line that is no signature")
    content = _decoded(match[2])
    if len(content) <= _KEY_ID_BYTES:
        raise NotANote("a signature without content")
    return Signature(match[1], content[:_KEY_ID_BYTES], content[_KEY_ID_BYTES:])


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotANote("not base64") from error


def _utf8(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise NotANote("not UTF-8") from error
