"""The units that owe disclosure."""

from contracts.disclosure.unit.messages import CataloguesAdded, UnitEnrolled
from ledger.store import Recorded
from ledger.views import Prepared, Projection
from sqlalchemy import Connection, insert

from disclosure.tables import UNIT

_ENROL = Prepared(insert(UNIT))


def _enrolled(connection: Connection, fact: UnitEnrolled, recorded: Recorded) -> None:
    row = {
        "code": fact.unit,
        "kind": fact.kind.value,
        "zh": fact.name.zh,
        "en": fact.name.en,
        "valid_from": fact.valid_from.isoformat(),
    }
    _ENROL(connection, row)


UNITS = Projection(name="units", version=1, applies={UnitEnrolled: _enrolled}, ignores=frozenset({CataloguesAdded}))
