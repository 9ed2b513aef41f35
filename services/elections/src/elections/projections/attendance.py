"""The sessions that deputies came to, from the sessions' own record."""

from typing import get_args

from contracts.elections.session.messages import SessionFact, SessionOpened
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, insert

from elections.projections.streams import facts_outside
from elections.projections.tables import METADATA

ATTENDANCE = Table(
    "attendance",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("deputy", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("term", Integer, nullable=False),
    Column("session", Integer, nullable=False),
    Column("opened_on", String, nullable=False),
)


def _opened(connection: Connection, fact: SessionOpened, recorded: Recorded) -> None:
    rows = [
        {
            "stream": recorded.stream,
            "deputy": deputy,
            "unit": fact.unit,
            "term": fact.term,
            "session": fact.session,
            "opened_on": fact.opened_on.isoformat(),
        }
        for deputy in fact.attending
    ]
    connection.execute(insert(ATTENDANCE), rows)


ATTENDANCES = Projection(
    name="attendances",
    version=1,
    applies={SessionOpened: _opened},
    ignores=facts_outside("session") | (frozenset(get_args(SessionFact)) - {SessionOpened}),
)
