"""What can be asked of the half-yearly checks of governance centres, and what is answered."""

from contracts.assessment.centres import RewardOutcome
from contracts.assessment.vocabulary import Year
from contracts.message import answer, question, shape
from contracts.vocabulary import Actor, Digest, Instant, Share, Text, UnitCode


@question
class CentreChecksOfArea:
    """Every subject's years of checks, of each township in the area of `unit`, by township, year and subject."""

    unit: UnitCode


@shape
class HalfYearLine:
    """Where one half-year stands for a subject; None where it has not come that far."""

    frozen_at: Instant | None
    checked_at: Instant | None
    score: Share | None
    digest: Digest | None
    is_overdue: bool


@shape
class CentreCheckLine:
    """One subject's year; `outcome` None while nothing is decided."""

    township: UnitCode
    year: Year
    subject: UnitCode
    responsible: Actor
    first: HalfYearLine
    second: HalfYearLine
    outcome: RewardOutcome | None
    target_met: bool | None
    reason: Text | None
    is_decision_overdue: bool


@answer
class CentreChecksOfAreaAnswer:
    """One page of years; `next` is the token of the page after it."""

    checks: tuple[CentreCheckLine, ...]
    next: str | None
