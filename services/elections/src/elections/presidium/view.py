"""The years of congresses: meetings of presidiums, planned reports, findings."""

import json
from collections.abc import Mapping
from typing import Any, get_args

from contracts.elections.presidium.messages import (
    MatterExecuted,
    PresidiumFact,
    PresidiumMeetingHeld,
    PresidiumMeetingMissed,
    RegularSessionMissed,
    SessionCountShort,
    SessionMissing,
    SpecialReportHeard,
    SpecialReportOverdue,
    SpecialReportPlanned,
    StatutoryItemsMissing,
)
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, insert, update

from elections.tables import METADATA

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
    ignores=frozenset(get_args(PresidiumFact)) - frozenset(_SHOWN),
)
