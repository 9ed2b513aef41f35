"""A prepared change does to a table what the same statement does that is made anew for each row."""

import pytest
from ledger.prepared import Lookup, NamedLookup, Prepared
from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    create_engine,
    delete,
    insert,
    select,
    update,
)

METADATA = MetaData()
LINE = Table(
    "line",
    METADATA,
    Column("name", String, primary_key=True),
    Column("number", Integer),
    Column("done", Boolean, nullable=False),
)
ROWS = ({"name": "一", "number": 1, "done": False}, {"name": "二", "number": None, "done": True})


@pytest.fixture
def connection():
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def rows(connection):
    return [tuple(row) for row in connection.execute(select(LINE).order_by(LINE.c.name))]


def test_rows_are_inserted_in_whatever_order_their_columns_come(connection):
    Prepared(insert(LINE))(connection, *ROWS, dict(reversed({"name": "三", "number": 3, "done": True}.items())))

    assert [("一", 1, False), ("三", 3, True), ("二", None, True)] == rows(connection)


def test_what_a_statement_says_by_itself_stands_between_what_it_binds(connection):
    Prepared(insert(LINE))(connection, *ROWS)
    named = LINE.c.name == bindparam("of_name")
    Prepared(update(LINE).where(named).values(done=True, number=bindparam("to")))(
        connection, {"of_name": "一", "to": 7}
    )
    Prepared(update(LINE).where(named).values(number=None))(connection, {"of_name": "二"})

    assert [("一", 7, True), ("二", None, True)] == rows(connection)


def test_one_parameter_is_enough_and_no_row_changes_nothing(connection):
    Prepared(insert(LINE))(connection, *ROWS)
    strike = Prepared(delete(LINE).where(LINE.c.name == bindparam("of_name")))
    strike(connection)
    strike(connection, {"of_name": "一"})

    assert [("二", None, True)] == rows(connection)


def test_a_row_that_lacks_a_parameter_is_a_defect(connection):
    with pytest.raises(KeyError):
        Prepared(insert(LINE))(connection, {"name": "一", "done": True})


def test_a_lookup_gives_every_row_of_what_it_binds(connection):
    Prepared(insert(LINE))(connection, *ROWS)
    done = Lookup(select(LINE.c.name, LINE.c.number).where(LINE.c.done == bindparam("of_state"), LINE.c.name != "三"))

    assert [("二", None)] == done(connection, {"of_state": True})
    assert [("一", 1)] == done(connection, {"of_state": False})


def test_rows_for_people_have_the_names_of_their_columns(connection):
    Prepared(insert(LINE))(connection, *ROWS)
    double = (LINE.c.number * 2).label("double")
    asked = select(LINE.c.name, double, LINE.c.done).where(LINE.c.number == bindparam("number"))

    [row] = NamedLookup(asked.order_by(LINE.c.name).limit(bindparam("most")))(connection, {"number": 1, "most": 1})

    assert ("一", 2, 0) == (row.name, row.double, row.done)
    assert ("name", "double", "done") == row._fields
    assert [] == NamedLookup(asked)(connection, {"number": 9})
