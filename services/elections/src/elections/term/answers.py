"""Answers to what is asked about the deputies of a congress, as of a day and as known on a day."""

import json
from datetime import date
from functools import reduce
from typing import Any

from contracts.calendar import day_ends
from contracts.catalogue import facts_of
from contracts.elections.term.messages import (
    CommitteeLine,
    CongressAnswer,
    CongressOfTerm,
    DeputiesOnDay,
    DeputyLine,
    DeputyLines,
    DeputyStanding,
    FirstSessionOverdue,
    PresidiumLine,
    TermBegun,
    TermEnded,
    TermOpened,
)
from contracts.errors import Rejected
from contracts.fields import instant_text
from ledger.door import Page, Source
from sqlalchemy import Row, and_, func, select, tuple_

from elections.term.rule import term_stream
from elections.term.state import Congress, evolve
from elections.term.view import MANDATE_CHANGE


def deputies_on_day(source: Source, question: DeputiesOnDay, page: Page) -> DeputyLines:
    """Of each deputy the change recorded last among those known then that hold on the day."""
    line = MANDATE_CHANGE.c
    holds = and_(
        line.unit == question.unit,
        line.valid_from <= question.on.isoformat(),
        line.recorded_at < instant_text(day_ends(question.known_on)),
    )
    last = (
        select(line.stream, line.deputy, func.max(line.revision).label("revision"))
        .where(holds)
        .group_by(line.stream, line.deputy)
        .subquery()
    )
    is_last = and_(line.stream == last.c.stream, line.deputy == last.c.deputy, line.revision == last.c.revision)
    query = select(MANDATE_CHANGE).join(last, is_last).order_by(line.term, line.deputy)
    term, _, deputy = (page.after or "").partition(" ")
    if term.isdecimal():
        query = query.where(tuple_(line.term, line.deputy) > (int(term), deputy))
    rows = source.connection.execute(query.limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return DeputyLines(
        deputies=tuple(map(_line, shown)),
        next=f"{shown[-1].term} {shown[-1].deputy}" if len(rows) > page.limit else None,
    )


def _line(row: Row[Any]) -> DeputyLine:
    return DeputyLine(
        term=row.term,
        deputy=row.deputy,
        district=row.district,
        standing=DeputyStanding(row.standing),
        since=date.fromisoformat(row.valid_from),
        ground=row.ground,
    )


def congress_of_term(source: Source, question: CongressOfTerm, page: Page) -> CongressAnswer:
    """From the facts of its stream, which are few."""
    recorded = source.read(term_stream(question.unit, question.term))
    facts = [facts_of("elections").read(each.type, json.loads(each.data)) for each in recorded]
    opened = next((fact for fact in facts if isinstance(fact, TermOpened)), None)
    if opened is None:
        raise Rejected("elections.no-such-term", str(question.term))
    congress = reduce(evolve, facts, Congress())
    begun = next((fact.begun_on for fact in facts if isinstance(fact, TermBegun)), None)
    ended = next((fact.ended_on for fact in facts if isinstance(fact, TermEnded)), None)
    return CongressAnswer(
        unit=question.unit,
        term=question.term,
        township=opened.township,
        seats=opened.seats,
        all_deputies=len(congress.valid),
        elected_on=opened.elected_on,
        first_session_by=opened.first_session_by,
        first_session_overdue=any(isinstance(fact, FirstSessionOverdue) for fact in facts),
        begun_on=begun,
        ended_on=ended,
        presidium=tuple(PresidiumLine(person=person, seat=seat) for person, seat in congress.presidium.items()),
        committee=tuple(CommitteeLine(deputy=name, seat=seat) for name, seat in congress.committee.items()),
        committee_vacancies=congress.committee_vacancies,
        vacant=congress.vacancies,
        unreported=congress.unreported,
        last_session=max(congress.sessions, default=None),
    )
