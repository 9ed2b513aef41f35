"""The tables of the directory of green mines."""

from sqlalchemy import Column, Integer, String, Table

from portal.projections.tables import METADATA

MINE = Table(
    "mine",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("mineral", String, nullable=False),
)
"""Mines on the register; what is not listed has no page."""

LISTING = Table(
    "mine_listing",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("level", String, nullable=False),
    Column("standard", String, nullable=False),
    Column("certified_on", String, index=True),
    Column("removed_on", String),
    Column("effective_on", String),
    Column("ground", String),
    Column("fact", String, nullable=False),
)
"""A round of certification; in the directory from `certified_on` to the day before `effective_on`."""
