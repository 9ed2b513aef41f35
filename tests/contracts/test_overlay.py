"""Rules of wider and narrower authorities over each other, and what held on a day as known on a day."""

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from contracts.bounds import loosens
from contracts.errors import Malformed
from contracts.overlay import Difference, differences, in_force_as_known, loosenings, resolve, resolve_as_known
from contracts.packs import Pack, read_pack
from contracts.policies import pack_named, shipped_packs
from hypothesis import given, settings
from hypothesis import strategies as st

TOWNSHIP, COUNTY, CITY, PROVINCE = "360730101", "360730", "3607", "36"
LEVELS = ("cn", PROVINCE, CITY, COUNTY, TOWNSHIP)
BEGINS = date(2020, 1, 1)

HALF = {"more_than": "1/2", "of": "deputies"}
AT_LEAST_HALF = {"at_least": "1/2", "of": "deputies"}
OF_THOSE_PRESENT = {"more_than": "1/2", "of": "those present"}


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def rule(name: str, value: Any, more: str = "") -> str:
    said = 'unit = "day"\nsource = "1 §四4"\nrow = "D-006"\n'
    given_value = "silent = true" if value is None else f'value = {toml(value)}\nconfidence = "sure"'
    return f"[{name}]\n{given_value}\n{said}{more}\n"


def pack(area: str, *rules: str, name: str = "", head: str = "", known: date = BEGINS) -> Pack:
    return read_pack(
        f'[pack]\nid = "{name or f"pack-{area}"}"\narea = "{area}"\nin_force_from = {BEGINS}\nknown_from = {known}\n'
        f'source = "1"\ntitle = "Opinion"\n{head}\n{"".join(rules)}'
    )


# Levels


def test_each_level_adds_and_replaces_what_wider_ones_left_free():
    packs = [pack(area, rule("days", number), rule(f"own{number}", number)) for number, area in enumerate(LEVELS)]
    resolved = resolve(TOWNSHIP, packs)

    assert resolved.value("days") == 4
    assert [resolved.value(f"own{number}") for number in range(5)] == [0, 1, 2, 3, 4]


def test_the_wider_authority_comes_first_in_whatever_order_packs_were_activated():
    packs = [pack(area, rule("days", number)) for number, area in enumerate(LEVELS)]

    assert {resolve(TOWNSHIP, order).value("days") for order in permutations(packs)} == {4}


def test_of_two_packs_of_one_authority_the_later_in_order_holds():
    one, other = pack(COUNTY, rule("days", 1), name="one"), pack(COUNTY, rule("days", 2), name="other")

    assert resolve(COUNTY, [one, other]).value("days") == 2
    assert resolve(COUNTY, [other, one]).value("days") == 1


# Packs adopted from elsewhere

VILLAGE = "360730101201"
NATIONS, PROVINCES, CITYS, COUNTYS, TOWNSHIPS = (pack(area, rule("days", 10 + at)) for at, area in enumerate(LEVELS))
FOREIGN = pack("9999", rule("days", 9), name="elsewhere")
FOREIGN_TOO = pack("33", rule("days", 8), name="elsewhere-too")
WIDER = (NATIONS, PROVINCES, CITYS)


def days(*packs: Pack, area: str = VILLAGE) -> Any:
    return resolve(area, packs).value("days")


@pytest.mark.parametrize("area", [COUNTY, TOWNSHIP, VILLAGE])
@pytest.mark.parametrize("before", range(4))
def test_a_pack_from_elsewhere_is_narrower_than_nation_province_and_city_wherever_it_stands(before: int, area: str):
    assert days(*WIDER[:before], FOREIGN, *WIDER[before:], area=area) == 9


@pytest.mark.parametrize("area", [COUNTY, TOWNSHIP, VILLAGE])
def test_a_pack_that_a_county_adopts_from_elsewhere_is_as_wide_as_the_countys_own(area: str):
    """Of two of equal width the later in order holds, in the county itself as in its villages."""
    assert days(*WIDER, COUNTYS, FOREIGN, area=area) == 9
    assert days(*WIDER, FOREIGN, COUNTYS, area=area) == 13


