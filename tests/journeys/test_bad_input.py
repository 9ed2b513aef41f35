"""Whatever is wrong with a call: a coded answer that names the field or the rule, no fact, and the service goes on."""

import base64
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest
from contracts.errors import Behind, Forbidden, Malformed, Rejected, Unavailable
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from kombu.connection import Connection
from kombu.entity import Exchange, Queue
from kombu.messaging import Consumer, Producer
from ledger.authority import Caller, Issuer
from ledger.client import refusal_document
from ledger.clock import MachineClock

Cases = dict[str, tuple[dict[str, Any], dict[str, list[str]]]]

ANSWERS_WITHIN_S = 15.0
ID = "9d3a3c40-22a6-4ab5-8f7e-5f0b0a9f1c00"
NO_ID = {"arguments": ["draft_items() missing 1 required keyword-only argument: 'command_id'"]}
NOT_A_UUID = {"command_id": ["Not a UUID."]}
NOT_A_REVISION = {"if_revision": ["Not a revision: -1 or more, or null."]}
NOT_JSON = {"body": ["Not JSON in UTF-8."]}
NOT_A_CALL = {"body": ["Not an object of args and kwargs."]}
NOT_A_LIMIT = {"page.limit": ["Not a number from 1 to 500."]}
NOT_A_POSITION = {"at_least": ["Not a position such as disclosure:42."]}
NOT_A_STACK = {"call_id_stack": ["Not a list of texts."]}


class RawCaller:
    """Sends messages to the broker as they come, well formed or not, and waits for the answer."""

    def __init__(self, connection) -> None:
        self.exchange = Exchange("nameko-rpc", type="topic", durable=True)
        self.reply_to = str(uuid4())
        self._connection = connection
        self._channel = connection.channel()
        self._answers: list[dict[str, Any]] = []
        queue = Queue(f"rpc.reply-journey-{self.reply_to}", self.exchange, self.reply_to, exclusive=True)
        consumer = Consumer(self._channel, [queue], callbacks=[self._keep], no_ack=True)
        consumer.consume()

    def send(self, body, key, *, headers=None, **properties):
        given = {"content_type": "application/json", "content_encoding": "utf-8", **properties}
        Producer(self._channel, self.exchange).publish(body, routing_key=key, headers=headers or {}, **given)

    def ask(self, body, key="disclosure.draft_items", *, token=None, headers=None, **properties):
        """The answer's error: (exception, its first argument)."""
        with_token = {**({"nameko.token": token} if token else {}), **(headers or {})}
        self.send(body, key, headers=with_token, reply_to=self.reply_to, correlation_id=str(uuid4()), **properties)
        while not self._answers:
            try:
                self._connection.drain_events(timeout=ANSWERS_WITHIN_S)
            except TimeoutError as error:
                raise AssertionError("no answer came") from error
        answer = self._answers.pop()
        assert answer["result"] is None
        return answer["error"]["exc_path"], answer["error"]["exc_args"][0]

    def waiting(self, queue="rpc-disclosure"):
        """How many messages wait in a queue."""
        return self._channel.queue_declare(queue, passive=True).message_count

    def _keep(self, body, _message):
        self._answers.append(json.loads(body) if isinstance(body, str | bytes) else body)


@pytest.fixture(scope="module")
def duty(shared_county, until):
    """A duty of this file's own, quiet: its evidence is recorded."""
    shared_county.wait_healthy()
    key = shared_county.open_duty()
    until(lambda: shared_county.facts(f"assessment_evidence-{key['unit']}"))
    return key


@pytest.fixture
def officer(county, duty):
    with county.client(**county.officer(duty["unit"])) as client:
        yield client


@pytest.fixture
def public(county):
    with county.client() as client:
        yield client


@pytest.fixture
def raw(county):
    with Connection(county.broker_uri) as connection:
        yield RawCaller(connection)


