"""The exploration projects."""

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
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Boolean, Column, Connection, String, Table, insert, update

from mining.tables import METADATA

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
    ignores=frozenset({WishesNotRecorded, ExplorationLocated}),
)
