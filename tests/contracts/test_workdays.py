"""Working days: counting, adding, and what is provisional. Half-months."""

from datetime import date, timedelta

import pytest
from contracts.calendar import Calendar, calendar_as_known
from contracts.halfmonths import HalfMonth, half_month_of, parse_half_month
from hypothesis import given, settings
from hypothesis import strategies as st

ONE_DAY = timedelta(days=1)
ALL = calendar_as_known(date(2026, 12, 31))

steady = settings(deadline=None, derandomize=True)
any_day = st.dates(date(2004, 1, 1), date(2029, 12, 31))
known_on = st.dates(date(2006, 1, 1), date(2026, 12, 31))
amounts = st.integers(1, 400)


def test_seven_working_days_can_end_on_a_sunday():
    assert (date(2011, 1, 30), False) == ALL.add_working_days(date(2011, 1, 20), 7)
    assert 6 == date(2011, 1, 30).weekday()


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2026, 2, 13), date(2026, 3, 19)),
        (date(2026, 2, 14), date(2026, 3, 20)),
        (date(2026, 2, 15), date(2026, 3, 20)),
        (date(2026, 2, 23), date(2026, 3, 20)),
        (date(2026, 2, 24), date(2026, 3, 23)),
    ],
)
def test_twenty_working_days_across_the_spring_festival(start: date, due: date):
    assert (due, False) == ALL.add_working_days(start, 20)


def test_a_year_that_begins_with_a_holiday_of_the_year_before():
    assert date(2019, 1, 2) == ALL.add_working_days(date(2018, 12, 29), 1).day
    assert date(2018, 12, 29) == ALL.add_working_days(date(2018, 12, 28), 1).day
    assert date(2012, 1, 4) == ALL.add_working_days(date(2011, 12, 31), 1).day


def test_the_first_day_counts_only_if_it_is_worked():
    monday, saturday = date(2026, 3, 2), date(2026, 3, 7)

    assert date(2026, 3, 3) == ALL.add_working_days(monday, 1).day
    assert monday == ALL.add_working_days(monday, 1, first_day_counts=True).day
    assert date(2026, 3, 9) == ALL.add_working_days(saturday, 1, first_day_counts=True).day


def test_no_days_later_is_the_day_itself():
    assert (date(2026, 3, 7), False) == ALL.add_working_days(date(2026, 3, 7), 0)


@pytest.mark.parametrize("year", range(2007, 2027))
def test_a_year_has_between_247_and_252_working_days(year: int):
    count = ALL.working_days_between(date(year - 1, 12, 31), date(year, 12, 31))

    assert 247 <= count.days <= 252
    assert count.is_provisional == (year == 2026)


def test_before_all_notices_five_days_of_seven_are_worked():
    assert (date(2030, 1, 28), True) == ALL.add_working_days(date(2029, 12, 31), 20)
    assert (date(2026, 1, 29), True) == Calendar().add_working_days(date(2026, 1, 1), 20)
    assert (-5, True) == Calendar().working_days_between(date(2026, 1, 9), date(2026, 1, 2))


def test_the_first_day_that_a_notice_ever_named_counts():
    assert (1, False) == ALL.working_days_between(date(2006, 12, 29), date(2006, 12, 30))
    assert (date(2006, 12, 30), False) == ALL.add_working_days(date(2006, 12, 29), 1)
    assert date(2006, 12, 31) == ALL.add_working_days(date(2006, 12, 30), 1).day


def test_an_answer_is_provisional_as_soon_as_one_day_counted_has_no_notice():
    assert not ALL.add_working_days(date(2026, 12, 24), 2).is_provisional
    assert date(2026, 12, 28) == ALL.add_working_days(date(2026, 12, 24), 2).day
    assert ALL.add_working_days(date(2026, 12, 24), 3).is_provisional
    assert ALL.add_working_days(date(2006, 12, 28), 3).is_provisional
    assert not ALL.add_working_days(date(2006, 12, 29), 3).is_provisional


def by_hand(calendar: Calendar, start: date, days: int) -> date:
    day, step = start, ONE_DAY if days > 0 else -ONE_DAY
    while days:
        day += step
        if calendar.day(day).is_working:
            days += -1 if days > 0 else 1
    return day


@given(known_on, any_day, st.integers(-60, 60))
@steady
def test_adding_is_what_counting_by_hand_gives(known: date, start: date, days: int):
    calendar = calendar_as_known(known)

    assert by_hand(calendar, start, days) == calendar.add_working_days(start, days).day


@given(known_on, any_day, amounts)
@steady
def test_adding_and_counting_agree(known: date, start: date, days: int):
    calendar = calendar_as_known(known)
    later, earlier = calendar.add_working_days(start, days), calendar.add_working_days(start, -days)

    assert (days, later.is_provisional) == calendar.working_days_between(start, later.day)
    assert days == calendar.working_days_between(earlier.day - ONE_DAY, start - ONE_DAY).days


@given(known_on, any_day, any_day, amounts, st.integers(0, 50), st.booleans())
@steady
def test_adding_is_monotone(known: date, one: date, other: date, days: int, more: int, first: bool):
    calendar = calendar_as_known(known)
    earlier, later = sorted((one, other))

    def due(start: date, amount: int) -> date:
        return calendar.add_working_days(start, amount, first_day_counts=first).day

    assert due(earlier, days) <= due(later, days)
    assert due(earlier, days) + more * ONE_DAY <= due(earlier, days + more)


@given(known_on, any_day, amounts)
@steady
def test_a_first_day_that_counts_is_a_start_the_day_before(known: date, start: date, days: int):
    calendar = calendar_as_known(known)
    counting = calendar.add_working_days(start, days, first_day_counts=True)

    assert calendar.add_working_days(start - ONE_DAY, days).day == counting.day


@given(known_on, any_day)
@steady
def test_a_day_is_worked_if_it_counts(known: date, day: date):
    calendar = calendar_as_known(known)

    assert calendar.day(day).is_working == (calendar.working_days_between(day - ONE_DAY, day).days == 1)
    assert calendar.day(day).is_provisional == (not calendar.is_settled(day, day))


# Half-months


@pytest.mark.parametrize(
    ("text", "first", "last", "following"),
    [
        ("2025-09H1", date(2025, 9, 1), date(2025, 9, 15), "2025-09H2"),
        ("2025-09H2", date(2025, 9, 16), date(2025, 9, 30), "2025-10H1"),
        ("2025-02H2", date(2025, 2, 16), date(2025, 2, 28), "2025-03H1"),
        ("2024-02H2", date(2024, 2, 16), date(2024, 2, 29), "2024-03H1"),
        ("2025-12H2", date(2025, 12, 16), date(2025, 12, 31), "2026-01H1"),
    ],
)
@pytest.mark.req("X-019")
def test_a_half_month_ends_on_the_15th_or_with_its_month(text: str, first: date, last: date, following: str):
    half = parse_half_month(text)
    assert half is not None

    assert (text, first, last, following) == (str(half), half.first_day, half.last_day, str(half.next()))


@pytest.mark.parametrize("text", ["", "2025-09", "2025H1", "2025-09H0", "2025-09H3", "2025-13H1", "2025-09H1\n"])
def test_anything_else_is_no_half_month(text: str):
    assert parse_half_month(text) is None


@given(any_day)
@steady
def test_every_day_lies_in_its_half_month(day: date):
    half = half_month_of(day)

    assert half.first_day <= day <= half.last_day
    assert half_month_of(half.last_day + ONE_DAY) == half.next() > half
    assert half == HalfMonth(day.year, day.month, half.half) == parse_half_month(str(half))
