"""What the auditor can be asked, and what it answers."""

from contracts.auditor.vocabulary import Audit, CheckCode, Detail, Place, Position, Whose
from contracts.message import answer, question, shape
from contracts.vocabulary import Actor, Count, Instant, Name, Text, UnitCode


@question
class FindingsOfUnit:
    """Findings on the records of a unit and of every unit in its area; settled ones too, if `settled`. Newest last."""

    unit: UnitCode
    settled: bool = False


@question
class FindingsOfRecord:
    """Findings on the record as a whole, which belong to no unit: the log, its witnesses, the clocks."""

    unit: Whose
    settled: bool = False


@question
class AuditsMade:
    """The audits that were made, the newest first."""

    unit: Whose


@question
class ActsOfUnit:
    """Who did what in the records of a unit and of every unit in its area (督查), the newest first.

    `service`: only that field; `by`: only this actor. `begins` and `ends`: from that moment on, and before the other.
    """

    unit: UnitCode
    service: Name | None = None
    by: Name | None = None
    begins: Instant | None = None
    ends: Instant | None = None


@question
class ActsInMediation:
    """The same of mediation alone, for those who inspect and assess that field (综治检查考核)."""

    unit: UnitCode
    by: Name | None = None
    begins: Instant | None = None
    ends: Instant | None = None


@shape
class ActDone:
    """A decision, by its command; or an attempt that was refused with `code`. The stream says where to read on."""

    service: Name
    unit: Name
    at: Instant
    actor: Name
    role: Name
    acting_unit: Name
    what: Name
    stream: Name
    revision: Count
    code: Name | None


@answer
class ActsAnswer:
    """One page of acts, as far as the index goes; `next` is the token of the page after it."""

    unit: UnitCode
    through: Position
    acts: tuple[ActDone, ...]
    next: str | None


@shape
class Answered:
    """What somebody said of a finding."""

    by: Actor
    at: Instant
    statement: Text


@shape
class KnownFinding:
    """A finding as it stands: `settled_at` is None while audits meet it; `reopened` counts how often it came back."""

    unit: Whose
    audit: Audit
    check: CheckCode
    place: Place
    detail: Detail
    index: Count | None
    met_at: Instant
    met_last_at: Instant
    reopened: Count
    settled_at: Instant | None
    answers: tuple[Answered, ...]


@answer
class FindingsAnswer:
    """One page of findings; `next` is the token of the page after it."""

    unit: Whose
    findings: tuple[KnownFinding, ...]
    next: str | None


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
