"""Refused commands are facts of their own, apart from the records they were meant for."""

import json
import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from contracts.calendar import calendar_as_known
from contracts.catalogue import Catalogue, commands_of, facts_of
from contracts.errors import Unavailable
from contracts.refusals import (
    MOST_AT_ONCE,
    MOST_SINGLE,
    CommandRefused,
    RecordRefusals,
    Refusal,
    RefusalsCounted,
    RefusalsDropped,
)
from contracts.rules import Rules
from disclosure.service import SERVICE
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st
from ledger.clock import ManualClock
from ledger.memory import MemoryStore
from ledger.parts import Handlers
from ledger.refusals import MOST_BYTES, Recorder, Spool, refusal_decider
from ledger.store import Recorded, StoreUnavailable
from ledger.testing.given import given
from sunledger.home import installed_services

REFUSALS = refusal_decider("disclosure", commands_of("disclosure"), facts_of("disclosure"))

NOON = datetime(2025, 7, 10, 4, tzinfo=UTC)
NO_RULES: Rules[None] = Rules(None, calendar_as_known(NOON.date()))
EVERY_SERVICE = [parts.facts for parts in installed_services() if RefusalsCounted in parts.facts]


def refusal(
    at: datetime = NOON,
    actor: str = "ref-town-07",
    code: str = "disclosure.unknown-item",
    unit: str = "360730100",
) -> Refusal:
    return Refusal(
        code=code,
        method="disclosure.draft_items",
        actor=actor,
        role="DisclosureOfficerTownship",
        actor_unit=unit,
        stream="disclosure_duty-360730100-TP-2025H1",
        command_id=None,
        refused_at=at,
    )


def batch(*refusals: Refusal, dropped: int = 0) -> RecordRefusals:
    return RecordRefusals(actor="service:disclosure", day=NOON.date(), refusals=refusals, dropped=dropped)


class StoreThatIsAway(MemoryStore):
    """Answers nothing until it is back."""

    is_away = True

    def read(self, stream: str, *, after: int = -1) -> list[Recorded]:
        if self.is_away:
            raise StoreUnavailable(stream)
        return super().read(stream, after=after)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def recorder(store: MemoryStore, tmp_path: Path) -> Recorder:
    return Recorder(Handlers(SERVICE, store, ManualClock(NOON)), tmp_path)


def recorded(store: MemoryStore, day: str = "2025-07-10") -> list[str]:
    return [fact.type for fact in store.read(f"disclosure_refusals-{day}")]


def test_a_refusal_is_a_fact_with_its_rule_code() -> None:
    given(REFUSALS, None).when(batch(refusal()), at=NOON).then(CommandRefused(refusal=refusal()))


def test_what_comes_after_an_actors_single_facts_of_a_day_is_counted() -> None:
    before = [CommandRefused(refusal=refusal())] * (MOST_SINGLE - 1)
    later = refusal(NOON + timedelta(seconds=1))

    given(REFUSALS, None, *before).when(batch(refusal(), refusal(), later), at=NOON).then(
        CommandRefused(refusal=refusal()),
        RefusalsCounted(
            actor="ref-town-07",
            actor_unit="360730100",
            code="disclosure.unknown-item",
            method="disclosure.draft_items",
            count=2,
            first_at=NOON,
            last_at=later.refused_at,
        ),
    )


KINDS = st.tuples(
    st.sampled_from(["ref-town-07", "ref-town-08"]),
    st.sampled_from(["360730100", "360730101"]),
    st.sampled_from(["disclosure.unknown-item", "forbidden-unit"]),
)


@settings(max_examples=30)
@given_any(st.lists(KINDS, min_size=1, max_size=MOST_AT_ONCE), st.integers(0, MOST_SINGLE))
def test_however_many_are_single_facts_they_can_be_counted_by_code_actor_and_unit(
    kinds: list[tuple[str, str, str]], before: int
):
    sent = [refusal(actor=actor, unit=unit, code=code) for actor, unit, code in kinds]
    state = REFUSALS.fold([CommandRefused(refusal=refusal())] * before)

    told = Counter[tuple[str, str | None, str]]()
    for fact in REFUSALS.decide(batch(*sent), state, NO_RULES, NOON):
        match fact:
            case CommandRefused():
                told[fact.refusal.actor, fact.refusal.actor_unit, fact.refusal.code] += 1
            case RefusalsCounted():
                told[fact.actor, fact.actor_unit, fact.code] += fact.count
            case RefusalsDropped():
                pytest.fail("Nothing was dropped.")

    assert Counter(kinds) == told


