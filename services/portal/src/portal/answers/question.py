"""What a page asks the views with, and what it is given back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contracts.fields import instant_text
from ledger.views import Connection, NamedLookup
from sqlalchemy import Select

from portal.answers.standing import Standing

Document = dict[str, Any]
Line = Mapping[str, Any]

AT_ONCE = 100
"""Lines of a long list on one page."""

MOST_PAGES = 1_000


Inclusion = Callable[[int, str], Document | None]
"""The proof that the fact at a position of the store, with this leaf, is in the audit log; None if there is none."""


class Missing(Exception):
    """There is no such page, or it is not public: the answer is the same."""


@dataclass(frozen=True, slots=True)
class Question:
    """One page's question: the parts of its address, and the query behind it."""

    connection: Connection
    standing: Standing
    inclusion: Inclusion
    parts: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    def ask(self, statement: NamedLookup | Select[Any], **values: Any) -> Sequence[Any]:
        """The rows of a statement, with their columns' names; it may be about the present moment."""
        bound = {**self.moment, **values}
        if isinstance(statement, NamedLookup):
            return statement(self.connection, bound)
        return self.connection.execute(statement, bound).all()

    @property
    def moment(self) -> dict[str, str]:
        """What a statement needs to tell the status of a duty."""
        return {"now": instant_text(self.standing.now), "today": self.today_text}

    @property
    def today_text(self) -> str:
        return self.standing.today.isoformat()

    @property
    def page(self) -> int:
        """Which page of a long list, from 1."""
        text = self.query.get("page", "1")
        if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= MOST_PAGES:
            raise Missing
        return int(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`document` is what the page shows and its JSON; `lines` are the rows of its CSV, all with the same keys. They may
    be made while they are read, once: most visitors want the page."""

    document: Document
    lines: Iterable[Line] = ()


def paged(question: Question, rows: Sequence[Line]) -> Document:
    """A page of a list that was asked for with one line more than it shows."""
    return {
        "lines": list(rows[:AT_ONCE]),
        "page": question.page,
        "has_more": len(rows) > AT_ONCE,
    }
