"""A session that sits: no meeting without a quorum, no vote without deliberation (杜绝只表决不讨论).

Law: Organic Law of Local Congresses and Governments (组织法), arts. 14, 21 and 25; district opinion (document 2
§三(一)2, 5).
"""

from datetime import datetime
from typing import assert_never

from contracts.calendar import PeriodKind, period_of
from contracts.elections.session.messages import (
    APPROVED_BY_VOTE,
    ELECTIONS,
    Disposal,
    DisposeItem,
    HoldMeeting,
    ItemDeliberated,
    ItemDisposed,
    MeetingHeld,
    MeetingKind,
    OpenSession,
    RecordDeliberation,
    ResolutionAdopted,
    SessionFinding,
    SessionFlagged,
    SessionOpened,
    SittingCommand,
    SittingFact,
    TakeVote,
    VoteTaken,
)
from contracts.elections.session.rules import SessionPolicy
from contracts.elections.words import Matter, SessionKind
from contracts.errors import Rejected, refuse_unless

from elections.plausible import refuse_future
from elections.session.conditions import (
    refuse_day,
    refuse_not_open,
    refuse_quorum,
    refuse_stage,
    refuse_strangers,
    refuse_unpublished,
)
from elections.session.state import Item, Meeting, Session, Stage, key

_FIRST_QUARTER = 1
_WITHOUT_REASON = (Disposal.HEARD, Disposal.ELECTED)


def sit(command: SittingCommand, session: Session, policy: SessionPolicy, now: datetime) -> list[SittingFact]:
    if isinstance(command, OpenSession):
        return _open(command, session, policy, now)
    refuse_not_open(session)
    match command:
        case HoldMeeting():
            return [_meet(command, session, policy, now)]
        case RecordDeliberation():
            return [_deliberate(command, session, now)]
        case TakeVote():
            return _vote(command, session, policy, now)
        case DisposeItem():
            return [_dispose(command, session, now)]
        case _:
            assert_never(command)


def _open(command: OpenSession, session: Session, policy: SessionPolicy, now: datetime) -> list[SittingFact]:
    refuse_stage(session, Stage.NOTIFIED)
    refuse_future(command.opened_on, now)
    assert session.dates is not None
    is_decided = command.opened_on == session.dates.begins_on
    refuse_unless(is_decided, "elections.presidium-decision-required", f"It was called for {session.dates.begins_on}.")
    refuse_unpublished(session)
    refuse_strangers(command.attending, session)
    refuse_quorum(command.attending, session, policy)
    _refuse_papers(command, session, policy)
    opened = SessionOpened(
        **key(command),
        kind=session.kind,
        opened_on=command.opened_on,
        all_deputies=session.all_deputies,
        attending=command.attending,
        absent=tuple(deputy for deputy in session.may_act if deputy not in command.attending),
        opened_at=now,
    )
    return [opened, *_flags(command, session, policy, now)]


def _refuse_papers(command: OpenSession, session: Session, policy: SessionPolicy) -> None:
    """Both reports at the session of the first quarter, otherwise those that are on the agenda (E-028)."""
    quarter = period_of(command.opened_on, PeriodKind.QUARTER).number
    of_the_year = session.kind is SessionKind.REGULAR and quarter == _FIRST_QUARTER
    on_agenda = {item.matter for item in session.agenda.values()}
    sent = {session.papers[title] for title in session.sent}
    missing = [name for name in policy.papers if (of_the_year or name in on_agenda) and name not in sent]
    refuse_unless(not missing, "elections.papers-missing", ", ".join(missing))


def _flags(command: OpenSession, session: Session, policy: SessionPolicy, now: datetime) -> list[SittingFact]:
    flags: list[SittingFact] = []
    unreached = tuple(deputy for deputy in session.may_act if deputy not in session.delivered)
    if unreached:
        flags.append(flag(command, SessionFinding.DEPUTY_NOT_NOTIFIED, now, deputies=unreached))
    if command.rules_of_procedure is None:
        flags.append(flag(command, SessionFinding.RULES_OF_PROCEDURE_MISSING, now))
    quarter = period_of(command.opened_on, PeriodKind.QUARTER).number
    is_usual = session.kind is SessionKind.EXTRA or not policy.quarters or quarter in policy.quarters
    if not is_usual:
        flags.append(flag(command, SessionFinding.OUTSIDE_QUARTER, now))
    return flags


def flag(
    command: OpenSession,
    finding: SessionFinding,
    now: datetime,
    *,
    deputies: tuple[str, ...] = (),
    matters: tuple[str, ...] = (),
) -> SessionFlagged:
    return SessionFlagged(**key(command), finding=finding, deputies=deputies, matters=matters, flagged_at=now)


