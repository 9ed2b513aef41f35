"""One community that is set up: sized, approved, its committee elected within its time, and filed.

Law: Organic Law of the Urban Residents' Committees (城市居民委员会组织法), art. 6; draft opinion on residents'
committees, part 2 (document 5 §二(一)1(3), (4)).
"""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import day_ends
from contracts.deadlines import deadline
from contracts.elections.community.messages import (
    ApproveCommunity,
    CommunityCommand,
    CommunityEstablished,
    CommunityFact,
    CommunityFiled,
    CommunityFiling,
    CommunityFormed,
    CommunityProposed,
    FileCommunity,
    FilingOverdue,
    FormationBegun,
    FormationOverdue,
    MarkCommunity,
    NoteCommitteeOfCommunity,
    ProposeCommunity,
    SetUp,
    SetUpStep,
)
from contracts.elections.community.rules import CommunityPolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future

community_stream = key_of(__name__, "unit")


@dataclass(frozen=True, slots=True)
class Community:
    """`step` None: there is none. `due_on`, `due_at`: of what is owed now. `is_said`: that this is late.

    `formed_on`: the day on which its committee was elected.
    """

    step: SetUpStep | None = None
    proposed: CommunityProposed | None = None
    formed_on: date | None = None
    due_on: date | None = None
    due_at: datetime | None = None
    is_said: bool = False


def evolve(community: Community, fact: CommunityFact) -> Community:
    match fact:
        case CommunityProposed():
            return Community(step=SetUpStep.PROPOSED, proposed=fact)
        case CommunityEstablished():
            return replace(community, step=SetUpStep.APPROVED)
        case FormationBegun():
            return replace(community, step=SetUpStep.FORMING, due_on=fact.due_on, due_at=fact.due_at)
        case CommunityFormed():
            return _formed(community, fact)
        case FormationOverdue() | FilingOverdue():
            return replace(community, is_said=True)
        case CommunityFiled():
            return replace(community, step=SetUpStep.FILED, due_on=None, due_at=None)
        case _:
            assert_never(fact)


def _formed(community: Community, fact: CommunityFormed) -> Community:
    return replace(
        community,
        step=SetUpStep.FORMED,
        formed_on=fact.formed_on,
        due_on=fact.filing_due_on,
        due_at=fact.filing_due_at,
        is_said=False,
    )


BEFORE_APPROVAL = (None, SetUpStep.PROPOSED)


def decide(
    command: CommunityCommand, community: Community, rules: Rules[CommunityPolicy], now: datetime
) -> list[CommunityFact]:
    match command:
        case ProposeCommunity():
            return [_propose(command, community, rules.policy, now)]
        case ApproveCommunity():
            return _approve(command, community, rules, now)
        case NoteCommitteeOfCommunity():
            return _form(command, community, rules.policy, now)
        case FileCommunity():
            return _file(command, community, rules.policy, now)
        case MarkCommunity():
            return _overdue(command, community, now)
        case _:
            assert_never(command)


def _propose(
    command: ProposeCommunity, community: Community, policy: CommunityPolicy, now: datetime
) -> CommunityProposed:
    is_open = community.step in BEFORE_APPROVAL
    refuse_unless(is_open, "elections.community-established-already", command.unit)
    is_possible = command.occupied <= command.households
    detail = f"{command.occupied} of {command.households} households have moved in."
    refuse_unless(is_possible, "elections.invalid-households", detail)
    result = policy.needed_sizes.result(command.households, command.occupied)
    has_committee = result is SetUp.ESTABLISH_COMMITTEE
    is_managed = has_committee or command.neighbour not in (None, command.unit)
    refuse_unless(is_managed, "elections.neighbour-required", f"It is {result}.")
    return CommunityProposed(
        unit=command.unit,
        name=command.name,
        area=command.area,
        households=command.households,
        occupied=command.occupied,
        result=result,
        neighbour=None if has_committee else command.neighbour,
        proposed_by=command.actor,
        proposed_at=now,
    )


