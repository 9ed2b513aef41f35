"""Tokens: who calls, in which role, for which unit. The door to the JOSE library.

A token is a JWT signed with Ed25519. Its header names the key, which must be among the issuers' public keys; the
algorithm is fixed here and never taken from the token. Never recorded or logged: only its subject, role and unit are.
"""

import base64
import hashlib
import json
import re
import secrets  # noqa: TID251 - tokens need ids that cannot be guessed
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
from contracts.errors import Forbidden
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.clock import Clock, MachineClock

AUDIENCE = "sunledger"
LONGEST_TOKEN = timedelta(hours=24)
"""How long a token may be good for, unless the operator sets `SUNLEDGER_LONGEST_TOKEN_HOURS`."""

_ALGORITHM = "EdDSA"
_SKEW = timedelta(seconds=30)
_KEY_ID = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,62}", re.ASCII)
_UNIT = re.compile(r"cn|[0-9]{2,12}(-[a-z0-9-]{1,31})?", re.ASCII)
_MOST_BYTES = 4096
_MOST_PROVEN = 1024
"""Tokens whose signature is not verified again; a county has some hundreds in use at once."""

_OPTIONS: Any = {"require": ["exp", "iat", "sub", "aud", "jti"]}
_CODES: tuple[tuple[type[Exception], str], ...] = (
    (jwt.ExpiredSignatureError, "token-expired"),
    (jwt.InvalidAudienceError, "token-audience"),
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom a valid token speaks for. `unit` is a unit code, or `cn` for the nation."""

    subject: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class _Proven:
    """What a token says whose signature was verified, and by which key; never the token."""

    key_id: str
    key: Any
    audiences: tuple[str, ...]
    from_s: int
    until_s: int
    caller: Caller


class Authority:
    """Checks tokens against the public keys in a folder: `<key id>.pub.pem`.

    A key is known as long as its file is there: a new one is put beside the old one, and the old one taken away once
    no token of it is in use. No process is restarted for it. A token that was issued for longer than `longest` is
    refused all its life: a stolen one is of use for a day, not for years.

    That a signature is good is remembered by the digest of the whole token, for the very key that verified it; all else
    is asked at each call (docs/decisions/tokens.md). `clock` is the machine's, whatever clock the history has.
    """

    def __init__(self, keys: Path, longest: timedelta = LONGEST_TOKEN, clock: Clock | None = None) -> None:
        self._folder = keys
        self._longest_s = longest.total_seconds()
        self._clock = clock or MachineClock()
        self._keys: dict[str, tuple[tuple[int, int, int], Any]] = {}
        self._proven: dict[bytes, _Proven] = {}

    def caller(self, token: Any) -> Caller:
        """Raise `Forbidden` with a code if the token is missing, or says nothing that can be trusted."""
        if not token:
            raise Forbidden("token-missing", "The call carries no token.")
        if not isinstance(token, str) or len(token) > _MOST_BYTES or not token.isascii():
            raise Forbidden("token-invalid", "Not a token.")
        digest = hashlib.sha256(token.encode()).digest()
        proven = self._proven.get(digest)
        if proven is None or self._key(proven.key_id) is not proven.key:
            proven = self._verified(token)
            if len(self._proven) >= _MOST_PROVEN:
                self._proven.clear()
            self._proven[digest] = proven
        _refuse_now(proven, self._clock.now().timestamp())
        return proven.caller

    def _verified(self, token: str) -> _Proven:
        key_id = _key_id(token)
        key = self._key(key_id)
        try:
            claims = jwt.decode(token, key, algorithms=[_ALGORITHM], audience=AUDIENCE, leeway=_SKEW, options=_OPTIONS)
        except jwt.PyJWTError as error:
            raise Forbidden(_code(error), type(error).__name__) from error
        issued_s, until_s = int(claims["iat"]), int(claims["exp"])
        if until_s - issued_s > self._longest_s:
            raise Forbidden("token-too-long", "The token was issued for longer than is accepted here.")
        from_s = max(issued_s, int(claims.get("nbf", issued_s)))
        audiences = (claims["aud"],) if isinstance(claims["aud"], str) else tuple(claims["aud"])
        return _Proven(key_id, key, audiences, from_s, until_s, _caller(claims))

    def _key(self, key_id: str) -> Any:
        """The same object while its file is the same; with a file that changes or goes, all that was proven goes."""
        path = self._folder / f"{key_id}.pub.pem"
        try:
            file = path.stat()
        except OSError as error:
            if self._keys.pop(key_id, None) is not None:
                self._proven.clear()
            raise Forbidden("token-key", "The token's key is not known here.") from error
        seen = (file.st_mtime_ns, file.st_ino, file.st_size)
        known = self._keys.get(key_id)
        if known is None or known[0] != seen:
            self._proven.clear()
            known = self._keys[key_id] = (seen, serialization.load_pem_public_key(path.read_bytes()))
        return known[1]


class Issuer:
    """A local issuer: its private key is in `<key id>.key.pem`, readable by its owner alone."""

    def __init__(self, keys: Path, key_id: str = "local") -> None:
        self._path = keys / f"{key_id}.key.pem"
        self._key_id = key_id

    def create(self) -> None:
        """Make the key pair, unless it is there."""
        if self._path.exists():
            return
        private = Ed25519PrivateKey.generate()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        self._path.write_bytes(
            private.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        self._path.with_name(f"{self._key_id}.pub.pem").write_bytes(
            private.public_key().public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        )

    def issue(self, caller: Caller, *, valid_for: timedelta = timedelta(hours=8)) -> str:
        now = datetime.now(UTC)  # noqa: TID251 - a token lives in real time, whatever clock the history has
        claims = {
            "sub": caller.subject,
            "role": caller.role,
            "unit": caller.unit,
            "aud": AUDIENCE,
            "iat": now,
            "exp": now + valid_for,
            "jti": secrets.token_hex(16),
        }
        key = self._path.read_text("utf-8")
        return jwt.encode(claims, key, algorithm=_ALGORITHM, headers={"kid": self._key_id})


def _key_id(token: str) -> str:
    """As the header has it, which is not believed in anything else. `Forbidden` if it names no key."""
    head, dot, _ = token.partition(".")
    try:
        header = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except (ValueError, RecursionError) as error:
        raise Forbidden("token-invalid", type(error).__name__) from error
    if not dot or not isinstance(header, dict):
        raise Forbidden("token-invalid", "Not a token.")
    key_id = header.get("kid")
    if not isinstance(key_id, str) or not _KEY_ID.fullmatch(key_id):
        raise Forbidden("token-key", "The token names no key.")
    return key_id


def _caller(claims: Mapping[str, Any]) -> Caller:
    subject, role, unit = (claims.get(name) or "" for name in ("sub", "role", "unit"))
    for claim, form in ((subject, _WORD), (role, _WORD), (unit, _UNIT)):
        if not isinstance(claim, str) or not form.fullmatch(claim):
            raise Forbidden("token-invalid", "Subject, role or unit is not well formed.")
    return Caller(subject, role, unit)


def _refuse_now(proven: _Proven, now: float) -> None:
    """Whatever was verified before: the token has to be for us, has to have begun and must not have ended."""
    skew_s = _SKEW.total_seconds()
    if proven.until_s <= now - skew_s:
        raise Forbidden("token-expired", "The token has ended.")
    if proven.from_s > now + skew_s:
        raise Forbidden("token-invalid", "The token has not begun.")
    if AUDIENCE not in proven.audiences:
        raise Forbidden("token-audience", "The token is for somebody else.")


def _code(error: Exception) -> str:
    return next((code for kind, code in _CODES if isinstance(error, kind)), "token-invalid")
