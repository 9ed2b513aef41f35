"""The consultative council of a community (社区议事协商委员会): who sits in it and as what, and what it does.

Its members are references, never names.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)2(2)).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


class CouncilCategory(StrEnum):
    """As what a member sits (党代表、人大代表、政协委员、社会知名人士、驻区单位负责人); `other` is none of the five."""

    PARTY_DELEGATE = "party_delegate"
    NPC_DEPUTY = "npc_deputy"
    CPPCC_MEMBER = "cppcc_member"
    PUBLIC_FIGURE = "public_figure"
    RESIDENT_UNIT_HEAD = "resident_unit_head"
    OTHER = "other"


@shape
class CouncilSeat:
    """One member; `category` None: nobody said as what."""

    person: Ref
    category: CouncilCategory | None


Seats = Annotated[tuple[CouncilSeat, ...], Length(min=1, max=100)]


@command
class SetCouncil:
    """Set up the council, or change it: all of its members from this day on; the same again decides nothing.

    Refused: `date-in-future`, `day-too-early` (before the day of the members that it has), `named-twice`,
    `invalid-member-category`.
    """

    actor: Actor
    unit: UnitCode
    since: Day
    members: Seats


class CouncilWork(StrEnum):
    """What the council takes part in (参与社区服务和管理)."""

    SERVICE = "service"
    MANAGEMENT = "management"


@command
class RecordCouncilAction:
    """What the council did on a day. Refused: `no-such-council`, `date-in-future`, `day-too-early`."""

    actor: Actor
    unit: UnitCode
    work: CouncilWork
    acted_on: Day
    title: Name
    outcome: Text


CouncilCommand = SetCouncil | RecordCouncilAction


@shape
class CouncilMember:
    """One member of the council as it stands."""

    person: Ref
    category: CouncilCategory


Members = Annotated[tuple[CouncilMember, ...], Length(min=1, max=100)]


@fact
class CouncilSet:
    """The members of the council from this day on."""

    unit: UnitCode
    since: Day
    members: Members
    set_by: Actor
    set_at: Instant


@fact
class CouncilActionRecorded:
    """The council took part in the community's service or management; actions are numbered as they are recorded."""

    unit: UnitCode
    number: Count
    work: CouncilWork
    acted_on: Day
    title: Name
    outcome: Text
    recorded_by: Actor
    recorded_at: Instant


CouncilFact = CouncilSet | CouncilActionRecorded


@question
class CouncilsOfCommunities:
    """The consultative councils in the area of a unit, as they stand."""

    unit: UnitCode


@question
class ActionsOfCouncils:
    """What the councils in the area of a unit did."""

    unit: UnitCode


@shape
class CouncilLine:
    """One council; `actions`: how many are recorded of it."""

    unit: UnitCode
    since: Day
    members: tuple[CouncilMember, ...]
    actions: Count


@answer
class CouncilsAnswer:
    """One page in the order of the codes."""

    councils: tuple[CouncilLine, ...]
    next: str | None


@shape
class CouncilActionLine:
    """One action, by its number in its community."""

    unit: UnitCode
    number: Count
    work: CouncilWork
    acted_on: Day
    title: Name
    outcome: Text


@answer
class CouncilActionsAnswer:
    """One page in the order of the codes and numbers."""

    actions: tuple[CouncilActionLine, ...]
    next: str | None
