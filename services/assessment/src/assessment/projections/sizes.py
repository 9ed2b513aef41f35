"""What the figures of each community came to, year by year."""

import json

from contracts.assessment.size.messages import SizesJudged
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, and_, delete, insert

from assessment.projections.streams import facts_outside
from assessment.projections.tables import SIZES_OF_COMMUNITY


def _judged(connection: Connection, fact: SizesJudged, recorded: Recorded) -> None:
    this = and_(SIZES_OF_COMMUNITY.c.unit == fact.unit, SIZES_OF_COMMUNITY.c.year == fact.year)
    connection.execute(delete(SIZES_OF_COMMUNITY).where(this))
    row = {"unit": fact.unit, "year": fact.year, "document": json.dumps(dump(fact), ensure_ascii=False, sort_keys=True)}
    connection.execute(insert(SIZES_OF_COMMUNITY).values(row))


SIZES = Projection(name="sizes", version=1, applies={SizesJudged: _judged}, ignores=facts_outside("size"))
