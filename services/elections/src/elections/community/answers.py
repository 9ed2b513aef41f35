"""Answers to what is asked about communities that are set up."""

import json
from datetime import date
from typing import Any

from contracts.bilingual import Bilingual
from contracts.elections.community.messages import CommunitiesAnswer, CommunitiesSetUp, CommunityLine, SetUp, SetUpStep
from contracts.elections.words import AreaKind
from contracts.message import load
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, select

from elections.community.view import COMMUNITY
from elections.paging import page_of


def communities_set_up(source: Source, question: CommunitiesSetUp, page: Page) -> CommunitiesAnswer:
    below = select(COMMUNITY).where(in_area(COMMUNITY.c.unit, question.unit)).order_by(COMMUNITY.c.unit)
    rows, following = page_of(source, below, page)
    return CommunitiesAnswer(communities=tuple(map(_line, rows)), next=following)


def _line(row: Row[Any]) -> CommunityLine:
    return CommunityLine(
        unit=row.unit,
        name=load(Bilingual, json.loads(row.name)),
        area=AreaKind(row.area),
        households=row.households,
        occupied=row.occupied,
        result=SetUp(row.result),
        neighbour=row.neighbour,
        step=SetUpStep(row.step),
        approved_on=_day(row.approved_on),
        formed_on=_day(row.formed_on),
        filed_on=_day(row.filed_on),
        due_on=_day(row.due_on),
        is_late=row.is_late,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
