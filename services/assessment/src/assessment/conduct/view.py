"""The conduct of townships' cadres, year by year: the record, each cadre's figures, and the months to come."""

import json
from datetime import date
from typing import Any

from contracts.assessment.conduct.messages import (
    ActivityHeld,
    ArticleFiled,
    BreachFound,
    CadreEntered,
    CheckConduct,
    ConductChecked,
    ConductFact,
    ConductMadeGood,
    ConductMissed,
    ConductMonthChecked,
    ConductYearOpened,
    DiaryEntered,
    InspectionRecorded,
    OpenConductYear,
    StudyHeld,
    SupervisionRecorded,
    VillageDaysRecorded,
)
from contracts.catalogue import commands_of
from contracts.fields import instant_text
from contracts.message import dump
from contracts.succession import UnitSucceeded
from ledger.merged_units import is_merged, strike_openings
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, ColumnElement, Connection, Integer, String, Table, and_, insert, update

from assessment.conduct.owed import month_ends
from assessment.conduct.rule import conduct_stream
from assessment.tables import AGENDA, MERGED, METADATA

CONDUCT_RECORD = Table(
    "conduct_record",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("fact", String, nullable=False),
    Column("kind", String),
    Column("cadre", String),
    Column("on", String),
    Column("text", String),
    Column("span", String),
    Column("is_made_good", Boolean),
)
"""The record of a township's conduct in a year; `place` is the revision in its stream."""

