"""Whatever order things happen in and whatever fails on the way, the record becomes what it would have been.

`make journeys SEEDS=1000` for a long run; `make journeys SEED=7` for the one schedule that failed.
"""

import os

import pytest
from ledger.killpoints import POINTS
from ledger.testing.simulation.faults import Faults

SEED, SEEDS = os.environ.get("SEED"), int(os.environ.get("SEEDS", "24"))
SCHEDULES = (int(SEED),) if SEED else range(1, SEEDS + 1)
OF_THE_PATH = [point for point in POINTS if not point.startswith("refusals.")]
"""What the story passes; a refusal is noted by the door of an rpc process, which is not simulated."""


@pytest.mark.req("X-031")
@pytest.mark.timeout(0)
def test_after_any_schedule_the_record_is_the_one_without_faults(simulated, right):
    for seed in SCHEDULES:
        outcome = simulated(seed)
        wrong = outcome.differs(right)
        if wrong:
            pytest.fail("\n".join([f"make journeys SEED={seed}", *wrong[:9], *outcome.trace[-40:]]), pytrace=False)


@pytest.mark.parametrize("point", OF_THE_PATH)
def test_a_process_may_end_at_each_point(point, simulated, right):
    late = "assessment" if point == "inbox.caught-up" else None  # else the broker brings everything
    outcome = simulated(1, Faults(ends_at=point, late=late))

    assert outcome.ended_at == [point]
    assert outcome.differs(right) == []


def test_a_seed_is_a_schedule(simulated):
    first, again = simulated(3), simulated(3)

    assert first == again
    assert len(first.trace) > 3
    assert first.order != simulated(4).order


def test_the_story_has_every_kind_of_evidence(right):
    """Else a schedule could lose one and nobody would see it."""
    [steps] = [rows["step"] for service, rows in right.views if service == "assessment"]

    assert {row[4] for row in steps} == {"expected", "overdue", "on-time", "late"}
    assert right.complaints == []
    assert sorted(set(right.answers.values())) == ["recorded", "refused"]
