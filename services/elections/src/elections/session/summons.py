"""Who is summoned to a session: the roll as the session knows it, the notice, and whom it reached.

Law: Organic Law of Local Congresses and Governments (组织法), art. 14; district opinion (document 2 §三(一)3).
"""

from datetime import datetime
from typing import assert_never

from contracts.elections.session.messages import (
    EnterRoll,
    IssueNotice,
    NoticeDelivered,
    NoticeIssued,
    RecordDelivery,
    RollEntered,
    SummonsCommand,
    SummonsFact,
)
from contracts.errors import refuse_unless

from elections.plausible import refuse_future, refuse_twice
from elections.session.conditions import refuse_stage, refuse_unpublished
from elections.session.state import Session, Stage, key

_PAST = (Stage.NEW, Stage.CLOSED, Stage.COMPLETED, Stage.CANCELLED)
_BEFORE_DECISION = (Stage.APPROVED, Stage.PREPARING)


def summon(command: SummonsCommand, session: Session, now: datetime) -> list[SummonsFact]:
    match command:
        case EnterRoll():
            return _enter(command, session, now)
        case IssueNotice():
            return _issue(command, session, now)
        case RecordDelivery():
            return [_deliver(command, session, now)]
        case _:
            assert_never(command)


def _enter(command: EnterRoll, session: Session, now: datetime) -> list[SummonsFact]:
    """A roll that is no news, or of a session that is not asked for or is over, changes nothing."""
    if session.stage in _PAST or command.version <= session.roll_version:
        return []
    return [
        RollEntered(
            **key(command),
            version=command.version,
            township=command.township,
            presidium=command.presidium,
            deputies=command.deputies,
            entered_at=now,
        )
    ]


def _issue(command: IssueNotice, session: Session, now: datetime) -> list[SummonsFact]:
    """To every deputy who may act and has no notice for the date decided last."""
    is_decided = session.stage not in _BEFORE_DECISION
    refuse_unless(is_decided, "elections.presidium-decision-required", "No date is decided.")
    refuse_stage(session, Stage.DECIDED, Stage.NOTIFIED)
    refuse_unpublished(session)
    refuse_future(command.issued_on, now)
    refuse_future(command.date_published_on, now)
    not_passed = [title for title in command.papers if title not in session.papers]
    refuse_unless(not not_passed, "elections.agenda-not-passed", ", ".join(not_passed))
    deputies = tuple(deputy for deputy in session.may_act if deputy not in session.noticed)
    if not deputies:
        return []
    return [
        NoticeIssued(
            **key(command),
            deputies=deputies,
            papers=command.papers,
            issued_on=command.issued_on,
            date_published_on=command.date_published_on,
            issued_at=now,
        )
    ]


def _deliver(command: RecordDelivery, session: Session, now: datetime) -> NoticeDelivered:
    refuse_stage(session, Stage.NOTIFIED)
    refuse_twice(command.deputies)
    unknown = [deputy for deputy in command.deputies if deputy not in session.noticed]
    refuse_unless(not unknown, "elections.not-notified", ", ".join(unknown))
    refuse_future(command.delivered_on, now)
    return NoticeDelivered(
        **key(command), deputies=command.deputies, delivered_on=command.delivered_on, recorded_at=now
    )
