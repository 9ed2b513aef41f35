"""Cadres' files and accountability cases, as they stand."""

import json
from collections.abc import Mapping
from typing import Any

from contracts.assessment.accountability.messages import (
    AccountabilityDecided,
    AccountabilityLine,
    AccountabilityOfUnit,
    AccountabilityOfUnitAnswer,
    AccountabilityOpened,
)
from contracts.assessment.township.messages import CadreFile, CadreFileAnswer, CadreProposed
from contracts.message import load
from ledger.door import Answer, Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select, tuple_

from assessment.projections.tables import ACCOUNTABILITY, CADRE_PROPOSAL


def cadre_file(source: Source, question: CadreFile, page: Page) -> CadreFileAnswer:
    stream, place = CADRE_PROPOSAL.c.stream, CADRE_PROPOSAL.c.place
    of_cadre = CADRE_PROPOSAL.c.cadre == question.cadre
    query = select(CADRE_PROPOSAL).where(of_cadre, in_area(CADRE_PROPOSAL.c.unit, question.unit))
    if page.after is not None:
        name, _, number = page.after.partition(" ")
        query = query.where(tuple_(stream, place) > (name, int(number)))
    rows = source.connection.execute(query.order_by(stream, place).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = f"{shown[-1].stream} {shown[-1].place}" if len(rows) > page.limit else None
    proposals = tuple(load(CadreProposed, json.loads(row.document)) for row in shown)
    return CadreFileAnswer(cadre=question.cadre, proposals=proposals, next=following)


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


CADRE_ANSWERS: Mapping[type, Answer] = {CadreFile: cadre_file, AccountabilityOfUnit: accountability_of_unit}
