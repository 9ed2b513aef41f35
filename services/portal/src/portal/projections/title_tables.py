"""The tables of titles: who holds or held one, and who takes part in a year's creation."""

from sqlalchemy import Column, Integer, String, Table, Text

from portal.projections.tables import METADATA

TITLE = Table(
    "title",
    METADATA,
    Column("fact", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("title", String, nullable=False),
    Column("year", Integer),
    Column("reason", Text, nullable=False),
    Column("conferred_at", String, nullable=False),
    Column("lost_at", String),
    Column("lost_reason", Text),
)
"""`title`: qualified or demonstration of a community, district, or commended of a township. A district's has no
year. One that was lost stays, with the day and the reason."""

YEARLY_LIST = Table(
    "yearly_list",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("communities", Text, nullable=False),
    Column("of", Integer, nullable=False),
    Column("fact", String, nullable=False),
)
"""Which communities of a district take part in a year; `communities` is a JSON list of codes."""
