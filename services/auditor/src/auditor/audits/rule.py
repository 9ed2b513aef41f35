"""The audits of one kind and day: each is recorded once, in the order of how far they went."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from contracts.auditor.audits.messages import AuditEnded, EndAudit
from contracts.rules import Rules
from contracts.stream_names import key_of

audits_stream = key_of(__name__, "audit", "day")


@dataclass(frozen=True, slots=True)
class Runs:
    """How far the newest audit went, and how much it met."""

    through: int = -2
    findings: int = 0


def decide(command: EndAudit, runs: Runs, rules: Rules[None], now: datetime) -> list[AuditEnded]:
    """An audit that went no further and met no other number of findings than the last one is no news."""
    same = (command.through, command.findings) == (runs.through, runs.findings)
    if same or command.through < runs.through:
        return []
    return [
        AuditEnded(
            audit=command.audit,
            facts=command.facts,
            findings=command.findings,
            left_out=command.left_out,
            through=command.through,
        )
    ]


def evolve(runs: Runs, fact: AuditEnded) -> Runs:
    match fact:
        case AuditEnded():
            return Runs(fact.through, fact.findings)
        case _:
            assert_never(fact)
