"""The lists of the opinion are data, word for word as the requirements repeat them; messages use their words."""

import re
from pathlib import Path

import pytest
from contracts.mining.annual.messages import Falsehood
from contracts.mining.exploration.messages import GreenMeans
from contracts.mining.standards.messages import RuleDocument
from contracts.mining.words import lists
from contracts.policies import pack_named

REQUIRED = (Path(__file__).resolve().parents[3] / "docs" / "requirements" / "mining.md").read_text("utf-8")
LISTS = REQUIRED[REQUIRED.index("### G.7") :]
ROW = re.compile(r"(?m)^\| (G-\d{3}) \| [^|]+ \| ([^|]+) \| ([^|]+) \| `([a-z_]+)` \|")
ROWS = tuple(f"G-{number:03}" for number in range(81, 151))
CITY = pack_named("city-green-mines-2018").parameters


@pytest.mark.req("G-081..G-150")
def test_every_item_of_every_list_is_there_in_its_words_and_its_order():
    rows = ROW.findall(LISTS)
    ours = [(item.zh, item.en, name) for items in lists().values() for name, item in items.items()]

    assert list(ROWS) == [row[0] for row in rows]
    assert [(zh.strip(), en.strip(), name) for _, zh, en, name in rows] == ours


@pytest.mark.parametrize(
    ("name", "words"),
    [("rule_documents", RuleDocument), ("green_means", GreenMeans), ("falsehoods", Falsehood)],
)
def test_the_words_of_messages_are_those_of_the_lists(name: str, words: type[RuleDocument | GreenMeans | Falsehood]):
    assert list(lists()[name]) == [word.value for word in words]


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("dominant_minerals", "stat.dominant"),
        ("participants", "participant.kinds"),
        ("falsehoods", "falsification.kinds"),
    ],
)
def test_lists_that_packs_carry_are_the_same(name: str, parameter: str):
    assert list(lists()[name]) == CITY[parameter].value


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("measures", "mining.measures"),
        ("innovation_fields", "zone.innovation_fields"),
        ("zone_issues", "zone.issues"),
        ("zone_goals", "zone.goals"),
        ("coordinated_works", "land.coordinated_works"),
    ],
)
def test_the_numbers_that_packs_give_are_those_of_the_lists(name: str, parameter: str):
    assert len(lists()[name]) == CITY[parameter].value


def test_ways_of_supplying_land_that_the_text_names_are_among_those_that_are_open():
    assert set(lists()["land_modes"]) < set(CITY["land.modes"].value)
