"""Calendar quarters (X-019), and what may be said of one only when it is over."""

from collections.abc import Iterator
from datetime import date

from audit.checks.days import ONE_DAY, begins, day_of, months_later
from audit.checks.seen import Seen
from audit.finding import Finding


def quarter_of(day: date) -> int:
    return (day.month + 2) // 3


def not_over(seen: Seen, year: int, quarter: int) -> Iterator[Finding]:
    following = months_later(date(year, 3 * quarter - 2, 1), 3) + ONE_DAY
    if seen.at < begins(following):
        yield seen.finding("overdue-early", f"said on {day_of(seen.at)}, the quarter ends before {following}")
