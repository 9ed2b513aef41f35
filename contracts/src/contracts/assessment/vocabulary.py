"""Words of assessment."""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Range, Regexp

from contracts.message import shape
from contracts.vocabulary import Id, StreamName, Text

Year = Annotated[int, Range(min=1, max=9999)]
"""A calendar year; evidence belongs to the year of its duty's period, whenever it fell due."""

Indicator = Annotated[
    str,
    Regexp(r"[A-Z][A-Z]?[1-9][0-9]?(\.[1-9][0-9]?)?\Z", error="Not an indicator code such as T4.1."),
]
"""An indicator (考核指标), scheme and number as in the source: T4.1, C7.5, G3, GU4; local ones L1, L2."""

Term = Annotated[str, Regexp(r"[0-9]{4}(H[12])?\Z", error="Not a year or a half-year such as 2025 or 2025H1.")]
"""What is assessed at once: a year, or a half-year."""


class SchemeCode(StrEnum):
    """A scheme (考核体系): township, congress, green mine, governance centre, community."""

    TOWNSHIP = "T"
    CONGRESS = "D"
    MINE = "G"
    CENTRE = "Z"
    COMMUNITY = "C"


class Modality(StrEnum):
    """How binding an indicator is: commanded, in general (一般、原则上), encouraged (提倡、鼓励), or only shown."""

    MANDATORY = "mandatory"
    NORM = "norm"
    OPTIONAL = "optional"
    INFORMATION = "information"


class Verdict(StrEnum):
    """What became of an indicator: met (达标), not met (不达标), not applicable (不适用)."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_APPLICABLE = "not-applicable"


class EvidenceKind(StrEnum):
    """What a result rests on: a record, a fact of the platform, a photograph, minutes, or a questionnaire."""

    RECORD = "record"
    FACT = "fact"
    PHOTO = "photo"
    MINUTES = "minutes"
    QUESTIONNAIRE = "questionnaire"


@shape
class EvidenceItem:
    """One piece of evidence (依据), and where it is found: a file number, a fact's id, a place in the archive."""

    kind: EvidenceKind
    reference: Text


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
    "EvidenceItem",
    "EvidenceKind",
    "Indicator",
    "Modality",
    "Outcome",
    "SchemeCode",
    "Step",
    "Term",
    "Verdict",
    "Year",
]
