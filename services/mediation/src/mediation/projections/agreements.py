"""What was agreed in a case, when it took effect, and which promises were kept."""

from contracts.mediation.case.messages import (
    AgreementReached,
    AgreementTookEffect,
    PerformanceOverdue,
    PerformanceRecorded,
)
from ledger.store import Recorded
from sqlalchemy import Connection, insert, update

from mediation.projections.tables import AGREEMENT, PROMISE


def agreed(connection: Connection, fact: AgreementReached, recorded: Recorded) -> None:
    row = {"stream": recorded.stream, "form": fact.form.value, "kind": fact.kind.value}
    connection.execute(insert(AGREEMENT).values(row))
    for number, promise in enumerate(fact.promises, start=1):
        promised = {"stream": recorded.stream, "number": number, "due_on": promise.due_on.isoformat()}
        connection.execute(insert(PROMISE).values(**promised, is_performed=False, is_overdue=False))


def took_effect(connection: Connection, fact: AgreementTookEffect, recorded: Recorded) -> None:
    confirm_on = None if fact.confirm_on is None else fact.confirm_on.isoformat()
    of_case = AGREEMENT.c.stream == recorded.stream
    news = {"effective_on": fact.effective_on.isoformat(), "confirm_on": confirm_on}
    connection.execute(update(AGREEMENT).where(of_case).values(news))


def performed(connection: Connection, fact: PerformanceRecorded, recorded: Recorded) -> None:
    _change_promise(connection, recorded, fact.promise, is_performed=fact.is_performed)


def unperformed(connection: Connection, fact: PerformanceOverdue, recorded: Recorded) -> None:
    _change_promise(connection, recorded, fact.promise, is_overdue=True)


def _change_promise(connection: Connection, recorded: Recorded, number: int, **news: bool) -> None:
    of_promise = (PROMISE.c.stream == recorded.stream) & (PROMISE.c.number == number)
    connection.execute(update(PROMISE).where(of_promise).values(news))
