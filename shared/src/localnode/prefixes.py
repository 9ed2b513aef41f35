"""What a name must begin with to match a regular expression: then only such names need be looked at."""

import importlib
import re
from collections.abc import Sequence
from itertools import product
from typing import Any

from localnode.limits import MAX_FILTER_PREFIXES

_parser: Any = importlib.import_module("re._parser")


def prefixes_of(regex: str) -> tuple[str, ...]:
    """One of these begins whatever matches; empty if nothing is known of the beginning."""
    parsed = _parser.parse(regex)
    tokens = list(parsed)
    loose = parsed.state.flags & (re.IGNORECASE | re.MULTILINE)
    if loose or not tokens or str(tokens[0]) != "(AT, AT_BEGINNING)":
        return ()
    found, _ = _begun(tokens[1:])
    is_known = all(found) and not any(map(_is_no_text, found)) and len(found) <= MAX_FILTER_PREFIXES
    return tuple(found) if is_known else ()


def _is_no_text(found: str) -> bool:
    """Half a character, which no name has."""
    return any("\ud800" <= character <= "\udfff" for character in found)


def _begun(tokens: Sequence[Any]) -> tuple[list[str], bool]:
    """All texts that these can begin with, and whether they are nothing but these texts."""
    texts = [""]
    for token in tokens:
        following, is_whole = _texts_of(str(token[0]), token[1])
        texts = ["".join(pair) for pair in product(texts, following)]
        if not is_whole or len(texts) > MAX_FILTER_PREFIXES:
            return texts, False
    return texts, True


def _texts_of(operation: str, argument: Any) -> tuple[list[str], bool]:
    match operation:
        case "LITERAL":
            return [chr(argument)], True
        case "SUBPATTERN" if not argument[1] and not argument[2]:
            return _begun(argument[3])
        case "BRANCH":
            begun = [_begun(branch) for branch in argument[1]]
            return [text for texts, _ in begun for text in texts], all(is_whole for _, is_whole in begun)
        case _:
            return [""], False
