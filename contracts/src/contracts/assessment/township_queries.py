"""What can be asked of the yearly assessment of townships, and what is answered."""

from contracts.assessment.vocabulary import Year
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Digest, Instant, Share, Text, UnitCode


@question
class TownshipsOfArea:
    """The years of a township, or of every township in an area, in the order of codes and years: the trend (A-008)."""

    unit: UnitCode


@shape
class TownshipYearLine:
    """Where one year stands; `is_commended` None while nothing is decided."""

    unit: UnitCode
    year: Year
    has_group: bool
    plan_filed_at: Instant | None
    is_plan_overdue: bool
    is_result_overdue: bool
    assessed_at: Instant | None
    score: Share | None
    digest: Digest | None
    findings: Count
    is_commended: bool | None
    reason: Text | None


@answer
class TownshipsOfAreaAnswer:
    """One page of years; `next` is the token of the page after it."""

    years: tuple[TownshipYearLine, ...]
    next: str | None
