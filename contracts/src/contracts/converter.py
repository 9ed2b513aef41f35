"""Reading what was valid when it was recorded: conversion only, no validation beyond names and types."""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

Convert = Callable[[Any], Any]


def reader_of(cls: type) -> Callable[[Mapping[str, Any]], Any]:
    """A function from a recorded document to an instance; it raises KeyError or TypeError on a stranger."""
    hints = get_type_hints(cls, include_extras=True)
    converters = {name: _converter(hint) for name, hint in hints.items()}
    converted = tuple((name, convert) for name, convert in converters.items() if convert is not None)
    count = len(hints)

    def read(document: Mapping[str, Any]) -> Any:
        if len(document) != count:
            raise TypeError(f"{cls.__name__} has {count} fields, not {len(document)}")
        values = dict(document)
        for name, convert in converted:
            values[name] = convert(values[name])
        return cls(**values)

    return read


def _converter(hint: Any) -> Convert | None:
    """None = the value is kept as it is."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _converter(arguments[0])
    if origin in (Union, UnionType):
        return _optional(next(kind for kind in arguments if kind is not NoneType))
    if origin is tuple:
        return _tuple(_converter(arguments[0]))
    if origin is Mapping:
        return _mapping(_converter(arguments[1]))
    if origin is Literal or hint in (str, int, bool):
        return None
    return _single(hint)


def _single(hint: type) -> Convert:
    if issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__
    if is_dataclass(hint):
        return reader_of(hint)
    readers: dict[type, Convert] = {
        datetime: datetime.fromisoformat,
        date: date.fromisoformat,
        Fraction: Fraction,
    }
    return readers[hint]


def _optional(kind: Any) -> Convert | None:
    inner = _converter(kind)
    return None if inner is None else lambda value: None if value is None else inner(value)


def _tuple(inner: Convert | None) -> Convert:
    return tuple if inner is None else lambda values: tuple(map(inner, values))


def _mapping(inner: Convert | None) -> Convert | None:
    return None if inner is None else lambda value: {key: inner(item) for key, item in value.items()}
