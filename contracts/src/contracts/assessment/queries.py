"""What assessment can be asked, and what it answers."""

from contracts.assessment.vocabulary import Cause, Indicator, Outcome, Year
from contracts.disclosure.words import CatalogueCode, PeriodCode
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Instant, UnitCode


@question
class EvidenceOfUnit:
    """What is known of a unit's duties of a year, duty by duty, earliest due date first."""

    unit: UnitCode
    year: Year


@question
class EvidenceSummary:
    """How a unit, and every unit in its area, kept its duties of a year: counts, in the order of unit codes."""

    unit: UnitCode
    year: Year


@shape
class EvidenceStep:
    """One piece of evidence, and the fact it rests on."""

    outcome: Outcome
    happened_at: Instant
    cause: Cause


@shape
class DutyEvidence:
    """One duty: the outcome that stands, and every step to it, oldest first.

    `days_late` counts days in China from the due day to the day of fulfilment: 0 on time, 1 the day after the due day;
    None while the duty is not fulfilled.
    """

    catalogue: CatalogueCode
    period: PeriodCode
    indicator: Indicator | None
    outcome: Outcome
    due_at: Instant
    happened_at: Instant
    days_late: Count | None
    steps: tuple[EvidenceStep, ...]


@answer
class EvidenceOfUnitAnswer:
    """One page of a unit's duties; `next` is the token of the page after it."""

    unit: UnitCode
    year: Year
    duties: tuple[DutyEvidence, ...]
    next: str | None


@shape
class UnitSummary:
    """How many of a unit's duties stand at each outcome."""

    unit: UnitCode
    expected: Count
    overdue: Count
    on_time: Count
    late: Count


@answer
class EvidenceSummaryAnswer:
    """One page of units that have evidence; `next` is the token of the page after it."""

    unit: UnitCode
    year: Year
    units: tuple[UnitSummary, ...]
    next: str | None
