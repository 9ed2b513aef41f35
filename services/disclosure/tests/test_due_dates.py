"""How a due date is counted is data of the packs, and why it is the day it is can be asked of every duty."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid5

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA, Calendar, calendar_as_known
from contracts.cases import DeadlineExplained, ExplainDeadline
from contracts.common import ActivatePolicy, acknowledged
from contracts.deadlines import Deadline
from contracts.disclosure.duty.messages import Basis, BasisKind, Matter, OpenDuty, OpenMatter
from contracts.disclosure.duty.rules import disclosure_policy
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.errors import Malformed, Rejected
from contracts.explanations import DayMark
from contracts.message import dump, load
from contracts.packs import read_pack
from contracts.policies import pack_named, resolve
from contracts.units import UnitKind
from disclosure.duty.rule import duty_stream
from disclosure.service import SERVICE
from ledger.activation import ActivePolicies
from ledger.clock import ManualClock
from ledger.door import Page, Source
from ledger.handler import Request
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers
from ledger.projector import Projector
from ledger.views import Views

TOWNSHIP, COUNTY = "360730101", "360730"
CASE = duty_stream(TOWNSHIP, "TP", "2025H1")
STATUTE = pack_named("cn-open-government-2019")
WATER_WORKS = Matter(
    name=Bilingual(zh="自来水工程", en="Water works"),
    begins_on=date(2025, 1, 24),
    concerns="TG-11b",
    basis=Basis(kind=BasisKind.OFFICE, text="镇政府会议决定"),
)
MODES = """
[pack]
id = "local-counting"
area = "360730"
in_force_from = 2020-01-01
known_from = 2020-01-01
source = "1"
title = "意见"
[deadline.{mode}]
value = {value}
unit = "word"
source = "1 §四4"
row = "X-018"
confidence = "sure"
"""
KNOWN = calendar_as_known(date(2026, 12, 31))


def counted(party, mode: str, value: str):
    """The duty under a pack that says how a due date is counted. Its named day, 20 July 2025, is a Sunday."""
    packs = [*(pack_named(name) for name in ("county-2011",)), read_pack(MODES.format(mode=mode, value=value))]
    return replace(party, policy=disclosure_policy(resolve(COUNTY, packs)))


def due_of(duty, calendar: Calendar = KNOWN) -> tuple[date, datetime, bool]:
    case = replace(duty.given(), calendar=calendar)
    [opened] = case.when(duty.open(), at=datetime(2025, 7, 1, 8, tzinfo=CHINA)).after().facts
    return opened.due_on, opened.due_at, opened.is_provisional


@pytest.mark.parametrize(
    ("mode", "value", "due_on"),
    [
        ("inclusive", "true", date(2025, 7, 20)),
        ("inclusive", "false", date(2025, 7, 19)),
        ("rest_day", '"keep"', date(2025, 7, 20)),
        ("rest_day", '"next"', date(2025, 7, 21)),
        ("rest_day", '"previous"', date(2025, 7, 18)),
    ],
)
@pytest.mark.req("X-018")
def test_whether_the_named_day_is_included_or_moved_is_data(party, mode: str, value: str, due_on: date):
    found, due_at, is_provisional = due_of(counted(party, mode, value))

    assert (found, is_provisional) == (due_on, False)
    assert due_at == datetime(due_on.year, due_on.month, due_on.day + 1, tzinfo=CHINA)


@pytest.mark.parametrize(("mode", "value"), [("rest_day", '"sometimes"'), ("inclusive", "1")])
@pytest.mark.req("X-013")
def test_a_way_of_counting_that_does_not_exist_is_refused(party, mode: str, value: str):
    with pytest.raises(Rejected) as refusal:
        counted(party, mode, value)

    assert refusal.value.code == "invalid-policy-value"


def test_a_due_date_that_may_move_is_provisional_until_the_notice_is_known(party):
    duty = counted(party, "rest_day", '"next"')

    assert due_of(duty, calendar_as_known(date(2024, 11, 11)))[2] is True
    assert due_of(duty, calendar_as_known(date(2024, 11, 12)))[2] is False


def test_a_due_date_that_no_notice_can_move_is_never_provisional(party):
    assert due_of(party, Calendar()) == (date(2025, 7, 20), party.due_at, False)


def test_the_lawful_grounds_hold_for_the_catalogues_that_a_pack_calls_government_affairs(policy):
    assert {code for code, rules in policy.catalogues.items() if "business_secret" in rules.grounds} == {"TG"}


# Explained on demand


@pytest.fixture
def place(tmp_path: Path) -> SimpleNamespace:
    """A township whose duty was opened on 1 July 2025, and how to ask about it."""
    store, clock = MemoryStore(), ManualClock(datetime(2025, 7, 1, 8, tzinfo=CHINA))
    policies = ActivePolicies(store, SERVICE.facts, cached_s=0)
    handlers, views = Handlers(SERVICE, store, clock, policies=policies), Views(tmp_path, SERVICE.schema)
    views.prepare()
    pack, name = pack_named("county-2011"), Bilingual(zh="梅江镇", en="Meijiang Town")
    unit: dict[str, Any] = {"unit": TOWNSHIP, "kind": UnitKind.TOWNSHIP}
    for command in (
        ActivatePolicy(actor="desk", area=COUNTY, pack=pack.digest, acknowledged=acknowledged(pack, "as always")),
        EnrolUnit(actor="desk", name=name, valid_from=date(2025, 1, 1), **unit),
        EnrolUnit(actor="desk", name=name, valid_from=date(2025, 1, 1), **{**unit, "unit": "360730102"}),
        OpenDuty(actor="clock", catalogue="TP", period="2025H1", **unit),
        ActivatePolicy(actor="desk", area="cn", pack=STATUTE.digest),
        OpenMatter(actor="clerk", catalogue="ACTIVE", period="m-water-works-1", matter=WATER_WORKS, **unit),
    ):
        command_id = uuid5(NAMESPACE, repr(command))
        request = Request(command_id=command_id, actor="desk", role="Test", actor_unit="cn", correlation_id=command_id)
        handlers.handle(command, request)
    Projector(store, views, SERVICE.facts).catch_up()

    def ask(unit: str = TOWNSHIP, case: str = CASE, page: Page | None = None) -> DeadlineExplained:
        with views.live().reading() as connection:
            source, question = Source(connection, store.read), ExplainDeadline(unit=unit, case=case)
            return load(
                DeadlineExplained, dump(SERVICE.answers[ExplainDeadline](source, question, page or Page(100, None)))
            )

    return SimpleNamespace(ask=ask, store=store)


def test_a_duty_says_why_it_is_due_then(place):
    answer = place.ask()
    [day] = answer.explanation.days

    assert (
        answer.due
        == answer.explanation.deadline
        == Deadline(due_on=date(2025, 7, 20), due_at=datetime(2025, 7, 21, tzinfo=CHINA), is_provisional=False)
    )
    assert (day.day, day.mark) == (date(2025, 7, 20), DayMark.NAMED)
    assert answer.explanation.rule.source == "1 §四4"
    assert answer.packs == (pack_named("county-2011").digest,)
    assert answer.explanation.calendar == calendar_as_known(date(2025, 7, 1)).digest
    assert answer.next is None


@pytest.mark.req("D-200")
def test_every_counted_day_is_told_with_its_reason_its_clause_and_the_notice(place):
    """Twenty working days across the Spring Festival of 2025, with two worked weekends."""
    answer = place.ask(case=duty_stream(TOWNSHIP, "ACTIVE", "m-water-works-1"))
    marks = Counter(line.mark for line in answer.explanation.days)
    numbers = [line.number for line in answer.explanation.days if line.number is not None]

    assert answer.due.due_on == date(2025, 2, 27)
    assert numbers == list(range(1, 21))
    assert marks == {
        DayMark.START: 1,
        DayMark.COUNTED: 18,
        DayMark.MAKE_UP_WORKDAY: 2,
        DayMark.HOLIDAY: 8,
        DayMark.WEEKEND: 6,
    }
    assert {line.notice for line in answer.explanation.days if line.mark is DayMark.HOLIDAY} == {
        "国办发明电〔2024〕12号"
    }
    assert answer.explanation.rule.source == "信息公开条例26"
    assert STATUTE.digest in answer.packs


@pytest.mark.parametrize(
    ("unit", "case", "code"),
    [
        ("360730999", CASE, "disclosure.unknown-unit"),
        ("360730102", CASE, "unknown-case"),
        (TOWNSHIP, duty_stream(TOWNSHIP, "TP", "2025H2"), "unknown-case"),
        (TOWNSHIP, f"disclosure_unit-{TOWNSHIP}", "unknown-case"),
        (TOWNSHIP, "disclosure_clock-history", "unknown-case"),
    ],
)
def test_what_is_no_case_of_the_unit_is_refused(place, unit: str, case: str, code: str):
    with pytest.raises(Rejected) as refusal:
        place.ask(unit, case)

    assert code == refusal.value.code


def test_the_days_come_in_pages(place):
    assert place.ask(page=Page(1, "2025-07-19")).explanation.days == place.ask().explanation.days
    assert place.ask(page=Page(1, "2025-07-20")).explanation.days == ()
    with pytest.raises(Malformed):
        place.ask(page=Page(1, "tomorrow"))
