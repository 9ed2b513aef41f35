"""The representatives of a village for one term: who they are, whether they meet, and what the groups decide.

Law: Organic Law of the Villagers' Committees, arts. 25, 26 and 28 (村民委员会组织法 第二十五、二十六、二十八条).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from typing import TypedDict, assert_never

from contracts.calendar import Period, PeriodKind, china_day, day_ends, period_of
from contracts.elections.villagers.messages import (
    CalledBy,
    CheckRepresentatives,
    ChosenBy,
    EndRepresentativesTerm,
    EnterRepresentatives,
    GroupDecided,
    GroupTold,
    HoldGroupMeeting,
    HoldRepresentativesMeeting,
    RepresentativesChecked,
    RepresentativesEntered,
    RepresentativesMeetingMissed,
    RepresentativesMet,
    RepresentativesTermEnded,
    TellGroup,
    Told,
    VillagersCommand,
    VillagersFact,
)
from contracts.elections.villagers.rules import VillagersPolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future
from elections.villagers.group_meetings import decide_group, tell

villagers_stream = key_of(__name__, "unit", "term")

_BEFORE_ALL = Period(1990, 1, PeriodKind.QUARTER)
"""The quarter of representatives that are not there yet; none is ever checked of them."""


@dataclass(frozen=True, slots=True)
class Villagers:
    """`quarter` is the one that is checked next; `met`: (year, quarter) to meetings. `meetings` are those of groups:
    number to whether it adopted; `told`: number and what its group was told.
    """

    is_open: bool = False
    members: int = 0
    representatives: int = 0
    quarter: Period = _BEFORE_ALL
    met: Mapping[tuple[int, int], int] = field(default_factory=dict)
    meetings: Mapping[int, GroupDecided] = field(default_factory=dict)
    told: frozenset[tuple[int, Told]] = frozenset()


class _Key(TypedDict):
    unit: str
    term: str


def _key(command: VillagersCommand) -> _Key:
    return {"unit": command.unit, "term": command.term}


def decide(
    command: VillagersCommand, villagers: Villagers, rules: Rules[VillagersPolicy], now: datetime
) -> list[VillagersFact]:
    if isinstance(command, CheckRepresentatives) and not villagers.is_open:
        return []
    checked = _checked(command, villagers, rules.policy, now) if villagers.is_open else []
    current = reduce(evolve, checked, villagers)
    if isinstance(command, EnterRepresentatives):
        return [*checked, _enter(command, rules.policy, now)]
    refuse_unless(current.is_open, "elections.no-such-term", command.term)
    match command:
        case HoldRepresentativesMeeting():
            return [*checked, _meet(command, current, rules.policy, now)]
        case HoldGroupMeeting():
            number = len(current.meetings) + 1
            return [*checked, decide_group(command, number, rules.policy, now)]
        case TellGroup():
            return [*checked, tell(command, current.meetings.get(command.number), current.told, now)]
        case EndRepresentativesTerm():
            return [*checked, RepresentativesTermEnded(**_key(command), ended_by=command.actor, ended_at=now)]
        case CheckRepresentatives():
            return checked
        case _:
            assert_never(command)


def _enter(command: EnterRepresentatives, policy: VillagersPolicy, now: datetime) -> RepresentativesEntered:
    refuse_future(command.chosen_on, now)
    members = command.representatives + command.committee_members
    counts = f"{command.representatives} of {members}"
    are_enough = policy.representatives.is_met(command.representatives, members)
    refuse_unless(are_enough, "elections.too-few-representatives", counts)
    are_women = command.women <= members and policy.women.is_met(command.women, members)
    refuse_unless(are_women, "elections.too-few-women", f"{command.women} of {members}")
    _refuse_households(command, policy)
    return RepresentativesEntered(
        **_key(command),
        representatives=command.representatives,
        committee_members=command.committee_members,
        women=command.women,
        households=command.households,
        chosen_by=command.chosen_by,
        chosen_on=command.chosen_on,
        next_check_at=day_ends(period_of(china_day(now), PeriodKind.QUARTER).last_day),
        entered_by=command.actor,
        entered_at=now,
    )


def _refuse_households(command: EnterRepresentatives, policy: VillagersPolicy) -> None:
    """Chosen by households each stands for so many of them; groups choose as many as they need."""
    if policy.households is None or command.chosen_by is ChosenBy.GROUPS:
        return
    least, most = policy.households
    fits = least * command.representatives <= command.households <= most * command.representatives
    detail = f"{command.households} households, {command.representatives} representatives"
    refuse_unless(fits, "elections.representatives-per-households", detail)


def _meet(
    command: HoldRepresentativesMeeting, villagers: Villagers, policy: VillagersPolicy, now: datetime
) -> RepresentativesMet:
    refuse_future(command.held_on, now)
    attended = f"{command.attended} of {villagers.members}"
    refuse_unless(command.attended <= villagers.members, "elections.attendance-exceeds-entitled", attended)
    refuse_unless(policy.quorum.is_met(command.attended, villagers.members), "elections.quorum-not-met", attended)
    if command.called_by is CalledBy.REPRESENTATIVES and policy.proposal is not None:
        proposers = command.proposers or 0
        are_enough = policy.proposal.is_met(proposers, villagers.representatives)
        refuse_unless(are_enough, "elections.not-enough-signers", f"{proposers} of {villagers.representatives}")
    return RepresentativesMet(
        **_key(command),
        held_on=command.held_on,
        members=villagers.members,
        attended=command.attended,
        called_by=command.called_by,
        proposers=command.proposers,
        agenda=command.agenda,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _checked(
    command: VillagersCommand, villagers: Villagers, policy: VillagersPolicy, now: datetime
) -> list[VillagersFact]:
    """Every quarter that is over, in order, whether the sweeper ran or not."""
    facts: list[VillagersFact] = []
    quarter = villagers.quarter
    while now >= day_ends(quarter.last_day):
        held = villagers.met.get((quarter.year, quarter.number), 0)
        if held < policy.per_quarter:
            facts.append(_missed(command, quarter, held, policy, now))
        following = quarter.next()
        facts.append(
            RepresentativesChecked(
                **_key(command),
                year=quarter.year,
                quarter=quarter.number,
                next_check_at=day_ends(following.last_day),
                checked_at=now,
            )
        )
        quarter = following
    return facts


def _missed(
    command: VillagersCommand, quarter: Period, held: int, policy: VillagersPolicy, now: datetime
) -> RepresentativesMeetingMissed:
    return RepresentativesMeetingMissed(
        **_key(command),
        year=quarter.year,
        quarter=quarter.number,
        held=held,
        least=policy.per_quarter,
        announced_at=now,
    )


def evolve(villagers: Villagers, fact: VillagersFact) -> Villagers:
    match fact:
        case RepresentativesEntered():
            first = period_of(china_day(fact.entered_at), PeriodKind.QUARTER)
            return replace(
                villagers,
                is_open=True,
                members=fact.representatives + fact.committee_members,
                representatives=fact.representatives,
                quarter=villagers.quarter if villagers.is_open else first,
            )
        case RepresentativesMet():
            quarter = period_of(fact.held_on, PeriodKind.QUARTER)
            this = (quarter.year, quarter.number)
            return replace(villagers, met={**villagers.met, this: villagers.met.get(this, 0) + 1})
        case RepresentativesChecked():
            return replace(villagers, quarter=Period(fact.year, fact.quarter, PeriodKind.QUARTER).next())
        case GroupDecided():
            return replace(villagers, meetings={**villagers.meetings, fact.number: fact})
        case GroupTold():
            return replace(villagers, told=villagers.told | {(fact.number, fact.told)})
        case RepresentativesTermEnded():
            return replace(villagers, is_open=False)
        case RepresentativesMeetingMissed():
            return villagers
        case _:
            assert_never(fact)
