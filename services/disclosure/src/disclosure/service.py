"""What disclosure is made of: its table of contents."""

from ledger.activation import clock_decider, policy_decider
from ledger.erasure import erasure_decider
from ledger.packs import pack_decider
from ledger.particulars import opening_decider
from ledger.refusals import refusal_decider
from ledger.service import Service
from ledger.succession import succession_decider

from disclosure import (
    boards,
    books,
    documents,
    duty,
    objection,
    opinion_results,
    regulations,
    report,
    request,
    seal_book,
    supporters,
    unit,
)
from disclosure.annual_report.answers import annual_report
from disclosure.open_cases import OPEN_CASES, explain_deadline, open_cases
from disclosure.tables import AGENDA, BOOKMARK

SERVICE = Service(
    "disclosure",
    streams=(
        unit.STREAM,
        duty.STREAM,
        objection.STREAM,
        boards.STREAM,
        request.STREAM,
        seal_book.STREAM,
        documents.STREAM,
        regulations.STREAM,
        supporters.STREAM,
        books.STREAM,
        opinion_results.STREAM,
        report.STREAM,
    ),
    shared=(
        pack_decider,
        policy_decider,
        clock_decider,
        succession_decider,
        refusal_decider,
        opening_decider,
        erasure_decider,
    ),
    bookmark=BOOKMARK,
    agenda=AGENDA,
    views=(OPEN_CASES,),
    answers=(annual_report, explain_deadline, open_cases),
)
