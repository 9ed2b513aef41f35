"""`sunledger policy rebind|settle`: which cases are asked for, what is sent to each, and what is said about it."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid5

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.cases import OpenCases, RebindPolicy, SettleDueDate
from contracts.common import ActivatePolicy, acknowledged
from contracts.disclosure.duty.messages import OpenDuty
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.message import Json
from contracts.permissions import permissions_of
from contracts.policies import pack_named
from contracts.units import UnitKind
from disclosure.service import SERVICE
from ledger.activation import ActivePolicies
from ledger.authority import Authority, Caller, Issuer
from ledger.blobs import Blobs
from ledger.clock import ManualClock
from ledger.door import Call, Door
from ledger.handler import Request
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers
from ledger.projector import Projector
from ledger.refusals import Spool
from ledger.views import Views
from sunledger.case_commands import Outcome, each_open_case
from sunledger.main import app
from typer.testing import CliRunner

COUNTY = "360730"
UNITS = ("360730101", "360730102", "360730103")
NOON = datetime(2025, 7, 1, 12, tzinfo=CHINA)
KINDS: dict[str, type] = {"open_cases": OpenCases, "rebind_policy": RebindPolicy, "settle_due_date": SettleDueDate}
STATUTE = pack_named("cn-open-government-2019")


class DisclosureCalled:
    """Disclosure behind its own door, called as a client calls it; every method that was called, in order."""

    def __init__(self, folder: Path) -> None:
        self.store, self.called = MemoryStore(), list[str]()
        policies = ActivePolicies(self.store, SERVICE.facts, cached_s=0)
        self.handlers = Handlers(SERVICE, self.store, ManualClock(NOON), policies=policies)
        views, issuer = Views(folder, SERVICE.schema), Issuer(folder / "keys")
        views.prepare()
        issuer.create()
        self._projector = Projector(self.store, views, SERVICE.facts)
        self._token = issuer.issue(Caller("desk", "PolicyAdministrator", COUNTY))
        self._door = Door(
            self.handlers,
            SERVICE.answers,
            views=views,
            authority=Authority(folder / "keys"),
            permissions=permissions_of("disclosure"),
            read=self.store.read,
            spool=Spool(folder),
            blobs=Blobs(folder / "blobs", 1_000_000),
            run=lambda function, /, *arguments: function(*arguments),
        )

    def call(self, service: str, method: str, document: Any, **options: Any) -> Json:
        self.called.append(method)
        self._projector.catch_up()
        call = Call(method, {"token": self._token})
        if "page" in options:
            options["page"]["limit"] = 2  # so that three duties take two pages
            return self._door.query(call, KINDS[method], document, None, options["page"])
        return self._door.command(call, KINDS[method], document, options["command_id"], None)

    def record(self, command: Any) -> None:
        identity = uuid5(NAMESPACE, repr(command))
        request = Request(command_id=identity, actor="desk", role="Test", actor_unit="cn", correlation_id=identity)
        self.handlers.handle(command, request)


@pytest.fixture
def disclosure(tmp_path: Path) -> DisclosureCalled:
    """Three townships, each with one open duty of the first half of 2025."""
    place, pack = DisclosureCalled(tmp_path), pack_named("county-2011")
    unsure = acknowledged(pack, "as the county always did")
    place.record(ActivatePolicy(actor="desk", area=COUNTY, pack=pack.digest, acknowledged=unsure))
    for unit in UNITS:
        name = Bilingual(zh=f"单位{unit}", en=f"Unit {unit}")
        kind = UnitKind.TOWNSHIP
        place.record(EnrolUnit(actor="desk", unit=unit, kind=kind, name=name, valid_from=NOON.date()))
        place.record(OpenDuty(actor="clock", unit=unit, kind=kind, catalogue="TP", period="2025H1"))
    return place


def rebound(place: DisclosureCalled, area: str = COUNTY) -> list[Outcome]:
    change = {"pack": STATUTE.digest, "ground": "信息公开条例56"}
    services = ["elections", "disclosure"]
    return list(each_open_case(place, services, area, "rebind_policy", change, provisional_only=False))


def test_every_open_case_is_rebound_once(disclosure: DisclosureCalled):
    disclosure.record(ActivatePolicy(actor="desk", area="cn", pack=STATUTE.digest))
    first, again = rebound(disclosure), rebound(disclosure)

    assert [outcome.case for outcome in first] == [f"disclosure_duty-{unit}-TP-2025H1" for unit in UNITS]
    assert {outcome.says for outcome in first} == {"follows 2 packs now (信息公开条例56)"}
    assert {(outcome.says, outcome.has_changed) for outcome in again} == {("stays as it is", False)}
    assert {len(disclosure.store.read(outcome.case)) for outcome in first} == {2}
    assert disclosure.called.count("open_cases") == 4


def test_only_the_cases_of_the_area_are_rebound(disclosure: DisclosureCalled):
    disclosure.record(ActivatePolicy(actor="desk", area="cn", pack=STATUTE.digest))

    assert [outcome.case for outcome in rebound(disclosure, UNITS[1])] == [f"disclosure_duty-{UNITS[1]}-TP-2025H1"]


def test_a_refusal_is_said_of_the_case_and_the_others_go_on(disclosure: DisclosureCalled):
    outcomes = rebound(disclosure)

    assert [outcome.is_refused for outcome in outcomes] == [True] * 3
    assert all(outcome.says.startswith("refused: policy-not-active") for outcome in outcomes)


def test_what_is_not_provisional_is_asked_for_only_after_an_amendment(disclosure: DisclosureCalled):
    settled = list(each_open_case(disclosure, ["disclosure"], COUNTY, "settle_due_date", {}, provisional_only=True))
    amended = list(each_open_case(disclosure, ["disclosure"], COUNTY, "settle_due_date", {}, provisional_only=False))

    assert settled == []
    assert [outcome.says for outcome in amended] == ["stays as it is"] * 3


def test_a_name_that_is_no_stream_is_refused_as_usage(tmp_path: Path):
    answer = CliRunner().invoke(app, ["due", "TP-2025H1", "--home", str(tmp_path)], env={"COLUMNS": "200"})

    assert answer.exit_code == 2


@pytest.mark.parametrize(
    "order",
    [
        ["policy", "settle", "--for", COUNTY],
        ["policy", "rebind", STATUTE.id, "--for", COUNTY, "--ground", "附则"],
        ["due", "disclosure_duty-360730101-TP-2025H1"],
    ],
)
def test_without_a_platform_nothing_is_sent(order: list[str], tmp_path: Path):
    answer = CliRunner().invoke(app, [*order, "--home", str(tmp_path)], env={"COLUMNS": "200"})

    assert answer.exit_code == 1
    assert "No platform has been started" in answer.output
