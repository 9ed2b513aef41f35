"""Answers about duties as cases with a due date: which are open, and why one is due when it is."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from contracts.cases import DeadlineExplained, ExplainDeadline, OpenCase, OpenCases, OpenCasesAnswer
from contracts.deadlines import Deadline
from contracts.errors import Rejected
from contracts.units import area_of
from ledger.door import Answer, Page, Source
from ledger.explaining import explain_case
from sqlalchemy import Row, or_, select, tuple_

from disclosure.deciders import DUTY as DUTIES
from disclosure.projections.tables import DUTY, UNIT


def explain_deadline(source: Source, question: ExplainDeadline, page: Page) -> DeadlineExplained:
    if source.connection.execute(select(UNIT).where(UNIT.c.code == question.unit)).first() is None:
        raise Rejected("disclosure.unknown-unit", question.unit)
    return explain_case(DUTIES, source, question, page)


def open_cases(source: Source, question: OpenCases, page: Page) -> OpenCasesAnswer:
    in_area = or_(DUTY.c.unit == question.unit, DUTY.c.unit.op("GLOB")(f"{area_of(question.unit)}[0-9]*"))
    is_open = (DUTY.c.due_at != "", ~DUTY.c.overdue, DUTY.c.fulfilled_at.is_(None))
    query = select(DUTY).where(in_area, *is_open)
    if question.provisional_only:
        query = query.where(DUTY.c.provisional)
    if page.after is not None:
        due_at, _, stream = page.after.partition(" ")
        query = query.where(tuple_(DUTY.c.due_at, DUTY.c.stream) > (due_at, stream))
    rows = source.connection.execute(query.order_by(DUTY.c.due_at, DUTY.c.stream).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].due_at} {shown[-1].stream}" if len(rows) > page.limit else None
    return OpenCasesAnswer(cases=tuple(_open_case(row) for row in shown), next=following)


def _open_case(row: Row[Any]) -> OpenCase:
    due_on, due_at = date.fromisoformat(row.due_on), datetime.fromisoformat(row.due_at)
    due = Deadline(due_on=due_on, due_at=due_at, is_provisional=row.provisional)
    return OpenCase(unit=row.unit, case=row.stream, due=due)


CASE_ANSWERS: Mapping[type, Answer] = {ExplainDeadline: explain_deadline, OpenCases: open_cases}
