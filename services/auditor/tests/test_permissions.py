"""What is not listed is refused: every method has its line, and none of them writes or removes a finding."""

from auditor.acts import Answers
from auditor.answers import ANSWERS
from auditor.parts import PARTS
from auditor.service import AuditorService
from contracts.auditor.audits.messages import EndAudit
from contracts.auditor.export.messages import GiveUpExport, RecordExport
from contracts.auditor.finding.messages import RecordFinding, SettleFinding
from contracts.auditor.inventory.messages import RecordInventory
from contracts.message import contract_of
from contracts.permissions import permissions_of
from ledger.projector import refuse_unnamed

PERMISSIONS = permissions_of("auditor")


def methods() -> set[str]:
    return {name for name, member in vars(AuditorService).items() if hasattr(member, "nameko_entrypoints")}


def test_every_method_is_a_query_an_answer_to_a_finding_an_order_or_what_every_service_has(tmp_path):
    questions = {
        contract_of(kind).name.partition(".")[2].replace("-", "_")
        for kind in {**ANSWERS, **Answers(tmp_path).by_question}
    }

    assert methods() == {*questions, "answer_finding", "order_export", "succeed_unit"} == set(PERMISSIONS.methods)


def test_what_the_auditor_records_by_itself_has_no_method():
    own = {RecordFinding, SettleFinding, EndAudit, RecordInventory, RecordExport, GiveUpExport}

    assert own <= {kind for decider in PARTS.deciders for kind in decider.takes}
    assert not {contract_of(kind).name.partition(".")[2].replace("-", "_") for kind in own} & methods()


def test_every_view_names_every_fact():
    refuse_unnamed(PARTS.schema, PARTS.facts)
