"""What is recorded of a township's governance and stability centre.

Law: township opinion on the centre (document 4 §一).
"""

from typing import get_args

from contracts.mediation.centres import CentreMember, TownshipOffice
from contracts.mediation.vocabulary import Word
from contracts.message import fact
from contracts.vocabulary import Actor, Count, Day, Instant, Ref, Text, UnitCode


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
CENTRE_FACTS: tuple[type, ...] = get_args(CentreFact)
