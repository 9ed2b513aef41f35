"""What assessment found of the centre, and what followed from it, is noted (event flow 43)."""

from collections.abc import Iterator

from contracts.assessment.centre.messages import (
    HalfYearCheckCompleted,
    SubjectPenalised,
    SubjectResult,
    SubjectRewarded,
)
from contracts.mediation.check.messages import CheckCause, CheckedSubject, Consequence, NoteCheck, NoteConsequence
from ledger.reaction import Seen


def note_check(completed: HalfYearCheckCompleted, seen: Seen) -> Iterator[NoteCheck]:
    yield NoteCheck(
        actor=seen.actor,
        unit=completed.unit,
        year=completed.year,
        half=completed.term,
        results=tuple(map(_checked, completed.results)),
        completed_at=completed.completed_at,
        cause=_cause(seen),
    )


def _checked(result: SubjectResult) -> CheckedSubject:
    return CheckedSubject(
        subject=result.subject,
        responsible=result.responsible,
        unmet=len(result.unmet_mandatory),
        score=result.score,
        digest=result.digest,
    )


def note_consequence(decided: SubjectRewarded | SubjectPenalised, seen: Seen) -> Iterator[NoteConsequence]:
    yield NoteConsequence(
        actor=seen.actor,
        unit=decided.unit,
        year=decided.year,
        subject=decided.subject,
        consequence=Consequence.REWARD if isinstance(decided, SubjectRewarded) else Consequence.PENALTY,
        reason=decided.reason,
        decided_at=decided.decided_at,
        cause=_cause(seen),
    )


def _cause(seen: Seen) -> CheckCause:
    return CheckCause(stream=seen.recorded.stream, fact=str(seen.recorded.id))
