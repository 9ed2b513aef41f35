"""What the auditor found on a unit's record is kept as assessment's own (document 1 §五4)."""

from collections.abc import Iterator

from contracts.assessment.audit_finding.messages import FindingStep, RecordAuditFinding
from contracts.auditor.finding.messages import FindingMet, FindingReopened, FindingSettled
from contracts.units import NATION
from ledger.reaction import Reaction, Seen

from assessment.causes import cause_of


def record(fact: FindingMet | FindingReopened | FindingSettled, seen: Seen) -> Iterator[RecordAuditFinding]:
    """What concerns the record as a whole is nobody's evidence."""
    if fact.unit == NATION:
        return
    is_settled = isinstance(fact, FindingSettled)
    yield RecordAuditFinding(
        actor=seen.actor,
        unit=fact.unit,
        step=FindingStep.SETTLED if is_settled else FindingStep.MET,
        check=fact.check,
        place=fact.place,
        detail=None if isinstance(fact, FindingSettled) else fact.detail,
        cause=cause_of(seen),
    )


RECORD = Reaction(record, ids={RecordAuditFinding: "record-audit-finding"})
