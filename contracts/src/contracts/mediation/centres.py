"""The governance and stability centre of a township (综治维稳工作中心): what is said of who leads it and works in it.

Law: township opinion on the centre (document 4 §一).
"""

from enum import StrEnum
from typing import Annotated, get_args

from marshmallow.validate import Length

from contracts.mediation.vocabulary import Word
from contracts.message import command, shape
from contracts.vocabulary import Actor, Day, Ref, Text, UnitCode


class TownshipOffice(StrEnum):
    """The office that somebody holds in a township; the record knows no more of them than what is named here."""

    PARTY_SECRETARY = "party_secretary"
    """党委书记."""
    DEPUTY_PARTY_SECRETARY = "deputy_party_secretary"
    """党委副书记."""
    PARTY_COMMITTEE_MEMBER = "party_committee_member"
    """党委委员."""
    CONGRESS_CHAIR = "congress_chair"
    """人大主席."""
    TOWNSHIP_HEAD = "township_head"
    """乡镇长."""
    DEPUTY_TOWNSHIP_HEAD = "deputy_township_head"
    """副乡镇长."""
    UNIT_HEAD = "unit_head"
    """站所负责人."""
    CADRE = "cadre"
    """一般干部."""


LEADERS = frozenset(TownshipOffice) - {TownshipOffice.UNIT_HEAD, TownshipOffice.CADRE}
"""Who of them is a township leader (乡领导): the text says no more than that one of them is in charge."""


@shape
class CentreMember:
    """Somebody on the centre's roster. `from_unit`: the unit whose staff moved in; None for the centre's own staff."""

    person: Ref
    from_unit: Word | None
    is_full_time: bool


CentreRoster = Annotated[tuple[CentreMember, ...], Length(max=60)]


@command
class EstablishCentre:
    """The township sets up its centre.

    Refused: `no-centres` where no rule has them, `not-a-township`, `duplicate-centre` beside one that works, or by a
    reference that stands for a closed one, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    centre: Ref
    established_on: Day


@command
class CloseCentre:
    """The centre ends its work, which makes room for another. Refused: `no-such-centre`, and for its day as below."""

    actor: Actor
    unit: UnitCode
    centre: Ref
    closed_on: Day
    reason: Text


@command
class AppointCentreDirector:
    """A township leader serves as director concurrently, in place of whoever did before; `office`: which leader.

    Refused: `no-such-centre`, `not-township-leader`, `post-held-already` to a deputy director or one of the staff, who
    serve full-time, `day-too-early` before the centre was set up, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    centre: Ref
    person: Ref
    office: TownshipOffice
    from_on: Day


@command
class AppointCentreDeputy:
    """A deputy director takes charge of the daily work.

    Refused: `no-such-centre`, `deputy-must-be-full-time`, `deputy-appointed-already` beside as many as there are to
    be, `post-held-already`, `day-too-early`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    centre: Ref
    person: Ref
    is_full_time: bool
    from_on: Day


@command
class RelieveCentreDeputy:
    """The deputy director leaves the post. Refused: `no-such-centre`, `no-such-deputy`, `day-too-early` and so on."""

    actor: Actor
    unit: UnitCode
    centre: Ref
    person: Ref
    until_on: Day


@command
class EnterCentreRoster:
    """Everybody who works in the centre but its directors, in place of the roster before.

    Refused: `no-such-centre`, `person-twice`, `post-held-already`, `unknown-kind` of a unit that no rule lets move in,
    `day-too-early`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    centre: Ref
    staff: CentreRoster
    from_on: Day


@command
class EnterRotation:
    """A unit sends somebody to the centre for some days; they may lie ahead.

    Refused: `no-such-centre`, `ends-before-it-begins`, `day-too-early` before the centre was set up,
    `rotation-overlaps` another one of the same person.
    """

    actor: Actor
    unit: UnitCode
    centre: Ref
    person: Ref
    from_unit: Word
    from_on: Day
    to_on: Day


CentreCommand = (
    EstablishCentre
    | CloseCentre
    | AppointCentreDirector
    | AppointCentreDeputy
    | RelieveCentreDeputy
    | EnterCentreRoster
    | EnterRotation
)
CENTRE_COMMANDS: tuple[type, ...] = get_args(CentreCommand)
