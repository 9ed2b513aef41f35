"""What assessment records, accepts and answers: a folder for each stream, and what it shares with other services."""

from contracts import common, impartiality, owed_dates, refusals, succession, unit_register
from contracts.cases import (
    DeadlineExplained,
    ExplainDeadline,
    OpenCases,
    OpenCasesAnswer,
    PolicyRebound,
    RebindPolicy,
    SettleDueDate,
)
from contracts.catalogue import messages_in

STREAMS: tuple[str, ...] = (
    "sheet",
    "measure",
    "evidence",
    "township",
    "community",
    "district",
    "centre",
    "programme",
    "county_group",
    "round",
    "conduct",
    "accountability",
    "responsibility",
    "size",
    "performance",
    "audit_finding",
)
SHARED: tuple[type, ...] = (
    *messages_in(common),
    *messages_in(owed_dates),
    *messages_in(refusals),
    *messages_in(succession),
    *messages_in(impartiality),
    *messages_in(unit_register),
    RebindPolicy,
    SettleDueDate,
    PolicyRebound,
    ExplainDeadline,
    DeadlineExplained,
    OpenCases,
    OpenCasesAnswer,
)
