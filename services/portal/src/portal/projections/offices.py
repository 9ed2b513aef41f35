"""Elected offices: since when each is held, until when, and which stand empty, so that a by-election is owed.

Law: Organic Law of Local Congresses and Governments (组织法), arts. 25 and 32; district opinion (document 2 §三(一)4).
"""

from collections.abc import Mapping
from typing import Any

from contracts.elections.office.messages import OathTaken, OfficeTermEnded, OfficeVacated, OfficialElected
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Connection, func, insert, select, update

from portal.projections.election_tables import HOLDING, VACANCY
from portal.projections.shown import ALL


def _elected(connection: Connection, fact: OfficialElected, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "revision": recorded.revision,
        "unit": fact.unit,
        "post": fact.post.value,
        "person": fact.person,
        "basis": fact.basis.value,
        "elected_on": fact.elected_on.isoformat(),
        "term_ends_on": fact.term_ends_on.isoformat(),
        "owes_oath": fact.owes_oath,
        "fact": str(recorded.id),
    }
    connection.execute(insert(HOLDING).values(row))
    empty = (VACANCY.c.stream == recorded.stream, VACANCY.c.filled_on.is_(None))
    first = select(func.min(VACANCY.c.revision)).where(*empty).scalar_subquery()
    filled = update(VACANCY).where(VACANCY.c.stream == recorded.stream, VACANCY.c.revision == first)
    connection.execute(filled.values(filled_on=fact.elected_on.isoformat()))


def _sworn(connection: Connection, fact: OathTaken, recorded: Recorded) -> None:
    _set(connection, recorded, fact.person, sworn_on=fact.taken_on.isoformat())


def _ended(connection: Connection, fact: OfficeTermEnded, recorded: Recorded) -> None:
    _set(connection, recorded, fact.person, ended_on=fact.ended_on.isoformat())


def _vacated(connection: Connection, fact: OfficeVacated, recorded: Recorded) -> None:
    _set(connection, recorded, fact.person, ended_on=fact.vacated_on.isoformat())
    row = {
        "stream": recorded.stream,
        "revision": recorded.revision,
        "unit": fact.unit,
        "post": fact.post.value,
        "vacated_on": fact.vacated_on.isoformat(),
        "clause": fact.clause,
        "fact": str(recorded.id),
    }
    connection.execute(insert(VACANCY).values(row))


def _set(connection: Connection, recorded: Recorded, person: str, **news: Any) -> None:
    """Of the term that goes on."""
    goes_on = (HOLDING.c.stream == recorded.stream, HOLDING.c.person == person, HOLDING.c.ended_on.is_(None))
    connection.execute(update(HOLDING).where(*goes_on).values(news))


_APPLIES: Mapping[type, Apply] = {
    OfficialElected: _elected,
    OathTaken: _sworn,
    OfficeTermEnded: _ended,
    OfficeVacated: _vacated,
}

OFFICES = Projection(name="offices", version=1, applies=_APPLIES, ignores=ALL - frozenset(_APPLIES))
