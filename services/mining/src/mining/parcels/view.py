"""The parcels that mining used up, and what arable land may be given up and was won back."""

from typing import Any

from contracts.mining.parcels.messages import (
    ArableLimitSet,
    DamagedLandSurveyed,
    LandChangeEntered,
    LandReportReviewed,
    ReclaimedArableUsed,
)
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, delete, insert, update

from mining.tables import METADATA

PARCEL = Table(
    "parcel",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("parcel", String, primary_key=True),
    Column("mine", String, nullable=False),
    Column("square_metres", Integer, nullable=False),
    Column("arable", Integer, nullable=False),
    Column("basic_farmland", Integer, nullable=False),
    Column("is_passed", Boolean),
    Column("entered_on", String),
)

ARABLE = Table(
    "arable_limit",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("most", Integer, nullable=False),
)

RECLAIMED = Table(
    "reclaimed_arable",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("site", String, nullable=False),
    Column("square_metres", Integer, nullable=False),
)


def _limited(connection: Connection, fact: ArableLimitSet, recorded: Recorded) -> None:
    connection.execute(delete(ARABLE).where(ARABLE.c.unit == fact.unit))
    connection.execute(insert(ARABLE).values({"unit": fact.unit, "most": fact.most}))


def _used(connection: Connection, fact: ReclaimedArableUsed, recorded: Recorded) -> None:
    key = {"unit": fact.unit, "revision": recorded.revision}
    connection.execute(insert(RECLAIMED).values({**key, "site": fact.site, "square_metres": fact.square_metres}))


def _surveyed(connection: Connection, fact: DamagedLandSurveyed, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "parcel": fact.parcel,
        "mine": fact.mine,
        "square_metres": fact.square_metres,
        "arable": fact.arable,
        "basic_farmland": fact.basic_farmland,
    }
    connection.execute(insert(PARCEL).values(row))


def _reviewed(connection: Connection, fact: LandReportReviewed, recorded: Recorded) -> None:
    _change(connection, fact.unit, fact.parcel, is_passed=fact.is_passed)


def _entered(connection: Connection, fact: LandChangeEntered, recorded: Recorded) -> None:
    _change(connection, fact.unit, fact.parcel, entered_on=fact.entered_on.isoformat())


def _change(connection: Connection, unit: str, parcel: str, **news: Any) -> None:
    connection.execute(update(PARCEL).where(PARCEL.c.unit == unit, PARCEL.c.parcel == parcel).values(news))


PARCELS = Projection(
    name="parcels",
    version=1,
    applies={
        ArableLimitSet: _limited,
        ReclaimedArableUsed: _used,
        DamagedLandSurveyed: _surveyed,
        LandReportReviewed: _reviewed,
        LandChangeEntered: _entered,
    },
)
