"""The lists of the schemes are data, word for word as the requirements repeat them; messages use their words."""

import re
from pathlib import Path

import pytest
from contracts.assessment.community.messages import Method
from contracts.assessment.township.messages import NegativeFinding
from contracts.assessment.words import Title, lists
from contracts.policies import pack_named

REQUIRED = (Path(__file__).resolve().parents[3] / "docs" / "requirements" / "assessment.md").read_text("utf-8")
LISTS = REQUIRED[REQUIRED.index("### A.9") :]
ROW = re.compile(r"(?m)^\| (A-\d{3}) \| [^|]+ \| ([^|]+) \| ([^|]+) \| `([a-z_]+)` \| indicator item \|$")
ROWS = tuple(f"A-{number:03}" for number in range(291, 613))
TOWNSHIP = pack_named("county-2011-standards").parameters
COMMUNITY = pack_named("community-draft-standards").parameters
INDICATORS = {
    name.removeprefix("assessment.indicator."): item.value
    for pack in ("county-2011-scheme", "township-centre-2012-scheme", "community-draft-scheme")
    for name, item in pack_named(pack).parameters.items()
}


@pytest.mark.req("A-291..A-612")
def test_every_item_of_every_list_is_there_in_its_words_and_its_order():
    rows = ROW.findall(LISTS)
    ours = [(item.zh, item.en, name) for items in lists().values() for name, item in items.items()]

    assert list(ROWS) == [row[0] for row in rows]
    assert [(zh.strip(), en.strip(), name) for _, zh, en, name in rows] == ours


def test_the_words_of_messages_are_those_of_the_lists():
    assert set(lists()["negative_findings"]) == set(NegativeFinding)
    assert list(lists()["methods"]) == [method.value for method in Method]
    assert [name.partition("_")[0] for name in list(lists()["titles"])[:2]] == [title.value for title in Title]


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("group_bodies", "T.group.bodies"),
        ("support_kinds", "support.kinds"),
        ("inspection_kinds", "inspection.kinds"),
        ("village_kinds", "village.titles"),
    ],
)
def test_lists_that_packs_carry_are_the_same(name: str, parameter: str):
    assert list(lists()[name]) == TOWNSHIP[parameter].value


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("seven_fields", "T.fields"),
        ("goals", "T.goals"),
        ("four_sames", "four_sames"),
        ("conduct_rules", "conduct.rules"),
        ("breaks_and_builds", "four_breaks"),
        ("awarenesses", "awareness"),
    ],
)
def test_the_numbers_that_packs_give_are_those_of_the_lists(name: str, parameter: str):
    assert len(lists()[name]) == TOWNSHIP[parameter].value


@pytest.mark.parametrize(
    ("indicator", "name"),
    [
        ("T2.1", "township_systems"),
        ("T2.4", "internal_rules"),
        ("T2.11", "registers"),
        ("T2.12", "boards"),
        ("T2.14", "fixings"),
        ("T2.15", "supervisions"),
        ("T3.1", "places"),
        ("T3.2", "layout_principles"),
        ("T5.1", "service_levels"),
        ("T5.4", "proxies"),
        ("T5.7", "business_lines"),
        ("T5.8", "extensions"),
        ("T5.10", "service_systems"),
        ("T6.1", "four_sames"),
        ("T6.4", "breaks_and_builds"),
        ("T6.7", "conduct_activities"),
        ("T7.1", "courtyard"),
        ("T7.3", "culture_facilities"),
        ("T7.5", "living_conditions"),
        ("T7.7", "town_highs"),
        ("T7.8", "utilities"),
        ("T7.25", "village_kinds"),
        ("Z4.9", "four_ones"),
        ("C2.1", "residents_meeting_duties"),
        ("C2.3", "sub_committees"),
        ("C9.12", "plates"),
        ("C9.13", "service_windows"),
        ("C10.4", "help_for_organisations"),
    ],
)
def test_an_indicator_asks_for_as_many_as_its_list_names(indicator: str, name: str):
    assert len(lists()[name]) == INDICATORS[indicator]["least"]


@pytest.mark.parametrize(
    ("first", "name", "offset"),
    [
        ("T7.11", "street_transformations", 11),
        ("T7.17", "six_ones", 17),
        ("Z4.1", "eight_haves", 1),
        ("C9.6", "hall_and_rooms", 6),
    ],
)
def test_where_each_item_is_an_indicator_of_its_own_there_are_as_many(first: str, name: str, offset: int):
    stem = first.partition(".")[0]

    assert {f"{stem}.{offset + place}" for place in range(len(lists()[name]))} <= set(INDICATORS)


@pytest.mark.req("A-207")
def test_the_indicators_of_communities_lie_in_the_five_fields_of_the_text():
    fields = {item["field"] for code, item in INDICATORS.items() if code.startswith("C")}

    assert fields == set(lists()["community_fields"])
    assert len(fields) == COMMUNITY["C.fields"].value
