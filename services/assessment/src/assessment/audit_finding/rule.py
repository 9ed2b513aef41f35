"""A finding of the auditor on a unit's record, as assessment knows it: open or settled, each step once.

Law: county opinion on township standardisation, part 5 item 4 (document 1 §五4).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from contracts.assessment.audit_finding.messages import AuditFindingRecorded, FindingStep, RecordAuditFinding
from contracts.rules import Rules
from contracts.stream_names import Part, key_of

audit_finding_stream = key_of(
    __name__,
    Part("cause", of=lambda command: command.cause.stream, written=lambda stream: stream.partition("-")[2]),
    named="finding",
)
"""The auditor's stream for the check and place, as assessment's own."""


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """Whether it is open, and the ids of the facts that said so."""

    is_open: bool = False
    causes: tuple[str, ...] = ()


def decide(
    command: RecordAuditFinding, finding: KnownFinding, rules: Rules[None], now: datetime
) -> list[AuditFindingRecorded]:
    """Reading the same fact twice has no effect, and neither has a step that changes nothing."""
    is_news = (command.step is FindingStep.MET) != finding.is_open
    if command.cause.fact in finding.causes or not is_news:
        return []
    return [
        AuditFindingRecorded(
            unit=command.unit,
            step=command.step,
            check=command.check,
            place=command.place,
            detail=command.detail,
            cause=command.cause,
        )
    ]


def evolve(finding: KnownFinding, fact: AuditFindingRecorded) -> KnownFinding:
    match fact:
        case AuditFindingRecorded():
            return KnownFinding(fact.step is FindingStep.MET, (*finding.causes, fact.cause.fact))
        case _:
            assert_never(fact)
