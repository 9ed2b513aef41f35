"""Seats of a village committee that are for women: of which posts, who is a woman, and what stayed without one.

Law: Organic Law of the Villagers' Committees, art. 6 (村民委员会组织法 第六条): a committee has women among its
members. How a woman comes to her seat the provinces settle: a post that the assembly or the representatives fix, or a
line of its own on the ballot (妇女委员), as their packs say.
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.election_words import Contests
from contracts.message import command, fact
from contracts.vocabulary import ActingRole, Actor, Count, Day, Instant, Name, Ref, Text, UnitCode

Women = Annotated[tuple[Ref, ...], Length(min=1, max=200)]

# Commands


@command
class ReserveWomensSeats:
    """The assembly, or the representatives, fixed of which posts how many seats are for women (妇女职位).

    What is fixed later replaces it, until somebody may be named. Refused: `not-for-women-here`, `not-elected-here`,
    `too-many-seats`, `post-twice`, `invalid-transition`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    seats: Contests
    body: Name
    decided_on: Day


@command
class RecordWomen:
    """The election committee attests who of those that stand, or are written in, are women; later ones are added.

    Refused: `named-twice`, `invalid-date`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    women: Women
    attested_on: Day


# Facts


@fact
class WomensSeatsReserved:
    """So many seats of these posts are for women (妇女职位)."""

    unit: UnitCode
    election: Ref
    seats: Contests
    body: Name
    decided_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class WomenRecorded:
    """Who of those that stand or are written in are women is attested."""

    unit: UnitCode
    election: Ref
    women: Women
    attested_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class WomensSeatUnfilled:
    """A finding: the committee is elected and has fewer women than the law asks for (应当有妇女成员), on `clause`."""

    unit: UnitCode
    election: Ref
    needed: Count
    elected: Count
    clause: Text
    found_on: Day


WomensSeatCommand = ReserveWomensSeats | RecordWomen
WomensSeatFact = WomensSeatsReserved | WomenRecorded | WomensSeatUnfilled
