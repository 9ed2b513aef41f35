"""An open due date follows a statute that reaches running cases, and the notices that come later; both are kept."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
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
from contracts.disclosure.duty import messages
from contracts.disclosure.duty.messages import (
    DisclosureOverdue,
    DraftItems,
    DutiesOfUnit,
    DutyStatus,
    MarkOverdue,
    OpenDuty,
)
from contracts.disclosure.duty.rules import DisclosurePolicy, disclosure_policy
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.disclosure.words import Entry, EntryKind
from contracts.errors import Rejected
from contracts.message import dump, load
from contracts.notices import shipped_notices
from contracts.packs import Pack, read_pack
from contracts.policies import ResolvedPolicy, pack_named, resolve
from contracts.rules import Rules
from contracts.units import UnitKind
from disclosure.duty import STREAM
from disclosure.duty.rule import duty_stream
from disclosure.service import SERVICE
from hypothesis import given as whatever
from hypothesis import settings
from hypothesis import strategies as st
from ledger.clock import ManualClock
from ledger.door import Page, Source
from ledger.explaining import explain_case
from ledger.handler import Request
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers
from ledger.projector import Projector
from ledger.recorded import PolicyNote
from ledger.sweeper import Sweeper
from ledger.testing.given import given
from ledger.views import Views

UNIT = "360730100001"
CASE = duty_stream(UNIT, "CA", "2023Q4")
KEY: dict[str, Any] = {"unit": UNIT, "catalogue": "CA", "period": "2023Q4"}
MOVES = """
[pack]
id = "{name}"
area = "360730"
in_force_from = 2011-01-01
known_from = 2011-01-01
source = "{source}"
title = "意见"
[deadline.{mode}]
value = {value}
unit = "word"
source = "{source} §1"
row = "X-018"
confidence = "sure"
"""
NEXT_DAY = read_pack(MOVES.format(name="rest-days-move", source="7", mode="rest_day", value='"next"'))
STRICT = read_pack(MOVES.format(name="rest-days-are-moved-back", source="8", mode="rest_day", value='"previous"'))
FOLLOWED = (pack_named("community-draft"), NEXT_DAY)
NOTICE = next(notice for notice in shipped_notices() if notice.known_from == date(2023, 10, 25))
BEFORE_NOTICE, AFTER_NOTICE = calendar_as_known(date(2023, 10, 24)), calendar_as_known(date(2023, 10, 25))
GROUND = "某法 附则：施行前开启的事项适用本法"
SETTLE = SettleDueDate(actor="desk", unit=UNIT, case=CASE)
REBIND = RebindPolicy(actor="desk", unit=UNIT, case=CASE, pack=STRICT.digest, ground=GROUND)
MARK = MarkOverdue(**KEY, actor="clock")
INSTANT = timedelta(microseconds=1)


def china(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


OPENED_AT, NOVEMBER = china(2023, 10, 1, 8), china(2023, 11, 1, 8)


def policy_of(*packs: Pack) -> DisclosurePolicy:
    return disclosure_policy(resolve("360730", packs))


def due(year: int, month: int, day: int, *, provisional: bool = False) -> Deadline:
    return Deadline(due_on=date(year, month, day), due_at=day_ends(date(year, month, day)), is_provisional=provisional)


# 31 December 2023 is a Sunday. By the weekend rule the working day after it is Monday; the notice of 25 October
# makes that a day off.
PROVISIONAL, SETTLED = due(2024, 1, 1, provisional=True), due(2024, 1, 2)
MOVED = DueDateRederived(
    unit=UNIT,
    before=PROVISIONAL,
    after=SETTLED,
    basis=(Basis(kind=BasisKind.NOTICE, digest=NOTICE.digest),),
    ground=NOTICE.source,
    rederived_at=NOVEMBER,
)


def opened(calendar: Calendar = AFTER_NOTICE):
    """A community's duty of the last quarter of 2023, opened before the notice of 2024; now this calendar is known."""
    open_ = OpenDuty(**KEY, actor="clock", kind=UnitKind.COMMUNITY)
    case = given(STREAM, policy_of(*FOLLOWED), calendar=BEFORE_NOTICE).when(open_, at=OPENED_AT).after()
    return replace(case, calendar=calendar)


def rebinding(*packs: Pack, calendar: Calendar = BEFORE_NOTICE):
    """The same duty, whose rules are to be those of these packs."""
    before = tuple(pack.digest for pack in FOLLOWED)
    case = replace(opened(calendar), policy=policy_of(*packs))
    return replace(case, packs=tuple(pack.digest for pack in packs), packs_before=before)


