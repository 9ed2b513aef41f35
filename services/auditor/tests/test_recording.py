"""What audits meet becomes facts, once for each check and place; the auditor's own facts are no reason to go on."""

import json
from uuid import NAMESPACE_OID, uuid5

import pytest
from audit.finding import FAULTS
from audit.known import known_findings
from auditor.recording import MOST_RECORDED
from contracts.auditor.audits.messages import AuditsMade
from contracts.auditor.finding.messages import AnswerFinding, FindingsOfRecord, FindingsOfUnit
from contracts.auditor.words import Audit
from ledger.parts import own_request
from ledger.recorded import metadata_of
from ledger.store import Draft

TOWNSHIP, VILLAGE = "360730101", "360730101203"


def keep_fact(desk, stream, unit="360730101", number=0):
    metadata = json.dumps({"unit": unit, "decided_at": "2026-01-01T00:00:00.000000Z"}).encode()
    identity = uuid5(NAMESPACE_OID, f"{stream}{number}")
    desk.store.append(stream, [Draft(identity, "disclosure.x.v1", b"{}", metadata)], expected=number - 1)


@pytest.mark.req("X-001")
def test_a_finding_is_recorded_once_settled_and_opened_again(desk, finding):
    keep_fact(desk, "disclosure_duty-1")
    one = finding("log-unsigned", "audit-log")
    desk.met(one)
    desk.met(one)
    desk.met()
    desk.met(one)

    assert desk.names() == ["auditor.finding-met.v1", "auditor.finding-settled.v1", "auditor.finding-reopened.v1"]
    assert len({fact.stream for fact in desk.facts()}) == 1


def test_a_finding_belongs_to_the_unit_of_the_fact_at_its_place(desk, finding):
    keep_fact(desk, "disclosure_duty-1", VILLAGE)
    keep_fact(desk, "disclosure_duty-1", TOWNSHIP, 1)
    desk.met(finding("altered", "disclosure_duty-1@1"), finding("stream-missing", "disclosure_duty-1"))

    [of_township] = desk.ask(FindingsOfUnit(unit=TOWNSHIP)).findings[:1]
    assert (of_township.unit, of_township.place) == (TOWNSHIP, "disclosure_duty-1@1")
    assert [one.unit for one in desk.ask(FindingsOfUnit(unit=VILLAGE)).findings] == [VILLAGE]


@pytest.mark.parametrize("unit", [None, 7, "nobody", "360730101; drop", {"a": 1}])
def test_a_unit_that_was_tampered_with_is_not_believed(desk, finding, unit):
    keep_fact(desk, "disclosure_duty-1", unit)
    desk.met(finding("altered", "disclosure_duty-1@0"), finding("altered", "disclosure_duty-1@8"))

    assert [one.unit for one in desk.ask(FindingsOfRecord(unit="cn")).findings] == ["cn", "cn"]


@pytest.mark.parametrize("place", ["index 5", "a\x00b", "检" * 300, " ", "e\u0301" * 90, "disclosure_\ud800@1"])
def test_whatever_a_place_is_called_it_can_be_recorded(desk, finding, place):
    desk.met(finding("missing", place, detail="字" * 400))
    desk.met(finding("missing", place))

    assert desk.names() == ["auditor.finding-met.v1"]


def test_each_audit_settles_only_what_it_met_itself(desk, finding):
    desk.met(finding("altered", "a_b-1@1"))
    desk.met(finding("not-decided", "a_b-1@2"), audit=Audit.REEXECUTE)
    desk.met(audit=Audit.REEXECUTE)

    [left] = desk.ask(FindingsOfRecord(unit="cn")).findings
    everything = desk.ask(FindingsOfRecord(unit="cn", settled=True)).findings
    assert left.check == "altered"
    assert [(one.check, one.settled_at is None) for one in everything] == [("altered", True), ("not-decided", False)]


