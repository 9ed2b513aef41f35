"""One change of a community: decided, held against the least number of households, filed.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(1), (4)).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.calendar import day_ends
from contracts.deadlines import deadline
from contracts.elections.community_change.messages import (
    ChangeCommunity,
    CommunityBelowMinHouseholds,
    CommunityChangeCommand,
    CommunityChanged,
    CommunityChangeFact,
    CommunityChangeFiled,
    CommunityChangeKind,
    CommunityChangeNotFiled,
    FileCommunityChange,
    MarkCommunityChange,
)
from contracts.elections.community_change.rules import CommunityChangePolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future

community_change_stream = key_of(__name__, "unit", "decided_on", named="change")


@dataclass(frozen=True, slots=True)
class Change:
    """`changed` None: nothing was decided on that day. `is_said`: that it was not filed in time."""

    changed: CommunityChanged | None = None
    is_filed: bool = False
    is_said: bool = False


def decide(
    command: CommunityChangeCommand, change: Change, rules: Rules[CommunityChangePolicy], now: datetime
) -> list[CommunityChangeFact]:
    match command:
        case ChangeCommunity():
            return _change(command, change, rules, now)
        case FileCommunityChange():
            return _file(command, change, now)
        case MarkCommunityChange():
            return _not_filed(change, now)
        case _:
            assert_never(command)


def _change(
    command: ChangeCommunity, change: Change, rules: Rules[CommunityChangePolicy], now: datetime
) -> list[CommunityChangeFact]:
    refuse_unless(change.changed is None, "elections.changed-already", f"{command.unit} on {command.decided_on}")
    is_merged = command.change is CommunityChangeKind.MERGED
    has_successor = command.into not in (None, command.unit) if is_merged else command.into is None
    refuse_unless(has_successor, "elections.invalid-successor", f"into: {command.into}, change: {command.change}")
    refuse_future(command.decided_on, now)
    filing, least = rules.policy.filing, rules.policy.missed(command.households, command.exemption)
    due = None if filing is None else deadline(filing, command.decided_on, rules.calendar)
    changed = CommunityChanged(
        unit=command.unit,
        decided_on=command.decided_on,
        change=command.change,
        households=command.households,
        exemption=command.exemption,
        into=command.into,
        basis=command.basis,
        is_below_min=least is not None,
        filing_due_on=None if due is None else due.due_on,
        filing_due_at=None if due is None else due.due_at,
        recorded_by=command.actor,
        recorded_at=now,
    )
    return [changed, *(() if least is None else (_too_small(changed, least, now),))]


def _too_small(changed: CommunityChanged, least: int, now: datetime) -> CommunityBelowMinHouseholds:
    return CommunityBelowMinHouseholds(
        unit=changed.unit,
        decided_on=changed.decided_on,
        community=changed.into or changed.unit,
        households=changed.households,
        least=least,
        noted_at=now,
    )


def _file(command: FileCommunityChange, change: Change, now: datetime) -> list[CommunityChangeFact]:
    """In time by the day of the filing, whenever it is entered."""
    changed = change.changed
    refuse_unless(changed is not None, "elections.no-such-change", f"{command.unit} on {command.decided_on}")
    assert changed is not None
    refuse_unless(not change.is_filed, "elections.change-filed-already", f"{command.unit} on {command.decided_on}")
    refuse_future(command.filed_on, now)
    is_after = command.filed_on >= command.decided_on
    refuse_unless(is_after, "elections.day-too-early", f"It was decided on {command.decided_on}.")
    is_late = changed.filing_due_at is not None and day_ends(command.filed_on) > changed.filing_due_at
    filed = CommunityChangeFiled(
        unit=command.unit,
        decided_on=command.decided_on,
        filed_on=command.filed_on,
        is_late=is_late,
        filed_by=command.actor,
        recorded_at=now,
    )
    return [*(_not_filed(change, now) if is_late else ()), filed]


def _not_filed(change: Change, now: datetime) -> list[CommunityChangeFact]:
    """Said once, whether the sweeper ran in time or not."""
    changed = change.changed
    if changed is None or change.is_filed or change.is_said:
        return []
    due_on, due_at = changed.filing_due_on, changed.filing_due_at
    if due_on is None or due_at is None or now < due_at:
        return []
    fact = CommunityChangeNotFiled(
        unit=changed.unit, decided_on=changed.decided_on, due_on=due_on, due_at=due_at, announced_at=now
    )
    return [fact]


def evolve(change: Change, fact: CommunityChangeFact) -> Change:
    match fact:
        case CommunityChanged():
            return replace(change, changed=fact)
        case CommunityChangeFiled():
            return replace(change, is_filed=True)
        case CommunityChangeNotFiled():
            return replace(change, is_said=True)
        case CommunityBelowMinHouseholds():
            return change
        case _:
            assert_never(fact)
