"""A community's work funding of a year (社区工作经费): its standard by households, the district's share, its payment.

Amounts are whole yuan.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(4), (5)).
"""

from typing import Annotated

from marshmallow.validate import Range

from contracts.elections.words import Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Text, UnitCode


@command
class SetCommunityFunding:
    """Say how many households a community has; the rules say what it gets in this year, and what the district pays.

    Again, as long as nothing was paid; that it was overdue stays. `approved_on`: the day on which the community was
    approved, read from its record by the door, None if it has none; never sent. Refused: `funding-paid-already`,
    `day-too-early` (before it was approved), `policy-not-active`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    households: Count
    approved_on: Day | None


Payment = Annotated[int, Range(min=1)]
"""In yuan; nothing is no payment."""


@command
class PayCommunityFunding:
    """The district has paid this much; `basis`: by which paper. What is paid in parts is added up.

    Refused: `no-such-funding`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    yuan: Payment
    paid_on: Day
    basis: Text


@command
class MarkCommunityFunding:
    """Announce that the year is over and the district's share was not paid. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year


FundingCommand = SetCommunityFunding | PayCommunityFunding | MarkCommunityFunding


@fact
class CommunityFundingSet:
    """What a community of so many households gets in this year (`standard_yuan`) and what the district pays of it.

    `is_first_year`: it was approved in this year, and the district pays all. In time is what is paid before `due_at`,
    the end of the year.
    """

    unit: UnitCode
    year: Year
    households: Count
    is_first_year: bool
    standard_yuan: Count
    district_yuan: Count
    due_on: Day
    due_at: Instant
    set_by: Actor
    set_at: Instant


@fact
class CommunityFundingPaid:
    """The district has paid; `total_yuan`: this and all before it. `is_late`: after the year's end."""

    unit: UnitCode
    year: Year
    yuan: Count
    total_yuan: Count
    paid_on: Day
    is_late: bool
    basis: Text
    paid_by: Actor
    recorded_at: Instant


@fact
class CommunityFundingMismatched:
    """What was paid is another amount than the district's share: more, or at the year's end less."""

    unit: UnitCode
    year: Year
    district_yuan: Count
    paid_yuan: Count
    noted_at: Instant


@fact
class CommunityFundingOverdue:
    """The year ended, and the district's share was not paid, or not all of it."""

    unit: UnitCode
    year: Year
    district_yuan: Count
    paid_yuan: Count
    due_at: Instant
    announced_at: Instant


FundingFact = CommunityFundingSet | CommunityFundingPaid | CommunityFundingMismatched | CommunityFundingOverdue


@question
class FundingOfCommunities:
    """The communities below a unit whose funding of this year was set."""

    unit: UnitCode
    year: Year


@shape
class FundingLine:
    """One community. `is_mismatched`: another amount was paid than the district's share. `is_overdue`: the year ended
    before that was paid. What was once said of either stays.
    """

    unit: UnitCode
    households: Count
    is_first_year: bool
    standard_yuan: Count
    district_yuan: Count
    paid_yuan: Count
    due_on: Day
    is_mismatched: bool
    is_overdue: bool


@answer
class FundingAnswer:
    """One page in the order of the codes."""

    communities: tuple[FundingLine, ...]
    next: str | None
