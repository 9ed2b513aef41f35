"""Who owes what by when: the county, one unit, what is overdue."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from contracts.calendar import Period, PeriodKind, china_day, parse_period, period_of
from contracts.disclosure.duty.messages import STANDING
from contracts.units import area_of, is_below
from ledger.views import NamedLookup
from sqlalchemy import bindparam, func, or_, select

from portal.answers.blanks import has_blanks
from portal.answers.boards import boards_of
from portal.answers.congress import has_congress
from portal.answers.decisions import has_decisions
from portal.answers.deputies import has_deputies
from portal.answers.elections import has_elections
from portal.answers.guide import has_guide
from portal.answers.lines import COUNTED, DUTIES, STATUS, line, title_of, unit_line, unit_of
from portal.answers.month import month_counts, next_due
from portal.answers.published import newest_acts
from portal.answers.question import AT_ONCE, Answer, Document, Question, paged
from portal.answers.rules import has_rules
from portal.answers.stations import has_stations
from portal.answers.titles import titles_of
from portal.projections.tables import DUTY, UNIT

SETTLED = ("on-time", "late", "overdue")
"""What a due date that has passed can have become."""

QUARTERS_SHOWN = 8
LONGEST, NEWEST = 8, 8
"""On the first page: duties of all that are overdue, acts by which something was made public."""

TOWNSHIP_DIGITS = 9
LATELY = timedelta(days=365)


_UNITS = NamedLookup(select(UNIT).order_by(UNIT.c.code))
_OVERDUE = NamedLookup(
    DUTIES.where(DUTY.c.fulfilled_at.is_(None), DUTY.c.overdue)
    .order_by(DUTY.c.due_at, DUTY.c.stream)
    .limit(bindparam("limit"))
    .offset(bindparam("first"))
)
_ALL_OVERDUE = NamedLookup(
    select(func.count().label("number")).select_from(DUTY).where(DUTY.c.fulfilled_at.is_(None), DUTY.c.overdue)
)
_COUNTS = NamedLookup(
    select(DUTY.c.unit, STATUS, func.count().label("number"))
    .where(or_(DUTY.c.due_on > bindparam("since"), DUTY.c.fulfilled_at.is_(None)))
    .group_by(DUTY.c.unit, STATUS)
)
_FIRST = NamedLookup(select(func.min(DUTY.c.due_on).label("due_on")))
_OF_UNIT = NamedLookup(
    DUTIES.where(DUTY.c.unit == bindparam("unit")).order_by(DUTY.c.catalogue, DUTY.c.due_at, DUTY.c.stream)
)
_PART, _MONTH = func.substr(DUTY.c.unit, 1, bindparam("digits")).label("part"), func.substr(DUTY.c.due_on, 1, 7)
_IN_MONTHS = (
    select(_PART, _MONTH.label("month"), STATUS, func.count().label("number"))
    .where(DUTY.c.due_on.between(bindparam("from"), bindparam("to")))
    .group_by("part", "month", STATUS)
)
_BY_MONTH = NamedLookup(_IN_MONTHS)
_BY_MONTH_OF_AREA = NamedLookup(
    _IN_MONTHS.where(or_(DUTY.c.unit == bindparam("area"), DUTY.c.unit.op("GLOB")(bindparam("below"))))
)


def overview(question: Question) -> Answer:
    """Every unit with what it owes; the last two years by quarter."""
    units = _units(question)
    counts = _counts(question)
    lines = [{**each, **_counted(counts[each["code"]])} for each in units]
    by_township = _by_quarter(question, digits=TOWNSHIP_DIGITS)
    document = {
        "county": next((each for each in units if each["kind"] == "county"), None),
        "total": _counted(_added(counts.values())),
        "units": lines,
        "month": month_counts(question),
        "next_due": next_due(question),
        "quarters": _together(by_township.values()),
        "townships": [
            {**each, "quarters": by_township[each["code"]]}
            for each in units
            if each["code"] in by_township and each["kind"] == "township"
        ],
        "longest": _overdue_lines(question, limit=LONGEST),
        "newest": newest_acts(question, limit=NEWEST),
    }
    return Answer(document=document, lines=lines)


def unit(question: Question) -> Answer:
    """One unit: each of its catalogues by year and period, and the units below it."""
    own = unit_of(question, question.parts["unit"])
    owed = [line(row) for row in question.ask(_OF_UNIT, unit=own["code"])]
    units = _units(question)
    below = [each for each in units if is_below(each["code"], own["code"])]
    counts = _counts(question)
    document = {
        "unit": own,
        "above": [each for each in units if is_below(own["code"], each["code"])],
        "total": _counted(counts[own["code"]]),
        "catalogues": _by_catalogue(owed),
        "quarters": _by_quarter(question, own["code"]).get("", []),
        "boards": boards_of(question, own["code"]),
        "titles": titles_of(question, own["code"]),
        "leads_to": _leads_to(question, own["code"]),
        "below": [{**each, **_counted(counts[each["code"]])} for each in below],
    }
    return Answer(document=document, lines=owed)


def _leads_to(question: Question, unit: str) -> list[str]:
    """The further pages that the unit has, by name."""
    has = {
        "congress_of": has_congress,
        "deputies": has_deputies,
        "stations": has_stations,
        "elections_of": has_elections,
        "decisions_of": has_decisions,
        "guide": has_guide,
        "rules_of": has_rules,
        "blanks_of": has_blanks,
    }
    return [page for page, asks in has.items() if asks(question, unit)]


def overdue(question: Question) -> Answer:
    """What should be public and is not, longest overdue first."""
    lines = _overdue_lines(question, limit=AT_ONCE + 1, first=(question.page - 1) * AT_ONCE)
    [all_overdue] = question.ask(_ALL_OVERDUE)
    return Answer(document={"total": all_overdue.number, **paged(question, lines)}, lines=lines[:AT_ONCE])


def _overdue_lines(question: Question, *, limit: int, first: int = 0) -> list[Document]:
    rows = question.ask(_OVERDUE, limit=limit, first=first)
    return [{**line(row), "days": (question.standing.today - date.fromisoformat(row.due_on)).days} for row in rows]


def _units(question: Question) -> list[Document]:
    """In the order of their codes: a township, then what lies in it."""
    return [unit_line(row) for row in question.ask(_UNITS)]


def _counts(question: Question) -> defaultdict[str, dict[str, int]]:
    """Unit to status to number: what has become of the last year's due dates, and everything that is still owed."""
    since = (question.standing.today - LATELY).isoformat()
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in question.ask(_COUNTS, since=since):
        counts[row.unit][row.status] = row.number
    return counts


