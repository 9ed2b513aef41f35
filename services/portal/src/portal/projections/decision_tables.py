"""The table of what villages and township teams have decided together."""

from sqlalchemy import Boolean, Column, Integer, String, Table

from portal.projections.tables import METADATA

DECISION = Table(
    "decision",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("matter", String, nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("body", String, nullable=False),
    Column("is_adopted", Boolean, nullable=False),
    Column("is_public", Boolean, nullable=False),
    Column("decided_on", String, nullable=False, index=True),
    Column("entitled", Integer),
    Column("attended", Integer),
    Column("agreed", Integer),
    Column("against", Integer),
    Column("abstained", Integer),
    Column("disclosed_at", String),
    Column("disclosed_by", String),
    Column("begun_on", String),
    Column("finished_on", String),
    Column("result_disclosed_at", String),
    Column("result_disclosed_by", String),
    Column("stopped_on", String),
    Column("stop_ground", String),
    Column("fact", String, nullable=False),
)
"""`is_public`: a village's resolution once it is disclosed, a team's decision once it is published; until then no page
reads the row. How it was carried out waits likewise for the second disclosure. `disclosed_by`, `result_disclosed_by`:
the stream of the duty that published it. The wording is there alone, because it is checked there before it is
shown."""
