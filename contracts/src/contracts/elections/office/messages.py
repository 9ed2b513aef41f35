"""Elected offices (选举产生的职务): who holds one, from which election, until when, and how it ends (S5).

Who is elected is sworn, may resign, be transferred or be recalled (罢免): moved with reasons, defended, and voted on.
In duty-report appraisals (述职评议) stands what was reported, how it was rated, and that it was told to the Party.

Law: Organic Law of Local Congresses and Governments (地方组织法), arts. 18, 25, 31, 32; Electoral Law (选举法), arts.
54, 56, 57; district opinion on township people's congresses (document 2 §三(一)4, §三(二)1, §三(三)1): appraisals are
explored, and what they bring is promptly reported to the Party committee.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.words import Basis, HeldSession, Number, PersonName, Persons, Post, Vote, Word
from contracts.message import Json, answer, command, fact, question, shape
from contracts.vocabulary import ActingRole, Actor, Count, Day, Instant, Name, Ref, StreamName, Text, UnitCode


class OfficeBasis(StrEnum):
    """On what somebody holds an elected office. Appointment (任命) is no basis, and is refused as such."""

    ELECTION = "election"
    BY_ELECTION = "by-election"
    APPOINTMENT = "appointment"


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


Clauses = Annotated[tuple[Text, ...], Length(max=10)]


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


class VacancyGround(StrEnum):
    """Why an office fell vacant."""

    RESIGNED = "resigned"
    RECALLED = "recalled"
    MANDATE_ENDED = "mandate-ended"
    TRANSFERRED_OUT = "transferred-out"
    DIED = "died"


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


class MovedBy(StrEnum):
    """Who moves a recall: the presidium, or deputies jointly."""

    PRESIDIUM = "presidium"
    DEPUTIES = "deputies"


@command(version=2)
class MoveRecall:
    """Move the recall of an official in a session. `all_deputies` is how many there are.

    `held`: the session as it is on record, added by the door; None for one of the time before the record, and in
    version 1. Refused: `reason-required`, `not-enough-signers`, `session-not-open`, `roll-differs`, `not-in-office`,
    `recall-moved-already`.
    """

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    by: MovedBy
    movers: Persons
    all_deputies: Count
    reasons: Text | None = None
    session: StreamName | None = None
    moved_on: Day
    held: HeldSession | None = None


class DefenceForm(StrEnum):
    """How the official answers: orally, in writing (then printed for the session), or not at all, though offered."""

    ORAL = "oral"
    WRITTEN = "written"
    WAIVED = "waived"


@command
class RecordDefence:
    """The official was offered a defence, and used it or not. Refused: `no-recall-moved`."""

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    form: DefenceForm
    given_on: Day


@command(version=2)
class DecideRecall:
    """The congress votes on the recall, in the session it was moved in: `held`, as it is on record (not in version 1).

    Refused: `no-recall-moved`, `defence-not-offered`, `session-not-open`, `roll-differs`, `invalid-date`,
    `invalid-tally`.
    """

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    vote: Vote
    decided_on: Day
    held: HeldSession | None = None


@command
class AppraiseOfficial:
    """An official reported on the duties of the office, and was appraised.

    Refused: `not-elected-official` (no elected office of a state organ is held), `invalid-date`.
    """

    actor: Actor
    unit: UnitCode
    post: Post
    person: Ref
    appraised_on: Day
    report: Text
    opinions: Text
    rating: Word


@command
class ReportDutyAppraisal:
    """What an appraisal brought was reported to the Party committee, which closes it.

    Refused: `no-such-appraisal`, `already-done`, `day-too-early`, `invalid-date`.
    """

    actor: Actor
    unit: UnitCode
    post: Post
    number: Number
    reported_on: Day


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

RecallCommand = MoveRecall | RecordDefence | DecideRecall

DutyAppraisalCommand = AppraiseOfficial | ReportDutyAppraisal

OfficeCommand = HoldingCommand | RecallCommand | DutyAppraisalCommand


@fact
class OfficialElected:
    """Somebody holds the office from the announced result on (AMB-53); the oath is a duty, no condition.

    `election` is None for who was entered from before this record.
    """

    unit: UnitCode
    post: Post
    person: Ref
    name: PersonName
    basis: Basis
    election: Ref | None
    session: StreamName | None
    elected_on: Day
    term_ends_on: Day
    clauses: Clauses
    owes_oath: bool
    recorded_at: Instant


@fact
class OfficeTermEnded:
    """A term ended because the next congress, or the voters, elected to the office again."""

    unit: UnitCode
    post: Post
    person: Ref
    ended_on: Day


@fact
class OathTaken:
    """The official took the constitutional oath (宪法宣誓)."""

    unit: UnitCode
    post: Post
    person: Ref
    election: Ref | None
    taken_on: Day
    place: Name
    witness: Ref
    recorded_by: Actor
    recorded_at: Instant


@fact
class OathMissing:
    """A finding: elected in this session, and not sworn when it closed."""

    unit: UnitCode
    post: Post
    persons: Persons
    session: StreamName


@fact
class ResignationFiled:
    """The official resigned to the congress (辞职), which decides at this or the next session."""

    unit: UnitCode
    post: Post
    person: Ref
    filed_on: Day
    reason: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class ResignationAccepted:
    """The congress accepted a resignation with at least `needed` votes, on `clause`."""

    unit: UnitCode
    post: Post
    person: Ref
    session: StreamName
    vote: Vote
    needed: Count
    clause: Text
    decided_on: Day
    recorded_at: Instant


@fact
class ResignationRefused:
    """A resignation did not find `needed` votes: the office goes on."""

    unit: UnitCode
    post: Post
    person: Ref
    session: StreamName
    vote: Vote
    needed: Count
    clause: Text
    decided_on: Day
    recorded_at: Instant


@fact
class OfficialTransferredOut:
    """The official was transferred out of the area (调离). `must_resign`: the office does not end by itself."""

    unit: UnitCode
    post: Post
    person: Ref
    transferred_on: Day
    must_resign: bool
    clause: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class OtherPostRecorded:
    """The official holds another post beside the office (兼职)."""

    unit: UnitCode
    post: Post
    person: Ref
    other: Name
    from_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class OfficeVacated:
    """An office fell vacant (出缺): a by-election is owed until it is filled; no text gives a number of days.

    `holders` are left in the office, `clause` is what it ended on.
    """

    unit: UnitCode
    post: Post
    person: Ref
    ground: VacancyGround
    vacated_on: Day
    holders: Count
    clause: Text
    recorded_at: Instant


@fact
class RecallMoved:
    """A recall was moved (罢免案), with its reasons."""

    unit: UnitCode
    post: Post
    person: Ref
    by: MovedBy
    movers: Persons
    all_deputies: Count
    reasons: Text
    session: StreamName
    clause: Text
    moved_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class DefenceGiven:
    """The official defended themself, or waived it (申辩)."""

    unit: UnitCode
    post: Post
    person: Ref
    form: DefenceForm
    given_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class OfficialRecalled:
    """The congress recalled an official with at least `needed` votes, on `clause`."""

    unit: UnitCode
    post: Post
    person: Ref
    vote: Vote
    needed: Count
    clause: Text
    decided_on: Day
    recorded_at: Instant


@fact
class RecallRefused:
    """A recall did not find `needed` votes: the official stays."""

    unit: UnitCode
    post: Post
    person: Ref
    vote: Vote
    needed: Count
    clause: Text
    decided_on: Day
    recorded_at: Instant


@fact
class OfficialAppraised:
    """An elected official was appraised on a report of the duties (述职评议); `number` counts those of the office."""

    unit: UnitCode
    post: Post
    person: Ref
    number: Number
    appraised_on: Day
    report: Text
    opinions: Text
    rating: Word
    recorded_by: Actor
    recorded_at: Instant


@fact
class DutyAppraisalReported:
    """What a duty-report appraisal brought was reported to the Party committee."""

    unit: UnitCode
    post: Post
    person: Ref
    number: Number
    reported_on: Day
    recorded_by: Actor
    recorded_at: Instant


HoldingFact = (
    OfficialElected
    | OfficeTermEnded
    | OathTaken
    | OathMissing
    | ResignationFiled
    | ResignationAccepted
    | ResignationRefused
    | OfficialTransferredOut
    | OtherPostRecorded
    | OfficeVacated
)

RecallFact = RecallMoved | DefenceGiven | OfficialRecalled | RecallRefused

DutyAppraisalFact = OfficialAppraised | DutyAppraisalReported

OfficeFact = HoldingFact | RecallFact | DutyAppraisalFact


@question
class OfficesOfUnit:
    """Who holds and who held the elected offices of a unit, by post and day."""

    unit: UnitCode


@question
class ByElectionsOwed:
    """Vacant offices of a unit, and of every unit in its area, until each is filled; the longest vacant first."""

    unit: UnitCode


@shape
class DutyAppraisalLine:
    """One appraisal of an official; `reported_on` is None until the Party committee was told."""

    number: Number
    appraised_on: Day
    rating: Word
    reported_on: Day | None


@shape
class OfficeLine:
    """Somebody's term in an office; `state` is how it stands (S5), `ended_on` None while it goes on.

    `other_posts`: what else the person holds (兼职); `appraisals`: duty-report appraisals of the term (述职评议).
    """

    post: Post
    person: Ref
    name: PersonName
    basis: Basis
    election: Ref | None
    elected_on: Day
    term_ends_on: Day
    state: str
    other_posts: tuple[Name, ...]
    sworn_on: Day | None
    ended_on: Day | None
    appraisals: tuple[DutyAppraisalLine, ...]


@answer
class OfficesOfUnitAnswer:
    """One page of terms; `next` is the token of the page after it."""

    offices: tuple[OfficeLine, ...]
    next: str | None


@shape
class OwedByElection:
    """One vacancy; its age is shown, and no text says by which day it has to be filled."""

    unit: UnitCode
    post: Post
    office: StreamName
    ground: VacancyGround
    vacated_on: Day
    clause: Text


@answer
class ByElectionsOwedAnswer:
    """One page of vacancies; `next` is the token of the page after it."""

    vacancies: tuple[OwedByElection, ...]
    next: str | None


def _without_role(document: Json) -> Json:
    return {**document, "acting_role": None}


def _without_session(document: Json) -> Json:
    return {**document, "held": None}


UPCASTS = {
    "elections.record-official.v1": _without_role,
    "elections.decide-resignation.v1": _without_session,
    "elections.move-recall.v1": _without_session,
    "elections.decide-recall.v1": _without_session,
}
