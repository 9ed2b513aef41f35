"""Policies are activated and the clock of a history is set by command, once."""

from dataclasses import replace
from datetime import datetime

import pytest
from contracts.calendar import CHINA
from contracts.common import ActivatePolicy, ClockKind, ClockSet, PolicyActivated, SetClock
from contracts.policies import pack_named
from disclosure.deciders import CLOCK, POLICY
from ledger.testing.given import given

NOON = datetime(2025, 1, 2, 12, tzinfo=CHINA)
COUNTY = pack_named("county-2011").digest
ACTIVATE = ActivatePolicy(actor="county", area="360730", pack=COUNTY)
ACTIVATED = PolicyActivated(area="360730", pack=COUNTY, pack_id="county-2011", activated_at=NOON)
SIMULATE = SetClock(actor="operator", clock=ClockKind.SIMULATED, offset_us=-86_400_000_000)


def test_a_pack_is_activated_for_an_area():
    given(POLICY, None).when(ACTIVATE, at=NOON).then(ACTIVATED)


def test_a_pack_may_be_activated_beside_another():
    draft = pack_named("community-draft").digest
    command = replace(ACTIVATE, pack=draft)

    given(POLICY, None, ACTIVATED).when(command, at=NOON).then(
        PolicyActivated(area="360730", pack=draft, pack_id="community-draft", activated_at=NOON)
    )


def test_a_pack_is_activated_once():
    given(POLICY, None, ACTIVATED).when(ACTIVATE, at=NOON).then_rejected("policy-already-active", "county-2011")


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
