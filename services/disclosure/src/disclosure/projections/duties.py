"""The duties, their items, and what was written and published of each."""

import json
from collections.abc import Iterable

from contracts.common import ClockSet, PolicyActivated
from contracts.disclosure.events import (
    DisclosureOverdue,
    DutyFulfilled,
    DutyOpened,
    DutySubmitted,
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
    ItemsPublished,
    UnitEnrolled,
)
from contracts.disclosure.vocabulary import NumberedEntry
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, and_, insert, select, update

from disclosure.projections.tables import DUTY, ITEM, UNIT, VERSION


def _enrolled(connection: Connection, fact: UnitEnrolled, recorded: Recorded) -> None:
    row = {
        "code": fact.unit,
        "kind": fact.kind.value,
        "zh": fact.name.zh,
        "en": fact.name.en,
        "valid_from": fact.valid_from.isoformat(),
    }
    connection.execute(insert(UNIT).values(row))


def _opened(connection: Connection, fact: DutyOpened, recorded: Recorded) -> None:
    duty = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "catalogue": fact.catalogue,
        "period": fact.period,
        "due_on": fact.due_on.isoformat(),
        "due_at": instant_text(fact.due_at),
        "submitted": False,
        "overdue": False,
        "fulfilled_at": None,
    }
    items = [
        {"stream": recorded.stream, "item": item, "place": place, "published": False, "withheld_on": None}
        for place, item in enumerate(fact.items)
    ]
    connection.execute(insert(DUTY).values(duty))
    connection.execute(insert(ITEM), items)


def _drafted(connection: Connection, fact: ItemsDrafted, recorded: Recorded) -> None:
    _write(connection, recorded.stream, fact.entries, None)


def _corrected(connection: Connection, fact: ItemsCorrected, recorded: Recorded) -> None:
    _write(connection, recorded.stream, fact.entries, fact.reason)


def _submitted(connection: Connection, fact: DutySubmitted, recorded: Recorded) -> None:
    connection.execute(update(DUTY).where(DUTY.c.stream == recorded.stream).values(submitted=True))


def _checked(connection: Connection, fact: ItemsChecked, recorded: Recorded) -> None:
    for verdict in fact.verdicts:
        this = and_(ITEM.c.stream == recorded.stream, ITEM.c.item == verdict.item)
        ground = None if verdict.passed else verdict.ground
        connection.execute(update(ITEM).where(this).values(withheld_on=ground))


def _published(connection: Connection, fact: ItemsPublished, recorded: Recorded) -> None:
    for publication in fact.items:
        this = and_(
            VERSION.c.stream == recorded.stream,
            VERSION.c.item == publication.item,
            VERSION.c.version == publication.version,
        )
        before = connection.execute(select(VERSION.c.channels, VERSION.c.published_at).where(this)).one()
        channels = dict.fromkeys((*json.loads(before.channels), *fact.channels))
        news = {"channels": json.dumps(list(channels))}
        if before.published_at is None:
            news |= {"claimed_on": fact.claimed_on.isoformat(), "published_at": instant_text(fact.published_at)}
        connection.execute(update(VERSION).where(this).values(news))
        item = and_(ITEM.c.stream == recorded.stream, ITEM.c.item == publication.item)
        connection.execute(update(ITEM).where(item).values(published=True))


def _overdue(connection: Connection, fact: DisclosureOverdue, recorded: Recorded) -> None:
    connection.execute(update(DUTY).where(DUTY.c.stream == recorded.stream).values(overdue=True))


def _fulfilled(connection: Connection, fact: DutyFulfilled, recorded: Recorded) -> None:
    news = {"fulfilled_at": instant_text(fact.fulfilled_at)}
    connection.execute(update(DUTY).where(DUTY.c.stream == recorded.stream).values(news))


def _write(connection: Connection, stream: str, entries: Iterable[NumberedEntry], correction: str | None) -> None:
    """A new version is not withheld: whether it may be shown is checked anew."""
    for numbered in entries:
        entry = numbered.entry
        row = {
            "stream": stream,
            "item": entry.item,
            "version": numbered.version,
            "kind": entry.kind.value,
            "text": entry.text,
            "reason": entry.reason,
            "since": entry.since,
            "correction": correction,
            "channels": "[]",
            "claimed_on": None,
            "published_at": None,
        }
        connection.execute(insert(VERSION).values(row))
        this = and_(ITEM.c.stream == stream, ITEM.c.item == entry.item)
        connection.execute(update(ITEM).where(this).values(withheld_on=None))


DUTIES = Projection(
    name="duties",
    version=1,
    applies={
        UnitEnrolled: _enrolled,
        DutyOpened: _opened,
        ItemsDrafted: _drafted,
        DutySubmitted: _submitted,
        ItemsChecked: _checked,
        ItemsPublished: _published,
        ItemsCorrected: _corrected,
        DisclosureOverdue: _overdue,
        DutyFulfilled: _fulfilled,
    },
    ignores=frozenset({PolicyActivated, ClockSet}),
)
