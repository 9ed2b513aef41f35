"""A memory of any length that holds only its newest entries: as a dictionary answers, whatever lies in its file."""

import weakref
from collections import Counter
from typing import Any

import pytest
from audit import remembered
from audit.remembered import Remembered
from hypothesis import given
from hypothesis import strategies as st

FEW = 3
KEYS = st.one_of(
    st.sampled_from(["", "a", "b", "'", "\ud800", "宁都"]), st.tuples(st.sampled_from("ab"), st.integers(0, 3))
)
STEPS = st.lists(st.tuples(st.sampled_from(["set", "get", "in", "pop", "default", "add"]), KEYS, st.integers(0, 9)))


@pytest.fixture(autouse=True)
def few_at_hand(monkeypatch):
    monkeypatch.setattr(remembered, "AT_HAND", FEW)


def done(mapping: Any, step: str, key: object, number: int) -> object:
    """What the mapping says to it. A value is changed in place."""
    if step == "set":
        mapping[key] = Counter(n=number)
    elif step == "in":
        return key in mapping
    elif step == "add" and key in mapping:
        mapping[key]["n"] += number
    elif step == "default":
        return mapping.setdefault(key, Counter(n=number)).copy()
    return mapping.pop(key, None) if step == "pop" else mapping.get(key)


@given(STEPS)
def test_it_answers_as_a_dictionary_does(steps):
    kept: Remembered[object, Counter[str]] = Remembered()
    model: dict[object, Counter[str]] = {}

    for step in steps:
        assert done(kept, *step) == done(model, *step)
    for key, value in model.items():
        assert kept[key] == value


def test_what_is_absent_is_an_error_or_is_made():
    none: Remembered[str, int] = Remembered()
    made: Remembered[str, list[int]] = Remembered(list)

    with pytest.raises(KeyError):
        none["a"]
    for number in range(10):
        made["a"].append(number)
        made[f"other {number}"].append(number)

    assert made["a"] == list(range(10))
    assert "b" not in made
    assert made.get("b") is None


class Case:
    """Something whose end can be seen."""


def test_only_the_newest_are_held():
    kept: Remembered[int, Case] = Remembered()
    alive: weakref.WeakSet[Case] = weakref.WeakSet()

    for number in range(100):
        kept[number] = case = Case()
        alive.add(case)
        del case

    assert len(alive) == FEW
    assert all(number in kept for number in range(100))
