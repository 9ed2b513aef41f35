"""Tokens: who calls, in which role, for which unit. The door to the JOSE library.

A token is a JWT signed with Ed25519. Its header names the key, which must be among the issuers' public keys; the
algorithm is fixed here and never taken from the token. Never recorded or logged: only its subject, role and unit are.
"""

import re
import secrets  # noqa: TID251 - tokens need ids that cannot be guessed
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
from contracts.errors import Forbidden
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

AUDIENCE = "sunledger"
LONGEST_TOKEN = timedelta(hours=24)
"""How long a token may be good for, unless the operator sets `SUNLEDGER_LONGEST_TOKEN_HOURS`."""

_ALGORITHM = "EdDSA"
_SKEW = timedelta(seconds=30)
_KEY_ID = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,62}", re.ASCII)
_UNIT = re.compile(r"cn|[0-9]{2,12}(-[a-z0-9-]{1,31})?", re.ASCII)
_MOST_BYTES = 4096
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


class Authority:
    """Checks tokens against the public keys in a folder: `<key id>.pub.pem`.

    A key is known as long as its file is there: a new one is put beside the old one, and the old one taken away once
    no token of it is in use. No process is restarted for it. A token that was issued for longer than `longest` is
    refused all its life: a stolen one is of use for a day, not for years.
    """

    def __init__(self, keys: Path, longest: timedelta = LONGEST_TOKEN) -> None:
        self._folder = keys
        self._longest_s = longest.total_seconds()
        self._keys: dict[str, tuple[int, Any]] = {}

    def caller(self, token: Any) -> Caller:
        """Raise `Forbidden` with a code if the token is missing, or says nothing that can be trusted."""
        if not token:
            raise Forbidden("token-missing", "The call carries no token.")
        if not isinstance(token, str) or len(token) > _MOST_BYTES:
            raise Forbidden("token-invalid", "Not a token.")
        try:
            return self._verified(token)
        except jwt.PyJWTError as error:
            raise Forbidden(_code(error), type(error).__name__) from error

    def _verified(self, token: str) -> Caller:
        claims = jwt.decode(
            token,
            self._key(jwt.get_unverified_header(token).get("kid")),
            algorithms=[_ALGORITHM],
            audience=AUDIENCE,
            leeway=_SKEW,
            options={"require": ["exp", "iat", "sub", "aud", "jti"]},
        )
        if int(claims["exp"]) - int(claims["iat"]) > self._longest_s:
            raise Forbidden("token-too-long", "The token was issued for longer than is accepted here.")
        subject, role, unit = (claims.get(name) or "" for name in ("sub", "role", "unit"))
        for claim, form in ((subject, _WORD), (role, _WORD), (unit, _UNIT)):
            if not isinstance(claim, str) or not form.fullmatch(claim):
                raise Forbidden("token-invalid", "Subject, role or unit is not well formed.")
        return Caller(subject, role, unit)

    def _key(self, key_id: Any) -> Any:
        if not isinstance(key_id, str) or not _KEY_ID.fullmatch(key_id):
            raise Forbidden("token-key", "The token names no key.")
        path = self._folder / f"{key_id}.pub.pem"
        try:
            changed_at = path.stat().st_mtime_ns
        except OSError as error:
            self._keys.pop(key_id, None)
            raise Forbidden("token-key", "The token's key is not known here.") from error
        if self._keys.get(key_id, (0, None))[0] != changed_at:
            self._keys[key_id] = (changed_at, serialization.load_pem_public_key(path.read_bytes()))
        return self._keys[key_id][1]


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


def _code(error: Exception) -> str:
    return next((code for kind, code in _CODES if isinstance(error, kind)), "token-invalid")
