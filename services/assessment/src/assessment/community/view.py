"""Who holds which title, and each community's whole timeline."""

from datetime import datetime

from contracts.assessment.community.messages import (
    AcceptanceApplied,
    AcceptanceBegun,
    AcceptanceRefused,
    CommunityTitleConferred,
    CommunityTitleLost,
    MethodRecorded,
    ProgrammeEntered,
    SelfCheckRecorded,
    SheetTaken,
)
from contracts.fields import instant_text
from contracts.impartiality import TIE_FACTS
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, and_, delete, func, insert, select

from assessment.tables import METADATA

TITLE = Table(
    "title",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("title", String, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("time", Integer, nullable=False),
    Column("conferred_at", String, nullable=False),
    Column("digest", String, nullable=False),
)
"""The titles that are held now."""

TITLE_STEP = Table(
    "title_step",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("fact", String, nullable=False),
    Column("title", String),
    Column("year", Integer),
    Column("happened_at", String, nullable=False),
    Column("reason", String),
)
"""The timeline of a community: every step of every year, titles lost and regained."""


def _step(
    connection: Connection,
    recorded: Recorded,
    unit: str,
    at: datetime,
    *,
    year: int | None,
    title: str | None = None,
    reason: str | None = None,
) -> None:
    so_far = select(func.count()).where(TITLE_STEP.c.unit == unit)
    row = {
        "unit": unit,
        "place": connection.execute(so_far).scalar_one(),
        "fact": recorded.type,
        "title": title,
        "year": year,
        "happened_at": instant_text(at),
        "reason": reason,
    }
    connection.execute(insert(TITLE_STEP).values(row))


def _entered(connection: Connection, fact: ProgrammeEntered, recorded: Recorded) -> None:
    _step(connection, recorded, fact.unit, fact.entered_at, year=fact.year)


def _checked(connection: Connection, fact: SelfCheckRecorded, recorded: Recorded) -> None:
    _step(connection, recorded, fact.unit, fact.recorded_at, year=fact.year, reason=fact.findings)


def _applied(connection: Connection, fact: AcceptanceApplied, recorded: Recorded) -> None:
    _step(connection, recorded, fact.unit, fact.applied_at, year=fact.year)


def _begun(connection: Connection, fact: AcceptanceBegun, recorded: Recorded) -> None:
    _step(connection, recorded, fact.unit, fact.begun_at, year=fact.year)


def _method(connection: Connection, fact: MethodRecorded, recorded: Recorded) -> None:
    _step(connection, recorded, fact.unit, fact.recorded_at, year=fact.year, reason=fact.findings)


def _taken(connection: Connection, fact: SheetTaken, recorded: Recorded) -> None:
    _step(connection, recorded, fact.unit, fact.taken_at, year=fact.year)


def _refused(connection: Connection, fact: AcceptanceRefused, recorded: Recorded) -> None:
    _step(connection, recorded, fact.unit, fact.refused_at, year=fact.year, reason=fact.reason)


def _conferred(connection: Connection, fact: CommunityTitleConferred, recorded: Recorded) -> None:
    title, at = fact.title.value, fact.conferred_at
    _step(connection, recorded, fact.unit, at, year=fact.year, title=title, reason=fact.reason)
    row = {
        "unit": fact.unit,
        "title": title,
        "year": fact.year,
        "time": fact.time,
        "conferred_at": instant_text(at),
        "digest": fact.digest,
    }
    connection.execute(insert(TITLE).values(row))


def _lost(connection: Connection, fact: CommunityTitleLost, recorded: Recorded) -> None:
    title = fact.title.value
    _step(connection, recorded, fact.unit, fact.lost_at, year=None, title=title, reason=fact.reason)
    connection.execute(delete(TITLE).where(and_(TITLE.c.unit == fact.unit, TITLE.c.title == title)))


TITLES = Projection(
    name="titles",
    version=1,
    applies={
        ProgrammeEntered: _entered,
        SelfCheckRecorded: _checked,
        AcceptanceApplied: _applied,
        AcceptanceBegun: _begun,
        MethodRecorded: _method,
        SheetTaken: _taken,
        AcceptanceRefused: _refused,
        CommunityTitleConferred: _conferred,
        CommunityTitleLost: _lost,
    },
    ignores=frozenset({*TIE_FACTS}),
)
