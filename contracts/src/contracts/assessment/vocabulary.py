"""Words of assessment."""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Range, Regexp

from contracts.message import shape
from contracts.vocabulary import Id, StreamName

Year = Annotated[int, Range(min=1, max=9999)]
"""A calendar year; evidence belongs to the year of its duty's period, whenever it fell due."""

Indicator = Annotated[str, Regexp(r"[A-Z][1-9][0-9]?\.[1-9][0-9]?\Z", error="Not an indicator code such as T4.1.")]
"""An indicator (考核指标), scheme and number as in the source: T4.1, C7.5."""


class Step(StrEnum):
    """What was recorded of a duty elsewhere."""

    OPENED = "opened"
    OVERDUE = "overdue"
    FULFILLED = "fulfilled"


class Outcome(StrEnum):
    """What a step means for the unit: still expected, not done by its due date, done before it, done after it."""

    EXPECTED = "expected"
    OVERDUE = "overdue"
    ON_TIME = "on-time"
    LATE = "late"


@shape
class Cause:
    """The fact of another service that evidence rests on."""

    stream: StreamName
    fact: Id


__all__ = [
    "Cause",
    "Indicator",
    "Outcome",
    "Step",
    "Year",
]
