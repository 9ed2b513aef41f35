"""What can be asked about restoration, and what is answered."""

from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, UnitCode


@question
class RestorationsOfArea:
    """Where the restoration of each mine in an area stands, in the order of codes."""

    unit: UnitCode


@shape
class RestorationLine:
    """One mine (矿区生态修复). `phases`: how many are accepted; `open_breaches`: agreed tasks that are pursued."""

    unit: UnitCode
    posted_on: Day | None
    is_approved: bool
    phases: Count
    is_finished: bool
    open_breaches: Count


@answer
class RestorationLines:
    """One page of mines."""

    restorations: tuple[RestorationLine, ...]
    next: str | None
