"""What mediation is made of."""

from contracts.mediation.catalogue import MEDIATION_COMMANDS, MEDIATION_FACTS
from ledger.parts import ServiceParts
from ledger.unit_view import units_view
from ledger.views import Schema

from mediation.deciders import (
    CASE,
    CLOCK,
    ERASURE,
    MONTH,
    OPENING,
    ORDER,
    PACK,
    POLICY,
    REFUSALS,
    REGISTER,
    ROSTER,
    SUCCESSION,
    UNIT,
)
from mediation.projections.agenda import AGENDA_OF_CASES
from mediation.projections.cases import CASES
from mediation.projections.figures import FIGURES
from mediation.projections.months import AGENDA_OF_MONTHS, MONTHS
from mediation.projections.orders import ORDERS, ROSTERS
from mediation.projections.registers import REGISTERS
from mediation.projections.streams import facts_outside
from mediation.projections.tables import AGENDA, BOOKMARK, MERGED, METADATA
from mediation.projections.tables import UNIT as UNITS
from mediation.reactions import reactions

PARTS = ServiceParts(
    name="mediation",
    commands=MEDIATION_COMMANDS,
    facts=MEDIATION_FACTS,
    deciders=(UNIT, CASE, MONTH, ROSTER, ORDER, REGISTER, PACK, POLICY, CLOCK, SUCCESSION, REFUSALS, OPENING, ERASURE),
    schema=Schema(
        METADATA,
        BOOKMARK,
        AGENDA,
        (
            units_view(UNITS, MERGED, facts_outside("unit")),
            CASES,
            AGENDA_OF_CASES,
            MONTHS,
            AGENDA_OF_MONTHS,
            ORDERS,
            ROSTERS,
            REGISTERS,
            FIGURES,
        ),
    ),
    reactions=reactions,
)
