"""What disclosure records becomes a case here: once, with its cause, however late mediation hears of it."""

import json
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid5

import pytest
from contracts.calendar import CHINA
from contracts.catalogue import facts_of
from contracts.common import ActivatePolicy, acknowledged
from contracts.consumers import reads
from contracts.disclosure.objection.messages import ObjectionKind, SubmitObjection
from contracts.disclosure.request.messages import PointToChannel, ReceiveRequest, RequestChannel, WantedForm
from contracts.mediation.case.messages import (
    AcceptTransfer,
    CaseKind,
    CaseReceipt,
    CaseRegistered,
    Means,
    OpinionResultTold,
    Receiver,
    ReportResult,
    SetMethod,
    TellResult,
)
from contracts.mediation.words import ResultOutcome
from contracts.mining.mine.rules import mining_policy
from contracts.policies import pack_named, resolve
from contracts.sealed import Sealed
from disclosure.service import SERVICE as DISCLOSURE
from ledger.clock import ManualClock
from ledger.door import Page, Source
from ledger.handler import Request
from ledger.inbox import Inbox
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers, ServiceParts
from ledger.projector import Projector
from ledger.reactions import Reactions
from ledger.recorded import metadata_of
from ledger.testing.recording import append, example
from ledger.views import Views
from mediation.service import SERVICE as MEDIATION
from mining.service import SERVICE as MINING
from mining.testing import OTHER_TIP, SAID, UNIT, OneMine
from mining.testing import PACKS as OF_MINING

VILLAGE, TOWNSHIP = "360730101201", "360730101"
OBJECTION, REQUEST = "5d0c7a54-8c1e-4f0b-9a6e-2b7d90c3e111", "c1a7e3b2-60d4-4f6f-8e2b-0d95b7a1c333"
OF_DISCLOSURE = ("cn-open-government-2019", "cn-open-government-2019-requests", "county-2011")
OF_MEDIATION = (
    "cn-mediation-2010",
    "cn-civil-procedure-2023",
    "cn-petitions-2022",
    "cn-recusal-2022",
    "county-2011-channels",
    "township-centre-2012",
)
NOON = datetime(2025, 5, 12, 12, tzinfo=CHINA)


def sealed(kind: str) -> Sealed:
    key_id = "3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11"
    return Sealed(key_id=key_id, kind=kind, algorithm="A256GCM", nonce="n" * 16, ciphertext="c" * 64)


class Both:
    """Disclosure and mediation on one store and one clock; mediation hears what there is when `receive` is called."""

    def __init__(self, folder: Path) -> None:
        self.store, self.clock = MemoryStore(), ManualClock(NOON)
        self._folder = folder
        self._sent = 0
        self.disclosure = Handlers(DISCLOSURE, self.store, self.clock)
        self.mediation = Handlers(MEDIATION, self.store, self.clock)
        self.views = Views(folder, MEDIATION.schema)
        self.views.prepare()
        self.projector = Projector(self.store, self.views, MEDIATION.facts)
        self.activate(self.disclosure, OF_DISCLOSURE)

    def activate(self, handlers: Handlers, packs: tuple[str, ...] = OF_MEDIATION) -> None:
        for pack in map(pack_named, packs):
            unsure = acknowledged(pack, "as the county always did")
            self.send(handlers, ActivatePolicy(actor="desk", area="360730", pack=pack.digest, acknowledged=unsure))

    def send(self, handlers: Handlers, command: Any) -> None:
        self._sent += 1
        identity = uuid5(NAMESPACE, f"both/{self._sent}")
        request = Request(
            command_id=identity, actor=command.actor, role="Test", actor_unit="360730", correlation_id=identity
        )
        handlers.handle(command, request)

    def object_to_an_item(self) -> None:
        what: dict[str, Any] = {"catalogue": "VA", "period": "2025Q1", "item": "VA-2a", "version": 1}
        submit = SubmitObjection(
            actor="person-0031",
            unit=VILLAGE,
            objection=OBJECTION,
            kind=ObjectionKind.OBJECTION,
            text=sealed("statement"),
            **what,
        )
        self.send(self.disclosure, submit)

    def petition_in_disguise(self, words: Sealed | None) -> None:
        asked: dict[str, Any] = {
            "requester": "person-0057",
            "name": sealed("person-name"),
            "contact": sealed("contact"),
        }
        came: dict[str, Any] = {
            "channel": RequestChannel.SIGNED_POST,
            "arrived_on": date(2025, 5, 12),
            "form": WantedForm.PAPER,
        }
        receive = ReceiveRequest(
            actor="officer", unit=TOWNSHIP, request=REQUEST, subject="邻里宅基地纠纷", words=words, **asked, **came
        )
        self.send(self.disclosure, receive)
        point = PointToChannel(
            actor="officer", unit=TOWNSHIP, request=REQUEST, channel="县信访局", told_on=date(2025, 5, 12)
        )
        self.send(self.disclosure, point)

    def tip_off(self) -> None:
        mining = Handlers(MINING, self.store, self.clock)
        self.activate(mining, OF_MINING)
        mine = OneMine(mining_policy(resolve("360730", [pack_named(name) for name in OF_MINING])))
        self.send(mining, mine.register())
        self.send(mining, mine.tip())

    def inbox(self, memory: str = "inbox") -> Inbox:
        reactions = Reactions("mediation", MEDIATION.reactions(Handlers(MEDIATION, self.store, self.clock)))
        return Inbox("mediation", self.store, None, self._folder / f"{memory}.sqlite", reactions, clock=self.clock)

    def receive(self, memory: str = "inbox") -> int:
        with closing(self.inbox(memory)) as inbox:
            return inbox.catch_up()

    def cases(self) -> list[CaseRegistered]:
        facts = self.store.read_all(("mediation_case-",), limit=100)
        registered = [fact for fact in facts if fact.type == "mediation.case-registered.v1"]
        return [_message(MEDIATION, fact) for fact in registered]


