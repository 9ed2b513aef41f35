"""What can be asked about the centre of a township, and what is answered."""

from contracts.mediation.centres import CentreMember, TownshipOffice
from contracts.mediation.vocabulary import Word
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, Ref, UnitCode


@question
class CentresOfTownship:
    """The centre of a township, and those that it had before."""

    unit: UnitCode


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


@question
class RotationsOfCentre:
    """Who was sent to a centre in rotation, by which unit and for which days."""

    unit: UnitCode
    centre: Ref


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
