"""One special period of a centre: screened in concentration, or announced as missed once.

Law: township opinion on the centre (document 4 §三(六)). Whether a screening lies in the period is judged by its day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.calendar import china_day, day_ends
from contracts.errors import Rejected, refuse_unless
from contracts.mediation.special.messages import (
    DeclareSpecialPeriod,
    MarkSpecialPeriod,
    ScreenedSpecially,
    ScreenSpecially,
    SpecialCommand,
    SpecialFact,
    SpecialPeriodDeclared,
    SpecialScreeningOverdue,
)
from contracts.mediation.special.rules import SpecialPolicy
from contracts.rules import Rules
from contracts.stream_names import key_of

special_stream = key_of(__name__, "unit", "period")


@dataclass(frozen=True, slots=True)
class Special:
    """`declared` None: there is none."""

    declared: SpecialPeriodDeclared | None = None
    is_screened: bool = False
    is_announced: bool = False


def decide(
    command: SpecialCommand, special: Special, rules: Rules[SpecialPolicy], now: datetime
) -> Sequence[SpecialFact]:
    if isinstance(command, DeclareSpecialPeriod):
        return [_declare(command, special, rules.policy, now)]
    if special.declared is None:
        raise Rejected("mediation.no-such-special-period", command.period)
    missed = _missed(special, special.declared, now)
    match command:
        case ScreenSpecially():
            return [*missed, _screen(command, special.declared, now)]
        case MarkSpecialPeriod():
            return missed
        case _:
            assert_never(command)


def _declare(
    command: DeclareSpecialPeriod, special: Special, policy: SpecialPolicy, now: datetime
) -> SpecialPeriodDeclared:
    refuse_unless(policy.has_periods, "mediation.no-special-periods", command.unit)
    refuse_unless(special.declared is None, "mediation.special-period-declared-already", command.period)
    refuse_unless(command.to_on >= command.from_on, "mediation.ends-before-it-begins", str(command.to_on))
    refuse_unless(command.to_on >= china_day(now), "mediation.day-in-past", str(command.to_on))
    return SpecialPeriodDeclared(
        unit=command.unit,
        period=command.period,
        reason=command.reason,
        from_on=command.from_on,
        to_on=command.to_on,
        due_at=day_ends(command.to_on),
        declared_by=command.actor,
        declared_at=now,
    )


def _screen(command: ScreenSpecially, declared: SpecialPeriodDeclared, now: datetime) -> ScreenedSpecially:
    refuse_unless(command.screened_on <= china_day(now), "mediation.date-in-future", str(command.screened_on))
    within = declared.from_on <= command.screened_on <= declared.to_on
    refuse_unless(within, "mediation.outside-special-period", str(command.screened_on))
    return ScreenedSpecially(
        unit=command.unit,
        period=command.period,
        screened_on=command.screened_on,
        found=command.found,
        text=command.text,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _missed(special: Special, declared: SpecialPeriodDeclared, now: datetime) -> list[SpecialFact]:
    if special.is_screened or special.is_announced or now < declared.due_at:
        return []
    return [
        SpecialScreeningOverdue(unit=declared.unit, period=declared.period, due_at=declared.due_at, announced_at=now)
    ]


def evolve(special: Special, fact: SpecialFact) -> Special:
    match fact:
        case SpecialPeriodDeclared():
            return Special(declared=fact)
        case ScreenedSpecially():
            return replace(special, is_screened=True)
        case SpecialScreeningOverdue():
            return replace(special, is_announced=True)
        case _:
            assert_never(fact)
