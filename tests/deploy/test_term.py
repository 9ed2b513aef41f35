"""A term of five years on a simulated clock: played in seconds, the same each time, and marked as simulated."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from contracts.calendar import CHINA
from ledger.clock import monotonic
from ledger.memory import MemoryStore
from ledger.recorded import digest_of_fact
from ledger.store import Recorded
from sunledger.example import Player, read_example
from sunledger.home import installed_services

EXAMPLE = Path(__file__).parents[2] / "deploy" / "examples" / "ningdu"
BEGINS, ENDS = datetime(2021, 1, 1, tzinfo=CHINA), datetime(2026, 1, 1, 9, tzinfo=CHINA)
UNITS = ("360730", "360730100", "360730100001", "360730100201")
SECONDS = 60


def played(folder: Path) -> list[Recorded]:
    """Everything that a township, a community and a village of the example county record in five years."""
    example = read_example(EXAMPLE)
    units = tuple({**unit, "valid_from": BEGINS.date()} for unit in example.units if unit["code"] in UNITS)
    term, store = replace(example, begins=BEGINS, ends=ENDS, units=units), MemoryStore()
    Player(term, installed_services(), store, folder, lambda *_: None).play()
    return store.read_all(tuple(f"{parts.name}_" for parts in installed_services()), limit=100_000)


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory) -> list[Recorded]:
    return played(tmp_path_factory.mktemp("first"))


def is_clock(fact: Recorded) -> bool:
    return fact.type.endswith(".clock-set.v1")


@pytest.mark.req("X-020")
def test_a_term_of_five_years_is_the_same_each_time_and_takes_seconds(term: list[Recorded], tmp_path: Path):
    """Only the clock's own fact knows when it was played: how far it is from the machine's."""
    began = monotonic()
    again = played(tmp_path)

    assert monotonic() - began < SECONDS
    assert [digest_of_fact(fact) for fact in again if not is_clock(fact)] == [
        digest_of_fact(fact) for fact in term if not is_clock(fact)
    ]


def test_the_whole_term_is_in_it(term: list[Recorded]):
    opened = [json.loads(fact.data) for fact in term if fact.type == "disclosure.duty-opened.v1"]

    assert {duty["period"] for duty in opened if duty["catalogue"] == "CA"} >= {
        f"{year}Q{quarter}" for year in range(2021, 2026) for quarter in (1, 2, 3, 4)
    }


@pytest.mark.req("X-020")
def test_a_history_on_a_simulated_clock_says_so_in_its_first_fact(term: list[Recorded]):
    for parts in installed_services():
        first = next(fact for fact in term if fact.stream.startswith(f"{parts.name}_"))

        assert is_clock(first)
        assert json.loads(first.data)["clock"] == "simulated"
