"""The register of areas that need a residents' committee (全覆盖): each with its kind and the community it belongs to.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(2)).
"""

from enum import StrEnum

from contracts.bilingual import Bilingual
from contracts.elections.words import AreaKind
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, AreaCode, Count, Instant, Ref, UnitCode


@command
class RegisterArea:
    """Enter an area, or change what is said of it: the newest counts, and the same again decides nothing.

    `unit`: the street, township or district that keeps the register; `area`: its key there. `community`: whose
    residents' committee is the area's, or that by whose size it is attached to a neighbour; None where nobody is named.
    Refused: `unknown-kind`.
    """

    actor: Actor
    unit: AreaCode
    area: Ref
    name: Bilingual
    kind: AreaKind
    community: UnitCode | None = None


@fact
class AreaRegistered:
    """An area as the register has it from now on."""

    unit: AreaCode
    area: Ref
    name: Bilingual
    kind: AreaKind
    community: UnitCode | None
    registered_by: Actor
    registered_at: Instant


@question
class CoverageOfAreas:
    """The areas that are registered in the area of a unit."""

    unit: UnitCode


class CoverageFinding(StrEnum):
    """Why an area has no residents' committee: no community is named, or that one has none yet."""

    NO_COMMITTEE = "no-committee"
    COMMITTEE_NOT_ELECTED = "committee-not-elected"


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
