"""Consultation meetings of communities."""

from typing import Any

from contracts.elections.residents_meeting.messages import (
    MeetingForm,
    ResidentsMeetingClosed,
    ResidentsMeetingHeld,
    ResidentsMinutesKept,
)
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, insert, update

from elections.tables import METADATA

CONSULTATION = Table(
    "consultation",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("meeting", String, primary_key=True),
    Column("held_on", String, nullable=False),
    Column("entitled", Integer, nullable=False),
    Column("attended", Integer, nullable=False),
    Column("place", String),
    Column("topics", Text),
    Column("opinions", Text),
    Column("result", Text),
    Column("is_closed", Boolean, nullable=False),
)


def _held(connection: Connection, fact: ResidentsMeetingHeld, recorded: Recorded) -> None:
    if fact.form is not MeetingForm.CONSULTATION:
        return
    row = {
        "unit": fact.unit,
        "meeting": fact.meeting,
        "held_on": fact.held_on.isoformat(),
        "entitled": fact.entitled,
        "attended": fact.attended,
        "is_closed": False,
    }
    connection.execute(insert(CONSULTATION).values(row))


def _kept(connection: Connection, fact: ResidentsMinutesKept, recorded: Recorded) -> None:
    texts = {"place": fact.place, "topics": fact.topics, "opinions": fact.opinions, "result": fact.result}
    _change(connection, fact, **texts)


def _closed(connection: Connection, fact: ResidentsMeetingClosed, recorded: Recorded) -> None:
    _change(connection, fact, is_closed=True)


def _change(connection: Connection, fact: ResidentsMinutesKept | ResidentsMeetingClosed, **news: Any) -> None:
    """Nothing of a meeting of another form, which has no row here."""
    table = CONSULTATION.c
    this = (table.unit == fact.unit) & (table.meeting == fact.meeting)
    connection.execute(update(CONSULTATION).where(this).values(news))


CONSULTATIONS = Projection(
    name="consultations",
    version=1,
    applies={ResidentsMeetingHeld: _held, ResidentsMinutesKept: _kept, ResidentsMeetingClosed: _closed},
)
