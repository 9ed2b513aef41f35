"""What somebody says can be: no day that is still to come, nobody named twice. Most streams refuse what cannot."""

from collections.abc import Iterable
from datetime import date, datetime

from contracts.calendar import china_day
from contracts.errors import refuse_unless


def refuse_future(day: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "elections.date-in-future", str(day))


def refuse_twice(names: Iterable[str]) -> None:
    named = list(names)
    twice = sorted({name for name in named if named.count(name) > 1})
    refuse_unless(not twice, "elections.named-twice", ", ".join(twice))
