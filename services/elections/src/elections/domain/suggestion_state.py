"""What is known of one suggestion of deputies."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.elections.suggestion.messages import (
    ReplyJudged,
    SuggestionAssigned,
    SuggestionFact,
    SuggestionOverdue,
    SuggestionReminded,
    SuggestionReplied,
    SuggestionReported,
    SuggestionStep,
    SuggestionSubmitted,
    SuggestionSupervised,
    SuggestionTaken,
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`step` None: there is none. `assigned`: to whom and by when. `is_late`: the limit passed without an answer.

    `reported`: the sessions that have heard of it.
    """

    step: SuggestionStep | None = None
    signatories: tuple[str, ...] = ()
    assigned: SuggestionAssigned | None = None
    is_reminded: bool = False
    is_late: bool = False
    reported: tuple[int, ...] = ()

    @property
    def is_owed(self) -> bool:
        """The unit still has to answer, for the first time or again."""
        return self.step in (SuggestionStep.ASSIGNED, SuggestionStep.IN_HANDLING, SuggestionStep.RETURNED)

    def is_passed(self, now: datetime) -> bool:
        """The limit, and an answer is owed still."""
        return self.assigned is not None and self.is_owed and now >= self.assigned.due_at


def evolve(suggestion: Suggestion, fact: SuggestionFact) -> Suggestion:
    match fact:
        case SuggestionSubmitted():
            return Suggestion(step=SuggestionStep.SUBMITTED, signatories=fact.signatories)
        case SuggestionAssigned():
            return replace(suggestion, step=SuggestionStep.ASSIGNED, assigned=fact)
        case SuggestionReported():
            return _reported(suggestion, fact)
        case SuggestionReminded():
            return replace(suggestion, is_reminded=True)
        case SuggestionOverdue():
            return replace(suggestion, is_late=True)
        case _:
            return _went_on(suggestion, fact)


def _went_on(
    suggestion: Suggestion, fact: SuggestionTaken | SuggestionSupervised | SuggestionReplied | ReplyJudged
) -> Suggestion:
    match fact:
        case SuggestionTaken():
            return replace(suggestion, step=SuggestionStep.IN_HANDLING)
        case SuggestionReplied():
            return replace(suggestion, step=SuggestionStep.REPLIED)
        case ReplyJudged():
            step = SuggestionStep.ACCEPTED if fact.is_accepted else SuggestionStep.RETURNED
            return replace(suggestion, step=step)
        case SuggestionSupervised():
            return suggestion
        case _:
            assert_never(fact)


def _reported(suggestion: Suggestion, fact: SuggestionReported) -> Suggestion:
    """What is late and reported is still to be answered."""
    is_done = suggestion.step is SuggestionStep.ACCEPTED
    step = SuggestionStep.REPORTED if is_done else suggestion.step
    return replace(suggestion, step=step, reported=(*suggestion.reported, fact.session))
