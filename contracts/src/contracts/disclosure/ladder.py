"""Reminders before a due date, and the ladder of those who are told after it (督办).

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4). The text gives neither lead times nor
rungs: both are the county's practice. Nothing is sent to private persons (requirement X-021).
"""

from contracts.disclosure.vocabulary import CatalogueCode, ItemCode, PeriodCode
from contracts.message import answer, command, fact, question, shape
from contracts.units import UnitKind
from contracts.vocabulary import Actor, Count, Instant, Name, Share, UnitCode


@command
class GiveNotice:
    """Remind of a duty, or tell those above that it is overdue. Sent by the service itself when either is due.

    Whatever else is decided about a duty records first what is due by then.
    """

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode


@fact
class ReminderGiven:
    """So many days are left, and `missing` items; `to` are the offices it goes to.

    `notice_at`: when it fell due, however late it is recorded; `next_at`: when the next notice does.
    """

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    days_before: Count
    to: tuple[Name, ...]
    missing: tuple[ItemCode, ...]
    notice_at: Instant
    next_at: Instant | None


@fact
class DutyEscalated:
    """The duty has been overdue for so many days: the unit `to` of that level is told. Moments: see `ReminderGiven`."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    days_after: Count
    level: UnitKind
    to: UnitCode
    missing: tuple[ItemCode, ...]
    notice_at: Instant
    next_at: Instant | None


LadderFact = ReminderGiven | DutyEscalated


# Questions


@question
class Completeness:
    """How complete a unit's duties of a period are, from their facts alone: an answer is `CompletenessAnswer`."""

    unit: UnitCode
    period: PeriodCode


@shape
class CompletenessLine:
    """The items of one duty. `share` of those that were public in time, or withheld on a ground."""

    catalogue: CatalogueCode
    items: Count
    in_time: Count
    late: Count
    withheld: Count
    missing: Count
    share: Share


@answer
class CompletenessAnswer:
    """One line for each duty of the period, and the share of all their items together; None where there are none."""

    unit: UnitCode
    period: PeriodCode
    duties: tuple[CompletenessLine, ...]
    share: Share | None
