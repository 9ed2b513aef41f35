"""What a township and each of its cadres owe by the end of a month, and whether it is there.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6二要-四要): a study a month, a discussion
a quarter, an article a half-year, a third or half of the working time in villages, diary and activities of the year.
"""

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction

from contracts.assessment.conduct.messages import Activity, ConductMadeGood, ConductMissed, Layer, Owed, Study
from contracts.assessment.conduct.rules import ConductPolicy
from contracts.calendar import Calendar, PeriodKind, day_ends, period_of

from assessment.conduct.state import ConductYear, Place

_STUDIES = {Owed.STUDY: (Study.COLLECTIVE, PeriodKind.MONTH), Owed.DISCUSSION: (Study.DISCUSSION, PeriodKind.QUARTER)}
_OF_EACH_CADRE = (Owed.ARTICLE, Owed.VILLAGE_TIME, Owed.DIARY)
_LAST_MONTH = 12
_ONCE = Fraction(1)


def working_days(year: int, calendar: Calendar) -> int:
    """Of the whole year, as far as its holiday notices are known."""
    return calendar.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)).days


def missed_with(
    month: int, year: ConductYear, policy: ConductPolicy, calendar: Calendar, now: datetime
) -> list[ConductMissed]:
    """What is owed in the spans that end with this month and is not there."""
    assert year.opened is not None
    found = []
    for owed, span, cadre in _places(month, year):
        came_to, least = _came_to(owed, span, cadre, year, calendar), _least(owed, cadre, year, policy)
        if came_to < least:
            found.append(
                ConductMissed(
                    unit=year.opened.unit,
                    year=year.opened.year,
                    owed=owed,
                    span=span,
                    cadre=cadre,
                    came_to=came_to,
                    least=least,
                    announced_at=now,
                )
            )
    return found


def made_good(year: ConductYear, policy: ConductPolicy, calendar: Calendar, now: datetime) -> list[ConductMadeGood]:
    """What was found missing and is there now."""
    assert year.opened is not None
    unit, of_year = year.opened.unit, year.opened.year
    return [
        ConductMadeGood(unit=unit, year=of_year, owed=owed, span=span, cadre=cadre, made_good_at=now)
        for owed, span, cadre in sorted(year.missed, key=lambda place: (place[1], place[0], place[2] or ""))
        if _came_to(owed, span, cadre, year, calendar) >= _least(owed, cadre, year, policy)
    ]


def month_ends(year: int, month: int) -> datetime:
    """The first moment after the month."""
    return day_ends(period_of(date(year, month, 1), PeriodKind.MONTH).last_day)


def _places(month: int, year: ConductYear) -> Iterator[Place]:
    """What is owed in the spans that end with the month; none that ended before the year was opened."""
    assert year.opened is not None
    for span, last_day, owed in _spans(year.opened.year, month):
        if day_ends(last_day) <= year.opened.opened_at:
            continue
        if owed not in _OF_EACH_CADRE:
            yield owed, span, None
            continue
        for name in sorted(year.cadres):
            left_on = year.cadres[name].left_on
            if left_on is None or left_on > last_day:
                yield owed, span, name


def _spans(year: int, month: int) -> Iterator[tuple[str, date, Owed]]:
    day = date(year, month, 1)
    last_day = period_of(day, PeriodKind.MONTH).last_day
    kinds = (
        (PeriodKind.MONTH, Owed.STUDY),
        (PeriodKind.QUARTER, Owed.DISCUSSION),
        (PeriodKind.HALF_YEAR, Owed.ARTICLE),
    )
    for kind, owed in kinds:
        period = period_of(day, kind)
        if period.last_day == last_day:
            yield str(period), last_day, owed
    if month == _LAST_MONTH:
        for owed in (Owed.VILLAGE_TIME, Owed.DIARY, *map(Owed, Activity)):
            yield f"{year:04}", last_day, owed


def _came_to(owed: Owed, span: str, cadre: str | None, year: ConductYear, calendar: Calendar) -> Fraction:
    name = cadre or ""
    match owed:
        case Owed.STUDY | Owed.DISCUSSION:
            study, kind = _STUDIES[owed]
            held = (day for each, day in year.studies if each is study)
            return Fraction(sum(str(period_of(day, kind)) == span for day in held))
        case Owed.ARTICLE:
            return Fraction(year.articles.get((name, span), 0))
        case Owed.VILLAGE_TIME:
            return Fraction(len(year.village_days.get(name, ())), working_days(int(span), calendar))
        case Owed.DIARY:
            return Fraction(year.diaries.get(name, 0))
        case _:
            return Fraction(year.activities.get(Activity(owed.value), 0))


def _least(owed: Owed, cadre: str | None, year: ConductYear, policy: ConductPolicy) -> Fraction:
    """The source gives no number for the activities of the year: they are held (AMB-03), which is once."""
    match owed:
        case Owed.STUDY:
            return Fraction(policy.study)
        case Owed.DISCUSSION:
            return Fraction(policy.discussion)
        case Owed.ARTICLE:
            return Fraction(policy.articles)
        case Owed.DIARY:
            return Fraction(policy.diary)
        case Owed.VILLAGE_TIME:
            layer = Layer.CADRE if cadre is None else year.cadres[cadre].layer
            return policy.village_time(layer)
        case _:
            return _ONCE
