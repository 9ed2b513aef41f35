"""What publications, postings and inspections change of the items."""

from collections.abc import Iterable, Mapping
from typing import TypeVar, assert_never

from contracts.calendar import china_day
from contracts.disclosure.duty.messages import (
    InspectionRecorded,
    ItemsOutdated,
    ItemsPublished,
    ItemsTakenDown,
    PostingTooShort,
    Presence,
    PublicationBackdated,
)

from disclosure.domain.items import Items

T = TypeVar("T")

_STALE = (Presence.OUTDATED, Presence.DIFFERS)

ShowingFact = (
    ItemsPublished | PublicationBackdated | ItemsTakenDown | PostingTooShort | ItemsOutdated | InspectionRecorded
)


def shown(items: Items, fact: ShowingFact) -> Items:
    match fact:
        case ItemsPublished():
            return _published(items, fact)
        case PublicationBackdated():
            return _backdated(items, fact)
        case ItemsTakenDown():
            return _taken_down(items, fact)
        case PostingTooShort():
            return _to_be_shown_again(items, fact)
        case ItemsOutdated():
            return _outdated(items, fact.items)
        case InspectionRecorded():
            return _inspected(items, fact)
        case _:
            assert_never(fact)


def _published(items: Items, fact: ItemsPublished) -> Items:
    shown, news = dict.fromkeys(fact.channels, fact.claimed_on), {}
    for publication in fact.items:
        item = items[publication.item]
        channels = dict.fromkeys(fact.channels, publication.version)
        news[publication.item] = item._replace(
            published={**item.published, **channels}, shown_since={**item.shown_since, **shown}
        )
    return {**items, **news}


def _backdated(items: Items, fact: PublicationBackdated) -> Items:
    """What is claimed too far back counts as shown only since it was recorded."""
    shown = dict.fromkeys(fact.channels, china_day(fact.published_at))
    news = {code: items[code]._replace(shown_since={**items[code].shown_since, **shown}) for code in fact.items}
    return {**items, **news}


def _taken_down(items: Items, fact: ItemsTakenDown) -> Items:
    news = {
        code: items[code]._replace(shown_since=_without(items[code].shown_since, fact.channel)) for code in fact.items
    }
    return {**items, **news}


def _to_be_shown_again(items: Items, fact: PostingTooShort) -> Items:
    """On this channel the items are as if they had not been published."""
    news = {code: items[code]._replace(published=_without(items[code].published, fact.channel)) for code in fact.items}
    return {**items, **news}


def _outdated(items: Items, codes: Iterable[str]) -> Items:
    return {**items, **{code: items[code]._replace(outdated_version=items[code].version) for code in codes}}


def _inspected(items: Items, fact: InspectionRecorded) -> Items:
    """What is missing was published and is no more; what is outdated or differs is renewed."""
    gone = [observation.item for observation in fact.observations if observation.found is Presence.MISSING]
    stale = [observation.item for observation in fact.observations if observation.found in _STALE]
    empty = {code: items[code]._replace(published={}, shown_since={}) for code in gone}
    return _outdated({**items, **empty}, [code for code in stale if items[code].is_published])


def _without(by_channel: Mapping[str, T], channel: str) -> Mapping[str, T]:
    return {name: value for name, value in by_channel.items() if name != channel}
