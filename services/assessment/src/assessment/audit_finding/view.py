"""The auditor's findings on units' records, as they stand."""

from contracts.assessment.audit_finding.messages import AuditFindingRecorded, FindingStep
from ledger.recorded import metadata_of
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, delete, insert, select

from assessment.tables import METADATA

AUDIT_FINDING = Table(
    "audit_finding",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("check", String, nullable=False),
    Column("place", String, nullable=False),
    Column("detail", String),
    Column("is_open", Integer, nullable=False),
    Column("recorded_at", String, nullable=False),
    Column("cause_stream", String, nullable=False),
    Column("cause", String, nullable=False),
)
"""What the auditor found on units' records, as it stands."""


def _recorded(connection: Connection, fact: AuditFindingRecorded, recorded: Recorded) -> None:
    """What is settled keeps the words it was met with."""
    this = AUDIT_FINDING.c.stream == recorded.stream
    before = connection.execute(select(AUDIT_FINDING.c.detail).where(this)).scalar_one_or_none()
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "check": fact.check,
        "place": fact.place,
        "detail": fact.detail or before,
        "is_open": int(fact.step is FindingStep.MET),
        "recorded_at": str(metadata_of(recorded)["decided_at"]),
        "cause_stream": fact.cause.stream,
        "cause": fact.cause.fact,
    }
    connection.execute(delete(AUDIT_FINDING).where(this))
    connection.execute(insert(AUDIT_FINDING).values(row))


AUDIT_FINDINGS = Projection(
    name="audit-findings",
    version=1,
    applies={AuditFindingRecorded: _recorded},
)
