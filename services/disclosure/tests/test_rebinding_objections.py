"""The open due date of an objection follows a statute; a day that was named stays unless a rule gives less time."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.cases import DueDateRederived
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.disclosure.objection.messages import (
    AcceptObjection,
    AnswerObjection,
    MarkObjectionOverdue,
    ObjectionKind,
    ObjectionOverdue,
    Outcome,
    SubmitObjection,
)
from contracts.disclosure.objection.rules import ObjectionPolicy, objection_policy
from contracts.policies import pack_named, resolve
from contracts.sealed import Sealed
from disclosure.objection import STREAM
from disclosure.objection.rule import RUNNING, objection_stream
from ledger.testing.given import Case, given
from ledger.testing.rebinding import Reached, due, rebinding

PACKS = ("cn-open-government-2019", "cn-villagers-2018", "county-2011", "county-2011-supervision", "community-draft")
SILENT = objection_policy(resolve("360730", [pack_named(name) for name in PACKS]))
VILLAGE, NUMBER = "360730101201", "3a0f2b0e-5c43-4f0e-9d43-0d8f2a1c7e55"
KEY: dict[str, Any] = {"unit": VILLAGE, "objection": NUMBER}
CASE = objection_stream(VILLAGE, NUMBER)
MARK = MarkObjectionOverdue(**KEY, actor="clock")
MONDAY, TUESDAY = datetime(2025, 4, 21, 10, tzinfo=CHINA), datetime(2025, 4, 22, 10, tzinfo=CHINA)
REACHED = Reached(VILLAGE, CASE, TUESDAY)
REBIND, SETTLE, BOUND = REACHED.rebind, REACHED.settle, REACHED.bound()
INSTANT = timedelta(microseconds=1)


def by(days: int) -> ObjectionPolicy:
    return replace(SILENT, answer=DeadlineRule(amount=days, unit=TimeUnit.DAYS, source=f"{days} days"))


def april(day: int) -> date:
    return date(2025, 4, day)


def submitted(policy: ObjectionPolicy, *later: Any) -> Case[Any, Any, Any, Any]:
    words = Sealed(
        key_id="3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11",
        kind="statement",
        algorithm="A256GCM",
        nonce="n" * 16,
        ciphertext="c" * 64,
    )
    item: dict[str, Any] = {"catalogue": "VA", "period": "2025Q1", "item": "VA-2a", "version": 1}
    said = SubmitObjection(**KEY, **item, actor="person-7", kind=ObjectionKind.OBJECTION, text=words)
    told = given(STREAM, policy)
    for command in (said, *later):
        told = told.when(command, at=MONDAY).after()
    return told


def accept(due_on: date | None = None) -> AcceptObjection:
    return AcceptObjection(**KEY, actor="clerk", due_on=due_on)


def moved(before: int, after: int) -> DueDateRederived:
    return REACHED.moved(april(before), april(after))


@pytest.mark.parametrize(("days", "day"), [(3, 24), (6, 27)])
def test_a_statute_moves_the_due_date_either_way_and_both_are_kept(days: int, day: int):
    rebinding(submitted(by(5)), by(days)).when(REBIND, at=TUESDAY).then(BOUND, moved(26, day))


def test_a_statute_that_gives_as_much_time_binds_the_objection_all_the_same():
    rebinding(submitted(by(5)), by(5)).when(REBIND, at=TUESDAY).then(BOUND)


def test_whoever_takes_it_on_names_no_day_after_the_one_that_it_was_moved_to():
    told = rebinding(submitted(by(5)), by(3)).when(REBIND, at=TUESDAY).after()

    told.when(accept(april(25)), at=TUESDAY).then_rejected("disclosure.due-day-too-late")
    assert told.when(accept(april(24)), at=TUESDAY).after().facts[-1].due_on == april(24)
    assert told.when(accept(), at=TUESDAY).after().facts[-1].due_on == april(24)


@pytest.mark.parametrize(("days", "after"), [(2, 23), (3, None), (4, None), (9, None)])
def test_a_day_that_was_named_stays_unless_a_rule_gives_less_time(days: int, after: int | None):
    """The rule gave five days, the clerk named the third."""
    told = rebinding(submitted(by(5), accept(april(24))), by(days))

    told.when(REBIND, at=TUESDAY).then(BOUND, *(() if after is None else (moved(24, after),)))


@pytest.mark.parametrize(("days", "after"), [(5, None), (2, 23)])
def test_a_day_that_was_named_where_the_rules_were_silent_is_cut_short_only_by_a_rule(days: int, after: int | None):
    told = rebinding(submitted(SILENT, accept(april(25))), by(days))

    told.when(REBIND, at=TUESDAY).then(BOUND, *(() if after is None else (moved(25, after),)))


def test_where_no_rule_gives_a_day_any_more_the_one_before_stays():
    rebinding(submitted(by(5)), SILENT).when(REBIND, at=TUESDAY).then(BOUND)
    rebinding(submitted(by(5), accept()), SILENT).when(REBIND, at=TUESDAY).then(BOUND)


def test_an_objection_without_a_day_is_bound_but_has_nothing_to_settle():
    rebinding(submitted(SILENT), by(5)).when(REBIND, at=TUESDAY).then(BOUND)
    submitted(SILENT).when(SETTLE, at=TUESDAY).then_rejected("no-due-date")


def test_days_of_the_calendar_are_settled_from_the_beginning():
    submitted(by(5)).when(SETTLE, at=TUESDAY).then()


def test_a_statute_makes_nobody_late_by_a_day_that_has_passed_already():
    told, passed = rebinding(submitted(by(5)), by(3)), due(april(24)).due_at

    told.when(REBIND, at=passed).then_rejected("due-date-passed")
    assert len(told.when(REBIND, at=passed - INSTANT).after().facts) == 3


def test_what_is_late_is_judged_first_and_what_was_announced_stays():
    passed = due(april(26)).due_at
    told = submitted(by(5))
    announced = told.when(MARK, at=passed)
    announced.then(ObjectionOverdue(**KEY, due_at=passed, announced_at=passed))

    rebinding(told, by(9)).when(REBIND, at=passed).then_rejected("due-date-passed")
    rebinding(announced.after(), by(9)).when(REBIND, at=passed).then(replace(BOUND, rebound_at=passed))


@pytest.mark.parametrize("command", [SETTLE, REBIND])
def test_only_an_open_objection_of_the_unit_is_moved(command: Any):
    answer = AnswerObjection(**KEY, actor="clerk", outcome=Outcome.NOT_UPHELD, text="经核对无误。", correction=None)
    told = rebinding(submitted(by(5)), by(3))

    rebinding(submitted(by(5), answer), by(3)).when(command, at=TUESDAY).then_rejected("case-closed")
    told.when(replace(command, unit="360730101202"), at=TUESDAY).then_rejected("unknown-case")
    rebinding(given(STREAM, SILENT), by(3)).when(command, at=TUESDAY).then_rejected("unknown-case")


def test_the_clause_of_a_due_date_is_that_of_the_rule_or_the_day_that_was_named():
    ruled, named = (STREAM.fold(submitted(by(5), *some).facts) for some in ((), (accept(april(24)),)))

    assert [RUNNING.reckoning(state, by(5)).rule.source for state in (ruled, named)] == ["5 days", "原定的期限"]
    assert RUNNING.due(ruled) == due(april(26))
