"""The rosters, and the working days that are looked at."""

import json
from datetime import date

from contracts.calendar import day_ends
from contracts.catalogue import commands_of
from contracts.fields import instant_text
from contracts.mediation.month import messages
from contracts.mediation.roster.messages import DutyEntered, DutyLeaderMissing, MarkRoster, OpenRoster, RosterOpened
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, delete, insert

from mediation.roster.rule import roster_stream
from mediation.tables import AGENDA, METADATA

ROSTER_DAY = Table(
    "roster_day",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("leaders", Integer, nullable=False),
    Column("staff", Integer, nullable=False),
    Column("is_missing", Boolean, nullable=False),
)

_OPEN = "roster"


def _month_opened(connection: Connection, fact: messages.MonthOpened, recorded: Recorded) -> None:
    """The roster of the month opens with it."""
    due = Due(
        stream=roster_stream(fact.unit, fact.month),
        rung=_OPEN,
        due_at=instant_text(fact.opened_at),
        command=commands_of("mediation").type_named(OpenRoster),
        document=json.dumps({"unit": fact.unit, "month": fact.month}),
    )
    schedule(connection, AGENDA, due)


def _roster_opened(connection: Connection, fact: RosterOpened, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, _OPEN)
    for day in fact.working_days:
        _put(connection, recorded, day, leaders=0, staff=0, is_missing=False)
        due = Due(
            stream=recorded.stream,
            rung=day.isoformat(),
            due_at=instant_text(day_ends(day)),
            command=commands_of("mediation").type_named(MarkRoster),
            document=json.dumps({"unit": fact.unit, "month": fact.month}),
        )
        schedule(connection, AGENDA, due)


def _entered(connection: Connection, fact: DutyEntered, recorded: Recorded) -> None:
    _put(connection, recorded, fact.day, leaders=len(fact.leaders), staff=len(fact.staff), is_missing=False)
    strike(connection, AGENDA, recorded.stream, fact.day.isoformat())


def _missing(connection: Connection, fact: DutyLeaderMissing, recorded: Recorded) -> None:
    """Earlier lines go with it: a day that an amended notice made a day of rest is looked at no longer."""
    _put(connection, recorded, fact.day, leaders=fact.found, staff=0, is_missing=True)
    until = (AGENDA.c.stream == recorded.stream) & (AGENDA.c.rung <= fact.day.isoformat())
    connection.execute(delete(AGENDA).where(until))


def _put(connection: Connection, recorded: Recorded, day: date, *, leaders: int, staff: int, is_missing: bool) -> None:
    place = (ROSTER_DAY.c.stream == recorded.stream) & (ROSTER_DAY.c.day == day.isoformat())
    connection.execute(delete(ROSTER_DAY).where(place))
    row = {"stream": recorded.stream, "day": day.isoformat()}
    connection.execute(insert(ROSTER_DAY).values(**row, leaders=leaders, staff=staff, is_missing=is_missing))


ROSTERS = Projection(
    name="rosters",
    version=1,
    applies={
        messages.MonthOpened: _month_opened,
        RosterOpened: _roster_opened,
        DutyEntered: _entered,
        DutyLeaderMissing: _missing,
    },
)
