"""One finding (审计发现): what a check met at one place, met again, settled, and what was said of it.

Law: district opinion on township congress work, part 3 (document 2 §三(一)5): what is found is followed up (跟踪记录).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import assert_never

from contracts.auditor.finding.messages import (
    AnswerFinding,
    FindingAnswered,
    FindingCommand,
    FindingFact,
    FindingMet,
    FindingReopened,
    FindingSettled,
    RecordFinding,
    SettleFinding,
)
from contracts.errors import Rejected, refuse_unless
from contracts.rules import Rules
from contracts.stream_names import Part, key_of


def _digest(place: str) -> str:
    """A place may be of any form, so that the name of its stream is made of its digest."""
    return sha256(place.encode()).hexdigest()[:32]


finding_stream = key_of(__name__, "check", Part("place", written=_digest))


@dataclass(frozen=True, slots=True)
class Finding:
    """`unit` is None before anything was met; `through` is how far the newest audit went that changed something."""

    unit: str | None = None
    is_open: bool = False
    through: int = -1


def decide(command: FindingCommand, finding: Finding, rules: Rules[None], now: datetime) -> list[FindingFact]:
    match command:
        case RecordFinding():
            return _record(command, finding)
        case SettleFinding():
            return _settle(command, finding)
        case AnswerFinding():
            return _answer(command, finding)
        case _:
            assert_never(command)


def _record(command: RecordFinding, finding: Finding) -> list[FindingFact]:
    """What is open already is not repeated, and an audit that began before the newest one changes nothing."""
    if finding.is_open or command.through < finding.through:
        return []
    kind = FindingMet if finding.unit is None else FindingReopened
    return [
        kind(
            unit=finding.unit or command.unit,
            audit=command.audit,
            check=command.check,
            place=command.place,
            detail=command.detail,
            index=command.index,
            through=command.through,
        )
    ]


def _settle(command: SettleFinding, finding: Finding) -> list[FindingFact]:
    if not finding.is_open or command.through < finding.through:
        return []
    unit = finding.unit or command.unit
    return [FindingSettled(unit=unit, check=command.check, place=command.place, through=command.through)]


def _answer(command: AnswerFinding, finding: Finding) -> list[FindingFact]:
    """Whose record it is was checked by the unit that the command names, so that it must be the finding's."""
    if finding.unit is None or finding.unit != command.unit:
        raise Rejected("auditor.unknown-finding", f"{command.check} at {command.place} of {command.unit}")
    refuse_unless(finding.is_open, "auditor.finding-is-settled", f"{command.check} at {command.place}")
    return [
        FindingAnswered(
            unit=command.unit,
            check=command.check,
            place=command.place,
            by=command.actor,
            statement=command.statement,
        )
    ]


def evolve(finding: Finding, fact: FindingFact) -> Finding:
    match fact:
        case FindingMet() | FindingReopened():
            return Finding(fact.unit, True, fact.through)
        case FindingSettled():
            return replace(finding, is_open=False, through=fact.through)
        case FindingAnswered():
            return finding
        case _:
            assert_never(fact)
