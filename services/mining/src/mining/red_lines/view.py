"""The data sets of protected areas, by the day from which they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from contracts.mining.red_lines.messages import RedLinesRegistered
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, String, Table, insert, select

from mining.tables import METADATA

RED_LINE = Table(
    "red_line",
    METADATA,
    Column("area", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("dated", String, primary_key=True),
    Column("digest", String, nullable=False),
)


@dataclass(frozen=True, slots=True)
class RedLine:
    """One data set: whose, of which kind, from which day on."""

    area: str
    kind: str
    dated: date
    digest: str


def red_lines_in_force(connection: Connection, areas: Sequence[str], day: date) -> list[RedLine]:
    """Of each area and kind the latest that holds on the day, in the order of kinds and areas."""
    query = select(RED_LINE).where(RED_LINE.c.area.in_(areas), RED_LINE.c.dated <= day.isoformat())
    latest: dict[tuple[str, str], RedLine] = {}
    for row in connection.execute(query.order_by(RED_LINE.c.kind, RED_LINE.c.area, RED_LINE.c.dated)):
        latest[row.kind, row.area] = RedLine(row.area, row.kind, date.fromisoformat(row.dated), row.digest)
    return list(latest.values())


def _registered(connection: Connection, fact: RedLinesRegistered, recorded: Recorded) -> None:
    row = {
        "area": fact.unit,
        "kind": fact.kind.value,
        "dated": fact.dated.isoformat(),
        "digest": fact.data_set.digest,
    }
    connection.execute(insert(RED_LINE).values(row))


RED_LINES = Projection(name="red-lines", version=1, applies={RedLinesRegistered: _registered})
