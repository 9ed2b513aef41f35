"""What a fact changes of the items, and nothing else of the duty."""

from collections.abc import Iterable
from typing import assert_never

from contracts.disclosure.duty.messages import (
    ItemsAdded,
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
    ItemsWithdrawn,
    WithheldReviewed,
)
from contracts.disclosure.words import NumberedEntry

from disclosure.domain.items import Item, Items
from disclosure.domain.showing import ShowingFact, shown

ItemFact = ItemsDrafted | ItemsCorrected | ItemsChecked | WithheldReviewed | ItemsWithdrawn | ItemsAdded | ShowingFact


def evolve_items(items: Items, fact: ItemFact) -> Items:
    if isinstance(fact, ShowingFact):
        return shown(items, fact)
    match fact:
        case ItemsDrafted() | ItemsCorrected():
            return _written(items, fact.entries, fact.author)
        case ItemsChecked():
            return _checked(items, fact)
        case WithheldReviewed():
            return _reviewed(items, fact)
        case ItemsWithdrawn():
            return _withdrawn(items, fact)
        case ItemsAdded():
            return {**items, **{named.item: Item() for named in fact.items}}
        case _:
            assert_never(fact)


def _written(items: Items, entries: Iterable[NumberedEntry], author: str) -> Items:
    """A new version is unchecked; what was published of the one before stays public."""
    news = {
        numbered_entry.entry.item: items[numbered_entry.entry.item]._replace(
            version=numbered_entry.version,
            digest=numbered_entry.digest,
            author=author,
            is_secret=numbered_entry.entry.secret,
            is_checked=False,
            withheld_on=None,
            attachments=tuple(attachment.blob for attachment in numbered_entry.entry.attachments),
        )
        for numbered_entry in entries
    }
    return {**items, **news}


def _checked(items: Items, fact: ItemsChecked) -> Items:
    news = {
        verdict.item: items[verdict.item]._replace(
            is_checked=True, withheld_on=None if verdict.passed else verdict.ground
        )
        for verdict in fact.verdicts
    }
    return {**items, **news}


def _reviewed(items: Items, fact: WithheldReviewed) -> Items:
    """What has no ground any more is checked anew before it is published."""
    free = [review.item for review in fact.reviews if not review.remains]
    return {**items, **{code: items[code]._replace(withheld_on=None, is_checked=False) for code in free}}


def _withdrawn(items: Items, fact: ItemsWithdrawn) -> Items:
    """As if never published; what was checked before is not checked any more."""
    news = {
        code: items[code]._replace(
            published={},
            shown_since={},
            is_checked=False,
            withdrawn_version=max(items[code].published.values()),
        )
        for code in fact.items
    }
    return {**items, **news}
