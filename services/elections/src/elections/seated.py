"""What the service's door adds to a command before it is decided, from another stream than that of the command.

The calendar year of a congress is one stream and its term another: whoever records a meeting of the presidium does not
say who its members are, the record of the term does. Nor does the record of who took part say what was elected, and
whoever enters what a congress voted on says neither whether its session sat nor how many deputies there are. When a
community was approved says its own record, and no budget. Whether a meeting consulted on what is executed says the
record of the meeting, and who is on a committee the record of its offices.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from contracts.catalogue import facts_of
from contracts.elections.community.messages import CommunityEstablished
from contracts.elections.community_matter.messages import ConsultationHeld, ExecuteCommunityMatter
from contracts.elections.election.messages import ElectionPlanned, OpenVoting, RecordMeasuresVote
from contracts.elections.funding.messages import SetCommunityFunding
from contracts.elections.office.messages import DecideRecall, DecideResignation, MoveRecall
from contracts.elections.presidium.messages import HoldPresidiumMeeting
from contracts.elections.residents_meeting.messages import MeetingForm
from contracts.elections.session.messages import DecideSession
from contracts.elections.subcommittees.messages import SetSubcommittee
from contracts.elections.suggestion.messages import SubmitSuggestion
from contracts.elections.turnout.messages import RecordTurnout
from contracts.elections.words import COMMITTEE_POSTS, ElectionKind, HeldSession, PresidiumSeat
from contracts.errors import Malformed
from contracts.message import Json, dump
from ledger.door import Prepare, Source

from elections.community.rule import community_stream
from elections.election.rule import election_stream
from elections.office import STREAM as OFFICE
from elections.office.rule import office_stream
from elections.residents_meeting import STREAM as RESIDENTS_MEETING
from elections.residents_meeting.rule import residents_meeting_stream
from elections.session import STREAM as SESSION
from elections.session.rule import session_stream
from elections.suggestion.view import still_to_report
from elections.term import STREAM as TERM
from elections.term.rule import term_stream
from elections.term.state import Congress, Stage
from elections.term.view import terms_on_record


def seat(source: Source, document: Json, today: date) -> Json:
    """The document with the `presidium` of the unit's congress as it stands; nobody sits where there is none."""
    if "presidium" in document:
        raise Malformed({"presidium": ["Read from the record of the congress, never sent."]})
    congresses = {each.stage: each for each in _congresses(source, str(document.get("unit")))}
    sitting = congresses.get(Stage.BEGUN) or congresses.get(Stage.ELECTED) or Congress()
    seats = (dump(PresidiumSeat(person=person, seat=kind)) for person, kind in sitting.presidium.items())
    return {**document, "presidium": list(seats)}


def _congresses(source: Source, unit: str) -> Iterator[Congress]:
    """Every congress of the unit that has deputies on record, by term."""
    for term in terms_on_record(source.connection, unit):
        yield TERM.fold(_facts(source, term_stream(unit, term)))


def name_kind(source: Source, document: Json, today: date) -> Json:
    """The document with the `kind` of its election; None where no election of the name is planned."""
    if "kind" in document:
        raise Malformed({"kind": ["Read from the plan of the election, never sent."]})
    plan = _plan(source, document)
    return {**document, "kind": None if plan is None else plan.kind.value}


def _plan(source: Source, document: Json) -> ElectionPlanned | None:
    stream = election_stream(str(document.get("unit")), str(document.get("election")))
    [plan] = _facts(source, stream)[:1] or [None]
    return plan if isinstance(plan, ElectionPlanned) else None


def hold_election(source: Source, document: Json, today: date) -> Json:
    """The document with the session `held` that its election was planned for; none where no congress elects."""
    _refuse_sent(document)
    plan = _plan(source, document)
    if plan is None or plan.kind is not ElectionKind.CONGRESS:
        return document
    held = _held(source, document, plan.session) or HeldSession(opened_on=None, closed_on=None, all_deputies=())
    return {**document, "held": dump(held)}


def hold(source: Source, document: Json, today: date) -> Json:
    """The document with the session `held` that it names; none for one of the time before the record."""
    _refuse_sent(document)
    return _with_held(source, document, document.get("session"))


def hold_recall(source: Source, document: Json, today: date) -> Json:
    """The document with the session `held` in which the recall was moved."""
    _refuse_sent(document)
    office = OFFICE.fold(_facts(source, office_stream(str(document.get("unit")), str(document.get("post")))))
    holder = office.holders.get(str(document.get("person")))
    moved = None if holder is None else holder.recall
    return _with_held(source, document, None if moved is None else moved.session)


