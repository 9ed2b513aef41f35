"""Where the restoration of each mine stands, and which breaches are open."""

from typing import Any

from contracts.mining.restoration.messages import (
    BreachRecorded,
    BreachSettled,
    RestorationAccepted,
    RestorationApproved,
    RestorationHeard,
    RestorationPlanPosted,
)
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, insert, select, update

from mining.tables import METADATA

RESTORATION = Table(
    "restoration",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("posted_on", String),
    Column("approved", Boolean, nullable=False),
    Column("phases", Integer, nullable=False),
    Column("finished", Boolean, nullable=False),
    Column("open_breaches", Integer, nullable=False),
)


def _posted(connection: Connection, fact: RestorationPlanPosted, recorded: Recorded) -> None:
    _put(connection, fact.unit, posted_on=fact.posted_on.isoformat(), approved=False)


def _approved(connection: Connection, fact: RestorationApproved, recorded: Recorded) -> None:
    _put(connection, fact.unit, approved=True)


def _accepted(connection: Connection, fact: RestorationAccepted, recorded: Recorded) -> None:
    _put(connection, fact.unit, phases=fact.phase, finished=fact.is_last)


def _breached(connection: Connection, fact: BreachRecorded, recorded: Recorded) -> None:
    _put(connection, fact.unit, open_breaches=RESTORATION.c.open_breaches + 1)


def _settled(connection: Connection, fact: BreachSettled, recorded: Recorded) -> None:
    _put(connection, fact.unit, open_breaches=RESTORATION.c.open_breaches - 1)


def _put(connection: Connection, unit: str, **news: Any) -> None:
    """A mine's row begins with whatever is recorded first."""
    if connection.execute(select(RESTORATION.c.unit).where(RESTORATION.c.unit == unit)).first() is None:
        empty = {"unit": unit, "approved": False, "phases": 0, "finished": False, "open_breaches": 0}
        connection.execute(insert(RESTORATION).values(empty))
    connection.execute(update(RESTORATION).where(RESTORATION.c.unit == unit).values(news))


RESTORATIONS = Projection(
    name="restorations",
    version=1,
    applies={
        RestorationPlanPosted: _posted,
        RestorationApproved: _approved,
        RestorationAccepted: _accepted,
        BreachRecorded: _breached,
        BreachSettled: _settled,
    },
    ignores=frozenset({RestorationHeard}),
)
