"""A small county's record on a real node, with its audit log, copied afresh for every test that does harm to it."""

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from audit.finding import Finding
from audit.memory import Memory
from audit.verify import Settings, Verified, verify
from esdbclient.protos.Grpc import streams_pb2
from ledger.audit_log import AuditLog
from ledger.clock import MachineClock
from ledger.copying import Bookmark, copy
from ledger.esdb import EsdbStore
from ledger.log_builder import LogBuilder
from ledger.memory import MemoryStore
from ledger.store import Recorded
from localnode.testing import running_node
from sunledger.example import Player, read_example
from sunledger.home import installed_services
from transparency.keys import log_key

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "faults"))
EXAMPLE = ROOT / "deploy" / "examples" / "ningdu"
UNITS = 8
MONTHS = 9


def played(folder: Path) -> MemoryStore:
    """Some months of the example county, and some of its units."""
    example = read_example(EXAMPLE)
    begins = example.begins
    few = replace(example, units=example.units[:UNITS], ends=begins + timedelta(days=30 * MONTHS))
    store = MemoryStore()
    Player(few, installed_services(), store, folder, lambda *_: None).play()
    return store


@dataclass(frozen=True, slots=True)
class Record:
    """A node's file and a log's folder that a test may do harm to; nothing runs while it does."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "node" / "events.db"

    @property
    def log(self) -> AuditLog:
        return AuditLog(self.folder / "log")

    @property
    def key(self) -> Path:
        return self.folder / "log.key"

    @contextmanager
    def store(self) -> Iterator[EsdbStore]:
        with running_node(self.file.parent) as node:
            store = EsdbStore(node.uri, timeout_s=20.0)
            try:
                yield store
            finally:
                store.close()

    def verified(self, *, memory: Path | None = None, **options: Any) -> Verified:
        with self.store() as store, closing(Memory(memory)) as remembered:
            given = {"keys": self.log.published_keys(), "now": MachineClock().now(), **options}
            return verify(store, self.log, remembered, Settings(**given))

    def facts(self) -> list[Recorded]:
        with closing(sqlite3.connect(self.file)) as connection:
            bodies = connection.execute("SELECT body FROM events ORDER BY position").fetchall()
        return [_recorded(body) for (body,) in bodies]

    def execute(self, statement: str, *values: Any) -> None:
        with closing(sqlite3.connect(self.file)) as connection, connection:
            connection.execute(statement, values)

    def edit(self, position: int, change: Callable[[Any], None]) -> None:
        """Change what the node keeps of the fact at this position, as whoever has the file can."""
        with closing(sqlite3.connect(self.file)) as connection, connection:
            (body,) = connection.execute("SELECT body FROM events WHERE position = ?", (position,)).fetchone()
            answer: Any = streams_pb2.ReadResp.FromString(body)
            change(answer.event.event)
            changed = answer.SerializeToString()
            connection.execute("UPDATE events SET body = ? WHERE position = ?", (changed, position))

    def flip(self, position: int, part: str, byte: int) -> None:
        """One bit of one byte of a fact's `data` or `custom_metadata`."""

        def change(event: Any) -> None:
            content = bytearray(getattr(event, part))
            content[byte] ^= 1
            setattr(event, part, bytes(content))

        self.edit(position, change)

    def exchange(self, one: int, other: int) -> None:
        """Two facts in each other's place of the order, each whole."""
        self._move(one, -1)
        self._move(other, one)
        self._move(-1, other)

    def _move(self, position: int, to: int) -> None:
        def change(event: Any) -> None:
            event.commit_position = event.prepare_position = max(0, to)

        self.edit(position, change)
        self.execute("UPDATE events SET position = ? WHERE position = ?", to, position)

    def build_log(self, store: Any) -> AuditLog:
        builder = LogBuilder(store, self.log.folder, log_key(self.key, "sunledger-log"))
        builder.resume()
        builder.catch_up()
        return self.log


def _recorded(body: bytes) -> Recorded:
    event: Any = streams_pb2.ReadResp.FromString(body).event.event
    return Recorded(
        stream=event.stream_identifier.stream_name.decode(),
        revision=event.stream_revision,
        position=event.commit_position,
        id=UUID(event.id.string),
        type=event.metadata["type"],
        data=event.data,
        metadata=event.custom_metadata,
    )


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> MemoryStore:
    return played(tmp_path_factory.mktemp("played"))


@pytest.fixture(scope="session")
def sound(history: MemoryStore, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The record as it should be; nobody may change it."""
    record = Record(tmp_path_factory.mktemp("sound"))
    record.file.parent.mkdir()
    with record.store() as store:
        copy(history, store, Bookmark(record.folder / "copy.json"), lambda _: None)
        record.build_log(store)
    return record


@pytest.fixture
def record(sound: Record, tmp_path: Path) -> Record:
    return Record(Path(shutil.copytree(sound.folder, tmp_path / "record")))


@pytest.fixture(scope="session")
def served(sound: Record, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a node has a copy of the sound record, for what only reads; other tests may open the record itself."""
    record = Record(Path(shutil.copytree(sound.folder, tmp_path_factory.mktemp("served") / "record")))
    with running_node(record.file.parent) as node:
        yield node.uri


@pytest.fixture
def found() -> Callable[[Verified], set[tuple[str, str]]]:
    """(check, place) of everything that was found."""

    def pairs(verified: Verified) -> set[tuple[str, str]]:
        return {(finding.check, finding.place) for finding in verified.findings}

    return pairs


def indexes(findings: tuple[Finding, ...], check: str) -> list[int | None]:
    return [finding.index for finding in findings if finding.check == check]
