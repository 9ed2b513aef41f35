"""The figures of each half-year, and when the next one is over."""

import json
from datetime import datetime

from contracts.calendar import PeriodKind, day_ends, parse_period, period_of
from contracts.catalogue import commands_of
from contracts.fields import instant_text
from contracts.mediation.month import messages
from contracts.mediation.outcomes.messages import (
    MASS_INCIDENTS,
    CloseHalf,
    HalfClosed,
    IncidentCounted,
    OutcomeEntered,
    OutcomeRisen,
)
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, ColumnElement, Connection, Integer, String, Table, delete, insert, update

from mediation.outcomes.rule import outcomes_stream
from mediation.tables import AGENDA, METADATA

OUTCOME = Table(
    "outcome",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("half", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("has_risen", Boolean, nullable=False),
)


def _entered(connection: Connection, fact: OutcomeEntered, recorded: Recorded) -> None:
    of_figure = _of(fact.unit, fact.half, fact.indicator)
    connection.execute(delete(OUTCOME).where(of_figure))
    row = {"unit": fact.unit, "half": fact.half, "indicator": fact.indicator, "count": fact.count, "has_risen": False}
    connection.execute(insert(OUTCOME).values(row))


def _counted(connection: Connection, fact: IncidentCounted, recorded: Recorded) -> None:
    """One that came after its half-year was closed."""
    of_figure = _of(fact.unit, fact.half, MASS_INCIDENTS)
    connection.execute(update(OUTCOME).where(of_figure).values(count=OUTCOME.c["count"] + 1))


def _closed(connection: Connection, fact: HalfClosed, recorded: Recorded) -> None:
    row = {"unit": fact.unit, "half": fact.half, "indicator": MASS_INCIDENTS, "has_risen": False}
    connection.execute(insert(OUTCOME).values({**row, "count": fact.mass_incidents}))
    strike(connection, AGENDA, recorded.stream, fact.half)
    _schedule(connection, fact.unit, fact.next_half, fact.next_at)


def _risen(connection: Connection, fact: OutcomeRisen, recorded: Recorded) -> None:
    connection.execute(update(OUTCOME).where(_of(fact.unit, fact.half, fact.indicator)).values(has_risen=True))


def _begun(connection: Connection, fact: messages.MonthOpened, recorded: Recorded) -> None:
    """Where a centre works, its half-year is looked at once it is over."""
    month = parse_period(fact.month)
    assert month is not None
    half = period_of(month.first_day, PeriodKind.HALF_YEAR)
    _schedule(connection, fact.unit, str(half), day_ends(half.last_day))


def _schedule(connection: Connection, unit: str, half: str, due_at: datetime) -> None:
    due = Due(
        stream=outcomes_stream(unit),
        rung=half,
        due_at=instant_text(due_at),
        command=commands_of("mediation").type_named(CloseHalf),
        document=json.dumps({"unit": unit, "half": half}),
    )
    schedule(connection, AGENDA, due)


def _of(unit: str, half: str, indicator: str) -> ColumnElement[bool]:
    return (OUTCOME.c.unit == unit) & (OUTCOME.c.half == half) & (OUTCOME.c.indicator == indicator)


OUTCOMES = Projection(
    name="outcomes",
    version=1,
    applies={
        OutcomeEntered: _entered,
        IncidentCounted: _counted,
        HalfClosed: _closed,
        OutcomeRisen: _risen,
        messages.MonthOpened: _begun,
    },
)
