"""What can be asked about the areas that need a residents' committee, and what is answered."""

from enum import StrEnum

from contracts.bilingual import Bilingual
from contracts.elections.communities import AreaKind
from contracts.message import answer, question, shape
from contracts.vocabulary import AreaCode, Count, Ref, UnitCode


class CoverageFinding(StrEnum):
    """Why an area has no residents' committee: no community is named, or that one has none yet."""

    NO_COMMITTEE = "no-committee"
    COMMITTEE_NOT_ELECTED = "committee-not-elected"


@question
class CoverageOfAreas:
    """The areas that are registered in the area of a unit."""

    unit: UnitCode


@shape
class AreaLine:
    """One area. `finding` None: it has a committee, or is attached to the community beside it."""

    unit: AreaCode
    area: Ref
    name: Bilingual
    kind: AreaKind
    community: UnitCode | None
    finding: CoverageFinding | None


@shape
class CoverageTotal:
    """All areas of a kind, and those of them without a finding."""

    kind: AreaKind
    areas: Count
    covered: Count


@answer
class CoverageAnswer:
    """One page in the order of the codes and keys; `totals` are of all pages, for each kind that is registered."""

    areas: tuple[AreaLine, ...]
    totals: tuple[CoverageTotal, ...]
    next: str | None
