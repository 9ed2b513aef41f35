"""Days and periods in China standard time.

Law: time is China standard time and "before/by <date>" includes that day until 24:00 (requirements X-018, AMB-07);
quarters and half-years are those of the calendar (X-019).
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum

from contracts.canonical import digest_of

CHINA = timezone(timedelta(hours=8), "CST")
"""China standard time; no summer time since 1991, and nothing recorded here is older."""

_PERIOD = re.compile(r"([0-9]{4})(?:H([12])|Q([1-4])|-(0[1-9]|1[0-2]))", re.ASCII)


class PeriodKind(StrEnum):
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"


_MONTHS = {PeriodKind.HALF_YEAR: 6, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A half-year, quarter or month: `2025H1`, `2025Q3`, `2025-09`."""

    year: int
    number: int
    kind: PeriodKind

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.HALF_YEAR:
                return f"{self.year:04}H{self.number}"
            case PeriodKind.QUARTER:
                return f"{self.year:04}Q{self.number}"
            case PeriodKind.MONTH:
                return f"{self.year:04}-{self.number:02}"

    @property
    def first_day(self) -> date:
        return date(self.year, (self.number - 1) * _MONTHS[self.kind] + 1, 1)

    @property
    def last_day(self) -> date:
        return self.next().first_day - timedelta(days=1)

    def next(self) -> "Period":
        if self.number == 12 // _MONTHS[self.kind]:
            return Period(self.year + 1, 1, self.kind)
        return Period(self.year, self.number + 1, self.kind)


def parse_period(text: str) -> Period | None:
    """None if the text names no period."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    year, half, quarter, month = match.groups()
    if half:
        return Period(int(year), int(half), PeriodKind.HALF_YEAR)
    if quarter:
        return Period(int(year), int(quarter), PeriodKind.QUARTER)
    return Period(int(year), int(month), PeriodKind.MONTH)


def period_of(day: date, kind: PeriodKind) -> Period:
    """The period of this kind that the day lies in."""
    return Period(day.year, (day.month - 1) // _MONTHS[kind] + 1, kind)


def china_day(moment: datetime) -> date:
    """The day in China at this moment."""
    return moment.astimezone(CHINA).date()


def day_begins(day: date) -> datetime:
    """The first moment of the day in China, in UTC."""
    return datetime.combine(day, time(), CHINA).astimezone(UTC)


def day_ends(day: date) -> datetime:
    """The first moment that is no longer part of the day: a deadline that includes the day runs until here."""
    return day_begins(day + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of the calendar on a day. Deadlines in use so far count calendar days only."""

    zone: str = "+08:00"

    @property
    def digest(self) -> str:
        return digest_of({"zone": self.zone, "notices": []})