def _approve(
    command: ApproveCommunity, community: Community, rules: Rules[CommunityPolicy], now: datetime
) -> list[CommunityFact]:
    proposed = community.proposed
    refuse_unless(proposed is not None, "elections.no-such-community", command.unit)
    assert proposed is not None
    refuse_unless(community.step is SetUpStep.PROPOSED, "elections.community-established-already", command.unit)
    is_right = proposed.result is SetUp.ESTABLISH_COMMITTEE
    refuse_unless(is_right, "elections.not-to-be-established", f"It is {proposed.result}.")
    refuse_future(command.approved_on, now)
    formation = rules.policy.formation
    due_on = None if formation is None else deadline(formation, command.approved_on, rules.calendar).due_on
    established = CommunityEstablished(
        unit=command.unit,
        name=proposed.name,
        households=proposed.households,
        approved_on=command.approved_on,
        basis=command.basis,
        recorded_by=command.actor,
        recorded_at=now,
    )
    due_at = None if due_on is None else day_ends(due_on)
    return [established, FormationBegun(unit=command.unit, due_on=due_on, due_at=due_at, begun_at=now)]


def _form(
    command: NoteCommitteeOfCommunity, community: Community, policy: CommunityPolicy, now: datetime
) -> list[CommunityFact]:
    """In time by the day of the election, whenever that is heard of."""
    if community.step is not SetUpStep.FORMING:
        return []
    elected_at = day_ends(command.elected_on)
    is_late = community.due_at is not None and elected_at > community.due_at
    due_on = policy.filing_due(command.elected_on)
    formed = CommunityFormed(
        unit=command.unit,
        election=command.election,
        members=command.members,
        formed_on=command.elected_on,
        is_late=is_late,
        filing_due_on=due_on,
        filing_due_at=None if due_on is None else day_ends(due_on),
        recorded_at=now,
    )
    return [*(_overdue(command, community, now) if is_late else ()), formed]


def _file(command: FileCommunity, community: Community, policy: CommunityPolicy, now: datetime) -> list[CommunityFact]:
    refuse_unless(community.proposed is not None, "elections.no-such-community", command.unit)
    refuse_unless(community.step is not SetUpStep.FILED, "elections.community-filed-already", command.unit)
    is_formed = community.step is SetUpStep.FORMED
    refuse_unless(is_formed, "elections.community-not-formed", f"It is {community.step}.")
    asked = [field.name for field in fields(CommunityFiling)]
    missing = [name for name in asked if getattr(command.filing, name) is None]
    enough = policy.fields is None or len(asked) - len(missing) >= policy.fields
    refuse_unless(enough, "elections.filing-incomplete", ", ".join(missing))
    refuse_future(command.filed_on, now)
    assert community.formed_on is not None
    is_after = command.filed_on >= community.formed_on
    refuse_unless(is_after, "elections.day-too-early", f"Its committee was elected on {community.formed_on}.")
    is_late = community.due_at is not None and day_ends(command.filed_on) > community.due_at
    filed = CommunityFiled(
        unit=command.unit,
        filing=command.filing,
        filed_on=command.filed_on,
        is_late=is_late,
        filed_by=command.actor,
        recorded_at=now,
    )
    return [*(_overdue(command, community, now) if is_late else ()), filed]


def _overdue(command: CommunityCommand, community: Community, now: datetime) -> list[CommunityFact]:
    """Said once of the committee and once of the filing, whether the sweeper ran in time or not."""
    due_at, due_on = community.due_at, community.due_on
    if due_at is None or due_on is None or community.is_said or now < due_at:
        return []
    if community.step is SetUpStep.FORMING:
        return [FormationOverdue(unit=command.unit, due_at=due_at, announced_at=now)]
    return [FilingOverdue(unit=command.unit, due_on=due_on, due_at=due_at, announced_at=now)]
