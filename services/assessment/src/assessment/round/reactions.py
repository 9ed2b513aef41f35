"""The closed sheet of a subject goes back to the round of whoever assesses it."""

from collections.abc import Iterator

from contracts.assessment.round.messages import TakeRoundSheet
from contracts.assessment.sheet.messages import SheetClosed
from contracts.assessment.words import SchemeCode
from ledger.reaction import Reaction, Seen

from assessment.round.rule import assessor_of_round
from assessment.sheet.result import came_to


def take(fact: SheetClosed, seen: Seen) -> Iterator[TakeRoundSheet]:
    if fact.scheme in (SchemeCode.CONGRESS, SchemeCode.MINE):
        yield TakeRoundSheet(
            actor=seen.actor,
            unit=assessor_of_round(fact.case),
            scheme=fact.scheme,
            year=int(fact.term),
            subject=fact.unit,
            **came_to(fact, seen.recorded.stream),
        )


TAKE = Reaction(take)
