"""What mining is made of."""

from contracts.catalogue import commands_of, facts_of
from ledger.parts import ServiceParts
from ledger.unit_view import units_view
from ledger.views import Schema

from mining.deciders import (
    ANNUAL,
    CLOCK,
    ERASURE,
    EXPLORATION,
    MINE,
    OPENING,
    PACK,
    PARCELS,
    POLICY,
    PROGRAMME,
    RED_LINES,
    REFUSALS,
    RESTORATION,
    STANDARDS,
    SUCCESSION,
    UNIT,
    ZONE,
)
from mining.projections.agenda import AGENDA_OF_ASSESSMENTS, AGENDA_OF_MINES
from mining.projections.assessments import ASSESSMENTS
from mining.projections.assessments import STANDARDS as PUBLISHED
from mining.projections.explorations import EXPLORATIONS
from mining.projections.explorations import RED_LINES as DATA_SETS
from mining.projections.land import MINE_LANDS, PARCELS_VIEW
from mining.projections.mines import MINES
from mining.projections.open_cases import OPEN_CASES
from mining.projections.programmes import PROGRAMMES
from mining.projections.restorations import RESTORATIONS
from mining.projections.streams import facts_outside
from mining.projections.tables import AGENDA, BOOKMARK, MERGED, METADATA
from mining.projections.tables import UNIT as UNITS
from mining.projections.zones import ZONES
from mining.reactions import reactions

PARTS = ServiceParts(
    name="mining",
    commands=commands_of("mining"),
    facts=facts_of("mining"),
    deciders=(
        MINE,
        STANDARDS,
        ANNUAL,
        EXPLORATION,
        RED_LINES,
        RESTORATION,
        PROGRAMME,
        ZONE,
        PARCELS,
        UNIT,
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
            MINES,
            AGENDA_OF_MINES,
            ASSESSMENTS,
            AGENDA_OF_ASSESSMENTS,
            PUBLISHED,
            EXPLORATIONS,
            DATA_SETS,
            RESTORATIONS,
            PROGRAMMES,
            ZONES,
            MINE_LANDS,
            PARCELS_VIEW,
            OPEN_CASES,
        ),
    ),
    reactions=reactions,
)
