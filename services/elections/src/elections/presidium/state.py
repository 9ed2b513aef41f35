"""What is known of one year of a congress."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypedDict, assert_never

from contracts.calendar import PeriodKind, period_of
from contracts.elections.presidium.messages import (
    CongressYearOpened,
    MatterExecuted,
    MatterSubmitted,
    PresidiumCommand,
    PresidiumFact,
    PresidiumMeetingHeld,
    PresidiumMeetingMissed,
    QuarterChecked,
    RegularSessionMissed,
    SessionCountShort,
    SessionMissing,
    SessionOfYearNoted,
    SpecialReportHeard,
    SpecialReportOverdue,
    SpecialReportPlanned,
    StatutoryItemsMissing,
    WorkFact,
    WorkPointsApproved,
    WorkPointsDrawnUp,
    WorkPointsReturned,
    WorkPointStarted,
    YearFact,
)
from contracts.elections.words import SessionKind


@dataclass(frozen=True, slots=True)
class Report:
    """A planned special report; `is_settled`: heard, or announced overdue and then heard."""

    department: str
    due_at: datetime
    is_heard: bool = False
    is_announced_overdue: bool = False


@dataclass(frozen=True, slots=True)
class CongressYear:
    """One year. `regular`: quarters in which a regular session opened; `sessions` by (term, number).

    `points`: work point to whether it was started, None before they are drawn up. `met`: quarter to meetings held.
    """

    is_open: bool = False
    from_quarter: int = 1
    checked: int = 0
    sessions: frozenset[tuple[int, int]] = frozenset()
    closed: frozenset[tuple[int, int]] = frozenset()
    regular: tuple[int, ...] = ()
    dealt_with: frozenset[str] = frozenset()
    met: Mapping[int, int] = field(default_factory=dict)
    meetings: int = 0
    points: Mapping[str, bool] | None = None
    are_points_approved: bool = False
    reports: Mapping[str, Report] = field(default_factory=dict)
    submitted: frozenset[str] = frozenset()
    executed: frozenset[str] = frozenset()


class Key(TypedDict):
    unit: str
    year: int


def key(command: PresidiumCommand) -> Key:
    return {"unit": command.unit, "year": command.year}


def evolve(year: CongressYear, fact: PresidiumFact) -> CongressYear:
    if isinstance(fact, YearFact):
        return _of_year(year, fact)
    return _of_work(year, fact)


def _of_year(year: CongressYear, fact: YearFact) -> CongressYear:
    match fact:
        case CongressYearOpened():
            return replace(year, is_open=True, from_quarter=fact.from_quarter, checked=fact.from_quarter - 1)
        case SessionOfYearNoted():
            return _session(year, fact)
        case PresidiumMeetingHeld():
            quarter = period_of(fact.held_on, PeriodKind.QUARTER).number
            met = {**year.met, quarter: year.met.get(quarter, 0) + 1}
            return replace(year, met=met, meetings=fact.number)
        case QuarterChecked():
            return replace(year, checked=fact.quarter)
        case (
            PresidiumMeetingMissed()
            | RegularSessionMissed()
            | SessionCountShort()
            | SessionMissing()
            | StatutoryItemsMissing()
        ):
            return year
        case _:
            assert_never(fact)


def _session(year: CongressYear, fact: SessionOfYearNoted) -> CongressYear:
    this = (fact.term, fact.session)
    if fact.closed:
        dealt_with = year.dealt_with | {matter.value for matter in fact.dealt_with}
        return replace(year, closed=year.closed | {this}, dealt_with=dealt_with)
    quarter = period_of(fact.opened_on, PeriodKind.QUARTER).number
    regular = (*year.regular, quarter) if fact.kind is SessionKind.REGULAR else year.regular
    return replace(year, sessions=year.sessions | {this}, regular=regular)


def _of_work(year: CongressYear, fact: WorkFact) -> CongressYear:
    match fact:
        case WorkPointsDrawnUp():
            return replace(year, points={point.point: False for point in fact.points})
        case WorkPointsApproved():
            return replace(year, are_points_approved=True)
        case WorkPointsReturned():
            return replace(year, points=None)
        case WorkPointStarted():
            return replace(year, points={**(year.points or {}), fact.point: True})
        case SpecialReportPlanned() | SpecialReportHeard() | SpecialReportOverdue():
            return replace(year, reports={**year.reports, fact.report: _report(year, fact)})
        case MatterSubmitted():
            return replace(year, submitted=year.submitted | {fact.matter})
        case MatterExecuted():
            return replace(year, executed=year.executed | {fact.matter})
        case _:
            assert_never(fact)


def _report(year: CongressYear, fact: SpecialReportPlanned | SpecialReportHeard | SpecialReportOverdue) -> Report:
    match fact:
        case SpecialReportPlanned():
            return Report(fact.department, fact.due_at)
        case SpecialReportHeard():
            return replace(year.reports[fact.report], is_heard=True)
        case SpecialReportOverdue():
            return replace(year.reports[fact.report], is_announced_overdue=True)
        case _:
            assert_never(fact)
