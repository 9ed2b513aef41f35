"""A meeting of the presidium: who convened it, whose votes count, and whether they carry.

Law: Organic Law of Local Congresses and Governments (组织法), art. 19; district opinion (document 2 §三(三)1).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from contracts.elections.words import ConvenedAs, PresidiumMeeting, SeatKind, StandsIn, Votes
from contracts.errors import refuse_unless
from contracts.thresholds import Threshold

from elections.plausible import refuse_future, refuse_twice

Presidium = Mapping[str, SeatKind]
"""Person to seat."""


class Convened(Protocol):
    """What a meeting says of who convened it, as every message that holds one does."""

    @property
    def held_on(self) -> date: ...
    @property
    def convened_by(self) -> str: ...
    @property
    def convened_as(self) -> ConvenedAs: ...
    @property
    def stands_in(self) -> StandsIn | None: ...
    @property
    def present(self) -> tuple[str, ...]: ...


def refuse_meeting(meeting: Convened, presidium: Presidium | None, *, stands_in: bool, now: datetime) -> None:
    """The presidium met: convened by who may convene it, its members only.

    `presidium` is None in what was said before a meeting named its members: then what it says of itself is believed.
    """
    refuse_future(meeting.held_on, now)
    refuse_twice(meeting.present)
    if presidium is not None:
        strangers = [person for person in (meeting.convened_by, *meeting.present) if person not in presidium]
        refuse_unless(not strangers, "elections.not-presidium-member", ", ".join(strangers))
    may = _may_convene(meeting, presidium, stands_in=stands_in)
    refuse_unless(may, "forbidden-role", "The chairperson convenes the presidium.")


def _may_convene(meeting: Convened, presidium: Presidium | None, *, stands_in: bool) -> bool:
    """Only the chairperson, or while that office is vacant or its holder unable, who stands in (E-006, AMB-52)."""
    seat = None if presidium is None else presidium[meeting.convened_by]
    if meeting.convened_as is ConvenedAs.CHAIR:
        return seat in (None, SeatKind.CHAIR)
    if not stands_in or meeting.stands_in is None:
        return False
    if presidium is None:
        return True
    if meeting.stands_in is StandsIn.CHAIR_VACANT and SeatKind.CHAIR in presidium.values():
        return False
    return meeting.convened_as is ConvenedAs.CHOSEN_MEMBER or seat is SeatKind.VICE_CHAIR


def passes(votes: Votes, meeting: PresidiumMeeting, presidium: Presidium, majority: Threshold | None) -> bool:
    """Whether the presidium's votes carry; where no pack gives the share, more for than against."""
    fits = votes.cast <= len(meeting.present)
    refuse_unless(fits, "elections.invalid-tally", f"{votes.cast} votes of {len(meeting.present)} present")
    if majority is None:
        return votes.agree > votes.against
    return majority.is_met(votes.agree, len(presidium))
