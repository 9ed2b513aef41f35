"""Evidence of how a unit kept its duties to disclose, duty by duty (考核依据).

`actor` is set by the door from the caller's token, never sent in the document.
"""

from enum import StrEnum

from contracts.assessment.words import Cause, Indicator, Year
from contracts.disclosure.words import CatalogueCode, PeriodCode
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Instant, UnitCode


class Step(StrEnum):
    """What was recorded of a duty elsewhere."""

    OPENED = "opened"
    OVERDUE = "overdue"
    FULFILLED = "fulfilled"


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


class Outcome(StrEnum):
    """What a step means for the unit: still expected, not done by its due date, done before it, done after it."""

    EXPECTED = "expected"
    OVERDUE = "overdue"
    ON_TIME = "on-time"
    LATE = "late"


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
