"""Findings as they stand, with what was said of each."""

from contracts.auditor.finding.messages import FindingAnswered, FindingMet, FindingReopened, FindingSettled
from ledger.recorded import metadata_of
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, func, insert, select, update

from auditor.tables import METADATA

FINDING = Table(
    "finding",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, nullable=False, index=True),
    Column("unit", String, nullable=False, index=True),
    Column("audit", String, nullable=False),
    Column("check", String, nullable=False),
    Column("place", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("log_index", Integer),
    Column("met_at", String, nullable=False),
    Column("met_last_at", String, nullable=False),
    Column("reopened", Integer, nullable=False),
    Column("settled_at", String),
)
"""Every finding as it stands; `number` counts them in the order in which they were met first."""

ANSWER = Table(
    "answer",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
    Column("statement", String, nullable=False),
)
"""What was said of a finding; `place` counts what was said of one."""


def _met(connection: Connection, fact: FindingMet, recorded: Recorded) -> None:
    at = _decided_at(recorded)
    row = {
        "stream": recorded.stream,
        "number": connection.execute(select(func.count()).select_from(FINDING)).scalar_one(),
        "unit": fact.unit,
        "audit": fact.audit.value,
        "check": fact.check,
        "place": fact.place,
        "detail": fact.detail,
        "log_index": fact.index,
        "met_at": at,
        "met_last_at": at,
        "reopened": 0,
        "settled_at": None,
    }
    connection.execute(insert(FINDING).values(row))


def _reopened(connection: Connection, fact: FindingReopened, recorded: Recorded) -> None:
    again = {
        "audit": fact.audit.value,
        "detail": fact.detail,
        "log_index": fact.index,
        "met_last_at": _decided_at(recorded),
        "reopened": FINDING.c.reopened + 1,
        "settled_at": None,
    }
    connection.execute(update(FINDING).where(FINDING.c.stream == recorded.stream).values(again))


def _settled(connection: Connection, fact: FindingSettled, recorded: Recorded) -> None:
    this = FINDING.c.stream == recorded.stream
    connection.execute(update(FINDING).where(this).values(settled_at=_decided_at(recorded)))


def _answered(connection: Connection, fact: FindingAnswered, recorded: Recorded) -> None:
    of_finding = select(func.count()).where(ANSWER.c.stream == recorded.stream)
    row = {
        "stream": recorded.stream,
        "place": connection.execute(of_finding).scalar_one(),
        "by": fact.by,
        "at": _decided_at(recorded),
        "statement": fact.statement,
    }
    connection.execute(insert(ANSWER).values(row))


def _decided_at(recorded: Recorded) -> str:
    return str(metadata_of(recorded)["decided_at"])


FINDINGS = Projection(
    name="findings",
    version=1,
    applies={
        FindingMet: _met,
        FindingReopened: _reopened,
        FindingSettled: _settled,
        FindingAnswered: _answered,
    },
)
