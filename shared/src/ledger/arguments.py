"""What a call carries beside its document: ids, revisions, positions, pages. `Malformed` where it does not fit."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from contracts.errors import Malformed

MOST_ROWS = 500
_DEFAULT_ROWS = 100
_MOST_DIGITS = 19


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list: at most `limit` rows after the row that `after` names."""

    limit: int
    after: str | None


def id_in(value: Any, name: str) -> UUID:
    try:
        parsed = UUID(value)
    except (ValueError, AttributeError, TypeError) as error:
        raise Malformed({name: ["Not a UUID."]}) from error
    if str(parsed) != value:
        raise Malformed({name: ["Not a UUID in lower-case canonical text."]})
    return parsed


def revision_in(value: Any) -> int | None:
    if value is not None and (type(value) is not int or value < -1):
        raise Malformed({"if_revision": ["Not a revision: -1 or more, or null."]})
    return value


def position_in(value: Any, service: str) -> int:
    if value is None:
        return -1
    prefix, _, digits = value.partition(":") if isinstance(value, str) else ("", "", "")
    if prefix != service or not digits.isascii() or not digits.isdigit() or len(digits) > _MOST_DIGITS:
        raise Malformed({"at_least": [f"Not a position such as {service}:42."]})
    return int(digits)


def page_in(value: Any) -> Page:
    given = {} if value is None else value
    if not isinstance(given, dict) or not set(given) <= {"limit", "after"}:
        raise Malformed({"page": ["Not an object of limit and after."]})
    limit, after = given.get("limit", _DEFAULT_ROWS), given.get("after")
    if type(limit) is not int or not 1 <= limit <= MOST_ROWS:
        raise Malformed({"page.limit": [f"Not a number from 1 to {MOST_ROWS}."]})
    if after is not None and (not isinstance(after, str) or len(after) > 200):
        raise Malformed({"page.after": ["Not the token of a page."]})
    return Page(limit, after)
