"""Refuses regular expressions that could keep the node busy for ever.

Python's engine backtracks: a repetition inside a repetition can take exponential time, a few in a
row polynomial time, and no other call is answered meanwhile. What remains after these rules takes
at most a fraction of a second for the longest name.
"""

import importlib
from typing import Any

MAX_DEGREE = 3
"""Repetitions in a row, and one more if the expression may begin to match anywhere."""

FEW = 8
"""A repetition that can vary by no more than this is cheap."""

MAX_CHOICES = 10_000
"""Ways to take the alternatives and the cheap repetitions of one expression, multiplied."""

PLAIN = ("LITERAL", "NOT_LITERAL", "IN", "ANY", "AT")

_parser: Any = importlib.import_module("re._parser")


class TooCostly(Exception):
    """The expression could take too long."""


def refuse_costly(regex: str) -> None:
    """Raises TooCostly, or re.error if it is no regular expression."""
    tokens = list(_parser.parse(regex))
    floating = 0 if _is_anchored(tokens) else 1
    if _degree(tokens) + floating > MAX_DEGREE:
        raise TooCostly("the expression could take too long: too many repetitions in a row")
    if _choices(tokens) > MAX_CHOICES:
        raise TooCostly("the expression could take too long: too many alternatives in a row")


def _is_anchored(tokens: list[Any]) -> bool:
    return bool(tokens) and str(tokens[0][0]) == "AT"


def _degree(tokens: Any) -> int:
    """The exponent with which the time may grow with the length of the word."""
    return sum(_degree_of(str(token[0]), token[1]) for token in tokens)


def _degree_of(operation: str, argument: Any) -> int:
    match operation:
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _degree_of_repeat(*argument)
        case "BRANCH":
            return max(_degree(branch) for branch in argument[1])
        case "SUBPATTERN":
            return _degree(argument[3])
        case "ASSERT" | "ASSERT_NOT":
            return _degree(argument[1])
        case "ATOMIC_GROUP":
            return _degree(argument)
        case "GROUPREF" | "GROUPREF_IGNORE" | "GROUPREF_EXISTS":
            raise TooCostly("the expression could take too long: a reference to a group")
        case _:
            return 0


def _degree_of_repeat(least: Any, most: Any, body: Any) -> int:
    varies = int(most) - int(least)
    if int(most) > 1 and not _is_plain(body):
        raise TooCostly("the expression could take too long: a repetition of a variable part")
    return _degree(body) + (1 if varies > FEW else 0)


def _is_plain(body: Any) -> bool:
    """Nothing in it can match in more than one way."""
    return all(_is_plain_token(str(token[0]), token[1]) for token in body)


def _is_plain_token(operation: str, argument: Any) -> bool:
    match operation:
        case "SUBPATTERN":
            return _is_plain(argument[3])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, body = argument
            return bool(least == most) and _is_plain(body)
        case _:
            return operation in PLAIN


def _choices(tokens: Any) -> int:
    product = 1
    for token in tokens:
        product = min(product * _choices_of(str(token[0]), token[1]), MAX_CHOICES + 1)
    return product


def _choices_of(operation: str, argument: Any) -> int:
    match operation:
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, body = argument
            varies = int(most) - int(least)
            return _choices(body) * (varies + 1 if varies <= FEW else 1)
        case "BRANCH":
            return sum(_choices(branch) for branch in argument[1])
        case "SUBPATTERN":
            return _choices(argument[3])
        case "ASSERT" | "ASSERT_NOT":
            return _choices(argument[1])
        case "ATOMIC_GROUP":
            return _choices(argument)
        case _:
            return 1
