"""Answers to what is asked about notices and orders."""

from datetime import date, datetime

from contracts.mediation.order.messages import OrderKind, OrderLine, OrderLines, OrdersOfUnit, OrderStatus
from ledger.door import Page, Source
from sqlalchemy import and_, func, select, tuple_

from mediation.order.view import ORDER


def orders_of_unit(source: Source, question: OrdersOfUnit, page: Page) -> OrderLines:
    of_unit = ORDER.c.unit == question.unit
    query = select(ORDER).where(of_unit)
    if page.after is not None:
        due_on, _, stream = page.after.partition(" ")
        query = query.where(tuple_(ORDER.c.due_on, ORDER.c.stream) < (due_on, stream))
    query = query.order_by(ORDER.c.due_on.desc(), ORDER.c.stream.desc())
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    late = and_(of_unit, ORDER.c.is_overdue, ORDER.c.status == OrderStatus.ISSUED.value)
    return OrderLines(
        orders=tuple(
            OrderLine(
                order=row.order,
                kind=OrderKind(row.kind),
                to=row.to,
                text=row.text,
                due_on=date.fromisoformat(row.due_on),
                status=OrderStatus(row.status),
                is_overdue=row.is_overdue,
                met_at=None if row.met_at is None else datetime.fromisoformat(row.met_at),
            )
            for row in shown
        ),
        overdue=source.connection.execute(select(func.count()).select_from(ORDER).where(late)).scalar_one(),
        next=f"{shown[-1].due_on} {shown[-1].stream}" if len(rows) > page.limit else None,
    )
