"""What entries say of the books: read off their own tables, and told on when it is public.

Law: Organic Law of the Villagers' Committees (村民委员会组织法), art. 30: the truth of what is published.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from contracts.calendar import parse_period
from contracts.disclosure.duty.messages import (
    DutyFact,
    FiguresFact,
    FiguresPublished,
    FiguresStated,
    ItemsCorrected,
    ItemsDrafted,
    ItemsPublished,
)
from contracts.disclosure.duty.rules import FigureRules
from contracts.disclosure.words import EntryKind, Figures, NumberedEntry, Table
from contracts.errors import Rejected, refuse_unless

from disclosure.duty.state import Duty

_AMOUNT = re.compile(r"(?P<minus>-?)(?P<yuan>[0-9]{1,12})(\.(?P<fen>[0-9]{1,2}))?")
_CELLS = 2


def stated(written: ItemsDrafted | ItemsCorrected, rules: FigureRules) -> list[FiguresStated]:
    """`Rejected` if an item that has to states no total, or an amount cannot be read."""
    return [_stated(written, numbered, rules) for numbered in _of_books(written.entries, rules)]


def published(duty: Duty, facts: Sequence[DutyFact]) -> list[FiguresPublished]:
    """The figures of the versions that these publications made public."""
    shown = [item for fact in facts if isinstance(fact, ItemsPublished) for item in fact.items]
    said = [duty.figures[item.item] for item in shown if item.item in duty.figures]
    versions = {item.item: item.version for item in shown}
    return [
        FiguresPublished(
            unit=fact.unit,
            catalogue=fact.catalogue,
            period=fact.period,
            item=fact.item,
            version=fact.version,
            books=fact.books,
            figures=fact.figures,
        )
        for fact in said
        if fact.version == versions[fact.item]
    ]


def evolve_figures(figures: Mapping[str, FiguresStated], fact: FiguresFact) -> Mapping[str, FiguresStated]:
    match fact:
        case FiguresStated():
            return {**figures, fact.item: fact}
        case FiguresPublished():
            return figures
        case _:
            assert_never(fact)


def fen_of(written: str, where: str) -> int:
    """Yuan with at most two decimals; `Rejected` for anything else."""
    amount = _AMOUNT.fullmatch(written.replace(",", "").strip())
    if amount is None:
        raise Rejected("disclosure.amount-unreadable", f"{where}: {written}")
    fen = int(amount["yuan"]) * 100 + int((amount["fen"] or "").ljust(2, "0"))
    return -fen if amount["minus"] else fen


def _of_books(entries: Iterable[NumberedEntry], rules: FigureRules) -> list[NumberedEntry]:
    return [
        numbered
        for numbered in entries
        if numbered.entry.item in rules.items and numbered.entry.kind is EntryKind.CONTENT
    ]


def _stated(written: ItemsDrafted | ItemsCorrected, numbered: NumberedEntry, rules: FigureRules) -> FiguresStated:
    entry = numbered.entry
    cells = _named_cells(entry.table)
    totals = {
        rules.rows[name]: fen_of(cell, f"{entry.item} {name}") for name, cell in cells.items() if name in rules.rows
    }
    refuse_unless(bool(totals), "disclosure.figures-required", f"{entry.item}: {', '.join(rules.rows)}")
    books = cells.get(rules.books, written.period)
    refuse_unless(parse_period(books) is not None, "disclosure.wrong-period", f"{entry.item}: {books}")
    return FiguresStated(
        unit=written.unit,
        catalogue=written.catalogue,
        period=written.period,
        item=entry.item,
        version=numbered.version,
        books=books,
        figures=Figures(**{total.value: fen for total, fen in totals.items()}),
    )


def _named_cells(table: Table | None) -> Mapping[str, str]:
    """The second cell of each row by the first."""
    rows = () if table is None else table.rows
    return {row[0].strip(): row[1] for row in rows if len(row) >= _CELLS}
