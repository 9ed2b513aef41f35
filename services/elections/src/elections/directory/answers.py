"""Answers to what is asked about the directory of new-term committees."""

from datetime import date
from typing import Any

from contracts.elections.directory.messages import DirectoryAnswer, DirectoryLine, DirectoryOfCommittees
from ledger.door import Page, Source
from sqlalchemy import Row, select

from elections.directory.view import DIRECTORY, DIRECTORY_COMMITTEE
from elections.paging import page_of


def directory_of_committees(source: Source, question: DirectoryOfCommittees, page: Page) -> DirectoryAnswer:
    """Empty where no committee was elected in that year."""
    of_year = select(DIRECTORY).where(DIRECTORY.c.unit == question.unit, DIRECTORY.c.year == question.year)
    directory = source.connection.execute(of_year).first()
    if directory is None:
        return DirectoryAnswer(committees=(), due_on=None, filed_on=None, is_filed=False, is_late=False, next=None)
    table = DIRECTORY_COMMITTEE.c
    listed = select(DIRECTORY_COMMITTEE).where(table.stream == directory.stream).order_by(table.committee)
    rows, following = page_of(source, listed, page)
    return DirectoryAnswer(
        committees=tuple(map(_line, rows)),
        due_on=_day(directory.due_on),
        filed_on=_day(directory.filed_on),
        is_filed=directory.is_filed,
        is_late=directory.is_late,
        next=following,
    )


def _line(row: Row[Any]) -> DirectoryLine:
    return DirectoryLine(committee=row.committee, election=row.election, elected_on=date.fromisoformat(row.elected_on))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
