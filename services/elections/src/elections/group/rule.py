"""One deputy group: joined at will, a plan a year, an activity a quarter.

Law: Organic Law of Local Congresses and Governments (组织法), art. 43; district opinion (document 2 §三(二)2,
§三(三)1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from typing import TypedDict, assert_never

from contracts.calendar import Period, PeriodKind, china_day, day_ends, period_of
from contracts.elections.group.messages import (
    ChangeGroupMembers,
    CheckGroup,
    CloseGroup,
    GroupActivityHeld,
    GroupActivityMissed,
    GroupChecked,
    GroupClosed,
    GroupCommand,
    GroupFact,
    GroupMembersChanged,
    GroupPlanMissing,
    GroupSetUp,
    GroupYearPlanned,
    HoldGroupActivity,
    MemberWish,
    PlanGroupYear,
    SetUpGroup,
)
from contracts.elections.group.rules import GroupPolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future, refuse_twice

group_stream = key_of(__name__, "unit", "term", "group")

_OTHER = "other"
_LAST_QUARTER = 4
_BEFORE_ALL = Period(1990, 1, PeriodKind.QUARTER)
"""The quarter of a group that is not there yet; none is ever checked of it."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group. `quarter` is the one that is checked next; `held`: (year, quarter) to activities."""

    is_open: bool = False
    is_closed: bool = False
    members: tuple[str, ...] = ()
    quarter: Period = _BEFORE_ALL
    planned: frozenset[int] = frozenset()
    activities: int = 0
    held: Mapping[tuple[int, int], int] = field(default_factory=dict)


class _Key(TypedDict):
    unit: str
    term: int
    group: str


def _key(command: GroupCommand) -> _Key:
    return {"unit": command.unit, "term": command.term, "group": command.group}


def decide(command: GroupCommand, group: Group, rules: Rules[GroupPolicy], now: datetime) -> list[GroupFact]:
    if isinstance(command, SetUpGroup):
        return [_set_up(command, group, rules.policy, now)]
    if group.is_closed and isinstance(command, CheckGroup):
        return []
    is_there = group.is_open and not group.is_closed
    refuse_unless(is_there, "elections.no-such-group", command.group)
    checked = _checked(command, group, rules.policy, now)
    current = reduce(evolve, checked, group)
    match command:
        case ChangeGroupMembers():
            return [*checked, _change(command, current, now)]
        case PlanGroupYear():
            return [*checked, _plan(command, current, now)]
        case HoldGroupActivity():
            return [*checked, _hold(command, current, rules.policy, now)]
        case CloseGroup():
            return [*checked, GroupClosed(**_key(command), reason=command.reason, closed_at=now)]
        case CheckGroup():
            return checked
        case _:
            assert_never(command)


def _set_up(command: SetUpGroup, group: Group, policy: GroupPolicy, now: datetime) -> GroupSetUp:
    refuse_unless(not group.is_open, "elections.group-exists", command.group)
    members = _wished(command.members)
    return GroupSetUp(
        **_key(command),
        name=command.name,
        members=members,
        few=len(members) < policy.least_deputies,
        next_check_at=day_ends(period_of(china_day(now), PeriodKind.QUARTER).last_day),
        set_up_by=command.actor,
        set_up_at=now,
    )


def _wished(wishes: tuple[MemberWish, ...]) -> tuple[str, ...]:
    """Nobody belongs to a group, or leaves it, but by the deputy's own recorded wish (E-082)."""
    names = tuple(wish.deputy for wish in wishes)
    refuse_twice(names)
    silent = [wish.deputy for wish in wishes if not wish.wished]
    refuse_unless(not silent, "elections.wish-required", ", ".join(silent))
    return names


