"""The index of acts: who did what in whose record, and when, made from all services' facts and nothing else.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6五要, 督查): inspectors see within their
area and field. The index may be removed at any time: it is made anew from the store.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

from audit.acts import Act, acts_in
from contracts.auditor.acts.messages import ActDone, ActsAnswer, ActsInMediation, ActsOfUnit
from contracts.errors import Malformed
from contracts.fields import instant_text
from contracts.units import area_of
from ledger.door import Answer, Page, Source
from ledger.feed import Feed
from ledger.store import START, Recorded
from ledger.window import Window

DATABASE = "acts.sqlite"
MEDIATION = "mediation"
EVERYTHING = ("",)
Question = ActsOfUnit | ActsInMediation

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS acts (
    position INTEGER PRIMARY KEY, service TEXT NOT NULL, unit TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL,
    role TEXT NOT NULL, acting_unit TEXT NOT NULL, what TEXT NOT NULL, stream TEXT NOT NULL, revision INTEGER NOT NULL,
    code TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS acts_of_unit ON acts (unit, position);
CREATE INDEX IF NOT EXISTS acts_of_actor ON acts (actor, position);
CREATE TABLE IF NOT EXISTS reached (only INTEGER PRIMARY KEY CHECK (only = 1), position INTEGER NOT NULL) STRICT;
"""
_ADD = "INSERT OR REPLACE INTO acts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_COLUMNS = "position, service, unit, at, actor, role, acting_unit, what, stream, revision, code"


class ActsIndex:
    """One file; acts and how far it goes are one transaction."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def reached(self) -> int:
        """The position up to which acts are in the index; `START` before the first."""
        if not self._path.exists():
            return START
        with closing(sqlite3.connect(self._path)) as connection:
            connection.executescript(_SCHEMA)
            row = connection.execute("SELECT position FROM reached").fetchone()
        return START if row is None else int(row[0])

    def add(self, batches: Iterable[Sequence[Recorded]]) -> None:
        """All of them, as they come, in a transaction each."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path)) as connection:
            connection.executescript(_SCHEMA)
            for facts in batches:
                if facts:
                    self._put(connection, facts)

    def _put(self, connection: sqlite3.Connection, facts: Sequence[Recorded]) -> None:
        with connection:
            connection.executemany(_ADD, [astuple(act) for act in acts_in(facts)])
            connection.execute("INSERT OR REPLACE INTO reached VALUES (1, ?)", (facts[-1].position,))

    def asked(self, conditions: Mapping[str, Any], *, most: int) -> list[Act]:
        """The newest first. `conditions`: SQL comparison with one placeholder to its value; None is no condition."""
        held = {text: value for text, value in conditions.items() if value is not None}
        where = " AND ".join(held) or "1"
        query = f"SELECT {_COLUMNS} FROM acts WHERE {where} ORDER BY position DESC LIMIT ?"  # noqa: S608 - our own texts
        if not self._path.exists():
            return []
        with closing(sqlite3.connect(self._path)) as connection:
            return [Act(*row) for row in connection.execute(query, (*held.values(), most))]


class Indexing:
    """The loop of `auditor follow` that keeps the index."""

    def __init__(self, window: Window, folder: Path) -> None:
        self._window = window
        self._index = ActsIndex(folder / DATABASE)
        self._reached = self._index.reached()

    def run(self, stop: Event) -> None:
        self._index.add(self._batches(stop))

    def status(self) -> Mapping[str, Any]:
        return {"position": self._reached}

    def _batches(self, stop: Event) -> Iterator[Sequence[Recorded]]:
        """What comes after what is in the index, which is where it stands when the next batch is asked for."""
        for batch in Feed(self._window, EVERYTHING, after=self._index.reached(), stop=stop):
            yield batch.facts
            self._reached = batch.through


class Answers:
    """What inspectors ask; the answer says how far the index goes."""

    def __init__(self, folder: Path) -> None:
        self._index = ActsIndex(folder / DATABASE)
        self.by_question: Mapping[type, Answer] = {
            ActsOfUnit: self.acts_of_unit,
            ActsInMediation: self.acts_in_mediation,
        }

    def acts_of_unit(self, source: Source, question: ActsOfUnit, page: Page) -> ActsAnswer:
        return self._answer(question, question.service, page)

    def acts_in_mediation(self, source: Source, question: ActsInMediation, page: Page) -> ActsAnswer:
        return self._answer(question, MEDIATION, page)

    def _answer(self, question: Question, service: str | None, page: Page) -> ActsAnswer:
        reached = self._index.reached()
        is_area = question.unit == area_of(question.unit)
        conditions = {
            "unit GLOB ?": f"{question.unit}*" if is_area else None,
            "unit = ?": None if is_area else question.unit,
            "service = ?": service,
            "actor = ?": question.by,
            "at >= ?": _text(question.begins),
            "at < ?": _text(question.ends),
            "position < ?": _number(page.after),
        }
        acts = self._index.asked(conditions, most=page.limit + 1)
        shown = acts[: page.limit]
        following = str(shown[-1].position) if len(acts) > page.limit else None
        return ActsAnswer(unit=question.unit, through=reached, acts=tuple(map(_done, shown)), next=following)


def _done(act: Act) -> ActDone:
    return ActDone(
        service=act.service,
        unit=act.unit,
        at=datetime.fromisoformat(act.at),
        actor=act.actor,
        role=act.role,
        acting_unit=act.acting_unit,
        what=act.what,
        stream=act.stream,
        revision=act.revision,
        code=act.code,
    )


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else instant_text(moment)


def _number(token: str | None) -> int | None:
    if token is None:
        return None
    if not (token.isascii() and token.isdigit() and len(token) < 16):
        raise Malformed({"page.after": ["Not the token of a page."]})
    return int(token)
