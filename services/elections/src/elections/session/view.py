"""The sessions of congresses: one row for each, its agenda, inquiries, resolutions, findings; and who came."""

import json
from datetime import date
from typing import Any, get_args

from contracts.elections.session.messages import (
    AgendaItem,
    CongressSessionClosed,
    Dates,
    InquiryAnswered,
    InquiryPut,
    ItemDeliberated,
    ItemDisposed,
    MeetingHeld,
    MotionDecided,
    MotionSubmitted,
    MotionWithdrawn,
    NoticeDelivered,
    NoticeIssued,
    Outcome,
    PreparationBegun,
    QuestionAnswered,
    QuestionFormDecided,
    QuestionPut,
    RequestReturned,
    ResolutionAdopted,
    ResultsAnnounced,
    ResultsReported,
    RollEntered,
    SessionApproved,
    SessionArchived,
    SessionCancelled,
    SessionCompleted,
    SessionDateDecided,
    SessionFact,
    SessionFlagged,
    SessionMoved,
    SessionOpened,
    SessionRequested,
    SessionStage,
    VoteTaken,
)
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, delete, insert, select, update

from elections.tables import METADATA

SESSION = Table(
    "session",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("term", Integer, nullable=False),
    Column("session", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("begins_on", String),
    Column("ends_on", String),
    Column("days", String),
    Column("all_deputies", Integer),
    Column("attending", Integer),
    Column("is_announced", Boolean, nullable=False),
    Column("is_reported", Boolean, nullable=False),
    Column("is_archived", Boolean, nullable=False),
)

SESSION_ITEM = Table(
    "session_item",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("matter", String, nullable=False),
    Column("title", String, nullable=False),
    Column("deliberations", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("outcome", String, nullable=False),
    Column("motion", Integer),
)

INQUIRY = Table(
    "inquiry",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("deputy", String, nullable=False),
    Column("addressee", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("reply", Text),
)

RESOLUTION = Table(
    "resolution",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("title", String, nullable=False),
    Column("responsible", String, nullable=False),
)

SESSION_FINDING = Table(
    "session_finding",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("finding", String, nullable=False),
    Column("deputies", Text, nullable=False),
    Column("matters", Text, nullable=False),
)


def _requested(connection: Connection, fact: SessionRequested, recorded: Recorded) -> None:
    """A returned request that is sent anew takes the place of the one before."""
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "term": fact.term,
        "session": fact.session,
        "kind": fact.kind.value,
        "stage": SessionStage.REQUESTED.value,
        "is_announced": False,
        "is_reported": False,
        "is_archived": False,
    }
    connection.execute(delete(SESSION).where(SESSION.c.stream == recorded.stream))
    connection.execute(insert(SESSION).values(row))
    if fact.tentative is not None:
        _change(connection, recorded, **_days(fact.tentative))


def _approved(connection: Connection, fact: SessionApproved, recorded: Recorded) -> None:
    _change(connection, recorded, stage=SessionStage.APPROVED.value)


def _returned(connection: Connection, fact: RequestReturned, recorded: Recorded) -> None:
    _change(connection, recorded, stage=SessionStage.RETURNED.value)


def _prepared(connection: Connection, fact: PreparationBegun, recorded: Recorded) -> None:
    _change(connection, recorded, stage=SessionStage.PREPARING.value)


def _decided(connection: Connection, fact: SessionDateDecided, recorded: Recorded) -> None:
    _change(connection, recorded, stage=SessionStage.DECIDED.value, **_days(fact.dates))
    for voted in fact.agenda:
        _add(connection, recorded, voted.item, None)


def _moved(connection: Connection, fact: SessionMoved, recorded: Recorded) -> None:
    _change(connection, recorded, stage=SessionStage.DECIDED.value, **_days(fact.dates))


def _cancelled(connection: Connection, fact: SessionCancelled, recorded: Recorded) -> None:
    _change(connection, recorded, stage=SessionStage.CANCELLED.value)


def _notified(connection: Connection, fact: NoticeIssued, recorded: Recorded) -> None:
    _change(connection, recorded, stage=SessionStage.NOTIFIED.value)


def _opened(connection: Connection, fact: SessionOpened, recorded: Recorded) -> None:
    numbers = {"all_deputies": fact.all_deputies, "attending": len(fact.attending)}
    _change(connection, recorded, stage=SessionStage.OPEN.value, **numbers)


def _flagged(connection: Connection, fact: SessionFlagged, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "place": recorded.revision,
        "finding": fact.finding.value,
        "deputies": json.dumps(fact.deputies),
        "matters": json.dumps(fact.matters),
    }
    connection.execute(insert(SESSION_FINDING).values(row))


def _deliberated(connection: Connection, fact: ItemDeliberated, recorded: Recorded) -> None:
    more = {
        "deliberations": SESSION_ITEM.c.deliberations + 1,
        "minutes": SESSION_ITEM.c.minutes + fact.minutes,
    }
    _change_item(connection, recorded, fact.item, **more)


def _voted(connection: Connection, fact: VoteTaken, recorded: Recorded) -> None:
    outcome = Outcome.ADOPTED if fact.adopted else Outcome.NOT_ADOPTED
    _change_item(connection, recorded, fact.item, outcome=outcome.value)


def _disposed(connection: Connection, fact: ItemDisposed, recorded: Recorded) -> None:
    _change_item(connection, recorded, fact.item, outcome=Outcome(fact.disposal.value).value)


def _resolved(connection: Connection, fact: ResolutionAdopted, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "number": fact.number,
        "title": fact.title,
        "responsible": fact.responsible,
    }
    connection.execute(insert(RESOLUTION).values(row))


def _closed(connection: Connection, fact: CongressSessionClosed, recorded: Recorded) -> None:
    held = Dates(begins_on=fact.opened_on, ends_on=fact.closed_on, days=fact.days)
    _change(connection, recorded, stage=SessionStage.CLOSED.value, **_days(held))


def _announced(connection: Connection, fact: ResultsAnnounced, recorded: Recorded) -> None:
    _change(connection, recorded, is_announced=True)


def _reported(connection: Connection, fact: ResultsReported, recorded: Recorded) -> None:
    _change(connection, recorded, is_reported=True)


def _archived(connection: Connection, fact: SessionArchived, recorded: Recorded) -> None:
    _change(connection, recorded, is_archived=True)


def _completed(connection: Connection, fact: SessionCompleted, recorded: Recorded) -> None:
    _change(connection, recorded, stage=SessionStage.COMPLETED.value)


def _asked(connection: Connection, fact: InquiryPut, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "number": fact.number,
        "deputy": fact.deputy,
        "addressee": fact.addressee,
        "question": fact.question,
    }
    connection.execute(insert(INQUIRY).values(row))


def _answered(connection: Connection, fact: InquiryAnswered, recorded: Recorded) -> None:
    this = (INQUIRY.c.stream == recorded.stream) & (INQUIRY.c.number == fact.number)
    connection.execute(update(INQUIRY).where(this).values(reply=fact.reply))


def _motion_decided(connection: Connection, fact: MotionDecided, recorded: Recorded) -> None:
    if fact.item is not None:
        _add(connection, recorded, fact.item, fact.number)


def _motion_withdrawn(connection: Connection, fact: MotionWithdrawn, recorded: Recorded) -> None:
    this = (SESSION_ITEM.c.stream == recorded.stream) & (SESSION_ITEM.c.motion == fact.number)
    connection.execute(delete(SESSION_ITEM).where(this))


def _add(connection: Connection, recorded: Recorded, item: AgendaItem, motion: int | None) -> None:
    of_session = select(SESSION_ITEM.c.item).where(SESSION_ITEM.c.stream == recorded.stream)
    row = {
        "stream": recorded.stream,
        "item": item.item,
        "place": len(connection.execute(of_session).all()),
        "matter": item.matter.value,
        "title": item.title,
        "deliberations": 0,
        "minutes": 0,
        "outcome": Outcome.OPEN.value,
        "motion": motion,
    }
    connection.execute(insert(SESSION_ITEM).values(row))


def _change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(SESSION).where(SESSION.c.stream == recorded.stream).values(news))


def _change_item(connection: Connection, recorded: Recorded, item: str, **news: Any) -> None:
    this = (SESSION_ITEM.c.stream == recorded.stream) & (SESSION_ITEM.c.item == item)
    connection.execute(update(SESSION_ITEM).where(this).values(news))


def _days(dates: Dates) -> dict[str, str]:
    return {
        "begins_on": _text(dates.begins_on),
        "ends_on": _text(dates.ends_on),
        "days": str(dates.days),
    }


def _text(day: date) -> str:
    return day.isoformat()


SESSIONS = Projection(
    name="sessions",
    version=1,
    applies={
        SessionRequested: _requested,
        SessionApproved: _approved,
        RequestReturned: _returned,
        PreparationBegun: _prepared,
        SessionDateDecided: _decided,
        SessionMoved: _moved,
        SessionCancelled: _cancelled,
        NoticeIssued: _notified,
        SessionOpened: _opened,
        SessionFlagged: _flagged,
        ItemDeliberated: _deliberated,
        VoteTaken: _voted,
        ItemDisposed: _disposed,
        ResolutionAdopted: _resolved,
        CongressSessionClosed: _closed,
        ResultsAnnounced: _announced,
        ResultsReported: _reported,
        SessionArchived: _archived,
        SessionCompleted: _completed,
        InquiryPut: _asked,
        InquiryAnswered: _answered,
        MotionDecided: _motion_decided,
        MotionWithdrawn: _motion_withdrawn,
    },
    ignores=frozenset(
        {
            RollEntered,
            NoticeDelivered,
            MeetingHeld,
            MotionSubmitted,
            QuestionPut,
            QuestionFormDecided,
            QuestionAnswered,
        }
    ),
)

ATTENDANCE = Table(
    "attendance",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("deputy", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("term", Integer, nullable=False),
    Column("session", Integer, nullable=False),
    Column("opened_on", String, nullable=False),
)


def _attended(connection: Connection, fact: SessionOpened, recorded: Recorded) -> None:
    rows = [
        {
            "stream": recorded.stream,
            "deputy": deputy,
            "unit": fact.unit,
            "term": fact.term,
            "session": fact.session,
            "opened_on": fact.opened_on.isoformat(),
        }
        for deputy in fact.attending
    ]
    connection.execute(insert(ATTENDANCE), rows)


ATTENDANCES = Projection(
    name="attendances",
    version=1,
    applies={SessionOpened: _attended},
    ignores=frozenset(get_args(SessionFact)) - {SessionOpened},
)
