"""A unit is enrolled with its duties, and reviewed when what is asked of it may have changed."""

from contracts.bilingual import Bilingual
from contracts.disclosure.words import Opening
from contracts.message import command, fact
from contracts.units import UnitKind
from contracts.vocabulary import Actor, Day, Instant, UnitCode


@command
class EnrolUnit:
    """Keep records for a unit from `valid_from` on: its duties begin with the first period that ends after it."""

    actor: Actor
    unit: UnitCode
    kind: UnitKind
    name: Bilingual
    valid_from: Day


@command
class ReviewUnit:
    """Hold an enrolled unit against the rules of today: what it owes besides begins with the period that runs."""

    actor: Actor
    unit: UnitCode


UnitCommand = EnrolUnit | ReviewUnit


@fact
class UnitEnrolled:
    """The service keeps records for this unit; `opens` names the first duty of each of its catalogues."""

    unit: UnitCode
    kind: UnitKind
    name: Bilingual
    valid_from: Day
    enrolled_at: Instant
    opens: tuple[Opening, ...]


@fact
class CataloguesAdded:
    """By the rules of today the unit owes more than when it was enrolled; `opens` as there."""

    unit: UnitCode
    kind: UnitKind
    opens: tuple[Opening, ...]
    added_at: Instant


UnitFact = UnitEnrolled | CataloguesAdded
