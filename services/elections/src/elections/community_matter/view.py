"""Major matters of communities that were executed."""

from contracts.elections.community_matter.messages import CommunityMatterExecuted, ConsultationMissing
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, String, Table, insert, update

from elections.tables import METADATA

COMMUNITY_MATTER = Table(
    "community_matter",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("matter", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("executed_on", String, nullable=False),
    Column("consultation", String),
    Column("consulted_on", String),
    Column("lack", String),
)


def _executed(connection: Connection, fact: CommunityMatterExecuted, recorded: Recorded) -> None:
    row = {
        "unit": fact.unit,
        "matter": fact.matter,
        "kind": fact.kind.value,
        "title": fact.title,
        "executed_on": fact.executed_on.isoformat(),
        "consultation": fact.consultation,
        "consulted_on": None if fact.consulted is None else fact.consulted.held_on.isoformat(),
    }
    connection.execute(insert(COMMUNITY_MATTER).values(row))


def _missing(connection: Connection, fact: ConsultationMissing, recorded: Recorded) -> None:
    table = COMMUNITY_MATTER.c
    this = (table.unit == fact.unit) & (table.matter == fact.matter)
    connection.execute(update(COMMUNITY_MATTER).where(this).values(lack=fact.lack.value))


COMMUNITY_MATTERS = Projection(
    name="community-matters",
    version=1,
    applies={CommunityMatterExecuted: _executed, ConsultationMissing: _missing},
)
