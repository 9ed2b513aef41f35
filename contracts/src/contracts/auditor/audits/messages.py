"""The audits that were made: what each read, up to where, and how much it met.

The auditor gives the command itself; `actor` is set by the door, never sent.

Law: district opinion on township congress work, part 3 (document 2 §三(一)5): what is found is followed up
(跟踪记录).
"""

from contracts.auditor.words import Audit, Position, Whose
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant


@command
class EndAudit:
    """An audit has ended. Sent by the auditor itself; `day` is the day in China on which it ended.

    `facts` were read, up to position `through`; `findings` were met, of which `left_out` are too many to be recorded.
    """

    actor: Actor
    audit: Audit
    day: Day
    facts: Count
    findings: Count
    left_out: Count
    through: Position


@fact
class AuditEnded:
    """The record was audited up to `through`; `findings` were met, of which `left_out` stand in no fact."""

    audit: Audit
    facts: Count
    findings: Count
    left_out: Count
    through: Position


@question
class AuditsMade:
    """The audits that were made, the newest first."""

    unit: Whose


@shape
class MadeAudit:
    """An audit: what it read, up to where, and what it met."""

    audit: Audit
    ended_at: Instant
    facts: Count
    findings: Count
    left_out: Count
    through: Position


@answer
class AuditsMadeAnswer:
    """One page of audits; `next` is the token of the page after it."""

    audits: tuple[MadeAudit, ...]
    next: str | None
