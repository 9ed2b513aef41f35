"""Deputies' suggestions as they stand, and what falls due of them."""

import json
from collections.abc import Mapping
from typing import Any, get_args

from contracts.catalogue import commands_of
from contracts.elections.suggestion.messages import (
    MarkSuggestion,
    RemindSuggestion,
    ReplyJudged,
    SuggestionAssigned,
    SuggestionFact,
    SuggestionOverdue,
    SuggestionReminded,
    SuggestionReplied,
    SuggestionReported,
    SuggestionStep,
    SuggestionSubmitted,
    SuggestionTaken,
)
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Apply, Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, case, func, insert, select, update

from elections.tables import AGENDA, METADATA

REMINDER, OVERDUE = "remind", "overdue"
_SENT: Mapping[str, type] = {REMINDER: RemindSuggestion, OVERDUE: MarkSuggestion}

SUGGESTION = Table(
    "suggestion",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("term", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("signatories", Text, nullable=False),
    Column("submitted_at", String, nullable=False),
    Column("step", String, nullable=False),
    Column("to", String),
    Column("due_on", String),
    Column("due_at", String),
    Column("is_late", Boolean, nullable=False),
    Column("replied_at", String),
    Column("session", Integer),
)


def _submitted(connection: Connection, fact: SuggestionSubmitted, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "term": fact.term,
        "name": fact.suggestion,
        "kind": fact.kind,
        "title": fact.title,
        "signatories": json.dumps(fact.signatories),
        "submitted_at": instant_text(fact.submitted_at),
        "step": SuggestionStep.SUBMITTED,
        "is_late": False,
    }
    connection.execute(insert(SUGGESTION).values(row))


def _assigned(connection: Connection, fact: SuggestionAssigned, recorded: Recorded) -> None:
    due_at = instant_text(fact.due_at)
    news = {"step": SuggestionStep.ASSIGNED, "to": fact.to, "due_on": fact.due_on.isoformat(), "due_at": due_at}
    _change(connection, recorded, **news)
    _schedule(connection, fact, recorded, OVERDUE, due_at)
    if fact.remind_at is not None:
        _schedule(connection, fact, recorded, REMINDER, instant_text(fact.remind_at))


def _taken(connection: Connection, fact: SuggestionTaken, recorded: Recorded) -> None:
    _change(connection, recorded, step=SuggestionStep.IN_HANDLING)


def _reminded(connection: Connection, fact: SuggestionReminded, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, REMINDER)


def _overdue(connection: Connection, fact: SuggestionOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, is_late=True)
    _strike(connection, recorded)


def _replied(connection: Connection, fact: SuggestionReplied, recorded: Recorded) -> None:
    _change(connection, recorded, step=SuggestionStep.REPLIED, replied_at=instant_text(fact.replied_at))
    _strike(connection, recorded)


def _judged(connection: Connection, fact: ReplyJudged, recorded: Recorded) -> None:
    """What is returned is owed again, within the limit that it has."""
    step = SuggestionStep.ACCEPTED if fact.is_accepted else SuggestionStep.RETURNED
    _change(connection, recorded, step=step)
    this = select(SUGGESTION.c.due_at, SUGGESTION.c.is_late).where(SUGGESTION.c.stream == recorded.stream)
    [(due_at, is_late)] = connection.execute(this)
    if step is SuggestionStep.RETURNED and not is_late:
        _schedule(connection, fact, recorded, OVERDUE, due_at)


def _reported(connection: Connection, fact: SuggestionReported, recorded: Recorded) -> None:
    """What is late and reported is still to be answered."""
    step = case((SUGGESTION.c.step == SuggestionStep.ACCEPTED, SuggestionStep.REPORTED), else_=SUGGESTION.c.step)
    _change(connection, recorded, step=step, session=fact.session)


def _schedule(
    connection: Connection, fact: SuggestionAssigned | ReplyJudged, recorded: Recorded, rung: str, at: str
) -> None:
    document = {"unit": fact.unit, "term": fact.term, "suggestion": fact.suggestion}
    due = Due(recorded.stream, rung, at, commands_of("elections").type_named(_SENT[rung]), json.dumps(document))
    schedule(connection, AGENDA, due)


def _strike(connection: Connection, recorded: Recorded) -> None:
    for rung in _SENT:
        strike(connection, AGENDA, recorded.stream, rung)


def _change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(SUGGESTION).where(SUGGESTION.c.stream == recorded.stream).values(news))


def still_to_report(connection: Connection, unit: str, term: int) -> int:
    """How many of a congress no session was told the end of; one that was late when it was told of is among them."""
    this = (SUGGESTION.c.unit == unit) & (SUGGESTION.c.term == term) & (SUGGESTION.c.step != SuggestionStep.REPORTED)
    return connection.execute(select(func.count()).where(this)).scalar_one()


_SHOWN: Mapping[type, Apply] = {
    SuggestionSubmitted: _submitted,
    SuggestionAssigned: _assigned,
    SuggestionTaken: _taken,
    SuggestionReminded: _reminded,
    SuggestionOverdue: _overdue,
    SuggestionReplied: _replied,
    ReplyJudged: _judged,
    SuggestionReported: _reported,
}

SUGGESTIONS = Projection(
    name="suggestions",
    version=1,
    applies=_SHOWN,
    ignores=frozenset(get_args(SuggestionFact)) - frozenset(_SHOWN),
)
