"""What can be asked about deputies' suggestions, and what is answered."""

from enum import StrEnum

from contracts.elections.sessions import Persons, SessionNumber, TermNumber, Word
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, Instant, Name, Ref, UnitCode


class SuggestionStep(StrEnum):
    """How far it is. That it is late stays recorded beside it."""

    SUBMITTED = "submitted"
    ASSIGNED = "assigned"
    IN_HANDLING = "in_handling"
    REPLIED = "replied"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REPORTED = "reported"


@question
class SuggestionsOfCongress:
    """The suggestions of a term and how far each is: what the report on handling is made of."""

    unit: UnitCode
    term: TermNumber


@shape
class SuggestionLine:
    """One suggestion; `to` and `due_on` None: not handed over yet. `is_late`: its limit passed without an answer."""

    suggestion: Ref
    kind: Word
    title: Name
    signatories: Persons
    submitted_at: Instant
    step: SuggestionStep
    to: UnitCode | None
    due_on: Day | None
    is_late: bool
    replied_at: Instant | None
    session: SessionNumber | None


@shape
class HandlingReport:
    """How many of a term were received, handed over, answered, accepted, answered late or late still (办理情况)."""

    received: Count
    assigned: Count
    replied: Count
    accepted: Count
    late: Count


@answer
class SuggestionsAnswer:
    """One page of a term's suggestions in the order of their names; `report` counts all of them."""

    unit: UnitCode
    term: TermNumber
    report: HandlingReport
    suggestions: tuple[SuggestionLine, ...]
    next: str | None
