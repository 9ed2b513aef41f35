"""The view of reports upward, when they fall due, and the answers from it."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, assert_never, get_args

from contracts.cases import DueDateRederived, PolicyRebound
from contracts.catalogue import Catalogue
from contracts.errors import Rejected
from contracts.fields import instant_text
from contracts.message import dump, load
from contracts.upward_reports import (
    MarkReportOverdue,
    ReadReport,
    ReportContent,
    ReportExpected,
    ReportLine,
    ReportLines,
    ReportOverdue,
    ReportRead,
    ReportReceived,
    ReportReturned,
    ReportSent,
    ReportsOfUnit,
    ReportsToUnit,
)
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)

from ledger.door import Answer, Page, Source
from ledger.store import Recorded
from ledger.upward_report import report_stream
from ledger.views import Apply, Connection, Due, Projection, postpone, schedule, strike

_RUNG = "report"

_Change = ReportSent | ReportReceived | ReportReturned | ReportOverdue | DueDateRederived


def report_table(metadata: MetaData) -> Table:
    """One row for each report."""
    return Table(
        "report",
        metadata,
        Column("stream", String, primary_key=True),
        Column("unit", String, nullable=False, index=True),
        Column("kind", String, nullable=False),
        Column("period", String, nullable=False),
        Column("receiver", String, nullable=False, index=True),
        Column("due_on", String),
        Column("due_at", String),
        Column("is_overdue", Boolean, nullable=False),
        Column("is_late", Boolean, nullable=False),
        Column("sent_at", String),
        Column("version", Integer, nullable=False),
        Column("content", Text),
        Column("received_at", String),
        Column("receipt", String),
        Column("returned", Text),
    )


def report_view(service: str, table: Table, ignores: frozenset[type] = frozenset()) -> Projection:
    """`ignores`: every fact of the service but those of reports."""

    def expected(connection: Connection, fact: ReportExpected, recorded: Recorded) -> None:
        connection.execute(insert(table).values(stream=recorded.stream, **_row(fact)))

    def changed(connection: Connection, fact: _Change, recorded: Recorded) -> None:
        connection.execute(update(table).where(table.c.stream == recorded.stream).values(**_columns(fact)))

    applies: Mapping[type, Apply] = {ReportExpected: expected, **dict.fromkeys(get_args(_Change), changed)}
    return Projection(name=f"{service}-reports", version=1, applies=applies, ignores=_beside(applies, ignores))


def report_agenda(
    service: str, agenda: Table, commands: Catalogue, ignores: frozenset[type] = frozenset()
) -> Projection:
    """When a report that is owed falls due."""

    def owed(connection: Connection, fact: ReportExpected | ReportReturned, recorded: Recorded) -> None:
        due_at = _due_at(fact)
        if due_at is None:
            return
        key = {"unit": fact.unit, "kind": fact.kind, "period": fact.period}
        schedule(
            connection,
            agenda,
            Due(
                stream=recorded.stream,
                rung=_RUNG,
                due_at=instant_text(due_at),
                command=commands.type_named(MarkReportOverdue),
                document=json.dumps(key),
            ),
        )

    def settled(connection: Connection, fact: ReportSent | ReportOverdue, recorded: Recorded) -> None:
        strike(connection, agenda, recorded.stream, _RUNG)

    def moved(connection: Connection, fact: DueDateRederived, recorded: Recorded) -> None:
        postpone(connection, agenda, recorded.stream, _RUNG, instant_text(fact.after.due_at))

    applies: Mapping[type, Apply] = {
        ReportExpected: owed,
        ReportReturned: owed,
        ReportSent: settled,
        ReportOverdue: settled,
        DueDateRederived: moved,
    }
    ignores = ignores | {ReportReceived}
    return Projection(
        name=f"agenda-of-{service}-reports", version=1, applies=applies, ignores=_beside(applies, ignores)
    )


def report_answers(service: str, table: Table) -> Mapping[type, Answer]:
    def of_unit(source: Source, question: ReportsOfUnit, page: Page) -> ReportLines:
        return _lines(source, table, table.c.unit == question.unit, page)

    def to_unit(source: Source, question: ReportsToUnit, page: Page) -> ReportLines:
        return _lines(source, table, table.c.receiver == question.unit, page)

    def one(source: Source, question: ReadReport, page: Page) -> ReportRead:
        stream = report_stream(service, question.unit, question.kind, question.period)
        row = source.connection.execute(select(table).where(table.c.stream == stream)).one_or_none()
        if row is None:
            raise Rejected(f"{service}.no-such-report", stream)
        content = None if row.content is None else load(ReportContent, json.loads(row.content))
        return ReportRead(report=_line(row), content=content)

    return {ReportsOfUnit: of_unit, ReportsToUnit: to_unit, ReadReport: one}


def _due_at(fact: ReportExpected | ReportReturned) -> datetime | None:
    if isinstance(fact, ReportReturned):
        return fact.due_at
    return None if fact.due is None else fact.due.due_at


def _beside(applies: Mapping[type, Any], ignores: frozenset[type]) -> frozenset[type]:
    """What every case has belongs to the streams of others as well as to this."""
    return (ignores | {PolicyRebound}) - set(applies)


def _row(fact: ReportExpected) -> Mapping[str, Any]:
    return {
        "unit": fact.unit,
        "kind": fact.kind,
        "period": fact.period,
        "receiver": fact.to,
        "due_on": None if fact.due is None else fact.due.due_on.isoformat(),
        "due_at": None if fact.due is None else instant_text(fact.due.due_at),
        "is_overdue": False,
        "is_late": False,
        "version": 0,
    }


def _columns(fact: _Change) -> Mapping[str, Any]:
    match fact:
        case ReportSent():
            columns = {"version": fact.version, "content": json.dumps(dump(fact.content)), "returned": None}
            is_late = fact.due_at is not None and fact.sent_at >= fact.due_at
            late = {"is_late": is_late} if fact.version == 1 else {}
            return {**columns, **late, "sent_at": instant_text(fact.sent_at)}
        case ReportReceived():
            return {"received_at": instant_text(fact.received_at), "receipt": fact.receipt}
        case ReportReturned():
            return {"returned": fact.reason}
        case ReportOverdue():
            return {"is_overdue": True}
        case DueDateRederived():
            return {"due_on": fact.after.due_on.isoformat(), "due_at": instant_text(fact.after.due_at)}
        case _:
            assert_never(fact)


def _lines(source: Source, table: Table, which: ColumnElement[bool], page: Page) -> ReportLines:
    """Newest period first, then by stream; a token is the period and stream of the last line shown."""
    query = select(table).where(which).order_by(table.c.period.desc(), table.c.stream)
    if page.after is not None:
        period, _, stream = page.after.partition(" ")
        following = (table.c.period == period) & (table.c.stream > stream)
        query = query.where((table.c.period < period) | following)
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    token = f"{shown[-1].period} {shown[-1].stream}" if len(rows) > page.limit else None
    return ReportLines(reports=tuple(map(_line, shown)), next=token)


def _line(row: Row[Any]) -> ReportLine:
    return ReportLine(
        unit=row.unit,
        kind=row.kind,
        period=row.period,
        to=row.receiver,
        due_on=None if row.due_on is None else date.fromisoformat(row.due_on),
        is_overdue=row.is_overdue,
        sent_at=_moment(row.sent_at),
        is_late=row.is_late,
        version=row.version,
        received_at=_moment(row.received_at),
        receipt=row.receipt,
        returned=row.returned,
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
