"""Clocks that named facts stop and set going again."""

from datetime import date, timedelta

import pytest
from contracts.calendar import calendar_as_known
from contracts.deadlines import DeadlineRule, Stop, TimeUnit, deadline
from contracts.suspension import Suspension, begin, extend, pause, resume
from hypothesis import given, settings
from hypothesis import strategies as st

ONE_DAY = timedelta(days=1)
ALL = calendar_as_known(date(2026, 12, 31))
START = date(2026, 2, 2)
UNITS = (TimeUnit.DAYS, TimeUnit.WORKING_DAYS)

steady = settings(deadline=None, derandomize=True)


def clock(budget: int = 20, unit: TimeUnit = TimeUnit.DAYS) -> Suspension:
    return begin(budget=budget, unit=unit, after=START)


def test_a_clock_that_never_stops_is_due_like_any_deadline():
    assert date(2026, 2, 22) == clock().due_on(ALL)
    assert date(2026, 3, 6) == clock(unit=TimeUnit.WORKING_DAYS).due_on(ALL)


def test_what_is_left_is_run_down_after_the_stop():
    stopped = pause(clock(), "correction-asked", on=date(2026, 2, 10), calendar=ALL)
    running = resume(stopped, "correction-asked", on=date(2026, 2, 20))

    assert (8, 12, None, None) == (stopped.consumed, stopped.remaining, stopped.running_since, stopped.due_on(ALL))
    assert (8, 12, date(2026, 2, 20)) == (running.consumed, running.remaining, running.running_since)
    assert date(2026, 3, 4) == running.due_on(ALL)
    assert (Stop(stopped_by="correction-asked", after=date(2026, 2, 10), until=date(2026, 2, 20)),) == running.stops


def test_a_clock_of_working_days_is_not_run_down_by_the_holidays():
    stopped = pause(clock(unit=TimeUnit.WORKING_DAYS), "hearing", on=date(2026, 2, 24), calendar=ALL)

    assert 11 == stopped.consumed
    assert 11 == pause(clock(), "hearing", on=date(2026, 2, 13), calendar=ALL).consumed


def test_the_clock_runs_again_when_the_last_fact_lets_go():
    both = pause(clock(), "correction-asked", on=date(2026, 2, 10), calendar=ALL)
    both = pause(both, "others-consulted", on=date(2026, 2, 12), calendar=ALL)
    one = resume(both, "correction-asked", on=date(2026, 2, 14))
    none = resume(one, "others-consulted", on=date(2026, 2, 20))

    assert ("correction-asked", "others-consulted") == both.holding
    assert (("others-consulted",), None) == (one.holding, one.due_on(ALL))
    assert date(2026, 3, 4) == none.due_on(ALL)
    assert [("correction-asked", 4), ("others-consulted", 6)] == [
        (stop.stopped_by, (stop.until - stop.after).days) for stop in none.stops
    ]


def test_a_later_fact_that_lets_go_first_leaves_the_first_one_holding():
    both = pause(clock(), "correction-asked", on=date(2026, 2, 10), calendar=ALL)
    both = pause(both, "others-consulted", on=date(2026, 2, 12), calendar=ALL)
    one = resume(both, "others-consulted", on=date(2026, 2, 14))

    assert (("correction-asked",), date(2026, 2, 10), ()) == (one.holding, one.stopped_after, one.stops)


def test_the_same_fact_twice_changes_nothing():
    stopped = pause(clock(), "hearing", on=date(2026, 2, 10), calendar=ALL)

    assert stopped == pause(stopped, "hearing", on=date(2026, 2, 11), calendar=ALL)
    assert clock() == resume(clock(), "hearing", on=date(2026, 2, 11))
    assert stopped == resume(stopped, "another-fact", on=date(2026, 2, 11))


def test_stopped_and_set_going_on_one_day_costs_nothing():
    running = resume(pause(clock(), "hearing", on=date(2026, 2, 10), calendar=ALL), "hearing", on=date(2026, 2, 10))

    assert clock().due_on(ALL) == running.due_on(ALL)


