"""The tables of the sessions of congresses; a session is named by its stream."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text

from elections.projections.tables import METADATA

SESSION = Table(
    "session",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("term", Integer, nullable=False),
    Column("session", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("begins_on", String),
    Column("ends_on", String),
    Column("days", String),
    Column("all_deputies", Integer),
    Column("attending", Integer),
    Column("is_announced", Boolean, nullable=False),
    Column("is_reported", Boolean, nullable=False),
    Column("is_archived", Boolean, nullable=False),
)

SESSION_ITEM = Table(
    "session_item",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("matter", String, nullable=False),
    Column("title", String, nullable=False),
    Column("deliberations", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("outcome", String, nullable=False),
    Column("motion", Integer),
)

INQUIRY = Table(
    "inquiry",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("deputy", String, nullable=False),
    Column("addressee", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("reply", Text),
)

RESOLUTION = Table(
    "resolution",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("title", String, nullable=False),
    Column("responsible", String, nullable=False),
)

SESSION_FINDING = Table(
    "session_finding",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("finding", String, nullable=False),
    Column("deputies", Text, nullable=False),
    Column("matters", Text, nullable=False),
)
