"""A residents' meeting that was held counts for its year; a consultation is no meeting of the residents."""

from collections.abc import Iterator

from contracts.elections.meeting_year.messages import NoteResidentsMeeting
from contracts.elections.residents_meeting.messages import MeetingForm, ResidentsMeetingHeld
from ledger.reaction import Reaction, Seen


def note_meeting(fact: ResidentsMeetingHeld, seen: Seen) -> Iterator[NoteResidentsMeeting]:
    if fact.form is not MeetingForm.CONSULTATION:
        yield NoteResidentsMeeting(
            actor=seen.actor, unit=fact.unit, year=fact.held_on.year, meeting=fact.meeting, held_on=fact.held_on
        )


NOTE_MEETING = Reaction(note_meeting)