REBOUND = PolicyRebound(
    unit=UNIT,
    pack=STRICT.digest,
    ground=GROUND,
    packs_before=tuple(pack.digest for pack in FOLLOWED),
    packs_after=tuple(pack.digest for pack in (*FOLLOWED, STRICT)),
    rebound_at=NOVEMBER,
)
STRICTER = (pack_named("community-draft"), STRICT)


# Settled by a notice


def test_a_provisional_due_date_is_settled_by_the_notice_and_both_are_kept():
    opened().when(SETTLE, at=NOVEMBER).then(MOVED)


def test_a_due_date_that_the_notice_leaves_on_its_day_is_no_longer_provisional():
    duty = replace(opened(), facts=(replace(opened().facts[0], due_on=SETTLED.due_on, due_at=SETTLED.due_at),))

    duty.when(SETTLE, at=NOVEMBER).then(replace(MOVED, before=due(2024, 1, 2, provisional=True)))


def test_nothing_is_settled_before_the_notice_or_twice():
    opened(BEFORE_NOTICE).when(SETTLE, at=NOVEMBER).then()
    opened().when(SETTLE, at=NOVEMBER).after().when(SETTLE, at=NOVEMBER).then()


@pytest.mark.parametrize("command", [SETTLE, REBIND])
@pytest.mark.parametrize("other", [{"unit": "360730100002"}, {"case": duty_stream(UNIT, "CA", "2023Q3")}])
def test_only_a_case_of_the_unit_is_moved(command, other: dict[str, str]):
    case = opened() if "unit" in other else replace(opened(), facts=())

    case.when(replace(command, **other), at=NOVEMBER).then_rejected("unknown-case")


def test_a_due_date_that_has_passed_is_not_moved():
    earlier = replace(opened().facts[0], due_on=date(2023, 12, 29), due_at=day_ends(date(2023, 12, 29)))
    settled = replace(earlier, is_provisional=False)
    case = replace(opened(), facts=(settled,))

    case.when(SETTLE, at=settled.due_at).then_rejected("due-date-passed")
    assert len(case.when(SETTLE, at=settled.due_at - INSTANT).after().facts) == 2


# Passed while it was provisional


def test_nobody_is_announced_late_by_a_day_that_a_notice_has_moved():
    settled = replace(MOVED, rederived_at=PROVISIONAL.due_at)

    opened().when(MARK, at=PROVISIONAL.due_at).then(settled)
    opened().when(SETTLE, at=PROVISIONAL.due_at).then(settled)


def test_the_announcement_names_the_new_due_date():
    [*_, overdue] = opened().when(MARK, at=SETTLED.due_at).after().facts

    assert isinstance(overdue, DisclosureOverdue)
    assert overdue.due_at == SETTLED.due_at


def test_what_is_decided_does_not_depend_on_who_settled_the_due_date():
    by_operator = opened().when(SETTLE, at=NOVEMBER).after()

    for moment in (PROVISIONAL.due_at, SETTLED.due_at - INSTANT):
        by_operator.when(MARK, at=moment).then()
        assert [type(fact) for fact in opened().when(MARK, at=moment).after().facts[1:]] == [DueDateRederived]
    late = [case.when(MARK, at=SETTLED.due_at).after().facts[-1] for case in (by_operator, opened())]
    assert late[0] == late[1]


def test_a_provisional_due_date_that_no_notice_has_moved_by_then_counts():
    [overdue] = opened(BEFORE_NOTICE).when(MARK, at=PROVISIONAL.due_at).after().facts[1:]

    assert overdue.due_at == PROVISIONAL.due_at


def test_what_was_announced_is_never_taken_back():
    announced = opened(BEFORE_NOTICE).when(MARK, at=PROVISIONAL.due_at).after()
    with_notice = replace(announced, calendar=AFTER_NOTICE)

    with_notice.when(SETTLE, at=PROVISIONAL.due_at).then_rejected("due-date-passed")
    with_notice.when(MARK, at=SETTLED.due_at).then()


# Reached by a statute


