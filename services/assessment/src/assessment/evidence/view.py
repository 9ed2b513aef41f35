"""What stands of each duty, the steps to it, and the counts per unit and year."""

from contracts.assessment.evidence.messages import EvidenceRecorded, Outcome
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, and_, delete, func, insert, select

from assessment.evidence.rule import year_of
from assessment.tables import METADATA

DUTY = Table(
    "duty",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("catalogue", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("year", Integer, nullable=False, index=True),
    Column("indicator", String),
    Column("outcome", String, nullable=False),
    Column("due_at", String, nullable=False),
    Column("happened_at", String, nullable=False),
)
"""What stands of each duty."""

STEP = Table(
    "step",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("catalogue", String, primary_key=True),
    Column("period", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("outcome", String, nullable=False),
    Column("happened_at", String, nullable=False),
    Column("cause_stream", String, nullable=False),
    Column("cause", String, nullable=False),
)
"""Every piece of evidence; `place` counts those of one duty, so that it does not depend on what came between them."""

SUMMARY = Table(
    "summary",
    METADATA,
    Column("year", Integer, primary_key=True),
    Column("unit", String, primary_key=True),
    Column("expected", Integer, nullable=False),
    Column("overdue", Integer, nullable=False),
    Column("on_time", Integer, nullable=False),
    Column("late", Integer, nullable=False),
)
"""How many of a unit's duties of a year stand at each outcome."""


def _recorded(connection: Connection, fact: EvidenceRecorded, recorded: Recorded) -> None:
    _stand(connection, fact)
    _add_step(connection, fact)
    _count(connection, fact.unit, year_of(fact.period))


def _stand(connection: Connection, fact: EvidenceRecorded) -> None:
    """The newest evidence of a duty is what stands."""
    row = {
        "unit": fact.unit,
        "catalogue": fact.catalogue,
        "period": fact.period,
        "year": year_of(fact.period),
        "indicator": fact.indicator,
        "outcome": fact.outcome.value,
        "due_at": instant_text(fact.due_at),
        "happened_at": instant_text(fact.happened_at),
    }
    this = and_(DUTY.c.unit == fact.unit, DUTY.c.catalogue == fact.catalogue, DUTY.c.period == fact.period)
    connection.execute(delete(DUTY).where(this))
    connection.execute(insert(DUTY).values(row))


def _add_step(connection: Connection, fact: EvidenceRecorded) -> None:
    this = and_(STEP.c.unit == fact.unit, STEP.c.catalogue == fact.catalogue, STEP.c.period == fact.period)
    row = {
        "unit": fact.unit,
        "catalogue": fact.catalogue,
        "period": fact.period,
        "place": connection.execute(select(func.count()).where(this)).scalar_one(),
        "outcome": fact.outcome.value,
        "happened_at": instant_text(fact.happened_at),
        "cause_stream": fact.cause.stream,
        "cause": fact.cause.fact,
    }
    connection.execute(insert(STEP).values(row))


def _count(connection: Connection, unit: str, year: int) -> None:
    """Counted anew each time: a unit has few duties a year."""
    of_year = and_(DUTY.c.unit == unit, DUTY.c.year == year)
    counted = select(DUTY.c.outcome, func.count().label("duties")).where(of_year).group_by(DUTY.c.outcome)
    counts = {row.outcome: row.duties for row in connection.execute(counted)}
    row = {
        "year": year,
        "unit": unit,
        "expected": counts.get(Outcome.EXPECTED.value, 0),
        "overdue": counts.get(Outcome.OVERDUE.value, 0),
        "on_time": counts.get(Outcome.ON_TIME.value, 0),
        "late": counts.get(Outcome.LATE.value, 0),
    }
    connection.execute(delete(SUMMARY).where(SUMMARY.c.year == year, SUMMARY.c.unit == unit))
    connection.execute(insert(SUMMARY).values(row))


EVIDENCE = Projection(
    name="evidence",
    version=2,
    applies={EvidenceRecorded: _recorded},
)
