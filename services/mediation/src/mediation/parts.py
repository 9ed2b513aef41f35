"""What mediation is made of."""

from contracts.catalogue import commands_of, facts_of
from ledger.parts import ServiceParts
from ledger.unit_view import units_view
from ledger.views import Schema

from mediation.centre_deciders import CENTRE, HAVE, STATION
from mediation.deciders import (
    CASE,
    CHECK,
    CLOCK,
    ERASURE,
    KEY_PERSONS,
    MONTH,
    OPENING,
    ORDER,
    OUTCOMES,
    PACK,
    POLICY,
    PROXY,
    REFUSALS,
    REGISTER,
    ROSTER,
    SPECIAL,
    SUCCESSION,
    UNIT,
    VISIT,
)
from mediation.projections.agenda import AGENDA_OF_CASES
from mediation.projections.cases import CASES
from mediation.projections.centres import CENTRES
from mediation.projections.checks import CHECKS
from mediation.projections.figures import FIGURES
from mediation.projections.haves import HAVES
from mediation.projections.months import AGENDA_OF_MONTHS, MONTHS
from mediation.projections.open_cases import OPEN_CASES
from mediation.projections.orders import ORDERS, ROSTERS
from mediation.projections.outcomes import OUTCOMES as FIGURES_OF_HALVES
from mediation.projections.proxies import PROXIES
from mediation.projections.registers import REGISTERS
from mediation.projections.specials import SPECIALS
from mediation.projections.stations import STATIONS
from mediation.projections.streams import facts_outside
from mediation.projections.tables import AGENDA, BOOKMARK, MERGED, METADATA
from mediation.projections.tables import UNIT as UNITS
from mediation.projections.visits import VISITS
from mediation.reactions import own_reactions, reactions

PARTS = ServiceParts(
    name="mediation",
    commands=commands_of("mediation"),
    facts=facts_of("mediation"),
    deciders=(
        UNIT,
        CASE,
        MONTH,
        ROSTER,
        ORDER,
        PROXY,
        OUTCOMES,
        VISIT,
        SPECIAL,
        REGISTER,
        KEY_PERSONS,
        CHECK,
        CENTRE,
        STATION,
        HAVE,
        PACK,
        POLICY,
        CLOCK,
        SUCCESSION,
        REFUSALS,
        OPENING,
        ERASURE,
    ),
    schema=Schema(
        METADATA,
        BOOKMARK,
        AGENDA,
        (
            units_view(UNITS, MERGED, facts_outside("unit")),
            CASES,
            AGENDA_OF_CASES,
            OPEN_CASES,
            MONTHS,
            AGENDA_OF_MONTHS,
            ORDERS,
            PROXIES,
            VISITS,
            SPECIALS,
            FIGURES_OF_HALVES,
            ROSTERS,
            REGISTERS,
            CHECKS,
            CENTRES,
            STATIONS,
            HAVES,
            FIGURES,
        ),
    ),
    reactions=reactions,
    own_reactions=own_reactions,
)
