"""Answers to what is asked about a deputy's performance."""

import json
from collections.abc import Sequence
from datetime import date

from contracts.catalogue import facts_of
from contracts.elections.deputy_file.messages import (
    AttendedSession,
    DeputyEvaluated,
    DeputyFileFact,
    DeputyFileOpened,
    DeputyProfileChanged,
    DutyReportGiven,
    DutyReportLine,
    HandbookAnswer,
    HandbookOfDeputy,
    PerformanceEntered,
    PerformanceLine,
)
from contracts.errors import Rejected
from ledger.door import Page, Source
from sqlalchemy import select

from elections.deputy_file.rule import deputy_file_stream
from elections.session.view import ATTENDANCE

Facts = Sequence[DeputyFileFact]


def handbook_of_deputy(source: Source, question: HandbookOfDeputy, page: Page) -> HandbookAnswer:
    """The file's facts, which are few, and the sessions' own record of who came."""
    recorded = source.read(deputy_file_stream(question.unit, question.deputy))
    facts: Facts = [facts_of("elections").read(each.type, json.loads(each.data)) for each in recorded]
    opened = next((fact for fact in facts if isinstance(fact, DeputyFileOpened)), None)
    if opened is None:
        raise Rejected("elections.no-such-file", question.deputy)
    profiles = [fact.profile for fact in facts if isinstance(fact, DeputyProfileChanged)]
    return HandbookAnswer(
        unit=question.unit,
        deputy=question.deputy,
        district=opened.district,
        profile=profiles[-1],
        sessions=_sessions(source, question),
        performance=tuple(
            PerformanceLine(number=fact.number, kind=fact.kind, on=fact.on, text=fact.text)
            for fact in facts
            if isinstance(fact, PerformanceEntered)
        ),
        reports=_reports(facts),
    )


def _sessions(source: Source, question: HandbookOfDeputy) -> tuple[AttendedSession, ...]:
    line = ATTENDANCE.c
    came = select(ATTENDANCE).where(line.unit == question.unit, line.deputy == question.deputy)
    return tuple(
        AttendedSession(term=row.term, session=row.session, opened_on=date.fromisoformat(row.opened_on))
        for row in source.connection.execute(came.order_by(line.term, line.session))
    )


def _reports(facts: Facts) -> tuple[DutyReportLine, ...]:
    ratings = {fact.report: fact.ratings for fact in facts if isinstance(fact, DeputyEvaluated)}
    return tuple(
        DutyReportLine(
            number=fact.number,
            reported_on=fact.reported_on,
            venue=fact.venue,
            attendance=fact.attendance,
            text=fact.text,
            ratings=ratings.get(fact.number),
        )
        for fact in facts
        if isinstance(fact, DutyReportGiven)
    )
