"""Every message of assessment, and how older versions are lifted."""

from contracts.assessment.audit_findings import AuditFindingRecorded, RecordAuditFinding
from contracts.assessment.commands import RecordEvidence
from contracts.assessment.events import EvidenceRecorded
from contracts.catalogue import Catalogue
from contracts.common import COMMON_COMMANDS, COMMON_FACTS

ASSESSMENT_COMMANDS = Catalogue("assessment", RecordEvidence, RecordAuditFinding, *COMMON_COMMANDS)

ASSESSMENT_FACTS = Catalogue("assessment", EvidenceRecorded, AuditFindingRecorded, *COMMON_FACTS)
