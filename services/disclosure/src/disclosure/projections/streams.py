"""The facts of each stream: a view of some streams ignores the others by name, and names every fact of its own."""

from collections.abc import Mapping
from typing import get_args

from contracts.cases import CASE_FACTS
from contracts.common import COMMON_FACTS
from contracts.disclosure.boards.messages import BOARD_FACTS
from contracts.disclosure.books.messages import BOOKS_FACTS
from contracts.disclosure.documents.messages import DOCUMENT_FACTS
from contracts.disclosure.duty.messages import DutyFact
from contracts.disclosure.objection.messages import OBJECTION_FACTS
from contracts.disclosure.opinion_results.messages import OPINION_RESULT_FACTS
from contracts.disclosure.regulations.messages import REGULATION_FACTS
from contracts.disclosure.request.messages import REQUEST_FACTS
from contracts.disclosure.seal_book.messages import SEAL_FACTS
from contracts.disclosure.supporters.messages import SUPPORTER_FACTS
from contracts.disclosure.unit.messages import UnitFact
from contracts.particulars import PARTICULARS_FACTS
from contracts.upward_reports import REPORT_FACTS

STREAMS: Mapping[str, frozenset[type]] = {
    "common": frozenset(COMMON_FACTS),
    "unit": frozenset(get_args(UnitFact)),
    "duty": frozenset({*get_args(DutyFact), *CASE_FACTS}),
    "boards": frozenset(BOARD_FACTS),
    "books": frozenset(BOOKS_FACTS),
    "request": frozenset({*REQUEST_FACTS, *CASE_FACTS}),
    "seal": frozenset(SEAL_FACTS),
    "documents": frozenset(DOCUMENT_FACTS),
    "regulations": frozenset(REGULATION_FACTS),
    "supporters": frozenset(SUPPORTER_FACTS),
    "objection": frozenset({*OBJECTION_FACTS, *CASE_FACTS}),
    "opinion-results": frozenset(OPINION_RESULT_FACTS),
    "report": frozenset(REPORT_FACTS),
    "particulars": frozenset(PARTICULARS_FACTS),
}


def facts_outside(*streams: str) -> frozenset[type]:
    """Every fact of the service but those of these streams; some are of several."""
    strangers = set(streams) - set(STREAMS)
    assert not strangers, f"no such stream: {strangers}"
    inside = frozenset[type]().union(*(STREAMS[stream] for stream in streams))
    return frozenset[type]().union(*STREAMS.values()) - inside
