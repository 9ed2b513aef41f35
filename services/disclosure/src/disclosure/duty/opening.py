"""Opening a duty: when, whose it is, what it asks for, and by when."""

from datetime import date, datetime

from contracts.calendar import Period, day_begins, day_ends, parse_period, period_of
from contracts.cases import Reckoning
from contracts.disclosure.duty.messages import STANDING, DutyCommand, DutyFact, DutyOpened, OpenDuty, Rhythm
from contracts.disclosure.duty.rules import CatalogueRules, DisclosurePolicy, Opens
from contracts.disclosure.words import Opening
from contracts.errors import Rejected, refuse_unless
from contracts.rules import Rules

from disclosure.duty.ladder import first_after
from disclosure.duty.state import Duty, Stage, key


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


def read_period(text: str, rules: CatalogueRules) -> Period:
    """`Rejected` if the period is not of the catalogue's kind, e.g. Party affairs under a quarter."""
    period = parse_period(text)
    if period is None or period.kind is not rules.period:
        raise Rejected("disclosure.wrong-period", f"{rules.code} is due by {rules.period}, not {text}.")
    return period


def refuse_other_rhythm(text: str, rules: CatalogueRules) -> None:
    """`Rejected` if the period is none of a catalogue that is not owed by periods."""
    fits = text == STANDING if rules.rhythm is Rhythm.STANDING else number_of(text) is not None
    if not fits:
        raise Rejected("disclosure.wrong-period", f"{rules.code} is owed {rules.rhythm}, not for {text}.")


def number_of(text: str) -> int | None:
    """The number of a matter's interval or stage; None if the text names no matter."""
    matter, _, number = text.rpartition("-")
    return int(number) if matter.startswith("m-") and number.isdigit() else None


def opens_at(period: Period, rules: CatalogueRules) -> datetime:
    """The first moment at which content for the period may be handed in."""
    match rules.opens:
        case Opens.PERIOD_ENDED:
            return day_ends(period.last_day)
        case Opens.PERIOD_BEGAN:
            return day_begins(period.first_day)


def opening(period: Period, rules: CatalogueRules) -> Opening:
    return Opening(catalogue=rules.code, period=str(period), opens_at=opens_at(period, rules))


def first_opening(valid_from: date, rules: CatalogueRules) -> Opening:
    """A unit's first duty: the period in which its records begin; what is posted stands from that day on."""
    if rules.period is None:
        return Opening(catalogue=rules.code, period=STANDING, opens_at=day_begins(valid_from))
    return opening(period_of(valid_from, rules.period), rules)


def due_by(period: Period, rules: CatalogueRules) -> Reckoning:
    """How the due date for the period is reckoned."""
    return rules.due[period.number].after(period)
