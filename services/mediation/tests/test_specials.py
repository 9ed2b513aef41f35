"""Special periods: declared with their days, screened in concentration, or announced as missed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA, day_ends
from contracts.mediation.special.messages import (
    DeclareSpecialPeriod,
    MarkSpecialPeriod,
    ScreenedSpecially,
    ScreenSpecially,
    SpecialPeriodDeclared,
    SpecialPeriodsOfUnit,
    SpecialScreeningOverdue,
)
from contracts.mediation.special.rules import SpecialPolicy, special_policy
from contracts.policies import pack_named, resolve
from ledger.testing.given import Case, given
from ledger.testing.playing import Played
from mediation.service import SERVICE
from mediation.special import STREAM

PACK = "township-centre-2012"
POLICY = special_policy(resolve("360730", [pack_named(PACK)]))
KEY: dict[str, Any] = {"unit": "360730101", "period": "harvest-2025"}
NOON = datetime(2025, 9, 20, 12, tzinfo=CHINA)
FIRST, LAST = date(2025, 9, 20), date(2025, 9, 30)
END = day_ends(LAST)
MOMENT = timedelta(microseconds=1)


def declare(**other: Any) -> Any:
    said = {"reason": "秋收用水紧张", "from_on": FIRST, "to_on": LAST}
    return DeclareSpecialPeriod(**{**KEY, "actor": "deputy-1", **said, **other})


def screen(on: date = FIRST) -> Any:
    return ScreenSpecially(**KEY, actor="staff-1", screened_on=on, text="逐户排查用水纠纷")


MARK = MarkSpecialPeriod(**KEY, actor="service:mediation")


def after(*commands: Any) -> Case[Any, Any, Any, Any]:
    case: Case[Any, Any, Any, Any] = given(STREAM, POLICY).when(declare(), at=NOON).after()
    for command in commands:
        case = case.when(command, at=NOON).after()
    return case


@pytest.mark.req("M-037")
def test_a_special_period_is_declared_with_its_days_and_screened_in_them():
    declared = SpecialPeriodDeclared(
        **KEY,
        reason="秋收用水紧张",
        from_on=FIRST,
        to_on=LAST,
        due_at=END,
        declared_by="deputy-1",
        declared_at=NOON,
    )
    screened = ScreenedSpecially(
        **KEY, screened_on=FIRST, found=(), text="逐户排查用水纠纷", recorded_by="staff-1", recorded_at=NOON
    )

    given(STREAM, POLICY).when(declare(), at=NOON).then(declared)
    after().when(screen(), at=NOON).then(screened)
    for outside in (FIRST - timedelta(1), LAST + timedelta(1)):
        later = END + timedelta(days=3)
        after(screen()).when(screen(outside), at=later).then_rejected("mediation.outside-special-period")
    after().when(screen(LAST), at=NOON).then_rejected("mediation.date-in-future")
    assert after(screen()).when(screen(LAST), at=END + timedelta(days=3)).after().facts[-1].screened_on == LAST


@pytest.mark.req("M-037")
def test_a_period_without_concentrated_screening_is_announced_once():
    overdue = SpecialScreeningOverdue(**KEY, due_at=END, announced_at=END)

    after().when(MARK, at=END - MOMENT).then()
    after().when(MARK, at=END).then(overdue)
    after().when(MARK, at=END).after().when(MARK, at=END).then()
    after(screen()).when(MARK, at=END).then()
    late = after().when(screen(), at=END).after().facts[1:]
    assert [type(fact) for fact in late] == [SpecialScreeningOverdue, ScreenedSpecially]


def test_what_is_no_period_is_refused():
    after().when(declare(), at=NOON).then_rejected("mediation.special-period-declared-already")
    backwards = declare(to_on=FIRST - timedelta(1))
    given(STREAM, POLICY).when(backwards, at=NOON).then_rejected("mediation.ends-before-it-begins")
    given(STREAM, POLICY).when(declare(), at=END).then_rejected("mediation.day-in-past")
    assert given(STREAM, POLICY).when(declare(), at=END - MOMENT).after().facts
    given(STREAM, SpecialPolicy(has_periods=False)).when(declare(), at=NOON).then_rejected(
        "mediation.no-special-periods"
    )
    given(STREAM, POLICY).when(screen(), at=NOON).then_rejected("mediation.no-such-special-period")


def test_periods_are_shown_and_end_by_themselves(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=tmp_path)
    played.activate(PACK)
    played.at(NOON, declare(), declare(period="fair-2025", to_on=date(2025, 9, 22)), screen())
    played.at(datetime(2025, 10, 2, 9, tzinfo=CHINA))
    first = played.ask(SpecialPeriodsOfUnit(unit="360730101"), limit=1)
    second = played.ask(SpecialPeriodsOfUnit(unit="360730101"), limit=1, after=first.next)

    assert [(line.period, line.screenings, line.is_overdue) for line in (*first.periods, *second.periods)] == [
        ("harvest-2025", 1, False),
        ("fair-2025", 0, True),
    ]
    assert second.next is None
    rows = played.rows()
    played.projector.rebuild()
    assert played.views.live().rows() == rows