@pytest.fixture
def nothing_recorded(county, duty):
    """Around a test: no fact more but the refusals, the same processes, and the next call is answered."""
    facts, stream, pids = county.facts(), county.history(duty), county.pids()
    yield
    with county.client() as client:
        assert client.call("disclosure", "duties_of_unit", {"unit": duty["unit"]})["duties"]
    new = county.store().read_all(("disclosure_", "assessment_"), after=facts[-1].position, limit=100)

    assert [fact for fact in new if "_refusals-" not in fact.stream] == []  # refusals are kept apart
    assert county.history(duty) == stream
    assert county.pids() == pids


def refused(kind, call):
    with pytest.raises(kind) as refusal:
        call()
    return {name: value for name, value in refusal_document(refusal.value).items() if name != "refused"}


def entry(**changes):
    return {"item": "CA-1", "kind": "content", "text": "规划", **changes}


def draft(duty, *entries, **changes):
    return {**duty, "entries": list(entries or (entry(),)), **changes}


WRONG_DOCUMENTS: Cases = {
    "an unknown field": ({"colour": "red"}, {"colour": ["Unknown field."]}),
    "an unknown field inside": ({"entries": [entry(colour="red")]}, {"entries.0.colour": ["Unknown field."]}),
    "a missing field": ({"entries": [{"item": "CA-1"}]}, {"entries.0.kind": ["Missing data for required field."]}),
    "a number for a text": ({"period": 1.0}, {"period": ["Not text."]}),
    "a flag for a text": ({"entries": [entry(text=True)]}, {"entries.0.text": ["Not text."]}),
    "a text for a flag": ({"entries": [entry(secret="1")]}, {"entries.0.secret": ["Not true or false."]}),
    "a number for a flag": ({"entries": [entry(secret=1)]}, {"entries.0.secret": ["Not true or false."]}),
    "a text for a list": ({"entries": "CA-1"}, {"entries": ["Not a valid list."]}),
    "an unknown kind": (
        {"entries": [entry(kind="rumour")]},
        {"entries.0.kind": ["Must be one of: content, nothing-to-report, unchanged."]},
    ),
    "no entries": ({"entries": []}, {"entries": ["Length must be between 1 and 200."]}),
    "not a number": ({"entries": [entry(text=float("nan"))]}, {"entries.0.text": ["Not text."]}),
    "half a character": ({"entries": [entry(text="\ud800")]}, {"entries.0.text": ["Not valid Unicode text."]}),
    "one byte too many": (
        {"entries": [entry(text="票" * 1333 + "ab")]},
        {"entries.0.text": ["Longer than 4000 bytes of UTF-8."]},
    ),
    "a typed object of the JSON library": (
        {"unit": {"__type__": "uuid", "__value__": {"hex": ID}}},
        {"unit": ["Not text."]},
    ),
    "an actor of one's own": ({"actor": "mayor"}, {"actor": ["Set from the token, never sent."]}),
    "a period that is none": (
        {"period": "2025Q5"},
        {"period": ["Not a period such as 2025H1, 2025Q3, 2025-09, standing or m-road-works-1."]},
    ),
}


@pytest.mark.usefixtures("nothing_recorded")
def test_documents_that_break_the_schema_are_malformed_by_field(officer, duty):
    for name, (changes, problems) in WRONG_DOCUMENTS.items():
        document = draft(duty, **changes)
        answer = refused(
            Malformed, lambda document=document: officer.call("disclosure", "draft_items", document, command_id=ID)
        )

        assert answer == {"problems": problems}, name


@pytest.mark.parametrize("year", [1.0, "1", True, 2**53, 0, None, float("nan")], ids=repr)
@pytest.mark.usefixtures("nothing_recorded")
def test_a_year_is_a_whole_number(public, year):
    answer = refused(Malformed, lambda: public.call("assessment", "evidence_summary", {"unit": "360730", "year": year}))
    complaint = {
        2**53: "Larger than 2^53 - 1.",
        0: "Must be greater than or equal to 1 and less than or equal to 9999.",
        None: "Field may not be null.",
    }
    expected = "Not a whole number." if type(year) in (float, str, bool) else complaint[year]

    assert answer == {"problems": {"year": [expected]}}


