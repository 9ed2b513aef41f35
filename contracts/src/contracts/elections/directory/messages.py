"""The directory of new-term residents' committees (新一届社区居委会名录): who is in it, its filing when the year ends.

`unit` is the district; there is one for each calendar year in which a committee was elected there.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(4)).
"""

from contracts.elections.words import Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Ref, UnitCode


@command
class EnterDirectoryCommittee:
    """A committee was elected for a new term. Sent by the service itself; the same election again decides nothing."""

    actor: Actor
    unit: UnitCode
    year: Year
    committee: UnitCode
    election: Ref
    elected_on: Day


@command
class FileDirectory:
    """The district's civil affairs bureau files the directory with the municipal one, as it stands.

    Again once another committee was elected. Refused: `no-such-directory` (none was elected in this year),
    `directory-filed-already`, `date-in-future`, `day-too-early` (before the last election that it lists).
    """

    actor: Actor
    unit: UnitCode
    year: Year
    filed_on: Day


@command
class MarkDirectory:
    """Announce that the directory was not filed in time. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year


DirectoryCommand = EnterDirectoryCommittee | FileDirectory | MarkDirectory


@fact
class DirectoryCommitteeEntered:
    """A committee stands in the directory, which is to be filed before `due_at`; None where no pack says."""

    unit: UnitCode
    year: Year
    committee: UnitCode
    election: Ref
    elected_on: Day
    due_on: Day | None
    due_at: Instant | None
    entered_at: Instant


@fact
class DirectoryFiled:
    """The directory was filed with the municipal bureau; `committees`: how many it lists."""

    unit: UnitCode
    year: Year
    committees: Count
    filed_on: Day
    is_late: bool
    filed_by: Actor
    recorded_at: Instant


@fact
class DirectoryOverdue:
    """The day of the directory passed, and it was not filed, or without a committee of the year."""

    unit: UnitCode
    year: Year
    due_on: Day
    due_at: Instant
    announced_at: Instant


DirectoryFact = DirectoryCommitteeEntered | DirectoryFiled | DirectoryOverdue


@question
class DirectoryOfCommittees:
    """The committees that were elected in a district in this year."""

    unit: UnitCode
    year: Year


@shape
class DirectoryLine:
    """One committee, by the newest of its elections."""

    committee: UnitCode
    election: Ref
    elected_on: Day


@answer
class DirectoryAnswer:
    """One page in the order of the codes. `filed_on`: the newest filing; `is_filed`: it lists all of them.

    `is_late`: the day of the directory passed without it, or without one of its committees; that stays.
    """

    committees: tuple[DirectoryLine, ...]
    due_on: Day | None
    filed_on: Day | None
    is_filed: bool
    is_late: bool
    next: str | None
