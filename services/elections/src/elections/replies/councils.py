"""Answers to what is asked about councils, consultations and the matters they are held on."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from contracts.elections.community_matter.messages import (
    CommunityMatterKind,
    ConsultationLack,
    ExecutedMatterLine,
    ExecutedMattersAnswer,
    ExecutedMattersOfCommunities,
)
from contracts.elections.council.messages import (
    ActionsOfCouncils,
    CouncilActionLine,
    CouncilActionsAnswer,
    CouncilLine,
    CouncilMember,
    CouncilsAnswer,
    CouncilsOfCommunities,
    CouncilWork,
)
from contracts.elections.residents_meeting.messages import (
    ConsultationLine,
    ConsultationsAnswer,
    ConsultationsOfCommunities,
)
from contracts.message import load
from ledger.door import Answer, Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, func, select

from elections.projections.councils import COMMUNITY_MATTER, CONSULTATION, COUNCIL, COUNCIL_ACTION
from elections.replies.paging import page_of


def councils_of_communities(source: Source, question: CouncilsOfCommunities, page: Page) -> CouncilsAnswer:
    of_unit = COUNCIL_ACTION.c.unit == COUNCIL.c.unit
    actions = select(func.count()).select_from(COUNCIL_ACTION).where(of_unit).scalar_subquery().label("actions")
    below = select(COUNCIL, actions).where(in_area(COUNCIL.c.unit, question.unit)).order_by(COUNCIL.c.unit)
    rows, following = page_of(source, below, page)
    return CouncilsAnswer(councils=tuple(map(_council, rows)), next=following)


def _council(row: Row[Any]) -> CouncilLine:
    members = tuple(load(CouncilMember, member) for member in json.loads(row.members))
    return CouncilLine(unit=row.unit, since=date.fromisoformat(row.since), members=members, actions=row.actions)


def actions_of_councils(source: Source, question: ActionsOfCouncils, page: Page) -> CouncilActionsAnswer:
    table = COUNCIL_ACTION.c
    below = select(COUNCIL_ACTION).where(in_area(table.unit, question.unit)).order_by(table.unit, table.number)
    rows, following = page_of(source, below, page)
    return CouncilActionsAnswer(actions=tuple(map(_action, rows)), next=following)


def _action(row: Row[Any]) -> CouncilActionLine:
    return CouncilActionLine(
        unit=row.unit,
        number=row.number,
        work=CouncilWork(row.work),
        acted_on=date.fromisoformat(row.acted_on),
        title=row.title,
        outcome=row.outcome,
    )


def consultations_of_communities(
    source: Source, question: ConsultationsOfCommunities, page: Page
) -> ConsultationsAnswer:
    table = CONSULTATION.c
    order = (table.unit, table.held_on, table.meeting)
    rows, following = page_of(
        source, select(CONSULTATION).where(in_area(table.unit, question.unit)).order_by(*order), page
    )
    return ConsultationsAnswer(consultations=tuple(map(_consultation, rows)), next=following)


def _consultation(row: Row[Any]) -> ConsultationLine:
    return ConsultationLine(
        unit=row.unit,
        meeting=row.meeting,
        held_on=date.fromisoformat(row.held_on),
        entitled=row.entitled,
        attended=row.attended,
        place=row.place,
        topics=row.topics,
        opinions=row.opinions,
        result=row.result,
        is_closed=row.is_closed,
    )


def executed_matters(source: Source, question: ExecutedMattersOfCommunities, page: Page) -> ExecutedMattersAnswer:
    table = COMMUNITY_MATTER.c
    order = (table.unit, table.executed_on, table.matter)
    rows, following = page_of(
        source, select(COMMUNITY_MATTER).where(in_area(table.unit, question.unit)).order_by(*order), page
    )
    return ExecutedMattersAnswer(matters=tuple(map(_matter, rows)), next=following)


def _matter(row: Row[Any]) -> ExecutedMatterLine:
    return ExecutedMatterLine(
        unit=row.unit,
        matter=row.matter,
        kind=CommunityMatterKind(row.kind),
        title=row.title,
        executed_on=date.fromisoformat(row.executed_on),
        consultation=row.consultation,
        consulted_on=None if row.consulted_on is None else date.fromisoformat(row.consulted_on),
        lack=None if row.lack is None else ConsultationLack(row.lack),
    )


COUNCIL_ANSWERS: Mapping[type, Answer] = {
    CouncilsOfCommunities: councils_of_communities,
    ActionsOfCouncils: actions_of_councils,
    ConsultationsOfCommunities: consultations_of_communities,
    ExecutedMattersOfCommunities: executed_matters,
}