def name_inactive(source: Source, document: Json, today: date) -> Json:
    """The document with the `inactive` among its `signatories`: no deputies of the term, or such as may not act."""
    if "inactive" in document:
        raise Malformed({"inactive": ["Read from the record of the congress, never sent."]})
    signatories, term = document.get("signatories"), document.get("term")
    if not isinstance(signatories, list) or type(term) is not int:
        return {**document, "inactive": []}  # refused by its form
    congress = TERM.fold(_facts(source, term_stream(str(document.get("unit")), term)))
    return {**document, "inactive": [name for name in signatories if name not in congress.may_act]}


def count_suggestions(source: Source, document: Json, today: date) -> Json:
    """The document with the number of `suggestions` of the term that no session was told the end of."""
    if "suggestions" in document:
        raise Malformed({"suggestions": ["Read from the record of the congress, never sent."]})
    unit, term = document.get("unit"), document.get("term")
    if not isinstance(unit, str) or type(term) is not int:
        return document  # refused by its form
    return {**document, "suggestions": still_to_report(source.connection, unit, term)}


def date_approval(source: Source, document: Json, today: date) -> Json:
    """The document with the day on which its community was approved (`approved_on`); None where none is on record."""
    if "approved_on" in document:
        raise Malformed({"approved_on": ["Read from the record of the community, never sent."]})
    facts = _facts(source, community_stream(str(document.get("unit"))))
    approvals = (fact.approved_on.isoformat() for fact in facts if isinstance(fact, CommunityEstablished))
    return {**document, "approved_on": next(approvals, None)}


def consult(source: Source, document: Json, today: date) -> Json:
    """The document with the meeting that it names as `consulted`; None where no consultation of the name was held."""
    if "consulted" in document:
        raise Malformed({"consulted": ["Read from the record of the meeting, never sent."]})
    named = document.get("consultation")
    if not isinstance(named, str):
        return document  # none, or refused by its form
    meeting = RESIDENTS_MEETING.fold(_facts(source, residents_meeting_stream(str(document.get("unit")), named)))
    if meeting.held is None or meeting.held.form is not MeetingForm.CONSULTATION:
        return {**document, "consulted": None}
    consulted = ConsultationHeld(held_on=meeting.held.held_on, is_closed=meeting.is_closed)
    return {**document, "consulted": dump(consulted)}


def seat_committee(source: Source, document: Json, today: date) -> Json:
    """The document with the people who are on the committee of its unit (`seated`), whatever their seat."""
    if "seated" in document:
        raise Malformed({"seated": ["Read from the record of the offices, never sent."]})
    streams = (office_stream(str(document.get("unit")), post) for post in COMMITTEE_POSTS)
    offices = (OFFICE.fold(_facts(source, stream)) for stream in streams)
    return {**document, "seated": sorted({person for office in offices for person in office.holders})}


def _refuse_sent(document: Json) -> None:
    if "held" in document:
        raise Malformed({"held": ["Read from the record of the session, never sent."]})


def _with_held(source: Source, document: Json, session: object) -> Json:
    held = _held(source, document, session)
    return document if held is None else {**document, "held": dump(held)}


def _held(source: Source, document: Json, session: object) -> HeldSession | None:
    """As it is on record; None if nothing is. What is no session of the unit has not opened."""
    if not isinstance(session, str):
        return None
    if not session.startswith(f"{session_stream.prefix}{document.get('unit')}-"):
        return HeldSession(opened_on=None, closed_on=None, all_deputies=())
    facts = _facts(source, session)
    if not facts:
        return None
    course = [SESSION.fold(facts[:number]) for number in range(1, len(facts) + 1)]
    numbers = {state.all_deputies for state in course if state.opened_on is not None}
    return HeldSession(
        opened_on=course[-1].opened_on, closed_on=course[-1].closed_on, all_deputies=tuple(sorted(numbers))
    )


def _facts(source: Source, stream: str) -> list[Any]:
    return [facts_of("elections").read(fact.type, json.loads(fact.data)) for fact in source.read(stream)]


PREPARES: Mapping[type, Prepare] = {
    HoldPresidiumMeeting: seat,
    RecordTurnout: name_kind,
    OpenVoting: hold_election,
    RecordMeasuresVote: hold_election,
    DecideResignation: hold,
    MoveRecall: hold,
    SubmitSuggestion: name_inactive,
    DecideSession: count_suggestions,
    DecideRecall: hold_recall,
    SetCommunityFunding: date_approval,
    ExecuteCommunityMatter: consult,
    SetSubcommittee: seat_committee,
}
