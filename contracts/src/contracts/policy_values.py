"""Values of parameters as deciders need them: numbers, lists of words, and thresholds that are reached or passed."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from contracts.errors import Rejected
from contracts.policies import ResolvedPolicy
from contracts.thresholds import Threshold, threshold_in


def given(resolved: ResolvedPolicy, name: str) -> Any:
    """The value; None where no active pack has it, or the one that has it is silent."""
    parameter = resolved.parameters.get(name)
    return None if parameter is None or parameter.silent else parameter.value


def number(resolved: ResolvedPolicy, name: str) -> int | None:
    """A whole number; None where it is not given."""
    value = given(resolved, name)
    return None if value is None else int(value)


def exact(resolved: ResolvedPolicy, name: str) -> Fraction | None:
    """A whole number or a share; None where it is not given."""
    value = given(resolved, name)
    return None if value is None else Fraction(value)


def words(resolved: ResolvedPolicy, name: str) -> tuple[str, ...]:
    """A list; empty where it is not given."""
    value = given(resolved, name)
    return () if value is None else tuple(value)


def month_day(text: str) -> tuple[int, int]:
    """Of `11-30`, as the unit `month-day` is written."""
    month, day = map(int, text.split("-"))
    return month, day


def threshold(resolved: ResolvedPolicy, name: str) -> Threshold | None:
    """`{ at_least = "2/3", of = … }`, `{ more_than = "1/2", of = … }`, or a share that must be reached."""
    value = given(resolved, name)
    return None if value is None else _threshold(value, name)


def needed_threshold(resolved: ResolvedPolicy, name: str) -> Threshold:
    """`Rejected` where it is not given: nothing can be decided without it."""
    found = threshold(resolved, name)
    if found is None:
        raise Rejected("policy-not-active", f"No active pack has {name}.")
    return found


def thresholds_by_base(resolved: ResolvedPolicy, name: str) -> Mapping[str, Threshold]:
    """Several thresholds, of which any one is enough, by what each is a share of."""
    return {each["of"]: threshold_in(each) for each in given(resolved, name) or ()}


def _threshold(value: Any, name: str) -> Threshold:
    """A bare share is one that must be reached, of what the parameter's name says."""
    if not isinstance(value, Mapping):
        return Threshold(share=Fraction(value), is_strict=False, of=name)
    return threshold_in(value)
