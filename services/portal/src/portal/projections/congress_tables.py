"""The tables of what township people's congresses have made public."""

from sqlalchemy import Column, Integer, String, Table, Text

from portal.projections.tables import METADATA

SESSION = Table(
    "congress_session",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("term", Integer, nullable=False),
    Column("session", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("begins_on", String, nullable=False, index=True),
    Column("ends_on", String, nullable=False),
    Column("moved_from", String),
    Column("reason", Text),
    Column("opened_on", String),
    Column("closed_on", String),
    Column("cancelled_at", String),
    Column("announced_on", String),
    Column("all_deputies", Integer),
    Column("attending", Integer),
    Column("closed_fact", String),
    Column("fact", String, nullable=False),
)
"""From the day on which the date was decided. `moved_from`: the day it was to begin on before; `reason`: why it was
moved or called off. What was decided in it is public once it is announced."""

AGENDA_ITEM = Table(
    "congress_item",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("outcome", String),
    Column("agree", Integer),
    Column("against", Integer),
    Column("abstain", Integer),
)
"""`outcome`: adopted, not-adopted, or how the item ended without a vote."""

RESOLUTION = Table(
    "congress_resolution",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("title", String, nullable=False),
    Column("responsible", String, nullable=False),
    Column("adopted_at", String, nullable=False),
    Column("execution", String),
    Column("execution_on", String),
    Column("execution_fact", String),
    Column("fact", String, nullable=False),
)
"""`execution`: how far the responsible unit has carried it out, by what it last reported."""
