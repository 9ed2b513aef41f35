"""The audits that were made."""

from contracts.auditor.audits.messages import AuditEnded
from ledger.recorded import metadata_of
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, func, insert, select

from auditor.tables import METADATA

RUN = Table(
    "run",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("audit", String, nullable=False),
    Column("ended_at", String, nullable=False),
    Column("facts", Integer, nullable=False),
    Column("findings", Integer, nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("through", Integer, nullable=False),
)
"""Every audit that was made; `number` counts them."""


def _ended(connection: Connection, fact: AuditEnded, recorded: Recorded) -> None:
    row = {
        "number": connection.execute(select(func.count()).select_from(RUN)).scalar_one(),
        "audit": fact.audit.value,
        "ended_at": str(metadata_of(recorded)["decided_at"]),
        "facts": fact.facts,
        "findings": fact.findings,
        "left_out": fact.left_out,
        "through": fact.through,
    }
    connection.execute(insert(RUN).values(row))


RUNS = Projection(name="runs", version=1, applies={AuditEnded: _ended})