def _change(command: ChangeGroupMembers, group: Group, now: datetime) -> GroupMembersChanged:
    joined, left = _wished(command.joined), _wished(command.left)
    known = [name for name in joined if name in group.members]
    refuse_unless(not known, "elections.already-member", ", ".join(known))
    strangers = [name for name in left if name not in group.members]
    refuse_unless(not strangers, "elections.not-a-member", ", ".join(strangers))
    members = (*(name for name in group.members if name not in left), *joined)
    return GroupMembersChanged(**_key(command), members=members, joined=joined, left=left, changed_at=now)


def _plan(command: PlanGroupYear, group: Group, now: datetime) -> GroupYearPlanned:
    refuse_unless(command.year not in group.planned, "elections.plan-exists", str(command.year))
    return GroupYearPlanned(**_key(command), year=command.year, plan=command.plan, planned_at=now)


def _hold(command: HoldGroupActivity, group: Group, policy: GroupPolicy, now: datetime) -> GroupActivityHeld:
    refuse_future(command.held_on, now)
    refuse_unless(not policy.kinds or command.kind in policy.kinds, "elections.unknown-kind", command.kind)
    is_told = command.kind != _OTHER or command.kind_text is not None
    refuse_unless(is_told, "elections.text-required", "Another kind is described.")
    refuse_unless(not policy.themes or command.theme in policy.themes, "elections.unknown-theme", command.theme)
    refuse_twice(command.deputies)
    strangers = [name for name in command.deputies if name not in group.members]
    refuse_unless(not strangers, "elections.not-a-member", ", ".join(strangers))
    return GroupActivityHeld(
        **_key(command),
        number=group.activities + 1,
        held_on=command.held_on,
        kind=command.kind,
        kind_text=command.kind_text,
        theme=command.theme,
        organised_by=command.organised_by,
        organised_as=command.organised_as,
        deputies=command.deputies,
        findings=command.findings,
        recorded_at=now,
    )


def _checked(command: GroupCommand, group: Group, policy: GroupPolicy, now: datetime) -> list[GroupFact]:
    """Every quarter that is over, in order; with the last of a year its plan: whether the sweeper ran or not."""
    facts: list[GroupFact] = []
    quarter = group.quarter
    while now >= day_ends(quarter.last_day):
        facts += _missed(command, quarter, group, policy, now)
        following = quarter.next()
        facts.append(
            GroupChecked(
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
    command: GroupCommand, quarter: Period, group: Group, policy: GroupPolicy, now: datetime
) -> list[GroupFact]:
    facts: list[GroupFact] = []
    held = group.held.get((quarter.year, quarter.number), 0)
    if held < policy.per_quarter:
        missed = GroupActivityMissed(
            **_key(command),
            year=quarter.year,
            quarter=quarter.number,
            held=held,
            least=policy.per_quarter,
            announced_at=now,
        )
        facts.append(missed)
    if quarter.number == _LAST_QUARTER and quarter.year not in group.planned:
        facts.append(GroupPlanMissing(**_key(command), year=quarter.year, announced_at=now))
    return facts


def evolve(group: Group, fact: GroupFact) -> Group:
    match fact:
        case GroupSetUp():
            quarter = period_of(china_day(fact.set_up_at), PeriodKind.QUARTER)
            return Group(is_open=True, members=fact.members, quarter=quarter)
        case GroupMembersChanged():
            return replace(group, members=fact.members)
        case GroupYearPlanned():
            return replace(group, planned=group.planned | {fact.year})
        case GroupActivityHeld():
            quarter = period_of(fact.held_on, PeriodKind.QUARTER)
            this = (quarter.year, quarter.number)
            held = {**group.held, this: group.held.get(this, 0) + 1}
            return replace(group, activities=fact.number, held=held)
        case GroupChecked():
            return replace(group, quarter=Period(fact.year, fact.quarter, PeriodKind.QUARTER).next())
        case GroupClosed():
            return replace(group, is_closed=True)
        case GroupActivityMissed() | GroupPlanMissing():
            return group
        case _:
            assert_never(fact)
