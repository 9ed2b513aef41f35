"""Answers to what is asked about councils."""

import json
from datetime import date
from typing import Any

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
from contracts.message import load
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, func, select

from elections.council.view import COUNCIL, COUNCIL_ACTION
from elections.paging import page_of


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
