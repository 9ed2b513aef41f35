"""Deadlines and shares, by the auditor's own arithmetic: as the services reckon, and what is wrong is found."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import count
from typing import Any
from uuid import uuid5

import pytest
from audit import remembered
from audit.checking import check
from audit.checks import CHECKS, seen
from audit.checks.days import Days, begins, day_of, ends, is_share, months_later
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA, Calendar, calendar_as_known, china_day, day_begins, day_ends
from contracts.canonical import canonical
from contracts.common import ActivatePolicy, acknowledged
from contracts.deadlines import DeadlineRule, TimeUnit, deadline
from contracts.disclosure.duty.messages import Basis, BasisKind, Interval, Matter, OpenMatter, Petition, Signers
from contracts.disclosure.objection.messages import (
    AcceptObjection,
    AnswerObjection,
    MarkObjectionOverdue,
    ObjectionKind,
    Outcome,
    SubmitObjection,
)
from contracts.disclosure.request.messages import (
    AnswerRequest,
    AskCorrection,
    Consult,
    Consulted,
    ExtendRequest,
    MarkRequestOverdue,
    ReceiveRequest,
    RecordReply,
    RequestAnswer,
    RequestChannel,
    WantedForm,
)
from contracts.disclosure.words import AnswerKind
from contracts.fields import instant_text
from contracts.message import Json
from contracts.policies import known_packs, pack_named, read_pack
from contracts.sealed import Sealed
from contracts.units import UnitKind
from disclosure.service import SERVICE as DISCLOSURE
from ledger.clock import ManualClock
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers, own_request
from ledger.recorded import metadata_of
from ledger.store import Draft, Recorded
from sunledger.home import installed_services

TOWNSHIP, COUNTY = "360730101", "360730"
PACKS = (
    *("cn-open-government-2019", "cn-open-government-2019-requests", "cn-villagers-2018", "county-2011"),
    *("county-2011-supervision", "county-2011-practice"),
)
WEDNESDAY = date(2025, 3, 5)
REQUEST: dict[str, Any] = {"unit": TOWNSHIP, "request": "7b1d3c5e-0a2f-4c6d-8e9f-1a2b3c4d5e6f", "actor": "officer"}
OBJECTION: dict[str, Any] = {"unit": TOWNSHIP, "objection": "7b1d3c5e-0a2f-4c6d-8e9f-1a2b3c4d5e60", "actor": "clerk"}
EVERYTHING = 10**6

Alter = Callable[[Recorded], Json | None]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)


def sealed(kind: str) -> Sealed:
    return Sealed(
        key_id="3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11",
        kind=kind,
        algorithm="A256GCM",
        nonce="n" * 16,
        ciphertext="c" * 64,
    )


class Office:
    """Disclosure of one township: commands, each at noon of its day."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self._clock = ManualClock(noon(date(2025, 1, 2)))
        self._handlers = Handlers(DISCLOSURE, self.store, self._clock)
        self._numbers = count()
        for name in PACKS:
            unsure = acknowledged(pack_named(name), "as always")
            command = ActivatePolicy(actor="desk", area=COUNTY, pack=pack_named(name).digest, acknowledged=unsure)
            self.do(command, date(2025, 1, 2))

    def do(self, command: Any, day: date) -> None:
        if noon(day) > self._clock.now():
            self._clock.advance_to(noon(day))
        command_id = uuid5(NAMESPACE, f"office/{next(self._numbers)}")
        self._handlers.handle(command, own_request("disclosure", command_id, None))

    def ask(self) -> None:
        who: dict[str, Any] = {"requester": "person-7", "name": sealed("person-name"), "contact": sealed("contact")}
        self.do(
            ReceiveRequest(
                **REQUEST,
                **who,
                subject="招标文件",
                form=WantedForm.PAPER,
                channel=RequestChannel.IN_PERSON,
                arrived_on=WEDNESDAY,
            ),
            WEDNESDAY,
        )

    def answer(self, day: date) -> None:
        answer = RequestAnswer(kind=AnswerKind.PROVIDED, text="答复如下。", where="窗口领取")
        self.do(AnswerRequest(**REQUEST, answer=answer), day)


@pytest.fixture
def office() -> Office:
    return Office()


def altered(store: MemoryStore, alter: Alter) -> MemoryStore:
    """The record with some facts' data or metadata said otherwise; None: left as it is."""
    copy = MemoryStore()
    for fact in store.read_all(("",), limit=EVERYTHING):
        part = replace(fact, **(alter(fact) or {}))
        copy.append(
            part.stream,
            [Draft(part.id, part.type, part.data, part.metadata)],
            expected=len(copy.read(part.stream)) - 1,
        )
    return copy


