"""Clocks that stand still while something is awaited, counted again day by day."""

from datetime import date

from audit.checks.days import ONE_DAY, ends
from audit.checks.seen import Json


def due_of(clock: Json, after: date) -> tuple[str | None, str | None]:
    """Last day and moment of a budget of calendar days after a day, without those on which the clock stood still."""
    if clock["running_since"] is None:
        return None, None
    stood = [(date.fromisoformat(one["after"]), date.fromisoformat(one["until"])) for one in clock["stops"]]
    day, left = after, clock["budget"]
    while left:
        day += ONE_DAY
        left -= not any(since < day <= until for since, until in stood)
    return day.isoformat(), ends(day)
