"""An oath that was taken is noted in the election that the official was elected in."""

from collections.abc import Iterator

from contracts.elections.election.messages import NoteOath
from contracts.elections.office.messages import OathTaken
from ledger.reaction import Reaction, Seen


def note_sworn(fact: OathTaken, seen: Seen) -> Iterator[NoteOath]:
    if fact.election is not None:
        yield NoteOath(actor=seen.actor, unit=fact.unit, election=fact.election, person=fact.person)


NOTE_SWORN = Reaction(note_sworn)
