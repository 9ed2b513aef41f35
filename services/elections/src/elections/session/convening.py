"""The way to a session: request, approval, preparation, the presidium's decision (会议前期组织程序).

Law: Organic Law of Local Congresses and Governments (组织法), art. 14; district opinion (document 2 §三(一)1-3).
"""

from datetime import datetime
from typing import assert_never

from contracts.elections.session.messages import (
    ELECTIONS,
    ApproveSession,
    BeginPreparation,
    CancelSession,
    ConveningCommand,
    ConveningFact,
    DecideSession,
    ExtraGround,
    MoveSession,
    PreparationBegun,
    RequestReturned,
    RequestSession,
    ReturnRequest,
    SessionApproved,
    SessionCancelled,
    SessionDateDecided,
    SessionMoved,
    SessionRequested,
    VotedItem,
    VotedPaper,
)
from contracts.elections.session.rules import SessionPolicy
from contracts.elections.words import Matter, PresidiumMeeting, SessionKind, Votes
from contracts.errors import refuse_unless

from elections.plausible import refuse_future, refuse_twice
from elections.session.conditions import passes, refuse_length, refuse_meeting, refuse_stage
from elections.session.state import FIRST, OF_ALL, Session, Stage, key

BEFORE_OPENING = (
    Stage.REQUESTED,
    Stage.RETURNED,
    Stage.APPROVED,
    Stage.PREPARING,
    Stage.DECIDED,
    Stage.NOTIFIED,
)


def convene(command: ConveningCommand, session: Session, policy: SessionPolicy, now: datetime) -> list[ConveningFact]:
    match command:
        case RequestSession():
            return [_request(command, session, policy, now)]
        case ApproveSession():
            return [_approve(command, session, now)]
        case ReturnRequest():
            refuse_stage(session, Stage.REQUESTED)
            returned = RequestReturned(
                **key(command), reason=command.reason, returned_by=command.actor, returned_at=now
            )
            return [returned]
        case BeginPreparation():
            return [_prepare(command, session, now)]
        case DecideSession():
            return [_decide(command, session, policy, now)]
        case MoveSession():
            return [_move(command, session, policy, now)]
        case CancelSession():
            return [_cancel(command, session, policy, now)]
        case _:
            assert_never(command)


def _request(command: RequestSession, session: Session, policy: SessionPolicy, now: datetime) -> SessionRequested:
    refuse_stage(session, Stage.NEW, Stage.RETURNED)
    given = {
        "guiding_ideas": command.guiding_ideas is not None,
        "tentative_date": command.tentative is not None,
        "agenda": bool(command.agenda),
        "prep_body": command.prep_body is not None,
    }
    missing = [name for name in policy.request_fields if not given.get(name, True)]
    refuse_unless(not missing, "elections.request-incomplete", ", ".join(missing))
    _refuse_ground(command.kind, command.extra, policy)
    refuse_twice(item.item for item in command.agenda)
    if command.tentative is not None:
        has_election = any(item.matter in ELECTIONS for item in command.agenda)
        is_first = command.session == FIRST
        refuse_length(command.tentative, policy.length, is_first=is_first, has_election=has_election)
    return SessionRequested(
        **key(command),
        kind=command.kind,
        extra=command.extra,
        guiding_ideas=command.guiding_ideas,
        tentative=command.tentative,
        agenda=command.agenda,
        prep_body=command.prep_body,
        other=command.other,
        requested_by=command.actor,
        requested_at=now,
    )


def _refuse_ground(kind: SessionKind, extra: ExtraGround | None, policy: SessionPolicy) -> None:
    """An additional session has a reason, and either the presidium's decision or deputies who propose it (E-015)."""
    if kind is SessionKind.REGULAR:
        refuse_unless(extra is None, "elections.ground-not-needed", "A regular session needs none.")
        return
    is_called = extra is not None and (bool(extra.proposed_by) or extra.presidium is not None)
    refuse_unless(is_called, "elections.presidium-decision-required", "Or the proposal of deputies.")
    assert extra is not None
    is_known = extra.reason is not None and (not policy.extra_reasons or extra.reason in policy.extra_reasons)
    is_told = extra.reason != "other" or extra.text is not None
    refuse_unless(is_known and is_told, "elections.reason-required", ", ".join(policy.extra_reasons))


def _approve(command: ApproveSession, session: Session, now: datetime) -> SessionApproved:
    refuse_stage(session, Stage.REQUESTED)
    refuse_future(command.approved_on, now)
    return SessionApproved(**key(command), approved_on=command.approved_on, approved_by=command.actor, recorded_at=now)


