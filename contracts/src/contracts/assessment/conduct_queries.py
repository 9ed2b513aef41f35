"""What may be asked of the conduct of a township's cadres: the record of a year, and each cadre's figures."""

from contracts.assessment.conduct import Assignments, Layer
from contracts.assessment.vocabulary import Year
from contracts.message import answer, question, shape
from contracts.vocabulary import Actor, Count, Day, Share, Text, UnitCode


@question
class ConductOfUnit:
    """The record of a township's conduct in a year, in the order in which it was written."""

    unit: UnitCode
    year: Year


@shape
class ConductLine:
    """One fact of the record: its recorded type, and of what kind it is; cadre, day and words where it has any.

    `is_made_good`: of what was found missing, whether it was there and only entered late; None of anything else.
    """

    fact: str
    kind: str | None
    cadre: Actor | None
    on: Day | None
    text: Text | None
    is_made_good: bool | None


@answer
class ConductOfUnitAnswer:
    """One page of the record; `next` is the token of the page after it."""

    unit: UnitCode
    year: Year
    lines: tuple[ConductLine, ...]
    next: str | None


@question
class CadresOfUnit:
    """A township's cadres in a year, with what each of them has done."""

    unit: UnitCode
    year: Year


@shape
class CadreLine:
    """`village_time`: days in villages as a share of the working days of the year; None while none was entered."""

    cadre: Actor
    layer: Layer
    assignments: Assignments
    articles: Count
    diary: Count
    village_time: Share | None
    supervised: Count
    breaches: Count
    missed: Count


@answer
class CadresOfUnitAnswer:
    """One page by cadre; `reached` of the `linked` households are reached; `next` is the token of the page after it."""

    unit: UnitCode
    year: Year
    reached: Count
    linked: Count
    cadres: tuple[CadreLine, ...]
    next: str | None
