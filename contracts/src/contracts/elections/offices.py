"""Elected offices (选举产生的职务): who holds one, from which election, until when, and how it ends (S5).

Law: Organic Law of Local Congresses and Governments, arts. 18, 25, 31, 32 (地方组织法); Electoral Law, arts. 54, 56, 57
(选举法); district opinion on township people's congresses (document 2 §三(一)4, §三(三)1).
"""

from typing import get_args

from contracts.elections.duty_appraisals import DutyAppraisalCommand, DutyAppraisalFact
from contracts.elections.election_words import Basis, PersonName, Post, Vote
from contracts.elections.office_facts import HoldingFact
from contracts.elections.office_words import Clauses, OfficeBasis, VacancyGround
from contracts.elections.recalls import RecallCommand, RecallFact
from contracts.elections.sessions import HeldSession
from contracts.message import Json, command
from contracts.vocabulary import ActingRole, Actor, Day, Name, Ref, StreamName, Text, UnitCode

# Commands


@command(version=2)
class RecordOfficial:
    """Enter who holds an office by an election that this record does not have.

    Version 1 did not say in which role. Refused: `forbidden-role` (of another office than runs such elections),
    `appointment-instead-of-election`, `chair-count-exceeded`, `vice-chair-count-exceeded`, `office-taken`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    post: Post
    person: Ref
    name: PersonName
    basis: OfficeBasis
    elected_on: Day
    term_ends_on: Day
    evidence: Text


@command
class SeatOfficial:
    """Somebody was elected: given by the service itself, once a result is declared. Refused as `RecordOfficial`."""

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    name: PersonName
    basis: Basis
    election: Ref
    session: StreamName | None
    elected_on: Day
    term_ends_on: Day
    clauses: Clauses


@command
class RecordOath:
    """The official took the constitutional oath. Refused: `not-in-office`, `sworn-already`, `invalid-date`."""

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    taken_on: Day
    place: Name
    witness: Ref


@command
class NoteSessionClosed:
    """A session of the congress was closed: given by the service itself."""

    actor: Actor
    unit: UnitCode
    post: Post
    session: StreamName


@command
class FileResignation:
    """The official resigns to the congress. Refused: `not-in-office`, `resigning-already`."""

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    filed_on: Day
    reason: Text


@command(version=2)
class DecideResignation:
    """The congress votes on a resignation.

    `held`: the session as it is on record, added by the door; None for one of the time before the record, and in
    version 1. Refused: `session-not-open`, `roll-differs`, `nothing-to-decide`, `invalid-date`, `invalid-tally`.
    """

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    session: StreamName | None = None
    vote: Vote
    decided_on: Day
    held: HeldSession | None = None


@command
class RecordTransferOut:
    """The official is transferred out of the area. Chairs lose the office by rule, heads have to resign."""

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    transferred_on: Day


@command
class EndOffice:
    """Record that an office ended without a vote. Refused: `resignation-decision-required`, `not-in-office`."""

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    ground: VacancyGround
    ended_on: Day
    evidence: Text


@command
class EndWithMandate:
    """The mandate of a deputy ended: given by the service itself. Nothing happens unless the deputy is chair here."""

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    ended_on: Day


@command
class RecordOtherPost:
    """The official takes another post. Refused: `incompatible-office`: who takes it resigns first."""

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    other: Name
    from_on: Day


HoldingCommand = (
    RecordOfficial
    | SeatOfficial
    | RecordOath
    | NoteSessionClosed
    | FileResignation
    | DecideResignation
    | RecordTransferOut
    | EndOffice
    | EndWithMandate
    | RecordOtherPost
)
OfficeCommand = HoldingCommand | RecallCommand | DutyAppraisalCommand
OfficeFact = HoldingFact | RecallFact | DutyAppraisalFact
OFFICE_COMMANDS = get_args(OfficeCommand)
OFFICE_FACTS = get_args(OfficeFact)


def _without_role(document: Json) -> Json:
    return {**document, "acting_role": None}


def _without_session(document: Json) -> Json:
    return {**document, "held": None}


OFFICE_UPCASTS = {
    "elections.record-official.v1": _without_role,
    "elections.decide-resignation.v1": _without_session,
    "elections.move-recall.v1": _without_session,
    "elections.decide-recall.v1": _without_session,
}
