"""Which facts of other services count for which indicators: the table `counts.toml`, and how a fact is counted by it.

Law: documents 1 §五4, 3 §附9, 4 §三(七), 5 §三(二). Requirement A-003: what facts decide is computed, never typed.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, assert_never

from contracts.calendar import china_day

_LAST_MONTH_OF_THE_FIRST_HALF = 6
_LONGEST_ENTRY = 100


class Span(StrEnum):
    """What one measure is counted over."""

    YEAR = "year"
    HALF_YEAR = "half-year"


@dataclass(frozen=True, slots=True)
class Counted:
    """One entry of one measure."""

    indicator: str
    term: str
    entry: str
    hits: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRule:
    """One line of the table."""

    fact: str
    of_indicators: tuple[str, ...]
    term: Span
    at: str
    entry: str
    hits: int | Mapping[str, Any]
    of: int
    each: str | None = None
    where: Mapping[str, tuple[Any, ...]]
    months: tuple[int, int] | None = None

    def counts(self, fact: Any) -> Iterator[Counted]:
        if not self._means(fact):
            return
        term, hits = self._term(self._at(fact)), self._hits(fact)
        fields = {name: getattr(fact, name) for name in fact.__dataclass_fields__}
        for item in (None,) if self.each is None else getattr(fact, self.each):
            entry = self.entry.format(**fields, each=item).replace("_", "-")[:_LONGEST_ENTRY]
            for indicator in self.of_indicators:
                yield Counted(indicator, term, entry, hits, self.of)

    def _means(self, fact: Any) -> bool:
        if not all(getattr(fact, name) in values for name, values in self.where.items()):
            return False
        if self.months is None:
            return True
        first, last = self.months
        return first <= _month_of(self._at(fact))[1] <= last

    def _at(self, fact: Any) -> datetime | date | str | int:
        """A due moment belongs to the day that it ends."""
        at: datetime | date | str | int = getattr(fact, self.at)
        return at - datetime.resolution if isinstance(at, datetime) and self.at == "due_at" else at

    def _term(self, at: datetime | date | str | int) -> str:
        year, month = _month_of(at)
        match self.term:
            case Span.YEAR:
                return f"{year:04}"
            case Span.HALF_YEAR:
                return f"{year:04}H{1 if month <= _LAST_MONTH_OF_THE_FIRST_HALF else 2}"
            case _:
                assert_never(self.term)

    def _hits(self, fact: Any) -> int:
        if isinstance(self.hits, int):
            return self.hits
        [(test, named)] = self.hits.items()
        if test == "size":
            return len(getattr(fact, named))
        values = [getattr(fact, name) for name in named]
        return int(None not in values if test == "given" else values[0] < values[1])


def _month_of(at: datetime | date | str | int) -> tuple[int, int]:
    """Year and month in China; of a year alone the first month."""
    if isinstance(at, int):
        return at, 1
    if isinstance(at, str):
        return int(at[:4]), int(at[5:7])
    day = china_day(at) if isinstance(at, datetime) else at
    return day.year, day.month


@cache
def count_rules() -> tuple[CountRule, ...]:
    """The lines of the table in their order."""
    document = tomllib.loads((files("contracts") / "assessment" / "counts.toml").read_text("utf-8"))
    return tuple(
        CountRule(
            fact=line["fact"],
            of_indicators=tuple(line["of_indicators"]),
            term=Span(line["term"]),
            at=line["at"],
            entry=line["entry"],
            hits=line["hits"],
            of=line["of"],
            each=line.get("each"),
            where={name: tuple(values) for name, values in line.get("where", {}).items()},
            months=tuple(line["months"]) if "months" in line else None,
        )
        for line in document["counts"]
    )
