"""Policies are activated and the clock of a history is set by command, once."""

import json
from dataclasses import replace
from datetime import datetime
from uuid import uuid5

import pytest
from contracts.calendar import CHINA
from contracts.catalogue import commands_of, facts_of
from contracts.common import (
    Acknowledgement,
    ActivatePolicy,
    ClockKind,
    ClockSet,
    PolicyActivated,
    SetClock,
    acknowledged,
)
from contracts.policies import Pack, keep_pack, pack_named, read_pack, resolve
from disclosure.service import SERVICE
from ledger.activation import ActivePolicies, clock_decider, policy_decider
from ledger.clock import ManualClock
from ledger.handler import Request
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers
from ledger.testing.given import given

CLOCK = clock_decider("disclosure", commands_of("disclosure"), facts_of("disclosure"))
POLICY = policy_decider("disclosure", commands_of("disclosure"), facts_of("disclosure"))

NOON = datetime(2025, 1, 2, 12, tzinfo=CHINA)
COUNTY = pack_named("county-2011").digest
REMINDERS = Acknowledgement(parameter="disclosure.reminder_days", reason="as the county always did")
ACTIVATE = ActivatePolicy(actor="county", area="360730", pack=COUNTY, acknowledged=(REMINDERS,))
ACTIVATED = PolicyActivated(
    area="360730", pack=COUNTY, pack_id="county-2011", activated_at=NOON, acknowledged=(REMINDERS,)
)
PACK = """
[pack]
id = "{id}"
area = "{area}"
in_force_from = 2020-01-01
known_from = 2020-01-01
source = "1"
title = {{ zh = "意见", en = "Opinion" }}
[village.roll.days_before]
value = {days}
unit = "day"
source = "村组法14"
row = "E-367"
confidence = "sure"
"""
NATION = PACK.format(id="nation", area="cn", days=20) + 'bound = "min"\n'
LOOSER = PACK.format(id="county", area="360730", days=19)
SIMULATE = SetClock(actor="operator", clock=ClockKind.SIMULATED, offset_us=-86_400_000_000)


def carrying(*packs: Pack):
    """The decider of a release that carries these packs."""
    carried = {pack.digest: pack for pack in packs}
    return policy_decider("disclosure", commands_of("disclosure"), facts_of("disclosure"), carried=lambda: carried)


def test_a_pack_is_activated_for_an_area():
    given(POLICY, None).when(ACTIVATE, at=NOON).then(ACTIVATED)


def test_a_pack_may_be_activated_beside_another():
    draft = pack_named("community-draft").digest
    command = replace(ACTIVATE, pack=draft, acknowledged=())

    given(POLICY, None, ACTIVATED).when(command, at=NOON).then(
        PolicyActivated(area="360730", pack=draft, pack_id="community-draft", activated_at=NOON)
    )


def test_a_pack_is_activated_once():
    given(POLICY, None, ACTIVATED).when(ACTIVATE, at=NOON).then_rejected("policy-already-active", "county-2011")


def test_a_pack_is_not_activated_before_what_it_is_unsure_of_is_acknowledged():
    command = replace(ACTIVATE, acknowledged=())

    given(POLICY, None).when(command, at=NOON).then_rejected(
        "acknowledgement-required", "county-2011: disclosure.reminder_days"
    )


@pytest.mark.parametrize(
    "acknowledged",
    [
        (REMINDERS, replace(REMINDERS, parameter="disclosure.due.half1")),
        (REMINDERS, replace(REMINDERS, parameter="disclosure.no_such_thing")),
        (REMINDERS, REMINDERS),
    ],
    ids=["sure", "unknown", "twice"],
)
def test_nothing_else_is_acknowledged(acknowledged: tuple[Acknowledgement, ...]):
    command = replace(ACTIVATE, acknowledged=acknowledged)

    given(POLICY, None).when(command, at=NOON).then_rejected("invalid-policy-value")


@pytest.mark.req("X-014")
def test_a_pack_that_loosens_a_uniform_minimum_of_the_nation_is_not_activated_beside_it():
    nation, county = read_pack(NATION), read_pack(LOOSER)
    active = PolicyActivated(area="360730", pack=nation.digest, pack_id="nation", activated_at=NOON)
    command = ActivatePolicy(actor="county", area="360730", pack=county.digest)

    given(carrying(nation, county), None, active).when(command, at=NOON).then_rejected(
        "below-uniform-minimum",
        "village.roll.days_before = 19 (county) is looser than village.roll.days_before = 20 (nation)",
    )


@pytest.mark.parametrize("days", [18, 19])
@pytest.mark.req("X-014")
def test_a_pack_that_loosens_what_is_active_above_its_area_is_not_activated_whoever_sends_it(days: int):
    """The nation binds 20 days; what stands above comes with the rules, not from the caller."""
    nation, county = read_pack(NATION), read_pack(PACK.format(id="county", area="360730", days=days))
    command = ActivatePolicy(actor="county", area="360730", pack=county.digest)
    above = resolve("360730", [nation])

    given(carrying(nation, county), above).when(command, at=NOON).then_rejected("below-uniform-minimum")


@pytest.mark.parametrize("days", [20, 21])
@pytest.mark.req("X-014")
def test_a_pack_that_is_as_strict_as_what_is_active_above_or_stricter_is_activated(days: int):
    nation, county = read_pack(NATION), read_pack(PACK.format(id="county", area="360730", days=days))
    command = ActivatePolicy(actor="county", area="360730", pack=county.digest)

    given(carrying(nation, county), resolve("360730", [nation])).when(command, at=NOON).then(
        PolicyActivated(area="360730", pack=county.digest, pack_id="county", activated_at=NOON)
    )


