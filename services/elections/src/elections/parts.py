"""What elections is made of."""

from contracts.elections.catalogue import ELECTIONS_COMMANDS, ELECTIONS_FACTS
from ledger.parts import ServiceParts
from ledger.unit_view import units_view
from ledger.views import Schema

from elections.deciders import CLOCK, DECISION, POLICY, REFUSALS, RESOLUTION, SUCCESSION, UNIT
from elections.projections.matters import MATTERS
from elections.projections.streams import facts_outside
from elections.projections.tables import AGENDA, BOOKMARK, METADATA
from elections.projections.tables import UNIT as UNITS
from elections.reactions import own_reactions, reactions

PARTS = ServiceParts(
    name="elections",
    commands=ELECTIONS_COMMANDS,
    facts=ELECTIONS_FACTS,
    deciders=(UNIT, RESOLUTION, DECISION, POLICY, CLOCK, SUCCESSION, REFUSALS),
    schema=Schema(METADATA, BOOKMARK, AGENDA, (units_view(UNITS, facts_outside("unit")), MATTERS)),
    reactions=reactions,
    own_reactions=own_reactions,
)
