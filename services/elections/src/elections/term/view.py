"""The deputies of congresses, change by change: from which day it holds, and when it was recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

from contracts.calendar import china_day
from contracts.elections.term.messages import (
    CommitteeFormed,
    CommitteeSeatFilled,
    CommitteeSeatVacated,
    CredentialsReviewed,
    DeputiesEntered,
    DeputyElectionInvalidated,
    DeputyListConfirmed,
    DeputyListPublished,
    DeputyResignationFiled,
    DeputyResignationRefused,
    DeputyRestored,
    DeputySeatFilled,
    DeputySeatVacated,
    DeputyStanding,
    DeputySuspended,
    DeputyTerminated,
    FirstSessionOverdue,
    KnownSessionFact,
    PresidiumElected,
    TermBegun,
    TermEnded,
    TermOpened,
)
from contracts.fields import instant_text
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, insert, select

from elections.tables import METADATA

MANDATE_CHANGE = Table(
    "mandate_change",
    METADATA,
    Column("stream", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("deputy", String, primary_key=True),
    Column("unit", String, nullable=False, index=True),
    Column("term", Integer, nullable=False),
    Column("district", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("valid_from", String, nullable=False),
    Column("recorded_at", String, nullable=False),
    Column("ground", String),
)
"""Both times of each change: of two that hold on a day, the one recorded later is right."""


@dataclass(frozen=True, slots=True)
class _Change:
    standing: DeputyStanding
    valid_from: date
    recorded_at: datetime
    ground: str | None = None


def _entered(connection: Connection, fact: DeputiesEntered, recorded: Recorded) -> None:
    for each in fact.deputies:
        change = _Change(DeputyStanding.UNREVIEWED, each.elected_on, fact.recorded_at)
        row = {**_row(change, recorded), "unit": fact.unit, "term": fact.term}
        row |= {"deputy": each.deputy, "district": each.district}
        connection.execute(insert(MANDATE_CHANGE).values(row))


def _confirmed(connection: Connection, fact: DeputyListConfirmed, recorded: Recorded) -> None:
    change = _Change(DeputyStanding.CONFIRMED, fact.meeting.held_on, fact.confirmed_at)
    _change(connection, recorded, fact.deputies, change)


def _published(connection: Connection, fact: DeputyListPublished, recorded: Recorded) -> None:
    standing = DeputyStanding.ACTIVE if fact.active else DeputyStanding.LISTED
    _change(connection, recorded, fact.deputies, _Change(standing, fact.published_on, fact.recorded_at))


def _begun(connection: Connection, fact: TermBegun, recorded: Recorded) -> None:
    change = _Change(DeputyStanding.ACTIVE, fact.begun_on, fact.recorded_at)
    _change(connection, recorded, fact.deputies, change)


def _ended(connection: Connection, fact: TermEnded, recorded: Recorded) -> None:
    change = _Change(DeputyStanding.TERM_ENDED, fact.ended_on, fact.recorded_at)
    _change(connection, recorded, fact.deputies, change)


def _invalidated(connection: Connection, fact: DeputyElectionInvalidated, recorded: Recorded) -> None:
    """An invalid election never made a deputy: it holds from the day the person would have acted."""
    valid_from = fact.acted_from or china_day(fact.invalidated_at)
    change = _Change(DeputyStanding.INVALID, valid_from, fact.invalidated_at, fact.ground.value)
    _change(connection, recorded, (fact.deputy,), change)


def _suspended(connection: Connection, fact: DeputySuspended, recorded: Recorded) -> None:
    change = _Change(DeputyStanding.SUSPENDED, fact.since, fact.recorded_at, fact.ground)
    _change(connection, recorded, (fact.deputy,), change)


def _restored(connection: Connection, fact: DeputyRestored, recorded: Recorded) -> None:
    change = _Change(DeputyStanding.ACTIVE, fact.since, fact.recorded_at)
    _change(connection, recorded, (fact.deputy,), change)


def _terminated(connection: Connection, fact: DeputyTerminated, recorded: Recorded) -> None:
    change = _Change(DeputyStanding.TERMINATED, fact.ended_on, fact.recorded_at, fact.ground)
    _change(connection, recorded, (fact.deputy,), change)


def _change(connection: Connection, recorded: Recorded, deputies: Iterable[str], change: _Change) -> None:
    """Unit, term and district are those of the deputy's first line."""
    for deputy in deputies:
        of_deputy = (MANDATE_CHANGE.c.stream == recorded.stream) & (MANDATE_CHANGE.c.deputy == deputy)
        first = connection.execute(
            select(MANDATE_CHANGE).where(of_deputy).order_by(MANDATE_CHANGE.c.revision.desc()).limit(1)
        ).one()
        row = {**_row(change, recorded), "deputy": deputy, "unit": first.unit, "term": first.term}
        connection.execute(insert(MANDATE_CHANGE).values({**row, "district": first.district}))


def _row(change: _Change, recorded: Recorded) -> dict[str, str | int | None]:
    return {
        "stream": recorded.stream,
        "revision": recorded.revision,
        "standing": change.standing.value,
        "valid_from": change.valid_from.isoformat(),
        "recorded_at": instant_text(change.recorded_at),
        "ground": change.ground,
    }


def terms_on_record(connection: Connection, unit: str) -> list[int]:
    """The congresses of a unit that have deputies on record, the oldest first."""
    terms = select(MANDATE_CHANGE.c.term).where(MANDATE_CHANGE.c.unit == unit).distinct()
    return list(connection.execute(terms.order_by(MANDATE_CHANGE.c.term)).scalars())


DEPUTIES = Projection(
    name="deputies",
    version=1,
    applies={
        DeputiesEntered: _entered,
        DeputyListConfirmed: _confirmed,
        DeputyListPublished: _published,
        TermBegun: _begun,
        TermEnded: _ended,
        DeputyElectionInvalidated: _invalidated,
        DeputySuspended: _suspended,
        DeputyRestored: _restored,
        DeputyTerminated: _terminated,
    },
    ignores=frozenset(
        {
            TermOpened,
            FirstSessionOverdue,
            PresidiumElected,
            CommitteeFormed,
            CommitteeSeatVacated,
            CommitteeSeatFilled,
            CredentialsReviewed,
            DeputySeatVacated,
            DeputySeatFilled,
            DeputyResignationFiled,
            DeputyResignationRefused,
            *get_args(KnownSessionFact),
        }
    ),
)
