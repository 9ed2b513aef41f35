"""One elected office of a unit: nobody is appointed to it, and how it ends depends on which office it is (S5).

Law: district opinion on township people's congresses (document 2 §三(一)4, §三(三)1): the chair's office ends with the
seat of a deputy, the head of a township resigns to the congress; Organic Law, arts. 18, 32 (地方组织法).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from contracts.elections.election.rules import runs_elections_to
from contracts.elections.office.messages import (
    DecideResignation,
    DutyAppraisalCommand,
    EndOffice,
    EndWithMandate,
    FileResignation,
    NoteSessionClosed,
    OathMissing,
    OathTaken,
    OfficeBasis,
    OfficeCommand,
    OfficeFact,
    OfficeTermEnded,
    OfficialElected,
    OfficialTransferredOut,
    OtherPostRecorded,
    RecallCommand,
    RecordOath,
    RecordOfficial,
    RecordOtherPost,
    RecordTransferOut,
    SeatOfficial,
    VacancyGround,
)
from contracts.elections.office.rules import OfficePolicy
from contracts.elections.words import DEPUTIES_ONLY, Basis, Post
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import hyphened, key_of

from elections.office import duty_appraisal, recall
from elections.office.ending import decide_resignation, file_resignation, holder_of, refuse_future, vacated
from elections.office.incompatible import refuse_incompatible
from elections.office.state import Office

office_stream = key_of(__name__, "unit", hyphened("post"))


def decide(command: OfficeCommand, office: Office, rules: Rules[OfficePolicy], now: datetime) -> Sequence[OfficeFact]:
    policy = rules.policy
    if isinstance(command, RecallCommand | DutyAppraisalCommand):
        return _judge(command, office, policy, now)
    match command:
        case RecordOfficial() | SeatOfficial():
            return _install(command, office, policy, now)
        case RecordOath():
            return [_swear(command, office, now)]
        case NoteSessionClosed():
            return _unsworn(command, office)
        case FileResignation() | DecideResignation():
            return _resign(command, office, policy, now)
        case RecordTransferOut() | EndOffice() | EndWithMandate():
            return _leave(command, office, policy, now)
        case RecordOtherPost():
            return [_take_other(command, office, policy, now)]
        case _:
            assert_never(command)


def _judge(
    command: RecallCommand | DutyAppraisalCommand, office: Office, policy: OfficePolicy, now: datetime
) -> Sequence[OfficeFact]:
    """What deputies say of whoever holds the office."""
    if isinstance(command, DutyAppraisalCommand):
        return [duty_appraisal.decide(command, office, policy, now)]
    return recall.decide(command, office, policy, now)


def _install(
    command: RecordOfficial | SeatOfficial, office: Office, policy: OfficePolicy, now: datetime
) -> Sequence[OfficeFact]:
    if isinstance(command, RecordOfficial):
        return [_enter(command, office, policy, now)]
    return _seat(command, office, policy, now)


def _enter(command: RecordOfficial, office: Office, policy: OfficePolicy, now: datetime) -> OfficialElected:
    is_theirs = command.acting_role is None or command.acting_role in runs_elections_to(command.post)
    refuse_unless(is_theirs, "forbidden-role", f"{command.acting_role} runs no election to {command.post}.")
    is_elected = command.basis is not OfficeBasis.APPOINTMENT
    refuse_unless(is_elected, "elections.appointment-instead-of-election", command.post)
    refuse_future(command.elected_on, now)
    _refuse_taken(command.post, command.person, office, policy)
    return OfficialElected(
        unit=command.unit,
        post=command.post,
        person=command.person,
        name=command.name,
        basis=Basis.GENERAL if command.basis is OfficeBasis.ELECTION else Basis.BY_ELECTION,
        election=None,
        session=None,
        elected_on=command.elected_on,
        term_ends_on=command.term_ends_on,
        clauses=(),
        owes_oath=command.post in policy.state_posts,
        recorded_at=now,
    )


def _seat(command: SeatOfficial, office: Office, policy: OfficePolicy, now: datetime) -> Sequence[OfficeFact]:
    """Whoever held the office before a general election holds it no more, the re-elected in the new term."""
    ended: list[OfficeFact] = []
    if command.basis is Basis.GENERAL:
        ended = [
            OfficeTermEnded(unit=command.unit, post=command.post, person=person, ended_on=command.elected_on)
            for person, holder in office.holders.items()
            if holder.elected.election != command.election
        ]
    gone = {fact.person for fact in ended if isinstance(fact, OfficeTermEnded)}
    left = replace(office, holders={person: each for person, each in office.holders.items() if person not in gone})
    _refuse_taken(command.post, command.person, left, policy)
    elected = OfficialElected(
        unit=command.unit,
        post=command.post,
        person=command.person,
        name=command.name,
        basis=command.basis,
        election=command.election,
        session=command.session,
        elected_on=command.elected_on,
        term_ends_on=command.term_ends_on,
        clauses=command.clauses,
        owes_oath=command.post in policy.state_posts,
        recorded_at=now,
    )
    return [*ended, elected]


def _refuse_taken(post: Post, person: str, office: Office, policy: OfficePolicy) -> None:
    refuse_unless(person not in office.holders, "elections.office-taken", person)
    most = policy.most.get(post)
    has_room = most is None or len(office.holders) < most
    if post is Post.CONGRESS_CHAIR:
        refuse_unless(has_room, "elections.chair-count-exceeded", str(most))
    refuse_unless(has_room, "elections.vice-chair-count-exceeded", str(most))


def _swear(command: RecordOath, office: Office, now: datetime) -> OathTaken:
    holder = holder_of(command.person, office)
    refuse_unless(not holder.is_sworn, "elections.sworn-already", command.person)
    refuse_future(command.taken_on, now)
    refuse_unless(command.taken_on >= holder.elected.elected_on, "elections.invalid-date", str(command.taken_on))
    return OathTaken(
        unit=command.unit,
        post=command.post,
        person=command.person,
        election=holder.elected.election,
        taken_on=command.taken_on,
        place=command.place,
        witness=command.witness,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _unsworn(command: NoteSessionClosed, office: Office) -> Sequence[OfficeFact]:
    persons = [
        person
        for person, holder in office.holders.items()
        if not holder.is_sworn and holder.elected.session == command.session
    ]
    if not persons:
        return []
    return [OathMissing(unit=command.unit, post=command.post, persons=tuple(persons), session=command.session)]


def _resign(
    command: FileResignation | DecideResignation, office: Office, policy: OfficePolicy, now: datetime
) -> Sequence[OfficeFact]:
    if isinstance(command, FileResignation):
        return [file_resignation(command, office, now)]
    return decide_resignation(command, office, policy, now)


def _leave(
    command: RecordTransferOut | EndOffice | EndWithMandate, office: Office, policy: OfficePolicy, now: datetime
) -> Sequence[OfficeFact]:
    if isinstance(command, EndWithMandate):
        return _end_with_mandate(command, office, policy, now)
    holder_of(command.person, office)
    if isinstance(command, RecordTransferOut):
        return _transfer(command, office, policy, now)
    refuse_future(command.ended_on, now)
    _refuse_vote_needed(command, policy)
    clause = policy.ends_with_mandate if command.ground is VacancyGround.MANDATE_ENDED else command.evidence
    return [vacated(command, office, command.ground, command.ended_on, clause, now)]


def _end_with_mandate(
    command: EndWithMandate, office: Office, policy: OfficePolicy, now: datetime
) -> Sequence[OfficeFact]:
    """Of a chair, by rule, whatever ended the mandate (E-328); a head's office does not rest on one."""
    if command.person not in office.holders or command.post not in DEPUTIES_ONLY:
        return []
    ground = VacancyGround.MANDATE_ENDED
    return [vacated(command, office, ground, command.ended_on, policy.ends_with_mandate, now)]


