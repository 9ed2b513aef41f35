"""Residents' meetings of a community (社区居民会议) and consultation meetings (议事协商会议), with their minutes.

The stream of a meeting is `elections_residents-<unit>-<meeting>`.

Law: Organic Law of the Urban Residents' Committees, art. 9 (居民委员会组织法 第九条); draft opinion on residents'
committees, part 2 (document 5 §二(一)2(1), §二(三)2(2)-(3)): minutes are kept complete, or the meeting stays open.
"""

from enum import StrEnum

from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


class MeetingForm(StrEnum):
    """Who meets: all adults, one of each household, the groups' representatives; or the council that is consulted."""

    ALL_ADULTS = "all_adults"
    HOUSEHOLD_REPS = "household_reps"
    GROUP_REPS = "group_reps"
    CONSULTATION = "consultation"


@command
class HoldResidentsMeeting:
    """A meeting was held. `agreed`: how many agreed to what was put to them, None where nothing was decided.

    Refused: `meeting-held-already`, `attendance-exceeds-entitled`, `invalid-meeting-form`, `quorum-not-met`,
    `votes-exceed-attendance`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    meeting: Ref
    form: MeetingForm
    held_on: Day
    entitled: Count
    attended: Count
    agreed: Count | None = None


@command
class KeepResidentsMinutes:
    """Write the minutes; what is None stays as it was written before. Refused: `no-such-meeting`, `meeting-closed`."""

    actor: Actor
    unit: UnitCode
    meeting: Ref
    place: Name | None = None
    topics: Text | None = None
    opinions: Text | None = None
    result: Text | None = None


@command
class CloseResidentsMeeting:
    """Close the meeting. Refused: `no-such-meeting`, `meeting-closed`, `minutes-required` with what is missing."""

    actor: Actor
    unit: UnitCode
    meeting: Ref


ResidentsMeetingCommand = HoldResidentsMeeting | KeepResidentsMinutes | CloseResidentsMeeting


@fact
class ResidentsMeetingHeld:
    """Residents met; `needed` had to come for a quorum. `is_adopted`: more than half of those who came agreed."""

    unit: UnitCode
    meeting: Ref
    form: MeetingForm
    held_on: Day
    entitled: Count
    attended: Count
    needed: Count
    agreed: Count | None
    is_adopted: bool | None
    recorded_by: Actor
    recorded_at: Instant


@fact
class ResidentsMinutesKept:
    """The minutes as they stand (会议记录)."""

    unit: UnitCode
    meeting: Ref
    place: Name | None
    topics: Text | None
    opinions: Text | None
    result: Text | None
    kept_by: Actor
    kept_at: Instant


class MinutesField(StrEnum):
    """What complete minutes hold (会议记录)."""

    DATE = "date"
    PLACE = "place"
    FORM = "form"
    ATTENDANCE = "attendance"
    TOPICS = "topics"
    OPINIONS = "opinions"
    RESULT = "result"


@fact
class ResidentsMeetingClosed:
    """The minutes are complete, and the meeting is closed; until then it stays open."""

    unit: UnitCode
    meeting: Ref
    fields: tuple[MinutesField, ...]
    closed_by: Actor
    closed_at: Instant


ResidentsMeetingFact = ResidentsMeetingHeld | ResidentsMinutesKept | ResidentsMeetingClosed


@question
class ConsultationsOfCommunities:
    """The consultation meetings in the area of a unit."""

    unit: UnitCode


@shape
class ConsultationLine:
    """One meeting with its minutes as far as they are written; `is_closed`: they are complete."""

    unit: UnitCode
    meeting: Ref
    held_on: Day
    entitled: Count
    attended: Count
    place: Name | None
    topics: Text | None
    opinions: Text | None
    result: Text | None
    is_closed: bool


@answer
class ConsultationsAnswer:
    """One page in the order of the codes, days and names."""

    consultations: tuple[ConsultationLine, ...]
    next: str | None