def _meet(command: HoldMeeting, session: Session, policy: SessionPolicy, now: datetime) -> MeetingHeld:
    assert session.opened_on is not None
    refuse_day(command.held_on, session.opened_on, now)
    if command.kind is MeetingKind.PRESIDIUM:
        strangers = [person for person in command.attending if person not in session.presidium]
        refuse_unless(not strangers, "elections.not-presidium-member", ", ".join(strangers))
    else:
        refuse_strangers(command.attending, session)
    if command.kind is MeetingKind.PLENARY:
        is_prepared = any(each.kind is MeetingKind.PREPARATORY for each in session.meetings.values())
        refuse_unless(is_prepared, "elections.invalid-transition", "The preparatory meeting comes first.")
        refuse_quorum(command.attending, session, policy)
    return MeetingHeld(
        **key(command),
        number=len(session.meetings) + 1,
        kind=command.kind,
        held_on=command.held_on,
        attending=command.attending,
        guests=command.guests,
        recorded_at=now,
    )


def _deliberate(command: RecordDeliberation, session: Session, now: datetime) -> ItemDeliberated:
    open_item(command.item, session)
    assert session.opened_on is not None
    refuse_day(command.held_on, session.opened_on, now)
    refuse_unless(bool(command.speakers), "elections.not-a-deputy", "Nobody spoke.")
    refuse_strangers(command.speakers, session)
    return ItemDeliberated(
        **key(command),
        number=session.deliberations + 1,
        item=command.item,
        held_on=command.held_on,
        minutes=command.minutes,
        speakers=command.speakers,
        opinions=command.opinions,
        recorded_at=now,
    )


def _vote(command: TakeVote, session: Session, policy: SessionPolicy, now: datetime) -> list[SittingFact]:
    item = open_item(command.item, session)
    refuse_unless(item.matter not in ELECTIONS, "elections.secret-ballot-required", command.item)
    floor = policy.floor
    is_discussed = len(item.deliberations) >= floor.deliberations and item.minutes >= (floor.minutes or 0)
    refuse_unless(is_discussed, "elections.vote-without-deliberation", command.item)
    meeting = _plenary(command, session)
    fits = command.votes.cast <= len(meeting.attending)
    refuse_unless(fits, "elections.invalid-tally", f"{command.votes.cast} votes of {len(meeting.attending)} attending")
    _refuse_unfounded(command, item)
    adopted = policy.of_all.majority.is_met(command.votes.agree, session.all_deputies)
    taken = VoteTaken(
        **key(command),
        item=command.item,
        matter=item.matter,
        meeting=command.meeting,
        votes=command.votes,
        all_deputies=session.all_deputies,
        adopted=adopted,
        voted_at=now,
    )
    if not adopted or command.resolution is None:
        return [taken]
    resolution = ResolutionAdopted(
        **key(command),
        number=session.resolutions + 1,
        item=command.item,
        title=command.resolution.title,
        deliberations=command.resolution.deliberations,
        responsible=command.resolution.responsible,
        adopted_at=now,
    )
    return [taken, resolution]


def _plenary(command: TakeVote, session: Session) -> Meeting:
    meeting = session.meetings.get(command.meeting)
    if meeting is None or meeting.kind is not MeetingKind.PLENARY:
        raise Rejected("elections.no-such-meeting", f"{command.meeting} is no plenary.")
    return meeting


def _refuse_unfounded(command: TakeVote, item: Item) -> None:
    """A resolution rests on deliberations of its own item (E-035)."""
    if command.resolution is None:
        return
    named = command.resolution.deliberations
    is_founded = bool(named) and set(named) <= set(item.deliberations)
    refuse_unless(is_founded, "elections.resolution-without-deliberation", command.resolution.title)


def _dispose(command: DisposeItem, session: Session, now: datetime) -> ItemDisposed:
    item = open_item(command.item, session)
    is_election = item.matter in ELECTIONS
    needs_vote = command.disposal is Disposal.HEARD and (is_election or item.matter in APPROVED_BY_VOTE)
    refuse_unless(not needs_vote, "elections.vote-required", command.item)
    refuse_unless(command.disposal is not Disposal.ELECTED or is_election, "elections.not-an-election", command.item)
    is_told = command.disposal in _WITHOUT_REASON or command.text is not None
    refuse_unless(is_told, "elections.reason-required", command.item)
    return ItemDisposed(
        **key(command),
        item=command.item,
        matter=item.matter,
        disposal=command.disposal,
        text=command.text,
        disposed_at=now,
    )


def open_item(name: str, session: Session) -> Item:
    """The item of the agenda, if it has not come to its end."""
    item = session.agenda.get(name)
    if item is None:
        raise Rejected("elections.no-such-item", name)
    refuse_unless(not item.is_ended, "elections.already-disposed", name)
    return item


def matters(session: Session) -> tuple[Matter, ...]:
    """What was heard or decided, each once, in the order of the words."""
    return tuple(sorted({item.matter for item in session.agenda.values() if item.is_dealt_with}))
