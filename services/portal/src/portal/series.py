"""What the intervals or stages of one matter have in common."""

from contracts.calendar import parse_period
from contracts.disclosure.duty.messages import STANDING


def series_of(period: str) -> str | None:
    """How all intervals or stages of a matter begin in their codes; None of any other period."""
    is_matter = period != STANDING and parse_period(period) is None
    return f"{period.rpartition('-')[0]}-" if is_matter else None
