"""Reminders before the due date and escalation after it, each exactly once, at moments that the rules name.

Law: see `contracts.disclosure.duty.messages`. What has come due is recorded before anything else is decided: one by
one by the sweeper, or together by whoever comes first, the facts are the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from contracts.calendar import day_begins, day_ends
from contracts.deadlines import Deadline
from contracts.disclosure.duty.messages import DutyEscalated, LadderFact, ReminderGiven
from contracts.disclosure.duty.rules import LadderRules
from contracts.units import UnitKind, area_of

from disclosure.duty.state import Duty

_DIGITS = {UnitKind.TOWNSHIP: 9, UnitKind.COUNTY: 6}
"""How long the area code of a level is."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A notice at a moment: `level` is None for a reminder."""

    at: datetime
    days: int
    level: UnitKind | None


def rungs(unit: str, due: Deadline, rules: LadderRules) -> list[Rung]:
    """In the order of time: reminders, then the levels above the unit. Nobody is reminded of what is overdue."""
    reminders = [Rung(day_begins(due.due_on - timedelta(days=days)), days, None) for days in rules.reminder_days]
    above = [
        Rung(day_ends(due.due_on + timedelta(days=days)), days, level)
        for level, days in rules.escalation.items()
        if len(area_of(unit)) > _DIGITS[level]
    ]
    in_time = [rung for rung in reminders if rung.at < due.due_at]
    return sorted([*in_time, *above], key=lambda rung: (rung.at, rung.days))


def first_after(moment: datetime, unit: str, due: Deadline | None, rules: LadderRules) -> datetime | None:
    """When the next notice is to be given; None if none is."""
    later = [rung.at for rung in rungs(unit, due, rules) if rung.at > moment] if due is not None else []
    return later[0] if later else None


def notices(duty: Duty, rules: LadderRules, until: datetime) -> Sequence[LadderFact]:
    """Those that have come due and are not recorded; none of a duty that was fulfilled."""
    due, since = duty.due, duty.next_notice_at
    if due is None or since is None or since > until or duty.was_fulfilled:
        return []
    return [_fact(duty, due, rung, rules) for rung in rungs(duty.unit, due, rules) if since <= rung.at <= until]


def reminders(duty: Duty, rules: LadderRules, now: datetime) -> Sequence[LadderFact]:
    """Those notices that come before the due date."""
    return [] if duty.due is None else notices(duty, rules, min(now, duty.due.due_at - datetime.resolution))


def _fact(duty: Duty, due: Deadline, rung: Rung, rules: LadderRules) -> LadderFact:
    next_at = first_after(rung.at, duty.unit, due, rules)
    if rung.level is None:
        return ReminderGiven(
            unit=duty.unit,
            catalogue=duty.catalogue,
            period=duty.period,
            days_before=rung.days,
            to=rules.to,
            missing=duty.unsettled(),
            notice_at=rung.at,
            next_at=next_at,
        )
    return DutyEscalated(
        unit=duty.unit,
        catalogue=duty.catalogue,
        period=duty.period,
        days_after=rung.days,
        level=rung.level,
        to=area_of(duty.unit)[: _DIGITS[rung.level]],
        missing=duty.unsettled(),
        notice_at=rung.at,
        next_at=next_at,
    )
