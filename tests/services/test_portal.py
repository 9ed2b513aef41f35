"""The portal's two processes on a real node: what is recorded is shown, and what is away is said and waited for."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from contracts.bilingual import Bilingual
from contracts.common import ActivatePolicy, acknowledged
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.policies import pack_named
from contracts.units import UnitKind
from disclosure.service import SERVICE as DISCLOSURE
from ledger.clock import MachineClock, monotonic, sleep
from ledger.esdb import EsdbStore
from ledger.handler import Request
from ledger.parts import Handlers
from localnode.testing import NodeAddress
from sunledger.processes import free_port

COUNTY = "360730"
SOON_S = 30.0


@dataclass
class Portal:
    """A node, the portal's processes on it, and somebody who records."""

    node: NodeAddress
    data: Path
    address: str
    processes: dict[str, subprocess.Popen[bytes]]

    def start(self, kind: str) -> None:
        settings = {
            "SUNLEDGER_STORE_URI": self.node.uri,
            "SUNLEDGER_DATA": str(self.data),
            "SUNLEDGER_PORTAL_ADDRESS": self.address,
        }
        environment = {**os.environ, **settings}
        self.processes[kind] = subprocess.Popen([sys.executable, "-m", "portal.main", kind], env=environment)

    def end(self, kind: str) -> None:
        process = self.processes.pop(kind)
        process.terminate()
        process.wait(10)

    def enrol(self, unit: str, zh: str) -> None:
        store = EsdbStore(self.node.uri)
        handlers = Handlers(DISCLOSURE, store, MachineClock())
        name = Bilingual(zh=zh, en="A township of a test")
        command = EnrolUnit(actor="desk", unit=unit, kind=UnitKind.TOWNSHIP, name=name, valid_from=date(2025, 1, 1))
        for each in (*self._activations(), command):
            command_id = uuid4()
            request = Request(
                command_id=command_id, actor="desk", role="Test", actor_unit=COUNTY, correlation_id=command_id
            )
            handlers.handle(each, request)
        store.close()

    def _activations(self) -> tuple[ActivatePolicy, ...]:
        pack = pack_named("county-2011")
        unsure = acknowledged(pack, "as the county always did")
        marker = self.data / "activated"
        if marker.exists():
            return ()
        marker.touch()
        return (ActivatePolicy(actor="desk", area=COUNTY, pack=pack.digest, acknowledged=unsure),)

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://{self.address}{path}", timeout=5) as answer:
                return answer.status, str(answer.read(), "utf-8")
        except urllib.error.HTTPError as error:
            return error.code, str(error.read(), "utf-8")
        except OSError:
            return 0, ""

    def complete_at(self) -> datetime | None:
        status, text = self.get("/overdue.json")
        moment = json.loads(text)["complete_at"] if status == 200 else None
        return None if moment is None else datetime.fromisoformat(moment)


def until(condition: Callable[[], Any], what: str) -> Any:
    deadline = monotonic() + SOON_S
    while monotonic() < deadline:
        if outcome := condition():
            return outcome
        sleep(0.1)
    raise AssertionError(f"{what} within {SOON_S:g} s")


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    data = tmp_path / "data"
    data.mkdir()
    portal = Portal(NodeAddress(tmp_path / "events.db"), data, f"127.0.0.1:{free_port()}", {})
    yield portal
    for kind in tuple(portal.processes):
        portal.end(kind)
    portal.node.stop()


def test_what_is_recorded_is_shown_and_pages_outlive_the_store(portal: Portal) -> None:
    portal.start("web")
    until(lambda: portal.get("/")[0] == 503, "a page that waits for its views")
    portal.start("follow")
    portal.enrol("360730101", "青塘镇")
    until(lambda: "青塘镇" in portal.get("/")[1], "the unit on the page")
    until(portal.complete_at, "a page that knows its age")

    portal.node.kill()
    last = portal.complete_at()
    sleep(3.0)
    status, page = portal.get("/units/360730101")
    assert (200, last) == (status, portal.complete_at())
    assert "青塘镇" in page

    portal.node.start()
    portal.enrol("360730102", "长胜镇")
    until(lambda: "长胜镇" in portal.get("/")[1], "the unit recorded after the store came back")
    assert last is not None
    until(lambda: (portal.complete_at() or last) > last + timedelta(seconds=3), "a page that is fresh again")


def test_views_go_on_where_they_were_after_the_process_was_ended(portal: Portal) -> None:
    portal.enrol("360730101", "青塘镇")
    portal.start("follow")
    portal.start("web")
    until(lambda: "青塘镇" in portal.get("/")[1], "the unit on the page")

    portal.end("follow")
    portal.enrol("360730102", "长胜镇")
    portal.start("follow")

    until(lambda: "长胜镇" in portal.get("/")[1], "the unit recorded meanwhile")
    assert 2 == len(json.loads(portal.get("/index.json")[1])["page"]["units"])
