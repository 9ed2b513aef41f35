"""Responsibility that is pursued: falsehood with serious consequences, case by case.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6一要). Requirement A-029: persons are
named by reference, who they are is the operator's.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Day, Instant, Ref, Text, UnitCode

Persons = Annotated[tuple[Actor, ...], Length(min=1, max=20)]
"""Whom it concerns, by reference."""


class Falsehood(StrEnum):
    """What responsibility is pursued for: careless commitments (乱表态), falsification (弄虚作假)."""

    CARELESS_COMMITMENT = "careless-commitment"
    FALSIFICATION = "falsification"


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


AccountabilityCommand = OpenAccountability | DecideAccountability


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


AccountabilityFact = AccountabilityOpened | AccountabilityDecided


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
