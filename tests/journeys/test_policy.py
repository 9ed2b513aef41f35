"""A law is put in force in every service by one command, and what rests on a pack is found again."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from sunledger.home import policy_services

SERVICES = len(policy_services())
OWN = """
[pack]
id = "township-2025-notice"
area = "360730877"
in_force_from = 2025-01-01
known_from = 2025-01-01
source = "镇政办字〔2025〕3号"
title = { zh = "关于提前公开的通知", en = "Notice on earlier disclosure" }
[disclosure.due.CA.q4]
value = { month_day = "01-09", year = 1 }
unit = "month-day, years after the period's year"
source = "镇政办字〔2025〕3号 第一条"
row = "D-025"
confidence = "sure"
"""
"""A pack that no release carries."""


def told(page: str, what: str) -> int:
    """How many services said so, or follow the pack already."""
    return page.count(what) + page.count("follows it already")


def test_a_pack_is_activated_in_every_service_and_only_with_what_it_is_unsure_of(county):
    unsure = county.run("policy", "activate", "township-centre-2012", "--for", "360730")

    assert unsure.returncode == 1
    assert told(unsure.stdout, "acknowledgement-required") == SERVICES

    reason = "portal.min_cell=numbers below five could name people"
    first = county.run("policy", "activate", "township-centre-2012", "--for", "360730", "--ack", reason)
    again = county.run("policy", "activate", "township-centre-2012", "--for", "360730", "--ack", reason)

    assert (first.returncode, told(first.stdout, "confirmed: ")) == (0, SERVICES), first.stdout + first.stderr
    assert (again.returncode, again.stdout.count("follows it already")) == (0, SERVICES), again.stdout + again.stderr

    status = county.run("policy", "status").stdout

    assert status.count("township-centre-2012") == SERVICES
    assert "acknowledged portal.min_cell: numbers below five could name people" in status
    assert "acknowledged disclosure.reminder_days: " in status
    assert "acknowledged disclosure.period.VA_finance: 县人大法工委" in status  # of the law that changed on 2026-01-01
    assert "360730: county-2011 is not active in assessment" in status


def test_the_decisions_that_rest_on_a_value_are_listed(county):
    listed = county.run("policy", "decisions", "county-2011", "--parameter", "disclosure.due.half1").stdout

    assert "disclosure_duty-360730100-TP-2025H1  revision 0  disclosure.open-duty.v1" in listed
    assert "assessment_" not in listed


def test_a_statute_reaches_the_open_cases_of_an_area_once_and_the_duty_says_why_it_is_due(county, until):
    reason = "portal.min_cell=numbers below five could name people"
    county.run("policy", "activate", "township-centre-2012", "--for", "360730", "--ack", reason)
    order = ("policy", "rebind", "township-centre-2012", "--for", "360730100", "--ground", "4 §附则")

    def accepted() -> Any:
        """The first answer after the activation is known in every process."""
        said = county.run(*order)
        return said if said.returncode == 0 else None

    first, again = until(accepted), county.run(*order)
    cases = [line.partition(":")[0] for line in first.stdout.splitlines() if ": follows " in line]
    duties = [case for case in cases if case.startswith("disclosure_duty-")]

    assert again.returncode == 0, again.stdout + again.stderr
    assert duties
    assert f"{len(cases)} open cases, {len(cases)} changed, 0 refused" in first.stdout
    assert f"{len(cases)} open cases, 0 changed, 0 refused" in again.stdout
    assert "0 open cases, 0 changed" in county.run("policy", "settle", "--for", "360730100").stdout

    unit = duties[0].removeprefix("disclosure_duty-").partition("-")[0]
    answer = county.call("disclosure", "explain_deadline", {"unit": unit, "case": duties[0]})

    assert answer["due"] == answer["explanation"]["deadline"]
    assert answer["explanation"]["days"][-1]["mark"] == "named"
    assert f"Due on {answer['due']['due_on']}" in county.run("due", duties[0]).stdout
    assert "unknown-case" in county.run("due", duties[0] + "0").stderr


def test_a_pack_of_a_townships_own_is_refused_whole_or_followed_by_every_service(county, until, tmp_path: Path):
    faulty, own, area = tmp_path / "faulty.toml", tmp_path / "own.toml", "360730877"
    faulty.write_text(OWN.replace("01-09", "02-30"), "utf-8")
    own.write_text(OWN, "utf-8")
    refused = county.run("policy", "activate", str(faulty), "--for", area)
    before = county.run("policy", "status").stdout

    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"{faulty}  disclosure.due.CA.q4  impossible-date: " in refused.stderr
    assert "Nothing was sent." in refused.stderr
    assert "township-2025-notice" not in before

    first = county.run("policy", "activate", str(own), "--for", area)
    again = county.run("policy", "activate", str(own), "--for", area)

    assert (first.returncode, first.stdout.count("confirmed: ")) == (0, SERVICES), first.stdout + first.stderr
    assert (again.returncode, again.stdout.count("follows it already")) == (0, SERVICES), again.stdout + again.stderr
    assert county.run("policy", "status").stdout.count("township-2025-notice") == SERVICES
    assert "01-09" in county.run("policy", "show", "township-2025-notice").stdout

    county.wait_restarted("disclosure-rpc", county.kill("disclosure-rpc"))
    unit, command_id = f"{area}001", str(uuid4())
    until(lambda: county.enrol(unit, command_id, "2025-10-01"))
    key = {"unit": unit, "catalogue": "CA", "period": "2025Q4"}
    until(lambda: county.history(key))
    answer = county.call("disclosure", "explain_deadline", {"unit": unit, "case": f"disclosure_duty-{unit}-CA-2025Q4"})
    listed = county.run("policy", "decisions", "township-2025-notice", "--parameter", "disclosure.due.CA.q4").stdout

    assert ("2026-01-09", "镇政办字〔2025〕3号 第一条") == (
        answer["due"]["due_on"],
        answer["explanation"]["rule"]["source"],
    )
    assert f"disclosure_duty-{unit}-CA-2025Q4  revision 0  disclosure.open-duty.v1" in listed
