"""Facts of a mine that is watched (动态监管): tips, findings, review, putting right, removal.

Law: opinion on green mines, part 2 item 2 and part 7 item 3 (document 3 §二(二)¶5, §七(三)).
"""

from contracts.bilingual import Bilingual
from contracts.message import fact
from contracts.mining.vocabulary import RemovalGround, ReviewCause, Round, Said
from contracts.vocabulary import Actor, Day, Id, Instant, Text, UnitCode

DIRECTORY_CLAUSE = "3 §七(三)"
"""The directory is public, and the public may speak of what it lists."""

REMOVAL_CLAUSE = "3 §二(二)¶5"
"""动态监管,优胜劣汰."""


@fact
class MineTipSubmitted:
    """The public said something of a mine; mediation opens an opinion case (event flow 35). `text` stays sealed."""

    unit: UnitCode
    mine: Bilingual
    tip: Id
    text: Said
    submitted_on: Day
    clause: Text
    submitted_by: Actor
    submitted_at: Instant


@fact
class FindingRecorded:
    """Daily supervision found something at a mine (日常监督管理)."""

    unit: UnitCode
    found_on: Day
    text: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class ReviewOpened:
    """A listed mine is looked at again (核查); it stays in the directory meanwhile."""

    unit: UnitCode
    round: Round
    cause: ReviewCause
    opened_at: Instant


@fact
class ReviewClosed:
    """The review found no breach, or what was wrong has been put right (核查结束)."""

    unit: UnitCode
    round: Round
    text: Text
    closed_by: Actor
    closed_at: Instant


@fact
class CureOrdered:
    """The mine no longer meets the indicators and has until `cure_by` to put it right (限期整改)."""

    unit: UnitCode
    round: Round
    cure_by: Day
    due_at: Instant
    text: Text
    ordered_by: Actor
    ordered_at: Instant


@fact
class CureOverdue:
    """The time for putting right passed (整改逾期): the mine is to be removed."""

    unit: UnitCode
    round: Round
    due_at: Instant
    announced_at: Instant


@fact
class MineRemoved:
    """The mine leaves the directory (移出名录) by the announcement of `removed_on`, and title and benefits end.

    `effective_on`: the first day on which it is not listed any more; the day of its listing where the result was
    falsified, because it then never stood (event flow 28).
    """

    unit: UnitCode
    mine: Bilingual
    holder: UnitCode
    round: Round
    ground: RemovalGround
    text: Text
    certified_on: Day
    removed_on: Day
    effective_on: Day
    clause: Text
    removed_by: Actor
    removed_at: Instant


SupervisionFact = (
    MineTipSubmitted | FindingRecorded | ReviewOpened | ReviewClosed | CureOrdered | CureOverdue | MineRemoved
)