def test_a_townships_own_pack_goes_over_what_its_county_adopts_from_elsewhere():
    assert days(*WIDER, COUNTYS, FOREIGN, TOWNSHIPS) == 14
    assert days(*WIDER, FOREIGN, COUNTYS, TOWNSHIPS) == 14
    assert days(FOREIGN, TOWNSHIPS) == 14


def test_a_pack_that_a_township_adopts_from_elsewhere_goes_over_the_countys_and_its_own_before_it():
    assert days(*WIDER, COUNTYS, TOWNSHIPS, FOREIGN) == 9
    assert days(*WIDER, COUNTYS, FOREIGN, TOWNSHIPS) == 14


def test_what_a_village_adopts_after_a_rule_of_its_own_goes_over_that():
    own = pack(VILLAGE, rule("days", 15))

    assert days(COUNTYS, TOWNSHIPS, own, FOREIGN) == 9
    assert days(COUNTYS, TOWNSHIPS, FOREIGN, own) == 15


def test_of_two_packs_from_elsewhere_the_later_in_order_holds():
    assert days(COUNTYS, FOREIGN, FOREIGN_TOO) == 8
    assert days(COUNTYS, FOREIGN_TOO, FOREIGN) == 9
    assert days(COUNTYS, FOREIGN, TOWNSHIPS, FOREIGN_TOO) == 8


def test_a_nation_that_adopts_a_pack_has_nobody_narrower():
    assert days(NATIONS, FOREIGN, area="cn") == 9
    assert days(FOREIGN, NATIONS, area="cn") == 10


def test_a_pack_adopted_from_elsewhere_has_no_more_authority_than_who_adopts_it():
    province = pack(PROVINCE, rule("days", 10, 'bound = "min"'))

    for packs in ([FOREIGN, province], [province, FOREIGN]):
        assert resolve(COUNTY, packs).value("days") == 10
        assert [item.pack for item in resolve(COUNTY, packs).refused] == ["elsewhere"]


@pytest.mark.parametrize("area", [COUNTY, VILLAGE])
@pytest.mark.parametrize("before", [COUNTY, "33"])
def test_adopting_a_text_from_elsewhere_does_not_undo_a_minimum_adopted_before_it(before: str, area: str):
    bound = pack(before, rule("days", 10, 'bound = "min"'), name="bound")

    assert days(bound, FOREIGN, area=area) == 10
    assert [item.limiting for item in loosenings(FOREIGN, [bound], area)] == ["bound"]
    assert loosenings(pack("9999", rule("days", 10), name="as-strict"), [bound], area) == []


def test_an_issuer_elsewhere_may_loosen_a_minimum_of_its_own():
    bound = pack("9999", rule("days", 10, 'bound = "min"'), name="bound")

    assert loosenings(FOREIGN, [bound], VILLAGE) == []
    assert days(bound, FOREIGN) == 9


def test_a_minimum_that_a_county_adopts_from_elsewhere_binds_its_townships():
    bound = pack("9999", rule("days", 20, 'bound = "min"'), name="bound")

    assert days(bound, pack(TOWNSHIP, rule("days", 19), name="looser")) == 20
    assert days(bound, pack(TOWNSHIP, rule("days", 21), name="stricter")) == 21
    assert days(bound, COUNTYS) == 13


# Uniform minimums


