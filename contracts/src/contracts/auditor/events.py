"""The facts of the auditor: what audits met, a stream for each check and place; the audits that were made.

Law: district opinion on township congress work, part 3 (document 2 §三(一)5): what is found is followed up (跟踪记录).
"""

from contracts.auditor.vocabulary import Audit, CheckCode, Detail, Place, Position, Whose
from contracts.message import fact
from contracts.vocabulary import Actor, Count, Day, Digest, Text


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


@fact
class AuditEnded:
    """The record was audited up to `through`; `findings` were met, of which `left_out` stand in no fact."""

    audit: Audit
    facts: Count
    findings: Count
    left_out: Count
    through: Position


@fact
class InventoryMade:
    """An inventory (目录): where each of `streams` ended as of a log of `size` facts, under one `root`."""

    day: Day
    size: Count
    streams: Count
    root: Digest


FindingFact = FindingMet | FindingReopened | FindingSettled | FindingAnswered
FINDING_FACTS = (FindingMet, FindingReopened, FindingSettled, FindingAnswered)
RUN_FACTS = (AuditEnded, InventoryMade)
