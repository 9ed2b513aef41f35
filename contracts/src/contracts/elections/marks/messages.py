"""What shows that a congress has its organs: the office's sign, the name plate, the seal, and staff (标识、印章).

Law: district opinion on township people's congresses (document 2 §三(三)1).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.words import Persons
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Name, UnitCode


class MarkKind(StrEnum):
    """The sign of the presidium's office, the plate of the congress, the seal of the presidium."""

    OFFICE_SIGN = "office_sign"
    NAME_PLATE = "name_plate"
    SEAL = "seal"


@command
class RecordMark:
    """A mark was seen in its place on a day, with the text on it; `photo` is the digest of a picture of it.

    Refused: `seal-text-invalid`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    township: Name
    kind: MarkKind
    text: Name
    checked_on: Day
    photo: Digest | None = None


@command
class RemoveMark:
    """A mark is no longer there. Refused: `no-such-mark`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    kind: MarkKind
    removed_on: Day


@command
class NameOfficeStaff:
    """Who does the presidium's daily work (工作人员), all of them. Refused: `named-twice`."""

    actor: Actor
    unit: UnitCode
    staff: Persons


MarkCommand = RecordMark | RemoveMark | NameOfficeStaff


@fact
class MarkRecorded:
    """A mark and the text on it."""

    unit: UnitCode
    kind: MarkKind
    text: Name
    checked_on: Day
    photo: Digest | None
    recorded_at: Instant


@fact
class MarkRemoved:
    """A mark is no longer there."""

    unit: UnitCode
    kind: MarkKind
    removed_on: Day
    recorded_at: Instant


@fact
class OfficeStaffNamed:
    """Who does the presidium's daily work."""

    unit: UnitCode
    staff: Persons
    named_at: Instant


class Lacking(StrEnum):
    """What a congress has to have and does not."""

    OFFICE_SIGN = "office_sign"
    NAME_PLATE = "name_plate"
    SEAL = "seal"
    STAFF = "staff"


@fact
class OrganMarksStanding:
    """What is lacking from now on; a finding until the list is empty."""

    unit: UnitCode
    lacking: Annotated[tuple[Lacking, ...], Length(max=4)]
    since: Instant


MarkFact = MarkRecorded | MarkRemoved | OfficeStaffNamed | OrganMarksStanding


@question
class MarksOfCongress:
    """The marks of a congress's organs and what is lacking."""

    unit: UnitCode


@shape
class MarkLine:
    """One mark that is there."""

    kind: MarkKind
    text: Name
    checked_on: Day


@answer
class MarksAnswer:
    """The marks in the order of their kinds, how many do the daily work, and what is lacking; None: never recorded."""

    unit: UnitCode
    marks: tuple[MarkLine, ...]
    staff: Count
    lacking: tuple[Lacking, ...] | None
