"""Answers to what is asked about the areas that need a residents' committee.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(2), (3)).
"""

import json
from typing import Any

from contracts.bilingual import Bilingual
from contracts.elections.area.messages import AreaLine, CoverageAnswer, CoverageFinding, CoverageOfAreas, CoverageTotal
from contracts.elections.community.messages import SetUp, SetUpStep
from contracts.elections.words import AreaKind
from contracts.message import load
from contracts.units import UnitKind
from ledger.door import Page, Source
from ledger.unit_view import in_area
from sqlalchemy import Row, and_, case, func, or_, select

from elections.area.view import COVERAGE_AREA
from elections.community.view import COMMUNITY
from elections.paging import page_of
from elections.tables import UNIT

_AREA = COVERAGE_AREA.c
_NAMED = COVERAGE_AREA.outerjoin(
    UNIT, and_(UNIT.c.code == _AREA.community, UNIT.c.kind == UnitKind.COMMUNITY)
).outerjoin(COMMUNITY, COMMUNITY.c.unit == _AREA.community)
_COVERED = or_(
    UNIT.c.code.is_not(None),
    COMMUNITY.c.step.in_([SetUpStep.FORMED, SetUpStep.FILED]),
    and_(COMMUNITY.c.result.in_([SetUp.GROUP_ATTACHED, SetUp.ATTACHED]), COMMUNITY.c.neighbour.is_not(None)),
)
"""Its community is one of the register or was set up, or by its size the area is managed by the one beside it."""
_FINDING = case(
    (_COVERED, None),
    (_AREA.community.is_(None), CoverageFinding.NO_COMMITTEE.value),
    else_=CoverageFinding.COMMITTEE_NOT_ELECTED.value,
).label("finding")


def coverage_of_areas(source: Source, question: CoverageOfAreas, page: Page) -> CoverageAnswer:
    below = in_area(_AREA.unit, question.unit)
    lines = select(COVERAGE_AREA, _FINDING).select_from(_NAMED).where(below).order_by(_AREA.unit, _AREA.area)
    covered = func.sum(case((_COVERED, 1), else_=0)).label("covered")
    totals = select(_AREA.kind, func.count().label("areas"), covered).select_from(_NAMED).where(below)
    rows, following = page_of(source, lines, page)
    return CoverageAnswer(
        areas=tuple(map(_line, rows)),
        totals=tuple(map(_total, source.connection.execute(totals.group_by(_AREA.kind).order_by(_AREA.kind)))),
        next=following,
    )


def _line(row: Row[Any]) -> AreaLine:
    return AreaLine(
        unit=row.unit,
        area=row.area,
        name=load(Bilingual, json.loads(row.name)),
        kind=AreaKind(row.kind),
        community=row.community,
        finding=None if row.finding is None else CoverageFinding(row.finding),
    )


def _total(row: Row[Any]) -> CoverageTotal:
    return CoverageTotal(kind=AreaKind(row.kind), areas=row.areas, covered=row.covered)
