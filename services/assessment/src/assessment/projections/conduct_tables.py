"""The tables of the conduct of townships' cadres."""

from sqlalchemy import Boolean, Column, Integer, String, Table

from assessment.projections.tables import METADATA

CONDUCT_RECORD = Table(
    "conduct_record",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("fact", String, nullable=False),
    Column("kind", String),
    Column("cadre", String),
    Column("on", String),
    Column("text", String),
    Column("span", String),
    Column("is_made_good", Boolean),
)
"""The record of a township's conduct in a year; `place` is the revision in its stream."""

CADRE_YEAR = Table(
    "cadre_year",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("cadre", String, primary_key=True),
    Column("layer", String, nullable=False),
    Column("assignments", String, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("diary", Integer, nullable=False),
    Column("village_days", Integer, nullable=False),
    Column("working_days", Integer, nullable=False),
    Column("supervised", Integer, nullable=False),
    Column("breaches", Integer, nullable=False),
    Column("missed", Integer, nullable=False),
)
"""What each cadre has done in a year; `working_days` 0 while no day in a village was entered."""

CONDUCT_YEAR = Table(
    "conduct_year",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("reached", Integer, nullable=False),
)
"""The years that are kept, with the households reached so far."""
