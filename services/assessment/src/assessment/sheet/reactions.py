"""A case that comes to its check opens its sheets; a measure that a sheet asked for goes to it, again if it changes."""

from collections.abc import Iterator

from contracts.assessment.centre.messages import EvidenceFrozen
from contracts.assessment.community.messages import AcceptanceBegun
from contracts.assessment.measure.messages import AskMeasure, EntryCounted, MeasureAsked
from contracts.assessment.round.messages import RoundBegun
from contracts.assessment.sheet.messages import OpenSheet, TakeMeasure
from contracts.assessment.township.messages import YearEndCheckBegun
from contracts.assessment.words import SchemeCode
from ledger.reaction import Reaction, Seen

from assessment.causes import cause_of
from assessment.sheet.rule import sheet_stream, unit_of_sheet


def open_sheet(fact: AcceptanceBegun | YearEndCheckBegun, seen: Seen) -> Iterator[OpenSheet]:
    yield _opening(fact.unit, fact.scheme, f"{fact.year:04}", None, seen)


def open_checks(fact: EvidenceFrozen, seen: Seen) -> Iterator[OpenSheet | AskMeasure]:
    """A sheet for each subject; its measures are what the facts come to now."""
    for check in fact.checks:
        yield _opening(check.subject, fact.scheme, fact.term, check.assessor, seen)
        if check.counted_for is not None:
            for indicator in fact.derived:
                yield AskMeasure(
                    actor=seen.actor,
                    unit=check.counted_for,
                    indicator=indicator,
                    term=fact.term,
                    scheme=fact.scheme,
                    sheet=sheet_stream(check.subject, fact.scheme, fact.term),
                )


def open_round(fact: RoundBegun, seen: Seen) -> Iterator[OpenSheet]:
    """A sheet for each subject, which the unit that began the round fills in."""
    for subject in fact.subjects:
        yield _opening(subject, fact.scheme, f"{fact.year:04}", fact.unit, seen)


def _opening(unit: str, scheme: SchemeCode, term: str, assessor: str | None, seen: Seen) -> OpenSheet:
    return OpenSheet(
        actor=seen.actor, unit=unit, scheme=scheme, term=term, case=seen.recorded.stream, assessor=assessor
    )


def take_counted(fact: EntryCounted, seen: Seen) -> Iterator[TakeMeasure]:
    """To every sheet that follows the measure."""
    for sheet in fact.sheets:
        yield _taking(fact, sheet, SchemeCode(fact.indicator[0]), seen)


def take_asked(fact: MeasureAsked, seen: Seen) -> Iterator[TakeMeasure]:
    yield _taking(fact, fact.sheet, fact.scheme, seen)


def _taking(fact: EntryCounted | MeasureAsked, sheet: str, scheme: SchemeCode, seen: Seen) -> TakeMeasure:
    return TakeMeasure(
        actor=seen.actor,
        unit=unit_of_sheet(sheet),
        scheme=scheme,
        term=fact.term,
        indicator=fact.indicator,
        hits=fact.all_hits,
        total=fact.total,
        cause=cause_of(seen),
    )


OPEN = Reaction(open_sheet)
OPEN_CHECKS = Reaction(open_checks)
OPEN_ROUND = Reaction(open_round)
TAKE_COUNTED = Reaction(take_counted)
TAKE_ASKED = Reaction(take_asked)
