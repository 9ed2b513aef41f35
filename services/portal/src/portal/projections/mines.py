"""The directory of green mines (绿色矿山名录): which mine is listed, by which standard, and which left it when.

Law: action plan for green mines, part 7 item 3 (document 3 §七(三)): the directory is public.
"""

from collections.abc import Mapping
from typing import Any

from contracts.mining.mine.messages import BuildingBegun, MineCertified, MineRegistered, MineRemoved
from ledger.store import Recorded
from ledger.views import Apply, Projection
from sqlalchemy import Connection, insert, update

from portal.projections.mine_tables import LISTING, MINE
from portal.projections.shown import ALL


def _registered(connection: Connection, fact: MineRegistered, recorded: Recorded) -> None:
    row = {"unit": fact.unit, "zh": fact.mine.zh, "en": fact.mine.en, "mineral": fact.mineral}
    connection.execute(insert(MINE).values(row))


def _begun(connection: Connection, fact: BuildingBegun, recorded: Recorded) -> None:
    standard = fact.rules.standard
    row = {
        "unit": fact.unit,
        "round": fact.round,
        "level": standard.level.value,
        "standard": standard.standard,
        "fact": str(recorded.id),
    }
    connection.execute(insert(LISTING).values(row))


def _certified(connection: Connection, fact: MineCertified, recorded: Recorded) -> None:
    news = {"certified_on": fact.certified_on.isoformat(), "standard": fact.standard}
    _change(connection, fact.unit, fact.round, recorded, **news)


def _removed(connection: Connection, fact: MineRemoved, recorded: Recorded) -> None:
    news = {
        "removed_on": fact.removed_on.isoformat(),
        "effective_on": fact.effective_on.isoformat(),
        "ground": fact.ground.value,
    }
    _change(connection, fact.unit, fact.round, recorded, **news)


def _change(connection: Connection, unit: str, number: int, recorded: Recorded, **news: Any) -> None:
    of_round = (LISTING.c.unit == unit, LISTING.c.round == number)
    connection.execute(update(LISTING).where(*of_round).values(**news, fact=str(recorded.id)))


_APPLIES: Mapping[type, Apply] = {
    MineRegistered: _registered,
    BuildingBegun: _begun,
    MineCertified: _certified,
    MineRemoved: _removed,
}

MINES = Projection(name="mines", version=1, applies=_APPLIES, ignores=ALL - frozenset(_APPLIES))
