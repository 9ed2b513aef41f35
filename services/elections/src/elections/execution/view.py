"""The execution of resolutions, as it stands."""

from contracts.elections.execution.messages import ExecutionOpened, ExecutionReported
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, Text, insert, update

from elections.tables import METADATA

EXECUTION = Table(
    "execution",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("congress", String, nullable=False, index=True),
    Column("term", Integer, nullable=False),
    Column("session", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("responsible", String, nullable=False),
    Column("status", String),
    Column("on", String),
    Column("text", Text),
)


def _opened(connection: Connection, fact: ExecutionOpened, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "congress": fact.congress,
        "term": fact.term,
        "session": fact.session,
        "number": fact.number,
        "title": fact.title,
        "responsible": fact.unit,
    }
    connection.execute(insert(EXECUTION).values(row))


def _reported(connection: Connection, fact: ExecutionReported, recorded: Recorded) -> None:
    news = {"status": fact.status.value, "on": fact.on.isoformat(), "text": fact.text}
    connection.execute(update(EXECUTION).where(EXECUTION.c.stream == recorded.stream).values(news))


EXECUTIONS = Projection(
    name="executions",
    version=1,
    applies={ExecutionOpened: _opened, ExecutionReported: _reported},
)
