"""When duties open, and by when they are due.

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4): content of the period just ended,
by fixed dates; draft opinion on residents' committees (document 5 §二(三)2(5)): within the quarter.
"""

from datetime import date, datetime

from contracts.calendar import Period, day_begins, day_ends, parse_period, period_of
from contracts.cases import Reckoning
from contracts.disclosure.duty.messages import STANDING, Rhythm
from contracts.disclosure.duty.rules import CatalogueRules, Opens
from contracts.disclosure.words import Opening
from contracts.errors import Rejected


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
