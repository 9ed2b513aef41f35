"""The calendar: what falls due on which day of a month, and how it stands."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from ledger.views import NamedLookup
from sqlalchemy import bindparam, func, select

from portal.answers.lines import DUTIES, STATUS, STATUSES, line
from portal.answers.question import Answer, Document, Question
from portal.projections.tables import DUTY

_IN_MONTH = DUTY.c.due_on.between(bindparam("first"), bindparam("last"))
_DUE = NamedLookup(DUTIES.where(_IN_MONTH).order_by(DUTY.c.due_on, DUTY.c.unit, DUTY.c.stream))
_COUNTS = NamedLookup(
    select(DUTY.c.due_on, STATUS, func.count().label("number")).where(_IN_MONTH).group_by(DUTY.c.due_on, STATUS)
)
_NEXT = NamedLookup(
    select(DUTY.c.due_on, func.count().label("number"))
    .where(DUTY.c.due_on >= bindparam("today"))
    .group_by(DUTY.c.due_on)
    .order_by(DUTY.c.due_on)
    .limit(1)
)


def calendar(question: Question) -> Answer:
    """Every duty that falls due in the month that the address names, or in this one."""
    first, last = _bounds(question.parts.get("month", question.today_text[:7]))
    rows = question.ask(_DUE, first=first.isoformat(), last=last.isoformat())
    owed = [line(row) for row in rows]
    by_day: defaultdict[str, list[Document]] = defaultdict(list)
    counts: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for duty in owed:
        by_day[duty["due_on"]].append(duty)
        counts[duty["due_on"]][duty["status"]] += 1
    days = [{"day": day, "counts": _in_order(counts[day]), "duties": by_day[day]} for day in _days(first, last)]
    return Answer(document={**_frame(question, first, last), "days": days}, lines=owed)


def month_counts(question: Question) -> Document:
    """This month with how much falls due on each day; what it is stands on the month's own page."""
    first, last = _bounds(question.today_text[:7])
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in question.ask(_COUNTS, first=first.isoformat(), last=last.isoformat()):
        counts[row.due_on][row.status] = row.number
    days = [{"day": day, "counts": _in_order(counts[day])} for day in _days(first, last)]
    return {**_frame(question, first, last), "days": days}


def next_due(question: Question) -> Document | None:
    """The next day on which something falls due, and how much."""
    rows = question.ask(_NEXT)
    return {"day": rows[0].due_on, "number": rows[0].number} if rows else None


def _bounds(month: str) -> tuple[date, date]:
    first = date.fromisoformat(f"{month}-01")
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def _days(first: date, last: date) -> list[str]:
    return [(first + timedelta(days=number)).isoformat() for number in range(last.day)]


def _frame(question: Question, first: date, last: date) -> Document:
    return {
        "month": first.isoformat()[:7],
        "before": (first - timedelta(days=1)).isoformat()[:7] if first.year > date.min.year else None,
        "after": (last + timedelta(days=1)).isoformat()[:7] if last.year < date.max.year else None,
        "today": question.today_text,
        "first_weekday": first.weekday(),
    }


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    return {status: counts[status] for status in STATUSES if counts.get(status)}
