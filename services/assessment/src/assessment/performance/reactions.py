"""What mining recorded of yearly assessments bears on the performance evaluation of units (event flow 34)."""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from contracts.assessment.performance.messages import Performance, RecordPerformance
from contracts.mining.annual.messages import (
    AnnualAssessmentCompleted,
    AnnualAssessmentOverdue,
    FalsificationFound,
    UnderperformanceCircular,
)
from ledger.reaction import Reaction, Seen

from assessment.causes import cause_of

_Bearing = AnnualAssessmentCompleted | AnnualAssessmentOverdue | FalsificationFound | UnderperformanceCircular


def record(fact: _Bearing, seen: Seen) -> Iterator[RecordPerformance]:
    """An assessment that is not done in time is a finding against the unit that had to do it."""
    kind, happened_at = _kind(fact)
    yield RecordPerformance(
        actor=seen.actor,
        unit=fact.assessor if isinstance(fact, AnnualAssessmentOverdue) else fact.unit,
        year=fact.year,
        kind=kind,
        grade=fact.grade if isinstance(fact, AnnualAssessmentCompleted) else None,
        clause=fact.clause,
        happened_at=happened_at,
        cause=cause_of(seen),
    )


def _kind(fact: _Bearing) -> tuple[Performance, datetime]:
    match fact:
        case AnnualAssessmentCompleted():
            return Performance.RESULT, fact.completed_at
        case AnnualAssessmentOverdue():
            return Performance.OVERDUE, fact.announced_at
        case FalsificationFound():
            return Performance.VOID, fact.recorded_at
        case UnderperformanceCircular():
            return Performance.CIRCULATED, fact.recorded_at
        case _:
            assert_never(fact)


RECORD = Reaction(record, ids={RecordPerformance: "record-performance"})
