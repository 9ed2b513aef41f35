"""Reading what was valid when it was recorded: conversion only, no validation beyond names and types.

And reading what a caller sends, where it is plain to see that its schema would read the same: it is converted in this
way, written again (`contracts.writer`, which takes nothing that its schema might refuse) and held against what was
sent. marshmallow takes four times as long for it. Whatever differs is left to the schema, and so is every refusal.
"""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from contracts.writer import Write

Convert = Callable[[Any], Any]


def reader_of(cls: type) -> Callable[[Mapping[str, Any]], Any]:
    """A function from a recorded document to an instance; it raises KeyError or TypeError on a stranger."""
    converted, count = _conversions(cls, reader_of), len(get_type_hints(cls))

    def read(document: Mapping[str, Any]) -> Any:
        if len(document) != count:
            raise TypeError(f"{cls.__name__} has {count} fields, not {len(document)}")
        values = dict(document)
        for name, convert in converted:
            values[name] = convert(values[name])
        return cls(**values)

    return read


def sent_reader_of(cls: type, write: Write) -> Callable[[Any], Any]:
    """A function from a document to the instance that its schema would make of it; None = ask the schema."""
    read = _sent(cls)

    def plain(document: Any) -> Any:
        try:
            instance = read(document)
            return instance if _says(document, write(instance)) else None
        except Exception:  # noqa: BLE001 - whatever is wrong with it, the schema says what
            return None

    return plain


def _sent(cls: type) -> Callable[[Any], Any]:
    """What is left out has its default; the class itself refuses unknown names, and missing ones."""
    converted = _conversions(cls, _sent)

    def read(document: Any) -> Any:
        values = dict(document)
        for name, convert in converted:
            if name in values:
                values[name] = convert(values[name])
        return cls(**values)

    return read


def _conversions(cls: type, shape: Callable[[type], Convert]) -> tuple[tuple[str, Convert], ...]:
    """Of the fields that are not kept as they are."""
    hints = get_type_hints(cls, include_extras=True)
    converters = {name: _converter(hint, shape) for name, hint in hints.items()}
    return tuple((name, convert) for name, convert in converters.items() if convert is not None)


def _says(sent: Any, written: Any) -> bool:
    """Whether all that was sent is written, to the type; what was left out is written besides."""
    if type(sent) is not type(written):
        return False
    if type(sent) is dict:
        return all(name in written and _says(value, written[name]) for name, value in sent.items())
    if type(sent) is list:
        return len(sent) == len(written) and all(map(_says, sent, written))
    return bool(sent == written)


def _converter(hint: Any, shape: Callable[[type], Convert]) -> Convert | None:
    """None = the value is kept as it is; `shape` reads a part of a message."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _converter(arguments[0], shape)
    if origin in (Union, UnionType):
        return _optional(_converter(next(kind for kind in arguments if kind is not NoneType), shape))
    if origin is tuple:
        return _tuple(_converter(arguments[0], shape))
    if origin is Mapping:
        return _mapping(_converter(arguments[1], shape))
    if origin is Literal or hint in (str, int, bool):
        return None
    return _single(hint, shape)


def _single(hint: type, shape: Callable[[type], Convert]) -> Convert:
    if issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__
    if is_dataclass(hint):
        return shape(hint)
    readers: dict[type, Convert] = {datetime: datetime.fromisoformat, date: date.fromisoformat, Fraction: _share}
    return readers[hint]


def _share(text: str) -> Fraction:
    """Of what is written so and in no other way: a power of ten in a text that was sent could take all there is."""
    numerator, _, denominator = text.partition("/")
    return Fraction(int(numerator), int(denominator))


def _optional(inner: Convert | None) -> Convert | None:
    return None if inner is None else lambda value: None if value is None else inner(value)


def _tuple(inner: Convert | None) -> Convert:
    return tuple if inner is None else lambda values: tuple(map(inner, values))


def _mapping(inner: Convert | None) -> Convert:
    return dict if inner is None else lambda value: {key: inner(item) for key, item in value.items()}
