"""What can be asked about the sub-committees of residents' committees, and what is answered."""

from contracts.elections.subcommittees import People
from contracts.message import answer, shape
from contracts.vocabulary import Day, Name, Ref, UnitCode


@answer
class SubcommitteesOfCommunities:
    """The sub-committees in the area of a unit, and those that are missing there."""

    unit: UnitCode


@shape
class SubcommitteeLine:
    """One sub-committee with its people as they are since this day.

    `is_missing`: the rules name it, and there is none since this day; of a community that never had it, since its
    sub-committees are on record here.
    """

    unit: UnitCode
    kind: Ref
    name: Name | None
    since: Day
    leaders: People
    representatives: People
    is_missing: bool


@answer
class SubcommitteesAnswer:
    """One page in the order of the codes and keys."""

    subcommittees: tuple[SubcommitteeLine, ...]
    next: str | None
