"""What the service does by itself and when: announce a missed time for putting right, and a late assessment."""

import json
from datetime import datetime
from typing import get_args

from contracts.cases import DueDateRederived, PolicyRebound
from contracts.catalogue import commands_of
from contracts.fields import instant_text
from contracts.impartiality import TIE_FACTS
from contracts.message import Json
from contracts.mining.annual.messages import (
    AnnualAssessmentCompleted,
    AnnualAssessmentOverdue,
    AnnualAssessmentScheduled,
    AssessmentBegun,
    AssessmentClosed,
    ExperienceCommended,
    FalsificationFound,
    MarkAssessmentOverdue,
    MaterialsSubmitted,
    ResultAcknowledged,
    ResultCarriedOver,
    ResultNotCarriedOver,
    ResultNotified,
    UnderperformanceCircular,
)
from contracts.mining.mine.messages import (
    CureOrdered,
    CureOverdue,
    FindingRecorded,
    MarkCureOverdue,
    MineRemoved,
    MineTipSubmitted,
    RegisterFact,
    ReviewClosed,
    ReviewOpened,
    RoundFact,
)
from ledger.store import Recorded
from ledger.views import Due, Projection, postpone, schedule, strike
from sqlalchemy import Connection

from mining.projections.streams import facts_outside
from mining.projections.tables import AGENDA

CURE, ASSESSMENT = "cure", "assessment"


def _cure_ordered(connection: Connection, fact: CureOrdered, recorded: Recorded) -> None:
    _put(connection, recorded, CURE, fact.due_at, MarkCureOverdue, {"unit": fact.unit})


def _cure_settled(connection: Connection, fact: CureOverdue | ReviewClosed | MineRemoved, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, CURE)


def _scheduled(connection: Connection, fact: AnnualAssessmentScheduled, recorded: Recorded) -> None:
    document = {"unit": fact.unit, "year": fact.year}
    _put(connection, recorded, ASSESSMENT, fact.due_at, MarkAssessmentOverdue, document)


def _settled(
    connection: Connection,
    fact: AnnualAssessmentCompleted | AnnualAssessmentOverdue | FalsificationFound,
    recorded: Recorded,
) -> None:
    strike(connection, AGENDA, recorded.stream, ASSESSMENT)


def _moved(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    postpone(connection, AGENDA, recorded.stream, ASSESSMENT, instant_text(fact.after.due_at))


def _put(
    connection: Connection, recorded: Recorded, rung: str, due_at: datetime, command: type, document: Json
) -> None:
    due = Due(
        stream=recorded.stream,
        rung=rung,
        due_at=instant_text(due_at),
        command=commands_of("mining").type_named(command),
        document=json.dumps(document),
    )
    schedule(connection, AGENDA, due)


AGENDA_OF_MINES = Projection(
    name="agenda-of-mines",
    version=1,
    applies={
        CureOrdered: _cure_ordered,
        CureOverdue: _cure_settled,
        ReviewClosed: _cure_settled,
        MineRemoved: _cure_settled,
    },
    ignores=facts_outside("mine")
    | frozenset((*get_args(RegisterFact), *get_args(RoundFact), *TIE_FACTS))
    | {MineTipSubmitted, FindingRecorded, ReviewOpened},
)

AGENDA_OF_ASSESSMENTS = Projection(
    name="agenda-of-assessments",
    version=2,
    applies={
        AnnualAssessmentScheduled: _scheduled,
        AnnualAssessmentCompleted: _settled,
        AnnualAssessmentOverdue: _settled,
        FalsificationFound: _settled,
        DueDateRederived: _moved,
    },
    ignores=facts_outside("annual", "case")
    | {
        PolicyRebound,
        MaterialsSubmitted,
        AssessmentBegun,
        ResultNotified,
        ResultAcknowledged,
        ResultCarriedOver,
        ResultNotCarriedOver,
        AssessmentClosed,
        UnderperformanceCircular,
        ExperienceCommended,
    },
)
