"""Days and periods in China standard time.

Law: time is China standard time and "before/by <date>" includes that day until 24:00 (requirements X-018, AMB-07);
quarters and half-years are those of the calendar (X-019); working days follow the State Council's holiday notices as
known on a day (`contracts.notices`).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from functools import lru_cache

from contracts.canonical import digest_of
from contracts.notices import Notice, shipped_notices
from contracts.workdays import Between, CalendarDay, Counted, Workdays, workdays_of

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
    """What is known of the calendar on a day: the holiday notices published until then.

    `Calendar()` knows none: every weekday is a working day, provisionally.
    """

    zone: str = "+08:00"
    notices: tuple[Notice, ...] = ()
    _workdays: Workdays = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_workdays", workdays_of(self.notices) if self.notices else _NOTHING_KNOWN)

    @property
    def digest(self) -> str:
        return _digest(self.zone, tuple(notice.digest for notice in self.notices))

    def day(self, day: date) -> CalendarDay:
        """The day, why it is worked or not, and whether that is provisional."""
        return self._workdays.day(day)

    def is_working_day(self, day: date) -> bool:
        """Whether the day is worked, as far as is known; `day` says how far that is."""
        return self._workdays.is_working(day)

    def is_settled(self, one: date, other: date) -> bool:
        """Every day from one to the other has its notice: only an amendment can still change it."""
        return self._workdays.is_settled(one, other)

    def add_working_days(self, start: date, days: int, *, first_day_counts: bool = False) -> Counted:
        """The working day that is `days` after the start, before it if negative; 0 is the start itself."""
        day = self.working_day(start, days, first_day_counts=first_day_counts)
        return Counted(day, is_provisional=days != 0 and not self.is_settled(start, day))

    def working_day(self, start: date, days: int, *, first_day_counts: bool = False) -> date:
        """What `add_working_days` answers, as far as is known."""
        return self._workdays.add(start, days, first_day_counts=first_day_counts)

    def working_days_between(self, after: date, until: date) -> Between:
        """Working days later than `after` and not later than `until`."""
        return self._workdays.between(after, until)

    def relied_on(self, first: date, last: date) -> tuple[Notice, ...]:
        """The notices that say something about a day of the span, or settle one, in the order they became known."""
        return tuple(notice for notice in self.notices if notice.speaks_of(first, last))


_NOTHING_KNOWN = workdays_of(())


def calendar_as_known(day: date) -> Calendar:
    """The calendar with the notices known on that day in China; the same value for days with the same notices."""
    known = bisect_right(shipped_notices(), day, key=lambda notice: notice.known_from)
    return _calendar_with(known)


def calendar_of_digest(digest: str) -> Calendar:
    """The calendar that a decision names; `LookupError` if this release has never known it."""
    for known in range(len(shipped_notices()) + 1):
        if _calendar_with(known).digest == digest:
            return _calendar_with(known)
    raise LookupError(f"No calendar of this release has the digest {digest}.")


@lru_cache(maxsize=128)
def _calendar_with(known: int) -> Calendar:
    """The first so many notices; there are no more calendars than notices."""
    return Calendar(notices=shipped_notices()[:known])


@lru_cache(maxsize=128)
def _digest(zone: str, notices: tuple[str, ...]) -> str:
    return digest_of({"zone": zone, "notices": list(notices)})
