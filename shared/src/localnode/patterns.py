"""Refuses regular expressions that could keep the node busy for ever.

Python's engine backtracks: a repetition inside a repetition can take exponential time, several in
a row polynomial time, and no other call is answered meanwhile. So the ways in which an expression
can be tried on the longest name are counted first; what is let through takes less than a second.
"""

import importlib
from typing import Any

from localnode.limits import MAX_NAME_CHARS

MOST_WAYS = 4 * 10**8

PLAIN = ("LITERAL", "NOT_LITERAL", "IN", "ANY", "AT")

_parser: Any = importlib.import_module("re._parser")


class TooCostly(Exception):
    """The expression could take too long."""


def refuse_costly(regex: str) -> None:
    """Raises TooCostly, or re.error if it is no regular expression."""
    if _ways_anywhere(list(_parser.parse(regex))) > MOST_WAYS:
        raise TooCostly("the expression could take too long: too many ways to match")


def _ways_anywhere(tokens: list[Any]) -> int:
    """What is not anchored may begin to match at every character."""
    operation = str(tokens[0][0]) if tokens else ""
    if operation == "BRANCH" and len(tokens) == 1:
        return sum(_ways_anywhere(list(branch)) for branch in tokens[0][1][1])
    return _ways(tokens) * (1 if operation == "AT" else MAX_NAME_CHARS)


def _ways(tokens: Any) -> int:
    product = 1
    for token in tokens:
        product *= _ways_of(str(token[0]), token[1])
        if product > MOST_WAYS:
            return product
    return product


def _ways_of(operation: str, argument: Any) -> int:
    match operation:
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _ways_of_repeat(*argument)
        case "BRANCH":
            return sum(_ways(branch) for branch in argument[1])
        case "SUBPATTERN":
            return _ways(argument[3])
        case "ASSERT" | "ASSERT_NOT":
            return _ways(argument[1])
        case "ATOMIC_GROUP":
            return _ways(argument)
        case "GROUPREF" | "GROUPREF_IGNORE" | "GROUPREF_EXISTS":
            raise TooCostly("the expression could take too long: a reference to a group")
        case _:
            return 1


def _ways_of_repeat(least: Any, most: Any, body: Any) -> int:
    if int(most) > 1 and not _is_plain(body):
        raise TooCostly("the expression could take too long: a repetition of a variable part")
    varies = min(int(most) - int(least), MAX_NAME_CHARS)
    return _ways(body) + varies


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
