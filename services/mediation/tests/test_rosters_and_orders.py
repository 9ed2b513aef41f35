"""Leaders on duty day by day, and notices and orders with their days."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA, calendar_as_known, day_ends
from contracts.mediation.month.messages import OpenMonth
from contracts.mediation.order.messages import (
    IssueOrder,
    MarkOrder,
    OrderIssued,
    OrderKind,
    OrderMet,
    OrderOverdue,
    OrdersOfUnit,
    OrderStatus,
    ReportOrder,
)
from contracts.mediation.roster.messages import (
    DutyEntered,
    DutyLeaderMissing,
    EnterDuty,
    MarkRoster,
    OpenRoster,
    RosterOfMonth,
    RosterOpened,
)
from contracts.mediation.roster.rules import RosterPolicy, roster_policy
from contracts.policies import pack_named, resolve
from ledger.testing.given import given
from ledger.testing.playing import Played
from mediation.order import STREAM as ORDER
from mediation.roster import STREAM as ROSTER
from mediation.service import SERVICE

POLICY = roster_policy(resolve("360730", [pack_named("township-centre-2012")]))
CALENDAR = calendar_as_known(date(2025, 1, 1))
TOWNSHIP, POLICE = "360730101", "360730101-police"
KEY: dict[str, Any] = {"unit": TOWNSHIP, "month": "2025-05"}
FIRST = datetime(2025, 5, 1, tzinfo=CHINA)
MOMENT = timedelta(microseconds=1)
PACKS = (
    "cn-mediation-2010",
    "cn-mediation-work-2002",
    "cn-civil-procedure-2023",
    "cn-petitions-2022",
    "cn-recusal-2022",
    "county-2011-channels",
    "township-centre-2012",
)


def may(day: int) -> date:
    return date(2025, 5, day)


def say(kind: type, /, **said: Any) -> Any:
    return kind(**{**KEY, "actor": "staff-1", **said})


def enter(day: int, *leaders: str) -> Any:
    return say(EnterDuty, day=may(day), leaders=leaders, staff=(POLICE,))


def roster(*entries: Any):
    case = given(ROSTER, POLICY, calendar=CALENDAR).when(say(OpenRoster), at=FIRST).after()
    for entry in entries:
        case = case.when(entry, at=FIRST).after()
    return case


def missing(case: Any, at: datetime) -> list[date]:
    facts = case.when(say(MarkRoster), at=at).after().facts
    return [fact.day for fact in facts if isinstance(fact, DutyLeaderMissing)]


@pytest.mark.req("M-030")
def test_a_roster_has_the_working_days_of_the_calendar():
    """1 to 5 May 2025 are a public holiday; its make-up workday lies in April."""
    opened = roster().facts[0]

    assert isinstance(opened, RosterOpened)
    assert opened.working_days[:4] == (may(6), may(7), may(8), may(9))
    assert may(10) not in opened.working_days
    assert len(opened.working_days) == 19
    roster().when(say(OpenRoster), at=FIRST).then()


@pytest.mark.req("M-029")
def test_a_working_day_that_passed_without_a_leader_is_a_finding_once():
    end = day_ends(may(6))
    fact = DutyLeaderMissing(**KEY, day=may(6), needed=1, found=0, announced_at=end)

    roster().when(say(MarkRoster), at=end - MOMENT).then()
    roster().when(say(MarkRoster), at=end).then(fact)
    roster().when(say(MarkRoster), at=end).after().when(say(MarkRoster), at=end).then()
    assert missing(roster(enter(6, "leader-1")), end) == []
    assert missing(roster(enter(6, "leader-1", "leader-2")), end) == []
    assert missing(roster(enter(7, "leader-1")), day_ends(may(8))) == [may(6), may(8)]


@pytest.mark.req("M-030")
def test_an_entry_on_a_day_of_rest_is_allowed_and_none_is_asked_for():
    rest = roster(enter(3, "leader-1"))

    assert rest.facts[-1] == DutyEntered(
        **KEY, day=may(3), leaders=("leader-1",), staff=(POLICE,), entered_by="staff-1", entered_at=FIRST
    )
    assert missing(roster(), day_ends(may(5))) == []


def test_what_is_no_entry_is_refused_and_a_command_first_records_what_was_missed():
    outside = say(EnterDuty, day=date(2025, 6, 1), leaders=("leader-1",))
    roster().when(outside, at=FIRST).then_rejected("mediation.outside-month")
    roster().when(enter(6), at=FIRST).then_rejected("mediation.leader-required")
    given(ROSTER, POLICY, calendar=CALENDAR).when(enter(6, "a"), at=FIRST).then_rejected("mediation.month-not-open")
    facts = roster().when(enter(8, "leader-1"), at=day_ends(may(6))).after().facts
    assert [type(fact).__name__ for fact in facts[1:]] == ["DutyLeaderMissing", "DutyEntered"]


def test_where_no_pack_asks_for_a_leader_no_day_is_looked_at():
    none = given(ROSTER, RosterPolicy(0), calendar=CALENDAR).when(say(OpenRoster), at=FIRST).after()

    [opened] = none.facts
    assert isinstance(opened, RosterOpened)
    assert opened.working_days == ()
    none.when(say(MarkRoster), at=day_ends(may(31))).then()


# Notices and orders

NOON = datetime(2025, 5, 6, 12, tzinfo=CHINA)
DUE = may(16)
END = day_ends(DUE)
OF: dict[str, Any] = {"unit": TOWNSHIP, "order": "order-2025-3"}


def issue(kind: OrderKind = OrderKind.CORRECTION, **other: Any) -> IssueOrder:
    said: dict[str, Any] = {"kind": kind, "to": POLICE, "text": "农贸市场路段限期整改", "due_on": DUE, **other}
    return IssueOrder(**OF, actor="deputy-1", **said)


def report(unit: str = POLICE) -> ReportOrder:
    return ReportOrder(**OF, actor="police-1", acting_unit=unit, text="已整改")


def issued(kind: OrderKind = OrderKind.CORRECTION):
    return given(ORDER, None).when(issue(kind), at=NOON).after()


@pytest.mark.req("M-050")
def test_a_notice_names_unit_day_and_result():
    fact = OrderIssued(
        **OF,
        kind=OrderKind.CORRECTION,
        to=POLICE,
        text="农贸市场路段限期整改",
        due_on=DUE,
        due_at=END,
        issued_by="deputy-1",
        issued_at=NOON,
    )
    met = OrderMet(**OF, to=POLICE, text="已整改", due_at=END, met_by="police-1", met_at=NOON)

    given(ORDER, None).when(issue(), at=NOON).then(fact)
    issued().when(report(), at=NOON).then(met)
    issued().when(report("360730101-land"), at=NOON).then_rejected("forbidden-unit")
    issued().when(report(), at=NOON).after().when(report(), at=NOON).then_rejected("mediation.order-met-already")
    issued().when(issue(), at=NOON).then_rejected("mediation.order-already-issued")
    given(ORDER, None).when(issue(due_on=may(5)), at=NOON).then_rejected("mediation.day-in-past")
    given(ORDER, None).when(report(), at=NOON).then_rejected("mediation.no-such-order")


@pytest.mark.req("M-043", "M-045", "M-050")
@pytest.mark.parametrize("kind", list(OrderKind))
def test_a_missed_day_is_announced_once_and_an_order_of_supervision_goes_to_the_director(kind):
    mark = MarkOrder(**OF, actor="clock")
    overdue = OrderOverdue(
        **OF, kind=kind, to=POLICE, escalated=kind is OrderKind.SUPERVISION, due_at=END, announced_at=END
    )

    issued(kind).when(mark, at=END - MOMENT).then()
    issued(kind).when(mark, at=END).then(overdue)
    issued(kind).when(mark, at=END).after().when(mark, at=END).then()
    met = issued(kind).when(report(), at=NOON).after()
    met.when(mark, at=END).then()
    late = issued(kind).when(report(), at=END).after().facts[1:]
    assert [type(fact) for fact in late] == [OrderOverdue, OrderMet]


def test_rosters_open_with_their_month_and_everything_is_announced_at_its_moment(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    played.at(FIRST, say(OpenMonth))
    played.at(NOON, issue(OrderKind.SUPERVISION), enter(6, "leader-1"))
    played.at(datetime(2025, 5, 17, 9, tzinfo=CHINA), enter(19, "leader-1"))
    found = {fact.day: fact.announced_at for fact in played.facts(DutyLeaderMissing)}
    [overdue] = played.facts(OrderOverdue)
    days = {line.day: line for line in played.ask(RosterOfMonth(**KEY)).days}
    [order] = played.ask(OrdersOfUnit(unit=TOWNSHIP)).orders

    assert list(found) == [may(day) for day in (7, 8, 9, 12, 13, 14, 15, 16)]
    assert found[may(7)] == day_ends(may(7))
    assert (overdue.announced_at, overdue.escalated) == (END, True)
    assert (days[may(6)].leaders, days[may(7)].is_missing, days[may(20)].is_missing) == (1, True, False)
    assert (order.status, order.is_overdue) == (OrderStatus.ISSUED, True)
    rows = played.rows()
    played.projector.rebuild()
    assert played.views.live().rows() == rows
