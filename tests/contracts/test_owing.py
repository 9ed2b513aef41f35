"""What owes several things by days of their own: all that is open is moved by a statute, or nothing is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA, Calendar, day_ends
from contracts.cases import PolicyRebound, RebindPolicy, SettleDueDate
from contracts.errors import Rejected
from contracts.owed_dates import OwedDateRederived
from contracts.owing import Awaited, NamedDay, missing, owing
from contracts.rules import Rules
from hypothesis import given, settings
from hypothesis import strategies as st

UNIT, CASE = "360730", "toy_year-360730"
NAMES = ("first", "second", "third")
TODAY = date(2025, 6, 15)
NOW = datetime(2025, 6, 15, 12, tzinfo=CHINA)
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Year:
    """By when each thing is owed, and which are there or were announced."""

    due: Mapping[str, date]
    there: frozenset[str] = frozenset()
    announced: frozenset[str] = frozenset()


Named = Mapping[str, date | None]


def awaited(year: Year) -> list[Awaited]:
    return [Awaited(name, day_ends(year.due[name]), name in year.there) for name in NAMES if name in year.due]


def evolve(year: Year, fact: Any) -> Year:
    if isinstance(fact, OwedDateRederived):
        return replace(year, due={**year.due, fact.owed: fact.after.due_on})
    return year if isinstance(fact, PolicyRebound) else replace(year, announced=year.announced | {fact})


def named(owed: str, _: Year, policy: Named) -> NamedDay | None:
    day = policy.get(owed)
    return None if day is None else NamedDay(day, f"clause of {owed}")


RUNNING = owing(
    unit=lambda year: UNIT if year.due else None,
    awaited=awaited,
    announced=lambda year: year.announced,
    named=named,
    evolve=evolve,
    missed=lambda year, _, now: [owed for owed, _ in missing(awaited(year), year.announced, now)],
)
REBIND = RebindPolicy(actor="desk", unit=UNIT, case=CASE, pack="a" * 64, ground="附则")
SETTLE = SettleDueDate(actor="desk", unit=UNIT, case=CASE)


def decided(command: Any, year: Year, policy: Named, now: datetime = NOW) -> list[Any]:
    rules = Rules(policy, Calendar(), ("a" * 64,), ("b" * 64,))
    return list(RUNNING.decide(command, year, rules, now, lambda *_: []))


days = st.dates(min_value=TODAY - timedelta(days=3), max_value=TODAY + timedelta(days=3))
subsets = st.frozensets(st.sampled_from(NAMES))


@given(
    st.fixed_dictionaries(dict.fromkeys(NAMES, days)),
    subsets,
    subsets,
    st.dictionaries(st.sampled_from(NAMES), st.none() | days),
)
@settings(max_examples=400, deadline=None, derandomize=True)
def test_a_statute_moves_everything_that_is_still_owed_or_nothing(due, there, announced, policy):
    year = Year(due, there, announced)
    still = {name for name in NAMES if name not in there | announced}
    wanted = {name: policy.get(name) or due[name] for name in still}
    is_ahead = all(day >= TODAY for name in still for day in (due[name], wanted[name]) if due[name] != wanted[name])
    is_judged = all(due[name] >= TODAY for name in still)
    if there == frozenset(NAMES) or not (is_ahead and is_judged):
        with pytest.raises(Rejected) as refusal:
            decided(REBIND, year, policy)
        assert refusal.value.code == ("case-closed" if there == frozenset(NAMES) and is_judged else "due-date-passed")
        return
    facts = decided(REBIND, year, policy)
    moved = {fact.owed: (fact.before.due_on, fact.after.due_on) for fact in facts[1:]}
    after = year
    for fact in facts:
        after = evolve(after, fact)

    assert isinstance(facts[0], PolicyRebound)
    assert moved == {name: (due[name], wanted[name]) for name in still if due[name] != wanted[name]}
    assert after.due == {**due, **wanted}
    assert decided(SETTLE, after, policy) == [] if still else True


def test_the_soonest_comes_first_and_each_is_reckoned_by_its_own_clause():
    year = Year({"first": date(2025, 7, 3), "second": date(2025, 7, 1), "third": date(2025, 7, 2)})
    dates = RUNNING.dates(year, {"second": date(2025, 8, 1)})

    assert [(one.owed, one.due_on, one.reckoning.start) for one in dates] == [
        ("second", date(2025, 7, 1), date(2025, 8, 1)),
        ("third", date(2025, 7, 2), date(2025, 7, 2)),
        ("first", date(2025, 7, 3), date(2025, 7, 3)),
    ]
    assert [one.reckoning.rule.source for one in dates] == ["clause of second", "原定的期限", "原定的期限"]


@pytest.mark.parametrize(("early", "announced"), [(MOMENT, []), (timedelta(), ["first"])])
def test_what_is_missing_is_announced_from_the_first_moment_after_its_day(early: timedelta, announced: list[str]):
    year = Year({"first": TODAY, "second": date(2025, 7, 1)})

    assert decided(SETTLE, year, {}, day_ends(TODAY) - early) == announced


def test_with_all_announced_there_is_nothing_to_settle_and_the_case_is_bound():
    year = Year({"first": TODAY}, announced=frozenset({"first"}))

    with pytest.raises(Rejected) as refusal:
        decided(SETTLE, year, {})
    assert refusal.value.code == "no-due-date"
    assert [type(fact) for fact in decided(REBIND, year, {"first": date(2025, 8, 1)})] == [PolicyRebound]
