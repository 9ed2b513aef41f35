"""The open due dates of requests and objections; those of duties stand with the duties."""

from datetime import date

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
from ledger.open_cases import open_cases_table, open_cases_view

from disclosure.projections.streams import facts_outside
from disclosure.projections.tables import METADATA
from disclosure.streams import OBJECTIONS, REQUESTS

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
    rederived=(OBJECTIONS, REQUESTS),
    outside=facts_outside(),
)
