"""The recorded bytes of a message, made straight from its annotations: a second writer, beside the services' schemas.

Written from docs/recorded-form.md, so that a mistake of the one is seen by the other. A test holds both to the same
golden files.
"""

import json.encoder
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

Write = Callable[[Any], str]

_quoted: Write = json.encoder.encode_basestring
_writers: dict[Any, Write] = {}
_SHOWN = len("2025-07-20T16:00:00.000000")
_FLAGS = {True: "true", False: "false"}


def written(item: Any) -> bytes:
    """Canonical JSON of a message. Raise `TypeError` or `KeyError` for a value that is not what its field says."""
    return writer_of(type(item))(item).encode()


def writer_of(kind: Any) -> Write:
    """All names of fields are ASCII, so that their order by code points is the one that is recorded."""
    if kind not in _writers:
        _writers[kind] = _made(kind)
    return _writers[kind]


def _made(kind: Any) -> Write:
    hints = get_type_hints(kind, include_extras=True)
    names = sorted(hints)
    if len(names) < 2:  # then `attrgetter` gives no tuple
        return _written_singly([(name, f"{_quoted(name)}:", _writer(hints[name])) for name in names])
    values = attrgetter(*names)
    parts = [(f"{_quoted(name)}:", _writer(hints[name])) for name in names]

    def write(item: Any) -> str:
        pairs = zip(parts, values(item), strict=True)
        return "{" + ",".join([said + text(value) for (said, text), value in pairs]) + "}"

    return write


def _written_singly(parts: Sequence[tuple[str, str, Write]]) -> Write:
    return lambda item: "{" + ",".join([said + text(getattr(item, name)) for name, said, text in parts]) + "}"


def _writer(hint: Any) -> Write:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _writer(arguments[0])
    if origin in (Union, UnionType):
        return _optional(_writer(next(kind for kind in arguments if kind is not NoneType)))
    if origin is tuple:
        return _sequence(_writer(arguments[0]))
    if origin is Mapping:
        return _mapping(_text_of(arguments[0]), _writer(arguments[1]))
    return _single(str if origin is Literal else hint)


def _single(hint: Any) -> Write:
    if is_dataclass(hint):
        return writer_of(hint)
    if hint is int:
        return _whole
    if hint is bool:
        return _FLAGS.__getitem__
    text = _text_of(hint)
    return _quoted if text is str else lambda value: _quoted(text(value))


def _text_of(hint: Any) -> Write:
    """What stands between the quotation marks; an enumeration's value is text."""
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if issubclass(hint, Enum):
        return lambda value: value.value
    texts: dict[Any, Write] = {str: str, datetime: _instant, date: date.isoformat, Fraction: _share}
    return texts[hint]


def _whole(value: int) -> str:
    if type(value) is not int:
        raise TypeError(f"{type(value).__name__} is no whole number")
    return str(value)


def _instant(value: datetime) -> str:
    if value.tzinfo is not UTC:
        value = value.astimezone(UTC)
    return f"{value.isoformat(timespec='microseconds')[:_SHOWN]}Z"


def _share(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def _optional(write: Write) -> Write:
    return lambda value: "null" if value is None else write(value)


def _sequence(write: Write) -> Write:
    return lambda values: "[" + ",".join(map(write, values)) + "]"


def _mapping(name: Write, write: Write) -> Write:
    def write_all(values: Mapping[Any, Any]) -> str:
        named = sorted(((name(key), write(value)) for key, value in values.items()), key=_by_code_units)
        return "{" + ",".join(f"{_quoted(key)}:{value}" for key, value in named) + "}"

    return write_all


def _by_code_units(pair: tuple[str, str]) -> bytes:
    return pair[0].encode("utf-16-be")
