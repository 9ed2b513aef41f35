"""The outcomes of one centre, half-year by half-year: a figure that has risen is a finding, once for each value.

Law: township opinion on the centre (document 4 §六(三)). A figure is held against that of the half-year before once
both are known; where nothing is known of the half-year before, nothing is found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from contracts.calendar import Period, day_ends, parse_period, period_of
from contracts.errors import refuse_unless
from contracts.mediation.outcomes.messages import (
    MASS_INCIDENTS,
    CloseHalf,
    CountIncident,
    EnterOutcome,
    HalfClosed,
    IncidentCounted,
    OutcomeCommand,
    OutcomeEntered,
    OutcomeFact,
    OutcomeRisen,
)
from contracts.mediation.outcomes.rules import OutcomePolicy
from contracts.rules import Rules
from contracts.stream_names import key_of

outcomes_stream = key_of(__name__, "unit")

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """`figures`: half-year and indicator to the figure that is known; `incidents`: half-year to those counted."""

    figures: Mapping[tuple[str, str], int] = field(default_factory=dict)
    incidents: Mapping[str, frozenset[str]] = field(default_factory=dict)


def decide(
    command: OutcomeCommand, outcomes: Outcomes, rules: Rules[OutcomePolicy], now: datetime
) -> Sequence[OutcomeFact]:
    match command:
        case EnterOutcome():
            return _enter(command, outcomes, rules.policy, now)
        case CountIncident():
            return _count(command, outcomes, now)
        case CloseHalf():
            return _close(command, outcomes, rules.policy, now)
        case _:
            assert_never(command)


def _enter(command: EnterOutcome, outcomes: Outcomes, policy: OutcomePolicy, now: datetime) -> list[OutcomeFact]:
    refuse_unless(command.indicator in policy.indicators, "mediation.unknown-kind", command.indicator)
    refuse_unless(command.indicator != MASS_INCIDENTS, "mediation.counted-by-itself", command.indicator)
    refuse_unless(now >= day_ends(_half(command.half).last_day), "mediation.half-not-over", command.half)
    entered = OutcomeEntered(
        unit=command.unit,
        half=command.half,
        indicator=command.indicator,
        count=command.count,
        source=command.source,
        entered_by=command.actor,
        entered_at=now,
    )
    after = evolve(outcomes, entered)
    halves = (command.half, str(_half(command.half).next()))
    risen = [fact for half in halves for fact in _risen(command.unit, half, command.indicator, after, now)]
    return [
        entered,
        *(fact for fact in risen if outcomes.figures.get((command.half, command.indicator)) != command.count),
    ]


def _count(command: CountIncident, outcomes: Outcomes, now: datetime) -> list[OutcomeFact]:
    """One that is recorded after its half-year was closed changes the figure, which is held against the one before."""
    if command.incident in outcomes.incidents.get(command.half, frozenset()):
        return []
    counted = IncidentCounted(unit=command.unit, half=command.half, incident=command.incident, counted_at=now)
    if (command.half, MASS_INCIDENTS) not in outcomes.figures:
        return [counted]
    return [counted, *_risen(command.unit, command.half, MASS_INCIDENTS, evolve(outcomes, counted), now)]


def _close(command: CloseHalf, outcomes: Outcomes, policy: OutcomePolicy, now: datetime) -> list[OutcomeFact]:
    half = _half(command.half)
    is_over, is_closed = now >= day_ends(half.last_day), (command.half, MASS_INCIDENTS) in outcomes.figures
    if not is_over or is_closed or MASS_INCIDENTS not in policy.indicators:
        return []
    closed = HalfClosed(
        unit=command.unit,
        half=command.half,
        mass_incidents=len(outcomes.incidents.get(command.half, frozenset())),
        next_half=str(half.next()),
        next_at=day_ends(half.next().last_day),
        closed_at=now,
    )
    return [closed, *_risen(command.unit, command.half, MASS_INCIDENTS, evolve(outcomes, closed), now)]


def _risen(unit: str, half: str, indicator: str, outcomes: Outcomes, now: datetime) -> list[OutcomeRisen]:
    figure = outcomes.figures.get((half, indicator))
    before = outcomes.figures.get((_before(half), indicator))
    if figure is None or before is None or figure <= before:
        return []
    return [OutcomeRisen(unit=unit, half=half, indicator=indicator, before=before, now=figure, found_at=now)]


def _half(code: str) -> Period:
    half = parse_period(code)
    assert half is not None
    return half


def _before(code: str) -> str:
    half = _half(code)
    return str(period_of(half.first_day - _ONE_DAY, half.kind))


def evolve(outcomes: Outcomes, fact: OutcomeFact) -> Outcomes:
    match fact:
        case OutcomeEntered():
            return _known(outcomes, fact.half, fact.indicator, fact.count)
        case IncidentCounted():
            incidents = outcomes.incidents.get(fact.half, frozenset()) | {fact.incident}
            counted = replace(outcomes, incidents={**outcomes.incidents, fact.half: incidents})
            is_closed = (fact.half, MASS_INCIDENTS) in outcomes.figures
            return _known(counted, fact.half, MASS_INCIDENTS, len(incidents)) if is_closed else counted
        case HalfClosed():
            return _known(outcomes, fact.half, MASS_INCIDENTS, fact.mass_incidents)
        case OutcomeRisen():
            return outcomes
        case _:
            assert_never(fact)


def _known(outcomes: Outcomes, half: str, indicator: str, count: int) -> Outcomes:
    return replace(outcomes, figures={**outcomes.figures, (half, indicator): count})
