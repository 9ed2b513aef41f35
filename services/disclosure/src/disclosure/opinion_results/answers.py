"""How the opinions of a year came out."""

from contracts.disclosure.opinion_results.messages import OpinionOutcome, OpinionResults, OpinionResultsAnswer
from contracts.mediation.words import ResultOutcome
from contracts.units import area_of
from ledger.door import Page, Source
from sqlalchemy import Integer, cast, func, or_, select

from disclosure.opinion_results.view import OPINION_RESULT


def opinion_results(source: Source, question: OpinionResults, page: Page) -> OpinionResultsAnswer:
    table = OPINION_RESULT.c
    in_area = or_(table.unit == question.unit, table.unit.op("GLOB")(f"{area_of(question.unit)}[0-9-]*"))
    counts = (func.count(), func.sum(cast(table.is_of_item, Integer)))
    query = select(table.outcome, *counts).where(in_area, table.month.startswith(f"{question.year}-"))
    rows = source.connection.execute(query.group_by(table.outcome).order_by(table.outcome)).all()
    return OpinionResultsAnswer(
        year=question.year,
        outcomes=tuple(OpinionOutcome(outcome=ResultOutcome(row[0]), results=row[1], of_items=row[2]) for row in rows),
    )
