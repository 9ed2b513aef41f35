"""What is read without marshmallow is what marshmallow reads; all else, and every refusal, is left to it."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import MISSING, fields
from itertools import cycle, islice
from typing import Any

import pytest
from contracts.message import contract_of
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError

from tests.contracts.test_message import Everything, things
from tests.contracts.test_writer import MESSAGES, Word

STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2**53, -(2**53), 2**53 - 1, 1.0, 0.0, float("nan"), 10**400),
    *("", " ", "\u3000", "a", "A", "box-1", "box\n", "e\u0301", "é", "\ud800", "a" * 64, "村" * 1334, Word.A),
    *("1/2", "2/4", " 1/2", "1/0", "0.5", "1e9999999", "1_0/3", "-1/2", "9" * 5000 + "/1"),
    *("2026-02-28", "20260228", "2026-W09-6", "2026-02-30", "1899-12-31", "2026-02-28T00:00:00"),
    *("2026-01-01T00:00:00.000000Z", "2026-01-01T00:00:00Z", "2026-01-01T08:00:00+08:00", "0001-01-01T00:00:00+08:00"),
    *([], ["a"], [None], ["a"] * 300, [["a", "b"]], {}, {"a": "b"}, {"A": 1}, {"1": 1}, [{}], ("a",)),
)


def by_marshmallow(kind: type, document: Any) -> tuple[Any, ...]:
    try:
        return "read", contract_of(kind).schema.load(document)
    except ValidationError as refusal:
        return "refused", refusal.messages
    except Exception as error:  # noqa: BLE001 - a class refuses by itself what its schema lets pass
        return "broken", type(error)


def agree(kind: type, document: Any) -> bool:
    """What is read by itself is what marshmallow reads, to the type; nothing is that marshmallow refuses."""
    sent = deepcopy(document)
    plain = contract_of(kind).sent(sent)
    return plain is None or repr(by_marshmallow(kind, document)) == repr(("read", plain))


class Altering:
    """Documents with one value somewhere in them replaced, left out, or put in besides."""

    EACH = 2

    def __init__(self) -> None:
        self._strange = cycle(STRANGE)

    def of(self, document: Any) -> Iterator[Any]:
        if isinstance(document, dict):
            yield {**document, "stranger": 1}
            for name, value in document.items():
                yield {other: kept for other, kept in document.items() if other != name}
                yield from ({**document, name: strange} for strange in islice(self._strange, self.EACH))
                yield from ({**document, name: inner} for inner in self.of(value))
        elif isinstance(document, list) and document:
            yield from ([inner, *document[1:]] for inner in self.of(document[0]))
            yield from ([strange, *document[1:]] for strange in islice(self._strange, self.EACH))


def test_every_example_of_every_message_is_read_by_itself():
    for message in MESSAGES:
        document = json.loads(json.dumps(contract_of(type(message)).schema.dump(message)))

        assert contract_of(type(message)).sent(document) == message, type(message).__name__


def test_what_has_a_default_may_be_left_out():
    left_out = 0
    for message in MESSAGES:
        kind, document = type(message), contract_of(type(message)).schema.dump(message)
        required = {item.name for item in fields(message) if item.default is MISSING}
        short = {name: value for name, value in document.items() if name in required}
        left_out += len(document) - len(short)

        assert by_marshmallow(kind, short)[0] == "broken" or contract_of(kind).sent(short) is not None
        assert agree(kind, short), kind.__name__

    assert left_out > 100


def test_no_message_is_read_otherwise_than_by_marshmallow_whatever_its_document_holds():
    met: set[type] = set()
    altering = Altering()
    for message in MESSAGES:
        if type(message) in met:
            continue
        met.add(type(message))
        for document in altering.of(contract_of(type(message)).schema.dump(message)):
            assert agree(type(message), document), (type(message).__name__, document)


@given(things, st.sampled_from([field.name for field in fields(Everything)]), st.sampled_from(STRANGE))
@settings(deadline=None, derandomize=True, max_examples=200)
def test_a_document_with_anything_in_a_field_is_read_or_left_to_marshmallow(thing: Everything, name: str, strange: Any):
    document = contract_of(Everything).schema.dump(thing)

    assert contract_of(Everything).sent(document) == thing
    assert agree(Everything, {**document, name: strange})


@pytest.mark.parametrize("document", [None, 1, "a", [], [1], [["a", 1]], {1: 2}, {"": None}])
def test_what_is_no_document_is_left_to_marshmallow(document: Any):
    assert contract_of(Everything).sent(document) is None
