"""Where each township's year stands, what falls due in it, and what was proposed of its cadres."""

import json
from datetime import datetime
from typing import Any

from contracts.assessment.township.messages import (
    CadreProposed,
    LeadingGroupFormed,
    LocalIndicatorAdded,
    LocalIndicatorDropped,
    MarkTownshipOverdue,
    Missed,
    NegativeFindingRecorded,
    OpenYear,
    PlanFiled,
    TownshipAssessed,
    TownshipCommended,
    TownshipFact,
    TownshipNotCommended,
    TownshipOverdue,
    YearEndCheckBegun,
    YearOpened,
)
from contracts.calendar import china_day
from contracts.catalogue import commands_of
from contracts.fields import instant_text
from contracts.owed_dates import OWED_FACTS
from contracts.succession import UnitSucceeded
from contracts.unit_register import UnitEnrolled
from contracts.units import UnitKind
from ledger.merged_units import is_merged, strike_openings
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, and_, insert, update

from assessment.documents import document_of
from assessment.tables import AGENDA, MERGED, METADATA
from assessment.township.rule import township_stream

TOWNSHIP_YEAR = Table(
    "township_year",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("has_group", Boolean, nullable=False),
    Column("plan_filed_at", String),
    Column("is_plan_overdue", Boolean, nullable=False),
    Column("is_result_overdue", Boolean, nullable=False),
    Column("assessed_at", String),
    Column("score", String),
    Column("digest", String),
    Column("findings", Integer, nullable=False),
    Column("is_commended", Boolean),
    Column("reason", String),
)
"""Where each township's year stands; the years before stay, so that a trend can be seen."""

CADRE_PROPOSAL = Table(
    "cadre_proposal",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("unit", String, nullable=False),
    Column("cadre", String, nullable=False, index=True),
    Column("document", String, nullable=False),
)
"""What was proposed of cadres, with the results that it rests on."""

OPEN = "open"


def _enrolled(connection: Connection, fact: UnitEnrolled, recorded: Recorded) -> None:
    """Every township is assessed every year, from the year of its enrolment on (A-025)."""
    if fact.kind is UnitKind.TOWNSHIP:
        _schedule_year(connection, fact.unit, china_day(fact.enrolled_at).year, fact.enrolled_at)


def _succeeded(connection: Connection, fact: UnitSucceeded, recorded: Recorded) -> None:
    strike_openings(connection, AGENDA, fact, OPEN)


def _opened(connection: Connection, fact: YearOpened, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, OPEN)
    row = {
        "unit": fact.unit,
        "year": fact.year,
        "has_group": False,
        "is_plan_overdue": False,
        "is_result_overdue": False,
        "findings": 0,
    }
    connection.execute(insert(TOWNSHIP_YEAR).values(row))
    for missed, due_at in ((Missed.PLAN, fact.plan_due_at), (Missed.RESULT, fact.result_due_at)):
        if due_at is not None:
            _schedule(connection, recorded.stream, missed.value, due_at, MarkTownshipOverdue, fact.unit, fact.year)
    _schedule_year(connection, fact.unit, fact.year + 1, fact.next_at)


def _schedule_year(connection: Connection, unit: str, year: int, at: datetime) -> None:
    """None for a township that is merged by then."""
    if is_merged(connection, MERGED, unit, instant_text(at)):
        return
    _schedule(connection, township_stream(unit, f"{year:04}"), OPEN, at, OpenYear, unit, year)


def _schedule(
    connection: Connection, stream: str, rung: str, at: datetime, command: type, unit: str, year: int
) -> None:
    due = Due(
        stream=stream,
        rung=rung,
        due_at=instant_text(at),
        command=commands_of("assessment").type_named(command),
        document=json.dumps({"unit": unit, "year": year}),
    )
    schedule(connection, AGENDA, due)


def _set(connection: Connection, fact: TownshipFact, **values: Any) -> None:
    this = and_(TOWNSHIP_YEAR.c.unit == fact.unit, TOWNSHIP_YEAR.c.year == fact.year)
    connection.execute(update(TOWNSHIP_YEAR).where(this).values(values))


def _formed(connection: Connection, fact: LeadingGroupFormed, recorded: Recorded) -> None:
    _set(connection, fact, has_group=True)


def _filed(connection: Connection, fact: PlanFiled, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, Missed.PLAN)
    _set(connection, fact, plan_filed_at=instant_text(fact.filed_at))


def _found(connection: Connection, fact: NegativeFindingRecorded, recorded: Recorded) -> None:
    _set(connection, fact, findings=TOWNSHIP_YEAR.c.findings + 1)


def _assessed(connection: Connection, fact: TownshipAssessed, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, Missed.RESULT)
    score = None if fact.score is None else f"{fact.score.numerator}/{fact.score.denominator}"
    _set(connection, fact, assessed_at=instant_text(fact.assessed_at), score=score, digest=fact.digest)


def _commended(connection: Connection, fact: TownshipCommended, recorded: Recorded) -> None:
    _set(connection, fact, is_commended=True, reason=fact.reason)


def _not_commended(connection: Connection, fact: TownshipNotCommended, recorded: Recorded) -> None:
    _set(connection, fact, is_commended=False, reason=fact.reason)


def _overdue(connection: Connection, fact: TownshipOverdue, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, fact.missed)
    _set(connection, fact, **{f"is_{fact.missed}_overdue": True})


def _proposed(connection: Connection, fact: CadreProposed, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "place": recorded.revision,
        "unit": fact.unit,
        "cadre": fact.cadre,
        "document": document_of(fact),
    }
    connection.execute(insert(CADRE_PROPOSAL).values(row))


TOWNSHIPS = Projection(
    name="townships",
    version=2,
    applies={
        UnitEnrolled: _enrolled,
        UnitSucceeded: _succeeded,
        YearOpened: _opened,
        LeadingGroupFormed: _formed,
        PlanFiled: _filed,
        NegativeFindingRecorded: _found,
        TownshipAssessed: _assessed,
        TownshipCommended: _commended,
        TownshipNotCommended: _not_commended,
        CadreProposed: _proposed,
        TownshipOverdue: _overdue,
    },
    ignores=frozenset({LocalIndicatorAdded, LocalIndicatorDropped, YearEndCheckBegun, *OWED_FACTS}),
)
