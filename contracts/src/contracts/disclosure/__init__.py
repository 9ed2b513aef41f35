"""What disclosure records, accepts and answers: a folder for each stream, and what it shares with other services."""

from contracts import blobs, cases, common, particulars, refusals, succession, upward_reports
from contracts.catalogue import messages_in
from contracts.unit_register import UnitsOfArea, UnitsOfAreaAnswer

STREAMS: tuple[str, ...] = (
    "unit",
    "duty",
    "objection",
    "boards",
    "books",
    "request",
    "seal_book",
    "documents",
    "regulations",
    "supporters",
    "opinion_results",
    "annual_report",
)
SHARED: tuple[type, ...] = (
    *messages_in(common),
    *messages_in(cases),
    *messages_in(refusals),
    *messages_in(succession),
    *messages_in(particulars),
    *messages_in(upward_reports),
    *messages_in(blobs),
    UnitsOfArea,
    UnitsOfAreaAnswer,
)
