"""The elected offices as they stand: a row for each term, and one for each vacancy that is not filled yet."""

import json
from collections.abc import Mapping
from typing import Any

from contracts.elections.office.messages import (
    DefenceGiven,
    DutyAppraisalReported,
    OathMissing,
    OathTaken,
    OfficeTermEnded,
    OfficeVacated,
    OfficialAppraised,
    OfficialElected,
    OfficialRecalled,
    OfficialTransferredOut,
    OtherPostRecorded,
    RecallMoved,
    RecallRefused,
    ResignationAccepted,
    ResignationFiled,
    ResignationRefused,
)
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Column, Connection, Integer, String, Table, Text, and_, delete, func, insert, select, update

from elections.tables import METADATA

TERM = Table(
    "office_term",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("post", String, nullable=False),
    Column("person", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("basis", String, nullable=False),
    Column("election", String),
    Column("elected_on", String, nullable=False),
    Column("term_ends_on", String, nullable=False),
    Column("other_posts", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("sworn_on", String),
    Column("ended_on", String),
    Column("appraisals", Text, nullable=False),
)

VACANCY = Table(
    "vacancy",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("post", String, nullable=False),
    Column("ground", String, nullable=False),
    Column("vacated_on", String, nullable=False),
    Column("clause", Text, nullable=False),
)

UNSWORN, IN_OFFICE, RESIGNING, ENDED, TERM_ENDED = "elected_not_sworn", "in_office", "resigning", "ended", "term_ended"


def _elected(connection: Connection, fact: OfficialElected, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "revision": recorded.revision,
        "unit": fact.unit,
        "post": fact.post.value,
        "person": fact.person,
        "name": json.dumps(dump(fact.name)),
        "basis": fact.basis.value,
        "election": fact.election,
        "elected_on": fact.elected_on.isoformat(),
        "term_ends_on": fact.term_ends_on.isoformat(),
        "state": UNSWORN if fact.owes_oath else IN_OFFICE,
        "other_posts": "[]",
        "appraisals": "[]",
    }
    connection.execute(insert(TERM).values(row))
    _fill(connection, recorded.stream)


def _fill(connection: Connection, stream: str) -> None:
    """The longest vacancy of the office is filled, if there is one."""
    first = select(func.min(VACANCY.c.revision)).where(VACANCY.c.stream == stream).scalar_subquery()
    connection.execute(delete(VACANCY).where(and_(VACANCY.c.stream == stream, VACANCY.c.revision == first)))


def _set(connection: Connection, recorded: Recorded, person: str, **news: Any) -> None:
    """Of the term that goes on."""
    goes_on = and_(TERM.c.stream == recorded.stream, TERM.c.person == person, TERM.c.ended_on.is_(None))
    connection.execute(update(TERM).where(goes_on).values(news))


def _term_ended(connection: Connection, fact: OfficeTermEnded, recorded: Recorded) -> None:
    _set(connection, recorded, fact.person, state=TERM_ENDED, ended_on=fact.ended_on.isoformat())


def _sworn(connection: Connection, fact: OathTaken, recorded: Recorded) -> None:
    _set(connection, recorded, fact.person, state=IN_OFFICE, sworn_on=fact.taken_on.isoformat())


def _resigning(connection: Connection, fact: ResignationFiled, recorded: Recorded) -> None:
    _set(connection, recorded, fact.person, state=RESIGNING)


def _stays(connection: Connection, fact: ResignationRefused, recorded: Recorded) -> None:
    """As before: sworn or not."""
    sworn = and_(TERM.c.stream == recorded.stream, TERM.c.person == fact.person, TERM.c.sworn_on.is_not(None))
    is_sworn = connection.execute(select(TERM.c.person).where(sworn, TERM.c.ended_on.is_(None))).first() is not None
    _set(connection, recorded, fact.person, state=IN_OFFICE if is_sworn else UNSWORN)


def _other(connection: Connection, fact: OtherPostRecorded, recorded: Recorded) -> None:
    goes_on = and_(TERM.c.stream == recorded.stream, TERM.c.person == fact.person, TERM.c.ended_on.is_(None))
    held = connection.execute(select(TERM.c.other_posts).where(goes_on)).scalar()
    if held is not None:
        _set(connection, recorded, fact.person, other_posts=json.dumps([*json.loads(held), fact.other]))


def _appraised(connection: Connection, fact: OfficialAppraised, recorded: Recorded) -> None:
    """In the line of the term that goes on."""
    goes_on = and_(TERM.c.stream == recorded.stream, TERM.c.person == fact.person, TERM.c.ended_on.is_(None))
    known = json.loads(connection.execute(select(TERM.c.appraisals).where(goes_on)).scalar_one())
    line = {"number": fact.number, "appraised_on": fact.appraised_on.isoformat(), "rating": fact.rating}
    news = [*known, {**line, "reported_on": None}]
    _set(connection, recorded, fact.person, appraisals=json.dumps(news, ensure_ascii=False))


def _reported(connection: Connection, fact: DutyAppraisalReported, recorded: Recorded) -> None:
    """Also of who has left the office since."""
    of_person = and_(TERM.c.stream == recorded.stream, TERM.c.person == fact.person)
    for row in connection.execute(select(TERM.c.revision, TERM.c.appraisals).where(of_person)).all():
        news = json.loads(row.appraisals)
        for each in news:
            if each["number"] == fact.number:
                each["reported_on"] = fact.reported_on.isoformat()
        of_term = and_(of_person, TERM.c.revision == row.revision)
        connection.execute(update(TERM).where(of_term).values(appraisals=json.dumps(news, ensure_ascii=False)))


def _vacated(connection: Connection, fact: OfficeVacated, recorded: Recorded) -> None:
    _set(connection, recorded, fact.person, state=ENDED, ended_on=fact.vacated_on.isoformat())
    row = {
        "stream": recorded.stream,
        "revision": recorded.revision,
        "unit": fact.unit,
        "post": fact.post.value,
        "ground": fact.ground.value,
        "vacated_on": fact.vacated_on.isoformat(),
        "clause": fact.clause,
    }
    connection.execute(insert(VACANCY).values(row))


_APPLIES: Mapping[type, Apply] = {
    OfficialElected: _elected,
    OfficeTermEnded: _term_ended,
    OathTaken: _sworn,
    ResignationFiled: _resigning,
    ResignationRefused: _stays,
    OfficeVacated: _vacated,
    OtherPostRecorded: _other,
    OfficialAppraised: _appraised,
    DutyAppraisalReported: _reported,
}

OFFICES = Projection(
    name="offices",
    version=3,
    applies=_APPLIES,
    ignores=frozenset(
        {
            OathMissing,
            OfficialTransferredOut,
            ResignationAccepted,
            RecallMoved,
            DefenceGiven,
            OfficialRecalled,
            RecallRefused,
        }
    ),
)
