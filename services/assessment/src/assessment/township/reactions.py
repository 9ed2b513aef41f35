"""The closed sheet of a township goes back to its year."""

from collections.abc import Iterator

from contracts.assessment.sheet.messages import SheetClosed
from contracts.assessment.township.messages import TakeTownshipSheet
from contracts.assessment.words import SchemeCode
from ledger.reaction import Reaction, Seen

from assessment.sheet.result import came_to


def take(fact: SheetClosed, seen: Seen) -> Iterator[TakeTownshipSheet]:
    if fact.scheme is SchemeCode.TOWNSHIP:
        yield TakeTownshipSheet(actor=seen.actor, unit=fact.unit, term=fact.term, **came_to(fact, seen.recorded.stream))


TAKE = Reaction(take)
