"""Views: tables that are read, made from facts and from nothing else. The door to SQLAlchemy.

A view is disposable. It lives in one SQLite file per service and generation; a rebuild fills a new generation beside
the live one and then moves the pointer, so that readers never see a half-built view.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from contracts.canonical import digest_of
from contracts.errors import Behind
from contracts.message import Json
from sqlalchemy import (
    Column,
    Engine,
    Integer,
    MetaData,
    String,
    bindparam,
    create_engine,
    create_mock_engine,
    event,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy import (
    Connection as Connection,
)
from sqlalchemy import (
    Table as Table,
)
from sqlalchemy.schema import ExecutableDDLElement

from ledger.agenda import Due as Due
from ledger.agenda import agenda_table as agenda_table
from ledger.agenda import fallen_due as fallen_due
from ledger.agenda import next_due as next_due
from ledger.agenda import postpone as postpone
from ledger.agenda import schedule as schedule
from ledger.agenda import strike as strike
from ledger.heap import PAGES_KB
from ledger.held import Held as Held
from ledger.held import Shelf, begin_holding, save_held
from ledger.prepared import Lookup as Lookup
from ledger.prepared import NamedLookup as NamedLookup
from ledger.prepared import Prepared as Prepared
from ledger.store import START, Recorded

_FIRST = "views-1.sqlite"

Apply = Callable[[Connection, Any, Recorded], None]
"""Changes the tables for one fact: (connection, the fact as its message, the fact as recorded)."""

ApplyDocument = Callable[[Connection, Json, Recorded], None]
"""The same with the fact as its newest version's document, for what is kept as it was written."""


_NONE: Mapping[type, ApplyDocument] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Projection:
    """One view: which facts change it and how. Of its stream's facts it names those without effect too.

    `version` goes up when the same facts would give other rows; a service then rebuilds by itself.
    """

    name: str
    version: int
    applies: Mapping[type, Apply]
    ignores: frozenset[type] = frozenset()
    applies_documents: Mapping[type, ApplyDocument] = field(default_factory=lambda: _NONE)

    @property
    def named(self) -> frozenset[type]:
        return frozenset((*self.applies, *self.applies_documents, *self.ignores))


def bookmark_table(metadata: MetaData) -> Table:
    """How far the rows of this file have been read from the log, and by which versions of the projections."""
    return Table("bookmark", metadata, Column("position", Integer), Column("built_by", String))


class _Bookmark(NamedTuple):
    """The statements of one bookmark."""

    position: Lookup
    move: Prepared


@cache
def _bookmark(table: Table) -> _Bookmark:
    return _Bookmark(
        position=Lookup(select(table.c.position)), move=Prepared(update(table).values(position=bindparam("to")))
    )


@cache
def _whole(table: Table) -> Lookup:
    return Lookup(select(table))


@cache
def _making(metadata: MetaData) -> str:
    """One transaction that makes all tables, and whatever is made after them."""
    statements = ["BEGIN"]

    def keep(statement: ExecutableDDLElement, *_: Any) -> None:
        statements.append(str(statement.compile(dialect=engine.dialect)))

    engine = create_mock_engine("sqlite://", keep)
    metadata.create_all(engine, checkfirst=False)
    return ";\n".join((*statements, "COMMIT;"))


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

    def __init__(self, path: Path, schema: Schema, *, is_filled: bool = True) -> None:
        """What is not filled yet is thrown away when the machine stops, and so is written without safeguards."""
        self.path = path
        self._schema = schema
        self._engine = _engine(path, _OF_FILLED if is_filled else _OF_FILLING)
        self._is_filled = is_filled
        self._shelf = Shelf()

    def create(self) -> None:
        """Make the tables if they are not there."""
        with self._engine.connect() as connection:
            if not inspect(connection).has_table(self._schema.bookmark.name):
                connection.connection.cursor().executescript(_making(self._schema.metadata))
        with self._engine.begin() as connection:
            if connection.execute(select(self._schema.bookmark)).first() is None:
                row = {"position": START, "built_by": self._schema.built_by}
                connection.execute(insert(self._schema.bookmark).values(row))

    def bookmark(self) -> int:
        with self._engine.connect() as connection:
            [(position,)] = _bookmark(self._schema.bookmark).position(connection, {})
        return int(position)

    def is_current(self) -> bool:
        """Built by the projections of this release."""
        with self._engine.connect() as connection:
            built_by = connection.execute(select(self._schema.bookmark.c.built_by)).scalar_one()
        return bool(built_by == self._schema.built_by)

    @contextmanager
    def writing(self, position: int) -> Iterator[Connection]:
        """One transaction for rows and bookmark."""
        bookmark = _bookmark(self._schema.bookmark)
        with self._engine.begin() as connection:
            [(before,)] = bookmark.position(connection, {})
            begin_holding(connection, self._shelf, at=before, is_filled=self._is_filled)
            yield connection
            save_held(connection, self._shelf, at=position)
            bookmark.move(connection, {"to": position})

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table but the bookmark, sorted: to compare two generations."""
        tables = [table for table in self._schema.metadata.sorted_tables if table is not self._schema.bookmark]
        with self._engine.connect() as connection:
            return {table.name: sorted(_whole(table)(connection, {}), key=repr) for table in tables}

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
        generation = ViewFile(path, self.schema, is_filled=False)
        generation.create()
        return generation

    def switch_to(self, generation: ViewFile) -> None:
        """Readers go over at their next query; the generation before stays for a look back, older ones go."""
        generation.close()
        _sync(generation.path)
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


_OF_FILLED = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000", f"cache_size=-{PAGES_KB}")
_OF_FILLING = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-65536")


def _engine(path: Path, pragmas: Sequence[str]) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _sync(path: Path) -> None:
    """On the disk before anybody is sent there."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _write_whole(path: Path, text: str) -> None:
    beside = path.with_suffix(".new")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
