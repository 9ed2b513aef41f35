"""What is not disclosed: grounds reviewed, parts that could be, and a public list that tells nothing else.

Law: Regulations on Open Government Information (信息公开条例), arts. 14-18, 37: lawful grounds, separable parts,
periodic review; personal data (art. 15).
"""

from enum import StrEnum
from typing import Annotated

from contracts.bilingual import Bilingual
from contracts.disclosure.vocabulary import AtMostAll, CatalogueCode, Ground, ItemCode, PeriodCode
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Text, UnitCode


@shape
class WithheldReview:
    """Whether the ground on which an item is withheld remains (定期评估审查), and why."""

    item: ItemCode
    remains: bool
    reason: Text


@command
class ReviewWithheld:
    """Review withheld items; one whose ground is gone is checked anew and published."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    reviews: Annotated[tuple[WithheldReview, ...], AtMostAll]


@command
class WithdrawItems:
    """Take back what is public (撤回), on a lawful ground with the reason: it is shown no more, and stays recorded."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    ground: Ground
    reason: Text


@fact
class ItemsWithdrawn:
    """Published items were taken back. Their digests prove what was public; a new version has to be written."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    ground: Ground
    reason: Text
    withdrawn_by: Actor
    withdrawn_at: Instant


@fact
class WithheldReviewed:
    """The grounds of withheld items were reviewed."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    reviews: Annotated[tuple[WithheldReview, ...], AtMostAll]
    reviewed_by: Actor
    reviewed_at: Instant


@fact
class PartialDisclosurePossible:
    """A finding: the whole of these items was withheld where a part would do (区分处理)."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]


WithholdingFact = WithheldReviewed | PartialDisclosurePossible | ItemsWithdrawn


# Questions


@question
class WithheldItems:
    """What a unit withholds or has redacted, by item and ground, and nothing of what it says."""

    unit: UnitCode


@question
class MissingItems:
    """What a duty still lacks, for those who work on it: an answer is `MissingItemsAnswer`."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode


class Reserve(StrEnum):
    """How something is not disclosed."""

    WITHHELD = "withheld"
    REDACTED = "redacted"
    WITHDRAWN = "withdrawn"


@shape
class WithheldLine:
    """One item. `rule` and `count`: which rule removed how many places of a redacted one."""

    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    name: Bilingual
    reserve: Reserve
    ground: Ground
    rule: str | None
    count: Count | None


@answer
class WithheldLines:
    """One page of the list; `next` is the token of the page after it."""

    unit: UnitCode
    lines: tuple[WithheldLine, ...]
    next: str | None


@answer
class MissingItemsAnswer:
    """The items of a duty that are not settled, each by the step it waits for, in the catalogue's order."""

    due_on: Day | None
    due_at: Instant | None
    without_entry: tuple[ItemCode, ...]
    unchecked: tuple[ItemCode, ...]
    unpublished: tuple[ItemCode, ...]
    to_be_renewed: tuple[ItemCode, ...]
    settled: Count
