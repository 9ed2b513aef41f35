"""The commands of assessment. `actor` is set by the door from the caller's token, never sent in the document."""

from contracts.assessment.vocabulary import Cause, Step
from contracts.disclosure.words import CatalogueCode, PeriodCode
from contracts.message import command
from contracts.vocabulary import Actor, Instant, UnitCode


@command
class RecordEvidence:
    """Keep what became of a unit's duty. Sent by the service itself when it reads the fact `cause`.

    Whether a fulfilment was late is not said here: it follows from `due_at` and `happened_at`.
    """

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    step: Step
    due_at: Instant
    happened_at: Instant
    cause: Cause
