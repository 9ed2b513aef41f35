"""What the auditor found on a unit's records, as assessors see it.

Law: county opinion on township standardisation, part 5 item 4 (document 1 §五4): assessment rests on records that are
whole. A finding is shown to those who assess; it bears on no indicator by itself.
"""

from enum import StrEnum

from contracts.assessment.words import Cause
from contracts.auditor.words import CheckCode, Detail, Place
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Instant, UnitCode


class FindingStep(StrEnum):
    """An audit met it, or met it no more."""

    MET = "met"
    SETTLED = "settled"


@command
class RecordAuditFinding:
    """Keep what became of a finding on a unit's record. Sent by the service itself when it reads the fact `cause`."""

    actor: Actor
    unit: UnitCode
    step: FindingStep
    check: CheckCode
    place: Place
    detail: Detail | None
    cause: Cause


@fact
class AuditFindingRecorded:
    """The auditor has a finding on the unit's record (审计发现), or has settled it."""

    unit: UnitCode
    step: FindingStep
    check: CheckCode
    place: Place
    detail: Detail | None
    cause: Cause


@question
class AuditFindingsOfUnit:
    """The auditor's findings on the records of a unit and of every unit in its area; settled ones too, if `settled`."""

    unit: UnitCode
    settled: bool = False


@shape
class UnitFinding:
    """A finding as it stands, and the fact it rests on; `is_open` while audits meet it."""

    unit: UnitCode
    check: CheckCode
    place: Place
    detail: Detail | None
    is_open: bool
    recorded_at: Instant
    cause: Cause


@answer
class AuditFindingsOfUnitAnswer:
    """One page of findings in the order of their streams; `next` is the token of the page after it."""

    unit: UnitCode
    findings: tuple[UnitFinding, ...]
    next: str | None