def _added(all_counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: defaultdict[str, int] = defaultdict(int)
    for counts in all_counts:
        for status, number in counts.items():
            total[status] += number
    return total


def _counted(counts: Mapping[str, int]) -> dict[str, int]:
    return {status: counts.get(status, 0) for status in COUNTED}


def _quarters(question: Question) -> list[Period]:
    """The last quarters up to the present one, but none before the first due date of the record."""
    first = question.ask(_FIRST)[0].due_on
    quarters = [period_of(question.standing.today, PeriodKind.QUARTER)]
    while first and quarters[0].first_day.isoformat() > first and len(quarters) < QUARTERS_SHOWN:
        quarters.insert(0, period_of(quarters[0].first_day - timedelta(days=1), PeriodKind.QUARTER))
    return quarters


def _by_quarter(question: Question, area: str = "", *, digits: int = 0) -> dict[str, list[Document]]:
    """For each quarter, how many duties of the area that fell due in it ended how.

    By the first `digits` of the units' codes, so that one question answers for every township; "" for all together.
    """
    quarters = _quarters(question)
    values = {"from": quarters[0].first_day.isoformat(), "to": quarters[-1].last_day.isoformat(), "digits": digits}
    if area:
        rows = question.ask(_BY_MONTH_OF_AREA, **values, area=area, below=f"{area_of(area)}[0-9]*")
    else:
        rows = question.ask(_BY_MONTH, **values)
    counts: defaultdict[tuple[str, str], defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        quarter = period_of(date.fromisoformat(f"{row.month}-01"), PeriodKind.QUARTER)
        counts[row.part, str(quarter)][row.status] += row.number
    return {
        part: [
            {"quarter": str(quarter), **{word: counts[part, str(quarter)][word] for word in SETTLED}}
            for quarter in quarters
        ]
        for part in {part for part, _ in counts}
    }


def _together(parts: Iterable[list[Document]]) -> list[Document]:
    """The same quarters of all parts, added up."""
    return [
        {"quarter": same[0]["quarter"], **{word: sum(each[word] for each in same) for word in SETTLED}}
        for same in zip(*parts, strict=True)
    ]


def _by_catalogue(owed: Iterable[Document]) -> list[Document]:
    """Catalogue, then year with the newest first, then the periods of the year in order; what stands has no year."""
    years: defaultdict[str, defaultdict[int, list[Document]]] = defaultdict(lambda: defaultdict(list))
    for duty in owed:
        years[duty["catalogue"]][_year_of(duty)].append(duty)
    return [
        {
            "catalogue": catalogue,
            "name": title_of(catalogue),
            "years": [{"year": year or None, "duties": by_year[year]} for year in sorted(by_year, reverse=True)],
        }
        for catalogue, by_year in years.items()
    ]


def _year_of(duty: Document) -> int:
    """The year of the period, or in which the matter was opened; 0 of what is posted."""
    if duty["period"] == STANDING:
        return 0
    period = parse_period(duty["period"])
    return china_day(datetime.fromisoformat(duty["opened_at"])).year if period is None else period.year
