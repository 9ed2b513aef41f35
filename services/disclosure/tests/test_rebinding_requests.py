"""The open time of a request for information follows a statute and later notices; its ledger goes with it."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid5

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA, Calendar, calendar_as_known, day_ends
from contracts.cases import (
    Basis,
    BasisKind,
    DueDateRederived,
    ExplainDeadline,
    OpenCases,
    PolicyRebound,
    RebindPolicy,
    SettleDueDate,
)
from contracts.deadlines import Deadline
from contracts.disclosure.request.messages import (
    AnswerRequest,
    AskCorrection,
    ConfirmReceipt,
    Consult,
    ConsultationEnded,
    Consulted,
    ExtendRequest,
    MarkRequestOverdue,
    ReceiveRequest,
    RecordReply,
    RequestAnswer,
    RequestChannel,
    RequestClock,
    RequestClockRederived,
    RequestOverdue,
    RequestsOfUnit,
    WantedForm,
)
from contracts.disclosure.request.rules import request_policy
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.disclosure.words import AnswerKind
from contracts.explanations import DayMark
from contracts.message import dump, load
from contracts.packs import Pack, read_pack
from contracts.policies import ResolvedPolicy, pack_named, resolve
from contracts.sealed import Sealed
from contracts.units import UnitKind
from disclosure.request import STREAM
from disclosure.request.rule import request_stream
from disclosure.service import SERVICE
from ledger.clock import ManualClock
from ledger.door import Page, Source
from ledger.explaining import explain_case
from ledger.handler import Request
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers
from ledger.projector import Projector
from ledger.recorded import PolicyNote
from ledger.sweeper import Sweeper
from ledger.testing.given import Case, given
from ledger.views import Views

FOLLOWED = tuple(
    pack_named(name) for name in ("cn-open-government-2019", "cn-open-government-2019-requests", "county-2011")
)
SHORTER = read_pack(
    """
