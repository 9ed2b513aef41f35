"""Merged units: their successor acts on their records from its day on, and nobody else does."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from contracts.errors import Forbidden, Unavailable
from contracts.succession import SucceedUnit, UnitSucceeded
from ledger.handler import Request
from ledger.store import StoreUnavailable
from ledger.succession import Successions, succession_decider
from ledger.testing.desk import NOON, UNIT, Desk, id_of
from ledger.testing.given import given
from ledger.testing.register import COMMANDS, FACTS, PARTS

SUCCESSION = succession_decider("register", COMMANDS, FACTS)
OTHER, THIRD = "360730102", "360730103"
FROM = date(2025, 7, 11)
THE_EVE = datetime(2025, 7, 10, 15, 59, 59, 999999, tzinfo=UTC)
THE_DAY = datetime(2025, 7, 10, 16, tzinfo=UTC)


def succeed(unit: str, successor: str) -> SucceedUnit:
    return SucceedUnit(actor="county", unit=unit, successor=successor, valid_from=FROM)


def succeeded(unit: str, successor: str) -> UnitSucceeded:
    return UnitSucceeded(unit=unit, successor=successor, valid_from=FROM, recorded_at=NOON)


def test_a_unit_is_merged_into_one_other_once():
    given(SUCCESSION, None).when(succeed(UNIT, OTHER), at=NOON).then(succeeded(UNIT, OTHER))
    merged = given(SUCCESSION, None, succeeded(UNIT, OTHER))

    merged.when(succeed(UNIT, OTHER), at=NOON).then()
    merged.when(succeed(UNIT, THIRD), at=NOON).then_rejected("unit-has-successor")
    merged.when(succeed(OTHER, THIRD), at=NOON).then(succeeded(OTHER, THIRD))


@pytest.mark.parametrize(
    ("unit", "successor", "code"),
    [
        (UNIT, UNIT, "succeeds-itself"),
        (UNIT, "360730", "successor-of-another-level"),
        (UNIT, f"{OTHER}-office", "successor-of-another-level"),
        (THIRD, UNIT, "succession-in-a-ring"),
        (OTHER, UNIT, "succession-in-a-ring"),
    ],
)
def test_nothing_succeeds_itself_or_what_is_of_another_level(unit: str, successor: str, code: str):
    chain = (succeeded(UNIT, OTHER), succeeded(OTHER, THIRD)) if unit == THIRD else (succeeded(UNIT, OTHER),)

    given(SUCCESSION, None, *chain).when(succeed(unit, successor), at=NOON).then_rejected(code)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A record of the merged unit, which stands for itself until the day of the merger."""
    place = Desk(tmp_path)
    place.enter("p-1")
    request = Request(
        command_id=UUID(id_of(7)), actor="county", role="Test", actor_unit="360730", correlation_id=UUID(id_of(7))
    )
    place.handlers.handle(succeed(UNIT, OTHER), request)
    return place


def opened(desk: Desk, unit: str, number: int) -> Mapping[str, Any]:
    return desk.open(number=number, unit=unit)


def test_the_successor_reads_the_records_from_its_day_on_and_not_on_the_eve(desk: Desk):
    desk.clock.advance_to(THE_EVE)
    with pytest.raises(Forbidden, match="forbidden-unit"):
        opened(desk, OTHER, 101)

    desk.clock.advance_to(THE_DAY)

    assert opened(desk, OTHER, 102) == opened(desk, UNIT, 103)
    with pytest.raises(Forbidden, match="forbidden-unit"):
        opened(desk, THIRD, 104)


def test_what_the_door_knows_is_read_once_while_it_is_fresh(desk: Desk):
    reads = list[str]()

    def read(stream: str) -> Any:
        reads.append(stream)
        return desk.store.read(stream)

    known = Successions(read, PARTS.facts, cached_s=60)

    assert [known.on(THE_EVE), known.on(THE_DAY)] == [{}, {UNIT: OTHER}]
    assert ["register_succession-history"] == reads


def test_while_the_store_is_away_the_door_goes_by_what_it_knew_and_never_by_nothing(desk: Desk):
    is_away = [True]

    def read(stream: str) -> Any:
        if is_away[0]:
            raise StoreUnavailable(stream)
        return desk.store.read(stream)

    known = Successions(read, PARTS.facts, cached_s=0)
    with pytest.raises(Unavailable):
        known.on(THE_DAY)
    is_away[0] = False
    before = known.on(THE_DAY)
    is_away[0] = True

    assert {UNIT: OTHER} == before == known.on(THE_DAY)