def test_an_audit_of_nothing_new_is_not_recorded_so_that_audits_do_not_feed_each_other(desk, finding):
    keep_fact(desk, "disclosure_duty-1")
    for _ in range(4):
        desk.met(finding("altered", "disclosure_duty-1@0"))
    quiet = len(desk.store)
    for _ in range(4):
        desk.met(finding("altered", "disclosure_duty-1@0"))
    keep_fact(desk, "disclosure_duty-2")
    desk.met(finding("altered", "disclosure_duty-1@0"))

    assert quiet == 3
    assert desk.names("audits") == ["auditor.audit-ended.v1"] * 2
    assert [made.through for made in desk.ask(AuditsMade(unit="cn")).audits] == [3, 0]


def test_the_auditors_decisions_are_as_whole_as_anybodys(desk, finding):
    desk.met(finding("altered", "a_b-1@1"))
    [met] = desk.facts()
    metadata = metadata_of(met)

    assert (metadata["role"], metadata["actor"], metadata["policy"]) == ("Service", "service:auditor", None)
    assert metadata["command"]["type"] == "auditor.record-finding.v1"


def test_more_findings_than_can_be_facts_are_counted(desk, finding):
    desk.met(*(finding("altered", f"index {number}") for number in range(MOST_RECORDED + 2)))

    [made] = desk.ask(AuditsMade(unit="cn")).audits
    assert (made.findings, made.left_out) == (MOST_RECORDED + 2, 2)
    assert len(desk.facts()) == MOST_RECORDED


def test_pages_lead_from_the_first_finding_to_the_last(desk, finding):
    desk.met(*(finding("altered", f"index {number}") for number in range(5)))
    seen, after = [], None
    while True:
        answer = desk.ask(FindingsOfRecord(unit="cn"), limit=2, after=after)
        seen += [one.place for one in answer.findings]
        after = answer.next
        if after is None:
            break

    assert seen == [f"index {number}" for number in range(5)]


def test_a_unit_sees_its_area_and_nothing_beside_it(desk, finding):
    for number, unit in enumerate([TOWNSHIP, VILLAGE, f"{TOWNSHIP}-school", "360730102", "360730"]):
        keep_fact(desk, f"disclosure_duty-{number}", unit)
    desk.met(*(finding("altered", f"disclosure_duty-{number}@0") for number in range(5)))

    seen = {one.unit for one in desk.ask(FindingsOfUnit(unit=TOWNSHIP)).findings}
    department = {one.unit for one in desk.ask(FindingsOfUnit(unit=f"{TOWNSHIP}-school")).findings}
    assert seen == {TOWNSHIP, VILLAGE, f"{TOWNSHIP}-school"}
    assert department == {f"{TOWNSHIP}-school"}


def test_views_made_anew_have_equal_rows(desk, finding):
    desk.met(finding("altered", "a_b-1@1"), finding("form", "a_b-1@2"))
    desk.met(finding("altered", "a_b-1@1"))
    desk.met(finding("form", "a_b-1@2"))
    before = desk.views.live().rows()
    desk.projector.rebuild()

    assert desk.views.live().rows() == before
    assert len(before["finding"]) == 2


def test_every_check_is_a_code_that_can_be_recorded(desk, finding):
    desk.met(*(finding(check, "somewhere") for check in FAULTS))

    assert {one.check for one in desk.ask(FindingsOfRecord(unit="cn")).findings} == set(FAULTS)


def test_what_is_recorded_can_be_read_without_the_auditor(desk, finding):
    keep_fact(desk, "disclosure_duty-1", VILLAGE)
    desk.met(finding("altered", "disclosure_duty-1@0", index=3), finding("log-unsigned", "audit-log"))
    where = {"unit": VILLAGE, "check": "altered", "place": "disclosure_duty-1@0"}
    answer = AnswerFinding(actor="ref-inspector", statement="A disk was exchanged.", **where)
    desk.handlers.handle(answer, own_request("auditor", uuid5(NAMESPACE_OID, "answer"), None))
    desk.met()
    desk.met(finding("log-unsigned", "audit-log"))

    altered, unsigned = known_findings(desk.store)
    assert (altered.unit, altered.finding.index, altered.settled_at is None) == (VILLAGE, 3, False)
    assert [one["statement"] for one in altered.answers] == ["A disk was exchanged."]
    assert (unsigned.unit, unsigned.reopened, unsigned.settled_at) == ("cn", 1, None)
    assert "A disk was exchanged." in str(altered)
    assert altered.document()["answers"][0]["by"] == "ref-inspector"
