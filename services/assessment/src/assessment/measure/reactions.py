"""What is counted for an indicator: facts of other services by the table (A-003, event flows 12 to 56), and evidence.

A sheet that is opened asks for the measures of its derived indicators.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from contracts.assessment.evidence.messages import EvidenceRecorded, Outcome
from contracts.assessment.measure.messages import AskMeasure, CountEntry
from contracts.assessment.measure.rules import CountRule, count_rules
from contracts.assessment.sheet.messages import SheetOpened
from contracts.assessment.words import SchemeCode
from contracts.catalogue import facts_of
from contracts.units import area_of
from ledger.reaction import Reaction, Seen

from assessment.causes import cause_of
from assessment.evidence.rule import year_of
from assessment.measure.rule import measure_stream

_TOWNSHIP_DIGITS = 9


def _by_fact() -> Mapping[type, tuple[CountRule, ...]]:
    found: dict[type, tuple[CountRule, ...]] = {}
    for rule in count_rules():
        kind = facts_of(rule.fact.partition(".")[0]).kind_of(rule.fact)
        found[kind] = (*found.get(kind, ()), rule)
    return found


_RULES = _by_fact()
"""The lines of the table by the fact that each is about."""


def count(fact: Any, seen: Seen) -> Iterator[CountEntry]:
    for counted in (counted for rule in _RULES[type(fact)] for counted in rule.counts(fact)):
        yield CountEntry(
            actor=seen.actor,
            unit=fact.unit,
            indicator=counted.indicator,
            term=counted.term,
            entry=counted.entry,
            hits=counted.hits,
            of=counted.of,
            cause=cause_of(seen),
        )


def _id(command: CountEntry) -> tuple[str, str]:
    """One fact may count for several entries of a measure."""
    return f"count-entry/{command.entry}", measure_stream(command.unit, command.indicator, command.term)


COUNT = Reaction(count, facts=tuple(_RULES), ids={CountEntry: _id})


def count_evidence(fact: EvidenceRecorded, seen: Seen) -> Iterator[CountEntry]:
    """A duty counts once it has an outcome; those of villages count for their township (T4.3, T4.4)."""
    if fact.indicator is None:
        return
    of_township = fact.indicator.startswith(SchemeCode.TOWNSHIP.value)
    yield CountEntry(
        actor=seen.actor,
        unit=area_of(fact.unit)[:_TOWNSHIP_DIGITS] if of_township else fact.unit,
        indicator=fact.indicator,
        term=f"{year_of(fact.period):04}",
        entry=f"{fact.unit}-{fact.catalogue.replace('_', '-')}-{fact.period}",
        hits=int(fact.outcome is Outcome.ON_TIME),
        of=int(fact.outcome is not Outcome.EXPECTED),
        cause=cause_of(seen),
    )


COUNT_EVIDENCE = Reaction(count_evidence)


def ask(fact: SheetOpened, seen: Seen) -> Iterator[AskMeasure]:
    """The sheets of a centre's check ask where its evidence is frozen: other units' facts count for them."""
    if fact.scheme is SchemeCode.CENTRE:
        return
    for indicator in fact.derived:
        yield AskMeasure(
            actor=seen.actor,
            unit=fact.unit,
            indicator=indicator,
            term=fact.term,
            scheme=fact.scheme,
            sheet=seen.recorded.stream,
        )


ASK = Reaction(ask)
