"""Outcomes half-year by half-year: a figure that has risen is a finding."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA, day_ends
from contracts.mediation.month.messages import OpenMonth, RecordIncident
from contracts.mediation.outcomes.messages import (
    CloseHalf,
    CountIncident,
    EnterOutcome,
    HalfClosed,
    IncidentCounted,
    OutcomeEntered,
    OutcomeRisen,
    OutcomesOfUnit,
)
from contracts.mediation.outcomes.rules import OutcomePolicy, outcome_policy
from contracts.policies import pack_named, resolve
from ledger.testing.given import Case, given
from ledger.testing.playing import Played
from mediation.outcomes import STREAM
from mediation.service import SERVICE

PACK = "township-centre-2012"
POLICY = outcome_policy(resolve("360730", [pack_named(PACK)]))
TOWNSHIP = "360730101"
FIRST, SECOND = "2025H1", "2025H2"
END_OF_FIRST, END_OF_SECOND = day_ends(date(2025, 6, 30)), day_ends(date(2025, 12, 31))
LATER = datetime(2026, 1, 20, 12, tzinfo=CHINA)
MOMENT = timedelta(microseconds=1)
BY_HAND = ("crimes", "skip_level_petitions", "cult_activity")


def enter(half: str, count: int, indicator: str = "crimes") -> EnterOutcome:
    return EnterOutcome(
        actor="staff-1", unit=TOWNSHIP, half=half, indicator=indicator, count=count, source="青塘派出所"
    )


def count(half: str, number: int) -> CountIncident:
    return CountIncident(actor="service:mediation", unit=TOWNSHIP, half=half, incident=f"incident-{number}")


def close(half: str) -> CloseHalf:
    return CloseHalf(actor="service:mediation", unit=TOWNSHIP, half=half)


def after(*commands: Any) -> Case[Any, Any, Any, Any]:
    case: Case[Any, Any, Any, Any] = given(STREAM, POLICY)
    for command in commands:
        case = case.when(command, at=LATER).after()
    return case


def risen(indicator: str, before: int, now: int, half: str = SECOND) -> OutcomeRisen:
    return OutcomeRisen(unit=TOWNSHIP, half=half, indicator=indicator, before=before, now=now, found_at=LATER)


@pytest.mark.req("M-089", "M-149..M-152")
@pytest.mark.parametrize("indicator", BY_HAND)
@pytest.mark.parametrize(("now", "is_finding"), [(2, False), (3, False), (4, True)])
def test_a_figure_that_is_higher_than_in_the_half_year_before_is_a_finding(indicator, now, is_finding):
    entered = OutcomeEntered(
        unit=TOWNSHIP,
        half=SECOND,
        indicator=indicator,
        count=now,
        source="青塘派出所",
        entered_by="staff-1",
        entered_at=LATER,
    )
    findings = (risen(indicator, 3, now),) if is_finding else ()

    after(enter(FIRST, 3, indicator)).when(enter(SECOND, now, indicator), at=LATER).then(entered, *findings)
    assert set(POLICY.indicators) == {"mass_incidents", *BY_HAND}


@pytest.mark.req("M-089")
def test_without_a_half_year_before_nothing_is_found_and_one_entered_later_is_held_against_the_next():
    assert len(after(enter(SECOND, 9)).facts) == 1
    late = after(enter(SECOND, 9)).when(enter(FIRST, 8), at=LATER).after().facts
    assert late[-1] == risen("crimes", 8, 9)
    other = after(enter(SECOND, 9)).when(enter(FIRST, 8, "cult_activity"), at=LATER).after().facts
    assert isinstance(other[-1], OutcomeEntered)


def test_the_same_figure_again_is_no_second_finding_and_a_corrected_one_is_judged_anew():
    found = after(enter(FIRST, 3), enter(SECOND, 4))
    assert isinstance(found.facts[-1], OutcomeRisen)
    assert isinstance(found.when(enter(SECOND, 4), at=LATER).after().facts[-1], OutcomeEntered)
    assert isinstance(found.when(enter(SECOND, 2), at=LATER).after().facts[-1], OutcomeEntered)
    assert found.when(enter(SECOND, 5), at=LATER).after().facts[-1] == risen("crimes", 3, 5)


def test_a_figure_is_of_a_half_year_that_is_over_and_of_what_is_measured():
    given(STREAM, POLICY).when(enter(FIRST, 1), at=END_OF_FIRST - MOMENT).then_rejected("mediation.half-not-over")
    assert given(STREAM, POLICY).when(enter(FIRST, 1), at=END_OF_FIRST).after().facts
    given(STREAM, POLICY).when(enter(FIRST, 1, "divorces"), at=LATER).then_rejected("mediation.unknown-kind")
    by_itself = enter(FIRST, 1, "mass_incidents")
    given(STREAM, POLICY).when(by_itself, at=LATER).then_rejected("mediation.counted-by-itself")


@pytest.mark.req("M-089", "M-149")
def test_mass_incidents_are_counted_from_the_record_and_held_against_the_half_year_before():
    counted = IncidentCounted(unit=TOWNSHIP, half=SECOND, incident="incident-1", counted_at=LATER)
    closed = HalfClosed(
        unit=TOWNSHIP,
        half=SECOND,
        mass_incidents=1,
        next_half="2026H1",
        next_at=day_ends(date(2026, 6, 30)),
        closed_at=LATER,
    )

    given(STREAM, POLICY).when(count(SECOND, 1), at=LATER).then(counted)
    after(count(SECOND, 1)).when(count(SECOND, 1), at=LATER).then()
    after(count(SECOND, 1)).when(close(SECOND), at=LATER).then(closed)
    after(close(FIRST), count(SECOND, 1)).when(close(SECOND), at=LATER).then(closed, risen("mass_incidents", 0, 1))
    after(count(FIRST, 1), close(FIRST), count(SECOND, 2)).when(close(SECOND), at=LATER).then(closed)
    after(close(SECOND)).when(close(SECOND), at=LATER).then()
    given(STREAM, POLICY).when(close(SECOND), at=END_OF_SECOND - MOMENT).then()
    given(STREAM, OutcomePolicy(())).when(close(SECOND), at=LATER).then()


def test_an_incident_that_is_recorded_late_changes_the_figure_of_its_half_year():
    late = after(close(FIRST), close(SECOND)).when(count(SECOND, 1), at=LATER).after().facts

    assert late[-1] == risen("mass_incidents", 0, 1)


def test_incidents_of_the_months_are_counted_and_half_years_close_by_themselves(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=tmp_path)
    played.activate(PACK)
    opened = OpenMonth(actor="deputy-1", unit=TOWNSHIP, month="2025-03")
    played.at(datetime(2025, 3, 1, 9, tzinfo=CHINA), opened)
    for number, (month, kind) in enumerate((("2025-03", "sudden"), ("2025-07", "mass"), ("2025-08", "mass"))):
        at = datetime(2025, int(month[-1]), 8, 15, tzinfo=CHINA)
        incident = RecordIncident(
            actor="staff-1",
            unit=TOWNSHIP,
            month=month,
            incident=f"incident-{number}",
            kind=kind,
            happened_at=at,
            plan="应急预案",
            units=("360730101-police",),
            actions="现场处置",
        )
        played.at(at, incident)
    played.at(LATER, enter(FIRST, 2), enter(SECOND, 1))
    lines = played.ask(OutcomesOfUnit(unit=TOWNSHIP)).figures
    first = played.ask(OutcomesOfUnit(unit=TOWNSHIP), limit=3)
    rest = played.ask(OutcomesOfUnit(unit=TOWNSHIP), limit=3, after=first.next)

    assert [(line.half, line.indicator, line.count, line.has_risen) for line in lines] == [
        (SECOND, "crimes", 1, False),
        (SECOND, "mass_incidents", 2, True),
        (FIRST, "crimes", 2, False),
        (FIRST, "mass_incidents", 0, False),
    ]
    assert (*first.figures, *rest.figures) == lines
    rows = played.rows()
    played.projector.rebuild()
    assert played.views.live().rows() == rows
