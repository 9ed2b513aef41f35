"""The rules of the periodic work as a decider receives them.

Law: township opinion on the centre (document 4 §二(一), §三(二) to §三(七), §四).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts.errors import refuse_unless
from contracts.mediation.month.messages import PeriodicDuty
from contracts.policies import ResolvedPolicy

_COUNTS = {
    PeriodicDuty.MEETING: "centre.meeting.per_month",
    PeriodicDuty.FIRST_HALF: "screening.disputes.per_half_month",
    PeriodicDuty.SECOND_HALF: "screening.disputes.per_half_month",
    PeriodicDuty.FACTORS: "screening.factors.per_month",
    PeriodicDuty.SECURITY_MEETING: "prevention.meetings.per_month",
    PeriodicDuty.TREATMENT: "treatment.screening.per_month",
}
_PERIODS = {PeriodicDuty.REPORT: "centre.report.period", PeriodicDuty.SITUATION: "centre.analysis.interval"}
_MONTHLY = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPolicy:
    """`needed`: duty to how often it is owed in a month or half-month; what no pack asks for is not owed."""

    needed: Mapping[PeriodicDuty, int]
    sections: int
    addressees: tuple[str, ...]
    incidents: tuple[str, ...]
    targets: tuple[str, ...]


def month_policy(resolved: ResolvedPolicy) -> MonthPolicy:
    needed = {duty: _number(name, resolved) for duty, name in _COUNTS.items()}
    monthly = {duty: 1 for duty, name in _PERIODS.items() if _value(name, resolved) == _MONTHLY}
    return MonthPolicy(
        needed={
            **{duty: times for duty, times in needed.items() if times},
            **monthly,
        },
        sections=_value("centre.report.sections", resolved),
        addressees=tuple(_value("centre.report.to", resolved)),
        incidents=tuple(_value("incident.kinds", resolved)),
        targets=tuple(_value("treatment.target_kinds", resolved)),
    )


def _number(name: str, resolved: ResolvedPolicy) -> int:
    parameter = resolved.parameters.get(name)
    return 0 if parameter is None or parameter.silent else int(parameter.value)


def _value(name: str, resolved: ResolvedPolicy) -> Any:
    refuse_unless(name in resolved.parameters, "policy-not-active", name)
    return resolved.value(name)
