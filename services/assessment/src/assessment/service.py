"""Assessment's methods: what may be called, and nothing else."""

from contracts.assessment.audit_findings import AuditFindingsOfUnit
from contracts.assessment.queries import EvidenceOfUnit, EvidenceSummary
from contracts.common import ActivatePolicy
from contracts.message import Json
from contracts.succession import SucceedUnit
from ledger.opening import open_door
from ledger.rpc import DoorOfCall, ServiceDoor, command, query, rpc
from ledger.settings import Settings

from assessment.answers import ANSWERS
from assessment.parts import PARTS


class AssessmentService:
    """Commands answer with what is recorded, queries from the views: see contracts.assessment."""

    name = PARTS.name
    door: DoorOfCall = ServiceDoor(lambda: open_door(PARTS, ANSWERS, Settings.read()))

    @rpc
    def activate_policy(self, document: Json, *, command_id: str, if_revision: int | None = None) -> Json:
        return self.door.command(ActivatePolicy, document, command_id, if_revision)

    succeed_unit = command(SucceedUnit)

    audit_findings_of_unit = query(AuditFindingsOfUnit)

    @rpc
    def evidence_of_unit(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(EvidenceOfUnit, document, at_least, page)

    @rpc
    def evidence_summary(self, document: Json, *, at_least: str | None = None, page: Json | None = None) -> Json:
        return self.door.query(EvidenceSummary, document, at_least, page)