def _message(parts: ServiceParts, fact: Any) -> Any:
    return parts.facts.read(fact.type, json.loads(fact.data))


@pytest.fixture
def both(tmp_path) -> Both:
    return Both(tmp_path)


@pytest.mark.req("M-081")
def test_what_is_said_of_a_publication_is_an_opinion_case_with_what_it_came_from(both):
    both.activate(both.mediation)
    both.object_to_an_item()
    both.receive()
    [case] = both.cases()
    cause = next(fact for fact in both.store.read_all(("disclosure_objection-",), limit=10))

    assert (case.unit, case.submission, case.kind) == (VILLAGE, OBJECTION, CaseKind.OPINION)
    assert (case.received_by, case.received_outside_centre) == (Receiver.OTHER, True)
    assert (case.origin.service, case.origin.reference) == ("disclosure", OBJECTION)
    assert (case.origin.stream, case.origin.fact) == (cause.stream, str(cause.id))
    assert [party.party for party in case.parties] == ["person-0031"]
    assert case.matter == sealed("statement")


@pytest.mark.parametrize("words", [None, sealed("statement")])
def test_a_petition_in_the_form_of_a_request_is_a_letter_whose_writer_is_told_in_fifteen_days(both, words):
    both.activate(both.mediation)
    both.petition_in_disguise(words)
    both.receive()
    [case] = both.cases()

    assert (case.kind, case.subject, case.matter) == (CaseKind.LETTER, "邻里宅基地纠纷", words)
    assert case.tell_on == date(2025, 5, 27)
    assert case.parties[0].name == sealed("person-name")


@pytest.mark.req("X-031")
def test_the_same_facts_delivered_again_are_still_one_case(both):
    both.activate(both.mediation)
    both.object_to_an_item()
    both.petition_in_disguise(None)
    first = both.receive()
    cases = both.cases()

    assert len(cases) == 2
    assert both.receive() == 0
    assert both.receive("an inbox that has forgotten everything") == first
    assert both.cases() == cases


def test_me_22_mediation_that_was_down_catches_up_and_one_without_rules_waits_for_them(both):
    both.object_to_an_item()
    both.petition_in_disguise(None)
    both.receive()
    with closing(both.inbox()) as inbox:
        waiting = {parked.stream for parked in inbox.parked()}
        both.activate(both.mediation)

        assert both.cases() == []
        assert "policy-not-active" in inbox.parked()[0].error
        assert [inbox.retry(stream) for stream in sorted(waiting)] == [1, 1]

    assert {case.submission for case in both.cases()} == {OBJECTION, REQUEST}