[pack]
id = "requests-in-fifteen-days"
area = "cn"
in_force_from = 2019-05-15
known_from = 2019-05-15
source = "新条例"
title = "条例"
[request.answer.working_days]
value = 15
unit = "working day"
source = "新条例 第三十三条"
row = "D-040"
confidence = "sure"
"""
)
STATUTE = (*FOLLOWED, SHORTER)
POLICY = request_policy(resolve("360730", FOLLOWED))
FIFTEEN = request_policy(resolve("360730", STATUTE))
BEFORE_NOTICE, AFTER_NOTICE = calendar_as_known(date(2024, 11, 11)), calendar_as_known(date(2024, 11, 12))
TOWNSHIP, NUMBER = "360730101", "7b1d3c5e-0a2f-4c6d-8e9f-1a2b3c4d5e6f"
KEY: dict[str, Any] = {"unit": TOWNSHIP, "request": NUMBER}
CASE = request_stream(TOWNSHIP, NUMBER)
GROUND = "新条例 附则：施行前收到的申请适用本条例"
SETTLE = SettleDueDate(actor="desk", unit=TOWNSHIP, case=CASE)
REBIND = RebindPolicy(actor="desk", unit=TOWNSHIP, case=CASE, pack=SHORTER.digest, ground=GROUND)
MARK = MarkRequestOverdue(**KEY, actor="clock")
INSTANT = timedelta(microseconds=1)


NOTICES = AFTER_NOTICE.relied_on(date(2024, 11, 8), date(2025, 1, 6))


def day(month: int, number: int) -> date:
    """From November 2024 on."""
    return date(2024 if month > 10 else 2025, month, number)


def noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=CHINA)


FRIDAY = day(11, 8)
AT = noon(day(11, 20))
TWENTY, FIFTEENTH, PROVISIONAL, SETTLED = day(12, 6), day(11, 29), day(1, 3), day(1, 6)
"""Twenty and fifteen working days after the Friday; forty by the weekend rule, and by the notice of 12 November."""


def sealed(kind: str) -> Sealed:
    key_id = "3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11"
    return Sealed(key_id=key_id, kind=kind, algorithm="A256GCM", nonce="n" * 16, ciphertext="c" * 64)


def say(kind: type, **fields: Any) -> Any:
    return kind(**{**KEY, "actor": "officer", **fields})


def receive(channel: RequestChannel = RequestChannel.IN_PERSON) -> Any:
    who = {"requester": "person-7", "name": sealed("person-name"), "contact": sealed("contact")}
    asked = {"subject": "招标文件", "form": WantedForm.PAPER, "channel": channel, "arrived_on": FRIDAY}
    return say(ReceiveRequest, **who, **asked)


EXTEND = say(
    ExtendRequest,
    working_days=20,
    approved_by="head",
    approved_on=day(11, 11),
    told_on=day(11, 11),
    reason="需检索档案",
)
CONSULT = say(Consult, consulted=Consulted.THIRD_PARTY, party="firm-3", asked_on=day(11, 18))
REPLY = say(RecordReply, consultation=1, replied_on=day(11, 25), consents=True, text="已阅。")
ANSWER = say(AnswerRequest, answer=RequestAnswer(kind=AnswerKind.PROVIDED, text="答复如下。", where="窗口领取"))


def case(*steps: tuple[Any, date], calendar: Calendar = BEFORE_NOTICE) -> Case[Any, Any, Any, Any]:
    """What these commands make; from then on this calendar is known."""
    told = given(STREAM, POLICY, calendar=BEFORE_NOTICE)
    for command, on in steps:
        told = told.when(command, at=noon(on)).after()
    return replace(told, calendar=calendar)


def received(calendar: Calendar = BEFORE_NOTICE) -> Case[Any, Any, Any, Any]:
    return case((receive(), FRIDAY), calendar=calendar)


def extended(calendar: Calendar = AFTER_NOTICE) -> Case[Any, Any, Any, Any]:
    """Granted the day before the notice of the next year was published."""
    return case((receive(), FRIDAY), (EXTEND, day(11, 11)), calendar=calendar)


def digests(packs: tuple[Pack, ...]) -> tuple[str, ...]:
    return tuple(pack.digest for pack in packs)


def rebinding(told: Case[Any, Any, Any, Any], policy: Any = FIFTEEN) -> Case[Any, Any, Any, Any]:
    """The same request, whose rules are to be these."""
    return replace(told, policy=policy, packs=digests(STATUTE), packs_before=digests(FOLLOWED))


def due(on: date, *, provisional: bool = False) -> Deadline:
    return Deadline(due_on=on, due_at=day_ends(on), is_provisional=provisional)


def clock(budget: int, due_on: date | None, **other: Any) -> RequestClock:
    running: dict[str, Any] = {"consumed": 0, "running_since": FRIDAY, "stopped_after": None}
    due_at = None if due_on is None else day_ends(due_on)
    rest: dict[str, Any] = {"holding": (), "stops": (), "due_on": due_on, "due_at": due_at}
    return RequestClock(budget=budget, **{**running, **rest, **other})


def anew(after: RequestClock, at: datetime = AT) -> RequestClockRederived:
    return RequestClockRederived(**KEY, clock=after, rederived_at=at)


def moved(before: Deadline, after: Deadline, at: datetime = AT, *, by_notice: bool = False) -> DueDateRederived:
    """By a statute, or by the notices that speak of its days in either year."""
    basis: tuple[Basis, ...] = (Basis(kind=BasisKind.PACK, digest=SHORTER.digest),)
    ground = GROUND
    if by_notice:
        basis = tuple(Basis(kind=BasisKind.NOTICE, digest=notice.digest) for notice in NOTICES)
        ground = "; ".join(notice.source for notice in NOTICES)
    return DueDateRederived(unit=TOWNSHIP, before=before, after=after, basis=basis, ground=ground, rederived_at=at)


def bound(at: datetime = AT) -> PolicyRebound:
    return PolicyRebound(
        unit=TOWNSHIP,
        pack=SHORTER.digest,
        ground=GROUND,
        packs_before=digests(FOLLOWED),
        packs_after=digests(STATUTE),
        rebound_at=at,
    )


# Settled by a notice


def test_a_provisional_due_date_is_settled_by_the_notice_and_both_are_kept():
    [*_, granted] = extended().facts

    assert (granted.clock.due_on, [notice.id for notice in NOTICES]) == (PROVISIONAL, ["2024", "2025"])
    extended().when(SETTLE, at=AT).then(
        anew(clock(40, SETTLED)), moved(due(PROVISIONAL, provisional=True), due(SETTLED), by_notice=True)
    )


def test_nothing_is_settled_before_the_notice_or_twice():
    extended(BEFORE_NOTICE).when(SETTLE, at=AT).then()
    extended().when(SETTLE, at=AT).after().when(SETTLE, at=AT).then()
    received().when(SETTLE, at=AT).then()


def test_what_comes_after_goes_on_from_the_settled_day():
    told = extended().when(SETTLE, at=AT).after()
    told = told.when(replace(CONSULT, asked_on=day(11, 20)), at=AT).after()
    [*_, ended] = told.when(replace(REPLY, replied_on=day(11, 27)), at=noon(day(11, 27))).after().facts

    assert ended.clock.due_on == day(1, 13), "five working days later than by the notice"


def test_nobody_is_announced_late_by_a_day_that_a_notice_has_moved():
    passed = day_ends(PROVISIONAL)
    settled = (
        anew(clock(40, SETTLED), passed),
        moved(due(PROVISIONAL, provisional=True), due(SETTLED), passed, by_notice=True),
    )

    extended().when(MARK, at=passed).then(*settled)
    extended().when(SETTLE, at=passed).then(*settled)
    extended(BEFORE_NOTICE).when(MARK, at=passed).then(RequestOverdue(**KEY, due_at=passed, announced_at=passed))


@pytest.mark.parametrize("by_operator", [True, False])
def test_what_is_announced_does_not_depend_on_who_settled_it(by_operator: bool):
    told = extended().when(SETTLE, at=AT).after() if by_operator else extended()
    late = told.when(MARK, at=day_ends(SETTLED)).after().facts[-1]

    assert late == RequestOverdue(**KEY, due_at=day_ends(SETTLED), announced_at=day_ends(SETTLED))


def test_what_was_announced_is_never_taken_back():
    passed = day_ends(PROVISIONAL)
    announced = replace(extended(BEFORE_NOTICE).when(MARK, at=passed).after(), calendar=AFTER_NOTICE)

    announced.when(SETTLE, at=passed).then_rejected("due-date-passed")
    announced.when(MARK, at=day_ends(SETTLED)).then()


# Reached by a statute


def test_a_statute_moves_the_due_date_and_the_ledger_and_both_due_dates_are_kept():
    rebinding(received()).when(REBIND, at=AT).then(
        bound(), anew(clock(15, FIFTEENTH)), moved(due(TWENTY), due(FIFTEENTH))
    )


def test_what_was_granted_stays_granted():
    [_, after, shift] = rebinding(extended()).when(REBIND, at=AT).after().facts[2:]

    assert (after.clock.budget, shift.before.due_on, shift.after.due_on) == (35, PROVISIONAL, day(12, 27))


def test_of_what_the_rules_give_only_that_is_exchanged_however_often():
    """Fifteen and twenty granted; then seventeen and twenty."""
    seventeen = replace(FIFTEEN, answer=17)
    told = rebinding(extended()).when(REBIND, at=AT).after()
    again = replace(rebinding(told, seventeen), packs_before=digests(STATUTE[:2]))

    assert [fact.clock.budget for fact in again.when(REBIND, at=AT).after().facts if hasattr(fact, "clock")][-1] == 37


def test_a_statute_that_leaves_the_due_date_binds_the_request_all_the_same():
    rebinding(received(), POLICY).when(REBIND, at=AT).then(bound())


def test_a_request_that_follows_the_pack_already_is_left_as_it_is():
    follows = replace(rebinding(received()), packs_before=digests(STATUTE))

    follows.when(REBIND, at=AT).then()


def test_while_the_clock_stands_still_what_is_left_of_it_is_reckoned_anew():
    stopped = {"consumed": 6, "running_since": None, "stopped_after": day(11, 18), "holding": ("consultation-1",)}
    told = case((receive(), FRIDAY), (CONSULT, day(11, 18)))
    rebound = rebinding(told).when(REBIND, at=AT)
    rebound.then(bound(), anew(clock(15, None, **stopped)))
    ended = rebound.after().when(REPLY, at=noon(day(11, 25))).after().facts[-1]

    assert ended.clock.due_on == day(12, 6), "nine of fifteen working days are left after the Monday"


@pytest.mark.parametrize(("allowed", "is_refused"), [(6, True), (7, False)])
def test_a_statute_leaves_at_least_a_day_of_a_clock_that_stands_still(allowed: int, is_refused: bool):
    """Six working days are used up."""
    told = rebinding(case((receive(), FRIDAY), (CONSULT, day(11, 18))), replace(FIFTEEN, answer=allowed))

    if is_refused:
        told.when(REBIND, at=AT).then_rejected("due-date-passed")
    else:
        assert len(told.when(REBIND, at=AT).after().facts) == len(told.facts) + 2


def test_a_statute_makes_nobody_late_by_a_day_that_has_passed_already():
    passed = day_ends(FIFTEENTH)

    rebinding(received()).when(REBIND, at=passed).then_rejected("due-date-passed")
    assert len(rebinding(received()).when(REBIND, at=passed - INSTANT).after().facts) == 4


def test_a_due_date_that_has_passed_is_judged_before_other_rules_reach_the_request():
    rebinding(received()).when(REBIND, at=day_ends(TWENTY)).then_rejected("due-date-passed")


def test_a_request_that_was_announced_overdue_is_bound_but_its_due_date_stays():
    passed = day_ends(TWENTY)
    announced = received().when(MARK, at=passed).after()

    rebinding(announced).when(REBIND, at=passed).then(bound(passed))


def test_a_consultation_whose_time_is_over_ends_before_other_rules_reach_the_request():
    """Its fifteen working days end on 9 December."""
    later = noon(day(12, 10))
    told = rebinding(case((receive(), FRIDAY), (CONSULT, day(11, 18)))).when(REBIND, at=later).after()
    [lapsed, rebound, after, shift] = told.facts[2:]

    assert isinstance(lapsed, ConsultationEnded)
    assert rebound == bound(later)
    assert (lapsed.ended_on, lapsed.clock.due_on) == (day(12, 9), day(12, 27))
    assert (after.clock.due_on, shift.after.due_on) == (day(12, 20), day(12, 20))


@pytest.mark.parametrize("command", [SETTLE, REBIND])
def test_only_an_open_request_of_the_unit_is_moved(command: Any):
    answered = rebinding(received().when(ANSWER, at=AT).after())

    answered.when(command, at=AT).then_rejected("case-closed")
    rebinding(received()).when(replace(command, unit="360730102"), at=AT).then_rejected("unknown-case")
    rebinding(given(STREAM, POLICY)).when(command, at=AT).then_rejected("unknown-case")


@pytest.mark.parametrize(
    "told",
    [
        case((receive(RequestChannel.ONLINE), FRIDAY)),
        case((receive(), FRIDAY), (say(AskCorrection, unclear="哪个工程", correct_by=day(11, 28)), day(11, 11))),
    ],
    ids=["unconfirmed", "correcting"],
)
def test_a_request_whose_time_does_not_run_is_bound_but_has_nothing_to_settle(told: Case[Any, Any, Any, Any]):
    told.when(SETTLE, at=AT).then_rejected("no-due-date")
    rebinding(told).when(REBIND, at=AT).then(bound())


def test_its_time_then_begins_with_what_the_new_rules_give():
    told = rebinding(case((receive(RequestChannel.ONLINE), FRIDAY))).when(REBIND, at=AT).after()
    confirmed = told.when(say(ConfirmReceipt, confirmed_on=FRIDAY), at=AT).after().facts[-1]

    assert (confirmed.clock.budget, confirmed.clock.due_on) == (15, FIFTEENTH)


# In the running service


class LocalPolicies:
    """What is active in this county; `active_packs` may be changed."""

    def __init__(self) -> None:
        self.active_packs: tuple[Pack, ...] = FOLLOWED
        self.carried = {pack.digest: pack for pack in STATUTE}

    def active(self, unit: str, moment: datetime) -> ResolvedPolicy:
        return resolve(unit, self.active_packs)

    def above(self, area: str) -> None:
        return None

    def pinned(self, note: PolicyNote) -> ResolvedPolicy:
        return resolve(note.area, [self.carried[digest] for digest in note.packs])


class Place:
    """Disclosure on a clock set by hand, with one request that was extended before the notice."""

    def __init__(self, folder: Path) -> None:
        self.store, self.clock, self.policies = MemoryStore(), ManualClock(noon(FRIDAY)), LocalPolicies()
        self.handlers = Handlers(SERVICE, self.store, self.clock, policies=self.policies)
        self.views = Views(folder, SERVICE.schema)
        self.views.prepare()
        self.projector = Projector(self.store, self.views, SERVICE.facts)
        self.sweeper = Sweeper(self.handlers, self.views, self.clock)
        name = Bilingual(zh="某镇", en="A town")
        self.send(EnrolUnit(actor="desk", unit=TOWNSHIP, kind=UnitKind.TOWNSHIP, name=name, valid_from=FRIDAY))
        self.send(receive())
        self.clock.advance_to(noon(day(11, 11)))
        self.send(EXTEND)
        self.projector.catch_up()

    def send(self, command: Any) -> list[Any]:
        identity = uuid5(NAMESPACE, f"{command!r}{self.clock.now()}")
        request = Request(command_id=identity, actor="desk", role="Test", actor_unit="cn", correlation_id=identity)
        return [json.loads(fact.data) for fact in self.handlers.handle(command, request).facts]

    def go_on_until(self, moment: datetime) -> None:
        self.clock.advance_to(moment)
        while self.projector.catch_up() or self.sweeper.step():
            pass

    def ask(self, question: Any) -> Any:
        self.projector.catch_up()
        with self.views.live().reading() as connection:
            answer = SERVICE.answers[type(question)](Source(connection, self.store.read), question, Page(100, None))
        return load(type(answer), dump(answer))

    def explain(self, due_on: date | None = None) -> Any:
        question = ExplainDeadline(unit=TOWNSHIP, case=CASE, due_on=due_on)
        with self.views.live().reading() as connection:
            source = Source(connection, self.store.read)
            return explain_case(STREAM, source, question, Page(100, None), pinned=self.policies.pinned)

    def kinds(self) -> list[str]:
        return [fact.type.removeprefix("disclosure.").removesuffix(".v1") for fact in self.store.read(CASE)]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def open_requests(place: Place, *, provisional_only: bool = False) -> list[Deadline]:
    asked = place.ask(OpenCases(unit="360730", provisional_only=provisional_only)).cases
    return [one.due for one in asked if one.case == CASE]


@pytest.mark.parametrize("settled_by", ["operator", "nobody"])
def test_the_agenda_follows_the_new_due_date(place: Place, settled_by: str):
    before = ["request-received", "request-extended"]
    if settled_by == "operator":
        place.clock.advance_to(AT)
        place.send(SETTLE)
    place.go_on_until(day_ends(PROVISIONAL))

    assert place.kinds() == [*before, "request-clock-rederived", "due-date-rederived"]
    place.go_on_until(day_ends(SETTLED) - INSTANT)
    assert place.kinds() == [*before, "request-clock-rederived", "due-date-rederived"]
    place.go_on_until(day_ends(SETTLED))
    assert place.kinds()[4:] == ["request-overdue"]


def test_an_open_request_is_listed_until_it_is_answered_and_as_provisional_until_it_is_settled(place: Place):
    provisional = [due(PROVISIONAL, provisional=True)]

    assert (open_requests(place), open_requests(place, provisional_only=True)) == (provisional, provisional)
    place.clock.advance_to(AT)
    place.send(SETTLE)
    assert (open_requests(place), open_requests(place, provisional_only=True)) == ([due(SETTLED)], [])
    [line] = place.ask(RequestsOfUnit(unit=TOWNSHIP)).requests
    assert line.due_on == SETTLED
    place.send(ANSWER)
    assert open_requests(place) == []


def test_a_request_whose_clock_stands_still_is_no_open_case_until_it_goes_on(place: Place):
    place.clock.advance_to(noon(day(11, 18)))
    place.send(CONSULT)
    assert open_requests(place) == []
    place.clock.advance_to(noon(day(11, 25)))
    place.send(REPLY)
    assert open_requests(place) == [due(day(1, 13))]


def test_each_due_date_is_explained_by_what_was_followed_then_with_the_days_on_which_the_clock_stood(place: Place):
    place.clock.advance_to(noon(day(11, 18)))
    place.send(CONSULT)
    place.clock.advance_to(noon(day(11, 25)))
    place.send(REPLY)
    place.policies.active_packs = STATUTE
    place.send(REBIND)
    first, before, after = place.explain(PROVISIONAL), place.explain(day(1, 13)), place.explain()

    assert (first.due, first.explanation.deadline) == (due(PROVISIONAL, provisional=True),) * 2
    assert first.explanation.rule.amount == 40
    assert (before.due, before.explanation.rule.amount, before.packs) == (due(day(1, 13)), 40, digests(FOLLOWED))
    assert (after.due, after.explanation.rule.amount, after.packs) == (due(day(1, 6)), 35, digests(STATUTE))
    assert after.explanation.rule.source == "新条例 第三十三条"
    stood = [line.day for line in after.explanation.days if line.mark is DayMark.STOPPED]
    assert stood == [day(11, number) for number in range(19, 26)]
    assert first.explanation.notices != before.explanation.notices


def test_a_rebound_request_is_decided_by_the_new_rules_from_then_on(place: Place):
    place.policies.active_packs = STATUTE
    place.clock.advance_to(AT)
    place.send(REBIND)
    [answered] = place.send(ANSWER)

    assert answered["due_at"] == "2024-12-27T16:00:00.000000Z"
    assert place.kinds()[2:] == ["policy-rebound", "request-clock-rederived", "due-date-rederived", "request-answered"]
    notes = [json.loads(fact.metadata)["policy"]["packs"] for fact in place.store.read(CASE)]
    assert [tuple(packs) for packs in notes] == [digests(FOLLOWED)] * 2 + [digests(STATUTE)] * 4
