"""The yearly report: which streams it is made of is asked of the views, what it says of the streams themselves."""

import json
from datetime import datetime
from typing import Any

from contracts.canonical import digest_of
from contracts.catalogue import facts_of
from contracts.disclosure.annual_report.messages import AnnualReport, AnnualReportAnswer
from contracts.errors import refuse_unless
from contracts.fields import instant_text
from contracts.message import dump
from ledger.door import Page, Source
from ledger.recorded import metadata_of
from sqlalchemy import Column, Table, select

from disclosure.annual_report.figures import History, Span, duty_figures, objection_figures, request_figures, span_of
from disclosure.duty.view import DUTY
from disclosure.objection.view import OBJECTION
from disclosure.request.view import REQUEST


def annual_report(source: Source, question: AnnualReport, page: Page) -> AnnualReportAnswer:
    span = span_of(question.year, question.as_of)
    answer = AnnualReportAnswer(
        unit=question.unit,
        year=question.year,
        until=span.until,
        requests=request_figures(_histories(source, question, span, REQUEST, REQUEST.c.recorded_at), span),
        duties=duty_figures(_histories(source, question, span, DUTY, None), span),
        objections=objection_figures(_histories(source, question, span, OBJECTION, OBJECTION.c.submitted_at), span),
        digest=_NO_DIGEST,
    )
    document = {name: value for name, value in dump(answer).items() if name != "digest"}
    return AnnualReportAnswer(**{**_fields(answer), "digest": digest_of(document)})


def _fields(answer: AnnualReportAnswer) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in ("unit", "year", "until", "requests", "duties", "objections")}


def _histories(
    source: Source, question: AnnualReport, span: Span, table: Table, begun: Column[str] | None
) -> list[History]:
    """The streams of a unit that had begun by the end, in the order of their names, each cut off there."""
    query = select(table.c.stream).where(table.c.unit == question.unit).order_by(table.c.stream)
    if begun is not None:
        query = query.where(begun < instant_text(span.until))
    streams = source.connection.execute(query.limit(MOST_STREAMS + 1)).scalars().all()
    refuse_unless(len(streams) <= MOST_STREAMS, "disclosure.too-much-for-one-report", f"More than {MOST_STREAMS}.")
    histories = (_facts_before(source, stream, span.until) for stream in streams)
    return [history for history in histories if history]


def _facts_before(source: Source, stream: str, until: datetime) -> History:
    """Read from the store as recorded: a report does not depend on when the views were made."""
    return tuple(
        facts_of("disclosure").read(fact.type, json.loads(fact.data))
        for fact in source.read(stream)
        if datetime.fromisoformat(metadata_of(fact)["decided_at"]) < until
    )


MOST_STREAMS = 5000
"""How many requests, duties or objections one report is made of; a county's department has fewer in a year."""

_NO_DIGEST = "0" * 64
