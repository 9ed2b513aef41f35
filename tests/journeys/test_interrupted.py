"""Whoever presses Ctrl-C while the first start is still playing the example loses nothing by it; nothing lingers."""

import signal

import pytest
from ledger.clock import monotonic
from sunledger.example import read_example

STOPS_WITHIN_S = 10.0
ENDS_WITHIN_S = 3.0
"""One process alone."""


def test_ctrl_c_in_the_middle_of_the_first_start_ends_it_and_the_next_one_completes_it(
    empty_home, small_example, until, assert_views_complete, assert_sound
):
    running = empty_home
    running.begin()
    until(lambda: running.said().count("duty opened") >= 20, what="the example was not being played")
    processes = running.relatives()
    took_s = running.interrupt()

    print(f"stopped in {took_s:.1f} s")
    assert took_s < STOPS_WITHIN_S
    assert running.wait_ended(1) == 130
    assert "Sunledger is running" not in running.said()
    assert "Stopped while it was starting." in running.said()
    assert "Traceback" not in running.complained()
    assert [pid for pid in processes if running.is_alive(pid)] == []
    assert running.relatives() == set()

    running.start()
    facts, example = running.facts(), read_example(small_example)
    enrolled = [fact.type for fact in facts].count("disclosure.unit-enrolled.v1")

    assert enrolled == len(example.units) + len(example.coming)
    assert_sound(facts)
    assert_views_complete(running)


@pytest.mark.parametrize("process", ["mining-rpc", "assessment-follow"])
def test_a_process_that_waits_for_calls_or_facts_ends_at_once_when_told_to(county, until, process):
    """It sleeps for seconds at a time, and is woken."""
    county.wait_healthy()
    began = monotonic()
    pid = county.kill(process, signal.SIGTERM)
    until(lambda: not county.is_alive(pid), what=f"{process} did not end")
    took_s = monotonic() - began
    county.wait_restarted(process, pid)

    print(f"ended after {took_s:.1f} s")
    assert took_s < ENDS_WITHIN_S
