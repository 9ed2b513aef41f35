"""Sealing and opening personal particulars. The door to AEAD.

Each person and each case has a data key of 256 bits, in the service's key file, wrapped under the master key. A value
is padded to whole blocks, so that its ciphertext does not tell how long a name is, and sealed with AES-256-GCM; key id
and kind of value are authenticated with it.
"""

import hashlib
import hmac
import secrets  # noqa: TID251 - keys and nonces are what randomness is for
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from contracts.calendar import china_day
from contracts.errors import Unavailable
from contracts.fields import instant_text
from contracts.message import Json
from contracts.units import NATION
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.padding import PKCS7

from ledger.clock import Clock
from ledger.keys import KeyFile, WrappedKey

ALGORITHM = "A256GCM"
KEY_BYTES = 32
_NONCE_BYTES = 12
_BLOCK_BITS = 256
_FINGERPRINTS = "service:fingerprints"
"""The subject of the one key that is nobody's: fingerprints are made under it."""


class CannotOpen(Exception):
    """The value was changed, moved under another key, or sealed as another kind of value."""


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """The keys that wrap data keys: of a file, one a line in base64url, or of the setting itself, with commas between.

    The first wraps; those after it are being replaced and still unwrap. Read at each use, so that a rotation needs no
    restart. Never printed.
    """

    file: Path | None = None
    text: str = field(default="", repr=False)

    def read(self) -> tuple[bytes, ...]:
        """`Unavailable` if there is none, or one that is no key; the message says where, never what."""
        try:
            words = self.file.read_text("ascii").split() if self.file else self.text.replace(",", " ").split()
            keys = tuple(_decoded(word) for word in words)
        except (OSError, ValueError, NotBase64) as error:
            raise Unavailable(f"The master key cannot be read from {self.file or 'the setting'}.") from error
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise Unavailable(f"{self.file or 'The setting'} holds no master key of {KEY_BYTES} bytes in base64url.")
        return keys

    def ids(self) -> frozenset[str]:
        """Which they are, without a word about them."""
        return frozenset(master_id(key) for key in self.read())


def create_master_key(file: Path) -> None:
    """Make a master key that its owner alone can read, unless there is one."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_master_keys(file, (secrets.token_bytes(KEY_BYTES),))


def write_master_keys(file: Path, keys: tuple[bytes, ...]) -> None:
    """Replace the file in one step; readable by its owner alone from the first byte on."""
    beside = file.with_suffix(".new")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600)
    beside.write_text("".join(f"{_encoded(key)}\n" for key in keys), "ascii")
    beside.replace(file)


def rotate(file: Path, key_files: Sequence[KeyFile]) -> int:
    """Put a new master key in the place of the old one and wrap every data key again; how many that was.

    The old key stays in the file behind the new one until no data key is wrapped under it, so that services go on and
    a rotation that was cut short is ended by the next one.
    """
    masters = MasterKeys(file=file).read()
    if len(masters) == 1:
        masters = (secrets.token_bytes(KEY_BYTES), *masters)
        write_master_keys(file, masters)
    by_id = {master_id(master): master for master in masters}
    newest = masters[0]

    def again(wrapped: WrappedKey) -> WrappedKey:
        if wrapped.master not in by_id:
            raise Unavailable(f"Key {wrapped.key_id} is wrapped under a master key that is not in the file.")
        key = _unwrap(by_id[wrapped.master], wrapped)
        return replace(wrapped, master=master_id(newest), wrapped=_wrap(newest, wrapped.key_id, key))

    count = sum(keys.rewrap(again) for keys in key_files)
    write_master_keys(file, (newest,))
    return count


class KeyedSealer:
    """Seals and opens with the keys of one service's file, for records of `unit`."""

    def __init__(self, keys: KeyFile, masters: MasterKeys, clock: Clock, unit: str = NATION) -> None:
        self.keys = keys
        self._masters = masters
        self._clock = clock
        self._unit = unit

    def within(self, unit: str) -> "KeyedSealer":
        """The same, for records of another unit."""
        return KeyedSealer(self.keys, self._masters, self._clock, unit)

    def seal(self, subject: str, kind: str, text: str) -> Json:
        """The subject's key is on disk before this returns. `KeyDestroyed` if it was destroyed."""
        key_id, key = self._key_of(subject)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        padder = PKCS7(_BLOCK_BITS).padder()
        padded = padder.update(text.encode()) + padder.finalize()
        return {
            "key_id": key_id,
            "kind": kind,
            "algorithm": ALGORITHM,
            "nonce": _encoded(nonce),
            "ciphertext": _encoded(AESGCM(key).encrypt(nonce, padded, _bound(key_id, kind))),
        }

    def open(self, envelope: Json) -> str:
        """The text. `KeyDestroyed` or `NoSuchKey` where the key cannot be had, `CannotOpen` if it was not sealed so."""
        wrapped = self.keys.key_named(envelope["key_id"])
        nonce, ciphertext = _decoded(envelope["nonce"]), _decoded(envelope["ciphertext"])
        try:
            padded = AESGCM(self._unwrapped(wrapped)).decrypt(
                nonce, ciphertext, _bound(wrapped.key_id, envelope["kind"])
            )
        except InvalidTag as error:
            raise CannotOpen(envelope["key_id"]) from error
        unpadder = PKCS7(_BLOCK_BITS).unpadder()
        return (unpadder.update(padded) + unpadder.finalize()).decode()

    def fingerprint(self, kind: str, text: str) -> str:
        """HMAC-SHA256 under a key of the service, so that nobody without it can try out numbers."""
        _, key = self._key_of(_FINGERPRINTS)
        return hmac.new(key, f"{kind}/{text}".encode(), hashlib.sha256).hexdigest()

    def _key_of(self, subject: str) -> tuple[str, bytes]:
        now = self._clock.now()
        today = china_day(now).isoformat()
        wrapped = self.keys.key_of(subject, self._unit, today, lambda: self._made(subject, now))
        return wrapped.key_id, self._unwrapped(wrapped)

    def _made(self, subject: str, now: datetime) -> WrappedKey:
        key_id = str(UUID(bytes=secrets.token_bytes(16), version=4))
        master = self._masters.read()[0]
        wrapped = _wrap(master, key_id, secrets.token_bytes(KEY_BYTES))
        return WrappedKey(subject, key_id, master_id(master), wrapped, instant_text(now))

    def _unwrapped(self, wrapped: WrappedKey) -> bytes:
        for master in self._masters.read():
            if master_id(master) == wrapped.master:
                return _unwrap(master, wrapped)
        raise Unavailable(f"Key {wrapped.key_id} is wrapped under a master key that is not in the file.")


def master_id(master: bytes) -> str:
    """Which master key wraps a key, without a word about it."""
    return hashlib.sha256(b"sunledger master key" + master).hexdigest()[:16]


def _wrap(master: bytes, key_id: str, key: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(master).encrypt(nonce, key, key_id.encode())


def _unwrap(master: bytes, wrapped: WrappedKey) -> bytes:
    nonce, ciphertext = wrapped.wrapped[:_NONCE_BYTES], wrapped.wrapped[_NONCE_BYTES:]
    try:
        return AESGCM(master).decrypt(nonce, ciphertext, wrapped.key_id.encode())
    except InvalidTag as error:
        raise CannotOpen(wrapped.key_id) from error


def _bound(key_id: str, kind: str) -> bytes:
    """What is authenticated beside the text."""
    return f"{key_id}/{kind}".encode()


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