def _refuse_vote_needed(command: EndOffice, policy: OfficePolicy) -> None:
    """Without a vote an office ends by death, and a chair's with the seat of a deputy, and in no other way."""
    ends = command.ground is VacancyGround.DIED or (
        command.ground is VacancyGround.MANDATE_ENDED and command.post in DEPUTIES_ONLY
    )
    refuse_unless(ends, "elections.resignation-decision-required", policy.ends_by_vote)


def _transfer(command: RecordTransferOut, office: Office, policy: OfficePolicy, now: datetime) -> Sequence[OfficeFact]:
    """By rule for the chairs, on the day; the head of a township has to resign to the congress (AMB-48)."""
    refuse_future(command.transferred_on, now)
    refuse_unless(not office.holders[command.person].is_gone, "elections.transferred-already", command.person)
    by_rule = command.post in DEPUTIES_ONLY
    clause = policy.ends_with_mandate if by_rule else policy.ends_by_vote
    transferred = OfficialTransferredOut(
        unit=command.unit,
        post=command.post,
        person=command.person,
        transferred_on=command.transferred_on,
        must_resign=not by_rule,
        clause=clause,
        recorded_by=command.actor,
        recorded_at=now,
    )
    if not by_rule:
        return [transferred]
    ground = VacancyGround.TRANSFERRED_OUT
    return [transferred, vacated(command, office, ground, command.transferred_on, clause, now)]


def _take_other(command: RecordOtherPost, office: Office, policy: OfficePolicy, now: datetime) -> OtherPostRecorded:
    holder_of(command.person, office)
    refuse_incompatible(command.post, (command.other,), policy.incompatible)
    return OtherPostRecorded(
        unit=command.unit,
        post=command.post,
        person=command.person,
        other=command.other,
        from_on=command.from_on,
        recorded_by=command.actor,
        recorded_at=now,
    )
