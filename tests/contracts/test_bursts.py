"""A burst of refusals is told to the operator, by its greatest minute of late."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from contracts.refusals import Refusal
from disclosure.service import SERVICE
from ledger.bursts import FROM, SHOWN_FOR, Bursts
from ledger.clock import ManualClock
from ledger.memory import MemoryStore
from ledger.parts import Handlers
from ledger.refusals import Recorder, Spool

NOON = datetime(2025, 7, 10, 4, tzinfo=UTC)
SAID = f"{FROM} x forbidden-unit within a minute by town-07 of 360730100"


def refusal(at: datetime = NOON, actor: str = "town-07", code: str = "forbidden-unit") -> Refusal:
    return Refusal(
        code=code,
        method="disclosure.draft_items",
        actor=actor,
        role="DisclosureOfficerTownship",
        actor_unit="360730100",
        stream=None,
        command_id=None,
        refused_at=at,
    )


def noted(*refusals: Refusal) -> Bursts:
    bursts = Bursts()
    for each in refusals:
        bursts.note(each)
    return bursts


def test_so_many_of_one_kind_within_a_minute_are_a_burst_and_one_less_is_none():
    assert noted(*[refusal()] * FROM).greatest(NOON) == SAID
    assert noted(*[refusal()] * (FROM - 1)).greatest(NOON) is None


def test_other_actors_other_codes_and_other_minutes_are_counted_apart():
    mixed = [refusal(), refusal(actor="town-08"), refusal(code="forbidden-role")] * (FROM - 1)
    slow = [refusal(NOON + timedelta(seconds=2 * number)) for number in range(FROM * 3)]

    assert noted(*mixed).greatest(NOON) is None
    assert noted(*slow[: 30 + FROM - 1]).greatest(NOON) == SAID
    assert noted(*slow[1:30]).greatest(NOON) is None


def test_the_greatest_is_shown_until_it_is_old():
    small = [refusal(NOON + timedelta(minutes=1))] * FROM
    bursts = noted(*[refusal(actor="town-08")] * (FROM + 1), *small)

    assert f"{FROM + 1} x" in (bursts.greatest(NOON + SHOWN_FOR) or "")
    assert bursts.greatest(NOON + SHOWN_FOR + timedelta(seconds=1)) is None


def test_what_an_rpc_process_refused_is_in_the_status_of_the_follow_process(tmp_path: Path):
    spool = Spool(tmp_path)
    for _ in range(FROM):
        spool.note(refusal())
    recorder = Recorder(Handlers(SERVICE, MemoryStore(), ManualClock(NOON)), tmp_path)
    recorder.step()

    assert {"refused": FROM, "burst": SAID} == recorder.status()
