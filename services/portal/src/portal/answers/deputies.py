"""The deputies of a township's congress as the law publishes them: district, profile, what each has done, how rated.

A deputy's name stands in the published profile and on the list that disclosure publishes, and nowhere else.
"""

import json
from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import Row, bindparam, select

from portal.answers.announced import announced
from portal.answers.lines import unit_of
from portal.answers.question import Answer, Document, Missing, Question
from portal.projections.deputies import VALID
from portal.projections.deputy_tables import DEPUTY, DUTY_REPORT, PERFORMANCE, PROFILE, TERM

_TERMS = select(TERM).where(TERM.c.unit == bindparam("unit")).order_by(TERM.c.term.desc())
_ROLL = (
    select(DEPUTY, PROFILE.c.profile, PROFILE.c.changed_at)
    .outerjoin(PROFILE, (PROFILE.c.unit == DEPUTY.c.unit) & (PROFILE.c.deputy == DEPUTY.c.deputy))
    .where(DEPUTY.c.unit == bindparam("unit"), DEPUTY.c.term == bindparam("term"), DEPUTY.c.public_on.is_not(None))
    .order_by(DEPUTY.c.district, DEPUTY.c.deputy)
)
_DONE = select(PERFORMANCE).where(PERFORMANCE.c.unit == bindparam("unit")).order_by(PERFORMANCE.c.day)
_REPORTS = (
    select(DUTY_REPORT)
    .where(DUTY_REPORT.c.unit == bindparam("unit"))
    .order_by(DUTY_REPORT.c.deputy, DUTY_REPORT.c.reported_on.desc(), DUTY_REPORT.c.number.desc())
)


def deputies(question: Question) -> Answer:
    """The published list of the newest term that has one."""
    unit = unit_of(question, question.parts["unit"])
    terms = question.ask(_TERMS, unit=unit["code"])
    rolls = ((term, question.ask(_ROLL, unit=unit["code"], term=term.term)) for term in terms)
    term, roll = next(((term, roll) for term, roll in rolls if roll), (None, []))
    if term is None:
        raise Missing
    done, reports = _done(question, unit["code"]), _reports(question, unit["code"])
    notices = announced(question, (each for each in (term.confirmed, *(row.end_fact for row in roll)) if each))
    lines = [_line(row, number) for number, row in enumerate(roll, 1)]
    shown = [
        {**line, **_performance(row, done, reports), "notice": notices.get(row.end_fact)}
        for line, row in zip(lines, roll, strict=True)
    ]
    document = {
        "unit": unit,
        **_term(term),
        **_counts(term, roll),
        "list": notices.get(term.confirmed),
        "deputies": shown,
    }
    return Answer(document=document, lines=lines)


def has_deputies(question: Question, unit: str) -> bool:
    listed = select(DEPUTY.c.deputy).where(DEPUTY.c.unit == unit, DEPUTY.c.public_on.is_not(None))
    return bool(question.ask(listed.limit(1)))


def _term(term: Row[Any]) -> Document:
    names = ("term", "seats", "elected_on", "begun_on", "ended_on")
    return {name: getattr(term, name) for name in names}


def _counts(term: Row[Any], roll: Any) -> Document:
    valid = sum(row.mandate == VALID for row in roll)
    return {"valid": valid, "vacant": term.seats - valid}


def _line(row: Row[Any], number: int) -> Document:
    """`number` counts the list; it names nobody."""
    return {
        "unit": row.unit,
        "term": row.term,
        "number": number,
        "district": row.district,
        "mandate": row.mandate,
        "elected_on": row.elected_on,
        "by_election": row.by_election,
        "ended_on": row.ended_on,
        "profile": row.profile,
        "fact": row.end_fact,
    }


def _performance(row: Row[Any], done: dict[str, Counter[str]], reports: dict[str, list[Document]]) -> Document:
    """Only of who has a published profile: the law that publishes one publishes the other."""
    if row.profile is None:
        return {"performance": {}, "reports": []}
    return {"performance": dict(done[row.deputy]), "reports": reports[row.deputy]}


def _done(question: Question, unit: str) -> defaultdict[str, Counter[str]]:
    """Deputy to how often each kind of work was done."""
    done: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in question.ask(_DONE, unit=unit):
        done[row.deputy][row.kind] += 1
    return done


def _reports(question: Question, unit: str) -> defaultdict[str, list[Document]]:
    reports: defaultdict[str, list[Document]] = defaultdict(list)
    for row in question.ask(_REPORTS, unit=unit):
        report = {
            "reported_on": row.reported_on,
            "venue": row.venue,
            "attendance": row.attendance,
            "ratings": json.loads(row.ratings) if row.ratings else [],
        }
        reports[row.deputy].append(report)
    return reports
