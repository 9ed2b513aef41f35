"""Answers to what is asked about matters that are handled for people."""

from datetime import date

from contracts.mediation.proxy.messages import ProxiesOfUnit, ProxyLine, ProxyLines, ProxyStatus
from contracts.mediation.words import Level
from ledger.door import Page, Source
from sqlalchemy import and_, func, select, tuple_

from mediation.proxy.view import PROXY

_CLOSED = (ProxyStatus.DONE.value, ProxyStatus.RETURNED.value)


def proxies_of_unit(source: Source, question: ProxiesOfUnit, page: Page) -> ProxyLines:
    of_unit = PROXY.c.unit == question.unit
    query = select(PROXY).where(of_unit)
    if page.after is not None:
        due_on, _, stream = page.after.partition(" ")
        query = query.where(tuple_(PROXY.c.due_on, PROXY.c.stream) < (due_on, stream))
    query = query.order_by(PROXY.c.due_on.desc(), PROXY.c.stream.desc())
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    late = and_(of_unit, PROXY.c.is_overdue, PROXY.c.status.not_in(_CLOSED))
    return ProxyLines(
        requests=tuple(
            ProxyLine(
                request=row.request,
                kind=row.kind,
                level=Level(row.level),
                business=row.business,
                due_on=date.fromisoformat(row.due_on),
                status=ProxyStatus(row.status),
                is_overdue=row.is_overdue,
            )
            for row in shown
        ),
        overdue=source.connection.execute(select(func.count()).select_from(PROXY).where(late)).scalar_one(),
        next=f"{shown[-1].due_on} {shown[-1].stream}" if len(rows) > page.limit else None,
    )
