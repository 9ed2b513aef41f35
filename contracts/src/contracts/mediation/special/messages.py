"""Special circumstances and periods (特殊情况和特殊时期), in which screening is concentrated.

Law: township opinion on the centre (document 4 §三(六)).
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Ref, Text, UnitCode


@command
class DeclareSpecialPeriod:
    """The centre declares a special period with its days; within it a concentrated screening is owed.

    Refused: `no-special-periods` where no rule has them, `special-period-declared-already`, `ends-before-it-begins`,
    `day-in-past`.
    """

    actor: Actor
    unit: UnitCode
    period: Ref
    reason: Text
    from_on: Day
    to_on: Day


@command
class ScreenSpecially:
    """A concentrated screening was held. `found`: the submissions that were registered of it.

    Refused: `no-such-special-period`, `outside-special-period`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    period: Ref
    screened_on: Day
    found: Annotated[tuple[Ref, ...], Length(max=200)] = ()
    text: Text


@command
class MarkSpecialPeriod:
    """Announce that a period passed without concentrated screening. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    period: Ref


SpecialCommand = DeclareSpecialPeriod | ScreenSpecially | MarkSpecialPeriod


@fact
class SpecialPeriodDeclared:
    """A special period was declared (宣布特殊时期): a concentrated screening is owed before `due_at`."""

    unit: UnitCode
    period: Ref
    reason: Text
    from_on: Day
    to_on: Day
    due_at: Instant
    declared_by: Actor
    declared_at: Instant


@fact
class ScreenedSpecially:
    """Disputes and factors were screened in concentration (集中排查)."""

    unit: UnitCode
    period: Ref
    screened_on: Day
    found: tuple[Ref, ...]
    text: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class SpecialScreeningOverdue:
    """The special period passed without concentrated screening (逾期未集中排查)."""

    unit: UnitCode
    period: Ref
    due_at: Instant
    announced_at: Instant


SpecialFact = SpecialPeriodDeclared | ScreenedSpecially | SpecialScreeningOverdue


@question
class SpecialPeriodsOfUnit:
    """The special periods of a unit, the latest first."""

    unit: UnitCode


@shape
class SpecialPeriodLine:
    """One period; `screenings`: how often it was screened in concentration."""

    period: Ref
    reason: Text
    from_on: Day
    to_on: Day
    screenings: Count
    is_overdue: bool


@answer
class SpecialPeriodLines:
    """One page of periods; `next` is the token of the page after this one."""

    periods: tuple[SpecialPeriodLine, ...]
    next: str | None
