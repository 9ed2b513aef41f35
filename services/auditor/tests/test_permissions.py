"""What is not listed is refused: every method has its line, and none of them writes or removes a finding."""

from auditor.service import SERVICE
from contracts.auditor.audits.messages import EndAudit
from contracts.auditor.export.messages import GiveUpExport, RecordExport
from contracts.auditor.finding.messages import RecordFinding, SettleFinding
from contracts.auditor.inventory.messages import RecordInventory
from contracts.message import contract_of
from contracts.permissions import permissions_of
from ledger.opening import OpenDoor
from ledger.projector import refuse_unnamed
from ledger.rpc import nameko_class

PERMISSIONS = permissions_of("auditor")


def closed() -> OpenDoor:
    raise AssertionError("Nobody calls.")


def methods() -> set[str]:
    service = nameko_class(SERVICE, closed)
    return {name for name, member in vars(service).items() if hasattr(member, "nameko_entrypoints")}


def test_every_method_is_a_query_an_answer_to_a_finding_an_order_or_what_every_service_has(tmp_path):
    questions = {contract_of(kind).name.partition(".")[2].replace("-", "_") for kind in SERVICE.answers_in(tmp_path)}

    assert methods() == {*questions, "answer_finding", "order_export", "succeed_unit"} == set(PERMISSIONS.methods)


def test_what_the_auditor_records_by_itself_has_no_method():
    own = {RecordFinding, SettleFinding, EndAudit, RecordInventory, RecordExport, GiveUpExport}

    assert own <= {kind for decider in SERVICE.deciders for kind in decider.takes}
    assert not {contract_of(kind).name.partition(".")[2].replace("-", "_") for kind in own} & methods()


def test_every_view_names_every_fact():
    refuse_unnamed(SERVICE.schema, SERVICE.facts)
