"""The governance and stability centre of a township (综治维稳工作中心).

A centre is established, led by a director and a full-time deputy, and staffed by a roster and by rotation from other
units; what its roster lacks is a finding.

Law: township opinion on the centre (document 4 §一).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.mediation.words import Word
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Ref, Text, UnitCode


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


@shape
class CentreMember:
    """Somebody on the centre's roster. `from_unit`: the unit whose staff moved in; None for the centre's own staff."""

    person: Ref
    from_unit: Word | None
    is_full_time: bool


CentreRoster = Annotated[tuple[CentreMember, ...], Length(max=60)]


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


@fact
class CentreEstablished:
    """The centre works (中心成立). `to_move_in`: the units whose staff are to move in; nobody is on its roster yet."""

    unit: UnitCode
    centre: Ref
    established_on: Day
    to_move_in: tuple[Word, ...]
    established_by: Actor
    recorded_at: Instant


@fact
class CentreClosed:
    """The centre ended its work (中心撤销)."""

    unit: UnitCode
    centre: Ref
    closed_on: Day
    reason: Text
    closed_by: Actor
    recorded_at: Instant


@fact
class CentreDirectorAppointed:
    """A township leader serves as director (分管领导兼任主任), in place of whoever did before."""

    unit: UnitCode
    centre: Ref
    person: Ref
    office: TownshipOffice
    from_on: Day
    appointed_by: Actor
    recorded_at: Instant


@fact
class CentreDeputyAppointed:
    """A deputy director took charge of the daily work (专职副主任)."""

    unit: UnitCode
    centre: Ref
    person: Ref
    is_full_time: bool
    from_on: Day
    appointed_by: Actor
    recorded_at: Instant


@fact
class CentreDeputyRelieved:
    """The deputy director left the post (副主任离任)."""

    unit: UnitCode
    centre: Ref
    person: Ref
    until_on: Day
    relieved_by: Actor
    recorded_at: Instant


@fact
class CentreRosterEntered:
    """Who works in the centre (中心人员名册), in place of the roster before.

    `full_time`: how many of its own staff serve full-time, directors (AMB-34) and those of units that moved in not
    counted; `without_staff`: units that are to move in and have nobody on it.
    """

    unit: UnitCode
    centre: Ref
    staff: tuple[CentreMember, ...]
    from_on: Day
    full_time: Count
    is_out_of_range: bool
    without_staff: tuple[Word, ...]
    entered_by: Actor
    recorded_at: Instant


@fact
class StaffOutOfRange:
    """Finding: fewer or more full-time staff than the rules ask for (专职人员数不符)."""

    unit: UnitCode
    centre: Ref
    full_time: Count
    least: Count | None
    most: Count | None
    found_at: Instant


@fact
class UnitsWithoutStaff:
    """Finding: units that are to move in have nobody in the centre (进驻单位无人)."""

    unit: UnitCode
    centre: Ref
    without_staff: tuple[Word, ...]
    found_at: Instant


@fact
class RotationEntered:
    """A unit sends somebody for some days (轮流抽调). `is_listed`: the rules name it; others may send, too (等)."""

    unit: UnitCode
    centre: Ref
    person: Ref
    from_unit: Word
    is_listed: bool
    from_on: Day
    to_on: Day
    entered_by: Actor
    recorded_at: Instant


CentreFact = (
    CentreEstablished
    | CentreClosed
    | CentreDirectorAppointed
    | CentreDeputyAppointed
    | CentreDeputyRelieved
    | CentreRosterEntered
    | StaffOutOfRange
    | UnitsWithoutStaff
    | RotationEntered
)


@question
class CentresOfTownship:
    """The centre of a township, and those that it had before."""

    unit: UnitCode


@question
class RotationsOfCentre:
    """Who was sent to a centre in rotation, by which unit and for which days."""

    unit: UnitCode
    centre: Ref


@shape
class CentreLine:
    """One centre. `closed_on` None: it works; `director` None: nobody was appointed.

    `without_staff`: units that are to move in and have nobody on the roster; `is_out_of_range`: another number of
    full-time staff than the rules ask for, None as long as no roster was entered.
    """

    centre: Ref
    established_on: Day
    closed_on: Day | None
    director: Ref | None
    office: TownshipOffice | None
    deputies: tuple[Ref, ...]
    staff: tuple[CentreMember, ...]
    full_time: Count
    is_out_of_range: bool | None
    without_staff: tuple[Word, ...]


@answer
class CentreLines:
    """One page of centres by their references; `next` is the token of the page after this one."""

    centres: tuple[CentreLine, ...]
    next: str | None


@shape
class RotationLine:
    """One rotation; `is_listed`: the rules name the unit."""

    person: Ref
    from_unit: Word
    is_listed: bool
    from_on: Day
    to_on: Day


@shape
class DaysBetween:
    """The first and the last of some days."""

    from_on: Day
    to_on: Day


@answer
class RotationLines:
    """One page in the order of their first days.

    `gaps`: days between the rotations of the page on which nobody was sent, and those before its first one;
    `overlaps`: days on which more than one person is sent.
    """

    rotations: tuple[RotationLine, ...]
    gaps: tuple[DaysBetween, ...]
    overlaps: tuple[DaysBetween, ...]
    next: str | None


LEADERS = frozenset(TownshipOffice) - {TownshipOffice.UNIT_HEAD, TownshipOffice.CADRE}
"""Who of them is a township leader (乡领导): the text says no more than that one of them is in charge."""
