"""Audits are made on a schedule; what they meet is a fact and stands in a report."""

import json
from pathlib import Path
from threading import Event, Thread
from uuid import NAMESPACE_OID, uuid5

import pytest
from auditor.schedule import Auditing
from auditor.settings import Settings
from contracts.auditor.audits.messages import AuditsMade
from contracts.auditor.finding.messages import FindingsOfRecord
from contracts.auditor.words import Audit
from ledger.audit_log import AuditLog
from ledger.clock import monotonic, sleep
from ledger.environment import MissingSetting
from ledger.log_builder import LogBuilder
from ledger.memory import MemoryStore
from ledger.store import Draft, StoreUnavailable
from transparency.keys import log_key

ENVIRONMENT = {"SUNLEDGER_STORE_URI": "esdb://none", "SUNLEDGER_DATA": "data"}
EVERY_S = dict.fromkeys(Audit, 1.0)


@pytest.fixture
def auditing(desk):
    """Of one fact that is not of recorded form 1."""
    draft = Draft(uuid5(NAMESPACE_OID, "a"), "disclosure.x.v1", b"{}", b"{}")
    desk.store.append("disclosure_x-1", [draft], expected=-1)
    log = AuditLog(desk.folder / "log")
    return Auditing(desk.store, log, desk.folder, desk.recording, every_s=EVERY_S, clock=desk.clock)


def build_log(store: MemoryStore, folder: Path) -> None:
    builder = LogBuilder(store, folder / "log", log_key(folder / "log.key", "sunledger-log"))
    builder.resume()
    builder.catch_up()


def step(auditing, desk, audit=Audit.VERIFY):
    auditing.step(audit)
    desk.projector.catch_up()


def known(desk) -> dict[str, tuple[bool, int]]:
    """Check to whether it is open and how often it was opened again."""
    findings = desk.ask(FindingsOfRecord(unit="cn", settled=True)).findings
    return {one.check: (one.settled_at is None, one.reopened) for one in findings}


@pytest.mark.req("X-001")
def test_what_an_audit_meets_is_kept_once_settled_and_opened_again(auditing, desk, tmp_path):
    step(auditing, desk)
    step(auditing, desk)
    once = known(desk)
    build_log(desk.store, tmp_path)
    step(auditing, desk)
    settled = known(desk)
    (tmp_path / "log").rename(tmp_path / "away")
    step(auditing, desk)

    assert once == {"form": (True, 0), "log-unsigned": (True, 0)}
    assert settled == {"form": (True, 0), "log-unsigned": (False, 0)}
    assert known(desk)["log-unsigned"] == (True, 1)
    assert auditing.status()["findings"] >= 2


def test_each_audit_settles_only_its_own_findings(auditing, desk):
    step(auditing, desk)
    step(auditing, desk, Audit.REEXECUTE)

    assert known(desk) == {"form": (True, 0), "log-unsigned": (True, 0), "unreadable": (True, 0)}


def test_every_kind_of_audit_is_made(auditing, desk):
    """A duty of a form that nobody has ever recorded: no check can look at it."""
    draft = Draft(uuid5(NAMESPACE_OID, "b"), "disclosure.duty-opened.v9", b"{}", b"{}")
    desk.store.append("disclosure_duty-1", [draft], expected=-1)
    for audit in Audit:
        step(auditing, desk, audit)

    audits = {made.audit for made in desk.ask(AuditsMade(unit="cn")).audits}
    assert audits == set(Audit)
    assert known(desk)["unchecked"] == (True, 0)


def test_the_report_stands_also_when_the_store_takes_no_facts(auditing, desk, tmp_path, monkeypatch):
    def away(*arguments, **named):
        raise StoreUnavailable("away")

    monkeypatch.setattr(desk.recording, "keep", away)
    with pytest.raises(StoreUnavailable):
        auditing.step(Audit.VERIFY)

    report = json.loads((tmp_path / "audits.json").read_text("utf-8"))["verify"]
    assert {one["check"] for one in report["findings"]} == {"form", "log-unsigned"}
    assert auditing.status()["alarm"] == "2 findings"


def test_audits_run_by_themselves_and_end_when_told(auditing, tmp_path):
    stop = Event()
    auditing._due = {Audit.VERIFY: 0.0}
    thread = Thread(target=auditing.run, args=(stop,))
    thread.start()
    deadline = monotonic() + 30
    while not (tmp_path / "audits.json").exists() and monotonic() < deadline:
        sleep(0.05)
    stop.set()
    thread.join(20)

    assert not thread.is_alive()
    assert (tmp_path / "audits.json").exists()


@pytest.mark.parametrize(("every_s", "first_s"), [(2.0, 2.0), (29.0, 29.0), (31.0, 30.0), (86_400.0, 30.0)])
def test_the_first_audit_waits_half_a_minute_or_as_long_as_the_next(every_s, first_s, desk, monkeypatch):
    monkeypatch.setattr("auditor.schedule.monotonic", lambda: 100.0)
    log, every = AuditLog(desk.folder / "log"), {Audit.VERIFY: every_s}
    made = Auditing(desk.store, log, desk.folder, desk.recording, every_s=every, clock=desk.clock)

    assert made._due == {Audit.VERIFY: 100.0 + first_s}


def test_settings_have_defaults_and_a_folder_beside_the_services_files():
    settings = Settings.read(ENVIRONMENT)

    assert (settings.verifies_every_s, settings.decides_again_every_s) == (600, 86_400)
    assert settings.log == Path("data/audit-log")


@pytest.mark.parametrize("value", ["0", "-1", "often", "1.5"])
def test_a_setting_that_is_no_number_of_seconds_is_refused(value):
    with pytest.raises(MissingSetting, match="SUNLEDGER_AUDIT_VERIFY_S"):
        Settings.read({**ENVIRONMENT, "SUNLEDGER_AUDIT_VERIFY_S": value})


@pytest.mark.parametrize("value", ["8080", ":8080", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536"])
def test_an_address_that_is_none_is_refused(value):
    with pytest.raises(MissingSetting, match="SUNLEDGER_LOG_SERVES_AT"):
        Settings.read({**ENVIRONMENT, "SUNLEDGER_LOG_SERVES_AT": value})


def test_an_address_is_a_host_and_a_port():
    settings = Settings.read({**ENVIRONMENT, "SUNLEDGER_LOG_SERVES_AT": "127.0.0.1:65535"})

    assert settings.serves_at == "127.0.0.1:65535"
