"""The end of a session, and what follows it: announced, reported, archived, in any order (公告、上报、存档).

Law: Organic Law of Local Congresses and Governments (组织法), art. 12; district opinion (document 2 §三(一)2, 5,
§三(三)1).
"""

from datetime import date, datetime
from typing import assert_never

from contracts.calendar import PeriodKind, period_of
from contracts.elections.session.messages import (
    AnnounceResults,
    ArchiveSession,
    CloseSession,
    ClosingCommand,
    ClosingFact,
    CongressSessionClosed,
    Dates,
    ReportResults,
    ResultsAnnounced,
    ResultsReported,
    SessionArchived,
    SessionCompleted,
    SessionFinding,
    SessionFlagged,
)
from contracts.elections.session.rules import SessionPolicy
from contracts.elections.words import SessionKind
from contracts.errors import Rejected, refuse_unless
from contracts.units import is_below

from elections.session.conditions import refuse_day, refuse_length, refuse_not_open
from elections.session.sitting import matters
from elections.session.state import Mark, Session, Stage, key


def close(
    command: ClosingCommand, session: Session, policy: SessionPolicy, now: datetime
) -> list[ClosingFact | SessionFlagged]:
    match command:
        case CloseSession():
            return _close(command, session, policy, now)
        case AnnounceResults():
            day, seal = command.announced_on, _seal(command.seal, session, policy)
            _refuse_mark(Mark.ANNOUNCED, day, session, now)
            announced = ResultsAnnounced(**key(command), announced_on=day, seal=seal, recorded_at=now)
            return _completed(announced, Mark.ANNOUNCED, command, session, now)
        case ReportResults():
            day, seal = command.reported_on, _seal(command.seal, session, policy)
            _refuse_mark(Mark.REPORTED, day, session, now)
            refuse_unless(is_below(command.unit, command.to), "elections.not-above", command.to)
            reported = ResultsReported(**key(command), reported_on=day, to=command.to, seal=seal, recorded_at=now)
            return _completed(reported, Mark.REPORTED, command, session, now)
        case ArchiveSession():
            day = command.archived_on
            _refuse_mark(Mark.ARCHIVED, day, session, now)
            archived = SessionArchived(**key(command), archived_on=day, documents=command.documents, recorded_at=now)
            return _completed(archived, Mark.ARCHIVED, command, session, now)
        case _:
            assert_never(command)


def _close(
    command: CloseSession, session: Session, policy: SessionPolicy, now: datetime
) -> list[ClosingFact | SessionFlagged]:
    refuse_not_open(session)
    opened_on = session.opened_on
    assert opened_on is not None
    refuse_day(command.closed_on, opened_on, now)
    refuse_unless(session.deliberations > 0, "elections.session-without-deliberation")
    left = [name for name, item in session.agenda.items() if not item.is_ended]
    refuse_unless(not left, "elections.items-open", ", ".join(left))
    held = Dates(begins_on=opened_on, ends_on=command.closed_on, days=command.days)
    refuse_length(held, policy.length, is_first=session.is_first, has_election=session.has_election)
    absent = [name for name in session.may_act if name not in session.came and name not in command.excused]
    closed = CongressSessionClosed(
        **key(command),
        kind=session.kind,
        is_first=session.is_first,
        opened_on=opened_on,
        closed_on=command.closed_on,
        days=command.days,
        all_deputies=session.all_deputies,
        dealt_with=matters(session),
        resolutions=session.resolutions,
        absent=tuple(absent),
        closed_at=now,
    )
    return [closed, *_emphasis(command, session, policy, opened_on, now)]


def _emphasis(
    command: CloseSession, session: Session, policy: SessionPolicy, opened_on: date, now: datetime
) -> list[SessionFlagged]:
    """What the sessions of the first and the third quarter are expected to have on their agenda (侧重)."""
    if session.kind is SessionKind.EXTRA:
        return []
    quarter = period_of(opened_on, PeriodKind.QUARTER).number
    expected = {
        1: (SessionFinding.Q1_WORK_REPORT_MISSING, policy.q1),
        3: (SessionFinding.Q3_ITEM_MISSING, policy.q3),
    }
    if quarter not in expected:
        return []
    finding, names = expected[quarter]
    on_agenda = {item.matter for item in session.agenda.values()}
    missing = tuple(name for name in names if name not in on_agenda)
    if not missing:
        return []
    return [SessionFlagged(**key(command), finding=finding, deputies=(), matters=missing, flagged_at=now)]


def _refuse_mark(mark: Mark, day: date, session: Session, now: datetime) -> None:
    is_closed = session.stage in (Stage.CLOSED, Stage.COMPLETED)
    refuse_unless(is_closed, "elections.session-not-closed", f"It is {session.stage}.")
    refuse_unless(mark not in session.marks, "elections.already-done", mark)
    assert session.closed_on is not None
    refuse_day(day, session.closed_on, now)


def _seal(seal: str | None, session: Session, policy: SessionPolicy) -> str:
    """The presidium's seal (主席团印章) with the township's own name in it (E-011)."""
    if seal is None:
        raise Rejected("elections.seal-missing", "A document of the congress carries the presidium's seal.")
    expected = None if policy.seal is None else policy.seal.replace("{township}", session.township)
    refuse_unless(expected in (None, seal), "elections.seal-text-invalid", f"{seal}, not {expected}")
    return seal


def _completed(
    fact: ClosingFact, mark: Mark, command: ClosingCommand, session: Session, now: datetime
) -> list[ClosingFact | SessionFlagged]:
    is_last = {*session.marks, mark} == set(Mark)
    return [fact, SessionCompleted(**key(command), completed_at=now)] if is_last else [fact]