WRONG_ACTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "an unknown item": ({"entries": [entry(item="CA-9")]}, "disclosure.unknown-item", "CA-9"),
    "an item twice": ({"entries": [entry(), entry()]}, "disclosure.item-twice", "CA-1"),
    "content without text": ({"entries": [entry(text=None)]}, "disclosure.content-required", "CA-1"),
    "a period that has not begun": ({"period": "2026Q1"}, "disclosure.period-not-ended", "2026Q1"),
    "a half-year of a quarterly catalogue": (
        {"period": "2025H1"},
        "disclosure.wrong-period",
        "CA is due by quarter, not 2025H1.",
    ),
    "an unknown catalogue": ({"catalogue": "ZZ"}, "disclosure.unknown-catalogue", "ZZ"),
}


@pytest.mark.req("X-024")
@pytest.mark.usefixtures("nothing_recorded")
def test_acts_that_a_rule_forbids_are_rejected_by_its_code(officer, duty, county):
    for name, (changes, code, detail) in WRONG_ACTS.items():
        document = draft(duty, **changes)
        answer = refused(
            Rejected,
            lambda document=document: officer.call("disclosure", "draft_items", document, command_id=str(uuid4())),
        )

        assert answer == {"code": code, "detail": detail}, name


@pytest.mark.usefixtures("nothing_recorded")
def test_a_township_may_not_report_on_a_half_year_that_has_not_ended(county):
    key = {"unit": "360730100", "catalogue": "TP", "period": "2025H2"}
    caller = {"role": "DisclosureOfficerTownship", "unit": "360730100"}
    document = draft(key, entry(item="TP-1a"))
    answer = refused(Rejected, lambda: county.call("disclosure", "draft_items", document, command_id=ID, **caller))

    assert answer == {"code": "disclosure.period-not-ended", "detail": "2025H2"}


@pytest.mark.req("X-024")
@pytest.mark.usefixtures("nothing_recorded")
def test_the_wrong_unit_and_the_wrong_role_are_forbidden(county, duty):
    def ask(role, unit):
        return refused(
            Forbidden,
            lambda: county.call("disclosure", "draft_items", draft(duty), command_id=ID, role=role, unit=unit),
        )

    assert ask("DisclosureOfficerCommunity", "360730100001") == {
        "code": "forbidden-unit",
        "detail": f"DisclosureOfficerCommunity of 360730100001 may not call draft_items for {duty['unit']}.",
    }
    assert ask("Public", duty["unit"]) == {"code": "forbidden-role", "detail": "Public may not call draft_items."}
    assert ask("Mayor", duty["unit"]) == {"code": "forbidden-role", "detail": "Mayor may not call draft_items."}


WRONG_OPTIONS: Cases = {
    "no command id": ({}, NO_ID),
    "a command id that is no UUID": ({"command_id": "1"}, NOT_A_UUID),
    "a number as command id": ({"command_id": 1}, NOT_A_UUID),
    "null as command id": ({"command_id": None}, NOT_A_UUID),
    "a command id in capitals": (
        {"command_id": ID.upper()},
        {"command_id": ["Not a UUID in lower-case canonical text."]},
    ),
    "a revision as text": ({"command_id": ID, "if_revision": "0"}, NOT_A_REVISION),
    "a revision with a fraction": ({"command_id": ID, "if_revision": 1.0}, NOT_A_REVISION),
    "a flag as revision": ({"command_id": ID, "if_revision": True}, NOT_A_REVISION),
    "a revision below -1": ({"command_id": ID, "if_revision": -2}, NOT_A_REVISION),
    "an option nobody knows": (
        {"command_id": ID, "force": True},
        {"arguments": ["draft_items() got an unexpected keyword argument 'force'"]},
    ),
}