def saying(name: str, **changes: Any) -> Alter:
    """Facts of this name with other data."""

    def alter(fact: Recorded) -> Json | None:
        if fact.type.split(".")[1] != name:
            return None
        return {"data": canonical({**document(fact), **changes})}

    return alter


def without(store: MemoryStore, name: str) -> MemoryStore:
    copy = MemoryStore()
    for fact in store.read_all(("",), limit=EVERYTHING):
        if fact.type.split(".")[1] != name:
            draft = Draft(fact.id, fact.type, fact.data, fact.metadata)
            copy.append(fact.stream, [draft], expected=len(copy.read(fact.stream)) - 1)
    return copy


def document(fact: Recorded) -> Json:
    content: Json = json.loads(fact.data)
    return content


def checks_of(store: MemoryStore) -> set[str]:
    return {finding.check for finding in check(store).findings}


def of_type(store: MemoryStore, name: str) -> list[Recorded]:
    return [fact for fact in store.read_all(("",), limit=EVERYTHING) if fact.type.split(".")[1] == name]


# The county


@pytest.fixture
def one_case_at_hand(monkeypatch):
    monkeypatch.setattr(remembered, "AT_HAND", 1)


def test_a_sound_record_has_no_findings_and_every_duty_was_looked_at(history):
    checked = check(history)

    assert checked.findings == ()
    assert checked.facts == len(history)
    assert checked.looked_at["disclosure"] >= len(of_type(history, "duty-opened")) > 20
    assert checked.looked_at["assessment"] >= len(of_type(history, "evidence-recorded")) > 20
    assert "disclosure" not in checked.without


def test_what_was_put_away_is_remembered(history, one_case_at_hand):
    assert check(history).findings == ()
    assert checks_of(without(history, "disclosure-overdue")) == {"overdue-unsaid", "cause"}


@pytest.mark.parametrize("days", [-1, 1])
def test_every_due_date_that_is_a_day_off_is_found_at_its_duty(history, days):
    def alter(fact: Recorded) -> Json | None:
        data = document(fact)
        if not fact.type.startswith("disclosure.duty-opened") or data["due_on"] is None:
            return None
        due_on = date.fromisoformat(data["due_on"]) + timedelta(days=days)
        return {"data": canonical({**data, "due_on": due_on.isoformat(), "due_at": instant_text(day_ends(due_on))})}

    found = {one.place for one in check(altered(history, alter)).findings if one.check == "due-date"}
    dated = [fact for fact in of_type(history, "duty-opened") if document(fact)["due_on"] is not None]
    reminded = {f"{fact.stream}@{fact.revision}" for fact in of_type(history, "reminder-given")}
    assert found - reminded == {f"{fact.stream}@{fact.revision}" for fact in dated}
    assert len(found - reminded) > 10
    assert found & reminded


def test_a_due_moment_that_is_not_the_end_of_its_day_is_found(history):
    alter = saying("duty-opened", due_at="2025-01-20T15:59:59.999999Z")

    assert "due-date" in checks_of(altered(history, alter))


def test_a_duty_that_was_opened_before_its_period_had_ended_is_found(history):
    def alter(fact: Recorded) -> Json | None:
        if not fact.type.startswith("disclosure.duty-opened"):
            return None
        return {"metadata": canonical({**metadata_of(fact), "decided_at": "2023-01-01T00:00:00.000000Z"})}

    assert "too-early" in checks_of(altered(history, alter))


def test_a_late_duty_of_which_nobody_said_that_it_was_overdue_is_found(history):
    late = {fact.stream for fact in of_type(history, "disclosure-overdue")}
    late &= {fact.stream for fact in of_type(history, "duty-fulfilled")}

    found = [one for one in check(without(history, "disclosure-overdue")).findings if one.check == "overdue-unsaid"]
    assert {one.place.partition("@")[0] for one in found} == late
    assert late


def test_a_duty_that_is_said_to_be_overdue_before_it_is_due_is_found(history):
    def alter(fact: Recorded) -> Json | None:
        if not fact.type.startswith("disclosure.disclosure-overdue"):
            return None
        due_at = datetime.fromisoformat(document(fact)["due_at"])
        before = instant_text((due_at - timedelta(microseconds=1)).astimezone(UTC))
        return {"metadata": canonical({**metadata_of(fact), "decided_at": before})}

    found = [one for one in check(altered(history, alter)).findings if one.check == "overdue-early"]
    assert len(found) == len(of_type(history, "disclosure-overdue")) > 0


