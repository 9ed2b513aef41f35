"""The rules as the packs have them, in figures; what a source does not say is not there."""

from datetime import date
from fractions import Fraction

import pytest
from contracts.mining.annual.rules import annual_policy
from contracts.mining.mine.messages import EvaluatorRules, Prerequisite
from contracts.mining.mine.rules import MiningPolicy, Scheme, mining_policy
from contracts.mining.words import MineLevel
from contracts.policies import pack_named, resolve, shipped_packs

SIX = (
    "environment_appearance",
    "resource_utilisation",
    "ecology",
    "modernisation",
    "community_harmony",
    "culture_image",
)


def policy_of(*packs: str) -> MiningPolicy:
    return mining_policy(resolve("360730", [pack_named(pack) for pack in packs]))


@pytest.mark.req("G-018", "G-025", "G-026", "G-027", "G-028", "G-029", "G-030", "G-031", "G-066")
@pytest.mark.parametrize(
    ("pack", "ends"),
    [("city-green-mines-2018", date(2022, 12, 31)), ("ningdu-green-mines-2024", date(2029, 12, 31))],
)
def test_the_opinion_and_its_successor_name_six_dimensions_and_an_end(pack: str, ends: date):
    policy = policy_of(pack)

    assert (SIX, 6, None, ends) == (policy.dimensions, policy.dimensions_required, policy.pass_mark, policy.valid_to)
    assert (("large", "medium", "small"), ("large", "medium")) == (policy.sizes, policy.pilot_sizes)


def test_mi_03_the_scheme_of_2020_as_far_as_it_is_known():
    policy = policy_of("cn-mine-scheme-2020")

    assert policy.scheme == Scheme(
        points=Fraction(1000), pass_points=Fraction(800), level1_share=Fraction(3, 4), items=100
    )
    assert (Fraction(3), None, None) == (policy.reserves_years, policy.cure_months, policy.notice_working_days)
    assert tuple(Prerequisite) == policy.prerequisites


def test_mi_03_the_scheme_of_2024_as_far_as_it_is_known():
    policy = policy_of("cn-mine-scheme-2024")

    assert policy.scheme == Scheme(points=Fraction(100), pass_points=None, level1_share=None, items=49)
    assert (None, 6, None) == (policy.reserves_years, policy.cure_months, policy.notice_working_days)
    assert tuple(Prerequisite) == policy.prerequisites


def test_what_else_is_known_of_the_listing():
    policy = policy_of("cn-mine-listing-2020")

    assert 3 == policy.lookback_years
    assert policy.evaluator == EvaluatorRules(team=5, team_senior=2, professionals=15, senior_share=Fraction(3, 10))


def test_what_the_example_adds_is_its_own():
    policy = policy_of("ningdu-green-mines-2024")

    assert ((MineLevel.COUNTY, MineLevel.MUNICIPAL), 7) == (policy.levels, policy.notice_working_days)
    assert Fraction(3) == policy.reserves_years


def test_the_standard_of_the_example_adds_up():
    standard = policy_of("ningdu-mine-standard-2024").standards["ningdu-2024"]
    stated = pack_named("ningdu-mine-standard-2024").parameters["mine.standard.ningdu-2024.item.sum"]

    assert 100 == stated.value
    assert (24, Fraction(100)) == (len(standard.items), sum(standard.items.values(), Fraction()))
    assert Fraction(80) == standard.pass_points
    assert (Fraction(3, 4), Fraction(1), date(2024, 7, 1)) == (
        standard.level1_share,
        standard.divergence,
        standard.in_force_from,
    )


@pytest.mark.req("G-068", "G-069", "G-079")
@pytest.mark.parametrize("pack", ["city-green-mines-2018", "ningdu-green-mines-2024"])
def test_the_yearly_assessment_begins_with_2018_and_ends_on_20_december(pack: str):
    policy = annual_policy(resolve("360730", [pack_named(pack)]))

    assert (date(2018, 1, 1), date(2025, 12, 20)) == (policy.in_force_from, policy.due_on(2025))
    assert ("summary_report", "supporting_materials") == policy.required


def test_what_the_source_has_lost_is_said_to_be_of_another_source():
    """Every rule of certification that the opinion does not hold names a source that is not the opinion (3 §…)."""
    local = ("mine.standard.", "listing.", "mine.evaluator.", "mine.scheme.")
    found = [
        (pack.id, name)
        for pack in shipped_packs().values()
        for name, parameter in pack.parameters.items()
        if name.startswith(local) and parameter.source.startswith("3 ")
    ]

    assert [] == found
