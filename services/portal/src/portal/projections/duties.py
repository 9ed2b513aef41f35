"""Units, their duties, and what was made public of each item, version by version.

Law: county opinion on township standardisation, part 4 item 4 (乡镇规范化建设意见 四4): what is public stays public,
with every correction beside what it corrects.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, get_args

from contracts.assessment.events import EvidenceRecorded
from contracts.cases import DueDateRederived, PolicyRebound
from contracts.common import ClockSet, PolicyActivated
from contracts.disclosure.boards import BOARD_FACTS
from contracts.disclosure.documents import DOCUMENT_FACTS
from contracts.disclosure.events import (
    CataloguesAdded,
    DisclosureOverdue,
    DutyFulfilled,
    DutyFulfilledAgain,
    DutyOpened,
    DutyReopened,
    DutySubmitted,
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
    ItemsPublished,
    ItemsTakenDown,
    PostingTooShort,
    PublicationBackdated,
    UnitEnrolled,
)
from contracts.disclosure.matters import MatterFact
from contracts.disclosure.objections import OBJECTION_FACTS
from contracts.disclosure.regulations import REGULATION_FACTS
from contracts.disclosure.request_facts import REQUEST_FACTS
from contracts.disclosure.seal_book import SEAL_FACTS
from contracts.disclosure.supporters import SUPPORTER_FACTS
from contracts.disclosure.vocabulary import NumberedEntry, Publication
from contracts.fields import instant_text
from contracts.packs import Pack
from contracts.policies import shipped_packs
from contracts.refusals import CommandRefused, RefusalsCounted, RefusalsDropped
from ledger.recorded import metadata_of, policy_note
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, Table, and_, bindparam, delete, func, insert, select, text, update

from portal.bigrams import bigrams
from portal.projections.tables import CLOCK, DRAFT, DUTY, ITEM, UNIT, VERSION, WORDS


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
    """The pages follow the calendars: what stands in a place or is owed at once has none."""
    if fact.matter is not None or fact.due_on is None or fact.due_at is None:
        return
    first_reminder = _first_reminder(recorded)
    duty = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "catalogue": fact.catalogue,
        "period": fact.period,
        "due_on": fact.due_on.isoformat(),
        "due_at": instant_text(fact.due_at),
        "soon_from": None if first_reminder is None else (fact.due_on - timedelta(days=first_reminder)).isoformat(),
        "opened_at": instant_text(fact.opened_at),
        "overdue": False,
        "fulfilled_at": None,
        "reopened": False,
        "changed_at": instant_text(fact.opened_at),
        "items": len(fact.items),
        "published": 0,
        "withheld": 0,
    }
    items = [
        {"stream": recorded.stream, "item": item, "place": place, "versions": 0, "withheld_on": None}
        for place, item in enumerate(fact.items)
    ]
    connection.execute(insert(DUTY).values(duty))
    connection.execute(insert(ITEM), items)


def _first_reminder(recorded: Recorded) -> int | None:
    """How many days before the due date the packs of the duty remind first; None if they do not say."""
    note = policy_note(metadata_of(recorded))
    packs = [shipped_packs()[digest] for digest in (note.packs if note else ()) if digest in shipped_packs()]
    return max((days for pack in packs for days in _reminders(pack)), default=None)


def _reminders(pack: Pack) -> tuple[int, ...]:
    parameter = pack.parameters.get("disclosure.reminder_days")
    return () if parameter is None or parameter.silent else tuple(int(days) for days in parameter.value)


def _drafted(connection: Connection, fact: ItemsDrafted, recorded: Recorded) -> None:
    _keep(connection, recorded, fact.entries, None)


def _corrected(connection: Connection, fact: ItemsCorrected, recorded: Recorded) -> None:
    _keep(connection, recorded, fact.entries, fact.reason)


def _keep(connection: Connection, recorded: Recorded, entries: Sequence[NumberedEntry], reason: str | None) -> None:
    """Until it is public. A new version is not withheld: whether it may be shown is checked anew."""
    rows = [
        {
            "stream": recorded.stream,
            "item": numbered.entry.item,
            "version": numbered.version,
            "kind": numbered.entry.kind.value,
            "text": numbered.entry.text,
            "reason": numbered.entry.reason,
            "since": numbered.entry.since,
            "correction": reason,
        }
        for numbered in entries
        if not numbered.entry.secret
    ]
    if rows:
        connection.execute(insert(DRAFT), rows)
    _withhold(connection, recorded.stream, {numbered.entry.item: None for numbered in entries})
    _count(connection, recorded)


def _checked(connection: Connection, fact: ItemsChecked, recorded: Recorded) -> None:
    grounds = {verdict.item: None if verdict.passed else verdict.ground for verdict in fact.verdicts}
    _withhold(connection, recorded.stream, grounds)
    _count(connection, recorded)


def _withhold(connection: Connection, stream: str, grounds: Mapping[str, str | None]) -> None:
    rows = [{"of_stream": stream, "of_item": item, "ground": ground} for item, ground in grounds.items()]
    connection.execute(_WITHHOLD, rows)


def _published(connection: Connection, fact: ItemsPublished, recorded: Recorded) -> None:
    """The first publication of a version fixes its dates; later ones add channels."""
    before = _versions(connection, VERSION, recorded.stream)
    known = [before[_key(item)] for item in fact.items if _key(item) in before]
    if known:
        connection.execute(_ADD_CHANNELS, [_with_channels(row, fact.channels) for row in known])
    news = [item for item in fact.items if _key(item) not in before]
    if news:
        _make_public(connection, fact, recorded, news)
    _count(connection, recorded)


def _make_public(connection: Connection, fact: ItemsPublished, recorded: Recorded, news: Sequence[Publication]) -> None:
    drafts = _versions(connection, DRAFT, recorded.stream)
    dates = {
        "channels": json.dumps(fact.channels),
        "claimed_on": fact.claimed_on.isoformat(),
        "published_at": instant_text(fact.published_at),
        "fact": str(recorded.id),
    }
    first = connection.execute(_NEXT_VERSION).scalar_one()
    versions = [{**drafts[_key(item)], **dates, "id": first + place} for place, item in enumerate(news)]
    connection.execute(insert(VERSION), versions)
    these = [{"of_stream": recorded.stream, "of_item": item.item, "of_version": item.version} for item in news]
    connection.execute(_FORGET, these)
    connection.execute(_ONE_MORE, [{"of_stream": recorded.stream, "of_item": item.item} for item in news])
    connection.execute(_INDEX, [{"version": row["id"], "said": bigrams(_said(row))} for row in versions])


def _versions(connection: Connection, table: Table, stream: str) -> dict[tuple[str, int], dict[str, Any]]:
    rows = connection.execute(select(table).where(table.c.stream == stream)).mappings()
    return {(row["item"], row["version"]): dict(row) for row in rows}


def _key(publication: Publication) -> tuple[str, int]:
    return publication.item, publication.version


def _with_channels(row: Mapping[str, Any], channels: Sequence[str]) -> dict[str, Any]:
    both = dict.fromkeys((*json.loads(row["channels"]), *channels))
    return {"of_id": row["id"], "channels": json.dumps(list(both))}


def _said(row: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (row["text"], row["reason"], row["correction"])))


def _overdue(connection: Connection, fact: DisclosureOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, overdue=True)


def _fulfilled(connection: Connection, fact: DutyFulfilled, recorded: Recorded) -> None:
    _change(connection, recorded, fulfilled_at=instant_text(fact.fulfilled_at))


def _reopened(connection: Connection, fact: DutyReopened, recorded: Recorded) -> None:
    _change(connection, recorded, reopened=True)


def _fulfilled_again(connection: Connection, fact: DutyFulfilledAgain, recorded: Recorded) -> None:
    _change(connection, recorded, reopened=False)


def _rederived(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    """Of a duty; other cases have due dates too. The first reminder keeps its distance."""
    before = connection.execute(
        select(DUTY.c.due_on, DUTY.c.soon_from).where(DUTY.c.stream == recorded.stream)
    ).one_or_none()
    if before is None:
        return
    moved = fact.after.due_on - date.fromisoformat(before.due_on)
    soon_from = None if before.soon_from is None else (date.fromisoformat(before.soon_from) + moved).isoformat()
    due = {"due_on": fact.after.due_on.isoformat(), "due_at": instant_text(fact.after.due_at), "soon_from": soon_from}
    _change(connection, recorded, **due)


def _count(connection: Connection, recorded: Recorded) -> None:
    of_duty = ITEM.c.stream == recorded.stream
    published = select(func.count()).where(of_duty, ITEM.c.versions > 0).scalar_subquery()
    withheld = select(func.count()).where(of_duty, ITEM.c.withheld_on.is_not(None)).scalar_subquery()
    _change(connection, recorded, published=published, withheld=withheld)


def _change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    decided_at = metadata_of(recorded)["decided_at"]
    connection.execute(update(DUTY).where(DUTY.c.stream == recorded.stream).values(**news, changed_at=decided_at))


_THIS_ITEM = and_(ITEM.c.stream == bindparam("of_stream"), ITEM.c.item == bindparam("of_item"))
_WITHHOLD = update(ITEM).where(_THIS_ITEM).values(withheld_on=bindparam("ground"))
_ONE_MORE = update(ITEM).where(_THIS_ITEM).values(versions=ITEM.c.versions + 1)
_ADD_CHANNELS = update(VERSION).where(VERSION.c.id == bindparam("of_id")).values(channels=bindparam("channels"))
_NEXT_VERSION = select(func.coalesce(func.max(VERSION.c.id), 0) + 1)
_FORGET = delete(DRAFT).where(
    DRAFT.c.stream == bindparam("of_stream"),
    DRAFT.c.item == bindparam("of_item"),
    DRAFT.c.version == bindparam("of_version"),
)
_INDEX = text(f"INSERT INTO {WORDS} (rowid, bigrams) VALUES (:version, :said)")  # noqa: S608 - the name is ours

DUTIES = Projection(
    name="duties",
    version=1,
    applies={
        ClockSet: _clock_set,
        UnitEnrolled: _enrolled,
        DutyOpened: _opened,
        ItemsDrafted: _drafted,
        ItemsChecked: _checked,
        ItemsPublished: _published,
        ItemsCorrected: _corrected,
        DisclosureOverdue: _overdue,
        DutyFulfilled: _fulfilled,
        DutyReopened: _reopened,
        DutyFulfilledAgain: _fulfilled_again,
        DueDateRederived: _rederived,
    },
    ignores=frozenset(
        {
            CataloguesAdded,
            CommandRefused,
            DutySubmitted,
            EvidenceRecorded,
            ItemsTakenDown,
            PolicyActivated,
            PolicyRebound,
            PostingTooShort,
            PublicationBackdated,
            RefusalsCounted,
            RefusalsDropped,
            *BOARD_FACTS,
            *DOCUMENT_FACTS,
            *OBJECTION_FACTS,
            *REGULATION_FACTS,
            *REQUEST_FACTS,
            *SEAL_FACTS,
            *SUPPORTER_FACTS,
            *get_args(MatterFact),
        }
    ),
)
