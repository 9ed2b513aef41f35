"""Schema fields that accept exactly one spelling of a value, or none."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from math import gcd
from typing import Any

from marshmallow import ValidationError, fields

from contracts.canonical import MAX_INTEGER

_SHARE = re.compile(r"(0|[1-9][0-9]{0,15})/([1-9][0-9]{0,15})", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)


def instant_text(moment: datetime) -> str:
    """The recorded spelling: UTC, six decimals, `Z`."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


class TextField(fields.Field[str]):
    """Text that has a UTF-8 form; composed to NFC at the door."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError("Not text.")
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise ValidationError("Not valid Unicode text.") from error
        return unicodedata.normalize("NFC", value)


class WholeField(fields.Field[int]):
    """An integer within 2^53; not a boolean, not 1.0."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if type(value) is not int:
            raise ValidationError("Not a whole number.")
        if abs(value) > MAX_INTEGER:
            raise ValidationError("Larger than 2^53 - 1.")
        return value


class FlagField(fields.Field[bool]):
    """true or false; not 1, not "yes"."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if type(value) is not bool:
            raise ValidationError("Not true or false.")
        return value


class ShareField(fields.Field[Fraction]):
    """An exact part of a whole in lowest terms, as "numerator/denominator"."""

    def _serialize(self, value: Fraction | None, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else f"{value.numerator}/{value.denominator}"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Fraction:
        match = _SHARE.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            raise ValidationError('Not a share such as "1/2".')
        numerator, denominator = int(match[1]), int(match[2])
        if gcd(numerator, denominator) != 1:
            raise ValidationError('Not in lowest terms, such as "1/2".')
        return Fraction(numerator, denominator)


class DayField(fields.Field[date]):
    """A calendar day, as "2025-07-20"."""

    def _serialize(self, value: date | None, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else value.isoformat()

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValidationError('Not a day such as "2025-07-20".')
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValidationError("No such day.") from error


class InstantField(fields.Field[datetime]):
    """A moment with its offset; recorded in UTC with six decimals."""

    def _serialize(self, value: datetime | None, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else instant_text(value)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        if not isinstance(value, str) or not _INSTANT.fullmatch(value):
            raise ValidationError('Not an instant such as "2025-07-20T16:00:00Z".')
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise ValidationError("No such instant.") from error


class TupleField(fields.List[Any]):
    """A list that becomes a tuple."""

    def _deserialize(self, *args: Any, **kwargs: Any) -> Any:
        return tuple(super()._deserialize(*args, **kwargs))


def complaints(messages: Any, path: str = "") -> dict[str, list[str]]:
    """Flatten marshmallow's nested messages: `entries.0.item` to what is wrong there."""
    if not isinstance(messages, Mapping):
        return {path or "document": [str(message) for message in messages]}
    flat: dict[str, list[str]] = {}
    for key, inner in messages.items():
        named = path if key == "_schema" else f"{path}.{_sendable(key)}".lstrip(".")
        flat.update(complaints(inner, named))
    return flat


def _sendable(key: Any) -> str:
    """A field's name as text that has a UTF-8 form, whatever a stranger called it."""
    return str(key).encode("utf-8", "backslashreplace").decode()
