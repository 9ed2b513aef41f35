"""Land of mines as it was planned, requested, supplied and reclaimed; and the parcels that mining used up."""

from typing import Any

from contracts.mining.mine.messages import FundRecommended, LandPlanned, LandReclaimed, LandRequested, LandSupplied
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

from mining.projections.streams import facts_outside
from mining.projections.tables import METADATA

MINE_LAND = Table(
    "mine_land",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("act", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("square_metres", Integer),
    Column("linked", Integer),
)
"""One row for each act: its fact's name, what it is about, and, of reclaimed land, how much new land is linked."""

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


def _planned(connection: Connection, fact: LandPlanned, recorded: Recorded) -> None:
    _act(connection, recorded, fact.unit, fact.plan, square_metres=fact.square_metres)


def _requested(connection: Connection, fact: LandRequested, recorded: Recorded) -> None:
    _act(connection, recorded, fact.unit, fact.kind, square_metres=fact.square_metres)


def _supplied(connection: Connection, fact: LandSupplied, recorded: Recorded) -> None:
    _act(connection, recorded, fact.unit, fact.mode, square_metres=fact.square_metres)


def _reclaimed(connection: Connection, fact: LandReclaimed, recorded: Recorded) -> None:
    subject = fact.reclaimed_on.isoformat()
    _act(connection, recorded, fact.unit, subject, square_metres=fact.reclaimed, linked=fact.entitled)


def _recommended(connection: Connection, fact: FundRecommended, recorded: Recorded) -> None:
    _act(connection, recorded, fact.unit, fact.fund)


def _act(connection: Connection, recorded: Recorded, unit: str, subject: str, **figures: int) -> None:
    act = recorded.type.partition(".")[2].rpartition(".v")[0]
    row: dict[str, Any] = {"unit": unit, "revision": recorded.revision, "act": act, "subject": subject}
    connection.execute(insert(MINE_LAND).values({**row, **figures}))


MINE_LANDS = Projection(
    name="mine-land",
    version=1,
    applies={
        LandPlanned: _planned,
        LandRequested: _requested,
        LandSupplied: _supplied,
        LandReclaimed: _reclaimed,
        FundRecommended: _recommended,
    },
    ignores=facts_outside("land"),
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


PARCELS_VIEW = Projection(
    name="parcels",
    version=1,
    applies={
        ArableLimitSet: _limited,
        ReclaimedArableUsed: _used,
        DamagedLandSurveyed: _surveyed,
        LandReportReviewed: _reviewed,
        LandChangeEntered: _entered,
    },
    ignores=facts_outside("parcels"),
)
