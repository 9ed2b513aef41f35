"""The tables of what is made known of green mines beside their directory."""

from sqlalchemy import Column, Integer, String, Table, Text

from portal.projections.tables import METADATA

CIRCULAR = Table(
    "circular",
    METADATA,
    Column("fact", String, primary_key=True),
    Column("unit", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("circular", String, nullable=False),
    Column("issued_on", String, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("clause", String, nullable=False),
)
"""`circular`: underperformance, or the kind of falsehood. What is not to be published is not here."""

EXPERIENCE = Table(
    "experience",
    METADATA,
    Column("fact", String, primary_key=True),
    Column("unit", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("commended_on", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("clause", String, nullable=False),
)

STANDARD = Table(
    "mine_standard",
    METADATA,
    Column("standard", String, primary_key=True),
    Column("unit", String, nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("level", String, nullable=False),
    Column("industry", String, nullable=False),
    Column("in_force_from", String, nullable=False),
    Column("items", Integer, nullable=False),
    Column("published_on", String, nullable=False),
    Column("packs", String, nullable=False),
    Column("fact", String, nullable=False),
)
"""`packs`: the texts that hold its items, as a JSON list of digests, the narrowest last."""
