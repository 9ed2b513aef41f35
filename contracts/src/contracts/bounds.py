"""Uniform minimums: whether a narrower authority's value loosens what a wider one has bound.

What cannot be compared counts as looser: that it is at least as strict has to be seen.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

PERIODS = ("day", "week", "half_month", "month", "quarter", "half_year", "year", "term")
"""Lengths of time by name, shortest first."""

_Measure = tuple[str, Fraction, int]


def loosens(bound: str, upper: Any, lower: Any) -> bool:
    """Whether `lower` goes below ("min"), above ("max") or away ("fixed") from `upper`."""
    if upper == lower and isinstance(upper, bool) == isinstance(lower, bool):
        return False
    if bound == "fixed":
        return True
    if isinstance(upper, list):
        return not _at_least_as_strict(bound, upper, lower)
    if is_range(upper):
        return not _lies_within(upper, lower)
    above, below = measure(upper), measure(lower)
    if above is None or below is None or above[0] != below[0]:
        return True
    return below[1:] < above[1:] if bound == "min" else below[1:] > above[1:]


def strictest(upper: Any, lower: Any) -> Any:
    """What stands in place of a value that loosens a bound of another name: the end of the range it passed."""
    if not is_range(upper) or is_range(lower):
        return upper
    value, least = measure(lower), measure(upper["min"])
    return upper["min"] if value is not None and least is not None and value < least else upper["max"]


def is_range(value: Any) -> bool:
    """`{ min = 5, max = 9 }`: both ends belong to it."""
    return isinstance(value, Mapping) and set(value) == {"min", "max"}


def measure(value: Any) -> _Measure | None:
    """What a value can be ordered by, with the kind of it; None if it has no order."""
    if isinstance(value, Mapping):
        return _measure_of_table(value)
    if isinstance(value, str) and value in PERIODS:
        return ("period", Fraction(PERIODS.index(value)), 0)
    number = exact(value)
    return None if number is None else ("number", number, 0)


def exact(value: Any) -> Fraction | None:
    """A whole number or a share as text, "1/3"; None if it is neither."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        return None


def _measure_of_table(value: Mapping[str, Any]) -> _Measure | None:
    """More than half is more than at least half; a day of a later year is later."""
    if set(value) == {"month_day", "year"}:
        return ("month-day", Fraction(value["year"]), int(value["month_day"].replace("-", "")))
    for word, beyond in (("at_least", 0), ("more_than", 1)):
        if set(value) == {word, "of"} and (share := exact(value[word])) is not None:
            return (f"share of {value['of']}", share, beyond)
    return None


def _at_least_as_strict(bound: str, upper: list[Any], lower: Any) -> bool:
    if not isinstance(lower, list):
        return False
    fewer, more = (upper, lower) if bound == "min" else (lower, upper)
    return all(item in more for item in fewer)


def _lies_within(upper: Mapping[str, Any], lower: Any) -> bool:
    ends = (lower["min"], lower["max"]) if is_range(lower) else (lower, lower)
    values = [exact(value) for value in (upper["min"], *ends, upper["max"])]
    numbers = [value for value in values if value is not None]
    return len(numbers) == len(values) and numbers[0] <= numbers[1] <= numbers[2] <= numbers[3]
