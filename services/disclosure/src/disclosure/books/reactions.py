"""Published figures are held against the books they speak of."""

from collections.abc import Iterator

from contracts.disclosure.books.messages import CompareFigures, Statement
from contracts.disclosure.duty.messages import FiguresPublished
from ledger.reaction import Reaction, Seen


def compare(fact: FiguresPublished, seen: Seen) -> Iterator[CompareFigures]:
    """Published figures are held against the books they speak of (DI-16)."""
    yield CompareFigures(
        actor=seen.actor,
        unit=fact.unit,
        period=fact.books,
        stated=Statement(catalogue=fact.catalogue, period=fact.period, item=fact.item, version=fact.version),
        figures=fact.figures,
    )


COMPARE = Reaction(compare, ids={CompareFigures: "compare-figures"})
