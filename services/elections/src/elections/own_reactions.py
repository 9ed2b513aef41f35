"""What one stream of elections owes another: a session asks for the roll, the congress hears of its sessions."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

from contracts.calendar import china_day
from contracts.catalogue import commands_of, facts_of
from contracts.elections.appraisals.messages import CloseAppraisals
from contracts.elections.community.messages import NoteCommitteeOfCommunity
from contracts.elections.directory.messages import EnterDirectoryCommittee
from contracts.elections.election.messages import ResidentsCommitteeElected
from contracts.elections.execution.messages import OpenExecution
from contracts.elections.meeting_year.messages import NoteResidentsMeeting
from contracts.elections.presidium.messages import NoteSessionOfYear
from contracts.elections.recall.messages import DeputyRecalled
from contracts.elections.residents_meeting.messages import MeetingForm, ResidentsMeetingHeld
from contracts.elections.session.messages import (
    CongressSessionClosed,
    EnterRoll,
    ResolutionAdopted,
    SessionCancelled,
    SessionOpened,
    SessionRequested,
    VoteTaken,
)
from contracts.elections.term.messages import (
    EndTerm,
    NoteSession,
    RollShown,
    SessionStep,
    SettleDeputyRecall,
    SettleDeputyResignation,
    TermEnded,
)
from contracts.elections.words import Basis, Matter
from contracts.message import Json, dump
from contracts.units import DIGITS, UnitKind, area_of
from ledger.parts import Handlers, React
from ledger.reactions import derived_command_id
from ledger.store import Recorded

from elections.community_deciders import directory_stream, meeting_year_stream
from elections.deciders import appraisals_stream, presidium_stream, session_stream, term_stream
from elections.matter_deciders import community_stream

FIRST_SESSION = 1

_OfSession = SessionRequested | SessionCancelled | SessionOpened | CongressSessionClosed | VoteTaken


def own_reactions(handlers: Handlers) -> Mapping[str, React]:
    reactions: Mapping[type, Callable[[Handlers, Recorded], None]] = {
        SessionRequested: _requested,
        SessionCancelled: _cancelled,
        SessionOpened: _opened,
        CongressSessionClosed: _closed,
        VoteTaken: _voted,
        RollShown: _shown,
        ResolutionAdopted: _resolved,
        TermEnded: _term_ended,
        DeputyRecalled: _recalled,
        ResidentsCommitteeElected: _committee_elected,
        ResidentsMeetingHeld: _residents_met,
    }
    return {facts_of("elections").type_named(kind): partial(react, handlers) for kind, react in reactions.items()}


def _requested(handlers: Handlers, recorded: Recorded) -> None:
    fact: SessionRequested = _read(recorded)
    _note(handlers, recorded, fact, SessionStep.REQUESTED, china_day(fact.requested_at))


def _cancelled(handlers: Handlers, recorded: Recorded) -> None:
    fact: SessionCancelled = _read(recorded)
    _note(handlers, recorded, fact, SessionStep.CANCELLED, china_day(fact.cancelled_at))


def _opened(handlers: Handlers, recorded: Recorded) -> None:
    """The first session of a congress ends the one before (组织法 第三十八条)."""
    fact: SessionOpened = _read(recorded)
    _note(handlers, recorded, fact, SessionStep.OPENED, fact.opened_on)
    _note_in_year(handlers, recorded, fact, {"closed": False})
    before = fact.term - 1
    if fact.session == FIRST_SESSION and before > 0:
        document = {"unit": fact.unit, "term": before, "ended_on": fact.opened_on.isoformat()}
        _send(handlers, recorded, EndTerm, term_stream(fact.unit, before), document)


def _closed(handlers: Handlers, recorded: Recorded) -> None:
    fact: CongressSessionClosed = _read(recorded)
    told = {"absent": list(fact.absent), "reported": Matter.DEPUTY_CHANGES in fact.dealt_with}
    _note(handlers, recorded, fact, SessionStep.CLOSED, fact.closed_on, told)
    dealt_with = [matter.value for matter in fact.dealt_with]
    _note_in_year(handlers, recorded, fact, {"closed": True, "dealt_with": dealt_with})


def _voted(handlers: Handlers, recorded: Recorded) -> None:
    fact: VoteTaken = _read(recorded)
    if fact.matter is not Matter.RESIGNATION:
        return
    on = china_day(fact.voted_at).isoformat()
    document = {**_session(fact), "item": fact.item, "accepted": fact.adopted, "on": on}
    _send(handlers, recorded, SettleDeputyResignation, term_stream(fact.unit, fact.term), document)


def _recalled(handlers: Handlers, recorded: Recorded) -> None:
    fact: DeputyRecalled = _read(recorded)
    document = {"unit": fact.unit, "term": fact.term, "deputy": fact.deputy, "on": fact.voted_on.isoformat()}
    basis = {"basis": f"原选区选民表决罢免（{fact.agree}/{fact.entitled}）"}
    _send(handlers, recorded, SettleDeputyRecall, term_stream(fact.unit, fact.term), {**document, **basis})


def _shown(handlers: Handlers, recorded: Recorded) -> None:
    fact: RollShown = _read(recorded)
    document = dump(fact)
    del document["shown_at"]
    _send(handlers, recorded, EnterRoll, session_stream(fact.unit, fact.term, fact.session), document)


def _resolved(handlers: Handlers, recorded: Recorded) -> None:
    """The unit that answers for a resolution keeps the record of its execution."""
    fact: ResolutionAdopted = _read(recorded)
    session = {"congress": fact.unit, "term": fact.term, "session": fact.session}
    document = {"unit": fact.responsible, **session, "number": fact.number, "title": fact.title}
    _send(handlers, recorded, OpenExecution, f"execution-of-{recorded.stream}-{fact.number}", document)


def _term_ended(handlers: Handlers, recorded: Recorded) -> None:
    fact: TermEnded = _read(recorded)
    document = {"unit": fact.unit, "term": fact.term}
    _send(handlers, recorded, CloseAppraisals, appraisals_stream(fact.unit, fact.term), document)


def _committee_elected(handlers: Handlers, recorded: Recorded) -> None:
    """The first committee of a community that is being set up forms it; that of a new term enters the directory."""
    fact: ResidentsCommitteeElected = _read(recorded)
    elected_on = fact.declared_on.isoformat()
    document = {"unit": fact.unit, "election": fact.election, "elected_on": elected_on, "members": len(fact.members)}
    _send(handlers, recorded, NoteCommitteeOfCommunity, community_stream(fact.unit), document)
    if fact.basis is Basis.GENERAL:
        _enter_directory(handlers, recorded, fact)


def _enter_directory(handlers: Handlers, recorded: Recorded, fact: ResidentsCommitteeElected) -> None:
    """Of its district and the year of the election."""
    district, year = area_of(fact.unit)[: DIGITS[UnitKind.COUNTY]], fact.declared_on.year
    election = {"election": fact.election, "elected_on": fact.declared_on.isoformat()}
    document = {"unit": district, "year": year, "committee": fact.unit, **election}
    _send(handlers, recorded, EnterDirectoryCommittee, directory_stream(district, year), document)


def _residents_met(handlers: Handlers, recorded: Recorded) -> None:
    """A consultation is no meeting of the residents."""
    fact: ResidentsMeetingHeld = _read(recorded)
    if fact.form is MeetingForm.CONSULTATION:
        return
    year = fact.held_on.year
    document = {"unit": fact.unit, "year": year, "meeting": fact.meeting, "held_on": fact.held_on.isoformat()}
    _send(handlers, recorded, NoteResidentsMeeting, meeting_year_stream(fact.unit, year), document)


def _note(
    handlers: Handlers,
    recorded: Recorded,
    fact: _OfSession,
    step: SessionStep,
    on: date,
    more: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    document = {**_session(fact), "step": step.value, "on": on.isoformat(), **more}
    _send(handlers, recorded, NoteSession, term_stream(fact.unit, fact.term), document)


def _note_in_year(
    handlers: Handlers, recorded: Recorded, fact: SessionOpened | CongressSessionClosed, more: Mapping[str, Any]
) -> None:
    """A session belongs to the calendar year in which it opened."""
    year = fact.opened_on.year
    said = {"year": year, "kind": fact.kind.value, "opened_on": fact.opened_on.isoformat()}
    document = {**_session(fact), **said, **more}
    _send(handlers, recorded, NoteSessionOfYear, presidium_stream(fact.unit, year), document)


def _send(handlers: Handlers, recorded: Recorded, kind: type, stream: str, document: Json) -> None:
    name = commands_of("elections").type_named(kind)
    command_id = derived_command_id(recorded.id, name, stream)
    handlers.handle_own(name, document, command_id=command_id, cause=recorded)


def _session(fact: _OfSession) -> Json:
    return {"unit": fact.unit, "term": fact.term, "session": fact.session}


def _read(recorded: Recorded) -> Any:
    return facts_of("elections").read(recorded.type, json.loads(recorded.data))
