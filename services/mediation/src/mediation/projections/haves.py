"""What centres and stations are said to have in a year, as it was entered last."""

from contracts.mediation.haves.messages import HaveRecorded
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, delete, insert

from mediation.projections.streams import facts_outside
from mediation.projections.tables import HAVE


def _recorded(connection: Connection, fact: HaveRecorded, recorded: Recorded) -> None:
    key = {"unit": fact.unit, "year": fact.year, "have": fact.have.value}
    connection.execute(delete(HAVE).where(*(HAVE.c[name] == value for name, value in key.items())))
    connection.execute(insert(HAVE).values(**key, basis=fact.basis, yuan=fact.yuan))


HAVES = Projection(name="haves", version=1, applies={HaveRecorded: _recorded}, ignores=facts_outside("haves"))
