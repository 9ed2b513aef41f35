"""What can be asked about the land of mines and the land that mining used up, and what is answered."""

from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, Name, Ref, UnitCode


@question
class LandOfArea:
    """What was planned, requested, supplied, reclaimed and recommended for the mines of an area, mine by mine."""

    unit: UnitCode


@shape
class LandLine:
    """One act: the name of its fact, what it is about, how much land, and how much new land is linked to it."""

    unit: UnitCode
    act: Name
    subject: Name
    square_metres: Count | None
    linked: Count | None


@answer
class LandLines:
    """One page of acts."""

    acts: tuple[LandLine, ...]
    next: str | None


@question
class ParcelsOfUnit:
    """The parcels of a place that mining used up, in the order of their names."""

    unit: UnitCode


@shape
class ParcelLine:
    """One parcel; `is_passed` is None before its report was reviewed."""

    parcel: Ref
    mine: UnitCode
    square_metres: Count
    arable: Count
    basic_farmland: Count
    is_passed: bool | None
    entered_on: Day | None


@answer
class ParcelLines:
    """One page of parcels. `reduced` of `limit` is given up; `won`: arable land won back for the balance."""

    parcels: tuple[ParcelLine, ...]
    limit: Count
    reduced: Count
    won: Count
    next: str | None
