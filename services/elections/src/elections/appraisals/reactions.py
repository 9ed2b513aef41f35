"""The appraisals of a term end with it."""

from collections.abc import Iterator

from contracts.elections.appraisals.messages import CloseAppraisals
from contracts.elections.term.messages import TermEnded
from ledger.reaction import Reaction, Seen


def close(fact: TermEnded, seen: Seen) -> Iterator[CloseAppraisals]:
    yield CloseAppraisals(actor=seen.actor, unit=fact.unit, term=fact.term)


CLOSE = Reaction(close)
