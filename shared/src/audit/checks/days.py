"""The auditor's own arithmetic of days, months and shares: counted day by day, and shared with no service.

Law: Civil Code (民法典), arts. 201-203: the first day is not counted; time is China standard time, and a day runs until
24:00 (requirements X-018). Working days follow the State Council's holiday notices as known on the day of the decision.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from contracts.notices import shipped_notices

ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_MOST_DAYS = 4000
"""Ten years: whatever runs longer is no deadline."""

Span = tuple[date, date]
"""Days later than the first and not later than the second."""


def ends(day: date) -> str:
    """The first moment that is no longer part of the day in China, as recorded: 24:00 there is 16:00 UTC."""
    return f"{day.isoformat()}T16:00:00.000000Z"


def begins(day: date) -> str:
    return ends(day - ONE_DAY)


def day_of(moment: str) -> date:
    """The day in China of a recorded moment."""
    day = date.fromisoformat(moment[:10])
    return day + ONE_DAY if moment[11:13] >= "16" else day


class Days:
    """The days that are worked, as far as notices were known on a day."""

    def __init__(self, known_on: date) -> None:
        self._named = _named(sum(notice.known_from <= known_on for notice in shipped_notices()))

    def is_worked(self, day: date) -> bool:
        return self._named.get(day, day.weekday() < _SATURDAY)

    def count(self, after: date, amount: int, *, stops: Sequence[Span] = ()) -> date:
        """The last of so many working days after a day; those on which the clock stood still are passed over."""
        day, left = after, amount
        for _ in range(_MOST_DAYS):
            if left == 0:
                return day
            day += ONE_DAY
            stands = any(since < day <= until for since, until in stops)
            left -= self.is_worked(day) and not stands
        raise ValueError(f"{amount} working days after {after}")

    def moved(self, day: date, rest_day: str) -> date:
        """A last day that is a rest day: kept, or moved to the `next` or the `previous` working day."""
        step = {"next": ONE_DAY, "previous": -ONE_DAY}.get(rest_day, timedelta())
        while step and not self.is_worked(day):
            day += step
        return day


def corresponding(day: date, months: int) -> date:
    """The corresponding day so many months later; the month's end, where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month == 11), (month + 1) % 12 + 1, 1) - ONE_DAY


def months_later(first: date, months: int) -> date:
    """The last of so many whole months that begin with a day: the eve of the corresponding day, or the month's end."""
    day = corresponding(first, months)
    return day - ONE_DAY if day.day == first.day else day


def years_earlier(day: date, years: int) -> date:
    """The corresponding day so many years before; of the 29th of February the 28th, where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def is_share(part: int, of: int, needed: str) -> bool:
    """Whether so many of so many are at least the share that is needed: "1/10", without any division."""
    numerator, _, denominator = needed.partition("/")
    return part * int(denominator or 1) >= int(numerator) * of


@lru_cache(maxsize=64)
def _named(known: int) -> Mapping[date, bool]:
    """What the first so many notices say of single days; on one day the later published word holds."""
    worked: dict[date, bool] = {}
    for notice in sorted(shipped_notices()[:known], key=lambda one: (one.published, one.id)):
        for festival in notice.festivals:
            for first, last in festival.off:
                worked.update({first + step * ONE_DAY: False for step in range((last - first).days + 1)})
            worked.update(dict.fromkeys(festival.work, True))
    return worked
