"""The directory of the committees that were elected in a district in one year: who is in it, its filing.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(4)).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import day_ends
from contracts.elections.directory.messages import (
    DirectoryCommand,
    DirectoryCommitteeEntered,
    DirectoryFact,
    DirectoryFiled,
    DirectoryOverdue,
    EnterDirectoryCommittee,
    FileDirectory,
    MarkDirectory,
)
from contracts.elections.directory.rules import DirectoryPolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future

directory_stream = key_of(__name__, "unit", "year")


@dataclass(frozen=True, slots=True)
class Directory:
    """`entries`: each committee with each of its elections. `is_filed`: with all of them. `is_said`: it was overdue."""

    entries: frozenset[tuple[str, str]] = frozenset()
    last_elected_on: date | None = None
    due_on: date | None = None
    due_at: datetime | None = None
    is_filed: bool = False
    is_said: bool = False

    @property
    def committees(self) -> int:
        return len({committee for committee, _ in self.entries})


def decide(
    command: DirectoryCommand, directory: Directory, rules: Rules[DirectoryPolicy], now: datetime
) -> list[DirectoryFact]:
    match command:
        case EnterDirectoryCommittee():
            return _enter(command, directory, rules.policy, now)
        case FileDirectory():
            return _file(command, directory, now)
        case MarkDirectory():
            return _overdue(command, directory, now)
        case _:
            assert_never(command)


def _enter(
    command: EnterDirectoryCommittee, directory: Directory, policy: DirectoryPolicy, now: datetime
) -> list[DirectoryFact]:
    """The first committee of the year says when the directory is due."""
    if (command.committee, command.election) in directory.entries:
        return []
    due_on = directory.due_on or policy.due_in(command.year)
    entered = DirectoryCommitteeEntered(
        unit=command.unit,
        year=command.year,
        committee=command.committee,
        election=command.election,
        elected_on=command.elected_on,
        due_on=due_on,
        due_at=None if due_on is None else day_ends(due_on),
        entered_at=now,
    )
    return [entered]


def _file(command: FileDirectory, directory: Directory, now: datetime) -> list[DirectoryFact]:
    """In time by the day of the filing, whenever it is entered."""
    last = directory.last_elected_on
    refuse_unless(last is not None, "elections.no-such-directory", f"{command.unit} {command.year}")
    assert last is not None
    refuse_unless(not directory.is_filed, "elections.directory-filed-already", f"{directory.committees} committees.")
    refuse_future(command.filed_on, now)
    refuse_unless(command.filed_on >= last, "elections.day-too-early", f"The last committee was elected on {last}.")
    is_late = directory.due_at is not None and day_ends(command.filed_on) > directory.due_at
    filed = DirectoryFiled(
        unit=command.unit,
        year=command.year,
        committees=directory.committees,
        filed_on=command.filed_on,
        is_late=is_late,
        filed_by=command.actor,
        recorded_at=now,
    )
    return [*(_overdue(command, directory, now) if is_late else ()), filed]


def _overdue(command: DirectoryCommand, directory: Directory, now: datetime) -> list[DirectoryFact]:
    """Said once, whether the sweeper ran in time or not."""
    due_on, due_at = directory.due_on, directory.due_at
    if due_on is None or due_at is None or directory.is_filed or directory.is_said or now < due_at:
        return []
    return [DirectoryOverdue(unit=command.unit, year=command.year, due_on=due_on, due_at=due_at, announced_at=now)]


def evolve(directory: Directory, fact: DirectoryFact) -> Directory:
    match fact:
        case DirectoryCommitteeEntered():
            return _entered(directory, fact)
        case DirectoryFiled():
            return replace(directory, is_filed=True)
        case DirectoryOverdue():
            return replace(directory, is_said=True)
        case _:
            assert_never(fact)


def _entered(directory: Directory, fact: DirectoryCommitteeEntered) -> Directory:
    """What was filed before lacks the new one."""
    last = directory.last_elected_on
    return replace(
        directory,
        entries=directory.entries | {(fact.committee, fact.election)},
        last_elected_on=fact.elected_on if last is None else max(last, fact.elected_on),
        due_on=fact.due_on,
        due_at=fact.due_at,
        is_filed=False,
    )
