"""The tables of disclosure's views."""

from ledger.merged_units import merged_table
from ledger.upward_report_view import report_table
from ledger.views import agenda_table, bookmark_table
from sqlalchemy import Boolean, Column, Index, Integer, MetaData, String, Table, Text, and_

METADATA = MetaData()
BOOKMARK = bookmark_table(METADATA)
AGENDA = agenda_table(METADATA)
MERGED = merged_table(METADATA)
REPORT = report_table(METADATA)

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
    Column("item_count", Integer, nullable=False),
    Column("published_count", Integer, nullable=False),
    Column("withheld_count", Integer, nullable=False),
    Column("reserved", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""`due_on` and `due_at` are empty where no day is named, so that such duties stand first in the order of due dates.

The counts are of its items, of those that are public, and of those withheld; `reserved`: something is withheld,
redacted or withdrawn. A list of duties needs nothing else."""

OWING = and_(DUTY.c.overdue, DUTY.c.fulfilled_at.is_(None))
"""Overdue and not made good: a few of very many."""

Index("duty_owing", DUTY.c.unit, DUTY.c.due_at, DUTY.c.stream, sqlite_where=OWING)

CONTENT = Table(
    "content",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("document", Text, nullable=False),
)
"""What was written and published of a duty's items: one document (JSON) each, as `projections.items` describes it."""

ENTERED = Table(
    "entered",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("entries", Text, nullable=False),
)
"""What a fact of a duty has entered: each entry and the number of its version (JSON)."""

OPINION_RESULT = Table(
    "opinion_result",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("submission", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("month", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("is_of_item", Boolean, nullable=False),
)
