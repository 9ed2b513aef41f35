"""Units and their duties: what is owed by when, and whether it was done."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from contracts.bilingual import Bilingual
from contracts.cases import DueDateRederived
from contracts.common import ClockSet
from contracts.disclosure.duty.messages import (
    DisclosureOverdue,
    DutyFulfilled,
    DutyFulfilledAgain,
    DutyOpened,
    DutyReopened,
    ItemsAdded,
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
    ItemsOutdated,
    ItemsPublished,
    ItemsWithdrawn,
    Matter,
    PublicationBackdated,
    WithheldReviewed,
)
from contracts.disclosure.unit.messages import UnitEnrolled
from contracts.disclosure.words import item_name, item_parameter
from contracts.fields import instant_text
from contracts.packs import Pack
from contracts.policies import known_packs
from ledger.recorded import metadata_of, policy_note
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Connection, func, insert, select

from portal.projections.items import (
    backdated,
    change,
    checked,
    corrected,
    drafted,
    outdated,
    published,
    reviewed,
    withdrawn,
)
from portal.projections.shown import ALL
from portal.projections.tables import CLOCK, DUTY, ITEM, UNIT
from portal.series import series_of


def _clock_set(connection: Connection, fact: ClockSet, recorded: Recorded) -> None:
    service = recorded.type.partition(".")[0]
    row = {"service": service, "kind": fact.clock.value, "offset_us": fact.offset_us}
    connection.execute(insert(CLOCK).values(row))


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
    first_reminder = None if fact.due_on is None else _first_reminder(recorded)
    duty = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "catalogue": fact.catalogue,
        "period": fact.period,
        "matter_zh": None if fact.matter is None else fact.matter.name.zh,
        "matter_en": None if fact.matter is None else fact.matter.name.en,
        "named": _is_named(connection, fact),
        **_due(fact, first_reminder),
        "opened_at": instant_text(fact.opened_at),
        "overdue": False,
        "fulfilled_at": None,
        "reopened": False,
        "changed_at": instant_text(fact.opened_at),
        "items": len(fact.items),
        "published": 0,
        "withheld": 0,
    }
    items = [_item(recorded, place, item, *_listed(item, fact.matter)) for place, item in enumerate(fact.items)]
    connection.execute(insert(DUTY).values(duty))
    connection.execute(insert(ITEM), items)


def _is_named(connection: Connection, fact: DutyOpened) -> bool:
    """Whether an earlier interval or stage of the same matter is public, so that its name is known."""
    series = series_of(fact.period)
    if series is None:
        return False
    of_series = (DUTY.c.unit == fact.unit, DUTY.c.catalogue == fact.catalogue, DUTY.c.named)
    earlier = select(DUTY.c.stream).where(*of_series, DUTY.c.period.startswith(series, autoescape=True))
    return connection.execute(earlier.limit(1)).first() is not None


def _due(fact: DutyOpened, first_reminder: int | None) -> dict[str, str | None]:
    if fact.due_on is None or fact.due_at is None:
        return {"due_on": None, "due_at": None, "soon_from": None}
    soon_from = None if first_reminder is None else fact.due_on - timedelta(days=first_reminder)
    return {
        "due_on": fact.due_on.isoformat(),
        "due_at": instant_text(fact.due_at),
        "soon_from": None if soon_from is None else soon_from.isoformat(),
    }


def _listed(item: str, matter: Matter | None) -> tuple[Bilingual, str]:
    """The name of an item and the clause that lists it; a matter is its own item unless it concerns a listed one."""
    if matter is not None and matter.concerns is None:
        return matter.name, ""
    return item_name(item), item_parameter(item).source


def _item(recorded: Recorded, place: int, item: str, name: Bilingual, source: str) -> dict[str, Any]:
    return {
        "stream": recorded.stream,
        "item": item,
        "place": place,
        "zh": name.zh,
        "en": name.en,
        "source": source,
        "versions": 0,
        "withheld_on": None,
        "outdated_on": None,
    }


def _items_added(connection: Connection, fact: ItemsAdded, recorded: Recorded) -> None:
    """They stand behind those of the catalogue."""
    first = connection.execute(select(func.max(ITEM.c.place) + 1).where(ITEM.c.stream == recorded.stream)).scalar_one()
    rows = [_item(recorded, first + place, added.item, added.name, "") for place, added in enumerate(fact.items)]
    connection.execute(insert(ITEM), rows)
    change(connection, recorded, items=DUTY.c["items"] + len(rows))


def _first_reminder(recorded: Recorded) -> int | None:
    """How many days before the due date the packs of the duty remind first; None if they do not say."""
    note = policy_note(metadata_of(recorded))
    known = known_packs()
    packs = [known[digest] for digest in (note.packs if note else ()) if digest in known]
    return max((days for pack in packs for days in _reminders(pack)), default=None)


def _reminders(pack: Pack) -> tuple[int, ...]:
    parameter = pack.parameters.get("disclosure.reminder_days")
    return () if parameter is None or parameter.silent else tuple(int(days) for days in parameter.value)


def _overdue(connection: Connection, fact: DisclosureOverdue, recorded: Recorded) -> None:
    change(connection, recorded, overdue=True)


def _fulfilled(connection: Connection, fact: DutyFulfilled, recorded: Recorded) -> None:
    change(connection, recorded, fulfilled_at=instant_text(fact.fulfilled_at))


def _reopened(connection: Connection, fact: DutyReopened, recorded: Recorded) -> None:
    change(connection, recorded, reopened=True)


def _fulfilled_again(connection: Connection, fact: DutyFulfilledAgain, recorded: Recorded) -> None:
    change(connection, recorded, reopened=False)


def _rederived(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    """Of a duty; other cases have due dates too. The first reminder keeps its distance."""
    before = connection.execute(
        select(DUTY.c.due_on, DUTY.c.soon_from).where(DUTY.c.stream == recorded.stream)
    ).one_or_none()
    if before is None or before.due_on is None:
        return
    moved = fact.after.due_on - date.fromisoformat(before.due_on)
    soon_from = None if before.soon_from is None else (date.fromisoformat(before.soon_from) + moved).isoformat()
    due = {"due_on": fact.after.due_on.isoformat(), "due_at": instant_text(fact.after.due_at), "soon_from": soon_from}
    change(connection, recorded, **due)


_APPLIES: Mapping[type, Apply] = {
    ClockSet: _clock_set,
    UnitEnrolled: _enrolled,
    DutyOpened: _opened,
    ItemsAdded: _items_added,
    ItemsOutdated: outdated,
    ItemsDrafted: drafted,
    ItemsChecked: checked,
    ItemsPublished: published,
    PublicationBackdated: backdated,
    ItemsCorrected: corrected,
    DisclosureOverdue: _overdue,
    DutyFulfilled: _fulfilled,
    DutyReopened: _reopened,
    DutyFulfilledAgain: _fulfilled_again,
    WithheldReviewed: reviewed,
    ItemsWithdrawn: withdrawn,
    DueDateRederived: _rederived,
}

DUTIES = Projection(name="duties", version=3, applies=_APPLIES, ignores=ALL - frozenset(_APPLIES))
