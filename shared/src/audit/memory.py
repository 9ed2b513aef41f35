"""What an audit remembers between two runs, in one file of its own: how far it came, and the end of every stream.

It is the auditor's only knowledge of the past that does not come from the store or the log; keep it apart from both.
"""

import itertools
import json
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from ledger.store import START
from transparency.inventory import Entry, section_of

from audit.finding import Finding
from audit.form import BEGINNING, Tip

MOST_TIPS = 5_000
"""How many ends of streams are in memory, but for those of one page; the rest is in the file."""

_AT_ONCE = 500
_TIP = "revision, digest, decided_at, command_id, part, parts"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS state (only INTEGER PRIMARY KEY CHECK (only = 1), document TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS tips (
    stream TEXT PRIMARY KEY, revision INTEGER NOT NULL, digest TEXT NOT NULL, decided_at TEXT NOT NULL,
    command_id TEXT NOT NULL, part INTEGER NOT NULL, parts INTEGER NOT NULL, run INTEGER NOT NULL,
    was INTEGER NOT NULL DEFAULT -1
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS findings (
    check_ TEXT NOT NULL, place TEXT NOT NULL, detail TEXT NOT NULL, at INTEGER,
    UNIQUE (check_, place, detail)
) STRICT;
"""

_KEEP_TIP = """
INSERT INTO tips (stream, revision, digest, decided_at, command_id, part, parts, run) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (stream) DO UPDATE SET
    was = CASE WHEN run < excluded.run THEN revision ELSE was END, revision = excluded.revision,
    digest = excluded.digest, decided_at = excluded.decided_at, command_id = excluded.command_id,
    part = excluded.part, parts = excluded.parts, run = excluded.run
"""

_ENDS = "SELECT stream, revision, digest FROM tips WHERE run = ? ORDER BY section_of(stream), stream"

MOST_TOLD = 10_000
"""Vanished streams that are named one by one."""


class NotAMemory(Exception):
    """The file is something else, or of another version."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far the record was verified. `roots` are those of the frontier of `size` leaves, as hexadecimal text.

    `clocks` is each service's latest `decided_at`, `offsets` how far its clock is from the machine's, in microseconds.
    `run` counts the passes from the beginning; `inventoried` is the position of the last inventory that was checked.
    """

    position: int = START
    facts: int = 0
    size: int = 0
    roots: tuple[str, ...] = ()
    stream: str = ""
    revision: int = -1
    digest: str = ""
    clocks: dict[str, str] = field(default_factory=dict)
    offsets: dict[str, int] = field(default_factory=dict)
    checkpoint: str = ""
    log_key: str = ""
    run: int = 1
    inventoried: int = START

    def anew(self) -> "Reached":
        """From the first fact again, with what is known of the log."""
        return Reached(checkpoint=self.checkpoint, log_key=self.log_key, run=self.run + 1)


class Memory:
    """The file, or nothing but a temporary one. Nothing counts until `save`."""

    def __init__(self, path: Path | None) -> None:
        self._tips: dict[str, Tip] = {}
        self._absent: frozenset[str] = frozenset()
        self._run = 1
        self._temporary = tempfile.TemporaryDirectory() if path is None else None
        self.path = path or Path(self._temporary.name if self._temporary else "") / "memory.sqlite"
        try:
            self._connection = sqlite3.connect(self.path, isolation_level=None)
            self._connection.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_SCHEMA}")
            self._connection.create_function("section_of", 1, section_of, deterministic=True)
            self._connection.execute("BEGIN")
            self.reached = self._read()
        except (sqlite3.Error, TypeError, ValueError) as error:
            raise NotAMemory(f"{path} is no memory of an audit: {error}") from error

    def expect(self, streams: AbstractSet[str]) -> None:
        """Have their ends at hand, asked for at once: each question lets other threads of the process go first."""
        self.make_room()
        wanted = sorted(streams - self._tips.keys())
        found = set[str]()
        for at in range(0, len(wanted), _AT_ONCE):
            some = wanted[at : at + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT stream, {_TIP} FROM tips WHERE run = ? AND stream IN ({marks})"  # noqa: S608 - only marks
            for stream, *row in self._connection.execute(query, (self._run, *some)):
                self._tips[stream] = Tip(*row)
                found.add(stream)
        self._absent = frozenset(wanted) - found

    def make_room(self) -> None:
        """What is in memory goes to the file once it is much."""
        if len(self._tips) >= MOST_TIPS:
            self._flush()

    def tip(self, stream: str) -> Tip:
        """The end of a stream in this run; `BEGINNING` if it has none yet."""
        known = self._tips.get(stream)
        if known is not None:
            return known
        if stream in self._absent:
            return BEGINNING
        row = self._connection.execute(
            f"SELECT {_TIP} FROM tips WHERE stream = ? AND run = ?",  # noqa: S608 - names of columns
            (stream, self._run),
        ).fetchone()
        return BEGINNING if row is None else Tip(*row)

    def ends(self) -> Iterator[Entry]:
        """Where every stream of this run has ended so far, in the order of an inventory; sorted in a file."""
        self._flush()
        rows = self._connection.execute(_ENDS, (self._run,))
        return itertools.starmap(Entry, rows)

    def keep_tip(self, stream: str, tip: Tip) -> None:
        self._tips[stream] = tip

    def begin_anew(self) -> None:
        """Another pass from the first fact; the ends of streams seen by earlier ones stay until they are seen again."""
        self._flush()
        self.reached = self.reached.anew()
        self._run = self.reached.run
        self._connection.execute("DELETE FROM findings")

    def unseen(self) -> list[tuple[str, int]]:
        """Streams of earlier passes that this one has not met, with their last revisions."""
        self._flush()
        query = "SELECT stream, revision FROM tips WHERE run < ? ORDER BY stream LIMIT ?"
        return list(self._connection.execute(query, (self._run, MOST_TOLD)))

    def shortened(self) -> list[tuple[str, int, int]]:
        """Streams that had more facts in an earlier pass: name, last revision then, last revision now."""
        query = "SELECT stream, was, revision FROM tips WHERE run = ? AND was > revision ORDER BY stream LIMIT ?"
        return list(self._connection.execute(query, (self._run, MOST_TOLD)))

    def findings(self) -> list[Finding]:
        """Of this pass, in earlier runs: a fault does not go away because it was read past."""
        rows = self._connection.execute("SELECT check_, place, detail, at FROM findings")
        return [Finding(*row) for row in rows]

    def save(self, reached: Reached, findings: Sequence[Finding]) -> None:
        """All of it or nothing."""
        self._flush()
        self.reached = reached
        document = json.dumps(asdict(reached))
        self._connection.execute("INSERT OR REPLACE INTO state VALUES (1, ?)", (document,))
        rows = [(one.check, one.place, one.detail, one.index) for one in findings]
        self._connection.executemany("INSERT OR IGNORE INTO findings VALUES (?, ?, ?, ?)", rows)
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")

    def roll_back(self) -> None:
        """To what was saved last."""
        self._tips.clear()
        self._absent = frozenset()
        self._connection.execute("ROLLBACK")
        self._connection.execute("BEGIN")
        self.reached = self._read()

    def close(self) -> None:
        self._connection.close()
        if self._temporary is not None:
            self._temporary.cleanup()

    def _read(self) -> Reached:
        row = self._connection.execute("SELECT document FROM state").fetchone()
        if row is None:
            return Reached()
        document: dict[str, Any] = json.loads(row[0])
        reached = Reached(**document)
        self._run = reached.run
        return replace(reached, roots=tuple(reached.roots))

    def _flush(self) -> None:
        rows = [
            (stream, tip.revision, tip.digest, tip.decided_at, tip.command_id, tip.part, tip.parts, self._run)
            for stream, tip in self._tips.items()
        ]
        self._connection.executemany(_KEEP_TIP, rows)
        self._tips.clear()
        self._absent = frozenset()
