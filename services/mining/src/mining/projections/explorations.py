"""The exploration projects, and the data sets of protected areas by the day from which they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.mining.exploration.messages import (
    ExplorationFact,
    ExplorationLocated,
    ExplorationOpened,
    ExplorationStage,
    ExplorationStageFinished,
    ExplorationWithdrawn,
    WishesNotRecorded,
    WishesRecorded,
    WithdrawalBegun,
)
from contracts.mining.red_lines.messages import RedLinesRegistered
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, Connection, String, Table, insert, select, update

from mining.projections.streams import facts_outside
from mining.projections.tables import METADATA

EXPLORATION = Table(
    "exploration",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("project", String, primary_key=True),
    Column("zh", String, nullable=False),
    Column("en", String, nullable=False),
    Column("holder", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("last_stage", String),
    Column("has_wishes", Boolean, nullable=False),
)

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


def _opened(connection: Connection, fact: ExplorationOpened, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "project": fact.project,
        "zh": fact.name.zh,
        "en": fact.name.en,
        "holder": fact.holder,
        "stage": ExplorationStage.ACTIVE.value,
        "has_wishes": fact.wishes is not None,
    }
    connection.execute(insert(EXPLORATION).values(row))


def _wishes(connection: Connection, fact: WishesRecorded, recorded: Recorded) -> None:
    _change(connection, fact, has_wishes=True)


def _finished(connection: Connection, fact: ExplorationStageFinished, recorded: Recorded) -> None:
    _change(connection, fact, last_stage=fact.stage)


def _withdrawing(connection: Connection, fact: WithdrawalBegun, recorded: Recorded) -> None:
    _change(connection, fact, stage=ExplorationStage.WITHDRAWING.value)


def _withdrawn(connection: Connection, fact: ExplorationWithdrawn, recorded: Recorded) -> None:
    _change(connection, fact, stage=ExplorationStage.WITHDRAWN.value)


def _change(connection: Connection, fact: ExplorationFact, **news: Any) -> None:
    of_project = (EXPLORATION.c.unit == fact.unit, EXPLORATION.c.project == fact.project)
    connection.execute(update(EXPLORATION).where(*of_project).values(news))


EXPLORATIONS = Projection(
    name="explorations",
    version=1,
    applies={
        ExplorationOpened: _opened,
        WishesRecorded: _wishes,
        ExplorationStageFinished: _finished,
        WithdrawalBegun: _withdrawing,
        ExplorationWithdrawn: _withdrawn,
    },
    ignores=facts_outside("exploration") | {WishesNotRecorded, ExplorationLocated},
)

RED_LINES = Projection(
    name="red-lines",
    version=1,
    applies={RedLinesRegistered: _registered},
    ignores=facts_outside("redlines"),
)
