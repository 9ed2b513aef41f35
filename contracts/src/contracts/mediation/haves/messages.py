"""The eight haves of an organisation at the grass roots (八个有): what a centre or a station has, item by item.

Law: township opinion on the centre (document 4 §六(一)). Five of them the record knows by itself; the other three are
entered, each with what it rests on.
"""

from enum import StrEnum

from contracts.mediation.words import Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Text, UnitCode


class Have(StrEnum):
    """The eight, in the source's order."""

    PERSON_IN_CHARGE = "person_in_charge"
    """有人管事."""
    STAFF = "staff"
    """有人干事."""
    BUDGET = "budget"
    """有钱办事."""
    WINDOW = "window"
    """有窗接事."""
    RULES = "rules"
    """有章理事."""
    MEETINGS = "meetings"
    """有会议事."""
    RECORDS = "records"
    """有据查事."""
    EFFECT = "effect"
    """有效处事."""


@command
class RecordHave:
    """A centre or station has this in the year, and `basis` says what that rests on; entered anew in place of before.

    `yuan`: of a budget, and of nothing else. Refused: `neither-township-nor-village`, `unknown-kind` where no rule has
    it, `counted-by-itself`, `amount-required`, `wrong-year`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    have: Have
    from_on: Day
    basis: Text
    yuan: Count | None = None


@fact
class HaveRecorded:
    """A centre or station has this in the year (八个有登记)."""

    unit: UnitCode
    year: Year
    have: Have
    from_on: Day
    basis: Text
    yuan: Count | None
    recorded_by: Actor
    recorded_at: Instant


@question
class EightHavesOfUnit:
    """What the centre of a township or the station of a village has in a year."""

    unit: UnitCode
    year: Year


@shape
class HaveLine:
    """One of the eight. `basis`: of what was entered; None of what the record knows by itself, or was not entered.

    `count`: persons in charge and at work as it is now; of the year its yuan, its entries of window and rules, its
    meetings, entries of its registers, and cases that were settled.
    """

    have: Have
    holds: bool
    count: Count
    basis: Text | None


@answer
class EightHavesAnswer:
    """All eight, in the source's order."""

    year: Year
    haves: tuple[HaveLine, ...]


ENTERED = frozenset({Have.BUDGET, Have.WINDOW, Have.RULES})
"""What the record cannot know by itself."""
