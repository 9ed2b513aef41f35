"""Rows that change often are read and written once for a batch of facts, and what fails leaves nothing behind."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress

import pytest
from ledger import held
from ledger.prepared import Lookup, Prepared
from ledger.views import Held, Projection, Schema, ViewFile, agenda_table, bookmark_table
from sqlalchemy import Column, Connection, MetaData, String, Table, Text, bindparam, insert, select

METADATA = MetaData()
BOOKMARK, AGENDA = bookmark_table(METADATA), agenda_table(METADATA)
CASE = Table("case", METADATA, Column("name", String, primary_key=True), Column("marks", Text, nullable=False))
FIND = Lookup(select(CASE.c.marks).where(CASE.c.name == bindparam("of_name")))
SAVE = Prepared(insert(CASE).prefix_with("OR REPLACE"))
SCHEMA = Schema(METADATA, BOOKMARK, AGENDA, (Projection("cases", 1, {}, frozenset()),))


class Desk:
    """Counts how often the table is read and written."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.written: list[str] = []
        self.cases: Held[list[int]] = Held(self._load, self._save)

    def _load(self, connection: Connection, name: str) -> list[int] | None:
        self.read.append(name)
        return next((json.loads(marks) for (marks,) in FIND(connection, {"of_name": name})), None)

    def _save(self, connection: Connection, rows: Mapping[str, list[int]]) -> None:
        self.written += rows
        SAVE(connection, *({"name": name, "marks": json.dumps(marks)} for name, marks in rows.items()))


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def view(tmp_path) -> Iterator[ViewFile]:
    file = ViewFile(tmp_path / "views-1.sqlite", SCHEMA)
    file.create()
    yield file
    file.close()


def test_a_row_is_read_once_and_written_once_whatever_a_batch_does_with_it(desk: Desk, view: ViewFile):
    with view.writing(1) as connection:
        desk.cases.put(connection, "a", [1])
        desk.cases.get(connection, "a").append(2)

    assert [("a", "[1, 2]")] == view.rows()["case"]
    assert ([], ["a"]) == (desk.read, desk.written)


def test_what_the_next_batch_changes_again_is_not_read_and_what_it_leaves_alone_is_not_written(
    desk: Desk, view: ViewFile
):
    with view.writing(1) as connection:
        desk.cases.put(connection, "a", [1])
        desk.cases.put(connection, "b", [1])
    with view.writing(2):
        pass
    with view.writing(3) as connection:
        desk.cases.get(connection, "a").append(2)

    assert [("a", "[1, 2]"), ("b", "[1]")] == view.rows()["case"]
    assert ([], ["a", "b", "a"]) == (desk.read, desk.written)


def test_what_somebody_else_has_written_meanwhile_is_read(desk: Desk, view: ViewFile):
    with view.writing(1) as connection:
        desk.cases.put(connection, "a", [1])
    other, others = ViewFile(view.path, SCHEMA), Desk()
    with other.writing(2) as connection:
        others.cases.get(connection, "a").append(2)
    with view.writing(3) as connection:
        desk.cases.get(connection, "a").append(3)
    other.close()

    assert [("a", "[1, 2, 3]")] == view.rows()["case"]


def test_so_many_rows_are_kept_for_the_next_batch(desk: Desk, view: ViewFile, monkeypatch):
    monkeypatch.setattr(held, "SHELVED", 2)
    with view.writing(1) as connection:
        for name in "abc":
            desk.cases.put(connection, name, [1])
    with view.writing(2) as connection:
        for name in "cba":
            desk.cases.get(connection, name).append(2)

    assert [(name, "[1, 2]") for name in "abc"] == view.rows()["case"]
    assert ["a"] == desk.read


def test_a_batch_that_touches_no_row_writes_none(desk: Desk, view: ViewFile):
    with view.writing(1) as connection:
        assert desk.cases.find(connection, "a") is None

    assert ([], 1) == (desk.written, view.bookmark())


def test_what_a_failed_batch_held_is_forgotten(desk: Desk, view: ViewFile):
    with view.writing(1) as connection:
        desk.cases.put(connection, "a", [1])
    with suppress(ZeroDivisionError), view.writing(2) as connection:
        desk.cases.get(connection, "a").append(2)
        desk.cases.get(connection, "a").append(1 // 0)
    with view.writing(2) as connection:
        desk.cases.get(connection, "a").append(3)

    assert [("a", "[1, 3]")] == view.rows()["case"]


def test_a_row_that_must_be_there_and_is_not_is_a_defect(desk: Desk, view: ViewFile):
    with pytest.raises(LookupError, match="no row b"), view.writing(1) as connection:
        desk.cases.get(connection, "b")


@pytest.mark.parametrize(("is_filled", "bound"), [(True, "MOST"), (False, "MOST_FILLING")])
def test_what_is_long_not_asked_for_makes_room_and_is_there_again(
    desk: Desk, tmp_path, monkeypatch, is_filled: bool, bound: str
):
    monkeypatch.setattr(held, bound, 4)
    view = ViewFile(tmp_path / "of-its-own.sqlite", SCHEMA, is_filled=is_filled)
    view.create()
    names = [f"{number}" for number in range(10)]

    with view.writing(1) as connection:
        desk.cases.put(connection, "often", [0])
        for name in names:
            desk.cases.put(connection, name, [1])
            desk.cases.get(connection, "often").append(int(name))
        for name in names:
            desk.cases.get(connection, name).append(2)

    assert view.rows()["case"] == [*((name, "[1, 2]") for name in names), ("often", str([0, *range(10)]))]
    assert "often" not in desk.read
    assert len(desk.read) <= len(names)
