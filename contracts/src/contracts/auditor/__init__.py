"""What the auditor records, accepts and answers: a folder for each stream, and what it shares with other services."""

from contracts import refusals, succession
from contracts.catalogue import messages_in
from contracts.common import ClockSet, SetClock

STREAMS: tuple[str, ...] = (
    "finding",
    "audits",
    "inventory",
    "export",
    "acts",
)
SHARED: tuple[type, ...] = (
    *messages_in(refusals),
    *messages_in(succession),
    SetClock,
    ClockSet,
)
