"""Demonstration zones, and what each has done in its fields."""

from contracts.mining.zone.messages import ZoneFundAppliedFor, ZoneOpened, ZoneWorkRecorded
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, Integer, String, Table, insert, update

from mining.tables import METADATA

ZONE = Table(
    "zone",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("zone", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("area", String, nullable=False),
    Column("key_area", String, nullable=False),
    Column("mines", String, nullable=False),
    Column("plan", String, nullable=False),
    Column("opened_on", String, nullable=False),
    Column("funds", Integer, nullable=False),
)
"""`mines`: their codes, with blanks between; `funds`: how many applications."""

ZONE_WORK = Table(
    "zone_work",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("zone", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("part", String, nullable=False),
    Column("item", String, nullable=False),
)


def _opened(connection: Connection, fact: ZoneOpened, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "zone": fact.zone,
        "zh": fact.title.zh,
        "en": fact.title.en,
        "area": fact.area,
        "key_area": fact.key_area,
        "mines": " ".join(fact.mines),
        "plan": fact.plan,
        "opened_on": fact.opened_on.isoformat(),
        "funds": 0,
    }
    connection.execute(insert(ZONE).values(row))


def _worked(connection: Connection, fact: ZoneWorkRecorded, recorded: Recorded) -> None:
    key = {"unit": fact.unit, "zone": fact.zone, "revision": recorded.revision}
    connection.execute(insert(ZONE_WORK).values({**key, "part": fact.part.value, "item": fact.item}))


def _applied(connection: Connection, fact: ZoneFundAppliedFor, recorded: Recorded) -> None:
    of_zone = (ZONE.c.unit == fact.unit, ZONE.c.zone == fact.zone)
    connection.execute(update(ZONE).where(*of_zone).values(funds=ZONE.c.funds + 1))


ZONES = Projection(
    name="zones",
    version=1,
    applies={ZoneOpened: _opened, ZoneWorkRecorded: _worked, ZoneFundAppliedFor: _applied},
)
