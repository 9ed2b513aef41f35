"""What is written for the items of a duty, and what of it was made public, version by version.

Law: county opinion on township standardisation, part 4 item 4 (乡镇规范化建设意见 四4): what is public stays public,
with every correction beside what it corrects.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from contracts.disclosure.duty.messages import (
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
    ItemsOutdated,
    ItemsPublished,
    ItemsWithdrawn,
    PublicationBackdated,
    WithheldReviewed,
)
from contracts.disclosure.words import Entry, NumberedEntry, Publication
from contracts.fields import instant_text
from contracts.message import dump
from ledger.prepared import Prepared
from ledger.recorded import metadata_of
from ledger.store import Recorded
from sqlalchemy import Connection, Table, and_, bindparam, delete, func, insert, or_, select, text, update
from sqlalchemy.sql.dml import Update

from portal.bigrams import bigrams
from portal.projections.tables import ATTACHMENT, DRAFT, DUTY, ITEM, VERSION, WORDS


def drafted(connection: Connection, fact: ItemsDrafted, recorded: Recorded) -> None:
    _keep(connection, recorded, fact.entries, None)


def corrected(connection: Connection, fact: ItemsCorrected, recorded: Recorded) -> None:
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
            "content": _content(numbered.entry),
        }
        for numbered in entries
        if not numbered.entry.secret
    ]
    if rows:
        _DRAFT(connection, *rows)
    _withhold(connection, recorded.stream, {numbered.entry.item: None for numbered in entries})
    _count(connection, recorded)


def _content(entry: Entry) -> str | None:
    """What an entry has beside its text; None for most."""
    if entry.table is None and not entry.attachments:
        return None
    document = dump(entry)
    attachments = [{"name": each["name"], **each["blob"]} for each in document["attachments"]]
    return json.dumps({"table": document["table"], "attachments": attachments}, ensure_ascii=False)


def checked(connection: Connection, fact: ItemsChecked, recorded: Recorded) -> None:
    grounds = {verdict.item: None if verdict.passed else verdict.ground for verdict in fact.verdicts}
    _withhold(connection, recorded.stream, grounds)
    _count(connection, recorded)


def reviewed(connection: Connection, fact: WithheldReviewed, recorded: Recorded) -> None:
    """What has no ground any more is no longer withheld; it is shown when it is published."""
    _withhold(connection, recorded.stream, {review.item: None for review in fact.reviews if not review.remains})
    _count(connection, recorded)


def outdated(connection: Connection, fact: ItemsOutdated, recorded: Recorded) -> None:
    """Until a new version is public."""
    changed_on = fact.changed_on.isoformat()
    rows = [{"of_stream": recorded.stream, "of_item": item, "changed_on": changed_on} for item in fact.items]
    _OUTDATE(connection, *rows)
    _count(connection, recorded)


def _withhold(connection: Connection, stream: str, grounds: Mapping[str, str | None]) -> None:
    _WITHHOLD(
        connection, *({"of_stream": stream, "of_item": item, "ground": ground} for item, ground in grounds.items())
    )


def published(connection: Connection, fact: ItemsPublished, recorded: Recorded) -> None:
    """The first publication of a version fixes its dates; later ones add channels."""
    before = _versions(connection, VERSION, recorded.stream)
    known = [before[_key(item)] for item in fact.items if _key(item) in before]
    _ADD_CHANNELS(connection, *(_with_channels(row, fact.channels) for row in known))
    news = [item for item in fact.items if _key(item) not in before]
    if news:
        _make_public(connection, fact, recorded, news)
    _count(connection, recorded)


def _make_public(connection: Connection, fact: ItemsPublished, recorded: Recorded, news: Sequence[Publication]) -> None:
    drafts = _versions(connection, DRAFT, recorded.stream)
    dates = {
        "channels": json.dumps(fact.channels),
        "claimed_on": fact.claimed_on.isoformat(),
        "backdated_days": None,
        "published_at": instant_text(fact.published_at),
        "fact": str(recorded.id),
    }
    first = connection.execute(_NEXT_VERSION).scalar_one()
    versions = [{**drafts[_key(item)], **dates, "id": first + place} for place, item in enumerate(news)]
    _VERSION(connection, *versions)
    for row in versions:
        _give_out(connection, row["content"])
    these = [{"of_stream": recorded.stream, "of_item": item.item, "of_version": item.version} for item in news]
    _FORGET(connection, *these)
    _ONE_MORE(connection, *({"of_stream": recorded.stream, "of_item": item.item} for item in news))
    connection.execute(_INDEX, [{"version": row["id"], "said": bigrams(_said(row))} for row in versions])


def _take_back(connection: Connection, content: str | None) -> None:
    """What no other version gives out nobody may have any more."""
    for each in json.loads(content)["attachments"] if content else ():
        elsewhere = select(VERSION.c.id).where(VERSION.c.content.contains(each["digest"]))
        if connection.execute(elsewhere).first() is None:
            connection.execute(delete(ATTACHMENT).where(ATTACHMENT.c.digest == each["digest"]))


def _give_out(connection: Connection, content: str | None) -> None:
    """From here on everybody may have the attachments."""
    for each in json.loads(content)["attachments"] if content else ():
        row = {"digest": each["digest"], "name": each["name"], "media_type": each["media_type"]}
        connection.execute(insert(ATTACHMENT).prefix_with("OR IGNORE").values(row))


def withdrawn(connection: Connection, fact: ItemsWithdrawn, recorded: Recorded) -> None:
    """That there were these versions stays, with the reason in place of what they said: on pages and in search."""
    these = and_(VERSION.c.stream == recorded.stream, VERSION.c.item.in_(fact.items))
    rows = [dict(row) for row in connection.execute(select(VERSION).where(these)).mappings()]
    said = [{"version": row["id"], "said": bigrams(_said(row))} for row in rows]
    if said:
        connection.execute(_UNINDEX, said)
        connection.execute(_INDEX, [{"version": row["id"], "said": bigrams(fact.reason)} for row in rows])
    nothing = {"text": fact.reason, "content": None, "correction": None, "reason": None}
    connection.execute(update(VERSION).where(these).values(nothing))
    for row in rows:
        _take_back(connection, row["content"])
    _withhold(connection, recorded.stream, dict.fromkeys(fact.items, fact.ground))
    _count(connection, recorded)


def backdated(connection: Connection, fact: PublicationBackdated, recorded: Recorded) -> None:
    """Of the publication just before it in the same append."""
    these = and_(
        VERSION.c.stream == recorded.stream,
        VERSION.c.item.in_(fact.items),
        VERSION.c.published_at == instant_text(fact.published_at),
    )
    connection.execute(update(VERSION).where(these).values(backdated_days=fact.days))


def _versions(connection: Connection, table: Table, stream: str) -> dict[tuple[str, int], dict[str, Any]]:
    rows = connection.execute(select(table).where(table.c.stream == stream)).mappings()
    return {(row["item"], row["version"]): dict(row) for row in rows}


def _key(publication: Publication) -> tuple[str, int]:
    return publication.item, publication.version


def _with_channels(row: Mapping[str, Any], channels: Sequence[str]) -> dict[str, Any]:
    both = dict.fromkeys((*json.loads(row["channels"]), *channels))
    return {"of_id": row["id"], "channels": json.dumps(list(both))}


def _said(row: Mapping[str, Any]) -> str:
    content = json.loads(row["content"]) if row["content"] else {"table": None, "attachments": []}
    table = content["table"] or {"columns": [], "rows": []}
    cells = (cell for line in (table["columns"], *table["rows"]) for cell in line)
    names = (each["name"] for each in content["attachments"])
    return " ".join(filter(None, (row["text"], row["reason"], row["correction"], *cells, *names)))


def _count(connection: Connection, recorded: Recorded) -> None:
    """How many of its items are public and withheld, and whether it is named by that."""
    _COUNT(connection, {"of_stream": recorded.stream, "decided_at": metadata_of(recorded)["decided_at"]})


def change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    decided_at = metadata_of(recorded)["decided_at"]
    connection.execute(update(DUTY).where(DUTY.c.stream == recorded.stream).values(**news, changed_at=decided_at))


def _counting() -> Update:
    of_duty = ITEM.c.stream == bindparam("of_stream")
    published, withheld = ITEM.c.versions > 0, ITEM.c.withheld_on.is_not(None)
    first = select(ITEM.c.item).where(of_duty, ITEM.c.place == 0, or_(published, withheld))
    news = {
        "published": select(func.count()).where(of_duty, published).scalar_subquery(),
        "withheld": select(func.count()).where(of_duty, withheld).scalar_subquery(),
        "named": or_(DUTY.c.named, first.exists()),
        "changed_at": bindparam("decided_at"),
    }
    return update(DUTY).where(DUTY.c.stream == bindparam("of_stream")).values(news)


_COUNT = Prepared(_counting())
_DRAFT = Prepared(insert(DRAFT))
_VERSION = Prepared(insert(VERSION))
_THIS_ITEM = and_(ITEM.c.stream == bindparam("of_stream"), ITEM.c.item == bindparam("of_item"))
_WITHHOLD = Prepared(update(ITEM).where(_THIS_ITEM).values(withheld_on=bindparam("ground")))
_OUTDATE = Prepared(update(ITEM).where(_THIS_ITEM).values(outdated_on=bindparam("changed_on")))
_ONE_MORE = Prepared(update(ITEM).where(_THIS_ITEM).values(versions=ITEM.c.versions + 1, outdated_on=None))
_ADD_CHANNELS = Prepared(
    update(VERSION).where(VERSION.c.id == bindparam("of_id")).values(channels=bindparam("channels"))
)
_NEXT_VERSION = select(func.coalesce(func.max(VERSION.c.id), 0) + 1)
_FORGET = Prepared(
    delete(DRAFT).where(
        DRAFT.c.stream == bindparam("of_stream"),
        DRAFT.c.item == bindparam("of_item"),
        DRAFT.c.version == bindparam("of_version"),
    )
)
_INDEX = text(f"INSERT INTO {WORDS} (rowid, bigrams) VALUES (:version, :said)")  # noqa: S608 - the name is ours
_UNINDEX = text(
    f"INSERT INTO {WORDS} ({WORDS}, rowid, bigrams) VALUES ('delete', :version, :said)"  # noqa: S608 - the name is ours
)