@pytest.mark.parametrize("facts", EVERY_SERVICE, ids=lambda facts: facts.service)
def test_what_was_counted_whatever_the_unit_is_read_as_such(facts: Catalogue):
    moment = "2025-07-10T04:00:00.000000Z"
    document = {"actor": "ref-town-07", "code": "forbidden-unit", "method": "m", "count": 2}
    read = facts.read(f"{facts.service}.refusals-counted.v1", {**document, "first_at": moment, "last_at": moment})

    assert read == RefusalsCounted(
        actor="ref-town-07",
        actor_unit=None,
        code="forbidden-unit",
        method="m",
        count=2,
        first_at=NOON,
        last_at=NOON,
    )
    assert facts.type_of(read) == f"{facts.service}.refusals-counted.v2"


def test_one_actors_burst_does_not_hide_another() -> None:
    before = [CommandRefused(refusal=refusal())] * MOST_SINGLE
    other = refusal(actor="ref-town-08")

    given(REFUSALS, None, *before).when(batch(other), at=NOON).then(CommandRefused(refusal=other))


def test_what_was_dropped_is_counted() -> None:
    given(REFUSALS, None).when(batch(refusal(), dropped=7), at=NOON).then(
        CommandRefused(refusal=refusal()), RefusalsDropped(count=7)
    )


def test_what_a_process_left_is_recorded_once_by_day_and_cleared(
    store: MemoryStore, recorder: Recorder, tmp_path: Path
) -> None:
    spool = Spool(tmp_path)
    for moment in (NOON, NOON + timedelta(microseconds=1), NOON + timedelta(days=1)):
        spool.note(refusal(moment))

    assert 3 == recorder.step()
    assert 0 == recorder.step()
    assert ["disclosure.command-refused.v1"] * 2 == recorded(store)
    assert ["disclosure.command-refused.v1"] == recorded(store, "2025-07-11")
    assert [] == list(tmp_path.glob("refusals-*"))


def test_a_process_that_ends_between_recording_and_clearing_records_it_once(
    store: MemoryStore, recorder: Recorder, tmp_path: Path
) -> None:
    Spool(tmp_path).note(refusal())
    (left,) = tmp_path.glob("refusals-*.jsonl")
    again = left.read_bytes()

    recorder.step()
    left.write_bytes(again)
    recorder.step()

    assert ["disclosure.command-refused.v1"] == recorded(store)


def test_what_could_not_be_recorded_yet_is_not_written_over(tmp_path: Path) -> None:
    store = StoreThatIsAway()
    recorder, spool = Recorder(Handlers(SERVICE, store, ManualClock(NOON)), tmp_path), Spool(tmp_path)
    for number in range(3):
        spool.note(refusal(NOON + timedelta(seconds=number)))
        with pytest.raises(Unavailable):
            recorder.step()

    store.is_away = False
    recorder.step()
    recorder.step()

    assert 3 == len(recorded(store))


def test_a_line_that_was_not_finished_is_left_out(store: MemoryStore, recorder: Recorder, tmp_path: Path) -> None:
    Spool(tmp_path).note(refusal())
    (left,) = tmp_path.glob("refusals-*.jsonl")
    with left.open("a") as file:
        file.write('{"refusal": {"code": "disc')

    assert 1 == recorder.step()
    assert ["disclosure.command-refused.v1"] == recorded(store)


def test_the_spool_is_bounded_and_counts_what_it_drops(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    path = tmp_path / f"refusals-{os.getpid()}.jsonl"
    path.write_text("x" * MOST_BYTES)

    spool.note(refusal())
    spool.note(refusal())
    path.unlink()
    spool.note(refusal())

    assert 2 == json.loads(path.read_text())["dropped"]
