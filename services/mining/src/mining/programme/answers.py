"""Answers about what authorities have set themselves."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from contracts.bilingual import Bilingual
from contracts.mining.mine.messages import MineStage
from contracts.mining.programme.messages import (
    AreaTarget,
    DutyLine,
    NewsLine,
    PlanLine,
    ProgrammeAnswer,
    ProgrammeOfUnit,
    StageLine,
)
from contracts.mining.words import MineLevel, lists
from contracts.units import area_of
from ledger.door import Page, Source
from sqlalchemy import ColumnElement, Connection, Row, func, select

from mining.mine.view import MINE
from mining.programme.view import LOCAL_DUTY, MASTER_PLAN, NEWS, STAGE, STAGE_ITEM, TARGET

_LISTED = (MineStage.CERTIFIED.value, MineStage.UNDER_REVIEW.value)
_MOST = 200


def programme_of_unit(source: Source, question: ProgrammeOfUnit, page: Page) -> ProgrammeAnswer:
    connection, unit = source.connection, question.unit
    own = connection.execute(select(TARGET).where(TARGET.c.unit == unit)).first()
    below = [
        _target(row) for row in _rows(connection, select(TARGET).where(_inside(TARGET.c.unit, unit)), TARGET.c.unit)
    ]
    set_below = sum(each.mines for each in below)
    listed = select(func.count()).where(_inside(MINE.c.code, unit), MINE.c.stage.in_(_LISTED))
    duties = [
        _duty(row) for row in _rows(connection, select(LOCAL_DUTY).where(LOCAL_DUTY.c.unit == unit), LOCAL_DUTY.c.duty)
    ]
    given = {each.duty for each in duties}
    return ProgrammeAnswer(
        target=None if own is None else _target(own),
        listed=connection.execute(listed).scalar_one(),
        below=tuple(below),
        set_below=set_below,
        is_short=own is not None and bool(below) and set_below < own.mines,
        stages=tuple(_stages(connection, unit)),
        duties=tuple(duties),
        unassigned=tuple(duty for duty in lists()["local_duties"] if duty not in given),
        plans=tuple(
            map(_plan, _rows(connection, select(MASTER_PLAN).where(MASTER_PLAN.c.unit == unit), MASTER_PLAN.c.plan))
        ),
        news=tuple(map(_news, _rows(connection, select(NEWS).where(NEWS.c.unit == unit), NEWS.c.revision.desc()))),
    )


def _inside(code: ColumnElement[str], unit: str) -> ColumnElement[bool]:
    return code.op("GLOB")(f"{area_of(unit)}?*") if unit == area_of(unit) else code == unit


def _rows(connection: Connection, query: Any, order: Any) -> Sequence[Row[Any]]:
    return connection.execute(query.order_by(order).limit(_MOST)).all()


def _target(row: Row[Any]) -> AreaTarget:
    return AreaTarget(unit=row.unit, mines=row.mines, due_on=date.fromisoformat(row.due_on), is_behind=row.is_behind)


def _stages(connection: Connection, unit: str) -> list[StageLine]:
    items = _rows(connection, select(STAGE_ITEM).where(STAGE_ITEM.c.unit == unit), STAGE_ITEM.c.place)
    stages = _rows(connection, select(STAGE).where(STAGE.c.unit == unit), STAGE.c.from_on)
    return [_stage(row, [item for item in items if item.stage == row.stage]) for row in stages]


def _stage(row: Row[Any], items: Sequence[Row[Any]]) -> StageLine:
    return StageLine(
        stage=row.stage,
        title=Bilingual(zh=row.zh, en=row.en),
        from_on=date.fromisoformat(row.from_on),
        until_on=date.fromisoformat(row.until_on),
        open=tuple(item.item for item in items if not item.delivered),
        delivered=sum(item.delivered for item in items),
        late=sum(item.late for item in items),
    )


def _duty(row: Row[Any]) -> DutyLine:
    return DutyLine(
        duty=row.duty,
        owner=row.owner,
        due_on=date.fromisoformat(row.due_on),
        is_done=row.is_done,
        is_late=row.is_late,
    )


def _plan(row: Row[Any]) -> PlanLine:
    return PlanLine(
        plan=row.plan,
        level=MineLevel(row.level),
        title=row.title,
        to_year=row.to_year,
        mines=row.mines,
        key_areas=tuple(row.key_areas.split("\n")) if row.key_areas else (),
    )


def _news(row: Row[Any]) -> NewsLine:
    return NewsLine(type=row.type, subject=row.subject, is_flagged=row.is_flagged)
