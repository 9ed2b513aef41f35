"""Where deputies and voters meet, as it was registered last, until it is given up.

Law: opinion on standardising township people's congress work (document 2 §三(二)3): 代表接待选民. Who received whom is
on no page.
"""

from collections.abc import Mapping

from contracts.elections.station.messages import StationClosed, StationRegistered
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Column, Connection, String, Table, Text, delete, insert, update

from portal.projections.shown import ALL
from portal.projections.tables import METADATA

STATION = Table(
    "deputies_station",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("station", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("place", String, nullable=False),
    Column("days", Text, nullable=False),
    Column("how", Text, nullable=False),
    Column("valid_from", String, nullable=False),
    Column("closed_on", String),
    Column("fact", String, nullable=False),
)


def _registered(connection: Connection, fact: StationRegistered, recorded: Recorded) -> None:
    connection.execute(delete(STATION).where(STATION.c.unit == fact.unit, STATION.c.station == fact.station))
    row = {
        "unit": fact.unit,
        "station": fact.station,
        "kind": fact.kind.value,
        "zh": fact.name.zh,
        "en": fact.name.en,
        "place": fact.place,
        "days": fact.days,
        "how": fact.how,
        "valid_from": fact.valid_from.isoformat(),
        "fact": str(recorded.id),
    }
    connection.execute(insert(STATION).values(row))


def _closed(connection: Connection, fact: StationClosed, recorded: Recorded) -> None:
    whose = (STATION.c.unit == fact.unit) & (STATION.c.station == fact.station)
    connection.execute(update(STATION).where(whose).values(closed_on=fact.closed_on.isoformat()))


_APPLIES: Mapping[type, Apply] = {StationRegistered: _registered, StationClosed: _closed}

STATIONS = Projection(name="stations", version=1, applies=_APPLIES, ignores=ALL - set(_APPLIES))
