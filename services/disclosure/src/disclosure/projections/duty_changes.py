"""What a fact changes in the tables of duties, item by item: the statements."""

import json

from contracts.disclosure.vocabulary import Entry
from contracts.message import dump
from ledger.views import Prepared
from sqlalchemy import and_, bindparam, func, insert, select, update

from disclosure.projections.tables import DUTY, ITEM, UNIT, VERSION

_THIS_DUTY = DUTY.c.stream == bindparam("of_stream")
_THIS_ITEM = and_(ITEM.c.stream == bindparam("of_stream"), ITEM.c.item == bindparam("of_item"))
_THIS_VERSION = and_(
    VERSION.c.stream == bindparam("of_stream"),
    VERSION.c.item == bindparam("of_item"),
    VERSION.c.version == bindparam("of_version"),
)
ENROL, OPEN, LIST, WRITE = (Prepared(insert(table)) for table in (UNIT, DUTY, ITEM, VERSION))
SUBMIT = Prepared(update(DUTY).where(_THIS_DUTY).values(submitted=True))
REOPEN = Prepared(update(DUTY).where(_THIS_DUTY).values(reopened=True))
CLOSE = Prepared(update(DUTY).where(_THIS_DUTY).values(reopened=False))
OVERDUE = Prepared(update(DUTY).where(_THIS_DUTY).values(overdue=True))
FULFIL = Prepared(update(DUTY).where(_THIS_DUTY).values(fulfilled_at=bindparam("fulfilled_at")))
WITHHOLD = Prepared(update(ITEM).where(_THIS_ITEM).values(withheld_on=bindparam("withheld_on")))
WITHHELD = select(ITEM.c.item).where(ITEM.c.stream == bindparam("of_stream"), ITEM.c.withheld_on.is_not(None))
PUBLISH_ITEM = Prepared(update(ITEM).where(_THIS_ITEM).values(published=True))
UNPUBLISH = Prepared(update(ITEM).where(_THIS_ITEM).values(published=False))
_NEWEST = select(func.max(VERSION.c.version)).where(VERSION.c.stream == ITEM.c.stream, VERSION.c.item == ITEM.c.item)
OUTDATE = Prepared(
    update(ITEM).where(_THIS_ITEM, ITEM.c.published).values(outdated_version=_NEWEST.correlate(ITEM).scalar_subquery())
)
SHOWN = select(
    VERSION.c.item,
    VERSION.c.version,
    VERSION.c.channels,
    VERSION.c.evidence,
    VERSION.c.claimed_on,
    VERSION.c.published_at,
).where(VERSION.c.stream == bindparam("of_stream"))
PUBLISH_VERSION = Prepared(
    update(VERSION)
    .where(_THIS_VERSION)
    .values({name: bindparam(name) for name in ("channels", "evidence", "claimed_on", "published_at")})
)
BACKDATE = Prepared(
    update(VERSION)
    .where(
        VERSION.c.stream == bindparam("of_stream"),
        VERSION.c.item == bindparam("of_item"),
        VERSION.c.published_at == bindparam("of_moment"),
    )
    .values(backdated=True)
)
WITHDRAW = Prepared(
    update(VERSION)
    .where(
        VERSION.c.stream == bindparam("of_stream"),
        VERSION.c.item == bindparam("of_item"),
        VERSION.c.published_at.is_not(None),
        VERSION.c.withdrawn_on.is_(None),
    )
    .values(withdrawn_on=bindparam("ground"), withdrawn_for=bindparam("why"))
)


def content_of(entry: Entry) -> str | None:
    """What an entry has beside its text; None for most."""
    if entry.table is None and not entry.attachments and not entry.redactions:
        return None
    document = dump(entry)
    return json.dumps({name: document[name] for name in ("table", "attachments", "redactions")}, ensure_ascii=False)
