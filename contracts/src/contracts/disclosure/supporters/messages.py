"""Who is linked with a unit and supports it.

Law: county opinion on township standardisation (document 1 §五2): link and support units (挂点帮扶单位).
"""

from enum import StrEnum

from contracts.disclosure.words import EntryNumber
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Day, Instant, Name, UnitCode


class SupportKind(StrEnum):
    """A county unit is linked with the unit (挂点), or supports it (帮扶)."""

    LINK = "link"
    SUPPORT = "support"


@command
class NameSupporter:
    """Name a unit that is linked with this one or supports it."""

    actor: Actor
    unit: UnitCode
    supporter: Name
    kind: SupportKind
    valid_from: Day


@command
class EndSupport:
    """The link or support lasts until `valid_to`, that day included."""

    actor: Actor
    unit: UnitCode
    entry: EntryNumber
    valid_to: Day


SupporterCommand = NameSupporter | EndSupport


@fact
class SupporterNamed:
    """A unit is linked with this one or supports it from a day on."""

    unit: UnitCode
    entry: EntryNumber
    supporter: Name
    kind: SupportKind
    valid_from: Day
    named_by: Actor
    named_at: Instant


@fact
class SupportEnded:
    """A link or support is over after a day."""

    unit: UnitCode
    entry: EntryNumber
    valid_to: Day
    ended_by: Actor
    ended_at: Instant


SupporterFact = SupporterNamed | SupportEnded


@question
class SupportersOfUnit:
    """Who is linked with a unit or supports it, and who was, in the order they were named."""

    unit: UnitCode


@shape
class SupporterLine:
    """One link or support; `valid_to` None: it lasts."""

    entry: EntryNumber
    supporter: Name
    kind: SupportKind
    valid_from: Day
    valid_to: Day | None


@answer
class SupporterLines:
    """One page of a unit's link and support units."""

    supporters: tuple[SupporterLine, ...]
    next: str | None
