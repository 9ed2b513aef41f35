"""The elected enter their offices, oaths are looked for when a session closes, and a chair's office ends with the seat.

Law: Electoral Law, arts. 54 and 56 (选举法 第五十四、五十六条): whatever ends the seat of a deputy
ends the office of the chair.
"""

from collections.abc import Iterator

from contracts.elections.election.messages import ResultDeclared
from contracts.elections.office.messages import EndWithMandate, NoteSessionClosed, SeatOfficial
from contracts.elections.session.messages import CongressSessionClosed
from contracts.elections.term.messages import DeputyTerminated
from contracts.elections.words import DEPUTIES_ONLY, Post
from ledger.reaction import Reaction, Seen

from elections.office.rule import office_stream
from elections.session.rule import session_stream

OF_THE_CONGRESS = (
    Post.CONGRESS_CHAIR,
    Post.CONGRESS_VICE_CHAIR,
    Post.TOWNSHIP_HEAD,
    Post.DEPUTY_TOWNSHIP_HEAD,
)
"""Whoever is elected to these in a session takes the oath in it (E-050); a deputy holds a mandate, no office."""


def seat_winners(fact: ResultDeclared, seen: Seen) -> Iterator[SeatOfficial]:
    for winner in fact.winners:
        if winner.post is not Post.DEPUTY:
            yield SeatOfficial(
                actor=seen.actor,
                unit=fact.unit,
                post=winner.post,
                person=winner.person,
                name=winner.name,
                basis=fact.basis,
                election=fact.election,
                session=fact.session,
                elected_on=fact.declared_on,
                term_ends_on=fact.term_ends_on,
                clauses=fact.clauses,
            )


def _of_person(command: SeatOfficial) -> tuple[str, str]:
    """An office may be won by several."""
    return "elections.seat-official.v1", f"{office_stream(command.unit, command.post)}/{command.person}"


def look_for_oaths(fact: CongressSessionClosed, seen: Seen) -> Iterator[NoteSessionClosed]:
    session = session_stream(fact.unit, fact.term, fact.session)
    for post in OF_THE_CONGRESS:
        yield NoteSessionClosed(actor=seen.actor, unit=fact.unit, post=post, session=session)


def end_with_mandate(fact: DeputyTerminated, seen: Seen) -> Iterator[EndWithMandate]:
    for post in DEPUTIES_ONLY:
        yield EndWithMandate(actor=seen.actor, unit=fact.unit, post=post, person=fact.deputy, ended_on=fact.ended_on)


SEAT_WINNERS = Reaction(seat_winners, ids={SeatOfficial: _of_person})
LOOK_FOR_OATHS = Reaction(look_for_oaths)
END_WITH_MANDATE = Reaction(end_with_mandate)
