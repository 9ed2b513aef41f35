"""Answers to what is asked about the execution of resolutions."""

from datetime import date
from typing import Any

from contracts.elections.execution.messages import ExecutionLine, ExecutionLines, ExecutionStatus, ResolutionsOfCongress
from ledger.door import Page, Source
from sqlalchemy import Row, select, tuple_

from elections.execution.view import EXECUTION

_NUMBERS = 3


def resolutions_of_congress(source: Source, question: ResolutionsOfCongress, page: Page) -> ExecutionLines:
    """The token of a page is `term session number` of its last line."""
    line = EXECUTION.c
    query = select(EXECUTION).where(line.congress == question.unit)
    query = query.order_by(line.term.desc(), line.session.desc(), line.number.desc())
    numbers = (page.after or "").split(" ")
    if len(numbers) == _NUMBERS and all(number.isdecimal() for number in numbers):
        query = query.where(tuple_(line.term, line.session, line.number) < tuple(map(int, numbers)))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    last = shown[-1] if len(rows) > page.limit else None
    return ExecutionLines(
        resolutions=tuple(map(_execution, shown)),
        next=None if last is None else f"{last.term} {last.session} {last.number}",
    )


def _execution(row: Row[Any]) -> ExecutionLine:
    return ExecutionLine(
        term=row.term,
        session=row.session,
        number=row.number,
        title=row.title,
        responsible=row.responsible,
        status=None if row.status is None else ExecutionStatus(row.status),
        on=None if row.on is None else date.fromisoformat(row.on),
        text=row.text,
    )
