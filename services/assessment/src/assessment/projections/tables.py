"""The tables of assessment's views."""

from ledger.views import agenda_table, bookmark_table
from sqlalchemy import Column, Integer, MetaData, String, Table

METADATA = MetaData()
BOOKMARK = bookmark_table(METADATA)
AGENDA = agenda_table(METADATA)

DUTY = Table(
    "duty",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("catalogue", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("year", Integer, nullable=False, index=True),
    Column("indicator", String),
    Column("outcome", String, nullable=False),
    Column("due_at", String, nullable=False),
    Column("happened_at", String, nullable=False),
)
"""What stands of each duty."""

STEP = Table(
    "step",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("catalogue", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("outcome", String, nullable=False),
    Column("happened_at", String, nullable=False),
    Column("cause_stream", String, nullable=False),
    Column("cause", String, nullable=False),
)
"""Every piece of evidence; `place` counts those of one duty, so that it does not depend on what came between them."""

SUMMARY = Table(
    "summary",
    METADATA,
    Column("year", Integer, primary_key=True),
    Column("unit", String, primary_key=True),
    Column("expected", Integer, nullable=False),
    Column("overdue", Integer, nullable=False),
    Column("on_time", Integer, nullable=False),
    Column("late", Integer, nullable=False),
)
"""How many of a unit's duties of a year stand at each outcome."""

AUDIT_FINDING = Table(
    "audit_finding",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("check", String, nullable=False),
    Column("place", String, nullable=False),
    Column("detail", String),
    Column("is_open", Integer, nullable=False),
    Column("recorded_at", String, nullable=False),
    Column("cause_stream", String, nullable=False),
    Column("cause", String, nullable=False),
)
"""What the auditor found on units' records, as it stands."""
