"""100,000 working-day deadlines in under a second: `python tests/bench/working_days.py`."""

import sys
import time
from datetime import date, timedelta

from contracts.calendar import calendar_as_known
from contracts.deadlines import DeadlineRule, RestDay, TimeUnit, deadline

COUNT = 100_000
BUDGET_S = 1.0
ROUNDS = 3
FIRST, DAYS = date(2007, 1, 1), 7_000


def measured() -> float:
    """Seconds for so many deadlines over twenty years, each with twenty working days and a last day that may move."""
    calendar = calendar_as_known(date(2026, 12, 31))
    rule = DeadlineRule(amount=20, unit=TimeUnit.WORKING_DAYS, rest_day=RestDay.NEXT, source="bench")
    starts = [FIRST + timedelta(days=number % DAYS) for number in range(COUNT)]
    began = time.perf_counter()
    for start in starts:
        deadline(rule, start, calendar)
    return time.perf_counter() - began


def main() -> int:
    began = time.perf_counter()
    calendar_as_known(date(2026, 12, 31))
    loaded = time.perf_counter() - began
    best = min(measured() for _ in range(ROUNDS))
    print(f"notices and tables {loaded:.3f} s once; {COUNT} working-day deadlines {best:.3f} s (budget {BUDGET_S} s)")
    return 1 if best > BUDGET_S else 0


if __name__ == "__main__":
    sys.exit(main())
