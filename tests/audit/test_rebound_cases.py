"""What the auditor reckons anew of a request and an objection that a statute reached while they were open."""

from datetime import date
from typing import Any

import pytest
from audit.checking import check
from contracts.canonical import canonical
from contracts.cases import RebindPolicy
from contracts.common import ActivatePolicy
from contracts.disclosure.objection.messages import AcceptObjection
from contracts.message import Json
from contracts.policies import keep_pack, read_pack
from disclosure.objection.rule import objection_stream
from disclosure.request.rule import request_stream
from ledger.store import Recorded

from tests.audit.test_checks import (
    COUNTY,
    OBJECTION,
    REQUEST,
    TOWNSHIP,
    WEDNESDAY,
    Alter,
    Office,
    altered,
    checks_of,
    document,
    object_to,
    saying,
)

STATUTE = """
[pack]
id = "audited-{amount}-days-of-{length}"
area = "360730"
in_force_from = 2025-01-01
known_from = 2025-01-01
source = "test {amount}"
title = {{ zh = "期限", en = "Time" }}
[{name}]
value = {amount}
unit = "day"
source = "test"
row = "D-022"
confidence = "sure"
"""
ANSWER, OBJECTIONS = "request.answer.working_days", "disclosure.objection.answer.days"


def activated(office: Office, name: str, amount: int) -> str:
    pack = keep_pack(read_pack(STATUTE.format(name=name, amount=amount, length=len(name))))
    office.do(ActivatePolicy(actor="desk", area=COUNTY, pack=pack.digest), WEDNESDAY)
    return pack.digest


def rebound(office: Office, case: str, pack: str) -> None:
    office.do(RebindPolicy(actor="desk", unit=TOWNSHIP, case=case, pack=pack, ground="附则"), date(2025, 3, 6))


@pytest.fixture
def asked() -> Office:
    """Received under a rule of twenty working days, bound to one of fifteen on the day after, answered on the last."""
    office = Office()
    office.ask()
    rebound(office, request_stream(TOWNSHIP, REQUEST["request"]), activated(office, ANSWER, 15))
    office.answer(date(2025, 3, 26))
    return office


def clock_anew(**changes: Any) -> Alter:
    def alter(fact: Recorded) -> Json | None:
        if not fact.type.startswith("disclosure.request-clock-rederived"):
            return None
        data = document(fact)
        return {"data": canonical({**data, "clock": {**data["clock"], **changes}})}

    return alter


def test_a_request_is_reckoned_anew_by_the_rule_it_was_bound_to(asked):
    assert check(asked.store).findings == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"budget": 16}, {"limit"}),
        ({"budget": 14}, {"limit"}),
        ({"due_on": "2025-03-27", "due_at": "2025-03-27T16:00:00.000000Z"}, {"due-date"}),
    ],
)
def test_a_clock_that_the_statute_does_not_give_is_found(asked, changes: Json, expected: set[str]):
    assert checks_of(altered(asked.store, clock_anew(**changes))) == expected


@pytest.mark.parametrize(("named_on", "due_on"), [(None, "2025-03-08"), (date(2025, 3, 7), None)])
def test_an_objection_is_reckoned_anew_by_the_rule_or_keeps_the_day_that_was_named(named_on, due_on):
    office = Office()
    activated(office, OBJECTIONS, 5)
    object_to(office)
    if named_on is not None:
        office.do(AcceptObjection(**OBJECTION, due_on=named_on), WEDNESDAY)
    rebound(office, objection_stream(TOWNSHIP, OBJECTION["objection"]), activated(office, OBJECTIONS, 3))
    moved = [
        document(fact)["after"]["due_on"] for fact in office.store.read_all(("",), limit=10**6) if "reder" in fact.type
    ]

    assert moved == ([] if due_on is None else [due_on])
    assert check(office.store).findings == ()


def test_another_day_than_the_statute_gives_an_objection_is_found():
    office = Office()
    activated(office, OBJECTIONS, 5)
    object_to(office)
    rebound(office, objection_stream(TOWNSHIP, OBJECTION["objection"]), activated(office, OBJECTIONS, 3))
    other = {"due_on": "2025-03-09", "due_at": "2025-03-09T16:00:00.000000Z", "is_provisional": False}

    assert checks_of(altered(office.store, saying("due-date-rederived", after=other))) == {"due-date"}
    assert checks_of(altered(office.store, saying("due-date-rederived", before=other))) == {"due-date"}
