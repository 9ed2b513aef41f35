"""The commands of the auditor. All but an answer it gives itself; `actor` is set by the door, never sent."""

from contracts.auditor.vocabulary import Audit, CheckCode, Detail, Place, Position, Whose
from contracts.message import command
from contracts.vocabulary import Actor, Count, Day, Digest, Text


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


@command
class RecordInventory:
    """An inventory was made after an audit that found nothing. Sent by the auditor itself; `day` is the day in China.

    As of a log of `size` facts there are `streams`; `root` is that of the tree over the sections (docs/inventory.md).
    """

    actor: Actor
    day: Day
    size: Count
    streams: Count
    root: Digest


FindingCommand = RecordFinding | SettleFinding | AnswerFinding
