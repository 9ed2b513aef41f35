"""What disclosure is made of."""

from contracts.catalogue import commands_of, facts_of
from ledger.parts import ServiceParts
from ledger.upward_report_view import report_agenda, report_view
from ledger.views import Schema

from disclosure.deciders import (
    BOARDS,
    BOOKS,
    CLOCK,
    DOCUMENTS,
    DUTY,
    ERASURE,
    OBJECTION,
    OPENING,
    OPINION_RESULTS,
    PACK,
    POLICY,
    REFUSALS,
    REGULATIONS,
    REPORT,
    REQUEST,
    SEAL_BOOK,
    SUCCESSION,
    SUPPORTERS,
    UNIT,
)
from disclosure.projections.agenda import AGENDA_OF_DUTIES
from disclosure.projections.boards import AGENDA_OF_BOARDS, BOARDS_VIEW
from disclosure.projections.books import BOOKS_VIEW
from disclosure.projections.duties import DUTIES
from disclosure.projections.objections import AGENDA_OF_OBJECTIONS, OBJECTIONS
from disclosure.projections.open_cases import OPEN_CASES
from disclosure.projections.opinion_results import OPINION_RESULTS as RESULTS_OF_OPINIONS
from disclosure.projections.registers import REGISTERS
from disclosure.projections.requests import AGENDA_OF_REQUESTS, REQUESTS
from disclosure.projections.streams import facts_outside
from disclosure.projections.tables import AGENDA, BOOKMARK, METADATA
from disclosure.projections.tables import REPORT as REPORTS
from disclosure.reactions import own_reactions, reactions

PARTS = ServiceParts(
    name="disclosure",
    commands=commands_of("disclosure"),
    facts=facts_of("disclosure"),
    deciders=(
        UNIT,
        DUTY,
        OBJECTION,
        BOARDS,
        REQUEST,
        SEAL_BOOK,
        DOCUMENTS,
        REGULATIONS,
        SUPPORTERS,
        BOOKS,
        OPINION_RESULTS,
        REPORT,
        PACK,
        POLICY,
        CLOCK,
        SUCCESSION,
        REFUSALS,
        OPENING,
        ERASURE,
    ),
    schema=Schema(
        METADATA,
        BOOKMARK,
        AGENDA,
        (
            DUTIES,
            AGENDA_OF_DUTIES,
            OBJECTIONS,
            AGENDA_OF_OBJECTIONS,
            BOARDS_VIEW,
            AGENDA_OF_BOARDS,
            REGISTERS,
            BOOKS_VIEW,
            REQUESTS,
            AGENDA_OF_REQUESTS,
            OPEN_CASES,
            RESULTS_OF_OPINIONS,
            report_view("disclosure", REPORTS, facts_outside("report")),
            report_agenda("disclosure", AGENDA, commands_of("disclosure"), facts_outside("report")),
        ),
    ),
    reactions=reactions,
    own_reactions=own_reactions,
)
