"""Answers to what is asked about elected offices and vacancies."""

import json
from datetime import date
from typing import Any

from contracts.elections.office.messages import (
    ByElectionsOwed,
    ByElectionsOwedAnswer,
    DutyAppraisalLine,
    OfficeLine,
    OfficesOfUnit,
    OfficesOfUnitAnswer,
    OwedByElection,
    VacancyGround,
)
from contracts.elections.words import Basis, Post
from contracts.message import load
from contracts.sealed import Sealed
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select

from elections.office.view import TERM, VACANCY
from elections.paging import page_of


def offices_of_unit(source: Source, question: OfficesOfUnit, page: Page) -> OfficesOfUnitAnswer:
    query = select(TERM).where(TERM.c.unit == question.unit)
    rows, following = page_of(source, query.order_by(TERM.c.post, TERM.c.elected_on, TERM.c.person), page)
    return OfficesOfUnitAnswer(offices=tuple(map(_term, rows)), next=following)


def by_elections_owed(source: Source, question: ByElectionsOwed, page: Page) -> ByElectionsOwedAnswer:
    query = select(VACANCY).where(in_area(VACANCY.c.unit, question.unit))
    rows, following = page_of(source, query.order_by(VACANCY.c.vacated_on, VACANCY.c.stream), page)
    return ByElectionsOwedAnswer(vacancies=tuple(map(_vacancy, rows)), next=following)


def _term(row: Row[Any]) -> OfficeLine:
    return OfficeLine(
        post=Post(row.post),
        person=row.person,
        name=load(Sealed, json.loads(row.name)),
        basis=Basis(row.basis),
        election=row.election,
        elected_on=date.fromisoformat(row.elected_on),
        term_ends_on=date.fromisoformat(row.term_ends_on),
        state=row.state,
        other_posts=tuple(json.loads(row.other_posts)),
        sworn_on=_day(row.sworn_on),
        ended_on=_day(row.ended_on),
        appraisals=tuple(load(DutyAppraisalLine, each) for each in json.loads(row.appraisals)),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _vacancy(row: Row[Any]) -> OwedByElection:
    return OwedByElection(
        unit=row.unit,
        post=Post(row.post),
        office=row.stream,
        ground=VacancyGround(row.ground),
        vacated_on=date.fromisoformat(row.vacated_on),
        clause=row.clause,
    )
