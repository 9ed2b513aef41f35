"""The year of a congress knows its sessions: each belongs to the calendar year in which it opened."""

from collections.abc import Iterator

from contracts.elections.presidium.messages import NoteSessionOfYear
from contracts.elections.session.messages import CongressSessionClosed, SessionOpened
from ledger.reaction import Reaction, Seen


def note_opened(fact: SessionOpened, seen: Seen) -> Iterator[NoteSessionOfYear]:
    yield NoteSessionOfYear(
        actor=seen.actor,
        unit=fact.unit,
        year=fact.opened_on.year,
        term=fact.term,
        session=fact.session,
        kind=fact.kind,
        opened_on=fact.opened_on,
        closed=False,
    )


def note_closed(fact: CongressSessionClosed, seen: Seen) -> Iterator[NoteSessionOfYear]:
    yield NoteSessionOfYear(
        actor=seen.actor,
        unit=fact.unit,
        year=fact.opened_on.year,
        term=fact.term,
        session=fact.session,
        kind=fact.kind,
        opened_on=fact.opened_on,
        closed=True,
        dealt_with=fact.dealt_with,
    )


NOTE_OPENED = Reaction(note_opened)
NOTE_CLOSED = Reaction(note_closed)
