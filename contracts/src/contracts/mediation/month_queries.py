"""What can be asked about the periodic work of a centre, and what is answered."""

from contracts.mediation.months import MonthCode, PeriodicDuty
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, UnitCode


@question
class MonthsOfUnit:
    """The periodic duties of a unit, the newest month first."""

    unit: UnitCode


@shape
class MonthLine:
    """One duty of one month. `done`: how often; late stays overdue."""

    month: MonthCode
    duty: PeriodicDuty
    needed: Count
    done: Count
    due_on: Day
    is_overdue: bool


@answer
class MonthLines:
    """One page of duties; `next` is the token of the page after this one."""

    duties: tuple[MonthLine, ...]
    next: str | None


@question
class MonthlyFigures:
    """What the monthly report counts: all of it from recorded facts of the unit and of every unit in its area."""

    unit: UnitCode
    month: MonthCode


@answer
class MonthlyFiguresAnswer:
    """Each counted by the month in which it was recorded; `on_spot` of those closed by agreement."""

    month: MonthCode
    registered: Count
    closed: Count
    on_spot: Count
    failed_attempts: Count
    terminated: Count
    referred: Count
    screenings: Count
    meetings: Count
    sudden_incidents: Count
    mass_incidents: Count
