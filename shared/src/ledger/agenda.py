"""What falls due, and which command the sweeper then sends: the agenda of a view. Part of the door to SQLAlchemy."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import NamedTuple, Protocol

from contracts.fields import instant_text
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from ledger.prepared import Lookup, Prepared


class Readable(Protocol):
    """Whatever gives a connection to read by: a generation of views."""

    def reading(self) -> AbstractContextManager[Connection]: ...


def agenda_table(metadata: MetaData) -> Table:
    """What falls due: at `due_at` (recorded instant text) the sweeper sends the command to the stream."""
    return Table(
        "agenda",
        metadata,
        Column("stream", String, primary_key=True),
        Column("rung", String, primary_key=True),
        Column("due_at", String, index=True, nullable=False),
        Column("command", String, nullable=False),
        Column("document", Text, nullable=False),
        sqlite_with_rowid=False,
    )


@dataclass(frozen=True, slots=True)
class Due:
    """One line of the agenda."""

    stream: str
    rung: str
    due_at: str
    command: str
    document: str


_DUE = tuple(item.name for item in fields(Due))


def schedule(connection: Connection, agenda: Table, item: Due) -> None:
    """Put on the agenda; a line for the same stream and rung is replaced."""
    _agenda(agenda).schedule(
        connection,
        {
            "stream": item.stream,
            "rung": item.rung,
            "due_at": item.due_at,
            "command": item.command,
            "document": item.document,
        },
    )


def strike(connection: Connection, agenda: Table, stream: str, rung: str) -> None:
    _agenda(agenda).strike(connection, {"of_stream": stream, "of_rung": rung})


class _Agenda(NamedTuple):
    """The statements of one agenda."""

    schedule: Prepared
    strike: Prepared
    fallen_due: Lookup


@cache
def _agenda(agenda: Table) -> _Agenda:
    line = and_(agenda.c.stream == bindparam("of_stream"), agenda.c.rung == bindparam("of_rung"))
    fallen_due = (
        select(*(agenda.c[name] for name in _DUE))
        .where(agenda.c.due_at <= bindparam("now"))
        .order_by(agenda.c.due_at, agenda.c.stream, agenda.c.rung)
        .limit(bindparam("limit", type_=Integer))
    )
    return _Agenda(
        schedule=Prepared(insert(agenda).prefix_with("OR REPLACE")),
        strike=Prepared(delete(agenda).where(line)),
        fallen_due=Lookup(fallen_due),
    )


def postpone(connection: Connection, agenda: Table, stream: str, rung: str, due_at: str) -> None:
    """The line falls due at another moment; nothing if there is none."""
    line = update(agenda).where(agenda.c.stream == stream, agenda.c.rung == rung)
    connection.execute(line.values(due_at=due_at))


def fallen_due(view: Readable, agenda: Table, now: datetime, *, limit: int) -> list[Due]:
    """What has fallen due, oldest first."""
    with view.reading() as connection:
        rows = _agenda(agenda).fallen_due(connection, {"now": instant_text(now), "limit": limit})
    return [Due(*row) for row in rows]


def next_due(view: Readable, agenda: Table, now: datetime) -> datetime | None:
    """When the next line that is not due yet falls due."""
    query = select(func.min(agenda.c.due_at)).where(agenda.c.due_at > instant_text(now))
    with view.reading() as connection:
        text = connection.execute(query).scalar_one()
    return None if text is None else datetime.fromisoformat(text)
