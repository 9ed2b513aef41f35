"""The residents' meetings of communities, year by year, and what falls due of them."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from contracts.calendar import china_day, day_begins
from contracts.catalogue import commands_of
from contracts.elections.meeting_year.messages import (
    CheckMeetingYear,
    MeetingYearChecked,
    MeetingYearOpened,
    OpenMeetingYear,
    ResidentsMeetingMissed,
    ResidentsMeetingNoted,
)
from contracts.fields import instant_text
from contracts.succession import UnitSucceeded
from contracts.unit_register import UnitEnrolled
from contracts.units import UnitKind
from ledger.merged_units import is_merged, strike_openings
from ledger.store import Recorded
from ledger.views import Apply, Due, Projection, schedule, strike
from sqlalchemy import Column, Connection, Integer, String, Table, Text, insert, select, update

from elections.meeting_year.rule import meeting_year_stream
from elections.tables import AGENDA, MERGED, METADATA

CHECK, OPEN = "check-meetings", "open-meeting-year"

MEETING_YEAR = Table(
    "meeting_year",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("year", Integer, nullable=False),
    Column("since", String, nullable=False),
    Column("meetings", Text, nullable=False),
    Column("missed", Text, nullable=False),
)
"""`meetings` and `missed` are JSON lists: a year has few of either."""


def _opened(connection: Connection, fact: MeetingYearOpened, recorded: Recorded) -> None:
    """The next year is opened by itself, unless it is open already: what is entered late opens a year that is over."""
    row = {
        "stream": recorded.stream,
        "unit": fact.unit,
        "year": fact.year,
        "since": fact.since.isoformat(),
        "meetings": "[]",
        "missed": "[]",
    }
    connection.execute(insert(MEETING_YEAR).values(row))
    strike(connection, AGENDA, recorded.stream, OPEN)
    _schedule_check(connection, fact, recorded, fact.next_check_at)
    _schedule_opening(connection, fact.unit, fact.year + 1, instant_text(fact.next_year_at), fact.since.isoformat())


def _enrolled(connection: Connection, fact: UnitEnrolled, recorded: Recorded) -> None:
    """The first year of a community is the one in which it is enrolled, or is to become one."""
    if fact.kind is not UnitKind.COMMUNITY:
        return
    at = max(fact.enrolled_at, day_begins(fact.valid_from))
    _schedule_opening(connection, fact.unit, china_day(at).year, instant_text(at), None)


def _schedule_opening(connection: Connection, unit: str, year: int, at: str, since: str | None) -> None:
    stream = meeting_year_stream(unit, year)
    is_open = connection.execute(select(MEETING_YEAR.c.stream).where(MEETING_YEAR.c.stream == stream)).first()
    if is_open is not None or is_merged(connection, MERGED, unit, at):
        return
    command, document = (
        commands_of("elections").type_named(OpenMeetingYear),
        {"unit": unit, "year": year, "since": since},
    )
    schedule(connection, AGENDA, Due(stream, OPEN, at, command, json.dumps(document)))


def _noted(connection: Connection, fact: ResidentsMeetingNoted, recorded: Recorded) -> None:
    _add(connection, recorded, "meetings", {"meeting": fact.meeting, "held_on": fact.held_on.isoformat()})


def _missed(connection: Connection, fact: ResidentsMeetingMissed, recorded: Recorded) -> None:
    days = {"first_day": fact.first_day.isoformat(), "last_day": fact.last_day.isoformat()}
    _add(connection, recorded, "missed", {"window": fact.window.value, **days})


def _add(connection: Connection, recorded: Recorded, column: str, line: Mapping[str, Any]) -> None:
    this = MEETING_YEAR.c.stream == recorded.stream
    known = json.loads(connection.execute(select(MEETING_YEAR.c[column]).where(this)).scalar_one())
    connection.execute(update(MEETING_YEAR).where(this).values({column: json.dumps([*known, line])}))


def _checked(connection: Connection, fact: MeetingYearChecked, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, CHECK)
    if fact.next_check_at is not None:
        _schedule_check(connection, fact, recorded, fact.next_check_at)


def _schedule_check(
    connection: Connection, fact: MeetingYearOpened | MeetingYearChecked, recorded: Recorded, moment: datetime
) -> None:
    at = instant_text(moment)
    if is_merged(connection, MERGED, fact.unit, at):
        return
    command, document = commands_of("elections").type_named(CheckMeetingYear), {"unit": fact.unit, "year": fact.year}
    schedule(connection, AGENDA, Due(recorded.stream, CHECK, at, command, json.dumps(document)))


def _succeeded(connection: Connection, fact: UnitSucceeded, recorded: Recorded) -> None:
    for rung in (OPEN, CHECK):
        strike_openings(connection, AGENDA, fact, rung)


_APPLIES: Mapping[type, Apply] = {
    MeetingYearOpened: _opened,
    ResidentsMeetingNoted: _noted,
    ResidentsMeetingMissed: _missed,
    MeetingYearChecked: _checked,
    UnitEnrolled: _enrolled,
    UnitSucceeded: _succeeded,
}

MEETING_YEARS = Projection(
    name="meeting-years",
    version=1,
    applies=_APPLIES,
)
