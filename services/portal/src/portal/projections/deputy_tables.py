"""The tables of deputies: the roll of each congress, and what the law has made public of each."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text

from portal.projections.tables import METADATA

TERM = Table(
    "congress_term",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("term", Integer, primary_key=True),
    Column("seats", Integer, nullable=False),
    Column("elected_on", String, nullable=False),
    Column("begun_on", String),
    Column("ended_on", String),
    Column("confirmed", String),
)
"""`confirmed`: the fact by which the newest list was confirmed, which is owed to the public."""

DEPUTY = Table(
    "deputy",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("term", Integer, primary_key=True),
    Column("deputy", String, primary_key=True),
    Column("district", String, nullable=False),
    Column("elected_on", String, nullable=False),
    Column("by_election", Boolean, nullable=False),
    Column("public_on", String),
    Column("mandate", String, nullable=False),
    Column("ended_on", String),
    Column("end_fact", String),
)
"""Nobody stands on a page before `public_on`. `mandate`: valid, terminated, invalid. `deputy` is a reference that
stands on no page; a suspension is no public notice and is not kept."""

PROFILE = Table(
    "deputy_profile",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("deputy", String, primary_key=True),
    Column("profile", Text, nullable=False),
    Column("changed_at", String, nullable=False),
)
"""Only what is to be published."""

PERFORMANCE = Table(
    "deputy_performance",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("deputy", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("day", String, nullable=False),
)
"""What a deputy did, by kind and day; whom it was about is not kept."""

DUTY_REPORT = Table(
    "duty_report",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("deputy", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("reported_on", String, nullable=False),
    Column("venue", String, nullable=False),
    Column("attendance", Integer, nullable=False),
    Column("ratings", Text),
)
"""`ratings` is a JSON list of rating and number of voters."""

OPEN_SEAT = Table(
    "open_seat",
    METADATA,
    Column("fact", String, primary_key=True),
    Column("unit", String, nullable=False),
    Column("term", Integer, nullable=False),
    Column("district", String, nullable=False),
    Column("since", String, nullable=False),
)
"""A deputy's seat that a by-election is owed for; it goes when it is filled."""
