"""Units that were merged into another: the successor stands for them from a day on, in whatever service (撤并).

Law: draft opinion on residents' committees, part 2 item (一) 1 (document 5 §二(一)1(4)): establishment, merger and
adjustment are recorded (设立、撤并、调整). Requirement X-022.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from contracts.message import command, fact
from contracts.vocabulary import Actor, Day, Instant, UnitCode


@command
class SucceedUnit:
    """`successor` stands for `unit` from `valid_from` on: it acts on its records, and who is above it is above them.

    Twice has no effect. Refused: `succeeds-itself`, `successor-of-another-level`, `unit-has-successor`,
    `succession-in-a-ring`.
    """

    actor: Actor
    unit: UnitCode
    successor: UnitCode
    valid_from: Day


@fact
class UnitSucceeded:
    """A unit was merged into another (撤并); its records stay under its own code."""

    unit: UnitCode
    successor: UnitCode
    valid_from: Day
    recorded_at: Instant


def successors_on(successions: Iterable[UnitSucceeded], day: date) -> Mapping[str, str]:
    """Unit to its successor, as far as it stands for it on that day."""
    return {fact.unit: fact.successor for fact in successions if fact.valid_from <= day}
