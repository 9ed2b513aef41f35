"""What mediation is made of."""

from contracts.mediation.catalogue import MEDIATION_COMMANDS, MEDIATION_FACTS
from ledger.parts import ServiceParts
from ledger.unit_view import units_view
from ledger.views import Schema

from mediation.deciders import CLOCK, POLICY, REFUSALS, SUCCESSION, UNIT
from mediation.projections.streams import facts_outside
from mediation.projections.tables import AGENDA, BOOKMARK, METADATA
from mediation.projections.tables import UNIT as UNITS

PARTS = ServiceParts(
    name="mediation",
    commands=MEDIATION_COMMANDS,
    facts=MEDIATION_FACTS,
    deciders=(UNIT, POLICY, CLOCK, SUCCESSION, REFUSALS),
    schema=Schema(METADATA, BOOKMARK, AGENDA, (units_view(UNITS, facts_outside("unit")),)),
)
