"""That somebody objected to an item, and what became of it; never what they said.

Law: county opinion on township standardisation, part 4 item 4 (乡镇规范化建设意见 四4): what is public accepts the
supervision of society; the result is told to the person who raised it (四2三要) and is not published by that.
"""

from collections.abc import Mapping
from typing import Any

from contracts.cases import DueDateRederived
from contracts.disclosure.objection.messages import (
    ObjectionAccepted,
    ObjectionAnswered,
    ObjectionOverdue,
    ObjectionSubmitted,
    OrderMet,
    OrderOverdue,
    PublicationOrdered,
)
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Connection, insert, update

from portal.projections.shown import ALL
from portal.projections.tables import OBJECTION


def _submitted(connection: Connection, fact: ObjectionSubmitted, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "catalogue": fact.catalogue,
        "period": fact.period,
        "item": fact.item,
        "kind": fact.kind.value,
        "submitted_at": instant_text(fact.submitted_at),
        "due_on": None if fact.due_on is None else fact.due_on.isoformat(),
        "is_overdue": False,
        "is_order_overdue": False,
    }
    connection.execute(insert(OBJECTION).values(row))


def _accepted(connection: Connection, fact: ObjectionAccepted, recorded: Recorded) -> None:
    _change(connection, recorded, due_on=fact.due_on.isoformat())


def _answered(connection: Connection, fact: ObjectionAnswered, recorded: Recorded) -> None:
    news = {"outcome": fact.outcome.value, "answered_at": instant_text(fact.answered_at), "correction": fact.correction}
    _change(connection, recorded, **news)


def _overdue(connection: Connection, fact: ObjectionOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, is_overdue=True)


def _ordered(connection: Connection, fact: PublicationOrdered, recorded: Recorded) -> None:
    _change(connection, recorded, publish_by=fact.due_on.isoformat())


def _order_overdue(connection: Connection, fact: OrderOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, is_order_overdue=True)


def _order_met(connection: Connection, fact: OrderMet, recorded: Recorded) -> None:
    _change(connection, recorded, correction=fact.version, order_met_at=instant_text(fact.met_at))


def _rederived(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
    _change(connection, recorded, due_on=fact.after.due_on.isoformat())


def _change(connection: Connection, recorded: Recorded, **news: Any) -> None:
    connection.execute(update(OBJECTION).where(OBJECTION.c.stream == recorded.stream).values(news))


_APPLIES: Mapping[type, Apply] = {
    ObjectionSubmitted: _submitted,
    ObjectionAccepted: _accepted,
    ObjectionAnswered: _answered,
    ObjectionOverdue: _overdue,
    PublicationOrdered: _ordered,
    OrderOverdue: _order_overdue,
    OrderMet: _order_met,
    DueDateRederived: _rederived,
}

OBJECTIONS = Projection(
    name="objections",
    version=1,
    applies=_APPLIES,
    ignores=ALL - frozenset(_APPLIES),
)
