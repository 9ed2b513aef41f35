"""The tables of elections's views."""

from ledger.merged_units import merged_table
from ledger.unit_view import unit_table
from ledger.views import agenda_table, bookmark_table
from sqlalchemy import Column, Integer, MetaData, String, Table

METADATA = MetaData()
BOOKMARK = bookmark_table(METADATA)
AGENDA = agenda_table(METADATA)
UNIT = unit_table(METADATA)
MERGED = merged_table(METADATA)

MATTER = Table(
    "matter",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("unit", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("status", String, nullable=False),
    Column("changed_at", String, nullable=False),
)
"""A village resolution or a team decision as it stands."""

MATTER_STEP = Table(
    "matter_step",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("status", String, nullable=False),
    Column("on", String),
    Column("body", String),
    Column("agreed", Integer),
    Column("against", Integer),
    Column("recorded_at", String, nullable=False),
)
"""Every step of it, from 0 on."""