@pytest.mark.usefixtures("nothing_recorded")
def test_wrong_options_of_a_command_are_malformed_by_name(officer, duty):
    for name, (options, problems) in WRONG_OPTIONS.items():
        answer = refused(
            Malformed, lambda options=options: officer.call("disclosure", "draft_items", draft(duty), **options)
        )

        assert answer == {"problems": problems}, name


WRONG_QUESTIONS: Cases = {
    "no rows": ({"page": {"limit": 0}}, NOT_A_LIMIT),
    "too many rows": ({"page": {"limit": 501}}, NOT_A_LIMIT),
    "a text as limit": ({"page": {"limit": "5"}}, NOT_A_LIMIT),
    "a flag as limit": ({"page": {"limit": True}}, NOT_A_LIMIT),
    "not a number as limit": ({"page": {"limit": float("nan")}}, NOT_A_LIMIT),
    "a number as place": ({"page": {"after": 1}}, {"page.after": ["Not the token of a page."]}),
    "a page that is a list": ({"page": [1]}, {"page": ["Not an object of limit and after."]}),
    "an unknown part of a page": ({"page": {"offset": 1}}, {"page": ["Not an object of limit and after."]}),
    "the position of another service": ({"at_least": "assessment:5"}, NOT_A_POSITION),
    "a position without service": ({"at_least": "5"}, NOT_A_POSITION),
    "a number as position": ({"at_least": 5}, NOT_A_POSITION),
    "a position beyond all numbers": ({"at_least": f"disclosure:{'9' * 5000}"}, NOT_A_POSITION),
}


@pytest.mark.usefixtures("nothing_recorded")
def test_wrong_options_of_a_query_are_malformed_by_name(public, duty):
    for name, (options, problems) in WRONG_QUESTIONS.items():
        question = {"unit": duty["unit"]}
        answer = refused(
            Malformed,
            lambda options=options, question=question: public.call("disclosure", "duties_of_unit", question, **options),
        )

        assert answer == {"problems": problems}, name


@pytest.mark.usefixtures("nothing_recorded")
def test_a_position_that_is_never_reached_is_behind(public, duty):
    answer = refused(
        Behind,
        lambda: public.call("disclosure", "duties_of_unit", {"unit": duty["unit"]}, at_least="disclosure:999999999"),
    )

    assert answer == {"detail": "The view has not reached 999999999."}


@pytest.mark.usefixtures("nothing_recorded")
def test_unknown_methods_and_services_are_named(officer, duty):
    def ask(service, method):
        return lambda: officer.call(service, method, draft(duty), command_id=ID)

    for method in ("open_duty", "mark_overdue", "door", "name"):
        assert refused(Malformed, ask("disclosure", method)) == {"problems": {"method": [f"No method {method}."]}}
    assert refused(Unavailable, ask("forestry", "plant")) == {"detail": "No process of forestry is listening."}


@pytest.mark.usefixtures("nothing_recorded")
def test_a_document_that_is_no_object_is_malformed(officer):
    documents: tuple[Any, ...] = ([], "draft", 1, None, True)
    for document in documents:
        answer = refused(
            Malformed,
            lambda document=document: officer.call("disclosure", "draft_items", document, command_id=ID),
        )

        assert answer == {"problems": {"document": ["Not an object."]}}


@pytest.mark.usefixtures("nothing_recorded")
def test_a_document_of_two_megabytes_is_refused_by_its_size(officer, duty):
    document = draft(duty, entry(text="x" * 2_000_000))
    answer = refused(Malformed, lambda: officer.call("disclosure", "draft_items", document, command_id=ID))

    assert answer == {"problems": {"body": ["Larger than 1000000 bytes."]}}


def test_a_text_of_exactly_the_longest_size_is_recorded(county):
    duty = county.open_duty()
    longest = "票" * 1333 + "a"
    caller = county.officer(duty["unit"])
    answer = county.call(
        "disclosure", "draft_items", draft(duty, entry(text=longest)), command_id=str(uuid4()), **caller
    )

    assert len(longest.encode()) == 4000
    assert answer["facts"][0]["data"]["entries"][0]["entry"]["text"] == longest


