"""The tables of elections and elected offices. Nobody's name is here: disclosure publishes who was elected."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text

from portal.projections.tables import METADATA

ELECTION = Table(
    "election",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("basis", String, nullable=False),
    Column("contests", Text, nullable=False),
    Column("held_on", String, nullable=False, index=True),
    Column("voters", Integer),
    Column("announced_on", String),
    Column("fact", String, nullable=False),
)
"""From the day it was planned. `contests` is a JSON list of post and seats; `voters` are those on the final roll."""

POLL = Table(
    "poll",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("poll", String, nullable=False),
    Column("totals", Text, nullable=False),
    Column("contests", Text, nullable=False),
    Column("clauses", Text, nullable=False),
    Column("declared_on", String, nullable=False),
    Column("fact", String, nullable=False),
)
"""How a round came out: declared, void, or with too few voters. `totals`, `contests` and `clauses` are JSON; a contest
has the votes of the elected and of all others, without saying whose they are."""

HOLDING = Table(
    "holding",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("post", String, nullable=False),
    Column("person", String, nullable=False),
    Column("basis", String, nullable=False),
    Column("elected_on", String, nullable=False),
    Column("term_ends_on", String, nullable=False),
    Column("owes_oath", Boolean, nullable=False),
    Column("sworn_on", String),
    Column("ended_on", String),
    Column("fact", String, nullable=False),
)
"""`person` tells two holders of one office apart, and stands on no page."""

VACANCY = Table(
    "vacancy",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("post", String, nullable=False),
    Column("vacated_on", String, nullable=False),
    Column("clause", Text, nullable=False),
    Column("filled_on", String),
    Column("fact", String, nullable=False),
)
"""A by-election is owed while `filled_on` is empty."""
