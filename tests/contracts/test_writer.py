"""What is written without marshmallow is what marshmallow writes, of what it reads back; all else is left to it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from fractions import Fraction
from itertools import chain, cycle, islice
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from contracts.errors import Malformed
from contracts.message import contract_of, dump, dump_readable, load
from contracts.units import UnitKind
from contracts.writer import Doubtful
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contracts.test_golden import examples
from tests.contracts.test_message import Everything, things

MESSAGES = [example.catalogue.read(example.recorded_as, example.document) for example in examples()]


class Word(StrEnum):
    A = "a"


STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2**53, -(2**53), 2**53 - 1, 1.0, float("nan"), b"a"),
    *("", " ", "\u3000", "a", "A", "box-1", "box\n", "e\u0301", "é", "\ud800", "a" * 64, "村" * 1334, Word.A),
    *(Fraction(1, 2), Fraction(-1, 2), Fraction(10**16), Fraction(1, 10**16), Fraction(10**16 - 1, 10**16 - 3)),
    *(date(1899, 12, 31), date(2026, 2, 28), date(2200, 1, 1), datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)),  # noqa: DTZ001
    datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=8))),
    datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=8))),
    datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-8))),
    datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin")),
    *((), ("a",), ["a"], (None,), ("a",) * 300, {}, {"a": "b"}, {"A": 1}, {1: 1}, MappingProxyType({"a": 1})),
    UnitKind.VILLAGE,
)


def by_marshmallow(item: Any) -> dict[str, Any]:
    """As every message was written before: written, read back, and compared."""
    document = contract_of(type(item)).schema.dump(item)
    if load(type(item), document) != item:
        raise Malformed({"document": ["Does not read back as it was written."]})
    return dict(document)


def outcome(write: Any, item: Any) -> tuple[Any, ...]:
    try:
        return "written", write(item)
    except Malformed as refusal:
        return "refused", refusal.problems
    except Exception as error:  # noqa: BLE001 - what breaks one breaks the other
        return "broken", type(error)


class Altering:
    """Messages with one field, their own or that of a shape in them, replaced by something strange.

    Each field meets the next `EACH` of the strange values, each class is met once.
    """

    EACH = 1

    def __init__(self) -> None:
        self._strange = cycle(STRANGE)
        self._met: set[type] = set()

    def of(self, item: Any) -> Iterator[Any]:
        if type(item) in self._met:
            return
        self._met.add(type(item))
        for name in (field.name for field in fields(item)):
            for value in chain(islice(self._strange, self.EACH), self._inside(getattr(item, name))):
                yield from constructible(item, name, value)

    def _inside(self, value: Any) -> Iterator[Any]:
        if is_dataclass(value):
            yield from self.of(value)
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            yield from ((inner, *value[1:]) for inner in self.of(value[0]))


def constructible(item: Any, name: str, value: Any) -> list[Any]:
    """Nothing, if the class itself does not take the value: then nobody can come to write it."""
    try:
        return [replace(item, **{name: value})]
    except Exception:  # noqa: BLE001 - whatever its own checks raise on a stranger
        return []


def same(expected: tuple[Any, ...], actual: tuple[Any, ...]) -> bool:
    """Equal to the type and the order: 1 is not True, and no document has its fields in another order."""
    return repr(expected) == repr(actual)


def test_no_example_of_any_message_is_doubtful():
    for message in MESSAGES:
        assert contract_of(type(message)).written(message) == by_marshmallow(message)


def test_every_message_is_written_or_refused_as_by_marshmallow_whatever_a_field_holds():
    altering = Altering()
    for message in MESSAGES:
        for strange in altering.of(message):
            expected, actual = outcome(by_marshmallow, strange), outcome(dump_readable, strange)

            assert same(expected, actual), strange


@given(things, st.sampled_from([field.name for field in fields(Everything)]), st.sampled_from(STRANGE))
@settings(deadline=None, derandomize=True, max_examples=100)
def test_a_message_with_anything_in_a_field_is_written_or_refused_as_by_marshmallow(
    thing: Everything, name: str, strange: Any
):
    for item in (thing, replace(thing, **{name: strange})):
        assert same(outcome(by_marshmallow, item), outcome(dump_readable, item))
        assert same(outcome(contract_of(Everything).schema.dump, item), outcome(dump, item))


def test_an_instance_of_another_class_is_doubtful():
    with pytest.raises(Doubtful):
        contract_of(Everything).written(object())
