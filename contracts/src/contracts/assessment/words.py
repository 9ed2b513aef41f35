"""Words of several streams of assessment, and the lists of the five schemes by their identifiers.

Law: documents 1 to 5, each list at the place that `lists.toml` names; draft opinion on residents' committees, part 3
(document 5 §三(一)-(三)): the titles of communities.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Range, Regexp

from contracts.message import shape
from contracts.vocabulary import Id, StreamName, Text
from contracts.word_lists import Lists, lists_of


def lists() -> Lists:
    return lists_of("assessment")


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


@shape
class Cause:
    """The fact of another service that evidence rests on."""

    stream: StreamName
    fact: Id


class Title(StrEnum):
    """A title (称号): qualified community (合格社区), demonstration community (示范社区)."""

    QUALIFIED = "qualified"
    DEMONSTRATION = "demonstration"
