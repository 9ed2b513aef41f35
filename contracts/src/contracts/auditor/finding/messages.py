"""What audits met, a stream for each check and place, and what is said of it.

A finding stays open as long as audits meet it, and is settled by an audit that no longer does. The auditor gives all of
these commands itself but an answer; `actor` is set by the door, never sent.

Law: district opinion on township congress work, part 3 (document 2 §三(一)5): what is found is followed up
(跟踪记录).
"""

from contracts.auditor.words import Audit, CheckCode, Detail, Place, Position, Whose
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Instant, Text, UnitCode


@command
class RecordFinding:
    """An audit met this. Sent by the auditor itself; `through` is the position that the audit went up to."""

    actor: Actor
    unit: Whose
    audit: Audit
    check: CheckCode
    place: Place
    detail: Detail
    index: Count | None
    through: Position


@command
class SettleFinding:
    """An audit that met this before has not met it again. Sent by the auditor itself."""

    actor: Actor
    unit: Whose
    check: CheckCode
    place: Place
    through: Position


@command
class AnswerFinding:
    """Say what is known of a finding, and what is being done; it stays open as long as audits meet it."""

    actor: Actor
    unit: Whose
    check: CheckCode
    place: Place
    statement: Text


FindingCommand = RecordFinding | SettleFinding | AnswerFinding


@fact
class FindingMet:
    """An audit has found something (审计发现), for the first time at this place.

    `unit` is whose record is concerned, as far as it can still be read there. `index` is the place in the audit log.
    """

    unit: Whose
    audit: Audit
    check: CheckCode
    place: Place
    detail: Detail
    index: Count | None
    through: Position


@fact
class FindingReopened:
    """What was settled is met again."""

    unit: Whose
    audit: Audit
    check: CheckCode
    place: Place
    detail: Detail
    index: Count | None
    through: Position


@fact
class FindingSettled:
    """The audit went over the place again and did not meet it any more."""

    unit: Whose
    check: CheckCode
    place: Place
    through: Position


@fact
class FindingAnswered:
    """Somebody has looked into a finding, and says what came of it."""

    unit: Whose
    check: CheckCode
    place: Place
    by: Actor
    statement: Text


FindingFact = FindingMet | FindingReopened | FindingSettled | FindingAnswered


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
