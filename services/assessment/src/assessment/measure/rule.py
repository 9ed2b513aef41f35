"""What other services' facts come to for one indicator of one unit and term (考核数据).

Law: documents 1 §五4, 4 §三(七). Requirement A-003. A corrected or later fact of an entry takes the place of the one
before; both stay in the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from contracts.assessment.measure.messages import (
    AskMeasure,
    CountEntry,
    EntryCounted,
    MeasureAsked,
    MeasureCommand,
    MeasureFact,
)
from contracts.rules import Rules
from contracts.stream_names import Part, key_of

measure_stream = key_of(
    __name__, "unit", Part("indicator", written=lambda indicator: indicator.replace(".", "-")), "term"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """`entries`: entry to (hits, of); `seen`: for which entry which facts were read; `sheets`: who follows it."""

    entries: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    seen: frozenset[tuple[str, str]] = frozenset()
    sheets: tuple[str, ...] = ()

    @property
    def hits(self) -> int:
        return sum(hits for hits, _ in self.entries.values())

    @property
    def total(self) -> int:
        return sum(of for _, of in self.entries.values())


def decide(command: MeasureCommand, measure: Measure, rules: Rules[None], now: datetime) -> list[MeasureFact]:
    match command:
        case CountEntry():
            return _count(command, measure, now)
        case AskMeasure():
            return _ask(command, measure, now)
        case _:
            assert_never(command)


def _count(command: CountEntry, measure: Measure, now: datetime) -> list[MeasureFact]:
    """Reading the same fact twice has no effect; one fact may count for several entries."""
    if (command.entry, command.cause.fact) in measure.seen:
        return []
    entries = {**measure.entries, command.entry: (command.hits, command.of)}
    after = replace(measure, entries=entries)
    return [
        EntryCounted(
            unit=command.unit,
            indicator=command.indicator,
            term=command.term,
            entry=command.entry,
            hits=command.hits,
            of=command.of,
            all_hits=after.hits,
            total=after.total,
            cause=command.cause,
            sheets=measure.sheets,
            counted_at=now,
        )
    ]


def _ask(command: AskMeasure, measure: Measure, now: datetime) -> list[MeasureFact]:
    if command.sheet in measure.sheets:
        return []
    return [
        MeasureAsked(
            unit=command.unit,
            indicator=command.indicator,
            term=command.term,
            scheme=command.scheme,
            sheet=command.sheet,
            all_hits=measure.hits,
            total=measure.total,
            asked_at=now,
        )
    ]


def evolve(measure: Measure, fact: MeasureFact) -> Measure:
    match fact:
        case EntryCounted():
            entries = {**measure.entries, fact.entry: (fact.hits, fact.of)}
            return replace(measure, entries=entries, seen=measure.seen | {(fact.entry, fact.cause.fact)})
        case MeasureAsked():
            return replace(measure, sheets=(*measure.sheets, fact.sheet))
        case _:
            assert_never(fact)