@pytest.mark.parametrize("outcome", ["expected", "overdue", "on-time", "late"])
def test_evidence_that_says_otherwise_than_its_dates_is_found(history, outcome):
    right = sum(document(fact)["outcome"] == outcome for fact in of_type(history, "evidence-recorded"))
    found = check(altered(history, saying("evidence-recorded", outcome=outcome))).findings

    assert {one.check for one in found} == {"outcome"}
    assert len(found) == len(of_type(history, "evidence-recorded")) - right


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": "360730999"},
        {"due_at": "2030-01-01T16:00:00.000000Z"},
        {"cause": {"stream": "disclosure_duty-1", "fact": "0f6a3a52-7c0e-5d0b-9a55-3f1f6f1f2b11"}},
    ],
)
def test_evidence_that_rests_on_nothing_or_on_something_else_is_found(history, changes):
    found = check(altered(history, saying("evidence-recorded", **changes))).findings

    assert len({one.place for one in found if one.check == "cause"}) == len(of_type(history, "evidence-recorded"))


def test_a_version_that_no_check_knows_is_said_and_not_passed_over(history):
    def alter(fact: Recorded) -> Json | None:
        return {"type": "disclosure.duty-opened.v9"} if fact.type == "disclosure.duty-opened.v1" else None

    found = check(altered(history, alter)).findings
    assert {one.check for one in found} == {"unchecked", "cause", "overdue-early", "due-date"}


def test_a_fact_that_cannot_be_understood_is_said_and_the_rest_is_checked(history):
    found = check(altered(history, saying("duty-opened", period=7))).findings

    assert {one.check for one in found} == {"unchecked"}


# Requests


def test_a_request_that_is_answered_in_time_has_no_findings(office):
    office.ask()
    office.answer(date(2025, 4, 2))

    assert check(office.store).findings == ()


def test_a_request_with_everything_that_moves_its_time_has_no_findings(office):
    office.ask()
    office.do(
        Consult(**REQUEST, consulted=Consulted.THIRD_PARTY, party="firm-3", asked_on=date(2025, 3, 10)),
        date(2025, 3, 10),
    )
    office.do(
        RecordReply(**REQUEST, consultation=1, replied_on=date(2025, 3, 18), consents=True, text="已阅。"),
        date(2025, 3, 18),
    )
    more: dict[str, Any] = {"approved_by": "head", "approved_on": date(2025, 3, 20), "told_on": date(2025, 3, 20)}
    office.do(ExtendRequest(**REQUEST, working_days=10, **more, reason="需检索档案"), date(2025, 3, 20))
    office.do(MarkRequestOverdue(**{**REQUEST, "actor": "clock"}), date(2025, 6, 1))
    office.answer(date(2025, 6, 2))

    checked = check(office.store)
    [due] = [document(fact)["due_at"] for fact in of_type(office.store, "request-overdue")]
    assert checked.findings == ()
    assert due == ends(Days(WEDNESDAY).count(WEDNESDAY, 30, stops=[(date(2025, 3, 10), date(2025, 3, 18))]))


def clocks(**changes: Any) -> Alter:
    def alter(fact: Recorded) -> Json | None:
        data = document(fact)
        if not data.get("clock"):
            return None
        return {"data": canonical({**data, "clock": {**data["clock"], **changes}})}

    return alter


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"due_on": "2025-04-03", "due_at": "2025-04-03T16:00:00.000000Z"}, {"due-date"}),
        ({"due_on": "2025-04-01", "due_at": "2025-04-01T16:00:00.000000Z"}, {"due-date", "overdue-unsaid"}),
        ({"budget": 21}, {"limit", "due-date"}),
        ({"stops": [{"stopped_by": "c-1", "after": "2025-03-10", "until": "2025-03-11"}]}, {"due-date"}),
    ],
)
def test_a_clock_that_gives_other_time_than_the_law_is_found(office, changes, expected):
    office.ask()
    office.answer(date(2025, 4, 2))

    assert checks_of(altered(office.store, clocks(**changes))) == expected


def test_more_time_than_an_extension_may_give_is_found(office):
    office.ask()
    more: dict[str, Any] = {"approved_by": "head", "approved_on": date(2025, 3, 20), "told_on": date(2025, 3, 20)}
    office.do(ExtendRequest(**REQUEST, working_days=20, **more, reason="需检索档案"), date(2025, 3, 20))
    within = check(office.store).findings

    assert within == ()
    assert "limit" in checks_of(altered(office.store, saying("request-extended", working_days=21)))


