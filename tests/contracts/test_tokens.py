"""Tokens: what is accepted, what is not whatever it claims, and how a key gives way to another."""

import base64
import hashlib
import hmac
import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from contracts.errors import REFUSALS, Forbidden
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ledger.authority import AUDIENCE, Authority, Caller, Issuer
from ledger.clock import ManualClock
from ledger.door import Call, Door
from ledger.environment import MissingSetting
from ledger.settings import Settings
from ledger.testing.desk import UNIT, Desk, document, id_of
from ledger.testing.register import EnterPersons

CALLER = Caller("ref-desk-01", "Registrar", UNIT)
SKEW_S = 30
INPUTS = int(os.environ.get("SUNLEDGER_FUZZ", "0"))
"""How many inputs each test is given by `make fuzz`, from a seed it prints; otherwise a few, the same each time."""

FUZZ = settings(
    deadline=None,
    derandomize=not INPUTS,
    database=None,
    max_examples=INPUTS or 100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Keys:
    """A folder with one issuer's key pair."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.issuer = Issuer(folder)
        self.issuer.create()
        self.authority = Authority(folder)

    def signed(self, key: Any = None, *, algorithm: str = "EdDSA", kid: Any = "local", **claims: Any) -> str:
        now = datetime.now(UTC)
        full: dict[str, Any] = {"sub": "ref-desk-01", "role": "Registrar", "unit": UNIT, "aud": AUDIENCE, "jti": "1"}
        full = {**full, "iat": now, "exp": now + timedelta(hours=1), **claims}
        full = {name: value for name, value in full.items() if value is not None}
        private = key or (self.folder / "local.key.pem").read_text("utf-8")
        return jwt.encode(full, private, algorithm=algorithm, headers={} if kid is None else {"kid": kid})

    def refusal(self, token: Any) -> str:
        with pytest.raises(Forbidden) as refused:
            self.authority.caller(token)
        return refused.value.code


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path / "keys")


def test_a_token_of_a_known_key_speaks_for_its_caller(keys: Keys) -> None:
    assert CALLER == keys.authority.caller(keys.issuer.issue(CALLER))


@pytest.mark.parametrize("token", [None, "", 0, False])
def test_a_call_without_a_token_is_told_so(keys: Keys, token: Any) -> None:
    assert "token-missing" == keys.refusal(token)


@pytest.mark.parametrize("token", ["x", "a.b.c", "." * 10, "é.é.é", {"a": 1}, 7, "a" * 4097])
def test_what_is_no_token_is_refused(keys: Keys, token: Any) -> None:
    assert "token-invalid" == keys.refusal(token)


# Time


@pytest.mark.parametrize(("late_s", "accepted"), [(SKEW_S - 5, True), (SKEW_S + 5, False)])
def test_a_token_is_good_until_the_skew_after_its_end(keys: Keys, late_s: int, accepted: bool) -> None:
    token = keys.signed(exp=datetime.now(UTC) - timedelta(seconds=late_s))
    if accepted:
        assert CALLER == keys.authority.caller(token)
    else:
        assert "token-expired" == keys.refusal(token)


@pytest.mark.parametrize(("early_s", "accepted"), [(SKEW_S - 5, True), (SKEW_S + 5, False)])
def test_a_token_from_the_future_is_good_within_the_skew(keys: Keys, early_s: int, accepted: bool) -> None:
    token = keys.signed(iat=datetime.now(UTC) + timedelta(seconds=early_s))
    if accepted:
        assert CALLER == keys.authority.caller(token)
    else:
        assert "token-invalid" == keys.refusal(token)


HOUR_S = 3600


@pytest.mark.parametrize(
    ("longest", "seconds", "accepted"),
    [
        (24, 24 * HOUR_S - 1, True),
        (24, 24 * HOUR_S, True),
        (24, 24 * HOUR_S + 1, False),
        (1, HOUR_S, True),
        (1, HOUR_S + 1, False),
        (24, 10 * 365 * 24 * HOUR_S, False),
    ],
)
def test_a_token_for_longer_than_is_accepted_is_refused(keys: Keys, longest: int, seconds: int, accepted: bool) -> None:
    keys.authority = Authority(keys.folder, timedelta(hours=longest))
    began = int(time.time())
    token = keys.signed(iat=began, exp=began + seconds)
    if accepted:
        assert CALLER == keys.authority.caller(token)
    else:
        assert "token-too-long" == keys.refusal(token)


def test_a_token_that_ends_soon_is_refused_all_the_same_if_it_was_issued_for_longer(keys: Keys) -> None:
    now = int(time.time())

    assert "token-too-long" == keys.refusal(keys.signed(iat=now - 24 * HOUR_S, exp=now + 60))


@pytest.mark.parametrize(("hours", "expected"), [(None, 24), ("", 24), ("1", 1), ("8784", 8784)])
def test_how_long_a_token_may_be_good_for_is_a_setting(hours: str | None, expected: int) -> None:
    assert timedelta(hours=expected) == settings_with(hours).longest_token


@pytest.mark.parametrize("hours", ["0", "8785", "-1", "1.5", "a day"])
def test_a_setting_that_is_no_number_of_hours_starts_no_service(hours: str) -> None:
    with pytest.raises(MissingSetting, match="SUNLEDGER_LONGEST_TOKEN_HOURS"):
        settings_with(hours)


def settings_with(hours: str | None) -> Settings:
    required = ("STORE_URI", "BROKER_URI", "DATA", "KEYS")
    environment = {f"SUNLEDGER_{name}": "x" for name in required}
    return Settings.read(environment if hours is None else {**environment, "SUNLEDGER_LONGEST_TOKEN_HOURS": hours})


# Claims


def without(claim: str) -> dict[str, Any]:
    return {claim: None}


@pytest.mark.parametrize("claim", ["exp", "iat", "sub", "jti", "role", "unit"])
def test_a_token_without_a_claim_is_refused(keys: Keys, claim: str) -> None:
    assert "token-invalid" == keys.refusal(keys.signed(**without(claim)))


@pytest.mark.parametrize("audience", ["another", ["another"]])
def test_a_token_for_another_audience_is_refused(keys: Keys, audience: Any) -> None:
    assert "token-audience" == keys.refusal(keys.signed(aud=audience))


@pytest.mark.parametrize(
    "claims", [{"unit": "36073x"}, {"unit": ""}, {"unit": 7}, {"role": "a b"}, {"role": ["Registrar"]}, {"sub": "王"}]
)
def test_a_claim_that_is_not_well_formed_is_refused(keys: Keys, claims: dict[str, Any]) -> None:
    assert "token-invalid" == keys.refusal(keys.signed(**claims))


# Keys and algorithms


def encoded(part: Any) -> bytes:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")


def test_a_token_that_says_it_needs_no_signature_is_refused(keys: Keys) -> None:
    claims = jwt.decode(keys.signed(), options={"verify_signature": False})
    for algorithm in ("none", "None", "NONE", "nOnE", "", None):
        unsigned = b".".join((encoded({"alg": algorithm, "kid": "local"}), encoded(claims), b"")).decode()

        assert "token-invalid" == keys.refusal(unsigned)


def test_the_public_key_is_no_secret_to_sign_with(keys: Keys) -> None:
    public = (keys.folder / "local.pub.pem").read_bytes()
    claims = jwt.decode(keys.signed(), options={"verify_signature": False})
    head = encoded({"alg": "HS256", "typ": "JWT", "kid": "local"}) + b"." + encoded(claims)
    signature = base64.urlsafe_b64encode(hmac.new(public, head, hashlib.sha256).digest()).rstrip(b"=")

    assert "token-invalid" == keys.refusal((head + b"." + signature).decode())


def test_a_key_of_another_kind_is_refused(keys: Keys) -> None:
    for private, algorithm in (
        (ec.generate_private_key(ec.SECP256R1()), "ES256"),
        (rsa.generate_private_key(65537, 2048), "RS256"),
    ):
        assert "token-invalid" == keys.refusal(keys.signed(private, algorithm=algorithm))


def test_a_token_that_was_changed_is_refused(keys: Keys) -> None:
    head, _, signature = keys.signed().split(".")
    other = keys.signed(role="Inspector").split(".")[1]

    assert "token-invalid" == keys.refusal(f"{head}.{other}.{signature}")


@pytest.mark.parametrize("kid", [None, "other", "", "../keys/local", "LOCAL", "local.pub.pem", "a" * 41])
def test_a_token_whose_key_is_not_known_is_refused(keys: Keys, kid: Any) -> None:
    assert "token-key" == keys.refusal(keys.signed(kid=kid))


def test_two_keys_are_good_at_once_and_a_retired_one_is_not_any_more(keys: Keys) -> None:
    newer = Issuer(keys.folder, "year-2026")
    newer.create()
    old, new = keys.issuer.issue(CALLER), newer.issue(CALLER)
    assert [CALLER, CALLER] == [keys.authority.caller(token) for token in (old, new)]
    (keys.folder / "local.pub.pem").unlink()

    assert "token-key" == keys.refusal(old)
    assert CALLER == keys.authority.caller(new)


def test_a_key_that_was_replaced_under_its_id_is_read_again(keys: Keys) -> None:
    old = keys.issuer.issue(CALLER)
    keys.authority.caller(old)
    for file in ("local.key.pem", "local.pub.pem"):
        (keys.folder / file).unlink()
    time.sleep(0.02)
    keys.issuer.create()

    assert "token-invalid" == keys.refusal(old)
    assert CALLER == keys.authority.caller(keys.issuer.issue(CALLER))
    pem = (keys.folder / "local.pub.pem").read_bytes()
    assert serialization.load_pem_public_key(pem)


# What is remembered of a token whose signature was good


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tokens whose signature the library was asked to verify."""
    asked: list[str] = []
    decode = jwt.decode

    def watched(token: str, *rest: Any, **named: Any) -> Any:
        asked.append(token)
        return decode(token, *rest, **named)

    monkeypatch.setattr("ledger.authority.jwt.decode", watched)
    return asked


def test_a_signature_is_verified_once_and_the_token_is_kept_nowhere(keys: Keys, verified: list[str]) -> None:
    token = keys.issuer.issue(CALLER)

    assert [CALLER] * 3 == [keys.authority.caller(token) for _ in range(3)]
    assert [token] == verified
    held = repr(keys.authority._proven)
    assert hashlib.sha256(token.encode()).digest() in keys.authority._proven
    assert not any(part in held for part in token.split("."))


@pytest.mark.parametrize(("late_s", "accepted"), [(SKEW_S - 5, True), (SKEW_S + 5, False)])
def test_a_remembered_token_ends_when_it_ends(keys: Keys, verified: list[str], late_s: int, accepted: bool) -> None:
    clock = ManualClock(datetime.now(UTC))
    keys.authority = Authority(keys.folder, clock=clock)
    token = keys.signed(exp=clock.now() + timedelta(minutes=5))
    keys.authority.caller(token)
    clock.advance_to(clock.now() + timedelta(minutes=5, seconds=late_s))

    if accepted:
        assert CALLER == keys.authority.caller(token)
    else:
        assert "token-expired" == keys.refusal(token)
    assert [token] == verified


@pytest.mark.parametrize("claim", ["iat", "nbf"])
@pytest.mark.parametrize(("early_s", "accepted"), [(SKEW_S - 5, True), (SKEW_S + 5, False)])
def test_a_remembered_token_is_not_good_before_it_begins(
    keys: Keys, verified: list[str], claim: str, early_s: int, accepted: bool
) -> None:
    """By a clock that was set back."""
    begins = datetime.now(UTC)
    clock = ManualClock(begins)
    keys.authority = Authority(keys.folder, clock=clock)
    claims: dict[str, Any] = {"iat": begins - timedelta(hours=1), claim: begins}
    token = keys.signed(**claims)
    keys.authority.caller(token)
    clock.moment = begins.replace(microsecond=0) - timedelta(seconds=early_s)

    if accepted:
        assert CALLER == keys.authority.caller(token)
    else:
        assert "token-invalid" == keys.refusal(token)
    assert [token] == verified


def test_nothing_is_remembered_of_a_token_that_was_refused(keys: Keys, verified: list[str]) -> None:
    expired = keys.signed(exp=datetime.now(UTC) - timedelta(hours=1))
    forged = keys.signed(ed25519.Ed25519PrivateKey.generate())

    refused = [keys.refusal(token) for token in (expired, forged, expired, forged)]

    assert ["token-expired", "token-invalid"] * 2 == refused
    assert [expired, forged] * 2 == verified
    assert {} == keys.authority._proven


def test_with_a_key_that_is_taken_away_goes_all_that_it_had_proven(keys: Keys) -> None:
    token, pem = keys.issuer.issue(CALLER), (keys.folder / "local.pub.pem").read_bytes()
    keys.authority.caller(token)
    (keys.folder / "local.pub.pem").unlink()

    assert "token-key" == keys.refusal(token)
    assert {} == keys.authority._proven
    other = ed25519.Ed25519PrivateKey.generate().public_key()
    put(keys.folder / "local.pub.pem", other)
    assert "token-invalid" == keys.refusal(token)
    (keys.folder / "local.pub.pem").write_bytes(pem)
    assert CALLER == keys.authority.caller(token)


def test_a_remembered_token_is_verified_anew_by_a_key_that_took_the_name_of_its_own(keys: Keys) -> None:
    """Be it at the same moment by the file's own time."""
    token, file = keys.issuer.issue(CALLER), keys.folder / "local.pub.pem"
    keys.authority.caller(token)
    times = (file.stat().st_atime_ns, file.stat().st_mtime_ns)
    put(keys.folder / "next", ed25519.Ed25519PrivateKey.generate().public_key())
    (keys.folder / "next").rename(file)
    os.utime(file, ns=times)

    assert "token-invalid" == keys.refusal(token)


def put(file: Path, key: ed25519.Ed25519PublicKey) -> None:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    file.write_bytes(key.public_bytes(serialization.Encoding.PEM, form))


def test_no_token_that_differs_in_one_bit_from_a_remembered_one_is_taken(keys: Keys) -> None:
    token = keys.issuer.issue(CALLER)
    keys.authority.caller(token)
    flipped = [
        f"{token[:place]}{chr(ord(token[place]) ^ (1 << bit))}{token[place + 1 :]}"
        for place in range(len(token))
        for bit in range(8)
    ]

    assert CALLER == keys.authority.caller(token)
    assert [] == [changed for changed in flipped if is_taken(keys, changed)]


def is_taken(keys: Keys, token: str) -> bool:
    try:
        return keys.authority.caller(token) == CALLER
    except Forbidden:
        return False


def test_no_more_tokens_are_remembered_than_the_bound_says(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.authority._MOST_PROVEN", 3)
    tokens = [keys.issuer.issue(CALLER) for _ in range(4)]
    held = []
    for token in tokens:
        keys.authority.caller(token)
        held.append(len(keys.authority._proven))

    assert [1, 2, 3, 1] == held
    assert [CALLER] * 4 == [keys.authority.caller(token) for token in tokens]


# Whatever is sent


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
SHAPED = st.fixed_dictionaries(
    {},
    optional={
        "unit": JSON | st.just(UNIT),
        "register": JSON | st.just("east"),
        "persons": JSON | st.lists(JSON | st.just(document("p-1")["persons"][0]), max_size=3),
        "note": JSON,
        "actor": JSON,
    },
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("fuzz"))


@pytest.fixture(scope="module")
def door(desk: Desk) -> Door:
    return desk.door()


@FUZZ
@given(token=st.text(max_size=80) | JSON | st.from_regex(r"[A-Za-z0-9_-]{0,30}(\.[A-Za-z0-9_-]{0,30}){0,4}"))
@example("..")
@example("eyJhbGciOiJFZERTQSJ9..")
def test_no_token_that_was_not_issued_is_taken_and_none_ends_the_process(desk: Desk, door: Door, token: Any) -> None:
    call = Call("enter_persons", {"token": token})
    with pytest.raises(Forbidden):
        door.command(call, EnterPersons, document("p-1"), id_of(1), None)

    assert [] == desk.facts()


@FUZZ
@given(sent=JSON | SHAPED, command_id=JSON | st.just(id_of(1)), if_revision=JSON)
def test_no_document_ends_the_process_and_what_is_refused_is_not_recorded(
    desk: Desk, door: Door, sent: Any, command_id: Any, if_revision: Any
) -> None:
    before = desk.store.read_all(("register_register-",), limit=10_000)
    call = desk.call_of("enter_persons", "Registrar", UNIT)
    try:
        door.command(call, EnterPersons, sent, command_id, if_revision)
    except REFUSALS:
        assert before == desk.store.read_all(("register_register-",), limit=10_000)
