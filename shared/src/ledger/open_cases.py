"""The open due dates of a service's cases as a view: which are still ahead, and which of them a notice may move.

How a service takes it up: a table in its schema, a projection that says which facts name a due date and which end one,
and `open_cases_of` as the answer to `contracts.cases.OpenCases`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from contracts.calendar import calendar_as_known, china_day, day_ends
from contracts.cases import DueDateRederived, OpenCase, OpenCases, OpenCasesAnswer
from contracts.deadlines import Deadline
from contracts.fields import instant_text
from contracts.owed_dates import OwedDateRederived
from contracts.units import area_of
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    MetaData,
    Row,
    Select,
    String,
    Table,
    delete,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from ledger.door import Answer, Page, Source
from ledger.recorded import metadata_of
from ledger.store import Recorded
from ledger.views import Projection

Due = tuple[date | None, bool]
"""The due date that a fact names, None if there is none from then on, and whether working days lead to it."""

Owing = Mapping[str, date | None]
"""What a fact says is owed, and by when if a day is named: days of the calendar."""

Done = Callable[[Connection, Any, Recorded], Iterable[str]]
"""What is owed no longer after a fact of a stream."""

_ONE = ""
"""Of a case that has one due date at a time."""


def open_cases_table(metadata: MetaData) -> Table:
    return Table(
        "open_case",
        metadata,
        Column("stream", String, primary_key=True),
        Column("owed", String, primary_key=True),
        Column("unit", String, nullable=False, index=True),
        Column("due_on", String, nullable=False),
        Column("due_at", String, nullable=False, index=True),
        Column("provisional", Boolean, nullable=False),
    )


def open_cases_view(
    table: Table,
    dates: Mapping[type, Callable[[Any], Due | None]],
    ends: Iterable[type],
    *,
    rederived: tuple[str, ...],
    outside: frozenset[type] = frozenset(),
    owing: Mapping[type, Callable[[Any], Owing]] | None = None,
    done: Mapping[type, Done] | None = None,
    version: int = 2,
) -> Projection:
    """`dates`: what each kind of fact says of the case's due date, None if nothing. `ends`: after these it is open no
    more. `rederived` begin the names of the streams whose due dates may be derived anew.

    `owing` and `done` are for streams that owe several things at a time: what begins to be owed, and what no longer is.
    """
    applies: dict[type, Any] = {kind: partial(_dated, table, named) for kind, named in dates.items()}
    applies |= {kind: partial(_owing, table, named) for kind, named in (owing or {}).items()}
    applies |= {kind: partial(_done, table, named) for kind, named in (done or {}).items()}
    applies |= dict.fromkeys(ends, partial(_ended, table))
    if dates:
        applies[DueDateRederived] = partial(_rederived, table, rederived)
    if owing:
        applies[OwedDateRederived] = partial(_rederived, table, rederived)
    return Projection(name="open-cases", version=version, applies=applies, ignores=outside - applies.keys())


def _dated(
    table: Table, named: Callable[[Any], Due | None], connection: Connection, fact: Any, recorded: Recorded
) -> None:
    due = named(fact)
    if due is None:
        return
    _ended(table, connection, fact, recorded)
    due_on, by_working_days = due
    if due_on is not None:
        is_provisional = by_working_days and _is_provisional(recorded, due_on)
        _insert(table, connection, recorded, (fact.unit, _ONE, due_on), is_provisional=is_provisional)


def _owing(table: Table, named: Callable[[Any], Owing], connection: Connection, fact: Any, recorded: Recorded) -> None:
    for owed, due_on in named(fact).items():
        if due_on is not None:
            _insert(table, connection, recorded, (fact.unit, owed, due_on), is_provisional=False)


def _insert(
    table: Table, connection: Connection, recorded: Recorded, line: tuple[str, str, date], *, is_provisional: bool
) -> None:
    unit, owed, due_on = line
    row = {
        "stream": recorded.stream,
        "owed": owed,
        "unit": unit,
        "due_on": due_on.isoformat(),
        "due_at": instant_text(day_ends(due_on)),
        "provisional": is_provisional,
    }
    connection.execute(insert(table).values(row))


def _done(table: Table, named: Done, connection: Connection, fact: Any, recorded: Recorded) -> None:
    of_these = (table.c.stream == recorded.stream, table.c.owed.in_([*named(connection, fact, recorded)]))
    connection.execute(delete(table).where(*of_these))


def _is_provisional(recorded: Recorded, due_on: date) -> bool:
    """As known on the day of the decision, which no fact of such a case says."""
    decided_on = china_day(datetime.fromisoformat(metadata_of(recorded)["decided_at"]))
    return not calendar_as_known(decided_on).is_settled(decided_on, due_on)


def _ended(table: Table, connection: Connection, fact: Any, recorded: Recorded) -> None:
    connection.execute(delete(table).where(table.c.stream == recorded.stream))


def _rederived(
    table: Table, prefixes: tuple[str, ...], connection: Connection, fact: DueDateRederived, recorded: Recorded
) -> None:
    if recorded.stream.startswith(prefixes):
        news = {
            "due_on": fact.after.due_on.isoformat(),
            "due_at": instant_text(fact.after.due_at),
            "provisional": fact.after.is_provisional,
        }
        owed = fact.owed if isinstance(fact, OwedDateRederived) else _ONE
        moved = (table.c.stream == recorded.stream, table.c.owed == owed)
        connection.execute(update(table).where(*moved).values(news))


def open_cases_of(table: Table) -> Select[Any]:
    """What an answer is made of: stream, unit, due date, and whether it is provisional; each day of a case once."""
    return select(table.c.stream, table.c.unit, table.c.due_on, table.c.due_at, table.c.provisional).distinct()


def open_case_answers(table: Table) -> Mapping[type, Answer]:
    """The answer of a service whose open cases all stand in one table."""

    def answer(source: Source, question: OpenCases, page: Page) -> OpenCasesAnswer:
        return answer_open_cases(open_cases_of(table), source, question, page)

    return {OpenCases: answer}


def answer_open_cases(cases: Select[Any], source: Source, question: OpenCases, page: Page) -> OpenCasesAnswer:
    """`cases` have the columns of `open_cases_of`."""
    lines = cases.subquery().c
    query = select(*lines).where(
        or_(lines.unit == question.unit, lines.unit.op("GLOB")(f"{area_of(question.unit)}[0-9]*"))
    )
    if question.provisional_only:
        query = query.where(lines.provisional)
    if page.after is not None:
        due_at, _, stream = page.after.partition(" ")
        query = query.where(tuple_(lines.due_at, lines.stream) > (due_at, stream))
    rows = source.connection.execute(query.order_by(lines.due_at, lines.stream).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].due_at} {shown[-1].stream}" if len(rows) > page.limit else None
    return OpenCasesAnswer(cases=tuple(_open_case(row) for row in shown), next=following)


def _open_case(row: Row[Any]) -> OpenCase:
    due_on, due_at = date.fromisoformat(row.due_on), datetime.fromisoformat(row.due_at)
    return OpenCase(
        unit=row.unit, case=row.stream, due=Deadline(due_on=due_on, due_at=due_at, is_provisional=row.provisional)
    )
