"""A class made by `frozen` does what one made by the standard library does; it is only made sooner."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, fields, is_dataclass, replace
from typing import Any

import pytest
from contracts.frozen import frozen

standard = dataclass(frozen=True, slots=True, kw_only=True)


def _declare(make):
    """The same three classes, by whatever makes them of their annotations."""

    class Nothing:
        """No field."""

    class One:
        """One field."""

        only: tuple[str, ...]

    class Several:
        """A default, and a rule for all."""

        name: str
        number: int = 3
        note: str | None = None

        def __post_init__(self) -> None:
            if self.number < 0:
                raise ValueError("below nought")

    return make(Nothing), make(One), make(Several)


Nothing, One, Several = OURS = _declare(frozen)
THEIRS = _declare(standard)
GIVEN: tuple[dict[str, Any], ...] = ({}, {"only": ("a",)}, {"name": "a"}, {"name": "a", "number": 0, "note": "b"})


def _made(kinds):
    return [kinds[min(index, 2)](**given) for index, given in enumerate(GIVEN)]


@pytest.mark.parametrize("index", range(len(GIVEN)))
def test_an_instance_has_the_fields_and_the_look_of_a_standard_one(index):
    ours, theirs = _made(OURS)[index], _made(THEIRS)[index]
    assert is_dataclass(ours)
    assert [(item.name, item.type, item.default) for item in fields(ours)] == [
        (item.name, item.type, item.default) for item in fields(theirs)
    ]
    assert [getattr(ours, item.name) for item in fields(ours)] == [getattr(theirs, item.name) for item in fields(ours)]
    assert repr(ours) == repr(theirs)
    assert hash(ours) == hash(theirs)
    assert not hasattr(ours, "__dict__")


@pytest.mark.parametrize("index", range(len(GIVEN)))
def test_equal_is_what_has_the_same_class_and_values(index):
    item = _made(OURS)[index]
    assert [item == other for other in _made(OURS)] == [index == other for other in range(len(GIVEN))]
    assert item != _made(THEIRS)[index]
    assert item != "a"


@pytest.mark.parametrize(
    "given", [{}, {"number": 1}, {"name": "a", "stranger": 1}], ids=["nothing", "not the required", "a stranger"]
)
def test_what_the_fields_do_not_fit_is_a_type_error(given):
    kinds = [_declare(make)[2] for make in (frozen, standard)]
    said = []
    for kind in (*kinds, *kinds):  # the first instance of a class is made in another way than the next
        with pytest.raises(TypeError) as refused:
            kind(**given)
        said.append(str(refused.value))
    assert len(set(said)) == 1


def test_fields_are_given_by_name_only():
    for kind in (_declare(frozen)[2], Several):
        with pytest.raises(TypeError):
            kind("a")


def test_the_rule_of_the_class_is_asked_from_the_first_instance_on():
    kind = _declare(frozen)[2]
    for _ in range(2):
        with pytest.raises(ValueError, match="below nought"):
            kind(name="a", number=-1)
    with pytest.raises(ValueError, match="below nought"):
        replace(kind(name="a"), number=-1)
    assert replace(kind(name="a"), number=0) == kind(name="a", number=0)


@pytest.mark.parametrize("item", _made(OURS), ids=repr)
def test_nothing_is_assigned_or_deleted(item):
    for name in ("number", "only", "stranger"):
        with pytest.raises(FrozenInstanceError, match=name):
            setattr(item, name, 1)
        with pytest.raises(FrozenInstanceError, match=name):
            delattr(item, name)


@frozen
class Kept:
    """What is pickled is found by its name."""

    name: str
    number: int = 3


def test_a_copy_and_what_was_pickled_are_equal():
    item = Kept(name="a", number=4)
    assert copy.copy(item) == copy.deepcopy(item) == pickle.loads(pickle.dumps(item)) == item
