"""Answers to what is asked about regulations and their volume."""

import json
from typing import Any

from contracts.disclosure.regulations.messages import (
    RegulationLine,
    RegulationLines,
    RegulationsOfUnit,
    RegulationStatus,
    VolumeAnswer,
    VolumeCompiled,
    VolumeOfUnit,
)
from contracts.errors import Rejected
from contracts.message import load
from ledger.door import Page, Source
from sqlalchemy import Row, select

from disclosure.registers import day_of
from disclosure.regulations.view import REGULATION, REVIEW_INTERVAL, VOLUME


def regulations_of_unit(source: Source, question: RegulationsOfUnit, page: Page) -> RegulationLines:
    query = select(REGULATION).where(REGULATION.c.unit == question.unit).order_by(REGULATION.c.code)
    if page.after is not None:
        query = query.where(REGULATION.c.code > page.after)
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    of_unit = select(REVIEW_INTERVAL.c.months).where(REVIEW_INTERVAL.c.unit == question.unit)
    return RegulationLines(
        regulations=tuple(map(_regulation_line, shown)),
        review_months=source.connection.execute(of_unit).scalar_one_or_none(),
        next=shown[-1].code if len(rows) > page.limit else None,
    )


def volume_of_unit(source: Source, question: VolumeOfUnit, page: Page) -> VolumeAnswer:
    of_set = select(VOLUME.c.content).where(VOLUME.c.unit == question.unit, VOLUME.c.set == question.set)
    content = source.connection.execute(of_set).scalar_one_or_none()
    if content is None:
        raise Rejected("disclosure.no-such-volume", f"{question.unit}: {question.set}")
    volume = load(VolumeCompiled, json.loads(content))
    return VolumeAnswer(
        unit=volume.unit,
        set=volume.set,
        on=volume.on,
        rules=volume.rules,
        missing=volume.missing,
        unreviewed=volume.unreviewed,
    )


def _regulation_line(row: Row[Any]) -> RegulationLine:
    bound = RegulationStatus.DRAFT if row.is_draft else RegulationStatus.IN_FORCE
    return RegulationLine(
        code=row.code,
        version=row.version,
        title=row.title,
        scope=row.scope,
        owner=row.owner,
        status=RegulationStatus.REPEALED if row.repealed_on else bound,
        adopted_by=row.adopted_by,
        adopted_on=day_of(row.adopted_on),
        repealed_on=day_of(row.repealed_on),
        reviewed_on=day_of(row.reviewed_on),
        text=row.text,
    )
