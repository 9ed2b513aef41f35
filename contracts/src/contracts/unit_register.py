"""The units a service keeps records for, in whatever service: each enrols them as facts of its own (单位登记).

Law: county opinion on township standardisation, part 4 item 2 (document 1 §四2一要); draft opinion on residents'
committees, part 2 (document 5 §二(五)5(1)).
"""

from contracts.bilingual import Bilingual
from contracts.message import answer, command, fact, question, shape
from contracts.units import UnitKind
from contracts.vocabulary import Actor, Day, Instant, UnitCode


@command
class EnrolUnit:
    """Keep records for a unit from `valid_from` on. Refused: `unit-already-enrolled`, `unit-kind-differs`."""

    actor: Actor
    unit: UnitCode
    kind: UnitKind
    name: Bilingual
    valid_from: Day


@fact
class UnitEnrolled:
    """Records are kept for the unit (单位) from `valid_from` on."""

    unit: UnitCode
    kind: UnitKind
    name: Bilingual
    valid_from: Day
    enrolled_at: Instant


@question
class UnitsOfArea:
    """The unit and every unit in its area that the service keeps records for, in the order of codes."""

    unit: UnitCode


@shape
class EnrolledUnit:
    """One unit of the register; `successor` stands for it from `succeeded_from` on, if it was merged (撤并)."""

    unit: UnitCode
    kind: UnitKind
    name: Bilingual
    valid_from: Day
    successor: UnitCode | None = None
    succeeded_from: Day | None = None


@answer
class UnitsOfAreaAnswer:
    """One page of units; `next` is the token of the page after it."""

    units: tuple[EnrolledUnit, ...]
    next: str | None