def test_what_is_active_above_an_area_is_read_from_the_record_and_kept_with_the_activation():
    store = MemoryStore()
    handlers = Handlers(SERVICE, store, ManualClock(NOON))
    statutes = {
        area: pack_named(name) for area, name in (("cn", "cn-open-government-2019"), ("36", "cn-villagers-2018"))
    }
    for area, pack in (*statutes.items(), ("3608", pack_named("community-draft"))):
        activated(handlers, area, pack)
    activated(handlers, "360730", pack_named("community-draft"))
    policies = ActivePolicies(store, facts_of("disclosure"))
    above = policies.above("360730")
    [fact] = store.read("disclosure_policy-360730")

    assert above is not None
    assert [pack.digest for pack in above.packs] == [pack.digest for pack in statutes.values()]
    assert json.loads(fact.metadata)["policy"]["packs"] == [pack.digest for pack in statutes.values()]
    assert policies.above("cn") is None
    assert json.loads(store.read("disclosure_policy-cn")[0].metadata)["policy"] is None


TOWNSHIP, COMMUNITY = "360730877", "360730877001"
CATALOGUES = (
    *("cn-open-government-2019", "cn-villagers-2018", "cn-villagers-2018-elections", "county-2011"),
    *("district-congress-2020", "community-draft", "community-draft-standards"),
)
OWN = """
[pack]
id = "own-{area}-{day}"
area = "{area}"
in_force_from = 2025-01-01
known_from = 2025-01-01
source = "{area} {day}"
title = {{ zh = "通知", en = "Notice" }}
[disclosure.due.CA.q4]
value = {{ month_day = "01-{day}", year = 1 }}
unit = "month-day, years after the period's year"
source = "镇政办字 第一条"
row = "D-025"
confidence = "sure"
"""


@pytest.mark.parametrize(
    ("adopted", "day"),
    [
        ([], None),
        ([(TOWNSHIP, TOWNSHIP, "09")], 9),
        ([("360730", "360730", "08")], 8),
        ([("360730", "360730", "08"), (TOWNSHIP, TOWNSHIP, "09")], 9),
        ([(TOWNSHIP, TOWNSHIP, "09"), (TOWNSHIP, "9999", "07")], 7),
        ([(TOWNSHIP, TOWNSHIP, "09"), ("360730", "9999", "07")], 9),
        ([(COMMUNITY, "9999", "07"), (TOWNSHIP, TOWNSHIP, "09")], 7),
    ],
)
def test_a_communitys_duty_is_due_by_the_pack_that_the_narrowest_authority_adopted(adopted, day):
    """The quarter's day is that of a text from elsewhere (document 5), which the county has adopted."""
    store = MemoryStore()
    handlers = Handlers(SERVICE, store, ManualClock(NOON))
    for name in CATALOGUES:
        activated(handlers, "360730", pack_named(name))
    for area, issuer, due in adopted:
        activated(handlers, area, keep_pack(read_pack(OWN.format(area=issuer, day=due))))
    policies = ActivePolicies(store, facts_of("disclosure"))
    parameter = policies.active(COMMUNITY, NOON).parameters["disclosure.due.CA.q4"]

    named = {"month_day": "12-31", "year": 0} if day is None else {"month_day": f"01-{day:02}", "year": 1}
    assert parameter.value == named


def activated(handlers: Handlers, area: str, pack: Pack) -> None:
    command = ActivatePolicy(actor="desk", area=area, pack=pack.digest, acknowledged=acknowledged(pack, "as always"))
    identity = uuid5(NAMESPACE, f"{area} {pack.id}")
    request = Request(command_id=identity, actor="desk", role="Test", actor_unit="cn", correlation_id=identity)
    handlers.handle(command, request)


def test_a_stricter_law_is_activated_beside_a_laxer_pack():
    nation, county = read_pack(NATION), read_pack(LOOSER)
    active = PolicyActivated(area="360730", pack=county.digest, pack_id="county", activated_at=NOON)
    command = ActivatePolicy(actor="county", area="360730", pack=nation.digest)

    given(carrying(nation, county), None, active).when(command, at=NOON).then(
        PolicyActivated(area="360730", pack=nation.digest, pack_id="nation", activated_at=NOON)
    )


def test_a_pack_that_this_release_does_not_carry_is_not_activated():
    given(POLICY, None).when(replace(ACTIVATE, pack="0" * 64), at=NOON).then_rejected("invalid-policy-value")


def test_each_area_has_its_own_policies():
    assert POLICY.stream(ACTIVATE) == "disclosure_policy-360730"
    assert POLICY.stream(replace(ACTIVATE, area="cn")) == "disclosure_policy-cn"


@pytest.mark.parametrize(("clock", "offset_us"), [(ClockKind.REAL, 0), (ClockKind.SIMULATED, -1)])
def test_a_history_says_which_clock_it_follows(clock: ClockKind, offset_us: int):
    command = SetClock(actor="operator", clock=clock, offset_us=offset_us)

    given(CLOCK, None).when(command, at=NOON).then(ClockSet(clock=clock, offset_us=offset_us))


@pytest.mark.parametrize(("clock", "offset_us"), [(ClockKind.REAL, 1), (ClockKind.REAL, -1), (ClockKind.SIMULATED, 0)])
def test_only_a_simulated_clock_has_an_offset(clock: ClockKind, offset_us: int):
    command = SetClock(actor="operator", clock=clock, offset_us=offset_us)

    given(CLOCK, None).when(command, at=NOON).then_rejected("invalid-policy-value")


def test_the_clock_is_set_once():
    known = ClockSet(clock=ClockKind.REAL, offset_us=0)

    given(CLOCK, None, known).when(SIMULATE, at=NOON).then_rejected("clock-already-set")
