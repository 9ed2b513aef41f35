"""Opening a duty: whose it is, what it asks for, and by when.

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4); draft opinion on residents'
committees, part 2 (document 5 §二(三)2(5)).
"""

from datetime import datetime

from contracts.disclosure.duty.messages import STANDING, DutyCommand, DutyFact, DutyOpened, OpenDuty, Rhythm
from contracts.disclosure.duty.rules import CatalogueRules, DisclosurePolicy
from contracts.errors import Rejected, refuse_unless
from contracts.rules import Rules

from disclosure.domain.ladder import first_after
from disclosure.domain.periods import due_by, opening, opens_at, read_period, refuse_other_rhythm
from disclosure.domain.state import Duty, Stage, key


def open_duty(command: OpenDuty, duty: Duty, rules: Rules[DisclosurePolicy], now: datetime) -> list[DutyFact]:
    """Opening the same duty twice has no effect."""
    owed = rules.policy.catalogue(command.catalogue)
    if duty.stage is not Stage.NEW:
        return []
    is_owed = owed.is_owed_by(command.unit, command.kind)
    refuse_unless(is_owed, "forbidden-unit", f"{command.catalogue} is no duty of it.")
    if owed.rhythm is not Rhythm.PERIODIC:
        return [_standing(command, owed, now)]
    period = read_period(command.period, owed)
    refuse_unless(now >= opens_at(period, owed), "disclosure.period-not-ended", command.period)
    due = due_by(period, owed).deadline(rules.calendar)
    return [
        DutyOpened(
            **key(command),
            kind=command.kind,
            items=owed.items,
            annual=owed.annual,
            calendar_channels=owed.calendar_channels,
            due_on=due.due_on,
            due_at=due.due_at,
            is_provisional=due.is_provisional,
            opened_at=now,
            next=opening(period.next(), owed),
            next_notice_at=first_after(opens_at(period, owed), command.unit, due, rules.policy.ladder),
            matter=None,
        )
    ]


def _standing(command: OpenDuty, owed: CatalogueRules, now: datetime) -> DutyOpened:
    """What is posted has no due date and no period after it."""
    is_standing = owed.rhythm is Rhythm.STANDING and command.period == STANDING
    refuse_unless(is_standing, "disclosure.wrong-period", f"{command.catalogue} {command.period}")
    return DutyOpened(
        **key(command),
        kind=command.kind,
        items=owed.items,
        annual=owed.annual,
        calendar_channels=owed.calendar_channels,
        due_on=None,
        due_at=None,
        is_provisional=False,
        opened_at=now,
        next=None,
        next_notice_at=None,
        matter=None,
    )


def refuse_unopened(command: DutyCommand, duty: Duty, rules: CatalogueRules, now: datetime) -> None:
    """Say why there is no such duty: a period of the wrong kind, one that has not ended, or no duty of the unit."""
    if duty.stage is not Stage.NEW:
        return
    if rules.rhythm is Rhythm.PERIODIC:
        period = read_period(command.period, rules)
        refuse_unless(now >= opens_at(period, rules), "disclosure.period-not-ended", command.period)
    else:
        refuse_other_rhythm(command.period, rules)
    raise Rejected("disclosure.duty-not-open", f"{command.unit} owes no {command.catalogue} for {command.period}.")
