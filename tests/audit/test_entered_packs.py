"""What was decided by a pack of the county's own is decided again, checked and exported with nothing but the record."""

import hashlib
import importlib.util
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid5

import pytest
from audit.checking import check
from audit.export import About, export
from audit.reexecute import reexecute
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.canonical import canonical
from contracts.common import ActivatePolicy, EnterPack, acknowledged, pieces_of
from contracts.disclosure.duty.messages import OpenDuty
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.packs import form_of
from contracts.policies import pack_named
from contracts.units import UnitKind
from disclosure.duty.rule import duty_stream
from disclosure.service import SERVICE
from ledger.clock import ManualClock
from ledger.handler import Request
from ledger.log_builder import LogBuilder
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers
from ledger.store import Draft, Recorded
from transparency.keys import log_key

from contracts import policies

COUNTY, TOWNSHIP = "360730", "360730101"
NOON = datetime(2025, 7, 1, 12, tzinfo=CHINA)
DUTY = duty_stream(TOWNSHIP, "TP", "2025H1")
FORM = form_of("""
[pack]
id = "county-2025-notice"
area = "360730"
in_force_from = 2025-01-01
known_from = 2025-01-01
source = "宁办字〔2025〕1号"
title = { zh = "关于提前公开的通知", en = "Notice on earlier disclosure" }
[disclosure.due.half1]
value = { month_day = "07-15", year = 0 }
unit = "month-day, years after the period's year"
source = "宁办字〔2025〕1号 第一条"
row = "D-006"
confidence = "sure"
""")
DIGEST = hashlib.sha256(FORM.encode()).hexdigest()


@pytest.fixture(scope="module")
def record() -> MemoryStore:
    """A township's duty, opened by the county's own pack."""
    store, opinion = MemoryStore(), pack_named("county-2011")
    handlers = Handlers(SERVICE, store, ManualClock(NOON))
    unsure = acknowledged(opinion, "as always")
    name, kind = Bilingual(zh="梅江镇", en="Meijiang Town"), UnitKind.TOWNSHIP
    for command in (
        ActivatePolicy(actor="desk", area=COUNTY, pack=opinion.digest, acknowledged=unsure),
        EnterPack(actor="desk", area=COUNTY, pack=DIGEST, text=pieces_of(FORM)),
        ActivatePolicy(actor="desk", area=COUNTY, pack=DIGEST),
        EnrolUnit(actor="desk", unit=TOWNSHIP, kind=kind, name=name, valid_from=date(2025, 1, 1)),
        OpenDuty(actor="desk", unit=TOWNSHIP, kind=kind, catalogue="TP", period="2025H1"),
    ):
        command_id = uuid5(NAMESPACE, repr(command))
        request = Request(command_id=command_id, actor="desk", role="Test", actor_unit="cn", correlation_id=command_id)
        handlers.handle(command, request)
    return store


@pytest.fixture(autouse=True)
def _nothing_met(monkeypatch: pytest.MonkeyPatch):
    """The auditor's machine has never heard of the pack."""
    monkeypatch.setattr(policies, "_met", {})


def copied(record: MemoryStore, **changes: bytes | None) -> MemoryStore:
    """The record with the pack's fact changed, or left out."""
    store = MemoryStore()
    for fact in record.read_all(("",), limit=1000):
        data = changes.get("pack", fact.data) if "_pack-" in fact.stream else fact.data
        if data is not None:
            store.append(
                fact.stream,
                [Draft(fact.id, fact.type, data, fact.metadata)],
                expected=len(store.read(fact.stream)) - 1,
            )
    return store


def found(store: MemoryStore) -> set[tuple[str, str]]:
    return {(finding.check, finding.place.partition("@")[0]) for finding in reexecute(store).findings}


def pack_fact(record: MemoryStore) -> Recorded:
    [fact] = record.read(f"disclosure_pack-{DIGEST}")
    return fact


@pytest.mark.req("X-013")
def test_the_record_alone_is_enough_to_decide_and_to_reckon_again(record: MemoryStore):
    result = reexecute(record)

    assert result.findings == ()
    assert result.decisions == len(record.read_all(("",), limit=1000))
    assert check(record).findings == ()
    [opened] = record.read(DUTY)
    assert json.loads(opened.data)["due_on"] == "2025-07-15"


def test_an_altered_pack_is_found_and_so_is_what_rests_on_it(record: MemoryStore):
    document = json.loads(pack_fact(record).data)
    text = "".join(document["text"]).replace("07-15", "07-25")
    altered = copied(record, pack=canonical({**document, "text": list(pieces_of(text))}))

    assert ("not-decided", f"disclosure_pack-{DIGEST}") in found(altered)
    assert ("rules-unknown", DUTY) in found(altered)


def test_without_the_pack_nobody_can_decide_again_and_that_is_said(record: MemoryStore):
    assert ("rules-unknown", DUTY) in found(copied(record, pack=None))


def test_a_bundle_holds_the_pack_so_that_a_stranger_has_the_rule(record: MemoryStore, tmp_path: Path):
    builder = LogBuilder(record, tmp_path / "log", log_key(tmp_path / "log.key", "sunledger-log"))
    builder.resume()
    builder.catch_up()
    lines: list[bytes] = []
    export(record, builder.log, About(DUTY), lines.append, None)
    packs = [document["pack"] for line in lines if "pack" in (document := json.loads(line))]

    assert FORM in packs
    assert {hashlib.sha256(form.encode()).hexdigest() for form in packs} == {DIGEST, pack_named("county-2011").digest}
    assert problems(b"".join(lines)) == []


def problems(content: bytes) -> Any:
    program = Path(__file__).parents[2] / "shared" / "verify_bundle.py"
    spec = importlib.util.spec_from_file_location("verify_bundle_of_packs", program)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.check(content)[0]
