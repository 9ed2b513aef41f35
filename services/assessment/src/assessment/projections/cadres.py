"""Proposals on cadres with the results they rest on, and accountability cases."""

import json

from contracts.assessment.accountability.messages import AccountabilityDecided, AccountabilityOpened
from contracts.assessment.township.messages import TOWNSHIP_FACTS, CadreProposed
from contracts.message import dump
from ledger.store import Recorded
from ledger.views import Projection
from sqlalchemy import Connection, insert, update

from assessment.projections.streams import facts_outside
from assessment.projections.tables import ACCOUNTABILITY, CADRE_PROPOSAL


def _document(fact: object) -> str:
    return json.dumps(dump(fact), ensure_ascii=False, sort_keys=True)


def _proposed(connection: Connection, fact: CadreProposed, recorded: Recorded) -> None:
    row = {
        "stream": recorded.stream,
        "place": recorded.revision,
        "unit": fact.unit,
        "cadre": fact.cadre,
        "document": _document(fact),
    }
    connection.execute(insert(CADRE_PROPOSAL).values(row))


def _opened(connection: Connection, fact: AccountabilityOpened, recorded: Recorded) -> None:
    row = {"stream": recorded.stream, "unit": fact.unit, "opened": _document(fact)}
    connection.execute(insert(ACCOUNTABILITY).values(row))


def _decided(connection: Connection, fact: AccountabilityDecided, recorded: Recorded) -> None:
    this = ACCOUNTABILITY.c.stream == recorded.stream
    connection.execute(update(ACCOUNTABILITY).where(this).values(decided=_document(fact)))


CADRES = Projection(
    name="cadres",
    version=1,
    applies={CadreProposed: _proposed, AccountabilityOpened: _opened, AccountabilityDecided: _decided},
    ignores=facts_outside("township", "accountability") | (set(TOWNSHIP_FACTS) - {CadreProposed}),
)
