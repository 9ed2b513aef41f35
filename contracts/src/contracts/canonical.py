"""One document, one sequence of bytes: the profile of RFC 8785 that Sunledger records.

The profile leaves out every number but integers within 2^53, so that no two implementations can print a
value differently. Text is NFC already (the vocabulary sees to it); here it is only refused if it cannot be UTF-8.
"""

import hashlib
import json
from collections.abc import Mapping
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]
from typing import Any

MAX_INTEGER = 2**53 - 1

_refused = json.JSONEncoder().default
_encode_sorted = c_make_encoder(None, _refused, encode_basestring, None, ":", ",", True, False, False)
"""What `json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)` makes anew for each value."""

_AS_GIVEN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


class NotCanonical(ValueError):
    """The value has no recorded form: a float, a large integer, a lone surrogate, a key that is not text."""


def canonical(value: Any) -> bytes:
    """The canonical JSON of mappings, sequences, text, integers, booleans and None."""
    plain = _is_plain(value)
    text = "".join(_encode_sorted(value, 0)) if plain else _AS_GIVEN.encode(_ordered(value))
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("text with a lone surrogate") from error


def digest_of(value: Any) -> str:
    """SHA-256 of the canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _is_plain(value: Any) -> bool:
    """Nothing to refuse and no key but of ASCII, as nearly always: the order of `json` is then the canonical one."""
    parts = [value]
    try:
        for part in parts:  # which grows meanwhile
            kind = type(part)
            if kind is str or kind is bool or part is None:
                continue
            if kind is dict:
                if not "".join(part).isascii():
                    return False
                parts.extend(part.values())
            elif kind is list or kind is tuple:
                parts.extend(part)
            elif kind is not int or not -MAX_INTEGER <= part <= MAX_INTEGER:
                return False
    except TypeError:  # a key that is not text
        return False
    return True


def _are_ascii(keys: Mapping[Any, Any]) -> bool:
    try:
        return "".join(keys).isascii()
    except TypeError:  # a key that is not text
        return False


def _ordered(value: Any) -> Any:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return _bounded(value)
    if isinstance(value, Mapping):
        return {key: _ordered(value[key]) for key in _sorted(value)}
    if isinstance(value, list | tuple):
        return [_ordered(item) for item in value]
    raise NotCanonical(f"{type(value).__name__} has no recorded form")


def _sorted(keys: Mapping[Any, Any]) -> list[Any]:
    """Of ASCII keys, as all fields have, the order of code points is that of code units."""
    if _are_ascii(keys):
        return sorted(keys)
    return sorted(keys, key=_utf16)


def _bounded(value: int) -> int:
    if abs(value) > MAX_INTEGER:
        raise NotCanonical(f"integer beyond 2^53: {value}")
    return value


def _utf16(key: Any) -> bytes:
    """RFC 8785 orders keys by UTF-16 code units, which is not the order of code points."""
    if not isinstance(key, str):
        raise NotCanonical("a key that is not text")
    try:
        return key.encode("utf-16-be")
    except UnicodeEncodeError as error:
        raise NotCanonical("key with a lone surrogate") from error
