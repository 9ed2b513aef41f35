"""How units relate: own, below, area."""

import pytest
from contracts.units import Relation, acts_as, area_of, areas_above, holds, is_below, levels_above, standing_for

OWN, BELOW, AREA, ANY = Relation.OWN, Relation.BELOW, Relation.AREA, Relation.ANY

# actor's unit, record's unit, relations that hold besides "any"
RELATIONS = [
    ("360730101", "360730101", {OWN, AREA}),
    ("360730101", "360730101201", {BELOW, AREA}),
    ("360730", "360730101201", {BELOW, AREA}),
    ("3607", "360730101201", {BELOW, AREA}),
    ("36", "360730101201", {BELOW, AREA}),
    ("cn", "360730101201", {BELOW, AREA}),
    ("cn", "36", {BELOW, AREA}),
    ("cn", "cn", {OWN, AREA}),
    ("36", "cn", set()),
    ("360730101201", "360730101", set()),
    ("360730102", "360730101201", set()),
    ("360731", "360730101", set()),
    ("360730-audit", "360730-audit", {OWN, AREA}),
    ("360730-audit", "360730101", {BELOW, AREA}),
    ("360730-audit", "360730", set()),
    ("360730-audit", "360730-office", set()),
    ("360730", "360730-audit", {BELOW, AREA}),
    ("360730101", "360730101-school", {BELOW, AREA}),
    ("360730102", "360730101-school", set()),
    ("3607", "360730-audit", {BELOW, AREA}),
    ("360730101-committee", "360730101201", {BELOW, AREA}),
    ("360730101-committee", "360730", set()),
]


@pytest.mark.parametrize("relation", list(Relation))
@pytest.mark.parametrize(("actor", "record", "related"), RELATIONS)
def test_a_unit_stands_to_another_as_the_table_says(
    actor: str, record: str, related: set[Relation], relation: Relation
):
    assert holds(relation, actor_unit=actor, record_unit=record) == (relation in related | {ANY})


@pytest.mark.parametrize(("unit", "area"), [("360730101", "360730101"), ("360730-audit", "360730"), ("36-a-b", "36")])
def test_a_unit_lies_in_the_area_its_code_begins_with(unit: str, area: str):
    assert area_of(unit) == area


@pytest.mark.parametrize(
    ("unit", "levels"),
    [
        ("cn", ("cn",)),
        ("36", ("cn", "36")),
        ("3607", ("cn", "36", "3607")),
        ("360730", ("cn", "36", "3607", "360730")),
        ("360730101", ("cn", "36", "3607", "360730", "360730101")),
        ("360730101201", ("cn", "36", "3607", "360730", "360730101", "360730101201")),
        ("360730-audit", ("cn", "36", "3607", "360730")),
    ],
)
def test_the_rules_of_every_level_above_hold_for_a_unit_widest_first(unit: str, levels: tuple[str, ...]):
    assert levels_above(unit) == levels


@pytest.mark.parametrize("unit", ["cn", "36", "360730", "360730101201", "360730-audit"])
def test_no_unit_is_below_itself(unit: str):
    assert not is_below(unit, unit)


# Merged: township 102 became part of 101, and 101 later of 201 in another county

MERGED = {"360730102": "360730101", "360730101": "360731201", "360730102-school": "360730101-school"}
MERGED_RELATIONS = [
    ("360730101", "360730102", {OWN, AREA}),
    ("360731201", "360730102", {OWN, AREA}),
    ("360730102", "360730102", {OWN, AREA}),
    ("360730101", "360730102203", {BELOW, AREA}),
    ("360731201", "360730102203", {BELOW, AREA}),
    ("360731201-office", "360730102203", {BELOW, AREA}),
    ("360731", "360730102203", {BELOW, AREA}),
    ("360730", "360730102203", {BELOW, AREA}),
    ("360730101-school", "360730102-school", {OWN, AREA}),
    ("360730101", "360730102-school", {BELOW, AREA}),
    ("360730102", "360730101", set()),
    ("360730101203", "360730102203", set()),
    ("360730103", "360730102203", set()),
    ("360732", "360730102203", set()),
]


@pytest.mark.parametrize("relation", list(Relation))
@pytest.mark.parametrize(("actor", "record", "related"), MERGED_RELATIONS)
def test_relations_follow_the_units_that_stand_for_merged_ones(
    actor: str, record: str, related: set[Relation], relation: Relation
):
    stands = holds(relation, actor_unit=actor, record_unit=record, successors=MERGED)

    assert stands == (relation in related | {ANY})


def test_a_village_with_the_same_number_in_the_successor_is_another_village():
    assert not holds(OWN, actor_unit="360730101203", record_unit="360730102203", successors=MERGED)


def test_a_ring_of_successors_is_followed_once():
    ring = {"360730101": "360730102", "360730102": "360730101"}

    assert ("360730101", "360730102") == standing_for("360730101", ring)
    assert {"360730101", "360730102", "360730", "3607", "36", "cn"} == areas_above("360730101203", ring)


@pytest.mark.parametrize(
    ("actor", "record", "acts"),
    [
        ("360730102", "360730101", "360730101"),
        ("360730102", "360730101201", "360730101"),
        ("360730103", "360730101201", "360730101"),
        ("360730103-centre", "360730101-centre", "360730101-centre"),
        ("360730102", "360730102201", "360730102"),
        ("360730", "360730101", "360730"),
        ("360730104", "360730101", "360730104"),
    ],
)
def test_who_stands_for_a_merged_unit_acts_in_its_place(actor: str, record: str, acts: str):
    merged = {
        "360730101": "360730102",
        "360730102": "360730103",
        "360730101-centre": "360730103-centre",
        "360730109": "360730104",
    }

    assert acts_as(actor, record, merged) == acts
