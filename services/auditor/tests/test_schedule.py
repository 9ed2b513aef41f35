"""Audits keep one finding for a check and a place: settled when it is not met any more, open again if it comes back."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from uuid import NAMESPACE_OID, uuid5

import pytest
from auditor.schedule import Auditing
from auditor.settings import Settings
from ledger.audit_log import AuditLog
from ledger.clock import ManualClock, monotonic, sleep
from ledger.environment import MissingSetting
from ledger.log_builder import LogBuilder
from ledger.memory import MemoryStore
from ledger.store import Draft
from transparency.keys import log_key

ENVIRONMENT = {"SUNLEDGER_STORE_URI": "esdb://none", "SUNLEDGER_DATA": "data"}


@pytest.fixture
def store() -> MemoryStore:
    """One fact that is not of recorded form 1."""
    store = MemoryStore()
    store.append("disclosure_x-1", [Draft(uuid5(NAMESPACE_OID, "a"), "disclosure.x.v1", b"{}", b"{}")], expected=-1)
    return store


@pytest.fixture
def auditing(store: MemoryStore, tmp_path: Path) -> Auditing:
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    log = AuditLog(tmp_path / "log")
    return Auditing(store, log, tmp_path, verifies_every_s=1, decides_again_every_s=1, clock=clock)


def build_log(store: MemoryStore, folder: Path) -> None:
    builder = LogBuilder(store, folder / "log", log_key(folder / "log.key", "sunledger-log"))
    builder.resume()
    builder.catch_up()


def report(folder: Path) -> dict[str, tuple[bool, int]]:
    """Check to whether it is open and how often it was opened again."""
    findings = json.loads((folder / "audits.json").read_text("utf-8"))["findings"]
    return {one["check"]: (one["settled_at"] is None, one["reopened"]) for one in findings}


@pytest.mark.req("X-001")
def test_a_finding_is_kept_once_settled_and_opened_again(auditing, store, tmp_path):
    auditing.step("verify")
    auditing.step("verify")
    once = report(tmp_path)
    build_log(store, tmp_path)
    auditing.step("verify")
    settled = report(tmp_path)
    (tmp_path / "log").rename(tmp_path / "away")
    auditing.step("verify")

    assert once == {"form": (True, 0), "log-unsigned": (True, 0)}
    assert settled == {"form": (True, 0), "log-unsigned": (False, 0)}
    assert report(tmp_path)["log-unsigned"] == (True, 1)
    assert auditing.status()["findings"] >= 2


def test_the_moment_a_finding_was_first_met_stays(auditing, tmp_path):
    auditing.step("verify")
    auditing._clock.advance_to(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=1))
    auditing.step("verify")

    [first, last] = {
        (one["first_at"], one["last_at"]) for one in json.loads((tmp_path / "audits.json").read_text())["findings"]
    }.pop()
    assert (first, last) == ("2026-01-01T00:00:00.000000Z", "2026-01-01T01:00:00.000000Z")


def test_each_audit_settles_only_its_own_findings(auditing, tmp_path):
    auditing.step("verify")
    auditing.step("reexecute")

    assert report(tmp_path)["form"] == (True, 0)
    assert report(tmp_path)["unreadable"] == (True, 0)


def test_audits_run_by_themselves_and_end_when_told(auditing, tmp_path):
    stop = Event()
    auditing._due = dict.fromkeys(auditing._due, 0.0)
    thread = Thread(target=auditing.run, args=(stop,))
    thread.start()
    deadline = monotonic() + 30
    while not (tmp_path / "audits.json").exists() and monotonic() < deadline:
        sleep(0.05)
    stop.set()
    thread.join(20)

    assert not thread.is_alive()
    assert (tmp_path / "audits.json").exists()


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
