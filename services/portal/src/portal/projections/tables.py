"""The tables of the portal's views.

What is public stands in `version`; what has been written and is not public stands in `draft`, which no page reads.
"""

from typing import Any

from ledger.views import agenda_table, bookmark_table
from sqlalchemy import DDL, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text, event
from sqlalchemy.schema import ExecutableDDLElement

METADATA = MetaData()
BOOKMARK = bookmark_table(METADATA)
AGENDA = agenda_table(METADATA)
"""Always empty: nothing falls due for a service that decides nothing."""

CLOCK = Table(
    "clock",
    METADATA,
    Column("service", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("offset_us", Integer, nullable=False),
)
"""Which clock each history is recorded by."""

UNIT = Table(
    "unit",
    METADATA,
    Column("code", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("valid_from", String, nullable=False),
)

DUTY = Table(
    "duty",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False),
    Column("catalogue", String, nullable=False),
    Column("period", String, nullable=False),
    Column("matter_zh", String),
    Column("matter_en", String),
    Column("named", Boolean, nullable=False),
    Column("due_on", String, index=True),
    Column("due_at", String, index=True),
    Column("soon_from", String),
    Column("opened_at", String, nullable=False),
    Column("overdue", Boolean, nullable=False),
    Column("fulfilled_at", String),
    Column("reopened", Boolean, nullable=False),
    Column("changed_at", String, nullable=False),
    Column("items", Integer, nullable=False),
    Column("published", Integer, nullable=False),
    Column("withheld", Integer, nullable=False),
    Index("duty_of_unit", "unit", "catalogue", "period"),
)
"""`due_on` is None of what is posted and stands, and of what is owed at once. `matter`: what a duty outside the
calendars is about; pages say it once the duty is `named`: its first item, or an earlier one of its series, is public or
withheld. `soon_from`: the day of the first reminder that the unit's packs ask for, from which a duty is due
soon."""

ITEM = Table(
    "item",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("source", String, nullable=False),
    Column("versions", Integer, nullable=False),
    Column("withheld_on", String, index=True),
    Column("outdated_on", String),
)
"""`versions`: how many are public. `outdated_on`: the day since which what is public is no longer how things are.
`source`: the clause that lists it; empty for an item that was added."""

VERSION = Table(
    "version",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("stream", String, nullable=False),
    Column("item", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text),
    Column("reason", Text),
    Column("since", String),
    Column("correction", Text),
    Column("content", Text),
    Column("channels", String, nullable=False),
    Column("claimed_on", String, nullable=False),
    Column("published_at", String, nullable=False, index=True),
    Column("backdated_days", Integer),
    Column("fact", String, nullable=False),
    Index("version_of_item", "stream", "item", "version", unique=True),
)
"""Public versions only. `channels` is a JSON list, `content` a JSON document with table and attachments, or none.

`fact` is the id of the fact that made the version public.
"""

DRAFT = Table(
    "draft",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("text", Text),
    Column("reason", Text),
    Column("since", String),
    Column("correction", Text),
    Column("content", Text),
)
"""Waits for its publication and is then gone. Secret text is never kept, not even here."""

ATTACHMENT = Table(
    "attachment",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("media_type", String, nullable=False),
)
"""Contents that a public version names, and nothing else: only these are given out."""

BOARD = Table(
    "board",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("place", String, nullable=False),
    Column("valid_from", String, nullable=False),
    Column("valid_to", String),
    Column("updated_on", String),
)

POLICY_TEXT = Table(
    "policy_text",
    METADATA,
    Column("service", String, primary_key=True),
    Column("area", String, primary_key=True),
    Column("pack", String, primary_key=True),
    Column("pack_id", String, nullable=False),
    Column("activated_at", String, nullable=False),
    Column("fact", String, nullable=False),
)
"""Which texts a service goes by in an area, and since when."""

ENTERED_PACK = Table(
    "entered_pack",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("form", Text, nullable=False),
)
"""Texts that no release carries, in their canonical form."""

REGULATION = Table(
    "regulation",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("title", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("status", String, nullable=False),
    Column("adopted_by", String),
    Column("adopted_on", String),
    Column("reviewed_on", String),
    Column("repealed_on", String),
    Column("reason", Text),
    Column("text", String),
    Column("recorded_at", String, nullable=False),
    Column("fact", String, nullable=False),
)
"""Every version of every rule of a unit. `text` is the digest of its wording, `reason` that of its repeal."""

VOLUME = Table(
    "volume",
    METADATA,
    Column("fact", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("set", String, nullable=False),
    Column("day", String, nullable=False),
    Column("rules", Text, nullable=False),
    Column("missing", Text, nullable=False),
    Column("compiled_at", String, nullable=False),
)
"""Volumes as they were compiled. `rules` and `missing` are JSON lists of rules and of names."""

OBJECTION = Table(
    "objection",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False),
    Column("catalogue", String, nullable=False),
    Column("period", String, nullable=False),
    Column("item", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("submitted_at", String, nullable=False),
    Column("due_on", String),
    Column("is_overdue", Boolean, nullable=False),
    Column("outcome", String),
    Column("answered_at", String),
    Column("correction", Integer),
    Column("publish_by", String),
    Column("is_order_overdue", Boolean, nullable=False),
    Column("order_met_at", String),
    Index("objection_of_item", "unit", "catalogue", "period", "item"),
)
"""That somebody objected and what became of it; what they said and who they are is kept nowhere here.

`stream` holds the receipt of who submitted it, and is never shown.
"""


def _of_fact() -> tuple[Column[Any], ...]:
    return (
        Column("id", String, primary_key=True),
        Column("stream", String, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("position", Integer, nullable=False, index=True),
        Column("type", String, nullable=False),
        Column("unit", String, nullable=False),
        Column("decided_at", String, nullable=False),
        Column("actor", String, nullable=False),
        Column("role", String, nullable=False),
        Column("actor_unit", String, nullable=False),
        Column("packs", String, nullable=False),
        Column("decider", String, nullable=False),
        Column("release", String, nullable=False),
        Column("command_type", String),
        Column("cause", String, nullable=False, index=True),
        Column("previous", String, nullable=False),
        Column("digest", String, nullable=False),
        Column("leaf", String, nullable=False),
        Column("data", LargeBinary),
        Column("metadata", LargeBinary),
    )


FACT = Table("fact", METADATA, *_of_fact(), Index("fact_of_stream", "stream", "revision", unique=True))
"""Facts that pages may show. `packs` is a JSON list of digests; `data` and `metadata` only where they may be seen."""

WAITING_FACT = Table(
    "waiting_fact",
    METADATA,
    *_of_fact(),
    Column("items", String, nullable=False),
    Index("waiting_fact_of_stream", "stream", "revision", unique=True),
)
"""Facts that are not public yet, as they will be shown; no page reads them. `items`: a JSON list of the items that have
to be public first; empty where another fact is waited for."""

WORDS = "words"
"""The full-text table beside the others: `bigrams` of what a version says, under the version's id."""

_CREATE: ExecutableDDLElement = DDL(  # type: ignore[no-untyped-call]
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {WORDS} USING fts5(bigrams, content='')"
)
event.listen(METADATA, "after_create", _CREATE)
