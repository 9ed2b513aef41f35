"""Elections and elected offices: results by round, who holds which post since when, and which by-election is owed.

Names stand on the notice that disclosure publishes; here are posts and numbers.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, bindparam, select

from portal.answers.announced import announced
from portal.answers.lines import unit_of
from portal.answers.question import AT_ONCE, Answer, Document, Missing, Question, paged
from portal.projections.deputy_tables import OPEN_SEAT
from portal.projections.election_tables import ELECTION, HOLDING, POLL, VACANCY
from portal.projections.tables import UNIT

MOST_ELECTIONS = 60

_ELECTIONS = (
    select(ELECTION, UNIT.c.zh, UNIT.c.en)
    .join(UNIT, UNIT.c.code == ELECTION.c.unit)
    .order_by(ELECTION.c.held_on.desc(), ELECTION.c.stream)
)
_POLLS = (
    select(POLL)
    .where(POLL.c.stream.in_(bindparam("streams", expanding=True)))
    .order_by(POLL.c.stream, POLL.c.round.desc())
)
_HELD = (
    select(HOLDING)
    .where(HOLDING.c.unit == bindparam("unit"), HOLDING.c.ended_on.is_(None))
    .order_by(HOLDING.c.post, HOLDING.c.elected_on, HOLDING.c.stream, HOLDING.c.revision)
)
_OWED = (
    select(VACANCY, UNIT.c.zh, UNIT.c.en)
    .join(UNIT, UNIT.c.code == VACANCY.c.unit)
    .where(VACANCY.c.filled_on.is_(None))
    .order_by(VACANCY.c.vacated_on, VACANCY.c.stream, VACANCY.c.revision)
    .limit(AT_ONCE)
)
_SEATS = (
    select(OPEN_SEAT, UNIT.c.zh, UNIT.c.en)
    .join(UNIT, UNIT.c.code == OPEN_SEAT.c.unit)
    .order_by(OPEN_SEAT.c.since, OPEN_SEAT.c.fact)
    .limit(AT_ONCE)
)


def elections(question: Question) -> Answer:
    """Every election, newest first, and every vacancy that no by-election has filled."""
    rows = question.ask(_ELECTIONS.limit(AT_ONCE + 1).offset((question.page - 1) * AT_ONCE))
    polls = _polls(question, rows)
    lines = [_line(row, polls[row.stream]) for row in rows]
    owed = [_owed(row) for row in question.ask(_OWED)] + [_seat(row) for row in question.ask(_SEATS)]
    return Answer(document={**paged(question, lines), "owed": owed}, lines=lines[:AT_ONCE])


def elections_of(question: Question) -> Answer:
    """One unit's elections with the result of every round, and its elected offices."""
    unit = unit_of(question, question.parts["unit"])
    of_unit = _ELECTIONS.where(ELECTION.c.unit == unit["code"]).limit(MOST_ELECTIONS)
    rows = question.ask(of_unit)
    offices = [_office(row) for row in question.ask(_HELD, unit=unit["code"])]
    owed = [_owed(row) for row in question.ask(_OWED.where(VACANCY.c.unit == unit["code"]))]
    owed += [_seat(row) for row in question.ask(_SEATS.where(OPEN_SEAT.c.unit == unit["code"]))]
    if not rows and not offices and not owed:
        raise Missing
    polls = _polls(question, rows)
    notices = announced(question, (poll["fact"] for of_election in polls.values() for poll in of_election))
    elected = [_with_polls(row, polls[row.stream], notices) for row in rows]
    document = {"unit": unit, "elections": elected, "offices": offices, "owed": owed}
    return Answer(document=document, lines=[_line(row, polls[row.stream]) for row in rows])


def has_elections(question: Question, unit: str) -> bool:
    queries = (
        select(ELECTION.c.stream).where(ELECTION.c.unit == unit),
        select(HOLDING.c.stream).where(HOLDING.c.unit == unit),
        select(VACANCY.c.stream).where(VACANCY.c.unit == unit),
    )
    return any(question.ask(query.limit(1)) for query in queries)


def posts_of(question: Question, unit: str) -> list[Document]:
    """The posts that are held in a unit, for its own page."""
    return [_office(row) for row in question.ask(_HELD, unit=unit)]


def _polls(question: Question, rows: Any) -> defaultdict[str, list[Document]]:
    """Election to its rounds, the last one first."""
    polls: defaultdict[str, list[Document]] = defaultdict(list)
    for row in question.ask(_POLLS, streams=[each.stream for each in rows]):
        poll = {
            "round": row.round,
            "poll": row.poll,
            "totals": json.loads(row.totals),
            "contests": json.loads(row.contests),
            "clauses": json.loads(row.clauses),
            "declared_on": row.declared_on,
            "fact": row.fact,
        }
        polls[row.stream].append(poll)
    return polls


def _line(row: Row[Any], polls: list[Document]) -> Document:
    newest = polls[0] if polls else None
    return {
        "unit": row.unit,
        "unit_name": {"zh": row.zh, "en": row.en},
        "election_kind": row.kind,
        "basis": row.basis,
        "posts": [contest["post"] for contest in json.loads(row.contests)],
        "held_on": row.held_on,
        "poll": newest["poll"] if newest else "planned",
        "voters": row.voters,
        "took_part": newest["totals"]["took_part"] if newest else None,
        "declared_on": newest["declared_on"] if newest else None,
        "announced_on": row.announced_on,
        "fact": newest["fact"] if newest else row.fact,
    }


def _with_polls(row: Row[Any], polls: list[Document], notices: Mapping[str, Document]) -> Document:
    rounds = [{**poll, "notice": notices.get(poll["fact"])} for poll in polls]
    return {**_line(row, polls), "contests": json.loads(row.contests), "polls": rounds}


def _office(row: Row[Any]) -> Document:
    return {
        "post": row.post,
        "basis": row.basis,
        "elected_on": row.elected_on,
        "term_ends_on": row.term_ends_on,
        "owes_oath": row.owes_oath,
        "sworn_on": row.sworn_on,
        "fact": row.fact,
    }


def _owed(row: Row[Any]) -> Document:
    place = {"unit": row.unit, "unit_name": {"zh": row.zh, "en": row.en}}
    return {**place, "post": row.post, "district": None, "since": row.vacated_on, "fact": row.fact}


def _seat(row: Row[Any]) -> Document:
    place = {"unit": row.unit, "unit_name": {"zh": row.zh, "en": row.en}}
    return {**place, "post": "deputy", "district": row.district, "since": row.since, "fact": None}
