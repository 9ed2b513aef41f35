"""Where each township's programme stands, what was done for it, and what falls due."""

import json
from datetime import datetime
from typing import Any

from contracts.assessment.programme.messages import (
    MarkProgrammeOverdue,
    OfficeCompleted,
    ProgrammeFact,
    ProgrammeMissed,
    ProgrammeOpened,
    ProgrammeOverdue,
    ProgrammeWorkRecorded,
    VillageCompleted,
)
from contracts.catalogue import commands_of
from contracts.fields import instant_text
from contracts.owed_dates import OWED_FACTS
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, insert, update

from assessment.documents import document_of
from assessment.tables import AGENDA, METADATA

PROGRAMME = Table(
    "programme",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("target_year", Integer),
    Column("office_completed_on", String),
    Column("completed", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    Column("is_office_overdue", Boolean, nullable=False),
    Column("is_share_overdue", Boolean, nullable=False),
    Column("is_programme_overdue", Boolean, nullable=False),
)
"""Where each township's programme stands."""

PROGRAMME_WORK = Table(
    "programme_work",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("document", String, nullable=False),
)
"""What was done for a township's programme, in order."""

_OVERDUE = {
    ProgrammeMissed.OFFICE: "is_office_overdue",
    ProgrammeMissed.VILLAGE_SHARE: "is_share_overdue",
    ProgrammeMissed.PROGRAMME: "is_programme_overdue",
}


def _opened(connection: Connection, fact: ProgrammeOpened, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "name": fact.name,
        "target_year": fact.target_year,
        "completed": 0,
        "of": len(fact.villages),
        **dict.fromkeys(_OVERDUE.values(), False),
    }
    connection.execute(insert(PROGRAMME).values(row))
    due = zip(ProgrammeMissed, (fact.office_due_at, fact.share_due_at, fact.end_at), strict=True)
    for missed, due_at in due:
        if due_at is not None:
            _schedule(connection, recorded.stream, missed, due_at, fact.unit)


def _schedule(connection: Connection, stream: str, missed: ProgrammeMissed, at: datetime, unit: str) -> None:
    line = Due(
        stream=stream,
        rung=missed.value,
        due_at=instant_text(at),
        command=commands_of("assessment").type_named(MarkProgrammeOverdue),
        document=json.dumps({"unit": unit}),
    )
    schedule(connection, AGENDA, line)


def _set(connection: Connection, fact: ProgrammeFact, **values: Any) -> None:
    connection.execute(update(PROGRAMME).where(PROGRAMME.c.unit == fact.unit).values(values))


def _office(connection: Connection, fact: OfficeCompleted, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, ProgrammeMissed.OFFICE)
    _set(connection, fact, office_completed_on=fact.completed_on.isoformat())


def _village(connection: Connection, fact: VillageCompleted, recorded: Recorded) -> None:
    _set(connection, fact, completed=fact.completed)


def _worked(connection: Connection, fact: ProgrammeWorkRecorded, recorded: Recorded) -> None:
    document = document_of(fact)
    row = {"unit": fact.unit, "place": recorded.revision, "document": document}
    connection.execute(insert(PROGRAMME_WORK).values(row))


def _overdue(connection: Connection, fact: ProgrammeOverdue, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, fact.missed)
    _set(connection, fact, **{_OVERDUE[fact.missed]: True})


PROGRAMMES = Projection(
    name="programmes",
    version=1,
    applies={
        ProgrammeOpened: _opened,
        OfficeCompleted: _office,
        VillageCompleted: _village,
        ProgrammeWorkRecorded: _worked,
        ProgrammeOverdue: _overdue,
    },
    ignores=frozenset({*OWED_FACTS}),
)
