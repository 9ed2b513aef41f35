"""Writing a message straight from its instance, where it is plain to see that it would be read back as it is.

marshmallow writes and reads back one field at a time, which costs more than all the rest of a decision. What is written
here satisfies its schema by construction: exact types, exact bounds, the schema's own validators. Whatever gives reason
to doubt is left to marshmallow, whose word decides: `Doubtful` refuses nothing. Tests hold both to the same documents.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, timezone
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from marshmallow import ValidationError
from marshmallow.validate import Regexp

from contracts.canonical import MAX_INTEGER
from contracts.fields import instant_text

Write = Callable[[Any], Any]
"""From a value to its place in the document; raises `Doubtful`."""

_MOST_OF_SHARE = 10**16


class Doubtful(Exception):
    """The value may be refused, or written otherwise."""


def writer_of(cls: type) -> Callable[[Any], dict[str, Any]]:
    """A function from an instance of exactly `cls` to its document; it raises `Doubtful`."""
    write = _shape(cls)

    def written(item: Any) -> dict[str, Any]:
        try:
            return write(item)
        except (ValidationError, ValueError, OverflowError) as error:
            raise Doubtful from error

    return written


def _shape(cls: type) -> Callable[[Any], dict[str, Any]]:
    """The same, of a part of a message as well; what a check raises is for the whole message to tell.

    Compiled for the class, because nearly all values stand for themselves, and to see that of one takes less time than
    the call of a function.
    """
    hints = get_type_hints(cls, include_extras=True)
    known: dict[str, Any] = {"_cls": cls, "_Doubtful": Doubtful, "_nothing": ()}
    places = [_place(item.name, hints[item.name], known) for item in fields(cls)]
    lines = (
        "def written(item):",
        "    if type(item) is not _cls:",
        "        raise _Doubtful",
        f"    return {{{', '.join(places)}}}",
    )
    exec("\n".join(lines), known)  # noqa: S102 - names of fields, as in `contracts.frozen`
    return cast(Callable[[Any], dict[str, Any]], known["written"])


def _place(name: str, hint: Any, known: dict[str, Any]) -> str:
    """What the document has under this name, as an expression; the functions it calls go into `known`."""
    write = known[f"_write_{name}"] = _writer(hint)
    plain = "value is None" if isinstance(write, _Optional) else ""
    bare = write.write if isinstance(write, _Optional) else write
    if isinstance(bare, _MatchingText):
        known[f"_match_{name}"] = bare.match
        plain += f"{' or ' * bool(plain)}type(value) is str and value.isascii() and _match_{name}(value) is not None"
    if bare is _flag:
        plain += f"{' or ' * bool(plain)}value is True or value is False"
    if not plain and _writes_nothing(write):
        return f"{name!r}: [] if (value := item.{name}) is _nothing else _write_{name}(value)"
    if not plain:
        return f"{name!r}: _write_{name}(item.{name})"
    return f"{name!r}: value if {plain.replace('value', f'(value := item.{name})', 1)} else _write_{name}(value)"


def _writes_nothing(write: Write) -> bool:
    """An empty tuple is written as it always is: so most are that may be empty."""
    try:
        return bool(write(()) == [])
    except (Doubtful, ValidationError):
        return False


def _writer(hint: Any, checks: Sequence[Callable[[Any], Any]] = ()) -> Write:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _writer(arguments[0], tuple(map(_check, arguments[1:])))
    if origin in (Union, UnionType):
        return _Optional(_writer(next(kind for kind in arguments if kind is not NoneType), checks))
    return _checked(_bare(hint, origin, arguments), checks)


def _bare(hint: type, origin: Any, arguments: tuple[Any, ...]) -> Write:
    if origin is tuple:
        return _tuple(_writer(arguments[0]))
    if origin is Mapping:
        return _mapping(_writer(arguments[0]), _writer(arguments[1]))
    if origin is Literal:
        return _one_of(frozenset(arguments))
    if issubclass(hint, Enum):
        return _member(hint)
    if is_dataclass(hint):
        return _shape(hint)
    return _PLAIN[hint]


@dataclass(frozen=True, slots=True)
class _Matching:
    """A pattern that a text has to match from its beginning."""

    match: Callable[[str], Any]

    def __call__(self, value: str) -> None:
        if self.match(value) is None:
            raise Doubtful


def _check(validator: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The validator; of a pattern its match alone."""
    if type(validator) is not Regexp:
        return validator
    match: Any = validator.regex.match
    return _Matching(match)


def _checked(write: Write, checks: Sequence[Callable[[Any], Any]]) -> Write:
    if not checks:
        return write
    if len(checks) == 1:
        (check,) = checks
        if write is _text and isinstance(check, _Matching):
            return _MatchingText(check.match)

        def one(value: Any) -> Any:
            written = write(value)
            check(value)
            return written

        return one

    def several(value: Any) -> Any:
        written = write(value)
        for each in checks:
            each(value)
        return written

    return several


@dataclass(frozen=True, slots=True)
class _Optional:
    """A value or nothing."""

    write: Write

    def __call__(self, value: Any) -> Any:
        return None if value is None else self.write(value)


def _tuple(write: Write) -> Write:
    def written(value: Any) -> list[Any]:
        if type(value) is not tuple:
            raise Doubtful
        return [write(item) for item in value]

    return written


def _mapping(write_key: Write, write: Write) -> Write:
    def written(value: Any) -> dict[Any, Any]:
        if type(value) is not dict:
            raise Doubtful
        return {write_key(key): write(item) for key, item in value.items()}

    return written


def _one_of(choices: frozenset[str]) -> Write:
    def written(value: Any) -> str:
        if type(value) is not str or value not in choices:
            raise Doubtful
        return value

    return written


def _member(kind: type[Enum]) -> Write:
    def written(value: Any) -> Any:
        if type(value) is not kind:
            raise Doubtful
        return value._value_  # `value` without the way through a descriptor

    return written


def _text(value: Any) -> str:
    if type(value) is not str:
        raise Doubtful
    if not value.isascii():
        value.encode()  # no lone surrogates
        if not unicodedata.is_normalized("NFC", value):
            raise Doubtful
    return value


@dataclass(frozen=True, slots=True)
class _MatchingText:
    """Both at once, because most fields are texts with one pattern, and most of them of ASCII."""

    match: Callable[[str], Any]

    def __call__(self, value: Any) -> str:
        if type(value) is not str or not value.isascii():
            value = _text(value)
        if self.match(value) is None:
            raise Doubtful
        return cast(str, value)


def _whole(value: Any) -> int:
    if type(value) is not int or not -MAX_INTEGER <= value <= MAX_INTEGER:
        raise Doubtful
    return value


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise Doubtful
    return value


def _instant(value: Any) -> str:
    """Of a fixed offset: elsewhere one moment may not equal itself."""
    if type(value) is not datetime or type(value.tzinfo) is not timezone:
        raise Doubtful
    return instant_text(value)


def _day(value: Any) -> str:
    if type(value) is not date:
        raise Doubtful
    return value.isoformat()


def _share(value: Any) -> str:
    if type(value) is not Fraction or not 0 <= value.numerator < _MOST_OF_SHARE > value.denominator:
        raise Doubtful
    return f"{value.numerator}/{value.denominator}"


_PLAIN: dict[Any, Write] = {
    str: _text,
    int: _whole,
    bool: _flag,
    datetime: _instant,
    date: _day,
    Fraction: _share,
}