def _claims(**changes):
    now = int(MachineClock().now().timestamp())
    return {
        "sub": "journey",
        "role": "Public",
        "unit": "cn",
        "aud": "sunledger",
        "iat": now,
        "exp": now + 3600,
        "jti": "1",
        **changes,
    }


@pytest.fixture
def tokens(county, tmp_path):
    """Tokens that prove nothing: name to (token, code)."""
    valid, (key, other) = county.token(), (county.home.keys / "local.key.pem", Issuer(tmp_path, "other"))
    other.create()
    stranger = Issuer(tmp_path / "stranger")
    stranger.create()
    header, claims, signature = valid.split(".")
    changed = {**json.loads(base64.urlsafe_b64decode(claims + "==")), "role": "PolicyAdministrator"}
    raised = base64.urlsafe_b64encode(json.dumps(changed).encode()).rstrip(b"=").decode()

    def signed(*, kid="local", **changes):
        return jwt.encode(_claims(**changes), key.read_text(), algorithm="EdDSA", headers={"kid": kid})

    return {
        "none": ("", "token-missing"),
        "no token": ("not a token", "token-invalid"),
        "expired": (county.token(valid_for=timedelta(minutes=-5)), "token-expired"),
        "with other claims": (f"{header}.{raised}.{signature}", "token-invalid"),
        "without signature": (f"{header}.{claims}.", "token-invalid"),
        "alg none": (jwt.encode(_claims(), "", algorithm="none", headers={"kid": "local"}), "token-invalid"),
        "alg HS256 with the public key": (_symmetric(county), "token-invalid"),
        "of an unknown key": (other.issue(Caller("journey", "Public", "cn")), "token-key"),
        "of another issuer under the same name": (stranger.issue(Caller("journey", "Public", "cn")), "token-invalid"),
        "of a key outside the folder": (signed(kid="../keys/local"), "token-key"),
        "for another audience": (signed(aud="moonledger"), "token-audience"),
        "for longer than a day": (signed(exp=int(MachineClock().now().timestamp()) + 90_000), "token-too-long"),
        "without a role": (signed(role=None), "token-invalid"),
        "with a number as unit": (signed(unit=36), "token-invalid"),
        "without end": (jwt.encode({"sub": "x"}, Ed25519PrivateKey.generate(), algorithm="EdDSA"), "token-key"),
        "too long": ("x" * 5000, "token-invalid"),
    }


def _symmetric(county):
    """The public key used as if it were a secret, as a library without a fixed algorithm would take it."""
    secret = (county.home.keys / "local.pub.pem").read_bytes()
    parts = [{"alg": "HS256", "typ": "JWT", "kid": "local"}, _claims()]
    signing = b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(signing, secret)
    return b".".join((signing, base64.urlsafe_b64encode(signature).rstrip(b"="))).decode()


@pytest.mark.usefixtures("nothing_recorded")
def test_without_a_valid_token_nobody_is_answered(county, duty, tokens):
    for name, (token, code) in tokens.items():
        with county.client_with(token) as client:
            command = refused(
                Forbidden, lambda client=client: client.call("disclosure", "draft_items", draft(duty), command_id=ID)
            )
            question = refused(
                Forbidden, lambda client=client: client.call("disclosure", "duties_of_unit", {"unit": duty["unit"]})
            )

        assert (command["code"], question["code"]) == (code, code), name


def body_of(duty, **changes):
    return {"args": [draft(duty)], "kwargs": {"command_id": ID}, **changes}


