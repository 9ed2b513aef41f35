"""What is said of a publication is a case in mediation, though mediation was away when it was said (event flow 20)."""

import signal
from datetime import datetime
from uuid import uuid4

from contracts.calendar import china_day
from ledger.recorded import metadata_of

VILLAGE = "360730100201"


def test_what_was_said_while_mediation_was_away_is_one_case_once_it_is_back(county, until):
    objection = str(uuid4())
    said = {
        "unit": VILLAGE,
        "objection": objection,
        "kind": "comment",
        "catalogue": "VA",
        "period": "2025Q1",
        "item": "VA-2a",
        "version": 1,
        "text": "公布的数字从哪里来？",
    }
    away = county.kill("mediation-follow", signal.SIGSTOP)
    try:
        county.call("disclosure", "submit_objection", said, command_id=str(uuid4()))
        assert county.facts(f"mediation_case-{VILLAGE}-{objection}") == []
    finally:
        county.kill("mediation-follow", signal.SIGKILL)
    county.wait_restarted("mediation-follow", away)
    [case] = until(lambda: county.facts(f"mediation_case-{VILLAGE}-{objection}"), what="no case was opened")
    [cause] = county.facts(f"disclosure_objection-{VILLAGE}-{objection}")

    assert case.type == "mediation.case-registered.v1"
    assert metadata_of(case)["$causationId"] == str(cause.id)
    assert "公布的数字从哪里来".encode() not in case.data


def test_the_answer_of_the_centre_is_recorded_with_what_it_answers(county, until):
    objection = str(uuid4())
    key = {"unit": VILLAGE, "submission": objection}
    said = {"unit": VILLAGE, "objection": objection, "kind": "comment", "catalogue": "VA", "period": "2025Q1"}
    county.call(
        "disclosure", "submit_objection", {**said, "item": "VA-2a", "text": "请说明。"}, command_id=str(uuid4())
    )
    stream = f"mediation_case-{VILLAGE}-{objection}"
    until(lambda: county.facts(stream), what="no case was opened")
    deputy = {"role": "CentreDeputyDirector", "unit": "360730100", "subject": "deputy-360730100"}
    finance = {"role": "CompetentUnit", "unit": "360730100-finance", "subject": "finance-360730100"}
    method = {**key, "handler": "360730100-finance", "measure": "核对账目", "due_on": "2026-12-31"}

    def do(name, document, who):
        return county.call("mediation", name, document, command_id=str(uuid4()), **who)

    do("set_method", method, deputy)
    do("accept_transfer", key, finance)
    reported = do("report_result", {**key, "text": "已列表说明"}, finance)
    reported_on = china_day(datetime.fromisoformat(reported["facts"][0]["data"]["reported_at"])).isoformat()
    told = {**key, "outcome": "explained", "text": "已列表说明", "means": "online", "told_on": reported_on}
    answered = do("tell_result", told, deputy)

    assert [fact["type"] for fact in answered["facts"]] == [
        "mediation.opinion-result-told.v1",
        "mediation.case-closed.v1",
    ]
    assert answered["facts"][0]["data"]["origin"]["reference"] == objection
