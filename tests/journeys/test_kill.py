"""kill -9 of any one process under load: nothing recorded is lost, nothing doubled, views and evidence are complete."""

import time

import pytest

BEFORE, AFTER = 12, 12
"""Answers before the kill, and after the restart."""

OF_NEGLECT = ["disclosure.duty-opened.v1", *["disclosure.reminder-given.v1"] * 3, "disclosure.disclosure-overdue.v1"]
"""What the service records by itself of a duty that nobody cares for."""


@pytest.mark.req("X-031")
@pytest.mark.parametrize(
    "name", ["store", "broker", "disclosure-rpc", "disclosure-follow", "assessment-rpc", "assessment-follow"]
)
def test_a_killed_process_costs_nothing_but_time(name, county, office, until, assert_complete):
    until(lambda: office.answered() >= BEFORE)
    before = county.pids()
    killed = county.kill(name)
    began = time.monotonic()
    neglected = county.enrol_new("2025-07-01")
    county.wait_restarted(name, killed)
    at = office.answered()
    print(f"{name} was back after {time.monotonic() - began:.1f} s")
    until(lambda: office.answered() >= at + AFTER)
    until(lambda: [fact.type for fact in county.history({**neglected, "period": "2025Q3"})] == OF_NEGLECT)

    assert_complete()
    assert county.history(neglected)
    assert {other for other, pid in county.pids().items() if before[other] != pid} <= {name}


def test_a_brokers_companion_is_started_again_alone(county):
    before = county.pids()
    county.wait_restarted("broker-epmd", county.kill("broker-epmd"))

    assert {name for name, pid in county.pids().items() if before[name] != pid} == {"broker-epmd"}


@pytest.mark.parametrize(("name", "forked"), [("nursery-native", "mining-follow"), ("nursery-green", "mining-rpc")])
def test_a_killed_nursery_ends_nobody_and_forks_again(name, forked, county):
    before = county.pids()
    county.wait_restarted(name, county.kill(name))
    after = county.pids()

    assert {other for other, pid in after.items() if before[other] != pid} == {name}

    county.wait_restarted(forked, county.kill(forked))
    assert {other for other, pid in county.pids().items() if after[other] != pid} == {forked}
