"""Accountability cases, as they stand."""

import json
from typing import Any

from contracts.assessment.accountability.messages import (
    AccountabilityDecided,
    AccountabilityLine,
    AccountabilityOfUnit,
    AccountabilityOfUnitAnswer,
    AccountabilityOpened,
)
from contracts.message import load
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select

from assessment.accountability.view import ACCOUNTABILITY


def accountability_of_unit(source: Source, question: AccountabilityOfUnit, page: Page) -> AccountabilityOfUnitAnswer:
    stream = ACCOUNTABILITY.c.stream
    query = select(ACCOUNTABILITY).where(in_area(ACCOUNTABILITY.c.unit, question.unit))
    if page.after is not None:
        query = query.where(stream > page.after)
    rows = source.connection.execute(query.order_by(stream).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = shown[-1].stream if len(rows) > page.limit else None
    return AccountabilityOfUnitAnswer(unit=question.unit, cases=tuple(map(_line, shown)), next=following)


def _line(row: Row[Any]) -> AccountabilityLine:
    decided = None if row.decided is None else load(AccountabilityDecided, json.loads(row.decided))
    return AccountabilityLine(opened=load(AccountabilityOpened, json.loads(row.opened)), decided=decided)
