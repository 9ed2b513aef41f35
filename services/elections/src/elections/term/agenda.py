"""What a congress does by itself and when: announce that no first session was held in time."""

import json
from collections.abc import Mapping
from typing import get_args

from contracts.catalogue import commands_of
from contracts.elections.term.messages import (
    CongressFact,
    FirstSessionOverdue,
    MarkFirstSessionOverdue,
    TermBegun,
    TermOpened,
)
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Apply, Due, Projection, schedule, strike
from sqlalchemy import Connection

from elections.tables import AGENDA

FIRST_SESSION = "first-session"


def _opened(connection: Connection, fact: TermOpened, recorded: Recorded) -> None:
    if fact.due_at is None:
        return
    due = Due(
        stream=recorded.stream,
        rung=FIRST_SESSION,
        due_at=instant_text(fact.due_at),
        command=commands_of("elections").type_named(MarkFirstSessionOverdue),
        document=json.dumps({"unit": fact.unit, "term": fact.term}),
    )
    schedule(connection, AGENDA, due)


def _settled(connection: Connection, fact: TermBegun | FirstSessionOverdue, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, FIRST_SESSION)


_APPLIES: Mapping[type, Apply] = {TermOpened: _opened, TermBegun: _settled, FirstSessionOverdue: _settled}

AGENDA_OF_TERMS = Projection(
    name="agenda-of-terms",
    version=1,
    applies=_APPLIES,
    ignores=frozenset(get_args(CongressFact)) - frozenset(_APPLIES),
)
