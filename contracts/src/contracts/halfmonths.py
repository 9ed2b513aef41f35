"""Half-months: the 1st to the 15th, and the 16th to the end of the month.

Law: opinion on the governance centres, half-monthly screening of disputes (document 4 §四(一)); requirements X-019.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from contracts.calendar import PeriodKind, period_of

_HALF_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])H([12])", re.ASCII)
_LAST_OF_THE_FIRST_HALF = 15


@dataclass(frozen=True, slots=True, order=True)
class HalfMonth:
    """A half-month (半月): `2025-09H1`, `2025-09H2`."""

    year: int
    month: int
    half: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}H{self.half}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1 if self.half == 1 else _LAST_OF_THE_FIRST_HALF + 1)

    @property
    def last_day(self) -> date:
        return self.next().first_day - timedelta(days=1)

    def next(self) -> "HalfMonth":
        if self.half == 1:
            return HalfMonth(self.year, self.month, 2)
        following = period_of(date(self.year, self.month, 1), PeriodKind.MONTH).next()
        return HalfMonth(following.year, following.number, 1)


def parse_half_month(text: str) -> HalfMonth | None:
    """None if the text names no half-month."""
    match = _HALF_MONTH.fullmatch(text)
    return None if match is None else HalfMonth(*(int(part) for part in match.groups()))


def half_month_of(day: date) -> HalfMonth:
    """The half-month that the day lies in."""
    return HalfMonth(day.year, day.month, 1 if day.day <= _LAST_OF_THE_FIRST_HALF else 2)
