"""From points to a result, against a reference that is written here by itself."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from contracts.errors import Rejected
from contracts.mining.mine.messages import NotApplicable, Standard
from contracts.mining.words import MineLevel
from hypothesis import given as whatever
from hypothesis import strategies as st
from mining.mine.scoring import divergent, refuse_bad_marks, result

LEVEL1 = {"environment_appearance": (220, 17), "resource_utilisation": (220, 15)}
"""As far as the scheme of 2020 is known: points and items."""

OTHERS = {"ecology": (160, 20), "modernisation": (150, 18), "community_harmony": (130, 15), "culture_image": (120, 15)}
"""Of the other four only the sum of 560 points is known, and that there are 100 items in all."""


def spread(name: str, points: int, items: int) -> dict[str, Fraction]:
    """So many items that add up to the points: a first that takes what is left over."""
    each = points // items
    return {
        f"{name}.{number}": Fraction(each + (points - each * items if number == 1 else 0))
        for number in range(1, items + 1)
    }


def scheme_of_2020(**other) -> Standard:
    items: dict[str, Fraction] = {}
    for name, (points, count) in {**LEVEL1, **OTHERS}.items():
        items |= spread(name, points, count)
    fixed = {"standard": "cn-2020", "level": MineLevel.NATIONAL, "industry": "any", "in_force_from": date(2020, 6, 1)}
    marks = {"pass_points": Fraction(800), "level1_share": Fraction(3, 4), "items": items}
    return Standard(**{**fixed, **marks, **other})


def marks_with(standard: Standard, totals: Mapping[str, int]) -> dict[str, Fraction]:
    """Full marks but in the named dimensions, which come to these points."""
    points = dict(standard.items)
    for name, total in totals.items():
        own = sorted(item for item in points if item.startswith(f"{name}."))
        left = Fraction(total)
        for item in own:
            points[item] = min(left, standard.items[item])
            left -= points[item]
    return points


def reference(
    points: Mapping[str, Fraction], items: Mapping[str, Fraction], formula: NotApplicable | None
) -> tuple[dict[str, Fraction], Fraction]:
    """Dimension by dimension with numerators and denominators of its own: no code of the service."""
    names = sorted({item.split(".")[0] for item in items})
    earned = {n: sum(p for i, p in points.items() if i.split(".")[0] == n) for n in names}
    whole = {n: sum(p for i, p in items.items() if i.split(".")[0] == n) for n in names}
    gone = {n: sum(p for i, p in items.items() if i.split(".")[0] == n and i not in points) for n in names}
    if formula is NotApplicable.FULL_POINTS:
        shown = {n: Fraction(earned[n] + gone[n]) for n in names}
    elif formula is NotApplicable.WITHIN_DIMENSION:
        shown = {n: Fraction(earned[n] * whole[n], whole[n] - gone[n]) for n in names}
    elif formula is NotApplicable.WITHIN_TOTAL:
        all_points, all_gone = sum(whole.values()), sum(gone.values())
        shown = {n: Fraction(earned[n] * all_points, all_points - all_gone) for n in names}
    else:
        shown = {n: Fraction(earned[n]) for n in names}
    return shown, sum(shown.values(), Fraction())


def test_mi_03_the_scheme_of_2020_has_six_dimensions_100_items_and_1000_points():
    standard = scheme_of_2020()

    assert (6, 100, 1000) == (len(standard.dimensions), len(standard.items), sum(standard.items.values()))


@pytest.mark.parametrize(
    ("environment", "passes"), [(164, False), (165, True)], ids=["one point short of three quarters", "three quarters"]
)
@pytest.mark.req("G-031")
def test_mi_04_every_dimension_needs_its_share_whatever_the_whole_comes_to(environment: int, passes: bool):
    """870 points in all; 165 of 220 is three quarters."""
    standard = scheme_of_2020()
    others = {"resource_utilisation": 200, "ecology": 140, "modernisation": 130, "community_harmony": 280 - environment}
    found = result(marks_with(standard, {"environment_appearance": environment, **others}), standard)

    assert (Fraction(870), passes) == (found.total, found.is_passed)
    assert (() if passes else ("environment_appearance",)) == found.short


@pytest.mark.parametrize(("total", "passes"), [(799, False), (800, True), (801, True)])
def test_mi_04_the_whole_needs_800_points(total: int, passes: bool):
    standard = scheme_of_2020(level1_share=None)
    found = result(marks_with(standard, {"resource_utilisation": total - 780}), standard)

    assert (Fraction(total), passes) == (found.total, found.is_passed)


def test_without_a_pass_mark_nothing_passes():
    standard = scheme_of_2020(pass_points=None)

    assert not result(standard.items, standard).is_passed


def halves(standard: Standard) -> dict[str, Fraction]:
    return {item: most / 2 for item, most in standard.items.items()}


@pytest.mark.parametrize("formula", list(NotApplicable))
def test_mi_05_what_is_not_applicable_is_made_up_for_exactly(formula: NotApplicable):
    standard = scheme_of_2020(not_applicable=formula)
    points = {item: given for item, given in halves(standard).items() if item != "resource_utilisation.2"}
    dimensions, total = reference(points, standard.items, formula)
    found = result(points, standard)

    assert (dimensions, total) == (found.dimensions, found.total)


@st.composite
def assessments(draw):
    """A standard of three dimensions, points with fractions, and some items left out, never all of a dimension."""
    items: dict[str, Fraction] = {}
    points: dict[str, Fraction] = {}
    for name in ("ecology", "modernisation", "culture_image"):
        count = draw(st.integers(1, 4))
        for number in range(count):
            most = draw(st.fractions(min_value=Fraction(1, 4), max_value=40, max_denominator=12))
            items[f"{name}.{number}"] = most
            if number == 0 or draw(st.booleans()):
                points[f"{name}.{number}"] = most * draw(st.fractions(min_value=0, max_value=1, max_denominator=9))
    return items, points, draw(st.sampled_from([*NotApplicable, None]))


@pytest.mark.req("G-031")
@whatever(assessments(), st.fractions(min_value=0, max_value=1, max_denominator=20))
def test_mi_05_every_result_equals_the_reference(assessment, share: Fraction):
    items, points, formula = assessment
    standard = scheme_of_2020(items=items, not_applicable=formula, level1_share=share, pass_points=Fraction(20))
    dimensions, total = reference(points, items, formula)
    found = result(points, standard)
    own = {n: sum(p for i, p in points.items() if i.startswith(n)) for n in dimensions}
    possible = {n: sum(items[i] for i in points if i.startswith(n)) for n in dimensions}
    short = tuple(sorted(n for n in dimensions if own[n] < share * possible[n]))

    assert (dimensions, total, short) == (found.dimensions, found.total, found.short)
    assert (total >= 20 and not short) == found.is_passed


@whatever(assessments(), st.permutations(range(12)))
def test_the_order_of_the_items_changes_nothing(assessment, order):
    items, points, formula = assessment
    standard = scheme_of_2020(items=items, not_applicable=formula)
    keyed = sorted(points, key=lambda item: order[sorted(points).index(item)])

    assert result(points, standard) == result({item: points[item] for item in keyed}, standard)


@pytest.mark.parametrize("formula", list(NotApplicable))
def test_mi_05_leaving_items_out_never_helps_a_dimension_over_its_share(formula: NotApplicable):
    """One point of ten in what is left: short under every formula, also under the one that gives full points."""
    items = {"ecology.1": Fraction(10), "ecology.2": Fraction(90), "culture_image.1": Fraction(100)}
    standard = scheme_of_2020(items=items, not_applicable=formula, exempt=("ecology.2",))
    found = result({"ecology.1": Fraction(1), "culture_image.1": Fraction(100)}, standard)

    assert ("ecology",) == found.short
    assert not found.is_passed


def refused(standard: Standard, points: Mapping[str, Fraction], left_out: tuple[str, ...] = ()) -> tuple[str, str]:
    with pytest.raises(Rejected) as refusal:
        refuse_bad_marks(points, left_out, standard)
    return refusal.value.code, refusal.value.detail


@pytest.mark.req("G-025", "G-026", "G-027", "G-028", "G-029", "G-030", "G-031")
@pytest.mark.parametrize("name", sorted({**LEVEL1, **OTHERS}))
def test_a_dimension_without_a_result_is_refused(name: str):
    standard = scheme_of_2020()
    points = {item: given for item, given in standard.items.items() if not item.startswith(f"{name}.")}

    assert ("mining.dimensions-incomplete", name) == refused(standard, points)


def test_marks_are_of_the_items_of_the_standard():
    standard = replace(scheme_of_2020(), exempt=("ecology.2",), not_applicable=NotApplicable.FULL_POINTS)
    full = dict(standard.items)
    less = {item: given for item, given in full.items() if item != "ecology.2"}
    other = {item: given for item, given in full.items() if item != "ecology.3"}

    refuse_bad_marks(full, (), standard)
    refuse_bad_marks(less, ("ecology.2",), standard)
    assert ("mining.unknown-item", "ecology.99") == refused(standard, {**full, "ecology.99": Fraction(1)})
    assert ("mining.item-scored-twice", "ecology.2") == refused(standard, full, ("ecology.2",))
    assert ("mining.item-missing", "ecology.2") == refused(standard, less)
    assert ("mining.item-is-applicable", "ecology.3") == refused(standard, other, ("ecology.3",))
    too_high = {**full, "ecology.1": full["ecology.1"] + Fraction(1, 1000)}
    assert ("mining.points-too-high", "ecology.1") == refused(standard, too_high)


@pytest.mark.parametrize(("apart", "found"), [(Fraction(1), ()), (Fraction(1001, 1000), ("ecology.1",))])
def test_mi_06_a_difference_greater_than_the_standard_allows_is_shown(apart: Fraction, found: tuple[str, ...]):
    own = {"ecology.1": Fraction(5), "ecology.2": Fraction(9)}

    assert found == divergent(own, {"ecology.1": 5 - apart}, Fraction(1))
    assert found == divergent(own, {"ecology.1": 5 + apart}, Fraction(1))
    assert () == divergent(own, {"ecology.1": 5 - apart}, None)