def test_a_statute_that_reaches_running_cases_binds_them_with_its_ground_and_moves_the_due_date():
    after = due(2023, 12, 29, provisional=True)

    rebinding(*STRICTER).when(REBIND, at=NOVEMBER).then(
        replace(REBOUND, packs_after=tuple(pack.digest for pack in STRICTER)),
        DueDateRederived(
            unit=UNIT,
            before=PROVISIONAL,
            after=after,
            basis=(Basis(kind=BasisKind.PACK, digest=STRICT.digest),),
            ground=GROUND,
            rederived_at=NOVEMBER,
        ),
    )


def test_a_statute_that_leaves_the_due_date_binds_the_case_all_the_same():
    other = replace(STRICT, parameters={})
    packs = (*FOLLOWED, other)

    rebinding(*packs).when(REBIND, at=NOVEMBER).then(REBOUND)


def test_a_case_that_follows_the_pack_already_is_left_as_it_is():
    follows = tuple(pack.digest for pack in STRICTER)
    case = replace(rebinding(*STRICTER), packs_before=follows)

    case.when(REBIND, at=NOVEMBER).then()


def test_a_statute_makes_nobody_late_by_a_day_that_has_passed_already():
    last = due(2023, 12, 29).due_at

    rebinding(*STRICTER).when(REBIND, at=last).then_rejected("due-date-passed")
    assert len(rebinding(*STRICTER).when(REBIND, at=last - INSTANT).after().facts) == 3


def test_a_duty_that_was_announced_overdue_is_bound_but_its_due_date_stays():
    announced = opened(BEFORE_NOTICE).when(MARK, at=PROVISIONAL.due_at).after().facts
    now = PROVISIONAL.due_at
    packs_after = tuple(pack.digest for pack in STRICTER)

    replace(rebinding(*STRICTER), facts=announced).when(REBIND, at=now).then(
        replace(REBOUND, packs_after=packs_after, rebound_at=now)
    )


def test_a_due_date_that_has_passed_is_judged_before_other_rules_reach_the_duty():
    rebinding(*STRICTER).when(REBIND, at=PROVISIONAL.due_at).then_rejected("due-date-passed")


@pytest.mark.parametrize("command", ["settle", "rebind"])
def test_a_fulfilled_duty_is_closed(residents, command: str):
    case = duty_stream(residents.unit, "CA", "2025Q3")
    settle = SettleDueDate(actor="desk", unit=residents.unit, case=case)
    rebind = RebindPolicy(actor="desk", unit=residents.unit, case=case, pack=STRICT.digest, ground=GROUND)
    chosen = {"settle": settle, "rebind": rebind}[command]

    residents.all_published().when(chosen, at=residents.written_at).then_rejected("case-closed")


@pytest.fixture
def posted(party):
    """A duty that is owed without a day: what is posted in a place."""
    facts = party.opened().facts
    without = replace(facts[0], due_on=None, due_at=None)
    return replace(party.given(without), packs=("a" * 64,), packs_before=("b" * 64,)), party


def test_a_duty_without_a_day_is_bound_but_has_nothing_to_settle(posted):
    case, party = posted
    name = duty_stream(party.unit, party.catalogue, party.period)
    rebind = RebindPolicy(actor="desk", unit=party.unit, case=name, pack=STRICT.digest, ground=GROUND)
    settle = SettleDueDate(actor="desk", unit=party.unit, case=name)
    bound = PolicyRebound(
        unit=party.unit,
        pack=STRICT.digest,
        ground=GROUND,
        packs_before=case.packs_before,
        packs_after=case.packs,
        rebound_at=party.written_at,
    )

    case.when(rebind, at=party.written_at).then(bound)
    case.when(settle, at=party.written_at).then_rejected("no-due-date")


steps = st.lists(
    st.tuples(st.sampled_from(["settle", "rebind", "mark", "draft"]), st.sampled_from([0, 1, 30, 61])), max_size=12
)


