"""What a unit's yearly assessment elsewhere means for its performance evaluation (绩效评价): one stream for each unit.

Law: opinion on green mines, annex 8 to 11 (document 3 §附8-11). Requirement A-179: the result is linked, and units that
were circulated are marked; event flows 31, 33, 34.
"""

from enum import StrEnum

from contracts.assessment.words import Cause, Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Instant, Text, UnitCode


class Performance(StrEnum):
    """A result (考核结果), one that is void for falsification (结果无效), an assessment not in time, a circular."""

    RESULT = "result"
    VOID = "void"
    OVERDUE = "overdue"
    CIRCULATED = "circulated"


@command
class RecordPerformance:
    """Keep what bears on a unit's performance evaluation. Sent by the service itself when it reads the fact `cause`."""

    actor: Actor
    unit: UnitCode
    year: Year
    kind: Performance
    grade: Text | None
    clause: Text
    happened_at: Instant
    cause: Cause


@fact
class PerformanceRecorded:
    """Something bears on a unit's performance evaluation of a year (绩效记载); `grade` is that of a result."""

    unit: UnitCode
    year: Year
    kind: Performance
    grade: Text | None
    clause: Text
    happened_at: Instant
    cause: Cause


@question
class PerformanceOfUnit:
    """What bears on the performance evaluation of a unit and of every unit in its area, oldest first."""

    unit: UnitCode


@shape
class PerformanceLine:
    """One fact that bears on it. `is_void`: the year's result rests on what is false, and counts for nothing."""

    unit: UnitCode
    year: Year
    kind: Performance
    grade: Text | None
    clause: Text
    happened_at: Instant
    is_void: bool
    cause: Cause


@answer
class PerformanceOfUnitAnswer:
    """One page of lines by unit, in the order in which they were recorded; `next` is the token of the page after it."""

    unit: UnitCode
    lines: tuple[PerformanceLine, ...]
    next: str | None
