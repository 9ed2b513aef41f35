"""What assessment's checks of one year came to, as the centre heard of it: each half-year and each subject once.

Law: township opinion on the centre (document 4 §三(七), §五).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.mediation.check.messages import (
    CheckCommand,
    CheckFact,
    CheckNoted,
    ConsequenceNoted,
    NoteCheck,
    NoteConsequence,
)
from contracts.rules import Rules
from contracts.stream_names import key_of

check_stream = key_of(__name__, "unit", "year")


@dataclass(frozen=True, slots=True)
class CheckYear:
    """The half-years whose results are noted, and the subjects whose reward or penalty is."""

    halves: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()


def decide(command: CheckCommand, year: CheckYear, rules: Rules[None], now: datetime) -> Sequence[CheckFact]:
    match command:
        case NoteCheck():
            return [] if command.half in year.halves else [_checked(command, now)]
        case NoteConsequence():
            return [] if command.subject in year.subjects else [_followed(command, now)]
        case _:
            assert_never(command)


def _checked(command: NoteCheck, now: datetime) -> CheckNoted:
    return CheckNoted(
        unit=command.unit,
        year=command.year,
        half=command.half,
        results=command.results,
        completed_at=command.completed_at,
        cause=command.cause,
        noted_at=now,
    )


def _followed(command: NoteConsequence, now: datetime) -> ConsequenceNoted:
    return ConsequenceNoted(
        unit=command.unit,
        year=command.year,
        subject=command.subject,
        consequence=command.consequence,
        reason=command.reason,
        decided_at=command.decided_at,
        cause=command.cause,
        noted_at=now,
    )


def evolve(year: CheckYear, fact: CheckFact) -> CheckYear:
    match fact:
        case CheckNoted():
            return replace(year, halves=year.halves | {fact.half})
        case ConsequenceNoted():
            return replace(year, subjects=year.subjects | {fact.subject})
        case _:
            assert_never(fact)