@pytest.mark.parametrize(
    ("moment", "expected"), [("2025-03-14T15:59:59.999999Z", set()), ("2025-03-14T16:00:00.000000Z", {"limit"})]
)
def test_a_correction_that_is_asked_after_seven_working_days_is_found(office, moment, expected):
    office.ask()
    office.do(AskCorrection(**REQUEST, unclear="请写明工程名称", correct_by=date(2025, 3, 28)), date(2025, 3, 6))

    def alter(fact: Recorded) -> Json | None:
        if not fact.type.startswith("disclosure.correction-asked"):
            return None
        return {"metadata": canonical({**metadata_of(fact), "decided_at": moment})}

    assert checks_of(altered(office.store, alter)) == expected


def test_a_consulted_party_that_is_given_other_time_is_found(office):
    office.ask()
    office.do(
        Consult(**REQUEST, consulted=Consulted.THIRD_PARTY, party="firm-3", asked_on=date(2025, 3, 10)),
        date(2025, 3, 10),
    )

    assert check(office.store).findings == ()
    assert checks_of(altered(office.store, saying("consultation-begun", reply_by="2025-04-01"))) == {"due-date"}


# Objections and matters


def object_to(office: Office) -> None:
    said: dict[str, Any] = {
        "kind": ObjectionKind.OBJECTION,
        "text": sealed("statement"),
        "catalogue": "TP",
        "period": "2024H2",
    }
    office.do(SubmitObjection(**{**OBJECTION, "actor": "person-7"}, **said, item="TP-1a", version=None), WEDNESDAY)


@pytest.fixture
def objected(office: Office) -> MemoryStore:
    """Taken on with a named day, because the rules are silent; answered long after it."""
    object_to(office)
    office.do(AcceptObjection(**OBJECTION, due_on=date(2025, 3, 10)), WEDNESDAY)
    office.do(MarkObjectionOverdue(**{**OBJECTION, "actor": "clock"}), date(2025, 6, 1))
    said: dict[str, Any] = {"outcome": Outcome.UPHELD, "text": "已核对并更正。", "correction": 2}
    office.do(AnswerObjection(**OBJECTION, **said), date(2025, 6, 2))
    return office.store


def test_an_objection_is_due_on_the_day_that_was_named(objected):
    assert check(objected).findings == ()
    assert checks_of(without(objected, "objection-overdue")) == {"overdue-unsaid"}
    assert "due-date" in checks_of(altered(objected, saying("objection-accepted", due_at=ends(date(2025, 3, 11)))))


FIVE_DAYS = """
[pack]
id = "five-days"
area = "360730"
in_force_from = 2011-10-21
known_from = 2011-10-21
source = "test"
title = { zh = "五日", en = "Five days" }
[disclosure.objection.answer.days]
value = 5
unit = "day"
source = "test"
row = "D-022"
confidence = "sure"
"""


@pytest.mark.parametrize(
    ("submitted", "accepted", "expected"),
    [
        ("2025-03-10", "2025-03-10", set()),
        ("2025-03-10", "2025-03-11", {"limit"}),
        ("2025-03-09", "2025-03-09", {"due-date"}),
        (None, "2025-03-09", {"due-date"}),
    ],
)
def test_where_a_rule_gives_days_to_answer_none_can_be_added(objected, monkeypatch, submitted, accepted, expected):
    pack = read_pack(FIVE_DAYS)
    monkeypatch.setattr(seen, "known_packs", lambda: {**known_packs(), pack.digest: pack})
    days = {"objection-submitted": submitted, "objection-accepted": accepted}

    def alter(fact: Recorded) -> Json | None:
        metadata, name = metadata_of(fact), fact.type.split(".")[1]
        if name not in days:
            return None
        note = {**metadata["policy"], "packs": [*metadata["policy"]["packs"], pack.digest]}
        day = days[name]
        due = {"due_on": day, "due_at": day and ends(date.fromisoformat(day))}
        return {"data": canonical({**document(fact), **due}), "metadata": canonical({**metadata, "policy": note})}

    assert checks_of(without(altered(objected, alter), "objection-overdue")) == {*expected, "overdue-unsaid"}


