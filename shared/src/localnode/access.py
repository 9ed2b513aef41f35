"""Who may write what: accounts, each with the beginnings of the stream names it writes.

Every account reads everything. Without an accounts file everyone may do everything, which is for
one person's own machine: esdbclient names no account unless the connection is encrypted.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets  # noqa: TID251 - a salt must be unpredictable; no recorded fact depends on it
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from localnode.recorder import METADATA_PREFIX
from localnode.refusals import access_denied, not_authenticated

REMEMBERED = 1_000
COST = 2**14


class BadAccounts(Exception):
    """The accounts file cannot be used."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account; the empty prefix stands for every stream."""

    name: str
    writes: tuple[str, ...]

    def check_write(self, stream: str) -> None:
        """The metadata of a stream is its writer's. Raises Refused."""
        if not stream.removeprefix(METADATA_PREFIX).startswith(self.writes):
            raise access_denied()


class Access(Protocol):
    """Tells the caller's account."""

    def of(self, context: Any) -> Account:
        """Raises Refused."""


class Everyone:
    """No accounts."""

    def of(self, context: Any) -> Account:
        return Account("", ("",))


class Accounts:
    """The accounts of a file; what was verified is remembered, for the check is slow by design."""

    def __init__(self, path: Path) -> None:
        self._accounts = _read(path)
        self._verified: dict[str, Account] = {}

    def of(self, context: Any) -> Account:
        for key, value in context.invocation_metadata() or ():
            if key == "authorization":
                return self._account(str(value))
        raise not_authenticated()

    def _account(self, header: str) -> Account:
        known = self._verified.get(header)
        if known is None:
            known = self._verify(header)
            if len(self._verified) >= REMEMBERED:
                self._verified.clear()
            self._verified[header] = known
        return known

    def _verify(self, header: str) -> Account:
        try:
            scheme, _, encoded = header.partition(" ")
            name, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise not_authenticated() from None
        entry = self._accounts.get(name)
        if scheme.lower() != "basic" or entry is None or not _is_right(entry[0], password):
            raise not_authenticated()
        return entry[1]


def hash_password(password: str) -> str:
    """What an accounts file keeps of a password."""
    # A salt must be unpredictable, and no recorded fact depends on it.
    return _hashed(password, secrets.token_bytes(16))


def _hashed(password: str, salt: bytes) -> str:
    key = hashlib.scrypt(password.encode(), salt=salt, n=COST, r=8, p=1)
    return f"scrypt:{salt.hex()}:{key.hex()}"


def _is_right(kept: str, password: str) -> bool:
    salt = bytes.fromhex(kept.split(":")[1])
    return hmac.compare_digest(kept, _hashed(password, salt))


def _read(path: Path) -> Mapping[str, tuple[str, Account]]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {name: (_kept(entry), _account(name, entry)) for name, entry in entries.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadAccounts(f"{path.name} is not a list of accounts: {error!r}") from error


def _kept(entry: Mapping[str, Any]) -> str:
    kind, salt, key = str(entry["password"]).split(":")
    if kind != "scrypt" or not bytes.fromhex(salt) or not bytes.fromhex(key):
        raise ValueError("a password is 'scrypt:SALT:KEY'")
    return str(entry["password"])


def _account(name: str, entry: Mapping[str, Any]) -> Account:
    writes = entry["writes"]
    if not isinstance(writes, list) or not all(isinstance(prefix, str) for prefix in writes):
        raise TypeError("'writes' is a list of beginnings of stream names")
    return Account(name, tuple(writes))
