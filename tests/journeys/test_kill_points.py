"""A process ends at each point of a fact's path once, on one platform under load, and nothing is lost or doubled."""

import time
from uuid import uuid4

import pytest
from contracts.errors import Busy, Rejected, Unavailable
from ledger.killpoints import POINTS

ENDS = {
    "disclosure-rpc": {"handler.decided": 5, "handler.appended": 5},
    "disclosure-follow": {
        "projector.saved": 2,
        "sweeper.sent": 1,
        "relay.publishing": 2,
        "relay.published": 1,
        "relay.marking": 2,
        "relay.marked": 1,
        "refusals.taken": 1,
        "refusals.recorded": 1,
    },
    "assessment-follow": {
        "handler.decided": 1,
        "handler.appended": 3,
        "projector.applied": 1,
        "inbox.received": 2,
        "inbox.reacted": 5,
        "inbox.taken": 2,
        "inbox.saved": 1,
        "inbox.acknowledged": 2,
        "inbox.caught-up": 1,
    },
}
"""Which process ends where, and the how-manieth time it comes there.

Not three times with the same fact in hand: an inbox parks what it has to take for the cause.
"""

WITHIN_S, PACE_S = 100.0, 0.5


@pytest.fixture
def armed(county):
    """The files that end a process, each once; what is left of them is what has not happened."""
    for process, points in ENDS.items():
        (county.kill_points / process).mkdir(parents=True, exist_ok=True)
        for point, times in points.items():
            (county.kill_points / process / point).write_text(str(times))
    yield lambda: sorted(str(file.relative_to(county.kill_points)) for file in county.kill_points.glob("*/*"))
    for file in county.kill_points.glob("*/*"):
        file.unlink()


def test_every_point_is_in_the_table():
    assert set(POINTS) == {point for points in ENDS.values() for point in points}


@pytest.mark.timeout(240)
@pytest.mark.req("X-031")
def test_a_process_that_ends_at_any_point_costs_nothing_but_time(county, office, armed, until, assert_complete):
    began = time.monotonic()
    neglected = []
    while armed():
        assert time.monotonic() < began + WITHIN_S, f"not reached: {armed()}"
        neglected.append(county.enrol_new("2025-07-01"))
        refused(county, neglected[-1])
        time.sleep(PACE_S)
    print(f"{sum(map(len, ENDS.values()))} ends in {time.monotonic() - began:.1f} s")

    def of_the_quarter_before():
        return [len(county.history({**key, "period": "2025Q3"})) for key in neglected]

    until(lambda: min(of_the_quarter_before()) >= 5, what="not every neglected duty is overdue")
    assert_complete()
    assert of_the_quarter_before() == [5] * len(neglected)
    assert all(county.history(key) for key in neglected)


def refused(county, key):
    """A command that a rule refuses, so that there is a refusal to record."""
    try:
        county.call(
            "disclosure", "submit_duty", key, command_id=str(uuid4()), timeout_s=3.0, **county.officer(key["unit"])
        )
    except (Rejected, Unavailable, Busy):
        return
    raise AssertionError("it was not refused")
