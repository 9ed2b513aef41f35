"""The tables of the auditor's views."""

from ledger.views import agenda_table, bookmark_table
from sqlalchemy import Column, Integer, MetaData, String, Table

METADATA = MetaData()
BOOKMARK = bookmark_table(METADATA)
AGENDA = agenda_table(METADATA)

FINDING = Table(
    "finding",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, nullable=False, index=True),
    Column("unit", String, nullable=False, index=True),
    Column("audit", String, nullable=False),
    Column("check", String, nullable=False),
    Column("place", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("log_index", Integer),
    Column("met_at", String, nullable=False),
    Column("met_last_at", String, nullable=False),
    Column("reopened", Integer, nullable=False),
    Column("settled_at", String),
)
"""Every finding as it stands; `number` counts them in the order in which they were met first."""

ANSWER = Table(
    "answer",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
    Column("statement", String, nullable=False),
)
"""What was said of a finding; `place` counts what was said of one."""

RUN = Table(
    "run",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("audit", String, nullable=False),
    Column("ended_at", String, nullable=False),
    Column("facts", Integer, nullable=False),
    Column("findings", Integer, nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("through", Integer, nullable=False),
)
"""Every audit that was made; `number` counts them."""

EXPORT = Table(
    "export",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, nullable=False, index=True),
    Column("unit", String, nullable=False, index=True),
    Column("export", String, nullable=False),
    Column("series", String, nullable=False),
    Column("from_on", String, nullable=False),
    Column("to_on", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("ordered_by", String, nullable=False),
    Column("ordered_at", String, nullable=False),
    Column("digest", String),
    Column("facts", Integer),
    Column("octets", Integer),
    Column("log_size", Integer),
    Column("ended_at", String),
    Column("reason", String),
)
"""Every export of archives as it stands; `number` counts the orders."""
