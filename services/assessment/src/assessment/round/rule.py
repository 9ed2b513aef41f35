"""A round under schemes D and G: each subject gets one sheet, and the round is complete when every sheet is closed.

Law: documents 2 §三, 3 §附8, §附9. Nobody is assessed by itself (AMB-49), and nobody outside the assessor's area.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.assessment.round.messages import (
    BeginRound,
    RoundBegun,
    RoundCommand,
    RoundCompleted,
    RoundFact,
    SubjectAssessed,
    TakeRoundSheet,
)
from contracts.assessment.sheet.rules import SchemePolicy
from contracts.assessment.words import SchemeCode
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import Part, key_of
from contracts.units import area_of, is_below

round_stream = key_of(__name__, "unit", "scheme", Part("year", of=lambda command: f"{command.year:04}"))


def assessor_of_round(stream: str) -> str:
    """Who assesses in it, out of the name of its stream."""
    return stream.removeprefix(round_stream.prefix).rsplit("-", 2)[0]


_IN_ROUNDS = (SchemeCode.CONGRESS, SchemeCode.MINE)


@dataclass(frozen=True, slots=True)
class Round:
    """Who is assessed, and who of them has a result."""

    subjects: frozenset[str] = frozenset()
    assessed: frozenset[str] = frozenset()


def decide(command: RoundCommand, current: Round, rules: Rules[SchemePolicy], now: datetime) -> Sequence[RoundFact]:
    match command:
        case BeginRound():
            return _begin(command, current, rules.policy, now)
        case TakeRoundSheet():
            return _take(command, current, now)
        case _:
            assert_never(command)


def _begin(command: BeginRound, current: Round, policy: SchemePolicy, now: datetime) -> list[RoundFact]:
    refuse_unless(command.scheme in _IN_ROUNDS, "assessment.scheme-has-its-own-case", command.scheme)
    policy.scheme(command.scheme)
    for subject in command.subjects:
        refuse_unless(subject != command.unit, "assessment.self-assessment", subject)
        is_inside = is_below(area_of(subject), area_of(command.unit))
        refuse_unless(is_inside, "assessment.not-in-charge", f"{subject} is not below {command.unit}.")
    fresh = tuple(sorted(set(command.subjects) - current.subjects))
    if not fresh:
        return []
    begun = RoundBegun(
        unit=command.unit,
        scheme=command.scheme,
        year=command.year,
        subjects=fresh,
        begun_by=command.actor,
        begun_at=now,
    )
    return [begun]


def _take(command: TakeRoundSheet, current: Round, now: datetime) -> list[RoundFact]:
    if command.subject not in current.subjects or command.subject in current.assessed:
        return []
    result = SubjectAssessed(
        unit=command.unit,
        scheme=command.scheme,
        year=command.year,
        subject=command.subject,
        sheet=command.sheet,
        unmet_mandatory=command.unmet_mandatory,
        vetoed=command.vetoed,
        mandatory_share=command.mandatory_share,
        score=command.score,
        digest=command.digest,
        assessed_at=now,
    )
    if current.assessed | {command.subject} < current.subjects:
        return [result]
    completed = RoundCompleted(
        unit=command.unit,
        scheme=command.scheme,
        year=command.year,
        subjects=len(current.subjects),
        completed_at=now,
    )
    return [result, completed]


def evolve(current: Round, fact: RoundFact) -> Round:
    match fact:
        case RoundBegun():
            return replace(current, subjects=current.subjects | set(fact.subjects))
        case SubjectAssessed():
            return replace(current, assessed=current.assessed | {fact.subject})
        case RoundCompleted():
            return current
        case _:
            assert_never(fact)
