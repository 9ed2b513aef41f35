"""Disputes as numbers: how many were accepted and how many closed, in which half-year, at which level.

Law: township opinion on the centre, part 6 item 3 (document 4 §六(三), 矛盾不上交). Who they are about is kept nowhere
here: a row has the half-years and the level of one case, and its township.
"""

from collections.abc import Mapping

from contracts.calendar import PeriodKind, china_day, period_of
from contracts.mediation.case.messages import MEDIATED, CaseClosed, CaseRegistered
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Column, Connection, Integer, String, Table, insert, update

from portal.projections.shown import ALL
from portal.projections.tables import METADATA

DISPUTE = Table(
    "dispute",
    METADATA,
    Column("position", Integer, primary_key=True),
    Column("stream", String, nullable=False, index=True),
    Column("unit", String, nullable=False),
    Column("accepted", String, nullable=False),
    Column("closed", String),
    Column("level", String),
)
"""`accepted` and `closed` are half-years. `stream` matches the end of a case with its beginning and is never shown."""


def _registered(connection: Connection, fact: CaseRegistered, recorded: Recorded) -> None:
    if fact.kind not in MEDIATED:
        return
    half = period_of(china_day(fact.registered_at), PeriodKind.HALF_YEAR)
    row = {"position": recorded.position, "stream": recorded.stream, "unit": fact.unit, "accepted": str(half)}
    connection.execute(insert(DISPUTE).values(row))


def _closed(connection: Connection, fact: CaseClosed, recorded: Recorded) -> None:
    half = period_of(china_day(fact.closed_at), PeriodKind.HALF_YEAR)
    of_case = update(DISPUTE).where(DISPUTE.c.stream == recorded.stream)
    connection.execute(of_case.values(closed=str(half), level=fact.level.value))


_APPLIES: Mapping[type, Apply] = {CaseRegistered: _registered, CaseClosed: _closed}

DISPUTES = Projection(name="disputes", version=1, applies=_APPLIES, ignores=ALL - frozenset(_APPLIES))
