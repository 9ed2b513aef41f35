"""Vetoes before any score (先决条件): what bars a mine as of the day of the selection notice.

Law: national schemes of 2020 and 2024 (绿色矿山评价指标), statutes 3.7; requirement G-153. The window for penalties and
accidents ends on the day of the notice and not today: the same mine may fail for one notice and pass for another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from contracts.calendar import Calendar
from contracts.deadlines import DeadlineRule, Direction, TimeUnit, named_day
from contracts.mining.mine.messages import Incident, Prerequisite, Standing
from contracts.mining.mine.rules import MiningPolicy
from contracts.mining.words import Located, ProtectedKind

_SOURCE = "statutes 3.7"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The first day that counts for penalties and accidents, and which prerequisites the mine does not meet."""

    looks_back_to: date | None
    failed: tuple[Prerequisite, ...]


def judge(standing: Standing, located: Located, notice_on: date, policy: MiningPolicy, calendar: Calendar) -> Verdict:
    looks_back_to = _window(notice_on, policy.lookback_years, calendar)
    is_outside = not any(located.met(kind) for kind in ProtectedKind)
    met = {
        **_met(standing, notice_on, looks_back_to, policy.reserves_years),
        Prerequisite.OUTSIDE_PROTECTED_AREAS: is_outside,
    }
    return Verdict(looks_back_to, tuple(item for item in policy.prerequisites if not met[item]))


def _window(notice_on: date, years: int | None, calendar: Calendar) -> date | None:
    if years is None:
        return None
    rule = DeadlineRule(amount=years, unit=TimeUnit.YEARS, direction=Direction.BEFORE, source=_SOURCE)
    return named_day(rule, notice_on, calendar)


def _met(
    standing: Standing, notice_on: date, looks_back_to: date | None, least: Fraction | None
) -> Mapping[Prerequisite, bool]:
    def counts(incident: Incident) -> bool:
        return (looks_back_to is None or looks_back_to <= incident.happened_on) and incident.happened_on <= notice_on

    def is_good(valid_from: date, valid_to: date | None) -> bool:
        return valid_from <= notice_on and (valid_to is None or notice_on <= valid_to)

    return {
        Prerequisite.VALID_LICENCES: all(is_good(each.valid_from, each.valid_to) for each in standing.licences),
        Prerequisite.NO_UNRESOLVED_PENALTY: all(
            _is_resolved(each, notice_on) for each in standing.penalties if counts(each)
        ),
        Prerequisite.NO_MAJOR_ACCIDENT: not any(each.is_major and counts(each) for each in standing.accidents),
        Prerequisite.NOT_ABNORMAL: not any(is_good(each.since, each.until) for each in standing.abnormal),
        Prerequisite.OPERATING_WITH_RESERVES: standing.is_operating and (least is None or standing.reserves >= least),
    }


def _is_resolved(penalty: Incident, notice_on: date) -> bool:
    return penalty.resolved_on is not None and penalty.resolved_on <= notice_on