def open_matter(office: Office, catalogue: str, matter: Matter) -> None:
    case: dict[str, Any] = {"unit": TOWNSHIP, "kind": UnitKind.TOWNSHIP, "period": "m-road-1", "actor": "clerk"}
    office.do(OpenMatter(**case, catalogue=catalogue, matter=matter), WEDNESDAY)


def matter(**changes: Any) -> Matter:
    usual = {"name": Bilingual(zh="修路", en="The road"), "begins_on": WEDNESDAY}
    return Matter(**{**usual, "basis": Basis(kind=BasisKind.OFFICE, text="镇政府会议决定"), **changes})


@pytest.mark.parametrize(
    ("catalogue", "what", "due_on"),
    [
        ("REGULAR", {"interval": Interval(amount=10, unit=TimeUnit.DAYS)}, "2025-03-14"),
        ("REGULAR", {"interval": Interval(amount=2, unit=TimeUnit.MONTHS)}, "2025-05-04"),
        ("STAGED", {"due_on": date(2025, 3, 31)}, "2025-03-31"),
    ],
)
def test_what_is_owed_outside_the_calendars_is_due_by_own_count(office, catalogue, what, due_on):
    open_matter(office, catalogue, matter(**what))

    [opened] = of_type(office.store, "duty-opened")
    assert document(opened)["due_on"] == due_on
    assert check(office.store).findings == ()
    assert checks_of(altered(office.store, saying("duty-opened", due_on="2025-06-01"))) == {"due-date"}


@pytest.mark.parametrize(("signatures", "expected"), [(9, {"share"}), (10, set()), (11, set()), (101, {"share"})])
def test_a_petition_is_counted_again(office, signatures, expected):
    asked = Petition(by=Signers.VILLAGERS, signatures=10, of=100)
    basis = Basis(kind=BasisKind.PETITION, text="村民联名", petition=asked)
    open_matter(office, "IMMEDIATE", matter(basis=basis))

    def alter(fact: Recorded) -> Json | None:
        if not fact.type.startswith("disclosure.duty-opened"):
            return None
        data = document(fact)
        data["matter"]["basis"]["petition"]["signatures"] = signatures
        return {"data": canonical(data)}

    assert checks_of(altered(office.store, alter)) == expected


# The arithmetic, beside that of the services


def every_other_day(first: date, last: date, step: int) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += timedelta(days=step)


def test_working_days_are_counted_as_the_services_count_them():
    for known_on in (date(2010, 1, 1), date(2020, 2, 1), date(2025, 6, 1), date(2026, 11, 1)):
        days, calendar = Days(known_on), calendar_as_known(known_on)
        for start in every_other_day(date(2008, 1, 1), date(2027, 6, 1), 23):
            for amount in (0, 1, 5, 15, 20, 60):
                assert days.count(start, amount) == calendar.working_day(start, amount), (known_on, start, amount)


def test_months_end_as_the_services_say():
    for first in every_other_day(date(2023, 1, 1), date(2025, 3, 1), 1):
        for months in (1, 2, 3, 6, 12, 13):
            rule = DeadlineRule(amount=months, unit=TimeUnit.MONTHS, first_day_counts=True, source="test")
            assert months_later(first, months) == deadline(rule, first, Calendar()).due_on, (first, months)


def test_a_day_begins_and_ends_as_the_services_say():
    for day in every_other_day(date(1999, 12, 30), date(2028, 3, 2), 17):
        assert (begins(day), ends(day)) == (instant_text(day_begins(day)), instant_text(day_ends(day)))
        for hour in range(24):
            moment = datetime(day.year, day.month, day.day, hour, 59, tzinfo=UTC)
            assert day_of(instant_text(moment)) == china_day(moment)


@pytest.mark.parametrize("needed", ["1/10", "1/3", "2/3", "1/2", "1"])
def test_a_share_is_counted_without_division(needed):
    for of in range(1, 40):
        for part in range(of + 1):
            assert is_share(part, of, needed) == (Fraction(part, of) >= Fraction(needed))


# The registry


@pytest.mark.parametrize("service", sorted(CHECKS))
def test_checks_read_the_newest_version_of_facts_that_there_are(service):
    newest = {parts.facts.type_named(kind) for parts in installed_services() for kind in parts.facts}
    read = {name for rule in CHECKS[service]() for name in rule.reads}

    assert read <= newest
    assert any(name.startswith(f"{service}.") for name in read)


def test_a_service_without_checks_is_counted(history):
    checked = check(history, checks={})

    assert checked.findings == ()
    assert sum(checked.without.values()) == checked.facts