@whatever(steps, st.booleans())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_due_date_moves_only_while_it_is_ahead_and_an_announcement_stands(history, notice_is_known: bool):
    """Whatever is sent, in any order: each re-derivation starts from the one before and is not in the past."""
    entry = Entry(item="CA-1", kind=EntryKind.CONTENT, text="内容见附表。")
    commands: dict[str, Any] = {
        "settle": SETTLE,
        "rebind": REBIND,
        "mark": MARK,
        "draft": DraftItems(**KEY, actor="clerk", entries=(entry,)),
    }
    calendar = AFTER_NOTICE if notice_is_known else BEFORE_NOTICE
    facts, now, follows = list(opened().facts), OPENED_AT, FOLLOWED
    for name, days in history:
        now += timedelta(days=days)
        packs = STRICTER if name == "rebind" else follows
        rules = Rules(policy_of(*packs), calendar, *(tuple(p.digest for p in some) for some in (packs, follows)))
        try:
            facts += STREAM.decide(commands[name], STREAM.fold(facts), rules, now)
        except Rejected:
            continue
        follows = packs
    dates = [fact for fact in facts if isinstance(fact, DueDateRederived)]
    announced = [place for place, fact in enumerate(facts) if isinstance(fact, DisclosureOverdue)]

    assert all(one.after == other.before for one, other in pairwise(dates))
    assert all(fact.rederived_at < fact.after.due_at for fact in dates if fact.after.due_at < fact.before.due_at)
    assert len(announced) <= 1
    assert not any(isinstance(fact, DueDateRederived) for place in announced for fact in facts[place + 1 :])


# In the running service


class LocalPolicies:
    """What is active in this county: packs that no release carries. `active_packs` may be changed."""

    def __init__(self) -> None:
        self.active_packs: tuple[Pack, ...] = FOLLOWED
        self.carried = {pack.digest: pack for pack in (*FOLLOWED, STRICT)}

    def active(self, unit: str, moment: datetime) -> ResolvedPolicy:
        return resolve(unit, self.active_packs)

    def above(self, area: str) -> None:
        return None

    def pinned(self, note: PolicyNote) -> ResolvedPolicy:
        return resolve(note.area, [self.carried[digest] for digest in note.packs])


class Place:
    """Disclosure on a clock set by hand, with one community whose duty was opened before the notice."""

    def __init__(self, folder: Path) -> None:
        self.store, self.clock, self.policies = MemoryStore(), ManualClock(OPENED_AT), LocalPolicies()
        self.handlers = Handlers(SERVICE, self.store, self.clock, policies=self.policies)
        self.views = Views(folder, SERVICE.schema)
        self.views.prepare()
        self.projector = Projector(self.store, self.views, SERVICE.facts)
        self.sweeper = Sweeper(self.handlers, self.views, self.clock)
        name = Bilingual(zh="城东社区", en="Chengdong Community")
        self.send(EnrolUnit(actor="desk", unit=UNIT, kind=UnitKind.COMMUNITY, name=name, valid_from=OPENED_AT.date()))
        self.go_on_until(OPENED_AT)

    def send(self, command: Any, number: int = 0) -> list[Any]:
        identity = uuid5(NAMESPACE, f"{number}{command!r}")
        request = Request(command_id=identity, actor="desk", role="Test", actor_unit="cn", correlation_id=identity)
        return [json.loads(fact.data) for fact in self.handlers.handle(command, request).facts]

    def go_on_until(self, moment: datetime) -> None:
        self.clock.advance_to(moment)
        while self.projector.catch_up() or self.sweeper.step():
            pass

    def ask(self, question: Any, page: Page | None = None) -> Any:
        self.projector.catch_up()
        with self.views.live().reading() as connection:
            answer = SERVICE.answers[type(question)](
                Source(connection, self.store.read), question, page or Page(100, None)
            )
        return load(type(answer), dump(answer))

    def explain(self, question: ExplainDeadline) -> Any:
        with self.views.live().reading() as connection:
            source = Source(connection, self.store.read)
            return explain_case(STREAM, source, question, Page(100, None), pinned=self.policies.pinned)

    def kinds(self) -> list[str]:
        return [fact.type.removeprefix("disclosure.").removesuffix(".v1") for fact in self.store.read(CASE)]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.mark.parametrize("settled_by", ["operator", "nobody"])
def test_the_agenda_follows_the_new_due_date(place: Place, settled_by: str):
    if settled_by == "operator":
        place.clock.advance_to(NOVEMBER)
        place.send(SETTLE)
    place.go_on_until(PROVISIONAL.due_at)

    assert place.kinds() == ["duty-opened", "due-date-rederived"]
    place.go_on_until(SETTLED.due_at - INSTANT)
    assert place.kinds() == ["duty-opened", "due-date-rederived"]
    place.go_on_until(SETTLED.due_at)
    assert place.kinds() == ["duty-opened", "due-date-rederived", "disclosure-overdue"]