@pytest.mark.usefixtures("nothing_recorded")
def test_bodies_that_are_no_calls_are_malformed(raw, county, duty):
    token = county.token(**county.officer(duty["unit"]))
    call = body_of(duty)
    deep = "[" * 100_000 + "]" * 100_000
    wrong = {
        "broken JSON": ("{", NOT_JSON),
        "no body": ("", NOT_A_CALL),
        "not UTF-8": (b"\xff\xfe{}", NOT_JSON),
        "deeper than can be read": (deep, NOT_JSON),
        "a number longer than can be read": (f'{{"args": [{"9" * 5000}], "kwargs": {{}}}}', NOT_JSON),
        "a list": ("[]", NOT_A_CALL),
        "a text": ('"draft"', NOT_A_CALL),
        "null": ("null", NOT_A_CALL),
        "no args": ({"kwargs": call["kwargs"]}, NOT_A_CALL),
        "no kwargs": ({"args": call["args"]}, NOT_A_CALL),
        "something else beside": ({**call, "priority": 1}, NOT_A_CALL),
        "args no list": ({**call, "args": {}}, {"body": ["args is a list and kwargs an object."]}),
        "kwargs no object": ({**call, "kwargs": []}, {"body": ["args is a list and kwargs an object."]}),
        "no document": (
            {**call, "args": []},
            {"arguments": ["draft_items() missing 1 required positional argument: 'document'"]},
        ),
        "the document twice": (
            {**call, "kwargs": {**call["kwargs"], "document": {}}},
            {"arguments": ["draft_items() got multiple values for argument 'document'"]},
        ),
    }
    for name, (body, problems) in wrong.items():
        text = json.dumps(body) if isinstance(body, dict) else body
        kind, argument = raw.ask(text, token=token)

        assert (kind, json.loads(argument)) == ("contracts.errors.Malformed", problems), name
    kind, argument = raw.ask(json.dumps(call), "disclosure.__init__", token=token)

    assert (kind, json.loads(argument)) == ("contracts.errors.Malformed", {"method": ["No method __init__."]})


@pytest.mark.usefixtures("nothing_recorded")
def test_other_languages_than_json_are_malformed(raw, county, duty):
    token, text = county.token(**county.officer(duty["unit"])), json.dumps(body_of(duty))
    for content_type in ("application/x-python-serialize", "application/x-yaml", "application/x-unheard-of"):
        kind, argument = raw.ask(text, token=token, content_type=content_type)

        assert (kind, json.loads(argument)) == ("contracts.errors.Malformed", NOT_JSON), content_type
    for content_type in ("text/plain", "application/data"):
        kind, argument = raw.ask(text, token=token, content_type=content_type)

        assert kind == "contracts.errors.Malformed", content_type
        assert json.loads(argument) in (NOT_JSON, NOT_A_CALL), content_type


@pytest.mark.usefixtures("nothing_recorded")
def test_a_call_context_that_would_end_nameko_is_malformed(raw, county, duty):
    token, text = county.token(**county.officer(duty["unit"])), json.dumps(body_of(duty))
    for stack in (5, "abc", [5], [None], {"a": "b"}):
        kind, argument = raw.ask(text, token=token, headers={"nameko.call_id_stack": stack})

        assert (kind, json.loads(argument)) == ("contracts.errors.Malformed", NOT_A_STACK), stack
    kind, argument = raw.ask(text, token=token, headers={"nameko.correlation_id": 5})

    assert (kind, json.loads(argument)) == ("contracts.errors.Malformed", {"correlation_id": ["Not a UUID."]})
    assert raw.ask(text, headers={"nameko.token": 5})[1] == "token-invalid"


@pytest.mark.usefixtures("nothing_recorded")
def test_messages_without_reply_address_are_dropped(raw, county, duty, until):
    token, text = county.token(**county.officer(duty["unit"])), json.dumps({**body_of(duty), "args": [{}]})
    for body in (text, "{", "[]", b"\xff"):
        raw.send(body, "disclosure.draft_items", headers={"nameko.token": token})
    raw.send(text, "disclosure.no_such_method")
    raw.send("{", "disclosure.draft_items", content_type="application/x-python-serialize")
    log = county.home.logs / "disclosure-rpc.log"

    until(lambda: raw.waiting() == 0)
    until(lambda: log.read_text("utf-8").count("A request without reply address was dropped") >= 6)
