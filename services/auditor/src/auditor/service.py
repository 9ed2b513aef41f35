"""The auditor's methods: what may be called, and nothing else."""

from contracts.auditor.commands import AnswerFinding
from contracts.auditor.queries import AuditsMade, FindingsOfRecord, FindingsOfUnit
from contracts.succession import SucceedUnit
from ledger.opening import open_door
from ledger.rpc import DoorOfCall, ServiceDoor, command, query
from ledger.settings import Settings

from auditor.answers import ANSWERS
from auditor.parts import PARTS


class AuditorService:
    """Commands answer with what is recorded, queries from the views: see contracts.auditor."""

    name = PARTS.name
    door: DoorOfCall = ServiceDoor(lambda: open_door(PARTS, ANSWERS, Settings.read()))

    answer_finding = command(AnswerFinding)
    succeed_unit = command(SucceedUnit)

    findings_of_unit = query(FindingsOfUnit)
    findings_of_record = query(FindingsOfRecord)
    audits_made = query(AuditsMade)
