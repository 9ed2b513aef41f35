"""What one stream of elections owes another: the elected enter their offices, oaths are noted, sessions close."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from contracts.catalogue import commands_of, facts_of
from contracts.elections.election.messages import NoteOath, ResultDeclared, Winner
from contracts.elections.office.messages import EndWithMandate, NoteSessionClosed, OathTaken, SeatOfficial
from contracts.elections.session.messages import CongressSessionClosed
from contracts.elections.term.messages import DeputyTerminated
from contracts.elections.words import DEPUTIES_ONLY, Post
from contracts.message import Json, dump
from ledger.parts import Handlers, React
from ledger.reactions import derived_command_id, together
from ledger.store import Recorded

from elections.deciders import session_stream
from elections.election_deciders import election_stream, office_stream
from elections.matter_reactions import own_reactions as of_matters
from elections.own_reactions import own_reactions as of_the_congress

OF_THE_CONGRESS = (
    Post.CONGRESS_CHAIR,
    Post.CONGRESS_VICE_CHAIR,
    Post.TOWNSHIP_HEAD,
    Post.DEPUTY_TOWNSHIP_HEAD,
)
"""Whoever is elected to these in a session takes the oath in it (E-050); a deputy holds a mandate, no office."""


def own_reactions(handlers: Handlers) -> Mapping[str, React]:
    reactions: Mapping[type, Callable[[Handlers, Recorded], None]] = {
        ResultDeclared: _declared,
        OathTaken: _sworn,
        CongressSessionClosed: _closed,
        DeputyTerminated: _terminated,
    }
    own = {facts_of("elections").type_named(kind): partial(react, handlers) for kind, react in reactions.items()}
    return together(of_the_congress(handlers), own, of_matters(handlers))


def _declared(handlers: Handlers, recorded: Recorded) -> None:
    fact: ResultDeclared = _read(recorded)
    for winner in fact.winners:
        if winner.post is not Post.DEPUTY:
            target = f"{office_stream(fact.unit, winner.post)}/{winner.person}"
            _send(handlers, recorded, SeatOfficial, _seat(fact, winner), target)


def _seat(fact: ResultDeclared, winner: Winner) -> Json:
    return {
        "unit": fact.unit,
        "post": winner.post.value,
        "person": winner.person,
        "name": dump(winner.name),
        "basis": fact.basis.value,
        "election": fact.election,
        "session": fact.session,
        "elected_on": fact.declared_on.isoformat(),
        "term_ends_on": fact.term_ends_on.isoformat(),
        "clauses": list(fact.clauses),
    }


def _sworn(handlers: Handlers, recorded: Recorded) -> None:
    fact: OathTaken = _read(recorded)
    if fact.election is not None:
        note = {"unit": fact.unit, "election": fact.election, "person": fact.person}
        _send(handlers, recorded, NoteOath, note, election_stream(fact.unit, fact.election))


def _closed(handlers: Handlers, recorded: Recorded) -> None:
    fact: CongressSessionClosed = _read(recorded)
    session = session_stream(fact.unit, fact.term, fact.session)
    for post in OF_THE_CONGRESS:
        note = {"unit": fact.unit, "post": post.value, "session": session}
        _send(handlers, recorded, NoteSessionClosed, note, office_stream(fact.unit, post))


def _terminated(handlers: Handlers, recorded: Recorded) -> None:
    """A chair's office ends with the seat of a deputy, whatever ended the seat (选举法 第五十四、五十六条)."""
    fact: DeputyTerminated = _read(recorded)
    for post in DEPUTIES_ONLY:
        end = {"unit": fact.unit, "post": post.value, "person": fact.deputy, "ended_on": fact.ended_on.isoformat()}
        _send(handlers, recorded, EndWithMandate, end, office_stream(fact.unit, post))


def _send(handlers: Handlers, cause: Recorded, kind: type, document: Json, target: str) -> None:
    command_type = commands_of("elections").type_named(kind)
    command_id = derived_command_id(cause.id, command_type, target)
    handlers.handle_own(command_type, document, command_id=command_id, cause=cause)


def _read(recorded: Recorded) -> Any:
    return facts_of("elections").read(recorded.type, json.loads(recorded.data))
