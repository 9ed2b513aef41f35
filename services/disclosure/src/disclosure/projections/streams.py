"""The facts of each stream: a view of some streams ignores the others by name, and names every fact of its own."""

from collections.abc import Mapping
from typing import get_args

from contracts.cases import CASE_FACTS
from contracts.common import COMMON_FACTS
from contracts.disclosure.boards import BOARD_FACTS
from contracts.disclosure.books import BOOKS_FACTS
from contracts.disclosure.documents import DOCUMENT_FACTS
from contracts.disclosure.events import DutyFact, UnitFact
from contracts.disclosure.objections import OBJECTION_FACTS
from contracts.disclosure.opinion_results import OPINION_RESULT_FACTS
from contracts.disclosure.regulations import REGULATION_FACTS
from contracts.disclosure.request_facts import REQUEST_FACTS
from contracts.disclosure.seal_book import SEAL_FACTS
from contracts.disclosure.supporters import SUPPORTER_FACTS
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
