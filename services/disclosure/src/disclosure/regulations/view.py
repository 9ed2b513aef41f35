"""Regulations and their volumes as they stand."""

import json

from contracts.disclosure.regulations.messages import (
    RegulationRecorded,
    RegulationRepealed,
    RegulationReviewed,
    RegulationStatus,
    ReviewIntervalSet,
    VolumeCompiled,
)
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, and_, delete, insert, select, update

from disclosure.tables import METADATA

REGULATION = Table(
    "regulation",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("is_draft", Boolean, nullable=False),
    Column("adopted_by", String),
    Column("adopted_on", String),
    Column("repealed_on", String),
    Column("reviewed_on", String),
    Column("text", String),
)

REVIEW_INTERVAL = Table(
    "review_interval",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("months", Integer, nullable=False),
)

VOLUME = Table(
    "volume",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("set", String, primary_key=True),
    Column("content", Text, nullable=False),
)
"""The newest volume of a unit against a list; `content` is the fact as JSON."""


def _recorded(connection: Connection, fact: RegulationRecorded, recorded: Recorded) -> None:
    """A draft of the next version takes nothing from the days on which the rule was adopted and reviewed."""
    this = and_(REGULATION.c.unit == fact.unit, REGULATION.c.code == fact.code)
    before = connection.execute(select(REGULATION).where(this)).one_or_none()
    is_draft = fact.status is RegulationStatus.DRAFT
    kept = before if is_draft else None
    adopted_on = None if fact.adopted_on is None else fact.adopted_on.isoformat()
    row = {
        "unit": fact.unit,
        "code": fact.code,
        "version": fact.version,
        "title": fact.title,
        "scope": fact.scope,
        "owner": fact.owner,
        "is_draft": is_draft,
        "adopted_by": kept.adopted_by if kept else fact.adopted_by,
        "adopted_on": kept.adopted_on if kept else adopted_on,
        "repealed_on": kept.repealed_on if kept else None,
        "reviewed_on": kept.reviewed_on if kept else None,
        "text": fact.text,
    }
    connection.execute(delete(REGULATION).where(this))
    connection.execute(insert(REGULATION).values(row))


def _repealed(connection: Connection, fact: RegulationRepealed, recorded: Recorded) -> None:
    this = and_(REGULATION.c.unit == fact.unit, REGULATION.c.code == fact.code)
    connection.execute(update(REGULATION).where(this).values(repealed_on=fact.repealed_on.isoformat()))


def _reviewed(connection: Connection, fact: RegulationReviewed, recorded: Recorded) -> None:
    this = and_(REGULATION.c.unit == fact.unit, REGULATION.c.code == fact.code)
    connection.execute(update(REGULATION).where(this).values(reviewed_on=fact.reviewed_on.isoformat()))


def _interval_set(connection: Connection, fact: ReviewIntervalSet, recorded: Recorded) -> None:
    connection.execute(delete(REVIEW_INTERVAL).where(REVIEW_INTERVAL.c.unit == fact.unit))
    connection.execute(insert(REVIEW_INTERVAL).values(unit=fact.unit, months=fact.months))


def _compiled(connection: Connection, fact: VolumeCompiled, recorded: Recorded) -> None:
    connection.execute(delete(VOLUME).where(and_(VOLUME.c.unit == fact.unit, VOLUME.c.set == fact.set)))
    connection.execute(insert(VOLUME).values(unit=fact.unit, set=fact.set, content=json.dumps(dump(fact))))


REGULATIONS = Projection(
    name="regulations",
    version=1,
    applies={
        RegulationRecorded: _recorded,
        RegulationRepealed: _repealed,
        RegulationReviewed: _reviewed,
        ReviewIntervalSet: _interval_set,
        VolumeCompiled: _compiled,
    },
)
