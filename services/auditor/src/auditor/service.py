"""What the auditor is made of: its table of contents. No stream follows a policy: what is found depends on none."""

from contracts.auditor.acts.messages import ActsInMediation, ActsOfUnit
from ledger.activation import clock_decider
from ledger.refusals import refusal_decider
from ledger.service import Service
from ledger.succession import succession_decider

from auditor import audits, export, finding, inventory
from auditor.acts.answers import acts_in_mediation, acts_of_unit
from auditor.tables import AGENDA, BOOKMARK

SERVICE = Service(
    "auditor",
    streams=(
        finding.STREAM,
        audits.STREAM,
        inventory.STREAM,
        export.STREAM,
    ),
    shared=(
        clock_decider,
        succession_decider,
        refusal_decider,
    ),
    bookmark=BOOKMARK,
    agenda=AGENDA,
    beside={ActsOfUnit: acts_of_unit, ActsInMediation: acts_in_mediation},
)
