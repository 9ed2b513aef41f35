"""Views: tables that are read, made from facts and from nothing else. The door to SQLAlchemy.

A view is disposable. It lives in one SQLite file per service and generation; a rebuild fills a new generation beside
the live one and then moves the pointer, so that readers never see a half-built view.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from contracts.canonical import digest_of
from contracts.errors import Behind
from contracts.fields import instant_text
from sqlalchemy import (
    Column,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    bindparam,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy import (
    Connection as Connection,
)

from ledger.prepared import Prepared as Prepared
from ledger.store import START, Recorded

_FIRST = "views-1.sqlite"

Apply = Callable[[Connection, Any, Recorded], None]
"""Changes the tables for one fact: (connection, the fact as its message, the fact as recorded)."""


@dataclass(frozen=True, slots=True)
class Projection:
    """One view: which facts change it and how. Facts without effect are named, never skipped by a default branch.

    `version` goes up when the same facts would give other rows; a service then rebuilds by itself.
    """

    name: str
    version: int
    applies: Mapping[type, Apply]
    ignores: frozenset[type]


def bookmark_table(metadata: MetaData) -> Table:
    """How far the rows of this file have been read from the log, and by which versions of the projections."""
    return Table("bookmark", metadata, Column("position", Integer), Column("built_by", String))


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
    )


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables of one service and the projections that fill them."""

    metadata: MetaData
    bookmark: Table
    agenda: Table
    projections: Sequence[Projection]

    @property
    def built_by(self) -> str:
        return digest_of({item.name: item.version for item in self.projections})


class ViewFile:
    """One generation of a service's views."""

    def __init__(self, path: Path, schema: Schema) -> None:
        self.path = path
        self._schema = schema
        self._engine = _engine(path)

    def create(self) -> None:
        """Make the tables if they are not there."""
        self._schema.metadata.create_all(self._engine)
        with self._engine.begin() as connection:
            if connection.execute(select(self._schema.bookmark)).first() is None:
                row = {"position": START, "built_by": self._schema.built_by}
                connection.execute(insert(self._schema.bookmark).values(row))

    def bookmark(self) -> int:
        with self._engine.connect() as connection:
            return int(connection.execute(select(self._schema.bookmark.c.position)).scalar_one())

    def is_current(self) -> bool:
        """Built by the projections of this release."""
        with self._engine.connect() as connection:
            built_by = connection.execute(select(self._schema.bookmark.c.built_by)).scalar_one()
        return bool(built_by == self._schema.built_by)

    @contextmanager
    def writing(self, position: int) -> Iterator[Connection]:
        """One transaction for rows and bookmark."""
        with self._engine.begin() as connection:
            yield connection
            connection.execute(update(self._schema.bookmark).values(position=position))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table but the bookmark, sorted: to compare two generations."""
        tables = [table for table in self._schema.metadata.sorted_tables if table is not self._schema.bookmark]
        with self._engine.connect() as connection:
            return {table.name: sorted(map(tuple, connection.execute(select(table))), key=repr) for table in tables}

    def close(self) -> None:
        self._engine.dispose()


class Views:
    """A service's views: the live generation, and how to replace it."""

    def __init__(self, folder: Path, schema: Schema) -> None:
        self.schema = schema
        self._folder = folder
        self._pointer = folder / "live"
        self._live: ViewFile | None = None
        self.changes = 0
        """How often this process has changed the views: whoever has seen them all need not look again."""

    def note_change(self) -> None:
        self.changes += 1

    def prepare(self) -> None:
        """Make the first generation, if there is none; only the process that writes calls this."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if not self._pointer.exists():
            first = ViewFile(self._folder / _FIRST, self.schema)
            first.create()
            first.close()
            _write_whole(self._pointer, _FIRST)

    def live(self) -> ViewFile:
        """The generation that the pointer names. `Behind` if none has been made yet."""
        name = self._pointed()
        live = self._live
        if live is None or live.path.name != name:
            live = self._live = ViewFile(self._folder / name, self.schema)
        return live

    def next_generation(self) -> ViewFile:
        """An empty generation beside the live one; what an interrupted rebuild left is removed."""
        number = int(self._pointed().removeprefix("views-").removesuffix(".sqlite")) + 1
        path = self._folder / f"views-{number}.sqlite"
        _remove(path)
        generation = ViewFile(path, self.schema)
        generation.create()
        return generation

    def switch_to(self, generation: ViewFile) -> None:
        """Readers go over at their next query; the generation before stays for a look back, older ones go."""
        generation.close()
        old = self._pointed()
        _write_whole(self._pointer, generation.path.name)
        for path in self._folder.glob("views-*.sqlite"):
            if path.name not in (old, generation.path.name):
                _remove(path)

    def close(self) -> None:
        if self._live is not None:
            self._live.close()
            self._live = None

    def _pointed(self) -> str:
        try:
            return self._pointer.read_text("utf-8")
        except FileNotFoundError:
            raise Behind("The views have not been made yet.") from None


@dataclass(frozen=True, slots=True)
class Due:
    """One line of the agenda."""

    stream: str
    rung: str
    due_at: str
    command: str
    document: str


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


@cache
def _agenda(agenda: Table) -> _Agenda:
    line = and_(agenda.c.stream == bindparam("of_stream"), agenda.c.rung == bindparam("of_rung"))
    return _Agenda(
        schedule=Prepared(insert(agenda).prefix_with("OR REPLACE")), strike=Prepared(delete(agenda).where(line))
    )


def postpone(connection: Connection, agenda: Table, stream: str, rung: str, due_at: str) -> None:
    """The line falls due at another moment; nothing if there is none."""
    line = update(agenda).where(agenda.c.stream == stream, agenda.c.rung == rung)
    connection.execute(line.values(due_at=due_at))


def fallen_due(view: ViewFile, agenda: Table, now: datetime, *, limit: int) -> list[Due]:
    """What has fallen due, oldest first."""
    query = (
        select(agenda)
        .where(agenda.c.due_at <= instant_text(now))
        .order_by(agenda.c.due_at, agenda.c.stream, agenda.c.rung)
        .limit(limit)
    )
    with view.reading() as connection:
        return [Due(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001 - SQLAlchemy's public name


def next_due(view: ViewFile, agenda: Table, now: datetime) -> datetime | None:
    """When the next line that is not due yet falls due."""
    query = select(func.min(agenda.c.due_at)).where(agenda.c.due_at > instant_text(now))
    with view.reading() as connection:
        text = connection.execute(query).scalar_one()
    return None if text is None else datetime.fromisoformat(text)


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA busy_timeout=5000")

    return engine


def _write_whole(path: Path, text: str) -> None:
    beside = path.with_suffix(".new")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
