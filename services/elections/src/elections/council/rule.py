"""The consultative council of one community: its members with their categories, and what it did.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)2(2)).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.elections.council.messages import (
    CouncilActionRecorded,
    CouncilCommand,
    CouncilFact,
    CouncilMember,
    CouncilSet,
    RecordCouncilAction,
    SetCouncil,
)
from contracts.elections.council.rules import CouncilPolicy
from contracts.errors import Rejected, refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future

council_stream = key_of(__name__, "unit")


@dataclass(frozen=True, slots=True)
class Council:
    """`first` and `standing`: its members when it was set up, and as they are. None: there is no council."""

    first: CouncilSet | None = None
    standing: CouncilSet | None = None
    actions: int = 0


def decide(command: CouncilCommand, council: Council, rules: Rules[CouncilPolicy], now: datetime) -> list[CouncilFact]:
    match command:
        case SetCouncil():
            return _set(command, council.standing, rules.policy, now)
        case RecordCouncilAction():
            return _act(command, council, now)
        case _:
            assert_never(command)


def _set(command: SetCouncil, standing: CouncilSet | None, policy: CouncilPolicy, now: datetime) -> list[CouncilFact]:
    refuse_future(command.since, now)
    members = _members(command, policy)
    if standing is not None:
        refuse_unless(command.since >= standing.since, "elections.day-too-early", f"since: not before {standing.since}")
        if (command.since, members) == (standing.since, standing.members):
            return []
    return [CouncilSet(unit=command.unit, since=command.since, members=members, set_by=command.actor, set_at=now)]


def _members(command: SetCouncil, policy: CouncilPolicy) -> tuple[CouncilMember, ...]:
    """Where no pack names the categories each is taken, but a member without any is not."""
    persons = [seat.person for seat in command.members]
    twice = sorted({person for person in persons if persons.count(person) > 1})
    refuse_unless(not twice, "elections.named-twice", f"members: {', '.join(twice)}")
    members = []
    for seat in command.members:
        category = seat.category
        is_one = category is not None and (not policy.categories or category in policy.categories)
        if category is None or not is_one:
            detail = f"members.category of {seat.person}: {category or 'none'}; consult_council.categories"
            raise Rejected("elections.invalid-member-category", detail)
        members.append(CouncilMember(person=seat.person, category=category))
    return tuple(members)


def _act(command: RecordCouncilAction, council: Council, now: datetime) -> list[CouncilFact]:
    if council.first is None:
        raise Rejected("elections.no-such-council", command.unit)
    refuse_future(command.acted_on, now)
    since = council.first.since
    refuse_unless(command.acted_on >= since, "elections.day-too-early", f"acted_on: set up on {since}")
    action = CouncilActionRecorded(
        unit=command.unit,
        number=council.actions + 1,
        work=command.work,
        acted_on=command.acted_on,
        title=command.title,
        outcome=command.outcome,
        recorded_by=command.actor,
        recorded_at=now,
    )
    return [action]


def evolve(council: Council, fact: CouncilFact) -> Council:
    match fact:
        case CouncilSet():
            return replace(council, first=council.first or fact, standing=fact)
        case CouncilActionRecorded():
            return replace(council, actions=fact.number)
        case _:
            assert_never(fact)
