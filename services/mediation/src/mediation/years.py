"""Whether a moment lies in a year, by the days of China."""

from datetime import date

from contracts.calendar import day_begins
from contracts.fields import instant_text
from sqlalchemy import ColumnElement, and_


def in_year(moment: ColumnElement[str], year: int) -> ColumnElement[bool]:
    begins, ends = (instant_text(day_begins(date(each, 1, 1))) for each in (year, year + 1))
    return and_(moment >= begins, moment < ends)
