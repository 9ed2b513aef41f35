"""The sub-committees of one community: those that it owes, who leads each, and its representatives.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)2(3)).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.elections.subcommittees.messages import (
    DissolveSubcommittee,
    OpenSubcommittees,
    SetSubcommittee,
    SubcommitteeCommand,
    SubcommitteeDissolved,
    SubcommitteeFact,
    SubcommitteeSet,
    SubcommitteesOwed,
)
from contracts.elections.subcommittees.rules import SubcommitteePolicy
from contracts.errors import Rejected, refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future

subcommittees_stream = key_of(__name__, "unit")


@dataclass(frozen=True, slots=True)
class Subcommittees:
    """`owed` None: nothing was said of it yet. `standing`: key to the people as they are."""

    owed: tuple[str, ...] | None = None
    standing: Mapping[str, SubcommitteeSet] = field(default_factory=dict)


def decide(
    command: SubcommitteeCommand, known: Subcommittees, rules: Rules[SubcommitteePolicy], now: datetime
) -> list[SubcommitteeFact]:
    """Whatever is decided first says which are owed, where the rules have changed that."""
    owed = _owed(command, known, rules.policy, now)
    match command:
        case OpenSubcommittees():
            return [] if known.owed is not None else [*owed]
        case SetSubcommittee():
            return _set(command, known, rules.policy, owed, now)
        case DissolveSubcommittee():
            return [*owed, _dissolved(command, known, now)]
        case _:
            assert_never(command)


def _owed(
    command: SubcommitteeCommand, known: Subcommittees, policy: SubcommitteePolicy, now: datetime
) -> list[SubcommitteesOwed]:
    if known.owed == policy.kinds:
        return []
    return [SubcommitteesOwed(unit=command.unit, kinds=policy.kinds, since=china_day(now), noted_at=now)]


def _set(
    command: SetSubcommittee,
    known: Subcommittees,
    policy: SubcommitteePolicy,
    owed: list[SubcommitteesOwed],
    now: datetime,
) -> list[SubcommitteeFact]:
    refuse_future(command.since, now)
    _refuse_people(command, policy)
    decided = SubcommitteeSet(
        unit=command.unit,
        kind=command.kind,
        name=command.name,
        since=command.since,
        leaders=command.leaders,
        representatives=command.representatives,
        set_by=command.actor,
        set_at=now,
    )
    before = known.standing.get(command.kind)
    if before is not None:
        is_later = command.since >= before.since
        refuse_unless(is_later, "elections.day-too-early", f"since: not before {before.since}")
        if replace(decided, set_by=before.set_by, set_at=before.set_at) == before:
            return []
    return [*owed, decided]


def _refuse_people(command: SetSubcommittee, policy: SubcommitteePolicy) -> None:
    """The leader is counted apart from the representatives."""
    people = (*command.leaders, *command.representatives)
    twice = sorted({person for person in people if people.count(person) > 1})
    refuse_unless(not twice, "elections.named-twice", f"leaders, representatives: {', '.join(twice)}")
    counts = (len(command.leaders), len(command.representatives))
    said = f"leaders: {counts[0]} of subcommittee.leaders {policy.leaders}"
    span = f"representatives: {counts[1]} of subcommittee.reps {policy.least} to {policy.most}"
    refuse_unless(policy.fits(*counts), "elections.subcommittee-size", f"{said}; {span}")
    strangers = [person for person in command.leaders if person not in command.seated]
    refuse_unless(not strangers, "elections.not-committee-member", f"leaders: {', '.join(strangers)}")


def _dissolved(command: DissolveSubcommittee, known: Subcommittees, now: datetime) -> SubcommitteeDissolved:
    standing = known.standing.get(command.kind)
    if standing is None:
        raise Rejected("elections.no-such-subcommittee", f"kind: {command.kind}")
    refuse_future(command.dissolved_on, now)
    is_later = command.dissolved_on >= standing.since
    refuse_unless(is_later, "elections.day-too-early", f"dissolved_on: not before {standing.since}")
    return SubcommitteeDissolved(
        unit=command.unit,
        kind=command.kind,
        dissolved_on=command.dissolved_on,
        dissolved_by=command.actor,
        recorded_at=now,
    )


def evolve(known: Subcommittees, fact: SubcommitteeFact) -> Subcommittees:
    match fact:
        case SubcommitteesOwed():
            return replace(known, owed=fact.kinds)
        case SubcommitteeSet():
            return replace(known, standing={**known.standing, fact.kind: fact})
        case SubcommitteeDissolved():
            left = {kind: each for kind, each in known.standing.items() if kind != fact.kind}
            return replace(known, standing=left)
        case _:
            assert_never(fact)
