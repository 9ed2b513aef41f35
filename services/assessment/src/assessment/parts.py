"""What assessment is made of."""

from contracts.assessment.catalogue import ASSESSMENT_COMMANDS, ASSESSMENT_FACTS
from ledger.parts import ServiceParts
from ledger.views import Schema

from assessment.deciders import AUDIT_FINDING, CLOCK, EVIDENCE, POLICY, REFUSALS, SUCCESSION
from assessment.projections import audit_findings, evidence
from assessment.projections.tables import AGENDA, BOOKMARK, METADATA
from assessment.reactions import reactions

PARTS = ServiceParts(
    name="assessment",
    commands=ASSESSMENT_COMMANDS,
    facts=ASSESSMENT_FACTS,
    deciders=(EVIDENCE, AUDIT_FINDING, POLICY, CLOCK, SUCCESSION, REFUSALS),
    schema=Schema(METADATA, BOOKMARK, AGENDA, (evidence.EVIDENCE, audit_findings.AUDIT_FINDINGS)),
    reactions=reactions,
)
