"""Canonical JSON, read and proven to be canonical: what was read is written again, and must be the same text.

Written from docs/recorded-form.md, section 1, like `audit.form`; a test holds it against the services' own writer.
"""

import json
import json.encoder
import json.scanner
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from contracts.canonical import NotCanonical, canonical

_MOST = 2**53 - 1
_SURELY_WITHIN = 16
"""Characters of an integer, one less than of the first that is too large."""


class NotJson(ValueError):
    """The bytes are not the canonical form of anything."""


def _whole(text: str) -> int:
    number = int(text)
    if len(text) >= _SURELY_WITHIN and abs(number) > _MOST:
        raise NotJson(f"an integer beyond 2^53: {text[:40]}")
    return number


def _refuse(text: str) -> Any:
    raise NotJson(f"a number that is no integer: {text[:40]}")


class _Scanning:
    """How the standard library's scanner is told to read: no fractions, bounded integers, names kept as they are."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float = staticmethod(_refuse)
    parse_int = staticmethod(_whole)
    parse_constant = staticmethod(_refuse)
    memo: Mapping[str, str] = MappingProxyType({})


_scan: Callable[[str, int], tuple[Any, int]] = vars(json.scanner)["make_scanner"](_Scanning())
_encode: Callable[[Any, int], tuple[str, ...]] = vars(json.encoder)["c_make_encoder"](
    None, _refuse, json.encoder.encode_basestring, None, ":", ",", True, False, False
)
"""What `json.loads` and `json.dumps` make anew for every call; with them a fact costs half."""


def read_canonical(content: bytes) -> Any:
    """Raise `NotJson` unless the bytes are canonical JSON of the profile."""
    text = text_of(content)
    document, end = canonical_at(text, 0)
    if end != len(text):
        raise NotJson("not in canonical form")
    return document


def text_of(content: bytes) -> str:
    """Raise `NotJson` unless the bytes are UTF-8."""
    try:
        return content.decode()
    except UnicodeError as error:
        raise NotJson("not canonical JSON: UnicodeDecodeError") from error


def canonical_at(text: str, begin: int) -> tuple[Any, int]:
    """The canonical document that begins there, and where it ends. Raise `NotJson` if none does."""
    try:
        document, end = _scan(text, begin)
        stands = text[begin:end]
        # Up to U+FFFF the order of code points, in which keys are written here, is the one of code units.
        is_plain = stands.isascii() or len(stands.encode("utf-16-le")) == 2 * len(stands)
        if "".join(_encode(document, 0)) != stands if is_plain else canonical(document) != stands.encode():
            raise NotJson("not in canonical form")
    except (UnicodeError, json.JSONDecodeError, NotCanonical, RecursionError, StopIteration) as error:
        raise NotJson(f"not canonical JSON: {type(error).__name__}") from error
    return document, end
