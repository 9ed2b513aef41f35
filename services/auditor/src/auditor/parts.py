"""What the auditor is made of."""

from contracts.catalogue import commands_of, facts_of
from ledger.parts import ServiceParts
from ledger.views import Schema

from auditor.deciders import CLOCK, EXPORT, FINDING, INVENTORY, REFUSALS, RUNS, SUCCESSION
from auditor.projections import exports, findings
from auditor.projections.tables import AGENDA, BOOKMARK, METADATA

PARTS = ServiceParts(
    name="auditor",
    commands=commands_of("auditor"),
    facts=facts_of("auditor"),
    deciders=(FINDING, RUNS, INVENTORY, EXPORT, CLOCK, SUCCESSION, REFUSALS),
    schema=Schema(METADATA, BOOKMARK, AGENDA, (findings.FINDINGS, findings.RUNS, exports.EXPORTS)),
)
