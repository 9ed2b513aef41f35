"""What the service does by itself about mines and when: it announces a missed time for putting right."""

import json
from typing import get_args

from contracts.cases import DueDateRederived
from contracts.catalogue import commands_of
from contracts.fields import instant_text
from contracts.impartiality import TieFact
from contracts.mining.mine.messages import (
    CureOrdered,
    CureOverdue,
    FindingRecorded,
    LandFact,
    MarkCureOverdue,
    MineRemoved,
    MineTipSubmitted,
    RegisterFact,
    ReviewClosed,
    ReviewOpened,
    RoundFact,
)
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Connection

from mining.tables import AGENDA

_CURE = "cure"


def _cure_ordered(connection: Connection, fact: CureOrdered, recorded: Recorded) -> None:
    due = Due(
        stream=recorded.stream,
        rung=_CURE,
        due_at=instant_text(fact.due_at),
        command=commands_of("mining").type_named(MarkCureOverdue),
        document=json.dumps({"unit": fact.unit}),
    )
    schedule(connection, AGENDA, due)


def _cure_settled(connection: Connection, fact: CureOverdue | ReviewClosed | MineRemoved, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, _CURE)


AGENDA_OF_MINES = Projection(
    name="agenda-of-mines",
    version=1,
    applies={
        CureOrdered: _cure_ordered,
        CureOverdue: _cure_settled,
        ReviewClosed: _cure_settled,
        MineRemoved: _cure_settled,
    },
    ignores=frozenset(
        {
            MineTipSubmitted,
            FindingRecorded,
            ReviewOpened,
            DueDateRederived,
            *get_args(RegisterFact | RoundFact | LandFact | TieFact),
        }
    ),
)