def _prepare(command: BeginPreparation, session: Session, now: datetime) -> PreparationBegun:
    is_early = session.stage in (Stage.NEW, Stage.REQUESTED, Stage.RETURNED)
    refuse_unless(not is_early, "elections.approval-required", f"It is {session.stage}.")
    refuse_stage(session, Stage.APPROVED)
    return PreparationBegun(**key(command), tasks=command.tasks, begun_at=now)


def _decide(command: DecideSession, session: Session, policy: SessionPolicy, now: datetime) -> SessionDateDecided:
    refuse_stage(session, Stage.PREPARING)
    meeting = command.meeting
    refuse_meeting(meeting, session, policy, now)
    _refuse_caller(session, policy, now)
    _refuse_date(command, session, policy)
    refuse_twice(voted.item.item for voted in command.agenda)
    refuse_twice(voted.title for voted in command.papers)
    agenda = tuple(each for each in command.agenda if passes(each.votes, meeting, session, policy))
    papers = tuple(each for each in command.papers if passes(each.votes, meeting, session, policy))
    refuse_unless(bool(agenda), "elections.agenda-not-passed", "No item found a majority of the presidium.")
    is_told = any(voted.item.matter is Matter.SUGGESTION_HANDLING for voted in agenda)
    detail = f"{command.suggestions} were not reported on to the end."
    refuse_unless(is_told or not command.suggestions, "elections.suggestions-left-out", detail)
    has_election = any(voted.item.matter in ELECTIONS for voted in agenda)
    refuse_length(command.dates, policy.length, is_first=session.is_first, has_election=has_election)
    return SessionDateDecided(
        **key(command),
        kind=session.kind,
        meeting=meeting,
        dates=command.dates,
        agenda=agenda,
        papers=papers,
        not_passed=_not_passed(command, agenda, papers),
        decided_at=now,
    )


def _not_passed(
    command: DecideSession, agenda: tuple[VotedItem, ...], papers: tuple[VotedPaper, ...]
) -> tuple[str, ...]:
    items = [each.item.title for each in command.agenda if each not in agenda]
    return (*items, *(each.title for each in command.papers if each not in papers))


def _refuse_caller(session: Session, policy: SessionPolicy, now: datetime) -> None:
    """Who called an additional session: the presidium by its votes, or at least one fifth of all deputies."""
    extra = session.extra
    if extra is None:
        return
    if extra.presidium is not None:
        refuse_meeting(extra.presidium, session, policy, now)
        is_called = extra.votes is not None and passes(extra.votes, extra.presidium, session, policy)
        refuse_unless(is_called, "elections.presidium-decision-required", "The additional session was not decided.")
        return
    valid = {deputy for deputy in extra.proposed_by if session.roll.get(deputy) in OF_ALL}
    enough = policy.extra_share is None or len(valid) >= policy.extra_share * session.all_deputies
    detail = f"{len(valid)} of {session.all_deputies}"
    refuse_unless(enough, "elections.not-enough-signers", detail)


def _refuse_date(command: DecideSession | MoveSession, session: Session, policy: SessionPolicy) -> None:
    """A date has the presidium's decision, and lies after it."""
    carries = passes(command.date_votes, command.meeting, session, policy)
    refuse_unless(carries, "elections.presidium-decision-required", "The date found no majority.")
    is_ahead = command.dates.begins_on >= command.meeting.held_on
    refuse_unless(is_ahead, "elections.day-too-early", str(command.dates.begins_on))


def _move(command: MoveSession, session: Session, policy: SessionPolicy, now: datetime) -> SessionMoved:
    refuse_stage(session, Stage.DECIDED, Stage.NOTIFIED)
    refuse_meeting(command.meeting, session, policy, now)
    _refuse_date(command, session, policy)
    has_election = session.has_election
    refuse_length(command.dates, policy.length, is_first=session.is_first, has_election=has_election)
    assert session.dates is not None
    return SessionMoved(
        **key(command),
        meeting=command.meeting,
        before=session.dates,
        dates=command.dates,
        reason=command.reason,
        moved_at=now,
    )


def _cancel(command: CancelSession, session: Session, policy: SessionPolicy, now: datetime) -> SessionCancelled:
    refuse_stage(session, *BEFORE_OPENING)
    _refuse_undecided(command.meeting, command.votes, session, policy, now)
    return SessionCancelled(**key(command), meeting=command.meeting, reason=command.reason, cancelled_at=now)


def _refuse_undecided(
    meeting: PresidiumMeeting, votes: Votes, session: Session, policy: SessionPolicy, now: datetime
) -> None:
    refuse_meeting(meeting, session, policy, now)
    carries = passes(votes, meeting, session, policy)
    refuse_unless(carries, "elections.presidium-decision-required", "It found no majority.")
