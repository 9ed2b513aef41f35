"""Deadlines by every way of counting, and why they are the day they are."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from contracts.calendar import Calendar, calendar_as_known, china_day
from contracts.deadlines import DeadlineRule, Direction, RestDay, Stop, TimeUnit, deadline
from contracts.errors import Malformed
from contracts.explanations import DayMark, Explanation, explain_deadline
from contracts.message import contract_of, dump, load
from hypothesis import assume, given, settings
from hypothesis import strategies as st

ONE_DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
ALL = calendar_as_known(date(2026, 12, 31))
DAYS, WORKING, MONTHS, YEARS = TimeUnit.DAYS, TimeUnit.WORKING_DAYS, TimeUnit.MONTHS, TimeUnit.YEARS

steady = settings(deadline=None, derandomize=True)


def rule(
    amount: int,
    unit: TimeUnit = DAYS,
    *,
    direction: Direction = Direction.AFTER,
    first_day_counts: bool = False,
    named_day_included: bool = True,
    rest_day: RestDay = RestDay.KEEP,
) -> DeadlineRule:
    return DeadlineRule(
        amount=amount,
        unit=unit,
        direction=direction,
        first_day_counts=first_day_counts,
        named_day_included=named_day_included,
        rest_day=rest_day,
        source="1 §四4",
    )


def due(how: DeadlineRule, start: date, calendar: Calendar = ALL) -> date:
    return deadline(how, start, calendar).due_on


# Days


@pytest.mark.req("X-018")
def test_by_a_day_is_until_its_end_in_china():
    by = deadline(rule(0), date(2025, 7, 20), ALL)

    assert (date(2025, 7, 20), datetime(2025, 7, 20, 16, tzinfo=UTC)) == (by.due_on, by.due_at)
    assert date(2025, 7, 20) == china_day(by.due_at - INSTANT)
    assert date(2025, 7, 21) == china_day(by.due_at)


@pytest.mark.req("X-018")
def test_strictly_before_a_day_is_until_the_end_of_its_eve():
    strict = deadline(rule(0, named_day_included=False), date(2025, 1, 1), ALL)

    assert (date(2024, 12, 31), datetime(2024, 12, 31, 16, tzinfo=UTC)) == (strict.due_on, strict.due_at)


def test_the_first_day_is_counted_or_not():
    assert date(2025, 7, 30) == due(rule(10), date(2025, 7, 20))
    assert date(2025, 7, 29) == due(rule(10, first_day_counts=True), date(2025, 7, 20))
    assert date(2025, 7, 20) == due(rule(1, first_day_counts=True), date(2025, 7, 20))


def test_days_run_over_the_end_of_a_year_and_a_leap_day():
    assert date(2026, 1, 1) == due(rule(1), date(2025, 12, 31))
    assert date(2024, 3, 1) == due(rule(2), date(2024, 2, 28))
    assert date(2025, 3, 2) == due(rule(2), date(2025, 2, 28))


def test_a_count_of_days_waits_for_no_notice():
    assert not deadline(rule(30), date(2031, 1, 1), Calendar()).is_provisional


# A minimum before an event (AMB-56)


def test_at_least_twenty_full_days_before_election_day_is_that_day_minus_twenty():
    roll = rule(20, direction=Direction.BEFORE)

    assert date(2026, 6, 1) == due(roll, date(2026, 6, 21))


def test_the_day_of_the_event_is_counted_or_the_whole_of_the_named_day_excluded():
    assert date(2026, 6, 2) == due(rule(20, direction=Direction.BEFORE, first_day_counts=True), date(2026, 6, 21))
    assert date(2026, 5, 31) == due(rule(20, direction=Direction.BEFORE, named_day_included=False), date(2026, 6, 21))


def test_a_minimum_that_begins_on_a_rest_day_stays_there_or_becomes_longer():
    keep = rule(5, direction=Direction.BEFORE)

    assert date(2026, 6, 13) == due(keep, date(2026, 6, 18))
    assert date(2026, 6, 12) == due(replace(keep, rest_day=RestDay.PREVIOUS), date(2026, 6, 18))


def test_working_days_and_months_before_an_event():
    assert date(2026, 2, 27) == due(rule(2, WORKING, direction=Direction.BEFORE), date(2026, 3, 2))
    assert date(2026, 2, 28) == due(rule(1, WORKING, direction=Direction.BEFORE), date(2026, 3, 2))
    assert date(2025, 2, 28) == due(rule(1, MONTHS, direction=Direction.BEFORE), date(2025, 3, 31))
    assert date(2023, 2, 28) == due(rule(1, YEARS, direction=Direction.BEFORE), date(2024, 2, 29))


# Months and years


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 1, 30), 1, date(2024, 2, 29)),
        (date(2024, 1, 29), 1, date(2024, 2, 29)),
        (date(2024, 1, 28), 1, date(2024, 2, 28)),
        (date(2025, 2, 28), 1, date(2025, 3, 28)),
        (date(2025, 10, 31), 1, date(2025, 11, 30)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_end_on_the_corresponding_day_or_with_their_month(start: date, months: int, end: date):
    assert end == due(rule(months, MONTHS), start)


def test_a_year_from_a_leap_day_ends_with_february():
    assert date(2025, 2, 28) == due(rule(1, YEARS), date(2024, 2, 29))
    assert date(2028, 2, 29) == due(rule(4, YEARS), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2025, 3, 1), date(2025, 3, 31)),
        (date(2025, 1, 28), date(2025, 2, 27)),
        (date(2025, 1, 29), date(2025, 2, 28)),
        (date(2025, 1, 31), date(2025, 2, 28)),
    ],
)
def test_a_month_whose_first_day_counts_ends_on_the_eve_of_the_corresponding_day(start: date, end: date):
    assert end == due(rule(1, MONTHS, first_day_counts=True), start)


# Working days and rest days


def test_seven_working_days_from_a_thursday_in_2011_end_on_a_sunday():
    assert date(2011, 1, 30) == due(rule(7, WORKING), date(2011, 1, 20))
    assert date(2011, 1, 30) == due(rule(7, WORKING, rest_day=RestDay.NEXT), date(2011, 1, 20))


def test_an_answer_due_in_twenty_working_days_moved_when_the_spring_festival_was_extended():
    answer, received = rule(20, WORKING), date(2020, 1, 10)

    assert date(2020, 2, 12) == due(answer, received, calendar_as_known(date(2020, 1, 20)))
    assert date(2020, 2, 12) == due(answer, received, calendar_as_known(date(2020, 1, 26)))
    assert date(2020, 2, 14) == due(answer, received, calendar_as_known(date(2020, 1, 27)))
    assert date(2020, 2, 14) == due(answer, received)


QUARTER_DATES = [date(year, month, 20) for year in range(2011, 2027) for month in (1, 4, 7, 10)]


def test_nineteen_of_the_64_quarter_dates_are_rest_days():
    moved = {policy: [day for day in QUARTER_DATES if due(rule(0, rest_day=policy), day) != day] for policy in RestDay}

    assert 64 == len(QUARTER_DATES)
    assert {RestDay.KEEP: 0, RestDay.NEXT: 19, RestDay.PREVIOUS: 19} == {key: len(days) for key, days in moved.items()}
    assert moved[RestDay.NEXT] == moved[RestDay.PREVIOUS]


@pytest.mark.parametrize(
    ("named", "following", "previous"),
    [
        (date(2013, 4, 20), date(2013, 4, 22), date(2013, 4, 19)),
        (date(2014, 4, 20), date(2014, 4, 21), date(2014, 4, 18)),
        (date(2024, 1, 20), date(2024, 1, 22), date(2024, 1, 19)),
        (date(2025, 4, 20), date(2025, 4, 21), date(2025, 4, 18)),
        (date(2025, 10, 3), date(2025, 10, 9), date(2025, 9, 30)),
        (date(2026, 2, 28), date(2026, 2, 28), date(2026, 2, 28)),
    ],
)
def test_a_last_day_that_is_a_rest_day_is_kept_or_moves(named: date, following: date, previous: date):
    assert named == due(rule(0), named)
    assert following == due(rule(0, rest_day=RestDay.NEXT), named)
    assert previous == due(rule(0, rest_day=RestDay.PREVIOUS), named)


def test_a_deadline_past_the_last_notice_is_provisional_until_the_notice_comes():
    late = rule(20, WORKING), date(2019, 12, 20)
    before = deadline(*late, calendar_as_known(date(2019, 11, 20)))
    after = deadline(*late, calendar_as_known(date(2019, 11, 21)))

    assert (date(2020, 1, 17), True) == (before.due_on, before.is_provisional)
    assert (date(2020, 1, 19), False) == (after.due_on, after.is_provisional)


def test_only_a_move_makes_a_day_count_provisional():
    on_new_year = date(2019, 12, 22)

    assert not deadline(rule(10), on_new_year, calendar_as_known(date(2019, 1, 1))).is_provisional
    assert deadline(rule(10, rest_day=RestDay.NEXT), on_new_year, calendar_as_known(date(2019, 1, 1))).is_provisional
    assert date(2020, 1, 2) == due(rule(10, rest_day=RestDay.NEXT), on_new_year)


# Stopped clocks


def test_the_clock_stands_still_on_the_days_after_one_and_until_another():
    stop = Stop(stopped_by="correction-asked", after=date(2026, 3, 4), until=date(2026, 3, 11))

    assert date(2026, 3, 18) == deadline(rule(10), date(2026, 3, 1), ALL, [stop]).due_on
    assert date(2026, 3, 4) == deadline(rule(3), date(2026, 3, 1), ALL, [stop]).due_on
    assert date(2026, 3, 12) == deadline(rule(4), date(2026, 3, 1), ALL, [stop]).due_on
    assert date(2026, 3, 20) == deadline(rule(10, WORKING), date(2026, 3, 1), ALL, [stop]).due_on
    assert date(2026, 4, 8) == deadline(rule(1, MONTHS), date(2026, 3, 1), ALL, [stop]).due_on


# Rules


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"rest_day": "next", "direction": "before"}, "rest_day"),
        ({"rest_day": "next", "named_day_included": False}, "rest_day"),
        ({"amount": 0, "first_day_counts": True}, "first_day_counts"),
        ({"amount": -1}, "amount"),
        ({"amount": 3661}, "amount"),
        ({"amount": 2501, "unit": "working-days"}, "amount"),
        ({"amount": 121, "unit": "months"}, "amount"),
        ({"amount": 11, "unit": "years"}, "amount"),
        ({"unit": "fortnights"}, "unit"),
        ({"source": " "}, "source"),
        ({"grace": 1}, "grace"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(document: dict[str, object], field: str):
    with pytest.raises(Malformed) as refusal:
        load(DeadlineRule, {"amount": 20, "unit": "days", "source": "1 §四4", **document})
    assert [field] == list(refusal.value.problems)


STOP = Stop(stopped_by="hearing", after=date(2026, 3, 4), until=date(2026, 3, 11))


@pytest.mark.parametrize(
    ("how", "start", "stops", "field"),
    [
        (rule(1), date(1949, 12, 31), (), "start"),
        (rule(1), date(3000, 1, 1), (), "start"),
        (rule(1, direction=Direction.BEFORE), date(2026, 3, 1), (STOP,), "stops"),
        (rule(9), date(2026, 3, 1), (STOP, STOP), "stops"),
        (rule(9), date(2026, 3, 1), (replace(STOP, until=date(2036, 3, 12)),), "stops"),
    ],
)
def test_what_cannot_be_counted_is_refused(how: DeadlineRule, start: date, stops: tuple[Stop, ...], field: str):
    for answer in (deadline, explain_deadline):
        with pytest.raises(Malformed) as refusal:
            answer(how, start, ALL, stops)
        assert [field] == list(refusal.value.problems)


def test_a_clock_does_not_run_again_before_it_stopped():
    with pytest.raises(Malformed):
        Stop(stopped_by="hearing", after=date(2026, 3, 4), until=date(2026, 3, 3))


def test_a_pack_may_leave_out_what_is_usual():
    assert rule(20, WORKING) == load(DeadlineRule, {"amount": 20, "unit": "working-days", "source": "1 §四4"})


rules = st.builds(
    rule,
    st.integers(0, 70),
    st.sampled_from([DAYS, WORKING]),
    first_day_counts=st.just(False),
    rest_day=st.sampled_from(RestDay),
) | st.builds(rule, st.integers(0, 15), st.just(MONTHS), rest_day=st.sampled_from(RestDay))


@st.composite
def any_rule(draw: st.DrawFn) -> DeadlineRule:
    unit = draw(st.sampled_from(TimeUnit))
    amount = draw(st.integers(0, {DAYS: 70, WORKING: 50, MONTHS: 14, YEARS: 2}[unit]))
    direction, included = draw(st.sampled_from(Direction)), draw(st.booleans())
    may_move_on = direction is Direction.AFTER and included
    policies = [policy for policy in RestDay if may_move_on or policy is not RestDay.NEXT]
    return rule(
        amount,
        unit,
        direction=direction,
        first_day_counts=amount > 0 and draw(st.booleans()),
        named_day_included=included,
        rest_day=draw(st.sampled_from(policies)),
    )


@st.composite
def some_stops(draw: st.DrawFn, start: date) -> list[Stop]:
    stops, day = [], start + draw(st.integers(-10, 10)) * ONE_DAY
    for number in range(draw(st.integers(0, 3))):
        after = day + draw(st.integers(0, 20)) * ONE_DAY
        day = after + draw(st.integers(0, 20)) * ONE_DAY
        stops.append(Stop(stopped_by=f"fact-{number}", after=after, until=day))
    return stops


starts = st.dates(date(2006, 6, 1), date(2028, 6, 1))
calendars = st.builds(calendar_as_known, st.dates(date(2006, 1, 1), date(2026, 12, 31)))


def arguments(draw: st.DrawFn) -> tuple[DeadlineRule, date, Calendar, list[Stop]]:
    how, start, calendar = draw(any_rule()), draw(starts), draw(calendars)
    stops = draw(some_stops(start)) if how.direction is Direction.AFTER else []
    return how, start, calendar, stops


asked = st.composite(arguments)()


@given(asked)
@settings(deadline=None, derandomize=True, max_examples=200)
def test_the_explanation_agrees_with_the_result(arguments: tuple[DeadlineRule, date, Calendar, list[Stop]]):
    assert deadline(*arguments) == explain_deadline(*arguments).deadline


@given(asked)
@steady
def test_an_explanation_lists_every_day_once_and_numbers_what_is_counted(
    arguments: tuple[DeadlineRule, date, Calendar, list[Stop]],
):
    explanation = explain_deadline(*arguments)
    days = [line.day for line in explanation.days]
    numbers = [line.number for line in explanation.days if line.number is not None]
    how = explanation.rule

    assert days == [days[0] + step * ONE_DAY for step in range(len(days))]
    assert {explanation.start, explanation.deadline.due_on} <= set(days) or how.first_day_counts
    assert list(range(1, len(numbers) + 1)) == sorted(numbers)
    assert how.unit in (MONTHS, YEARS) or how.amount == len(numbers)


@given(asked)
@settings(deadline=None, derandomize=True, max_examples=30)
def test_an_explanation_travels_as_a_document(arguments: tuple[DeadlineRule, date, Calendar, list[Stop]]):
    explanation = explain_deadline(*arguments)

    assert explanation == load(Explanation, dump(explanation))
    assert explanation == contract_of(Explanation).recorded(dump(explanation))


@given(rules, starts, st.integers(0, 40), calendars)
@steady
def test_a_later_start_is_never_due_earlier(how: DeadlineRule, start: date, later: int, calendar: Calendar):
    assert due(how, start, calendar) <= due(how, start + later * ONE_DAY, calendar)


@given(rules, starts, st.integers(0, 20), calendars)
@steady
def test_a_longer_limit_is_never_due_earlier(how: DeadlineRule, start: date, more: int, calendar: Calendar):
    longer = replace(how, amount=how.amount + more)

    assert due(how, start, calendar) <= due(longer, start, calendar)


@given(asked)
@steady
def test_what_moves_lands_on_a_working_day(arguments: tuple[DeadlineRule, date, Calendar, list[Stop]]):
    how, _, calendar, _ = arguments
    assume(how.rest_day is not RestDay.KEEP)

    assert calendar.is_working_day(deadline(*arguments).due_on)


@given(asked)
@settings(deadline=None, derandomize=True, max_examples=50)
def test_a_deadline_that_is_not_provisional_is_moved_by_no_yearly_notice(
    arguments: tuple[DeadlineRule, date, Calendar, list[Stop]],
):
    how, start, calendar, stops = arguments
    settled = [notice for notice in ALL.notices if notice.settled or notice in calendar.notices]
    found = deadline(how, start, calendar, stops)
    assume(not found.is_provisional)

    assert found == deadline(how, start, Calendar(notices=tuple(settled)), stops)


# Explanations


def marks(explanation: Explanation) -> dict[date, DayMark]:
    return {line.day: line.mark for line in explanation.days}


def test_an_explanation_names_the_notices_and_when_each_became_known():
    explanation = explain_deadline(rule(20, WORKING), date(2020, 1, 10), ALL)

    assert [("2020", date(2019, 11, 21)), ("2020-spring-festival", date(2020, 1, 27))] == [
        (notice.id, notice.known_from) for notice in explanation.notices
    ]
    assert ALL.digest == explanation.calendar
    assert "1 §四4" == explanation.rule.source
    assert "国办发明电〔2020〕1号" == next(line.notice for line in explanation.days if line.day == date(2020, 2, 1))


def test_every_kind_of_day_is_told_apart():
    stop = Stop(stopped_by="correction-asked", after=date(2020, 1, 14), until=date(2020, 1, 16))
    explained = explain_deadline(rule(20, WORKING), date(2020, 1, 10), calendar_as_known(date(2020, 1, 20)), [stop])

    told = marks(explained)
    assert DayMark.START is told[date(2020, 1, 10)]
    assert DayMark.WEEKEND is told[date(2020, 1, 11)]
    assert DayMark.COUNTED is told[date(2020, 1, 13)]
    assert DayMark.STOPPED is told[date(2020, 1, 15)]
    assert DayMark.MAKE_UP_WORKDAY is told[date(2020, 1, 19)]
    assert DayMark.HOLIDAY is told[date(2020, 1, 24)]
    assert "correction-asked" == next(line.stopped_by for line in explained.days if line.day == date(2020, 1, 15))


def test_a_moved_and_an_excluded_last_day_are_told_apart():
    moved = explain_deadline(rule(0, rest_day=RestDay.NEXT), date(2025, 4, 20), ALL)
    excluded = explain_deadline(rule(0, named_day_included=False), date(2025, 4, 20), ALL)

    assert {date(2025, 4, 20): DayMark.MOVED, date(2025, 4, 21): DayMark.LAST} == marks(moved)
    assert {date(2025, 4, 19): DayMark.LAST, date(2025, 4, 20): DayMark.EXCLUDED} == marks(excluded)
    assert () == excluded.notices
