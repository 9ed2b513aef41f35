"""What mining is made of."""

from contracts.mining.catalogue import MINING_COMMANDS, MINING_FACTS
from ledger.parts import ServiceParts
from ledger.unit_view import units_view
from ledger.views import Schema

from mining.deciders import CLOCK, POLICY, REFUSALS, SUCCESSION, UNIT
from mining.projections.streams import facts_outside
from mining.projections.tables import AGENDA, BOOKMARK, METADATA
from mining.projections.tables import UNIT as UNITS

PARTS = ServiceParts(
    name="mining",
    commands=MINING_COMMANDS,
    facts=MINING_FACTS,
    deciders=(UNIT, POLICY, CLOCK, SUCCESSION, REFUSALS),
    schema=Schema(METADATA, BOOKMARK, AGENDA, (units_view(UNITS, facts_outside("unit")),)),
)
