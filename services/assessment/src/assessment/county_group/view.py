"""The leading group of each county, as it stands."""

from contracts.assessment.county_group.messages import CountyGroupSetUp
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Column, Connection, String, Table, delete, insert

from assessment.documents import document_of
from assessment.tables import METADATA

COUNTY_GROUP = Table(
    "county_group",
    METADATA,
    Column("unit", String, primary_key=True),
    Column("document", String, nullable=False),
)
"""The leading group of each county, as it stands."""


def _set_up(connection: Connection, fact: CountyGroupSetUp, recorded: Recorded) -> None:
    document = document_of(fact)
    connection.execute(delete(COUNTY_GROUP).where(COUNTY_GROUP.c.unit == fact.unit))
    connection.execute(insert(COUNTY_GROUP).values({"unit": fact.unit, "document": document}))


COUNTY_GROUPS = Projection(name="county-groups", version=1, applies={CountyGroupSetUp: _set_up})
