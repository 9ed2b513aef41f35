"""What falls due in the year of a congress: the end of a quarter, a planned report, the year after it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import get_args

from contracts.catalogue import commands_of
from contracts.elections.presidium.messages import (
    CheckCongressYear,
    CongressYearOpened,
    MarkSpecialReportOverdue,
    OpenCongressYear,
    PresidiumFact,
    QuarterChecked,
    SpecialReportHeard,
    SpecialReportOverdue,
    SpecialReportPlanned,
)
from contracts.fields import instant_text
from contracts.succession import UnitSucceeded
from ledger.merged_units import is_merged, strike_openings
from ledger.store import Recorded
from ledger.views import Apply, Due, Projection, schedule, strike
from sqlalchemy import Connection

from elections.presidium.rule import presidium_stream
from elections.tables import AGENDA, MERGED

CHECK, NEXT_YEAR = "check", "next-year"


def _opened(connection: Connection, fact: CongressYearOpened, recorded: Recorded) -> None:
    """The end of the quarter, and the year after this one; neither of a township that is merged by then."""
    _schedule_check(connection, recorded, fact.unit, fact.year, fact.next_check_at)
    strike(connection, AGENDA, recorded.stream, NEXT_YEAR)
    if is_merged(connection, MERGED, fact.unit, instant_text(fact.next_year_at)):
        return
    due = Due(
        stream=presidium_stream(fact.unit, fact.year + 1),
        rung=NEXT_YEAR,
        due_at=instant_text(fact.next_year_at),
        command=commands_of("elections").type_named(OpenCongressYear),
        document=json.dumps({"unit": fact.unit, "year": fact.year + 1}),
    )
    schedule(connection, AGENDA, due)


def _checked(connection: Connection, fact: QuarterChecked, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, CHECK)
    if fact.next_check_at is not None:
        _schedule_check(connection, recorded, fact.unit, fact.year, fact.next_check_at)


def _succeeded(connection: Connection, fact: UnitSucceeded, recorded: Recorded) -> None:
    for rung in (NEXT_YEAR, CHECK):
        strike_openings(connection, AGENDA, fact, rung)


def _schedule_check(connection: Connection, recorded: Recorded, unit: str, year: int, at: datetime) -> None:
    if is_merged(connection, MERGED, unit, instant_text(at)):
        return
    due = Due(
        stream=recorded.stream,
        rung=CHECK,
        due_at=instant_text(at),
        command=commands_of("elections").type_named(CheckCongressYear),
        document=json.dumps({"unit": unit, "year": year}),
    )
    schedule(connection, AGENDA, due)


def _report_planned(connection: Connection, fact: SpecialReportPlanned, recorded: Recorded) -> None:
    due = Due(
        stream=recorded.stream,
        rung=_rung(fact.report),
        due_at=instant_text(fact.due_at),
        command=commands_of("elections").type_named(MarkSpecialReportOverdue),
        document=json.dumps({"unit": fact.unit, "year": fact.year, "report": fact.report}),
    )
    schedule(connection, AGENDA, due)


def _report_settled(
    connection: Connection, fact: SpecialReportHeard | SpecialReportOverdue, recorded: Recorded
) -> None:
    strike(connection, AGENDA, recorded.stream, _rung(fact.report))


def _rung(report: str) -> str:
    return f"report-{report}"


_DUE: Mapping[type, Apply] = {
    CongressYearOpened: _opened,
    UnitSucceeded: _succeeded,
    QuarterChecked: _checked,
    SpecialReportPlanned: _report_planned,
    SpecialReportHeard: _report_settled,
    SpecialReportOverdue: _report_settled,
}

AGENDA_OF_PRESIDIUMS = Projection(
    name="agenda-of-presidiums",
    version=2,
    applies=_DUE,
    ignores=frozenset(get_args(PresidiumFact)) - frozenset(_DUE),
)
