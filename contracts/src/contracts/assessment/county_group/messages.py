"""The county's leading group for township standardisation, and its office (领导小组及办公室).

Law: county opinion on township standardisation, part 5 item 1 (document 1 §五1). Requirements A-016, A-017: posts are
recorded, the persons in them by reference.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Day, Instant, UnitCode

Body = Annotated[str, Length(min=1, max=60)]
"""A body of the county as the packs name it: organisation, finance."""


class GroupPost(StrEnum):
    """A post: leader (组长: the county's Party secretary), first deputy (第一副组长), executive deputy (常务副组长),
    member (成员), director of the office (办公室主任)."""

    LEADER = "leader"
    FIRST_DEPUTY = "first-deputy"
    EXECUTIVE_DEPUTY = "executive-deputy"
    MEMBER = "member"
    OFFICE_DIRECTOR = "office-director"


@shape
class GroupSeat:
    """Who holds a post, and the body that a member comes from; None of the three leaders."""

    post: GroupPost
    person: Actor
    body: Body | None = None


Seats = Annotated[tuple[GroupSeat, ...], Length(min=1, max=60)]


@command
class SetUpCountyGroup:
    """Set up the group, or fill it anew: each of the three leaders once, a member of every body that packs name.

    `office_at`: the body that the office is at. Refused: `post-vacant`, `post-filled-twice`, `body-missing`,
    `office-elsewhere`, `threshold-not-configured`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    seats: Seats
    office_at: Body
    formed_on: Day


@fact
class CountyGroupSetUp:
    """The county's leading group as it stands from here on."""

    unit: UnitCode
    seats: Seats
    office_at: Body
    formed_on: Day
    recorded_by: Actor
    recorded_at: Instant


@question
class CountyGroupOfUnit:
    """The county's leading group as it stands."""

    unit: UnitCode


@answer
class CountyGroupOfUnitAnswer:
    """`group` None: none was set up."""

    unit: UnitCode
    group: CountyGroupSetUp | None