def test_a_case_is_recorded_by_the_service_itself_in_the_chain_of_its_cause(both):
    both.activate(both.mediation)
    both.object_to_an_item()
    both.receive()
    [fact] = both.store.read_all(("mediation_case-",), limit=10)
    cause = next(iter(both.store.read_all(("disclosure_objection-",), limit=10)))
    metadata = metadata_of(fact)

    assert (metadata["actor"], metadata["role"]) == ("service:mediation", "Service")
    assert metadata["$causationId"] == str(cause.id)
    assert metadata["$correlationId"] == metadata_of(cause)["$correlationId"]


def test_the_answer_carries_what_the_other_service_needs_to_find_its_own_matter(both):
    both.activate(both.mediation)
    both.object_to_an_item()
    both.receive()
    key: dict[str, Any] = {"unit": VILLAGE, "submission": OBJECTION}
    handler = "360730101-finance"
    method = SetMethod(actor="deputy-1", **key, handler=handler, measure="核对账目", due_on=date(2025, 5, 30))
    take = AcceptTransfer(actor="clerk-1", acting_unit=handler, **key)
    report = ReportResult(actor="clerk-1", acting_unit=handler, **key, text="已列表说明")
    told_on = date(2025, 5, 12)
    how: dict[str, Any] = {
        "outcome": ResultOutcome.EXPLAINED,
        "text": "差额已列表说明",
        "means": Means.ONLINE,
        "told_on": told_on,
    }
    for command in (method, take, report, TellResult(actor="staff-1", **key, **how)):
        both.send(both.mediation, command)
    facts = both.store.read_all(("mediation_case-",), limit=100)
    told: OpinionResultTold = _message(MEDIATION, facts[-2])
    both.projector.catch_up()
    with both.views.live().reading() as connection:
        question = CaseReceipt(unit=VILLAGE, submission=OBJECTION, party="person-0031")
        answer = MEDIATION.answers[CaseReceipt](Source(connection, both.store.read), question, Page(10, None))

    assert told.origin is not None
    assert (told.origin.reference, told.outcome, told.text) == (OBJECTION, ResultOutcome.EXPLAINED, "差额已列表说明")
    assert (answer.line.told_on, answer.line.status.value) == (told_on, "closed")


def test_what_is_said_of_a_mine_is_an_opinion_case(both):
    both.activate(both.mediation)
    both.tip_off()
    both.receive()
    [case] = both.cases()

    assert (case.unit, case.submission, case.kind) == (UNIT, OTHER_TIP, CaseKind.OPINION)
    assert (case.origin.service, case.subject, case.matter) == ("mining", "tip: 石龙采石场", SAID)
    assert [party.party for party in case.parties] == ["person-9"]


def test_an_opinion_that_a_deputy_collected_is_a_case_where_it_needs_handling_and_only_once(both):
    both.activate(both.mediation)
    for opinion, needs_handling in (("opinion-1", True), ("opinion-2", False)):
        recorded_type = "elections.deputy-opinion-collected.v1"
        document = example(recorded_type, unit=TOWNSHIP, opinion=opinion, needs_handling=needs_handling)
        stream = f"elections_deputy-file-{TOWNSHIP}-deputy-20"
        append(both.store, facts_of("elections"), stream, recorded_type, document, at=NOON)
    heard = both.receive()
    [case] = both.cases()

    assert (case.unit, case.submission, case.kind) == (TOWNSHIP, "opinion-1", CaseKind.OPINION)
    assert (case.channel, case.origin.service, case.matter) == ("deputy_reception", "elections", sealed("statement"))
    assert [party.party for party in case.parties] == ["person-41"]
    assert both.receive("an inbox that has forgotten everything") == heard
    assert both.cases() == [case]


def test_exactly_these_facts_are_read():
    assert reads("mediation", "assessment") == {
        "assessment.half-year-check-completed.v1",
        "assessment.subject-penalised.v1",
        "assessment.subject-rewarded.v1",
    }
    assert reads("mediation", "elections") == {"elections.deputy-opinion-collected.v1"}
    assert reads("mediation", "mining") == {"mining.mine-tip-submitted.v1"}
    assert reads("mediation", "disclosure") == {
        "disclosure.objection-submitted.v1",
        "disclosure.request-is-petition.v1",
    }
