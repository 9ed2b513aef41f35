"""Standards of green mines, and the documents of their management.

The stream of an authority is `mining_standards-<unit>`.

Law: opinion on green mines, part 4 item 1 and part 7 item 3 (document 3 §四(一), §七(三)).
"""

from enum import StrEnum

from contracts.bilingual import Bilingual
from contracts.message import answer, command, fact, question, shape
from contracts.mining.words import MineLevel, Word
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Text, UnitCode


@command
class PublishStandard:
    """Publish a standard whose items are in an active pack. Refused: `mining.standard-required`,
    `mining.standard-already-published`, `mining.dimensions-incomplete`, `mining.standard-differs-from-scheme`,
    `mining.date-in-future`."""

    actor: Actor
    unit: UnitCode
    standard: Word
    title: Bilingual
    published_on: Day


class RuleDocument(StrEnum):
    """What the detailed management rules (管理细则) are about."""

    CONDITIONS = "conditions"
    """绿色矿山建设条件."""
    EVALUATION = "evaluation"
    """评估标准."""
    SUPERVISION = "supervision"
    """监督管理体系."""


@command
class RegisterRules:
    """Put a document of the management rules on the register; a later one takes the place of the earlier."""

    actor: Actor
    unit: UnitCode
    document: RuleDocument
    title: Bilingual
    issued_on: Day
    content: Digest


StandardCommand = PublishStandard | RegisterRules


@fact
class StandardPublished:
    """A version of a standard (绿色矿山建设标准) is public (event flow 29). `items` is how many it has."""

    unit: UnitCode
    standard: Word
    title: Bilingual
    level: MineLevel
    industry: Word
    in_force_from: Day
    items: Count
    published_on: Day
    clause: Text
    published_by: Actor
    published_at: Instant


@fact
class RulesRegistered:
    """A document of the management rules is on the register (管理细则登记)."""

    unit: UnitCode
    document: RuleDocument
    title: Bilingual
    issued_on: Day
    content: Digest
    registered_by: Actor
    registered_at: Instant


StandardFact = StandardPublished | RulesRegistered


@question
class StandardsOfUnit:
    """The standards that an authority published, in the order of their names."""

    unit: UnitCode


@shape
class StandardLine:
    """One published standard (标准)."""

    standard: Word
    title: Bilingual
    level: MineLevel
    industry: Word
    in_force_from: Day
    items: Count
    published_on: Day


@answer
class StandardLines:
    """One page of standards."""

    standards: tuple[StandardLine, ...]
    next: str | None


STANDARDS_CLAUSE = "3 §七(三)"