@pytest.mark.parametrize(
    ("bound", "upper", "lower", "looser"),
    [
        ("min", 20, 19, True),
        ("min", 20, 20, False),
        ("min", 20, 21, False),
        ("max", 20, 19, False),
        ("max", 20, 21, True),
        ("fixed", 20, 21, True),
        ("fixed", 20, 20, False),
        ("min", "1/3", "33/100", True),
        ("min", "1/3", "34/100", False),
        ("min", "1/3", "2/6", False),
        ("min", HALF, AT_LEAST_HALF, True),
        ("min", AT_LEAST_HALF, HALF, False),
        ("max", AT_LEAST_HALF, HALF, True),
        ("min", HALF, OF_THOSE_PRESENT, True),
        ("max", "month", "quarter", True),
        ("max", "month", "half_month", False),
        ("min", ["a", "b"], ["a"], True),
        ("min", ["a", "b"], ["c", "b", "a"], False),
        ("max", ["a", "b"], ["a"], False),
        ("max", [], ["a"], True),
        ("max", {"min": 5, "max": 9}, {"min": 5, "max": 7}, False),
        ("max", {"min": 5, "max": 9}, {"min": 4, "max": 7}, True),
        ("max", {"min": 5, "max": 9}, {"min": 5, "max": 10}, True),
        ("max", {"min": 5, "max": 9}, 9, False),
        ("max", {"min": 5, "max": 9}, 10, True),
        ("max", {"month_day": "07-20", "year": 0}, {"month_day": "07-21", "year": 0}, True),
        ("max", {"month_day": "07-20", "year": 1}, {"month_day": "12-31", "year": 0}, False),
        ("min", 20, None, True),
        ("min", 20, "many", True),
        ("min", 1, True, True),
    ],
)
def test_what_is_looser_than_a_bound(bound: str, upper: Any, lower: Any, looser: bool):
    assert loosens(bound, upper, lower) == looser


@pytest.mark.parametrize("order", [0, 1])
def test_a_value_below_a_uniform_minimum_has_no_effect_and_is_named_with_both_values_and_packs(order: int):
    packs = [pack("cn", rule("days", 20, 'bound = "min"')), pack(COUNTY, rule("days", 19), rule("boards", 3))]
    resolved = resolve(COUNTY, packs[:: 1 - 2 * order])

    assert (resolved.value("days"), resolved.value("boards")) == (20, 3)
    assert list(map(str, resolved.refused)) == ["days = 19 (pack-360730) is looser than days = 20 (pack-cn)"]


def test_a_minimum_of_the_nation_binds_every_level_below_it():
    nation, city = pack("cn", rule("days", 20, 'bound = "min"')), pack(CITY, rule("days", 25))

    assert resolve(TOWNSHIP, [nation, city, pack(TOWNSHIP, rule("days", 22))]).value("days") == 22
    assert resolve(TOWNSHIP, [nation, city, pack(TOWNSHIP, rule("days", 19))]).value("days") == 25


def test_a_bound_of_a_narrower_authority_does_not_bind_a_wider_one():
    county, nation = pack(COUNTY, rule("days", 20, 'bound = "min"')), pack("cn", rule("days", 10))

    assert loosenings(nation, [county], COUNTY) == []
    assert resolve(COUNTY, [county, nation]).value("days") == 20


@pytest.mark.parametrize(("most", "stands"), [(9, 9), (10, 9), (4, 5)])
def test_a_range_binds_other_names_and_its_end_stands_in_place_of_what_passes_it(most: int, stands: int):
    law = pack("cn", rule("size.law", {"min": 5, "max": 9}, 'bound = "max"\nbinds = ["size.max"]'))

    assert resolve(COUNTY, [law, pack(COUNTY, rule("size.max", most))]).value("size.max") == stands


def test_silence_below_a_uniform_minimum_leaves_the_minimum():
    packs = [pack("cn", rule("days", 20, 'bound = "min"')), pack(COUNTY, rule("days", None))]

    assert resolve(COUNTY, packs).value("days") == 20


