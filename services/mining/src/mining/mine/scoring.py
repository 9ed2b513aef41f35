"""From the points of the items to the result, in exact fractions.

Law: opinion on green mines, part 4 item 1 (document 3 §四(一)): six dimensions at the least; weights and pass marks are
those of the standard (requirement G-031). What is not applicable is made up for by the standard's formula, and never
helps a dimension over its least share: there only the items count that the mine can have.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import assert_never

from contracts.errors import refuse_unless
from contracts.mining.mine.messages import NotApplicable, Result, Standard, dimension_of

Points = Mapping[str, Fraction]


def refuse_bad_marks(points: Points, not_applicable: Iterable[str], standard: Standard) -> None:
    """Every item has points or is declared not applicable, and every dimension has a result."""
    left_out = set(not_applicable)
    strangers = sorted((left_out | set(points)) - set(standard.items))
    refuse_unless(not strangers, "mining.unknown-item", ", ".join(strangers))
    twice = sorted(left_out & set(points))
    refuse_unless(not twice, "mining.item-scored-twice", ", ".join(twice))
    without = sorted(set(standard.dimensions) - set(map(dimension_of, points)))
    refuse_unless(not without, "mining.dimensions-incomplete", ", ".join(without))
    missing = sorted(set(standard.items) - left_out - set(points))
    refuse_unless(not missing, "mining.item-missing", ", ".join(missing))
    too_high = sorted(item for item, given in points.items() if given > standard.items[item])
    refuse_unless(not too_high, "mining.points-too-high", ", ".join(too_high))
    applicable = sorted(left_out - set(standard.exempt))
    refuse_unless(not applicable, "mining.item-is-applicable", ", ".join(applicable))


def result(points: Points, standard: Standard) -> Result:
    """`points` has every item that is applicable, and at least one in each dimension."""
    earned = _by_dimension(points)
    possible = _by_dimension({item: standard.items[item] for item in points})
    whole = _by_dimension(standard.items)
    made_up = _made_up(earned, possible, whole, standard.not_applicable)
    least = standard.level1_share
    short = tuple(name for name in sorted(whole) if least is not None and earned[name] < least * possible[name])
    total = sum(made_up.values(), Fraction())
    enough = standard.pass_points is not None and total >= standard.pass_points
    return Result(dimensions=made_up, total=total, short=short, is_passed=enough and not short)


def divergent(one: Points, other: Points, most: Fraction | None) -> tuple[str, ...]:
    """The items that both assessments give points for, further apart than `most`; in name order."""
    if most is None:
        return ()
    return tuple(sorted(item for item in one if item in other and abs(one[item] - other[item]) > most))


def _by_dimension(points: Points) -> dict[str, Fraction]:
    sums: dict[str, Fraction] = {}
    for item in sorted(points):
        name = dimension_of(item)
        sums[name] = sums.get(name, Fraction()) + points[item]
    return sums


def _made_up(earned: Points, possible: Points, whole: Points, formula: NotApplicable | None) -> dict[str, Fraction]:
    match formula:
        case NotApplicable.WITHIN_DIMENSION:
            return {name: given * whole[name] / possible[name] for name, given in earned.items()}
        case NotApplicable.WITHIN_TOTAL:
            factor = sum(whole.values(), Fraction()) / sum(possible.values(), Fraction())
            return {name: given * factor for name, given in earned.items()}
        case NotApplicable.FULL_POINTS:
            return {name: given + whole[name] - possible[name] for name, given in earned.items()}
        case None:
            return dict(earned)
        case _:
            assert_never(formula)
