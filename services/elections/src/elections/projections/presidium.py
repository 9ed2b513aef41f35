"""The years of congresses: meetings of presidiums, planned reports, findings; and what falls due in them."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from contracts.catalogue import commands_of
from contracts.elections.presidium.messages import (
    CheckCongressYear,
    CongressYearOpened,
    MarkSpecialReportOverdue,
    MatterExecuted,
    OpenCongressYear,
    PresidiumFact,
    PresidiumMeetingHeld,
    PresidiumMeetingMissed,
    QuarterChecked,
    RegularSessionMissed,
    SessionCountShort,
    SessionMissing,
    SpecialReportHeard,
    SpecialReportOverdue,
    SpecialReportPlanned,
    StatutoryItemsMissing,
)
from contracts.fields import instant_text
from contracts.succession import UnitSucceeded
from ledger.merged_units import is_merged, strike_openings
from ledger.store import Recorded
from ledger.views import Apply, Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, insert, update

from elections.deciders import presidium_stream
from elections.projections.streams import facts_outside
from elections.projections.tables import AGENDA, MERGED, METADATA

CHECK, NEXT_YEAR = "check", "next-year"

PRESIDIUM_MEETING = Table(
    "presidium_meeting",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("held_on", String, nullable=False),
    Column("convened_by", String, nullable=False),
    Column("subjects", Text, nullable=False),
    Column("flagged", Boolean, nullable=False),
)
"""`subjects` is a JSON list."""

SPECIAL_REPORT = Table(
    "special_report",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("report", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("department", String, nullable=False),
    Column("due_on", String, nullable=False),
    Column("heard_on", String),
    Column("is_overdue", Boolean, nullable=False),
)

YEAR_FINDING = Table(
    "year_finding",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("finding", String, nullable=False),
    Column("quarter", Integer),
    Column("what", String, nullable=False),
)
"""What the year was found to lack; `what` is a JSON list of matters, empty where the finding says it all."""


def _met(connection: Connection, fact: PresidiumMeetingHeld, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "number": fact.number,
        "held_on": fact.held_on.isoformat(),
        "convened_by": fact.convened_by,
        "subjects": json.dumps(fact.subjects, ensure_ascii=False),
        "flagged": fact.flagged,
    }
    connection.execute(insert(PRESIDIUM_MEETING).values(row))


def _planned(connection: Connection, fact: SpecialReportPlanned, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "report": fact.report,
        "title": fact.title,
        "department": fact.department,
        "due_on": fact.due_on.isoformat(),
        "is_overdue": False,
    }
    connection.execute(insert(SPECIAL_REPORT).values(row))


def _heard(connection: Connection, fact: SpecialReportHeard, recorded: Recorded) -> None:
    _change(connection, recorded, fact.report, heard_on=fact.heard_on.isoformat())


def _late(connection: Connection, fact: SpecialReportOverdue, recorded: Recorded) -> None:
    _change(connection, recorded, fact.report, is_overdue=True)


def _change(connection: Connection, recorded: Recorded, report: str, **news: Any) -> None:
    this = (SPECIAL_REPORT.c.stream == recorded.stream) & (SPECIAL_REPORT.c.report == report)
    connection.execute(update(SPECIAL_REPORT).where(this).values(news))


def _meeting_missed(connection: Connection, fact: PresidiumMeetingMissed, recorded: Recorded) -> None:
    _find(connection, recorded, "presidium-meeting-missed", fact.quarter)


def _session_missed(connection: Connection, fact: RegularSessionMissed, recorded: Recorded) -> None:
    _find(connection, recorded, "regular-session-missed", fact.quarter)


def _short(connection: Connection, fact: SessionCountShort, recorded: Recorded) -> None:
    _find(connection, recorded, "session-count-short")


def _missing(connection: Connection, fact: SessionMissing, recorded: Recorded) -> None:
    _find(connection, recorded, "session-missing")


def _items(connection: Connection, fact: StatutoryItemsMissing, recorded: Recorded) -> None:
    _find(connection, recorded, "statutory-item-missing", what=fact.items)


def _executed(connection: Connection, fact: MatterExecuted, recorded: Recorded) -> None:
    if not fact.submitted:
        _find(connection, recorded, "missing-request-for-instruction", what=(fact.matter,))


def _find(
    connection: Connection,
    recorded: Recorded,
    finding: str,
    quarter: int | None = None,
    what: tuple[str, ...] = (),
) -> None:
    row = {"stream": recorded.stream, "revision": recorded.revision, "finding": finding, "quarter": quarter}
    connection.execute(insert(YEAR_FINDING).values({**row, "what": json.dumps(what)}))


_SHOWN: Mapping[type, Apply] = {
    PresidiumMeetingHeld: _met,
    SpecialReportPlanned: _planned,
    SpecialReportHeard: _heard,
    SpecialReportOverdue: _late,
    PresidiumMeetingMissed: _meeting_missed,
    RegularSessionMissed: _session_missed,
    SessionCountShort: _short,
    SessionMissing: _missing,
    StatutoryItemsMissing: _items,
    MatterExecuted: _executed,
}

PRESIDIUM_YEARS = Projection(
    name="presidium-years",
    version=1,
    applies=_SHOWN,
    ignores=facts_outside("presidium") | (frozenset(get_args(PresidiumFact)) - frozenset(_SHOWN)),
)


# What falls due


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
    ignores=(facts_outside("presidium") - {UnitSucceeded}) | (frozenset(get_args(PresidiumFact)) - frozenset(_DUE)),
)
