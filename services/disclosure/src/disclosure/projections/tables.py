"""The tables of disclosure's views."""

from ledger.merged_units import merged_table
from ledger.views import agenda_table, bookmark_table
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, Text

METADATA = MetaData()
BOOKMARK = bookmark_table(METADATA)
AGENDA = agenda_table(METADATA)
MERGED = merged_table(METADATA)

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
    Column("unit", String, nullable=False, index=True),
    Column("catalogue", String, nullable=False),
    Column("period", String, nullable=False),
    Column("due_on", String, nullable=False),
    Column("due_at", String, nullable=False, index=True),
    Column("provisional", Boolean, nullable=False),
    Column("submitted", Boolean, nullable=False),
    Column("overdue", Boolean, nullable=False),
    Column("reopened", Boolean, nullable=False),
    Column("fulfilled_at", String),
)
"""`due_on` and `due_at` are empty where no day is named, so that such duties stand first in the order of due dates."""

ITEM = Table(
    "item",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("zh", String),
    Column("en", String),
    Column("published", Boolean, nullable=False),
    Column("outdated_version", Integer, nullable=False),
    Column("withheld_on", String),
)
"""`zh` and `en` name an item that no catalogue lists; what is public up to `outdated_version` is outdated."""

VERSION = Table(
    "version",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("digest", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text),
    Column("content", Text),
    Column("redacted", Boolean, nullable=False),
    Column("reason", Text),
    Column("since", String),
    Column("correction", Text),
    Column("channels", String, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("claimed_on", String),
    Column("published_at", String),
    Column("backdated", Boolean, nullable=False),
    Column("withdrawn_on", String),
    Column("withdrawn_for", Text),
)
"""What was written, version by version; public once `published_at` is set. `channels` and `evidence` are JSON lists,
`content` is what an entry has beside its text: table, attachments and redactions, as JSON."""