def test_a_rule_that_its_own_pack_calls_disapplied_gives_way_to_the_law_and_is_kept():
    law, draft = pack_named("cn-residents-2018"), pack_named("community-draft-standards")
    resolved = resolve(COUNTY, [law, draft])

    assert draft.parameters["candidate.residence.min_months"].value == 12
    assert resolved.value("candidate.residence.min_months") == 0
    assert [(item.parameter.name, item.disapplied) for item in resolved.refused] == [
        ("candidate.residence.min_months", True)
    ]


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(LEVELS), st.integers(0, 30)), max_size=6), st.integers(0, 30), st.randoms())
def test_nothing_activated_below_ever_goes_under_a_national_minimum(below, least, shuffle):
    nation = pack("cn", rule("days", least, 'bound = "min"'), name="nation")
    others = [pack(area, rule("days", days), name=f"p{n}") for n, (area, days) in enumerate(below) if area != "cn"]
    packs = [nation, *others]
    shuffle.shuffle(packs)

    assert resolve(TOWNSHIP, packs).value("days") >= least


# Two axes of time

WRONG = pack(COUNTY, rule("days", 20), name="wrong")
RIGHT = pack(COUNTY, rule("days", 10), name="right", head='corrects = "wrong"', known=date(2024, 3, 1))
CHANGED = read_pack(
    '[pack]\nid = "changed"\narea = "360730"\nin_force_from = 2025-01-01\nknown_from = 2024-06-01\nsource = "1"\n'
    f'title = "Opinion"\n{rule("days", 5)}'
)


@pytest.mark.parametrize(
    ("day", "known_on", "days"),
    [
        (date(2023, 5, 1), date(2024, 2, 29), 20),
        (date(2023, 5, 1), date(2024, 3, 1), 10),
        (date(2024, 12, 31), date(2025, 6, 1), 10),
        (date(2025, 1, 1), date(2025, 6, 1), 5),
        (date(2025, 1, 1), date(2024, 5, 31), 10),
        (date(2025, 1, 1), date(2024, 6, 1), 5),
    ],
)
def test_a_lookup_answers_for_a_day_as_known_on_a_day(day: date, known_on: date, days: int):
    assert resolve_as_known(COUNTY, [WRONG, RIGHT, CHANGED], day, known_on).value("days") == days


def test_what_was_pinned_before_a_correction_is_what_it_was():
    before = resolve_as_known(COUNTY, [WRONG], date(2024, 1, 1), date(2024, 1, 1))

    assert resolve(COUNTY, before.packs).digest == before.digest
    assert resolve(COUNTY, before.packs).value("days") == 20


def test_a_law_that_was_carried_over_follows_its_old_text_without_gap_or_overlap():
    laws = [pack for pack in shipped_packs().values() if pack.source == "城市居民委员会组织法"]
    days = [date(2025, 12, 31) + timedelta(days=days) for days in (0, 1)]

    assert [[law.id for law in in_force_as_known(laws, day, day)] for day in days] == [
        ["cn-residents-2018", "cn-residents-2018-groups"],
        ["cn-residents-2026", "cn-residents-2026-groups"],
    ]


# Differences


def test_packs_differ_in_what_is_ruled_not_in_how_it_is_noted():
    before = pack(COUNTY, rule("same", 1), rule("changed", 1), rule("gone", 1), rule("noted", 1))
    after = pack(COUNTY, rule("same", 1), rule("changed", 2), rule("new", 1), rule("noted", 1, 'note = "so"'))

    assert differences(before, after) == [
        Difference("changed", before.parameters["changed"], after.parameters["changed"]),
        Difference("gone", before.parameters["gone"], None),
        Difference("new", None, after.parameters["new"]),
    ]
    assert differences(before, before) == []


def test_a_bound_that_is_no_bound_or_binds_nothing_is_refused():
    with pytest.raises(Malformed, match="min, max or fixed"):
        pack("cn", rule("days", 20, 'bound = "least"'))
    with pytest.raises(Malformed, match="silent binds nobody"):
        pack("cn", rule("days", None, 'bound = "min"'))
    with pytest.raises(Malformed, match="beside its own"):
        pack("cn", rule("days", 20, 'binds = ["hours"]'))
