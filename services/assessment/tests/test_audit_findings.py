"""What the auditor finds on a unit's record is known to those who assess it, as long as it is open."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid5

import pytest
from assessment.audit_finding import STREAM as AUDIT_FINDING
from assessment.audit_finding.rule import audit_finding_stream
from auditor.service import SERVICE as AUDITOR
from contracts.assessment.audit_finding.messages import (
    AuditFindingRecorded,
    AuditFindingsOfUnit,
    FindingStep,
    RecordAuditFinding,
)
from contracts.assessment.words import Cause
from ledger.parts import NAMESPACE, Handlers
from ledger.testing.given import given

NOON = datetime(2026, 1, 1, 4, tzinfo=UTC)
UNIT, VILLAGE = "360730101", "360730101203"
PLACE = "disclosure_duty-360730101-TP-2025H1@3"
WHAT: dict[str, Any] = {"unit": UNIT, "check": "altered", "place": PLACE}


def cause(number: int) -> Cause:
    return Cause(stream="auditor_finding-altered-ab12", fact=f"00000000-0000-5000-8000-{number:012}")


MEET = RecordAuditFinding(
    actor="service:assessment", step=FindingStep.MET, detail="other bytes", cause=cause(1), **WHAT
)
SETTLE = replace(MEET, step=FindingStep.SETTLED, detail=None, cause=cause(2))
MET = AuditFindingRecorded(step=FindingStep.MET, detail="other bytes", cause=cause(1), **WHAT)
SETTLED = replace(MET, step=FindingStep.SETTLED, detail=None, cause=cause(2))


def test_a_finding_is_recorded_and_settled():
    given(AUDIT_FINDING, None).when(MEET, at=NOON).then(MET)
    given(AUDIT_FINDING, None, MET).when(SETTLE, at=NOON).then(SETTLED)


@pytest.mark.parametrize(
    ("history", "command"),
    [((MET,), MEET), ((MET,), replace(MEET, cause=cause(3))), ((), SETTLE), ((MET, SETTLED), SETTLE)],
)
def test_the_same_fact_or_a_step_that_changes_nothing_has_no_effect(history, command):
    given(AUDIT_FINDING, None, *history).when(command, at=NOON).then()


def test_a_finding_that_comes_back_is_open_again():
    again = replace(MEET, cause=cause(4))

    given(AUDIT_FINDING, None, MET, SETTLED).when(again, at=NOON).then(replace(MET, cause=cause(4)))


def test_the_stream_is_the_auditors_under_assessments_name():
    assert audit_finding_stream("auditor_finding-altered-ab12") == "assessment_finding-altered-ab12"


class Audits:
    """The auditor beside the county, on its store and clock."""

    def __init__(self, county: Any) -> None:
        self._handlers = Handlers(AUDITOR, county.store, county.clock)
        self._through = 0

    def say(self, kind: str, unit: str, place: str = PLACE) -> None:
        self._through += 1
        document = {"unit": unit, "check": "altered", "place": place, "through": self._through}
        if kind == "record":
            document |= {"audit": "verify", "detail": "other bytes", "index": 4}
        command_id = uuid5(NAMESPACE, f"audits/{self._through}")
        self._handlers.handle_own(f"auditor.{kind}-finding.v1", document, command_id=command_id, cause=None)


def open_findings(county: Any, unit: str = UNIT, **more: Any) -> list[tuple[str, str, bool, str | None]]:
    answer = county.ask(AuditFindingsOfUnit(unit=unit, **more))
    return [(one.unit, one.place, one.is_open, one.detail) for one in answer.findings]


def test_assessment_hears_of_findings_through_the_auditors_facts(county):
    audits = Audits(county)
    audits.say("record", UNIT)
    audits.say("record", VILLAGE, "disclosure_duty-360730101203-VA-2025Q1@0")
    audits.say("record", "360730102", "disclosure_duty-360730102-TP-2025H1@0")
    audits.say("record", "cn", "checkpoint")
    county.receive()
    heard = open_findings(county)
    audits.say("settle", UNIT)
    county.receive()

    assert {unit for unit, *_ in heard} == {UNIT, VILLAGE}
    assert [unit for unit, *_ in open_findings(county)] == [VILLAGE]
    assert (UNIT, PLACE, False, "other bytes") in open_findings(county, settled=True)
    assert open_findings(county, VILLAGE) == open_findings(county)
    audits.say("record", UNIT)
    county.receive()
    assert len(open_findings(county)) == 2


def test_hearing_it_all_again_has_no_effect(county):
    audits = Audits(county)
    audits.say("record", UNIT)
    audits.say("settle", UNIT)
    county.receive()
    facts = len(county.store)
    county.receive("another inbox")

    assert len(county.store) == facts


def test_the_view_made_anew_has_equal_rows(county):
    audits = Audits(county)
    for kind in ("record", "settle", "record"):
        audits.say(kind, UNIT)
    county.receive()
    before = county.views.live().rows()
    county.projector.rebuild()

    assert county.views.live().rows() == before
    assert len(before["audit_finding"]) == 1
