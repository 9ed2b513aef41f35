"""What elections records, accepts and answers: a folder for each stream, and what it shares with other services."""

from contracts import common, particulars, refusals, succession, unit_register
from contracts.cases import DeadlineExplained, ExplainDeadline, RebindPolicy, SettleDueDate
from contracts.catalogue import messages_in

STREAMS: tuple[str, ...] = (
    "term",
    "session",
    "election",
    "turnout",
    "office",
    "recall",
    "presidium",
    "appraisals",
    "execution",
    "suggestion",
    "deputy_file",
    "group",
    "station",
    "marks",
    "resolution",
    "decision",
    "matters",
    "team",
    "villagers",
    "village_audit",
    "hearing",
    "community",
    "community_change",
    "directory",
    "area",
    "funding",
    "council",
    "subcommittees",
    "residents_meeting",
    "meeting_year",
    "community_matter",
)
SHARED: tuple[type, ...] = (
    *messages_in(common),
    *messages_in(unit_register),
    *messages_in(particulars),
    *messages_in(refusals),
    *messages_in(succession),
    RebindPolicy,
    SettleDueDate,
    ExplainDeadline,
    DeadlineExplained,
)