CADRE_YEAR = Table(
    "cadre_year",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("cadre", String, primary_key=True),
    Column("layer", String, nullable=False),
    Column("assignments", String, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("diary", Integer, nullable=False),
    Column("village_days", Integer, nullable=False),
    Column("working_days", Integer, nullable=False),
    Column("supervised", Integer, nullable=False),
    Column("breaches", Integer, nullable=False),
    Column("missed", Integer, nullable=False),
)
"""What each cadre has done in a year; `working_days` 0 while no day in a village was entered."""

CONDUCT_YEAR = Table(
    "conduct_year",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("reached", Integer, nullable=False),
)
"""The years that are kept, with the households reached so far."""


OPEN = "open-conduct"
_MONTHS = range(1, 13)
_DONE = ("articles", "diary", "village_days", "working_days", "supervised", "breaches", "missed")


def _opened(connection: Connection, fact: ConductYearOpened, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, OPEN)
    connection.execute(insert(CONDUCT_YEAR).values({"unit": fact.unit, "year": fact.year, "reached": 0}))
    key = {"unit": fact.unit, "year": fact.year}
    for month in _MONTHS:
        due_at = month_ends(fact.year, month)
        if due_at > fact.opened_at:
            _schedule(connection, recorded.stream, f"{month:02}", due_at, CheckConduct, {**key, "month": month})
    if not is_merged(connection, MERGED, fact.unit, instant_text(fact.next_at)):
        following = {**key, "year": fact.year + 1}
        stream = conduct_stream(fact.unit, f"{fact.year + 1:04}")
        _schedule(connection, stream, OPEN, fact.next_at, OpenConductYear, following)


def _schedule(connection: Connection, stream: str, rung: str, at: Any, command: type, document: dict[str, Any]) -> None:
    kind = commands_of("assessment").type_named(command)
    due = Due(stream=stream, rung=rung, due_at=instant_text(at), command=kind, document=json.dumps(document))
    schedule(connection, AGENDA, due)


def _succeeded(connection: Connection, fact: UnitSucceeded, recorded: Recorded) -> None:
    strike_openings(connection, AGENDA, fact, OPEN)


def _cadre_entered(connection: Connection, fact: CadreEntered, recorded: Recorded) -> None:
    _line(connection, recorded, fact, kind=fact.layer.value, cadre=fact.cadre)
    places = json.dumps(dump(fact)["assignments"], ensure_ascii=False)
    said = {"layer": fact.layer.value, "assignments": places}
    if not connection.execute(update(CADRE_YEAR).where(_cadre(fact, fact.cadre)).values(said)).rowcount:
        key = {"unit": fact.unit, "year": fact.year, "cadre": fact.cadre}
        connection.execute(insert(CADRE_YEAR).values({**key, **said, **dict.fromkeys(_DONE, 0)}))


def _inspected(connection: Connection, fact: InspectionRecorded, recorded: Recorded) -> None:
    _line(connection, recorded, fact, kind=fact.kind, on=fact.inspected_on, text=fact.finding)


def _supervised(connection: Connection, fact: SupervisionRecorded, recorded: Recorded) -> None:
    kind, on = fact.layer.value, fact.supervised_on
    _line(connection, recorded, fact, kind=kind, cadre=fact.supervised, on=on, text=fact.text)
    _set(connection, fact, fact.supervised, supervised=CADRE_YEAR.c.supervised + 1)


def _studied(connection: Connection, fact: StudyHeld, recorded: Recorded) -> None:
    _line(connection, recorded, fact, kind=fact.study.value, on=fact.held_on, text=fact.topic)


def _filed(connection: Connection, fact: ArticleFiled, recorded: Recorded) -> None:
    _line(connection, recorded, fact, cadre=fact.cadre, on=fact.written_on, text=fact.title)
    _set(connection, fact, fact.cadre, articles=CADRE_YEAR.c.articles + 1)


def _checked(connection: Connection, fact: ConductChecked, recorded: Recorded) -> None:
    _line(connection, recorded, fact, kind=fact.check.value, on=fact.checked_on, text=f"{fact.kept}/{fact.of}")


def _broken(connection: Connection, fact: BreachFound, recorded: Recorded) -> None:
    kind = f"{fact.breach.value} {fact.entry}"
    _line(connection, recorded, fact, kind=kind, cadre=fact.cadre, on=fact.happened_on, text=fact.text)
    _set(connection, fact, fact.cadre, breaches=CADRE_YEAR.c.breaches + 1)


def _stayed(connection: Connection, fact: VillageDaysRecorded, recorded: Recorded) -> None:
    share = f"{fact.total}/{fact.working_days}"
    _line(connection, recorded, fact, kind=fact.village, cadre=fact.cadre, on=fact.days[-1], text=share)
    _set(connection, fact, fact.cadre, village_days=fact.total, working_days=fact.working_days)


def _held(connection: Connection, fact: ActivityHeld, recorded: Recorded) -> None:
    text = fact.text if fact.subject is None else f"{fact.subject}: {fact.result}"
    _line(connection, recorded, fact, kind=fact.activity.value, on=fact.held_on, text=text)


def _written(connection: Connection, fact: DiaryEntered, recorded: Recorded) -> None:
    _line(connection, recorded, fact, cadre=fact.cadre, on=fact.written_on, text=fact.text)
    _set(connection, fact, fact.cadre, diary=fact.number)
    this = and_(CONDUCT_YEAR.c.unit == fact.unit, CONDUCT_YEAR.c.year == fact.year)
    connection.execute(update(CONDUCT_YEAR).where(this).values(reached=fact.reached))


def _missed(connection: Connection, fact: ConductMissed, recorded: Recorded) -> None:
    span, kind = fact.span, fact.owed.value
    _line(connection, recorded, fact, kind=kind, cadre=fact.cadre, text=span, span=span, is_made_good=False)
    if fact.cadre is not None:
        _set(connection, fact, fact.cadre, missed=CADRE_YEAR.c.missed + 1)


def _month_checked(connection: Connection, fact: ConductMonthChecked, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, f"{fact.month:02}")
    _line(connection, recorded, fact, kind=f"{fact.month:02}", text=str(fact.missed))


def _made_good(connection: Connection, fact: ConductMadeGood, recorded: Recorded) -> None:
    """The finding itself says so; the fact has a line of its own."""
    _line(connection, recorded, fact, kind=fact.owed.value, cadre=fact.cadre, text=fact.span)
    record = CONDUCT_RECORD.c
    found = and_(_of_year(CONDUCT_RECORD, fact), record.span == fact.span, record.kind == fact.owed.value)
    found = and_(found, record.cadre.is_not_distinct_from(fact.cadre))
    connection.execute(update(CONDUCT_RECORD).where(found).values(is_made_good=True))
    if fact.cadre is not None:
        _set(connection, fact, fact.cadre, missed=CADRE_YEAR.c.missed - 1)


def _line(connection: Connection, recorded: Recorded, fact: ConductFact, on: date | None = None, **said: Any) -> None:
    row = {
        "unit": fact.unit,
        "year": fact.year,
        "place": recorded.revision,
        "fact": recorded.type,
        **dict.fromkeys(("kind", "cadre", "text", "span", "is_made_good")),
        **said,
        "on": None if on is None else on.isoformat(),
    }
    connection.execute(insert(CONDUCT_RECORD).values(row))


def _set(connection: Connection, fact: ConductFact, cadre: str, **values: Any) -> None:
    connection.execute(update(CADRE_YEAR).where(_cadre(fact, cadre)).values(values))


def _cadre(fact: ConductFact, cadre: str) -> ColumnElement[bool]:
    return and_(_of_year(CADRE_YEAR, fact), CADRE_YEAR.c.cadre == cadre)


def _of_year(table: Table, fact: ConductFact) -> ColumnElement[bool]:
    return and_(table.c.unit == fact.unit, table.c.year == fact.year)


CONDUCTS = Projection(
    name="conducts",
    version=1,
    applies={
        UnitSucceeded: _succeeded,
        ConductYearOpened: _opened,
        CadreEntered: _cadre_entered,
        InspectionRecorded: _inspected,
        SupervisionRecorded: _supervised,
        StudyHeld: _studied,
        ArticleFiled: _filed,
        ConductChecked: _checked,
        BreachFound: _broken,
        VillageDaysRecorded: _stayed,
        ActivityHeld: _held,
        DiaryEntered: _written,
        ConductMissed: _missed,
        ConductMonthChecked: _month_checked,
        ConductMadeGood: _made_good,
    },
)
