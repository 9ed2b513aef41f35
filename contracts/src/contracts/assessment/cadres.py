"""What results mean for cadres: every proposal rests on a result, and falsehood with consequences is pursued.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6一要, §四6五要). Requirements A-027 to
A-029: persons are named by reference, who they are is the operator's.
"""

from enum import StrEnum
from typing import Annotated, get_args

from marshmallow.validate import Length

from contracts.assessment.vocabulary import Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Ref, Share, StreamName, Text, UnitCode

Persons = Annotated[tuple[Actor, ...], Length(min=1, max=20)]
"""Whom it concerns, by reference."""


class Movement(StrEnum):
    """Cadres move up and down (干部能上能下): promotion, demotion, or the post is kept."""

    PROMOTE = "promote"
    DEMOTE = "demote"
    KEEP = "keep"


class Falsehood(StrEnum):
    """What responsibility is pursued for: careless commitments (乱表态), falsification (弄虚作假)."""

    CARELESS_COMMITMENT = "careless-commitment"
    FALSIFICATION = "falsification"


# Commands


@command
class ProposeCadre:
    """Propose what becomes of a cadre of the township. The year's result is linked by itself, and there has to be one.

    Refused: `year-not-open`, `results-missing`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    cadre: Actor
    movement: Movement
    reason: Text


@command
class OpenAccountability:
    """Pursue responsibility, with the facts and their serious consequence. Refused: `case-exists`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    case: Ref
    kind: Falsehood
    persons: Persons
    facts: Text
    consequence: Text
    found_on: Day


@command
class DecideAccountability:
    """Say what was decided. Refused: `no-such-case`, `already-decided`."""

    actor: Actor
    unit: UnitCode
    case: Ref
    decision: Text


# Facts


@fact
class CadreProposed:
    """A proposal (选拔任用建议) with the result that it rests on: the township's sheet, score and negative findings."""

    unit: UnitCode
    year: Year
    cadre: Actor
    movement: Movement
    reason: Text
    sheet: StreamName
    score: Share | None
    digest: Digest
    findings: Count
    proposed_by: Actor
    proposed_at: Instant


@fact
class AccountabilityOpened:
    """Responsibility is pursued (追究责任): facts, consequence, and those concerned."""

    unit: UnitCode
    case: Ref
    kind: Falsehood
    persons: Persons
    facts: Text
    consequence: Text
    found_on: Day
    opened_by: Actor
    opened_at: Instant


@fact
class AccountabilityDecided:
    """The case has its decision (处理决定)."""

    unit: UnitCode
    case: Ref
    decision: Text
    decided_by: Actor
    decided_at: Instant


AccountabilityCommand = OpenAccountability | DecideAccountability
AccountabilityFact = AccountabilityOpened | AccountabilityDecided
ACCOUNTABILITY_COMMANDS: tuple[type, ...] = get_args(AccountabilityCommand)
ACCOUNTABILITY_FACTS: tuple[type, ...] = get_args(AccountabilityFact)


# Queries


@question
class CadreFile:
    """What was proposed of a cadre in the area of `unit`, each time with the result it rested on, oldest first."""

    unit: UnitCode
    cadre: Actor


@answer
class CadreFileAnswer:
    """One page of proposals; `next` is the token of the page after it."""

    cadre: Actor
    proposals: tuple[CadreProposed, ...]
    next: str | None


@question
class AccountabilityOfUnit:
    """The accountability cases of a unit and of every unit in its area, by their streams."""

    unit: UnitCode


@shape
class AccountabilityLine:
    """A case, and its decision if there is one."""

    opened: AccountabilityOpened
    decided: AccountabilityDecided | None


@answer
class AccountabilityOfUnitAnswer:
    """One page of cases; `next` is the token of the page after it."""

    unit: UnitCode
    cases: tuple[AccountabilityLine, ...]
    next: str | None
