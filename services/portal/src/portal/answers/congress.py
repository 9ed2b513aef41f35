"""Township people's congresses: the dates and agendas of their sessions, and what was announced of them."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Row, bindparam, select

from portal.answers.announced import announced
from portal.answers.deputies import has_deputies
from portal.answers.lines import unit_of
from portal.answers.question import AT_ONCE, Answer, Document, Missing, Question, paged
from portal.projections.congress_tables import AGENDA_ITEM, RESOLUTION, SESSION
from portal.projections.tables import UNIT

MOST_SESSIONS = 60
"""Of one congress on its page; two are regular in each year."""

_SESSIONS = (
    select(SESSION, UNIT.c.zh, UNIT.c.en)
    .join(UNIT, UNIT.c.code == SESSION.c.unit)
    .order_by(SESSION.c.begins_on.desc(), SESSION.c.unit, SESSION.c.stream)
)
_OF_UNIT = _SESSIONS.where(SESSION.c.unit == bindparam("unit")).limit(MOST_SESSIONS)
_ITEMS = (
    select(AGENDA_ITEM)
    .where(AGENDA_ITEM.c.stream.in_(bindparam("streams", expanding=True)))
    .order_by(AGENDA_ITEM.c.stream, AGENDA_ITEM.c.place)
)
_RESOLUTIONS = (
    select(RESOLUTION, UNIT.c.zh, UNIT.c.en)
    .join(UNIT, UNIT.c.code == RESOLUTION.c.responsible, isouter=True)
    .where(RESOLUTION.c.stream.in_(bindparam("streams", expanding=True)))
    .order_by(RESOLUTION.c.stream, RESOLUTION.c.number)
)


def congress(question: Question) -> Answer:
    """The sessions of all congresses, newest first."""
    rows = question.ask(_SESSIONS.limit(AT_ONCE + 1).offset((question.page - 1) * AT_ONCE))
    lines = [_session(row) for row in rows]
    return Answer(document=paged(question, lines), lines=lines[:AT_ONCE])


def congress_of(question: Question) -> Answer:
    """One congress: each session with its agenda; votes and resolutions once they are announced."""
    unit = unit_of(question, question.parts["unit"])
    rows = question.ask(_OF_UNIT, unit=unit["code"])
    if not rows:
        raise Missing
    settled = {row.stream for row in rows if row.announced_on is not None}
    items, resolutions = _items(question, rows, settled), _resolutions(question, settled)
    notices = announced(question, (fact for row in rows for fact in (row.fact, row.closed_fact) if fact))
    sessions = [
        {
            **_session(row),
            "notices": [notices[fact] for fact in (row.fact, row.closed_fact) if fact in notices],
            "agenda": items[row.stream],
            "resolutions": resolutions[row.stream],
        }
        for row in rows
    ]
    lines = [_session(row) for row in rows]
    document = {"unit": unit, "has_deputies": has_deputies(question, unit["code"]), "sessions": sessions}
    return Answer(document=document, lines=lines)


def has_congress(question: Question, unit: str) -> bool:
    return bool(question.ask(select(SESSION.c.stream).where(SESSION.c.unit == unit).limit(1)))


def _session(row: Row[Any]) -> Document:
    return {
        "unit": row.unit,
        "unit_name": {"zh": row.zh, "en": row.en},
        "term": row.term,
        "session": row.session,
        "session_kind": row.kind,
        "session_stage": _stage(row),
        "begins_on": row.begins_on,
        "ends_on": row.ends_on,
        "moved_from": row.moved_from,
        "reason": row.reason,
        "all_deputies": row.all_deputies,
        "attending": row.attending,
        "announced_on": row.announced_on,
        "fact": row.fact,
    }


def _stage(row: Row[Any]) -> str:
    if row.cancelled_at is not None:
        return "cancelled"
    if row.announced_on is not None:
        return "announced"
    if row.closed_on is not None:
        return "closed"
    return "opened" if row.opened_on is not None else "decided"


def _items(question: Question, rows: Any, settled: set[str]) -> defaultdict[str, list[Document]]:
    """The agenda is public with the date of the session, its outcome with the announcement."""
    items: defaultdict[str, list[Document]] = defaultdict(list)
    for row in question.ask(_ITEMS, streams=[each.stream for each in rows]):
        votes = {name: getattr(row, name) for name in ("agree", "against", "abstain")}
        outcome = {"outcome": row.outcome, "votes": None if row.agree is None else votes}
        hidden = {"outcome": None, "votes": None}
        items[row.stream].append({"title": row.title, **(outcome if row.stream in settled else hidden)})
    return items


def _resolutions(question: Question, settled: set[str]) -> defaultdict[str, list[Document]]:
    resolutions: defaultdict[str, list[Document]] = defaultdict(list)
    for row in question.ask(_RESOLUTIONS, streams=sorted(settled)):
        resolution = {
            "number": row.number,
            "title": row.title,
            "responsible": row.responsible,
            "responsible_name": None if row.zh is None else {"zh": row.zh, "en": row.en},
            "adopted_at": row.adopted_at,
            "execution": row.execution,
            "execution_on": row.execution_on,
            "execution_fact": row.execution_fact,
            "fact": row.fact,
        }
        resolutions[row.stream].append(resolution)
    return resolutions
