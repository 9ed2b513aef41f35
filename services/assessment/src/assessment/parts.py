"""What assessment is made of."""

from contracts.catalogue import commands_of, facts_of
from ledger.parts import ServiceParts
from ledger.unit_view import units_view
from ledger.views import Schema

from assessment.deciders import (
    AUDIT_FINDING,
    CLOCK,
    COMMUNITY,
    DISTRICT,
    EVIDENCE,
    MEASURE,
    PACK,
    PERFORMANCE,
    POLICY,
    REFUSALS,
    SHEET,
    SUCCESSION,
    TOWNSHIP,
    UNIT,
)
from assessment.processes import own_reactions
from assessment.programme_deciders import (
    ACCOUNTABILITY,
    CENTRE,
    CONDUCT,
    COUNTY_GROUP,
    PROGRAMME,
    RESPONSIBILITY,
    ROUND,
    SIZE,
)
from assessment.projections import audit_findings, evidence
from assessment.projections.cadres import CADRES
from assessment.projections.centres import CENTRES
from assessment.projections.conduct import CONDUCTS
from assessment.projections.open_cases import OPEN_CASES, OWED
from assessment.projections.performance import PERFORMANCES
from assessment.projections.programmes import PROGRAMMES
from assessment.projections.responsibilities import RESPONSIBILITIES
from assessment.projections.rounds import ROUNDS
from assessment.projections.sheets import SHEETS
from assessment.projections.sizes import SIZES
from assessment.projections.streams import facts_outside
from assessment.projections.tables import AGENDA, BOOKMARK, MERGED, METADATA
from assessment.projections.tables import UNIT as UNITS
from assessment.projections.titles import TITLES
from assessment.projections.townships import TOWNSHIPS
from assessment.reactions import reactions

PARTS = ServiceParts(
    name="assessment",
    commands=commands_of("assessment"),
    facts=facts_of("assessment"),
    deciders=(
        UNIT,
        EVIDENCE,
        AUDIT_FINDING,
        PERFORMANCE,
        SHEET,
        MEASURE,
        COMMUNITY,
        DISTRICT,
        TOWNSHIP,
        CENTRE,
        PROGRAMME,
        COUNTY_GROUP,
        ACCOUNTABILITY,
        RESPONSIBILITY,
        SIZE,
        ROUND,
        CONDUCT,
        PACK,
        POLICY,
        CLOCK,
        SUCCESSION,
        REFUSALS,
    ),
    schema=Schema(
        METADATA,
        BOOKMARK,
        AGENDA,
        (
            evidence.EVIDENCE,
            audit_findings.AUDIT_FINDINGS,
            SHEETS,
            TITLES,
            TOWNSHIPS,
            units_view(UNITS, MERGED, facts_outside("unit")),
            CENTRES,
            PERFORMANCES,
            PROGRAMMES,
            CADRES,
            RESPONSIBILITIES,
            SIZES,
            ROUNDS,
            CONDUCTS,
            OWED,
            OPEN_CASES,
        ),
    ),
    reactions=reactions,
    own_reactions=own_reactions,
)
