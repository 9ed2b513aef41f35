"""Duties, objections and requests as cases with a due date: which are open, and why one is due."""

from datetime import date

from contracts.cases import DeadlineExplained, ExplainDeadline, OpenCases, OpenCasesAnswer
from contracts.disclosure.objection.messages import (
    ObjectionAccepted,
    ObjectionAnswered,
    ObjectionOverdue,
    ObjectionSubmitted,
)
from contracts.disclosure.request.messages import (
    ConsultationBegun,
    ConsultationEnded,
    CorrectionAsked,
    ReasonsJudged,
    ReceiptConfirmed,
    RequestAbandoned,
    RequestAnswered,
    RequestClockRederived,
    RequestCorrected,
    RequestExtended,
    RequestIsPetition,
    RequestOverdue,
    RequestReceived,
)
from contracts.errors import Rejected
from ledger.door import Page, Source
from ledger.explaining import explain_case
from ledger.open_cases import answer_open_cases, open_cases_of, open_cases_table, open_cases_view
from sqlalchemy import select, union_all

from disclosure import duty, objection, request
from disclosure.duty.view import DUTY
from disclosure.objection.rule import objection_stream
from disclosure.request.rule import request_stream
from disclosure.tables import METADATA, UNIT

_Timed = (
    RequestReceived
    | ReceiptConfirmed
    | RequestCorrected
    | ConsultationBegun
    | ConsultationEnded
    | RequestExtended
    | ReasonsJudged
    | RequestClockRederived
)

OPEN_CASE = open_cases_table(METADATA)


def _of_request(fact: _Timed) -> tuple[date | None, bool] | None:
    """Working days; none while its clock stands still or its receipt is awaited."""
    if fact.clock is None:
        return None if isinstance(fact, ReasonsJudged) else (None, True)
    return fact.clock.due_on, True


def _of_objection(fact: ObjectionSubmitted | ObjectionAccepted) -> tuple[date | None, bool]:
    return fact.due_on, False


OPEN_CASES = open_cases_view(
    OPEN_CASE,
    {
        ObjectionSubmitted: _of_objection,
        ObjectionAccepted: _of_objection,
        RequestReceived: _of_request,
        ReceiptConfirmed: _of_request,
        RequestCorrected: _of_request,
        ConsultationBegun: _of_request,
        ConsultationEnded: _of_request,
        RequestExtended: _of_request,
        ReasonsJudged: _of_request,
        RequestClockRederived: _of_request,
    },
    (
        ObjectionAnswered,
        ObjectionOverdue,
        CorrectionAsked,
        RequestAbandoned,
        RequestAnswered,
        RequestIsPetition,
        RequestOverdue,
    ),
    rederived=(objection_stream.prefix, request_stream.prefix),
)

_CASES = (duty.STREAM, objection.STREAM, request.STREAM)


def explain_deadline(source: Source, question: ExplainDeadline, page: Page) -> DeadlineExplained:
    if source.connection.execute(select(UNIT).where(UNIT.c.code == question.unit)).first() is None:
        raise Rejected("disclosure.unknown-unit", question.unit)
    kept = (stream for stream in _CASES if question.case.startswith(stream.key.prefix))
    return explain_case(next(kept, duty.STREAM), source, question, page)


def open_cases(source: Source, question: OpenCases, page: Page) -> OpenCasesAnswer:
    is_open = (DUTY.c.due_at != "", ~DUTY.c.overdue, DUTY.c.fulfilled_at.is_(None))
    duties = select(DUTY.c.stream, DUTY.c.unit, DUTY.c.due_on, DUTY.c.due_at, DUTY.c.provisional).where(*is_open)
    both = union_all(duties, open_cases_of(OPEN_CASE)).subquery()
    return answer_open_cases(select(both), source, question, page)
