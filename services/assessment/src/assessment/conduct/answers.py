"""The conduct of a township's cadres: the record of a year, and what each of them has done."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

from contracts.assessment.conduct.messages import (
    Assignment,
    CadreLine,
    CadresOfUnit,
    CadresOfUnitAnswer,
    ConductLine,
    ConductOfUnit,
    ConductOfUnitAnswer,
    Layer,
)
from contracts.message import load
from ledger.door import Page, Source
from sqlalchemy import Row, and_, select

from assessment.conduct.view import CADRE_YEAR, CONDUCT_RECORD, CONDUCT_YEAR


def conduct_of_unit(source: Source, question: ConductOfUnit, page: Page) -> ConductOfUnitAnswer:
    place = CONDUCT_RECORD.c.place
    query = select(CONDUCT_RECORD).where(CONDUCT_RECORD.c.unit == question.unit, CONDUCT_RECORD.c.year == question.year)
    if page.after is not None:
        query = query.where(place > int(page.after))
    rows = source.connection.execute(query.order_by(place).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    following = str(shown[-1].place) if len(rows) > page.limit else None
    return ConductOfUnitAnswer(unit=question.unit, year=question.year, lines=tuple(map(_line, shown)), next=following)


def cadres_of_unit(source: Source, question: CadresOfUnit, page: Page) -> CadresOfUnitAnswer:
    of_year = and_(CADRE_YEAR.c.unit == question.unit, CADRE_YEAR.c.year == question.year)
    query = select(CADRE_YEAR).where(of_year)
    if page.after is not None:
        query = query.where(CADRE_YEAR.c.cadre > page.after)
    rows = source.connection.execute(query.order_by(CADRE_YEAR.c.cadre).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    this = and_(CONDUCT_YEAR.c.unit == question.unit, CONDUCT_YEAR.c.year == question.year)
    reached = source.connection.execute(select(CONDUCT_YEAR.c.reached).where(this)).scalar()
    everywhere = source.connection.execute(select(CADRE_YEAR.c.assignments).where(of_year)).scalars()
    linked = {household for text in everywhere for place in _places(text) for household in place.households}
    return CadresOfUnitAnswer(
        unit=question.unit,
        year=question.year,
        reached=reached or 0,
        linked=len(linked),
        cadres=tuple(map(_cadre, shown)),
        next=shown[-1].cadre if len(rows) > page.limit else None,
    )


def _line(row: Row[Any]) -> ConductLine:
    return ConductLine(
        fact=row.fact,
        kind=row.kind,
        cadre=row.cadre,
        on=None if row.on is None else date.fromisoformat(row.on),
        text=row.text,
        is_made_good=row.is_made_good,
    )


def _cadre(row: Row[Any]) -> CadreLine:
    return CadreLine(
        cadre=row.cadre,
        layer=Layer(row.layer),
        assignments=_places(row.assignments),
        articles=row.articles,
        diary=row.diary,
        village_time=Fraction(row.village_days, row.working_days) if row.working_days else None,
        supervised=row.supervised,
        breaches=row.breaches,
        missed=row.missed,
    )


def _places(text: str) -> tuple[Assignment, ...]:
    return tuple(load(Assignment, each) for each in json.loads(text))
