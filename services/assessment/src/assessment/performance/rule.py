"""What bears on one unit's performance evaluation, each fact once, kept with all its years.

Law: opinion on green mines, annex 8 to 11 (document 3 §附8-11). Requirement A-179.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from contracts.assessment.performance.messages import PerformanceRecorded, RecordPerformance
from contracts.rules import Rules
from contracts.stream_names import key_of

performance_stream = key_of(__name__, "unit")


@dataclass(frozen=True, slots=True)
class Record:
    """The ids of the facts that are kept."""

    causes: frozenset[str] = frozenset()


def decide(command: RecordPerformance, record: Record, rules: Rules[None], now: datetime) -> list[PerformanceRecorded]:
    """Reading the same fact twice has no effect."""
    if command.cause.fact in record.causes:
        return []
    return [
        PerformanceRecorded(
            unit=command.unit,
            year=command.year,
            kind=command.kind,
            grade=command.grade,
            clause=command.clause,
            happened_at=command.happened_at,
            cause=command.cause,
        )
    ]


def evolve(record: Record, fact: PerformanceRecorded) -> Record:
    match fact:
        case PerformanceRecorded():
            return Record(record.causes | {fact.cause.fact})
        case _:
            assert_never(fact)
