"""Sessions of township people's congresses: when, with what agenda, and what was decided.

Law: Organic Law of Local Congresses and Governments (组织法), art. 14: the date of a session is made public; district
opinion (document 2 §三(一)5): the results are announced.
"""

from collections.abc import Mapping
from typing import Any

from contracts.elections.execution.messages import ExecutionReported
from contracts.elections.session.messages import (
    CongressSessionClosed,
    ItemDisposed,
    ResolutionAdopted,
    ResultsAnnounced,
    SessionCancelled,
    SessionDateDecided,
    SessionMoved,
    SessionOpened,
    VoteTaken,
)
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Connection, delete, insert, select, update

from portal.projections.congress_tables import AGENDA_ITEM, RESOLUTION, SESSION
from portal.projections.shown import ALL


def _decided(connection: Connection, fact: SessionDateDecided, recorded: Recorded) -> None:
    """A session that is decided anew has the new agenda."""
    for table in (SESSION, AGENDA_ITEM):
        connection.execute(delete(table).where(table.c.stream == recorded.stream))
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "term": fact.term,
        "session": fact.session,
        "kind": fact.kind.value,
        "begins_on": fact.dates.begins_on.isoformat(),
        "ends_on": fact.dates.ends_on.isoformat(),
        "fact": str(recorded.id),
    }
    connection.execute(insert(SESSION).values(row))
    items = [
        {"stream": recorded.stream, "item": voted.item.item, "place": place, "title": voted.item.title}
        for place, voted in enumerate(fact.agenda)
    ]
    if items:
        connection.execute(insert(AGENDA_ITEM), items)


def _moved(connection: Connection, fact: SessionMoved, recorded: Recorded) -> None:
    news = {
        "moved_from": fact.before.begins_on.isoformat(),
        "begins_on": fact.dates.begins_on.isoformat(),
        "ends_on": fact.dates.ends_on.isoformat(),
        "reason": fact.reason,
        "fact": str(recorded.id),
    }
    _change(connection, recorded, **news)


def _cancelled(connection: Connection, fact: SessionCancelled, recorded: Recorded) -> None:
    """One that was called off before its date was public has no page."""
    _change(connection, recorded, cancelled_at=instant_text(fact.cancelled_at), reason=fact.reason)


def _opened(connection: Connection, fact: SessionOpened, recorded: Recorded) -> None:
    counts = {"all_deputies": fact.all_deputies, "attending": len(fact.attending)}
    _change(connection, recorded, opened_on=fact.opened_on.isoformat(), **counts)


def _closed(connection: Connection, fact: CongressSessionClosed, recorded: Recorded) -> None:
    _change(connection, recorded, closed_on=fact.closed_on.isoformat(), closed_fact=str(recorded.id))


def _announced(connection: Connection, fact: ResultsAnnounced, recorded: Recorded) -> None:
    _change(connection, recorded, announced_on=fact.announced_on.isoformat(), fact=str(recorded.id))


def _voted(connection: Connection, fact: VoteTaken, recorded: Recorded) -> None:
    votes = {"agree": fact.votes.agree, "against": fact.votes.against, "abstain": fact.votes.abstain}
    _settle(connection, recorded, fact.item, outcome="adopted" if fact.adopted else "not-adopted", **votes)


def _disposed(connection: Connection, fact: ItemDisposed, recorded: Recorded) -> None:
    _settle(connection, recorded, fact.item, outcome=fact.disposal.value)


def _adopted(connection: Connection, fact: ResolutionAdopted, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "number": fact.number,
        "title": fact.title,
        "responsible": fact.responsible,
        "adopted_at": instant_text(fact.adopted_at),
        "fact": str(recorded.id),
    }
    connection.execute(insert(RESOLUTION).values(row))


def _executed(connection: Connection, fact: ExecutionReported, recorded: Recorded) -> None:
    session = (SESSION.c.unit == fact.congress, SESSION.c.term == fact.term, SESSION.c.session == fact.session)
    stream = select(SESSION.c.stream).where(*session).scalar_subquery()
    news = {
        "execution": fact.status.value,
        "execution_on": fact.on.isoformat(),
        "execution_fact": str(recorded.id),
    }
    one = update(RESOLUTION).where(RESOLUTION.c.stream == stream, RESOLUTION.c.number == fact.number)
    connection.execute(one.values(news))


def _change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(SESSION).where(SESSION.c.stream == recorded.stream).values(news))


def _settle(connection: Connection, recorded: Recorded, item: str, **news: Any) -> None:
    of_item = (AGENDA_ITEM.c.stream == recorded.stream, AGENDA_ITEM.c.item == item)
    connection.execute(update(AGENDA_ITEM).where(*of_item).values(news))


_APPLIES: Mapping[type, Apply] = {
    SessionDateDecided: _decided,
    SessionMoved: _moved,
    SessionCancelled: _cancelled,
    SessionOpened: _opened,
    CongressSessionClosed: _closed,
    ResultsAnnounced: _announced,
    VoteTaken: _voted,
    ItemDisposed: _disposed,
    ResolutionAdopted: _adopted,
    ExecutionReported: _executed,
}

CONGRESS = Projection(name="congress", version=2, applies=_APPLIES, ignores=ALL - frozenset(_APPLIES))
