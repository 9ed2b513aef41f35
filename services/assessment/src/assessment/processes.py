"""What one stream of assessment owes another: a case opens its sheet, a sheet asks for measures, a count is passed on.

Each step is a reaction to a recorded fact with a derived command id, so that doing it twice has the effect of once.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from contracts.assessment.centre.messages import EvidenceFrozen, TakeCentreSheet
from contracts.assessment.community.messages import (
    AcceptanceBegun,
    CommunityTitleConferred,
    CommunityTitleLost,
    EnterProgramme,
    TakeSheet,
)
from contracts.assessment.district.messages import CountTitle, YearlyListFixed
from contracts.assessment.evidence.messages import EvidenceRecorded, Outcome
from contracts.assessment.measure.messages import AskMeasure, CountEntry, EntryCounted, MeasureAsked
from contracts.assessment.round.messages import RoundBegun, TakeRoundSheet
from contracts.assessment.sheet.messages import OpenSheet, SheetClosed, SheetOpened, TakeMeasure
from contracts.assessment.township.messages import TakeTownshipSheet, YearEndCheckBegun
from contracts.assessment.words import SchemeCode
from contracts.catalogue import commands_of, facts_of
from contracts.message import Json
from contracts.units import area_of
from ledger.parts import Handlers, React
from ledger.reactions import derived_command_id
from ledger.store import Recorded

from assessment.deciders import (
    community_stream,
    district_stream,
    measure_stream,
    sheet_stream,
    unit_of_sheet,
)
from assessment.domain.evidence import year_of
from assessment.programme_deciders import assessor_of_round

_COUNTY_DIGITS, _TOWNSHIP_DIGITS = 6, 9


@dataclass(frozen=True, slots=True)
class Order:
    """One command to one stream of this service."""

    kind: type
    stream: str
    document: Json


def own_reactions(handlers: Handlers) -> Mapping[str, React]:
    return {
        facts_of("assessment").type_named(fact): partial(_react, handlers, orders) for fact, orders in ORDERS.items()
    }


def _react(handlers: Handlers, orders: Callable[[Any, Recorded], Iterator[Order]], recorded: Recorded) -> None:
    fact = facts_of("assessment").read(recorded.type, json.loads(recorded.data))
    for order in orders(fact, recorded):
        command_type = commands_of("assessment").type_named(order.kind)
        command_id = derived_command_id(recorded.id, command_type, order.stream)
        handlers.handle_own(command_type, order.document, command_id=command_id, cause=recorded)


def _evidence(fact: EvidenceRecorded, recorded: Recorded) -> Iterator[Order]:
    """A duty counts once it has an outcome; those of villages count for their township (T4.3, T4.4)."""
    if fact.indicator is None:
        return
    of_township = fact.indicator.startswith(SchemeCode.TOWNSHIP.value)
    unit = area_of(fact.unit)[:_TOWNSHIP_DIGITS] if of_township else fact.unit
    term = f"{year_of(fact.period):04}"
    document = {
        "unit": unit,
        "indicator": fact.indicator,
        "term": term,
        "entry": f"{fact.unit}-{fact.catalogue.replace('_', '-')}-{fact.period}",
        "hits": int(fact.outcome is Outcome.ON_TIME),
        "of": int(fact.outcome is not Outcome.EXPECTED),
        "cause": _cause(recorded),
    }
    yield Order(CountEntry, measure_stream(unit, fact.indicator, term), document)


def _sheet_opened(fact: SheetOpened, recorded: Recorded) -> Iterator[Order]:
    """The sheets of a centre's check ask where its evidence is frozen: other units' facts count for them."""
    if fact.scheme is SchemeCode.CENTRE:
        return
    for indicator in fact.derived:
        yield _ask(fact.unit, indicator, fact.term, fact.scheme, recorded.stream)


def _ask(unit: str, indicator: str, term: str, scheme: SchemeCode, sheet: str) -> Order:
    document = {"unit": unit, "indicator": indicator, "term": term, "scheme": scheme.value, "sheet": sheet}
    return Order(AskMeasure, measure_stream(unit, indicator, term), document)


def _counted(fact: EntryCounted, recorded: Recorded) -> Iterator[Order]:
    """To every sheet that follows the measure."""
    for sheet in fact.sheets:
        yield _measured(fact, sheet, SchemeCode(fact.indicator[0]), recorded)


def _asked(fact: MeasureAsked, recorded: Recorded) -> Iterator[Order]:
    yield _measured(fact, fact.sheet, fact.scheme, recorded)


def _measured(fact: EntryCounted | MeasureAsked, sheet: str, scheme: SchemeCode, recorded: Recorded) -> Order:
    document = {
        "unit": unit_of_sheet(sheet),
        "scheme": scheme.value,
        "term": fact.term,
        "indicator": fact.indicator,
        "hits": fact.all_hits,
        "total": fact.total,
        "cause": _cause(recorded),
    }
    return Order(TakeMeasure, sheet, document)


def _list_fixed(fact: YearlyListFixed, recorded: Recorded) -> Iterator[Order]:
    for community in fact.communities:
        yield Order(EnterProgramme, community_stream(community), {"unit": community, "year": fact.year})


def _begun(fact: AcceptanceBegun | YearEndCheckBegun, recorded: Recorded) -> Iterator[Order]:
    term = f"{fact.year:04}"
    document = {
        "unit": fact.unit,
        "scheme": fact.scheme.value,
        "term": term,
        "case": recorded.stream,
        "assessor": None,
    }
    yield Order(OpenSheet, sheet_stream(fact.unit, fact.scheme, term), document)


def _frozen(fact: EvidenceFrozen, recorded: Recorded) -> Iterator[Order]:
    """A sheet for each subject; its measures are what the facts come to now."""
    for check in fact.checks:
        sheet = sheet_stream(check.subject, fact.scheme, fact.term)
        document = {
            "unit": check.subject,
            "scheme": fact.scheme.value,
            "term": fact.term,
            "case": recorded.stream,
            "assessor": check.assessor,
        }
        yield Order(OpenSheet, sheet, document)
        if check.counted_for is not None:
            for indicator in fact.derived:
                yield _ask(check.counted_for, indicator, fact.term, fact.scheme, sheet)


def _round_begun(fact: RoundBegun, recorded: Recorded) -> Iterator[Order]:
    """A sheet for each subject, which the unit that began the round fills in."""
    term = f"{fact.year:04}"
    for subject in fact.subjects:
        document = {
            "unit": subject,
            "scheme": fact.scheme.value,
            "term": term,
            "case": recorded.stream,
            "assessor": fact.unit,
        }
        yield Order(OpenSheet, sheet_stream(subject, fact.scheme, term), document)


def _closed(fact: SheetClosed, recorded: Recorded) -> Iterator[Order]:
    """The count goes back to the case that the sheet was opened for."""
    if fact.scheme is SchemeCode.CENTRE:
        of_year = {"unit": area_of(fact.unit)[:_TOWNSHIP_DIGITS], "subject": fact.unit, "year": int(fact.term[:4])}
        yield Order(TakeCentreSheet, fact.case, {**_of_sheet(recorded), **of_year})
    if fact.scheme in (SchemeCode.CONGRESS, SchemeCode.MINE):
        of_sheet = {name: value for name, value in _of_sheet(recorded).items() if name != "term"}
        of_round = {"unit": assessor_of_round(fact.case), "subject": fact.unit, "year": int(fact.term)}
        yield Order(TakeRoundSheet, fact.case, {**of_sheet, **of_round, "scheme": fact.scheme.value})
    takes = {SchemeCode.COMMUNITY: TakeSheet, SchemeCode.TOWNSHIP: TakeTownshipSheet}.get(fact.scheme)
    if takes is not None:
        yield Order(takes, fact.case, _of_sheet(recorded))


def _of_sheet(recorded: Recorded) -> Json:
    data = json.loads(recorded.data)
    names = ("unit", "term", "unmet_mandatory", "vetoed", "mandatory_share", "score", "digest")
    return {"sheet": recorded.stream, **{name: data[name] for name in names}}


def _conferred(fact: CommunityTitleConferred, recorded: Recorded) -> Iterator[Order]:
    yield _title(fact, is_held=True)


def _lost(fact: CommunityTitleLost, recorded: Recorded) -> Iterator[Order]:
    yield _title(fact, is_held=False)


def _title(fact: CommunityTitleConferred | CommunityTitleLost, *, is_held: bool) -> Order:
    district = fact.unit[:_COUNTY_DIGITS]
    document = {"unit": district, "community": fact.unit, "title": fact.title.value, "is_held": is_held}
    return Order(CountTitle, district_stream(district), document)


def _cause(recorded: Recorded) -> Json:
    return {"stream": recorded.stream, "fact": str(recorded.id)}


ORDERS: Mapping[type, Callable[[Any, Recorded], Iterator[Order]]] = {
    EvidenceRecorded: _evidence,
    SheetOpened: _sheet_opened,
    EntryCounted: _counted,
    MeasureAsked: _asked,
    SheetClosed: _closed,
    YearlyListFixed: _list_fixed,
    AcceptanceBegun: _begun,
    YearEndCheckBegun: _begun,
    EvidenceFrozen: _frozen,
    RoundBegun: _round_begun,
    CommunityTitleConferred: _conferred,
    CommunityTitleLost: _lost,
}
