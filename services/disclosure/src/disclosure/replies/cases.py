"""Answers about duties, objections and requests as cases with a due date: which are open, and why one is due."""

from collections.abc import Mapping

from contracts.cases import DeadlineExplained, ExplainDeadline, OpenCases, OpenCasesAnswer
from contracts.errors import Rejected
from ledger.door import Answer, Page, Source
from ledger.explaining import explain_case
from ledger.open_cases import answer_open_cases, open_cases_of
from sqlalchemy import select, union_all

from disclosure.deciders import DUTY as DUTIES
from disclosure.deciders import OBJECTION, REQUEST
from disclosure.projections.open_cases import OPEN_CASE
from disclosure.projections.tables import DUTY, UNIT

_DECIDERS = (DUTIES, OBJECTION, REQUEST)


def explain_deadline(source: Source, question: ExplainDeadline, page: Page) -> DeadlineExplained:
    if source.connection.execute(select(UNIT).where(UNIT.c.code == question.unit)).first() is None:
        raise Rejected("disclosure.unknown-unit", question.unit)
    kept = (decider for decider in _DECIDERS if decider.cases and question.case.startswith(decider.cases.prefix))
    return explain_case(next(kept, DUTIES), source, question, page)


def open_cases(source: Source, question: OpenCases, page: Page) -> OpenCasesAnswer:
    is_open = (DUTY.c.due_at != "", ~DUTY.c.overdue, DUTY.c.fulfilled_at.is_(None))
    duties = select(DUTY.c.stream, DUTY.c.unit, DUTY.c.due_on, DUTY.c.due_at, DUTY.c.provisional).where(*is_open)
    both = union_all(duties, open_cases_of(OPEN_CASE)).subquery()
    return answer_open_cases(select(both), source, question, page)


CASE_ANSWERS: Mapping[type, Answer] = {ExplainDeadline: explain_deadline, OpenCases: open_cases}
