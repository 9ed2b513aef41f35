"""The auditor's methods: what may be called, and nothing else."""

from contracts.auditor.acts.messages import ActsInMediation, ActsOfUnit
from contracts.auditor.audits.messages import AuditsMade
from contracts.auditor.export.messages import ExportsOfUnit, OrderExport
from contracts.auditor.finding.messages import AnswerFinding, FindingsOfRecord, FindingsOfUnit
from contracts.succession import SucceedUnit
from ledger.opening import OpenDoor, open_door
from ledger.rpc import DoorOfCall, ServiceDoor, command, query
from ledger.settings import Settings

from auditor.acts import Answers
from auditor.answers import ANSWERS
from auditor.parts import PARTS


class AuditorService:
    """Commands answer with what is recorded, queries from the views: see contracts.auditor."""

    name = PARTS.name
    door: DoorOfCall = ServiceDoor(lambda: _opened(Settings.read()))

    answer_finding = command(AnswerFinding)
    order_export = command(OrderExport)
    succeed_unit = command(SucceedUnit)

    findings_of_unit = query(FindingsOfUnit)
    findings_of_record = query(FindingsOfRecord)
    audits_made = query(AuditsMade)
    exports_of_unit = query(ExportsOfUnit)
    acts_of_unit = query(ActsOfUnit)
    acts_in_mediation = query(ActsInMediation)


def _opened(settings: Settings) -> OpenDoor:
    """Acts are answered from an index of their own: they are those of all services."""
    acts = Answers(settings.data / PARTS.name)
    return open_door(PARTS, {**ANSWERS, **acts.by_question}, settings)
