"""How many took part at each box, and how many its station let vote: numbers only, no person."""

from contracts.elections.election.messages import BoxCounted, BoxRecounted
from contracts.elections.turnout.messages import TurnoutRecorded
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, ColumnElement, Connection, Integer, String, Table, and_, insert, select, update

from elections.tables import METADATA

TURNOUT = Table(
    "turnout",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("election", String, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("box", String, primary_key=True),
    Column("recorded", Integer, nullable=False),
    Column("counted", Integer),
)


def _recorded(connection: Connection, fact: TurnoutRecorded, recorded: Recorded) -> None:
    _line(connection, fact)
    added = TURNOUT.c.recorded + len(fact.voters)
    connection.execute(update(TURNOUT).where(_is(fact)).values(recorded=added))


def _counted(connection: Connection, fact: BoxCounted | BoxRecounted, recorded: Recorded) -> None:
    _line(connection, fact)
    connection.execute(update(TURNOUT).where(_is(fact)).values(counted=fact.count.took_part))


def _line(connection: Connection, fact: TurnoutRecorded | BoxCounted | BoxRecounted) -> None:
    if connection.execute(select(TURNOUT).where(_is(fact))).first() is None:
        row = {"unit": fact.unit, "election": fact.election, "round": fact.round, "box": fact.box, "recorded": 0}
        connection.execute(insert(TURNOUT).values(row))


def _is(fact: TurnoutRecorded | BoxCounted | BoxRecounted) -> ColumnElement[bool]:
    place = TURNOUT.c
    return and_(
        place.unit == fact.unit, place.election == fact.election, place.round == fact.round, place.box == fact.box
    )


TURNOUT_VIEW = Projection(
    name="turnout",
    version=1,
    applies={TurnoutRecorded: _recorded, BoxCounted: _counted, BoxRecounted: _counted},
)