def test_open_cases_are_listed_by_area_and_only_the_provisional_ones_on_demand(place: Place):
    [case] = place.ask(OpenCases(unit="360730")).cases

    assert (case.unit, case.case, case.due) == (UNIT, CASE, PROVISIONAL)
    assert place.ask(OpenCases(unit=UNIT, provisional_only=True)).cases == (case,)
    assert place.ask(OpenCases(unit="360731")).cases == ()
    assert place.ask(OpenCases(unit="360730101")).cases == ()
    place.clock.advance_to(NOVEMBER)
    place.send(SETTLE)
    assert place.ask(OpenCases(unit="360730", provisional_only=True)).cases == ()
    assert [case.due for case in place.ask(OpenCases(unit="360730")).cases] == [SETTLED]
    place.go_on_until(SETTLED.due_at)
    assert CASE not in [case.case for case in place.ask(OpenCases(unit="360730")).cases]


def test_a_duty_without_a_day_is_no_open_case(place: Place):
    basis = messages.Basis(kind=messages.BasisKind.OFFICE, text="居委会会议决定")
    matter = messages.Matter(name=Bilingual(zh="抗旱", en="Drought"), begins_on=OPENED_AT.date(), basis=basis)
    key = {"unit": UNIT, "catalogue": "IMMEDIATE", "period": "m-drought-1"}
    place.policies.active_packs = (pack_named("county-2011"), *FOLLOWED)
    [opened_] = place.send(messages.OpenMatter(actor="clerk", kind=UnitKind.COMMUNITY, matter=matter, **key))

    assert opened_["due_on"] is None
    assert [case.case for case in place.ask(OpenCases(unit="360730")).cases] == [CASE]


def test_open_cases_come_in_pages(place: Place):
    other = replace(REBIND, unit="360730100002")
    name = Bilingual(zh="桥南社区", en="Qiaonan Community")
    enrol = EnrolUnit(actor="desk", unit=other.unit, kind=UnitKind.COMMUNITY, name=name, valid_from=OPENED_AT.date())
    place.send(enrol)
    place.go_on_until(OPENED_AT)
    first = place.ask(OpenCases(unit="360730"), Page(1, None))
    second = place.ask(OpenCases(unit="360730"), Page(1, first.next))

    assert [case.unit for case in (*first.cases, *second.cases)] == [UNIT, other.unit]
    assert second.next is None


def test_the_views_and_the_explanation_follow_the_new_due_date(place: Place):
    asked = ExplainDeadline(unit=UNIT, case=CASE)
    before = place.explain(asked)
    place.clock.advance_to(NOVEMBER)
    place.send(SETTLE)
    after, [line] = place.explain(asked), place.ask(DutiesOfUnit(unit=UNIT)).duties

    assert (before.due, before.explanation.deadline) == (PROVISIONAL, PROVISIONAL)
    assert (after.due, after.explanation.deadline) == (SETTLED, SETTLED)
    assert [day.day.day for day in after.explanation.days] == [31, 1, 2]
    assert [notice.id for notice in after.explanation.notices] == [NOTICE.id]
    assert (line.due_on, line.due_at, line.status) == (SETTLED.due_on, SETTLED.due_at, DutyStatus.OPEN)


def test_a_rebound_duty_follows_the_pack_from_then_on_and_nothing_else_that_was_activated(place: Place):
    place.policies.active_packs = (pack_named("county-2011"), *FOLLOWED, STRICT)
    place.clock.advance_to(NOVEMBER)
    rebound, moved = place.send(REBIND)
    before, after = (tuple(pack.digest for pack in packs) for packs in (FOLLOWED, (*FOLLOWED, STRICT)))

    assert (tuple(rebound["packs_before"]), tuple(rebound["packs_after"])) == (before, after)
    assert moved["after"]["due_on"] == "2023-12-29"
    assert place.send(REBIND, number=1) == []
    place.go_on_until(due(2023, 12, 29).due_at)
    notes = [json.loads(fact.metadata)["policy"]["packs"] for fact in place.store.read(CASE)]
    assert notes == [list(before), list(after), list(after), list(after)]
    assert place.kinds()[-1] == "disclosure-overdue"


def test_a_pack_that_is_not_active_reaches_nobody(place: Place):
    with pytest.raises(Rejected) as refusal:
        place.send(REBIND)

    assert refusal.value.code == "policy-not-active"


def test_a_stream_that_is_no_case_is_refused_before_it_is_read(place: Place):
    with pytest.raises(Rejected) as refusal:
        place.send(replace(SETTLE, case=f"disclosure_unit-{UNIT}"))

    assert refusal.value.code == "unknown-case"
