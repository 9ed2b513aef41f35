"""Days and periods in China standard time."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from contracts.calendar import (
    Calendar,
    Period,
    PeriodKind,
    china_day,
    day_begins,
    day_ends,
    parse_period,
    period_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st

INSTANT = timedelta(microseconds=1)
HALF, QUARTER, MONTH = PeriodKind.HALF_YEAR, PeriodKind.QUARTER, PeriodKind.MONTH

steady = settings(deadline=None, derandomize=True)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31))
kinds = st.sampled_from(PeriodKind)
moments = st.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(2999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2025, 7, 20, 15, 59, 59, 999999, UTC), date(2025, 7, 20)),
        (datetime(2025, 7, 20, 16, tzinfo=UTC), date(2025, 7, 21)),
        (datetime(2025, 7, 19, 16, tzinfo=UTC), date(2025, 7, 20)),
        (datetime(2025, 12, 31, 15, 59, 59, 999999, UTC), date(2025, 12, 31)),
        (datetime(2025, 12, 31, 16, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2024, 2, 28, 16, tzinfo=UTC), date(2024, 2, 29)),
        (datetime(2025, 7, 20, 23, tzinfo=timezone(timedelta(hours=-5))), date(2025, 7, 21)),
    ],
)
@pytest.mark.req("X-018")
def test_a_day_begins_and_ends_at_midnight_in_china(moment: datetime, day: date):
    assert china_day(moment) == day


@pytest.mark.req("X-018")
def test_a_deadline_runs_until_the_end_of_its_day_in_china():
    assert day_ends(date(2025, 7, 20)) == datetime(2025, 7, 20, 16, tzinfo=UTC)
    assert china_day(day_ends(date(2025, 7, 20)) - INSTANT) == date(2025, 7, 20)
    assert china_day(day_ends(date(2025, 7, 20))) == date(2025, 7, 21)


@pytest.mark.parametrize("day", [date(1988, 7, 1), date(1991, 7, 1), date(2025, 7, 1)])
def test_there_is_no_summer_time(day: date):
    assert day_ends(day) - day_begins(day) == timedelta(hours=24)
    assert day_begins(day).hour == 16


@given(days)
@steady
def test_the_moments_of_a_day_are_those_from_its_beginning_to_its_end(day: date):
    assert china_day(day_begins(day)) == day == china_day(day_ends(day) - INSTANT)
    assert day_ends(day) == day_begins(day + timedelta(days=1))


@given(moments)
@steady
def test_every_moment_lies_in_its_day(moment: datetime):
    day = china_day(moment)

    assert day_begins(day) <= moment < day_ends(day)


@pytest.mark.parametrize(
    ("text", "first", "last", "following"),
    [
        ("2025H1", date(2025, 1, 1), date(2025, 6, 30), "2025H2"),
        ("2025H2", date(2025, 7, 1), date(2025, 12, 31), "2026H1"),
        ("2025Q1", date(2025, 1, 1), date(2025, 3, 31), "2025Q2"),
        ("2025Q2", date(2025, 4, 1), date(2025, 6, 30), "2025Q3"),
        ("2025Q3", date(2025, 7, 1), date(2025, 9, 30), "2025Q4"),
        ("2025Q4", date(2025, 10, 1), date(2025, 12, 31), "2026Q1"),
        ("2025-01", date(2025, 1, 1), date(2025, 1, 31), "2025-02"),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28), "2025-03"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-03"),
        ("2000-02", date(2000, 2, 1), date(2000, 2, 29), "2000-03"),
        ("2100-02", date(2100, 2, 1), date(2100, 2, 28), "2100-03"),
        ("2025-09", date(2025, 9, 1), date(2025, 9, 30), "2025-10"),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31), "2026-01"),
    ],
)
def test_periods_are_those_of_the_calendar(text: str, first: date, last: date, following: str):
    period = parse_period(text)
    assert period is not None

    assert (str(period), period.first_day, period.last_day, str(period.next())) == (text, first, last, following)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "2025H0",
        "2025H3",
        "2025Q0",
        "2025Q5",
        "2025-00",
        "2025-13",
        "2025-1",
        "2025-001",
        "25H1",
        "02025H1",
        "2025h1",
        "2025H1 ",
        " 2025H1",
        "2025H1\n",
        "2025H12",
        "２０２５H1",
        "2025Ｈ1",
        "2025-０9",
        "-025H1",
    ],
)
def test_anything_else_is_no_period(text: str):
    assert parse_period(text) is None


@given(days, kinds)
@steady
def test_a_day_lies_in_its_period_and_in_no_other(day: date, kind: PeriodKind):
    period = period_of(day, kind)

    assert period.kind is kind
    assert period.first_day <= day <= period.last_day < period.next().first_day


@given(days, kinds)
@steady
def test_periods_follow_each_other_without_a_gap(day: date, kind: PeriodKind):
    period = period_of(day, kind)

    assert period.next() == period_of(period.last_day + timedelta(days=1), kind)
    assert period.next().first_day - period.last_day == timedelta(days=1)
    assert period.first_day.day == 1


@given(days, kinds)
@steady
def test_a_period_is_read_as_it_is_written(day: date, kind: PeriodKind):
    period = period_of(day, kind)

    assert parse_period(str(period)) == period


@given(days, days, kinds)
@steady
def test_periods_of_one_kind_sort_as_time_and_as_text(one: date, other: date, kind: PeriodKind):
    first, second = period_of(one, kind), period_of(other, kind)

    assert (first < second) == (first.first_day < second.first_day) == (str(first) < str(second))


@pytest.mark.parametrize(("kind", "a_year"), [(HALF, 2), (QUARTER, 4), (MONTH, 12)])
def test_a_year_has_as_many_periods_as_it_should(kind: PeriodKind, a_year: int):
    period, seen = Period(2024, 1, kind), []
    while period.year == 2024:
        seen.append(period)
        period = period.next()

    assert len(seen) == a_year
    assert sum((item.last_day - item.first_day).days + 1 for item in seen) == 366


def test_the_calendar_has_a_digest_that_names_what_is_known():
    assert Calendar().digest == Calendar(zone="+08:00").digest
    assert Calendar().digest != Calendar(zone="+09:00").digest
