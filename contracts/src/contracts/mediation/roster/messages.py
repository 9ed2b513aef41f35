"""Who of the leaders is on duty, day by day (领导值班带班).

Law: township opinion on the centre (document 4 §三(三)): on each working day one Party or government leader leads the
duty; an entry on another day is allowed, and more leaders are accepted (AMB-39).
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.mediation.words import MonthCode
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Ref, UnitCode


@command
class OpenRoster:
    """The days of a month are looked at from here on. Sent by the service itself; twice has no effect."""

    actor: Actor
    unit: UnitCode
    month: MonthCode


@command
class EnterDuty:
    """Who leads the duty of a day, and who of the member units is on duty with them.

    Refused: `month-not-open`, `outside-month`, `leader-required`.
    """

    actor: Actor
    unit: UnitCode
    month: MonthCode
    day: Day
    leaders: Annotated[tuple[Ref, ...], Length(max=10)]
    staff: Annotated[tuple[UnitCode, ...], Length(max=20)] = ()


@command
class MarkRoster:
    """Announce working days that passed without enough leaders. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    month: MonthCode


RosterCommand = OpenRoster | EnterDuty | MarkRoster


@fact
class RosterOpened:
    """The roster of a month (值班表), with its working days as they were known then; none where no rule asks for it."""

    unit: UnitCode
    month: MonthCode
    working_days: tuple[Day, ...]
    opened_at: Instant


@fact
class DutyEntered:
    """Who leads the duty of a day (值班登记); in place of what was entered before."""

    unit: UnitCode
    month: MonthCode
    day: Day
    leaders: tuple[Ref, ...]
    staff: tuple[UnitCode, ...]
    entered_by: Actor
    entered_at: Instant


@fact
class DutyLeaderMissing:
    """Finding: a working day passed without a leader on duty (无领导带班)."""

    unit: UnitCode
    month: MonthCode
    day: Day
    needed: Count
    found: Count
    announced_at: Instant


RosterFact = RosterOpened | DutyEntered | DutyLeaderMissing


@question
class RosterOfMonth:
    """The roster of a unit's month, day by day."""

    unit: UnitCode
    month: MonthCode


@shape
class RosterDay:
    """One day of the roster. `is_missing`: it passed without enough leaders."""

    day: Day
    leaders: Count
    staff: Count
    is_missing: bool


@answer
class RosterOfMonthAnswer:
    """Every working day of the month as it was known, and every other day with an entry."""

    days: tuple[RosterDay, ...]
