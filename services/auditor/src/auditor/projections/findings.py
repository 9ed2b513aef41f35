"""Findings as they stand, with what was said of each; the audits that were made."""

from contracts.auditor.audits.messages import AuditEnded
from contracts.auditor.catalogue import OWN_COMMON_FACTS, RUN_FACTS
from contracts.auditor.export.messages import EXPORT_FACTS
from contracts.auditor.finding.messages import (
    FINDING_FACTS,
    FindingAnswered,
    FindingMet,
    FindingReopened,
    FindingSettled,
)
from contracts.auditor.inventory.messages import InventoryMade
from ledger.recorded import metadata_of
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, func, insert, select, update

from auditor.projections.tables import ANSWER, FINDING, RUN


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


def _ended(connection: Connection, fact: AuditEnded, recorded: Recorded) -> None:
    row = {
        "number": connection.execute(select(func.count()).select_from(RUN)).scalar_one(),
        "audit": fact.audit.value,
        "ended_at": _decided_at(recorded),
        "facts": fact.facts,
        "findings": fact.findings,
        "left_out": fact.left_out,
        "through": fact.through,
    }
    connection.execute(insert(RUN).values(row))


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
    ignores=frozenset({*OWN_COMMON_FACTS, *RUN_FACTS, *EXPORT_FACTS}),
)

RUNS = Projection(
    name="runs",
    version=1,
    applies={AuditEnded: _ended},
    ignores=frozenset({*OWN_COMMON_FACTS, *FINDING_FACTS, *EXPORT_FACTS, InventoryMade}),
)
