"""A community's work funding of one year: set by its households, its district's share paid before the year ends.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(4), (5)).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import day_ends
from contracts.elections.funding.messages import (
    CommunityFundingMismatched,
    CommunityFundingOverdue,
    CommunityFundingPaid,
    CommunityFundingSet,
    FundingCommand,
    FundingFact,
    MarkCommunityFunding,
    PayCommunityFunding,
    SetCommunityFunding,
)
from contracts.elections.funding.rules import FundingPolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future

funding_stream = key_of(__name__, "unit", "year")


@dataclass(frozen=True, slots=True)
class Funding:
    """`asked` None: nothing was set. `paid`: in yuan, None before the first payment. `is_said`: it was overdue once."""

    asked: CommunityFundingSet | None = None
    paid: int | None = None
    is_said: bool = False

    @property
    def lacks(self) -> bool:
        return self.asked is not None and (self.paid or 0) < self.asked.district_yuan


def evolve(funding: Funding, fact: FundingFact) -> Funding:
    match fact:
        case CommunityFundingSet():
            return replace(funding, asked=fact)
        case CommunityFundingPaid():
            return replace(funding, paid=fact.total_yuan)
        case CommunityFundingOverdue():
            return replace(funding, is_said=True)
        case CommunityFundingMismatched():
            return funding
        case _:
            assert_never(fact)


def decide(command: FundingCommand, funding: Funding, rules: Rules[FundingPolicy], now: datetime) -> list[FundingFact]:
    match command:
        case SetCommunityFunding():
            return _set(command, funding, rules.policy, now)
        case PayCommunityFunding():
            return _pay(command, funding, now)
        case MarkCommunityFunding():
            return _overdue(funding, now)
        case _:
            assert_never(command)


def _set(command: SetCommunityFunding, funding: Funding, policy: FundingPolicy, now: datetime) -> list[FundingFact]:
    refuse_unless(funding.paid is None, "elections.funding-paid-already", f"{funding.paid} yuan.")
    approved_on = command.approved_on
    is_there = approved_on is None or approved_on.year <= command.year
    refuse_unless(is_there, "elections.day-too-early", f"It was approved on {approved_on}.")
    is_first_year = approved_on is not None and approved_on.year == command.year
    standard, district = policy.amounts(command.households, is_first_year=is_first_year)
    due_on = date(command.year, 12, 31)
    fact = CommunityFundingSet(
        unit=command.unit,
        year=command.year,
        households=command.households,
        is_first_year=is_first_year,
        standard_yuan=standard,
        district_yuan=district,
        due_on=due_on,
        due_at=day_ends(due_on),
        set_by=command.actor,
        set_at=now,
    )
    return [fact]


def _pay(command: PayCommunityFunding, funding: Funding, now: datetime) -> list[FundingFact]:
    """In time by the day of the payment, whenever it is entered. More than is asked is said at once."""
    asked = funding.asked
    refuse_unless(asked is not None, "elections.no-such-funding", f"{command.unit} {command.year}")
    assert asked is not None
    refuse_future(command.paid_on, now)
    is_late = command.paid_on > asked.due_on
    total = (funding.paid or 0) + command.yuan
    paid = CommunityFundingPaid(
        unit=command.unit,
        year=command.year,
        yuan=command.yuan,
        total_yuan=total,
        paid_on=command.paid_on,
        is_late=is_late,
        basis=command.basis,
        paid_by=command.actor,
        recorded_at=now,
    )
    too_much = [_mismatched(asked, total, now)] if total > asked.district_yuan else []
    return [*(_overdue(funding, now) if is_late else ()), paid, *too_much]


def _overdue(funding: Funding, now: datetime) -> list[FundingFact]:
    """Said once, of what was not paid at all and of what was not paid in full."""
    asked = funding.asked
    if asked is None or funding.is_said or now < asked.due_at or not funding.lacks:
        return []
    paid = funding.paid or 0
    overdue = CommunityFundingOverdue(
        unit=asked.unit,
        year=asked.year,
        district_yuan=asked.district_yuan,
        paid_yuan=paid,
        due_at=asked.due_at,
        announced_at=now,
    )
    return [overdue, *([_mismatched(asked, paid, now)] if paid else ())]


def _mismatched(asked: CommunityFundingSet, paid: int, now: datetime) -> CommunityFundingMismatched:
    return CommunityFundingMismatched(
        unit=asked.unit, year=asked.year, district_yuan=asked.district_yuan, paid_yuan=paid, noted_at=now
    )
