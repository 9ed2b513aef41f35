"""Answers to what is asked about who is linked with a unit."""

from datetime import date
from typing import Any

from contracts.disclosure.supporters.messages import SupporterLine, SupporterLines, SupportersOfUnit, SupportKind
from ledger.door import Page, Source
from sqlalchemy import Row, select

from disclosure.registers import day_of, page_of_numbers
from disclosure.supporters.view import SUPPORTER


def supporters_of_unit(source: Source, question: SupportersOfUnit, page: Page) -> SupporterLines:
    query = select(SUPPORTER).where(SUPPORTER.c.unit == question.unit).order_by(SUPPORTER.c.entry)
    rows, following = page_of_numbers(source, query, SUPPORTER.c.entry, page)
    return SupporterLines(supporters=tuple(map(_supporter_line, rows)), next=following)


def _supporter_line(row: Row[Any]) -> SupporterLine:
    return SupporterLine(
        entry=row.entry,
        supporter=row.supporter,
        kind=SupportKind(row.kind),
        valid_from=date.fromisoformat(row.valid_from),
        valid_to=day_of(row.valid_to),
    )