def test_a_fact_dated_before_the_clock_ran_stops_it_where_it_began():
    stopped = pause(clock(), "hearing", on=date(2026, 1, 20), calendar=ALL)
    running = resume(stopped, "hearing", on=date(2026, 1, 25))

    assert (START, 0) == (stopped.stopped_after, stopped.consumed)
    assert (START, clock().due_on(ALL)) == (running.running_since, running.due_on(ALL))


@pytest.mark.parametrize(("on", "is_stopped"), [(21, True), (22, False), (23, False)])
def test_a_clock_that_has_run_down_is_not_stopped(on: int, is_stopped: bool):
    asked = pause(clock(), "hearing", on=date(2026, 2, on), calendar=ALL)

    assert is_stopped == (asked.running_since is None)
    assert is_stopped or date(2026, 2, 22) == asked.due_on(ALL)


def test_an_extension_makes_the_budget_larger():
    longer = extend(pause(clock(), "hearing", on=date(2026, 2, 10), calendar=ALL), 30)

    assert (50, 8, 42) == (longer.budget, longer.consumed, longer.remaining)


actions = st.lists(
    st.tuples(st.sampled_from(["pause", "resume", "extend"]), st.sampled_from("abc"), st.integers(-5, 15)),
    max_size=15,
)


@given(st.integers(1, 60), st.sampled_from(UNITS), actions, st.integers(0, 100))
@steady
def test_consumed_and_remaining_are_the_budget(
    budget: int, unit: TimeUnit, sequence: list[tuple[str, str, int]], until: int
):
    now, ledger = START, clock(budget, unit)
    for action, fact, days in sequence:
        now += days * ONE_DAY
        before = ledger
        match action:
            case "pause":
                ledger = pause(ledger, fact, on=now, calendar=ALL)
            case "resume":
                ledger = resume(ledger, fact, on=now)
            case _:
                ledger = extend(ledger, 3)
        day = now + until * ONE_DAY

        assert ledger.budget == ledger.consumed + ledger.remaining
        assert 0 <= before.consumed <= ledger.consumed <= ledger.consumed_by(day, ALL) <= ledger.budget
        assert (ledger.running_since is None) == bool(ledger.holding) == (ledger.stopped_after is not None)


@given(st.integers(1, 60), st.sampled_from(UNITS), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12))))
@steady
def test_what_was_consumed_are_the_days_on_which_the_clock_ran(
    budget: int, unit: TimeUnit, runs: list[tuple[int, int]]
):
    now, ledger = START, clock(budget, unit)
    for ran, stood in runs:
        now += ran * ONE_DAY
        ledger = pause(ledger, "hearing", on=now, calendar=ALL)
        now += stood * ONE_DAY
        ledger = resume(ledger, "hearing", on=now)
    due_on = ledger.due_on(ALL)
    assert due_on is not None
    stood_still = {stop.after + (step + 1) * ONE_DAY for stop in ledger.stops for step in range(length(stop))}
    running = [START + step * ONE_DAY for step in range(1, (due_on - START).days + 1)]
    counted = [day for day in running if day not in stood_still and (unit is TimeUnit.DAYS or ALL.is_working_day(day))]

    assert budget == len(counted)
    assert budget == ledger.consumed_by(due_on, ALL) > ledger.consumed_by(due_on - ONE_DAY, ALL)


def length(stop: Stop) -> int:
    return (stop.until - stop.after).days


@given(st.integers(1, 60), st.sampled_from(UNITS), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12))))
@steady
def test_the_ledger_and_the_rule_come_to_the_same_day(budget: int, unit: TimeUnit, runs: list[tuple[int, int]]):
    now, ledger = START, clock(budget, unit)
    for ran, stood in runs:
        now += ran * ONE_DAY
        ledger = pause(ledger, "hearing", on=now, calendar=ALL)
        now += stood * ONE_DAY
        ledger = resume(ledger, "hearing", on=now)
    rule = DeadlineRule(amount=budget, unit=unit, source="1")

    assert ledger.due_on(ALL) == deadline(rule, START, ALL, ledger.stops).due_on
