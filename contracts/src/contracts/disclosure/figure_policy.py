"""Which items state totals of the books, and under which names their tables do.

Law: Organic Law of the Villagers' Committees (村民委员会组织法), art. 30. The names are the county's practice.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.disclosure.books import Total
from contracts.errors import Rejected
from contracts.policies import ResolvedPolicy

_ITEMS, _ROWS, _BOOKS = "disclosure.figures.items", "disclosure.figures.rows", "disclosure.figures.books"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRules:
    """`rows`: what the first cell of a row says, to the total in the second. `books` names the row of the period."""

    items: tuple[str, ...] = ()
    rows: Mapping[str, Total]
    books: str


def figure_policy(resolved: ResolvedPolicy) -> FigureRules:
    """No item states figures where no pack names any. `Rejected` if not every total has a name."""
    if _ITEMS not in resolved.parameters:
        return FigureRules(rows={}, books="")
    names = tuple(resolved.value(_ROWS))
    if len(set(names)) != len(Total):
        raise Rejected("invalid-policy-value", f"{_ROWS}: one name for each of {', '.join(Total)}")
    (books,) = resolved.value(_BOOKS)
    return FigureRules(items=tuple(resolved.value(_ITEMS)), rows=dict(zip(names, Total, strict=True)), books=books)
