"""What mediation records, accepts and answers: a folder for each stream, and what it shares with other services."""

from contracts import cases, common, impartiality, particulars, refusals, succession, unit_register
from contracts.catalogue import messages_in

STREAMS: tuple[str, ...] = (
    "case",
    "centre",
    "station",
    "month",
    "roster",
    "special",
    "order",
    "register",
    "key_persons",
    "proxy",
    "visit",
    "haves",
    "outcomes",
    "check",
)
SHARED: tuple[type, ...] = (
    *messages_in(common),
    *messages_in(cases),
    *messages_in(refusals),
    *messages_in(succession),
    *messages_in(particulars),
    *messages_in(impartiality),
    *messages_in(unit_register),
)
