"""The deputies of a congress: who stands on a published list, whose mandate ended, what each has done.

Law: Electoral Law, art. 47 (选举法); Deputies Law, art. 58 (代表法): basic information and performance are published.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from contracts.elections.deputy_file.messages import (
    DeputyEvaluated,
    DeputyProfileChanged,
    DutyReportGiven,
    PerformanceEntered,
)
from contracts.elections.term.messages import (
    DeputiesEntered,
    DeputyElectionInvalidated,
    DeputyListConfirmed,
    DeputyListPublished,
    DeputySeatFilled,
    DeputySeatVacated,
    DeputyTerminated,
    TermBegun,
    TermEnded,
    TermOpened,
)
from contracts.fields import instant_text
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Connection, delete, insert, select, update

from portal.projections.deputy_tables import DEPUTY, DUTY_REPORT, OPEN_SEAT, PERFORMANCE, PROFILE, TERM
from portal.projections.shown import ALL

VALID, TERMINATED, INVALID = "valid", "terminated", "invalid"


def _opened(connection: Connection, fact: TermOpened, recorded: Recorded) -> None:
    row = {"unit": fact.unit, "term": fact.term, "seats": fact.seats, "elected_on": fact.elected_on.isoformat()}
    connection.execute(insert(TERM).values(row))


def _begun(connection: Connection, fact: TermBegun, recorded: Recorded) -> None:
    """Who acts has been on a list before, be it from before this record."""
    _of_term(connection, fact, begun_on=fact.begun_on.isoformat())
    _public(connection, fact.unit, fact.term, fact.deputies, fact.begun_on.isoformat())


def _confirmed(connection: Connection, fact: DeputyListConfirmed, recorded: Recorded) -> None:
    _of_term(connection, fact, confirmed=str(recorded.id))


def _ended(connection: Connection, fact: TermEnded, recorded: Recorded) -> None:
    _of_term(connection, fact, ended_on=fact.ended_on.isoformat())


def _of_term(connection: Connection, fact: TermBegun | TermEnded | DeputyListConfirmed, **news: Any) -> None:
    connection.execute(update(TERM).where(TERM.c.unit == fact.unit, TERM.c.term == fact.term).values(news))


def _entered(connection: Connection, fact: DeputiesEntered, recorded: Recorded) -> None:
    """Whose mandate ended in this term may be elected again, and is then on no list yet."""
    names = tuple(each.deputy for each in fact.deputies)
    again = (DEPUTY.c.unit == fact.unit, DEPUTY.c.term == fact.term, DEPUTY.c.deputy.in_(names))
    connection.execute(delete(DEPUTY).where(*again))
    rows = [
        {
            "unit": fact.unit,
            "term": fact.term,
            "deputy": each.deputy,
            "district": each.district,
            "elected_on": each.elected_on.isoformat(),
            "by_election": each.by_election,
            "mandate": VALID,
        }
        for each in fact.deputies
    ]
    connection.execute(insert(DEPUTY), rows)


def _listed(connection: Connection, fact: DeputyListPublished, recorded: Recorded) -> None:
    _public(connection, fact.unit, fact.term, fact.deputies, fact.published_on.isoformat())


def _public(connection: Connection, unit: str, term: int, deputies: Iterable[str], day: str) -> None:
    """From the first list on."""
    of_term = (DEPUTY.c.unit == unit, DEPUTY.c.term == term, DEPUTY.c.deputy.in_(tuple(deputies)))
    connection.execute(update(DEPUTY).where(*of_term, DEPUTY.c.public_on.is_(None)).values(public_on=day))


def _terminated(connection: Connection, fact: DeputyTerminated, recorded: Recorded) -> None:
    _end(connection, fact, recorded, mandate=TERMINATED, ended_on=fact.ended_on.isoformat())


def _invalid(connection: Connection, fact: DeputyElectionInvalidated, recorded: Recorded) -> None:
    day = None if fact.acted_from is None else fact.acted_from.isoformat()
    _end(connection, fact, recorded, mandate=INVALID, ended_on=day)


def _end(
    connection: Connection, fact: DeputyTerminated | DeputyElectionInvalidated, recorded: Recorded, **news: Any
) -> None:
    one = (DEPUTY.c.unit == fact.unit, DEPUTY.c.term == fact.term, DEPUTY.c.deputy == fact.deputy)
    connection.execute(update(DEPUTY).where(*one).values(**news, end_fact=str(recorded.id)))


def _seat_vacated(connection: Connection, fact: DeputySeatVacated, recorded: Recorded) -> None:
    row = {"unit": fact.unit, "term": fact.term, "district": fact.district, "since": fact.since.isoformat()}
    connection.execute(insert(OPEN_SEAT).values(fact=str(recorded.id), **row))


def _seat_filled(connection: Connection, fact: DeputySeatFilled, recorded: Recorded) -> None:
    """The one that has been open for longest."""
    of_district = (OPEN_SEAT.c.unit == fact.unit, OPEN_SEAT.c.term == fact.term, OPEN_SEAT.c.district == fact.district)
    oldest = select(OPEN_SEAT.c.fact).where(*of_district).order_by(OPEN_SEAT.c.since, OPEN_SEAT.c.fact).limit(1)
    connection.execute(delete(OPEN_SEAT).where(OPEN_SEAT.c.fact == oldest.scalar_subquery()))


def _profile(connection: Connection, fact: DeputyProfileChanged, recorded: Recorded) -> None:
    connection.execute(delete(PROFILE).where(PROFILE.c.unit == fact.unit, PROFILE.c.deputy == fact.deputy))
    if fact.to_publish:
        row = {"unit": fact.unit, "deputy": fact.deputy, "profile": fact.profile}
        connection.execute(insert(PROFILE).values(changed_at=instant_text(fact.changed_at), **row))


def _performed(connection: Connection, fact: PerformanceEntered, recorded: Recorded) -> None:
    row = {"unit": fact.unit, "deputy": fact.deputy, "number": fact.number, "kind": fact.kind.value}
    connection.execute(insert(PERFORMANCE).values(day=fact.on.isoformat(), **row))


def _reported(connection: Connection, fact: DutyReportGiven, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "deputy": fact.deputy,
        "number": fact.number,
        "reported_on": fact.reported_on.isoformat(),
        "venue": fact.venue,
        "attendance": fact.attendance,
    }
    connection.execute(insert(DUTY_REPORT).values(row))


def _evaluated(connection: Connection, fact: DeputyEvaluated, recorded: Recorded) -> None:
    ratings = json.dumps([dump(each) for each in fact.ratings])
    one = (DUTY_REPORT.c.unit == fact.unit, DUTY_REPORT.c.deputy == fact.deputy, DUTY_REPORT.c.number == fact.report)
    connection.execute(update(DUTY_REPORT).where(*one).values(ratings=ratings))


_APPLIES: Mapping[type, Apply] = {
    TermOpened: _opened,
    TermBegun: _begun,
    TermEnded: _ended,
    DeputiesEntered: _entered,
    DeputyListConfirmed: _confirmed,
    DeputyListPublished: _listed,
    DeputyTerminated: _terminated,
    DeputyElectionInvalidated: _invalid,
    DeputySeatVacated: _seat_vacated,
    DeputySeatFilled: _seat_filled,
    DeputyProfileChanged: _profile,
    PerformanceEntered: _performed,
    DutyReportGiven: _reported,
    DeputyEvaluated: _evaluated,
}

DEPUTIES = Projection(name="deputies", version=1, applies=_APPLIES, ignores=ALL - frozenset(_APPLIES))
