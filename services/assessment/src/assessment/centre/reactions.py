"""The closed sheet of a subject goes back to the year of checks of its township."""

from collections.abc import Iterator

from contracts.assessment.centre.messages import TakeCentreSheet
from contracts.assessment.sheet.messages import SheetClosed
from contracts.assessment.words import SchemeCode
from contracts.units import area_of
from ledger.reaction import Reaction, Seen

from assessment.sheet.result import came_to

_TOWNSHIP_DIGITS = 9


def take(fact: SheetClosed, seen: Seen) -> Iterator[TakeCentreSheet]:
    if fact.scheme is SchemeCode.CENTRE:
        yield TakeCentreSheet(
            actor=seen.actor,
            unit=area_of(fact.unit)[:_TOWNSHIP_DIGITS],
            year=int(fact.term[:4]),
            term=fact.term,
            subject=fact.unit,
            **came_to(fact, seen.recorded.stream),
        )


TAKE = Reaction(take)
