"""Where each township's year of checks stands, subject by subject, and what falls due in it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from contracts.assessment.centre.messages import (
    CarryOverCentreYear,
    CentreFact,
    CentreMissed,
    CentreOverdue,
    CentreYearOpened,
    CheckSubject,
    EvidenceFrozen,
    Half,
    HalfYearCheckCompleted,
    MarkCentreOverdue,
    RewardOutcome,
    SubjectChecked,
    SubjectPenalised,
    SubjectRewarded,
    SubjectsNamed,
)
from contracts.catalogue import commands_of
from contracts.fields import instant_text
from contracts.owed_dates import OWED_FACTS
from ledger.store import Recorded
from ledger.views import Due, Projection, schedule, strike
from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, and_, delete, insert, select, update

from assessment.centre.rule import centre_stream
from assessment.tables import AGENDA, METADATA

CENTRE_YEAR = Table(
    "centre_year",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("first_frozen_at", String),
    Column("second_frozen_at", String),
    Column("is_first_overdue", Boolean, nullable=False),
    Column("is_second_overdue", Boolean, nullable=False),
    Column("is_decision_overdue", Boolean, nullable=False),
)
"""Where a township's year of checks stands."""

CENTRE_SUBJECT = Table(
    "centre_subject",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("responsible", String, nullable=False),
    Column("first_checked_at", String),
    Column("first_score", String),
    Column("first_digest", String),
    Column("second_checked_at", String),
    Column("second_score", String),
    Column("second_digest", String),
    Column("outcome", String),
    Column("target_met", Boolean),
    Column("reason", String),
)
"""What each subject's year came to so far."""

OPEN = "open"
_COLUMN = {Half.FIRST: "first", Half.SECOND: "second"}
_OVERDUE = {
    CentreMissed.FIRST_HALF: "is_first_overdue",
    CentreMissed.SECOND_HALF: "is_second_overdue",
    CentreMissed.DECISION: "is_decision_overdue",
}
_IS_FROZEN = {Half.FIRST: CentreMissed.FIRST_HALF, Half.SECOND: CentreMissed.SECOND_HALF}


def _opened(connection: Connection, fact: CentreYearOpened, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, OPEN)
    row = {"unit": fact.unit, "year": fact.year, **dict.fromkeys(_OVERDUE.values(), False)}
    connection.execute(insert(CENTRE_YEAR).values(row))
    _name(connection, fact)
    due = zip(CentreMissed, (fact.first_due_at, fact.second_due_at, fact.decision_due_at), strict=True)
    for missed, due_at in due:
        if due_at is not None:
            document = {"unit": fact.unit, "year": fact.year}
            _schedule(connection, recorded.stream, missed, due_at, MarkCentreOverdue, document)


def _named(connection: Connection, fact: SubjectsNamed, recorded: Recorded) -> None:
    _name(connection, fact)


def _name(connection: Connection, fact: CentreYearOpened | SubjectsNamed) -> None:
    """Who is named no more, and was never checked, is a subject no more; the next year begins with those named last."""
    unnamed = and_(
        CENTRE_SUBJECT.c.unit == fact.unit,
        CENTRE_SUBJECT.c.year == fact.year,
        CENTRE_SUBJECT.c.first_checked_at.is_(None),
    )
    connection.execute(delete(CENTRE_SUBJECT).where(unnamed))
    for subject in fact.subjects:
        _set_subject(connection, fact, subject.unit, responsible=subject.responsible)
    document = {
        "unit": fact.unit,
        "year": fact.year + 1,
        "centre": fact.centre,
        "above": fact.above,
        "subjects": [_subject(subject) for subject in fact.subjects],
    }
    following = centre_stream(fact.unit, f"{fact.year + 1:04}")
    _schedule(connection, following, OPEN, fact.next_at, CarryOverCentreYear, document)


def _subject(subject: CheckSubject) -> Mapping[str, str]:
    return {"unit": subject.unit, "responsible": subject.responsible}


def _schedule(
    connection: Connection, stream: str, rung: str, at: datetime, command: type, document: Mapping[str, Any]
) -> None:
    due = Due(
        stream=stream,
        rung=rung,
        due_at=instant_text(at),
        command=commands_of("assessment").type_named(command),
        document=json.dumps(document),
    )
    schedule(connection, AGENDA, due)


def _set_year(connection: Connection, fact: CentreFact, **values: Any) -> None:
    this = and_(CENTRE_YEAR.c.unit == fact.unit, CENTRE_YEAR.c.year == fact.year)
    connection.execute(update(CENTRE_YEAR).where(this).values(values))


def _set_subject(connection: Connection, fact: CentreFact, subject: str, **values: Any) -> None:
    key = {"unit": fact.unit, "year": fact.year, "subject": subject}
    this = and_(*(CENTRE_SUBJECT.c[name] == value for name, value in key.items()))
    is_there = connection.execute(select(CENTRE_SUBJECT.c.subject).where(this)).first() is not None
    if is_there:
        connection.execute(update(CENTRE_SUBJECT).where(this).values(values))
    else:
        connection.execute(insert(CENTRE_SUBJECT).values({**key, **values}))


def _frozen(connection: Connection, fact: EvidenceFrozen, recorded: Recorded) -> None:
    half = Half(fact.term[-2:])
    strike(connection, AGENDA, recorded.stream, _IS_FROZEN[half])
    _set_year(connection, fact, **{f"{_COLUMN[half]}_frozen_at": instant_text(fact.frozen_at)})


def _checked(connection: Connection, fact: SubjectChecked, recorded: Recorded) -> None:
    column = _COLUMN[Half(fact.term[-2:])]
    values = {
        f"{column}_checked_at": instant_text(fact.checked_at),
        f"{column}_score": None if fact.score is None else f"{fact.score.numerator}/{fact.score.denominator}",
        f"{column}_digest": fact.digest,
    }
    _set_subject(connection, fact, fact.subject, responsible=fact.responsible, **values)


def _rewarded(connection: Connection, fact: SubjectRewarded, recorded: Recorded) -> None:
    _decided(connection, fact, RewardOutcome.REWARD)


def _penalised(connection: Connection, fact: SubjectPenalised, recorded: Recorded) -> None:
    _decided(connection, fact, RewardOutcome.PENALTY)


def _decided(connection: Connection, fact: SubjectRewarded | SubjectPenalised, outcome: RewardOutcome) -> None:
    values = {"outcome": outcome.value, "target_met": fact.target_met, "reason": fact.reason}
    _set_subject(connection, fact, fact.subject, **values)


def _overdue(connection: Connection, fact: CentreOverdue, recorded: Recorded) -> None:
    strike(connection, AGENDA, recorded.stream, fact.missed)
    _set_year(connection, fact, **{_OVERDUE[fact.missed]: True})


CENTRES = Projection(
    name="centres",
    version=1,
    applies={
        CentreYearOpened: _opened,
        SubjectsNamed: _named,
        EvidenceFrozen: _frozen,
        SubjectChecked: _checked,
        SubjectRewarded: _rewarded,
        SubjectPenalised: _penalised,
        CentreOverdue: _overdue,
    },
    ignores=frozenset({HalfYearCheckCompleted, *OWED_FACTS}),
)
