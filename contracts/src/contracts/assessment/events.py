"""The facts of assessment."""

from contracts.assessment.vocabulary import Cause, Indicator, Outcome
from contracts.disclosure.words import CatalogueCode, PeriodCode
from contracts.message import fact
from contracts.vocabulary import Instant, UnitCode


@fact
class EvidenceRecorded:
    """Evidence (考核依据) of how a unit kept a duty: at `happened_at` it was opened, announced overdue or fulfilled.

    `indicator` is what the evidence bears on; None where no active pack names one for the catalogue.
    """

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    outcome: Outcome
    due_at: Instant
    happened_at: Instant
    cause: Cause
    indicator: Indicator | None
