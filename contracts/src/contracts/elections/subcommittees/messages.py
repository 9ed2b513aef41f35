"""Sub-committees of a residents' committee (居委会下属委员会): who leads each, its representatives, which are missing.

`kind` is the key of one in its community: those that the rules name, or another one (等). Its people are references,
never names.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)2(3)).
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Day, Instant, Name, Ref, UnitCode


@command
class OpenSubcommittees:
    """A community owes its sub-committees from now on. Sent by the service itself; again, nothing follows."""

    actor: Actor
    unit: UnitCode


People = Annotated[tuple[Ref, ...], Length(max=60)]


@command
class SetSubcommittee:
    """Set up a sub-committee, or change it: all of its people from this day on; the same again decides nothing.

    `seated` is read by the service's door from the record of the offices, never sent: who is on the committee. Refused:
    `date-in-future`, `day-too-early` (before the day of the people that it has), `named-twice` (a leader among the
    representatives, too), `subcommittee-size`, `not-committee-member`.
    """

    actor: Actor
    unit: UnitCode
    kind: Ref
    name: Name
    since: Day
    leaders: People
    representatives: People
    seated: People = ()


@command
class DissolveSubcommittee:
    """A sub-committee exists no more. Refused: `no-such-subcommittee`, `date-in-future`, `day-too-early`."""

    actor: Actor
    unit: UnitCode
    kind: Ref
    dissolved_on: Day


SubcommitteeCommand = OpenSubcommittees | SetSubcommittee | DissolveSubcommittee

Kinds = Annotated[tuple[Ref, ...], Length(max=30)]


@fact
class SubcommitteesOwed:
    """Which sub-committees the community is to have from this day on, by the rules."""

    unit: UnitCode
    kinds: Kinds
    since: Day
    noted_at: Instant


@fact
class SubcommitteeSet:
    """The people of a sub-committee from this day on."""

    unit: UnitCode
    kind: Ref
    name: Name
    since: Day
    leaders: People
    representatives: People
    set_by: Actor
    set_at: Instant


@fact
class SubcommitteeDissolved:
    """There is no such sub-committee from this day on."""

    unit: UnitCode
    kind: Ref
    dissolved_on: Day
    dissolved_by: Actor
    recorded_at: Instant


SubcommitteeFact = SubcommitteesOwed | SubcommitteeSet | SubcommitteeDissolved


@question
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
