"""A pack that no release carries: entered whole or not at all, activated, followed, and found again by its digest."""

import json
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid5

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.cases import ExplainDeadline
from contracts.catalogue import commands_of, facts_of
from contracts.common import ActivatePolicy, EnterPack, PackEntered, acknowledged, pieces_of
from contracts.disclosure.duty.messages import OpenDuty
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.errors import Malformed, Rejected
from contracts.packs import form_of, read_form, read_pack
from contracts.policies import pack_named, shipped_packs, shipped_texts
from contracts.units import UnitKind
from disclosure.duty.rule import duty_stream
from disclosure.duty.view import CONTENT
from disclosure.service import SERVICE
from ledger.clock import ManualClock
from ledger.door import Page, Source
from ledger.handler import Request
from ledger.memory import MemoryStore
from ledger.packs import learn_packs, pack_decider, pack_found
from ledger.parts import NAMESPACE, Handlers
from ledger.projector import Projector
from ledger.recorded import metadata_of
from ledger.testing.given import given
from ledger.views import Views
from sqlalchemy import select
from sunledger.policy_record import decisions_under

from contracts import policies

COUNTY, TOWNSHIP = "360730", "360730101"
NOON = datetime(2025, 7, 1, 12, tzinfo=CHINA)
NOTICE = """
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

[disclosure.item.TP.90]
value = { zh = "镇村公交线路", en = "Bus lines to the villages" }
unit = "catalogue item"
source = "宁办字〔2025〕1号 第二条"
row = "D-001"
confidence = "sure"
"""
CORRECTION = (
    NOTICE.replace('id = "county-2025-notice"', 'id = "county-2025-notice-corrected"\ncorrects = "county-2025-notice"')
    .replace("known_from = 2025-01-01", "known_from = 2025-07-02")
    .replace("07-15", "07-16")
)

PACK = pack_decider("disclosure", commands_of("disclosure"), facts_of("disclosure"))


def enter(text: str = NOTICE, **changes: Any) -> EnterPack:
    form = form_of(text)
    document = {"pack": sha256(form.encode()).hexdigest(), "text": pieces_of(form)}
    return EnterPack(actor="desk", area=COUNTY, **{**document, **changes})


ENTER = enter()
ENTERED = PackEntered(area=COUNTY, pack=ENTER.pack, pack_id="county-2025-notice", text=ENTER.text, entered_at=NOON)


class Place:
    """A service on a store; what its process has met of packs is its own."""

    def __init__(self, store: MemoryStore, clock: ManualClock) -> None:
        self.store = store
        self.clock = clock
        self.handlers = Handlers(SERVICE, store, clock)

    def send(self, command: Any) -> None:
        command_id = uuid5(NAMESPACE, f"{self.clock.now()} {command!r}")
        request = Request(command_id=command_id, actor="desk", role="Test", actor_unit="cn", correlation_id=command_id)
        self.handlers.handle(command, request)

    def activate(self, digest: str, **changes: Any) -> None:
        self.send(ActivatePolicy(actor="desk", area=COUNTY, pack=digest, **changes))

    def open_duty(self, unit: str) -> dict[str, Any]:
        name, kind = Bilingual(zh="梅江镇", en="Meijiang Town"), UnitKind.TOWNSHIP
        self.send(EnrolUnit(actor="desk", unit=unit, kind=kind, name=name, valid_from=date(2025, 1, 1)))
        self.send(OpenDuty(actor="clock", unit=unit, kind=kind, catalogue="TP", period="2025H1"))
        [opened] = self.store.read(duty_stream(unit, "TP", "2025H1"))
        document: dict[str, Any] = json.loads(opened.data)
        return document


@pytest.fixture
def place() -> Place:
    """The county follows its opinion."""
    here, pack = Place(MemoryStore(), ManualClock(NOON)), pack_named("county-2011")
    here.activate(pack.digest, acknowledged=acknowledged(pack, "as always"))
    return here


@pytest.fixture(autouse=True)
def _nothing_met(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(policies, "_met", {})


def elsewhere(place: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Another machine, that has the store and the release and nothing else."""
    monkeypatch.setattr(policies, "_met", {})
    return Place(place.store, place.clock)


# Its form


@pytest.mark.parametrize("name", sorted(shipped_texts()))
def test_a_pack_is_the_same_read_from_its_text_or_from_its_canonical_form(name: str):
    text = shipped_texts()[name]
    form = form_of(text)

    assert read_form(form) == read_pack(text)
    assert read_pack(text).digest == sha256(form.encode()).hexdigest()
    assert "".join(pieces_of(form)) == form


@pytest.mark.parametrize(
    "form",
    ["{}", "[]", "no", '{"pack": {}}', form_of(NOTICE) + " ", form_of(NOTICE).replace("2025-01-01", "2025-02-30")],
)
def test_what_is_no_canonical_form_of_a_pack_is_refused(form: str):
    with pytest.raises(Malformed):
        read_form(form)


# Entering


@pytest.mark.req("X-013")
def test_a_pack_is_entered_under_its_digest_once():
    case = given(PACK, None).when(ENTER, at=NOON)

    case.then(ENTERED)
    case.after().when(ENTER, at=NOON).then()
    assert PACK.stream(ENTER) == f"disclosure_pack-{read_pack(NOTICE).digest}"


@pytest.mark.parametrize(
    ("command", "detail"),
    [
        (enter(NOTICE.replace("07-15", "06-31")), "disclosure.due.half1  impossible-date"),
        (enter(NOTICE.replace("disclosure.due.half1", "disclosure.due.never")), "disclosure.due.never  unknown-param"),
        (enter(NOTICE.replace('row = "D-006"\n', "")), "disclosure.due.half1: Missing: row."),
        (enter(NOTICE.replace("county-2025-notice", "county-2011")), "pack.id  same-name-twice"),
        (replace(ENTER, pack="0" * 64), "not what the digest says"),
        (replace(ENTER, text=(*ENTER.text, "x")), "not what the digest says"),
    ],
    ids=["no such day", "unknown name", "row missing", "name of the release", "digest", "text"],
)
def test_a_pack_with_any_defect_is_refused_whole_with_key_and_rule(command: EnterPack, detail: str):
    with pytest.raises(Rejected) as refusal:
        given(PACK, None).when(command, at=NOON).after()

    assert refusal.value.code == "invalid-policy-value"
    assert detail in str(refusal.value)


# Being followed


def test_a_pack_that_was_not_entered_is_not_activated_and_what_is_active_stays(place: Place):
    with pytest.raises(Rejected) as refusal:
        place.activate(ENTER.pack)

    assert refusal.value.code == "invalid-policy-value"
    assert place.open_duty(TOWNSHIP)["due_on"] == "2025-07-20"


@pytest.mark.req("X-013")
def test_what_is_decided_from_then_on_follows_it_and_running_cases_keep_theirs(place: Place):
    before = place.open_duty("360730102")
    place.send(ENTER)
    place.activate(ENTER.pack)
    after = place.open_duty(TOWNSHIP)
    [opened] = place.store.read(duty_stream(TOWNSHIP, "TP", "2025H1"))

    assert (before["due_on"], after["due_on"]) == ("2025-07-20", "2025-07-15")
    assert ENTER.pack in metadata_of(opened)["policy"]["packs"]
    assert "TP-90" in after["items"]
    assert "TP-90" not in before["items"]


def test_entering_alone_puts_nothing_in_force(place: Place):
    place.send(ENTER)

    assert place.open_duty(TOWNSHIP)["due_on"] == "2025-07-20"


def test_another_machine_finds_it_in_the_store_alone(place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path):
    place.send(ENTER)
    there = elsewhere(place, monkeypatch)
    there.activate(ENTER.pack)
    third = elsewhere(there, monkeypatch)

    assert third.open_duty(TOWNSHIP)["due_on"] == "2025-07-15"

    fourth = elsewhere(third, monkeypatch)
    views = Views(tmp_path, SERVICE.schema)
    views.prepare()
    Projector(fourth.store, views, SERVICE.facts).catch_up()
    with views.live().reading() as connection:
        contents = map(json.loads, connection.execute(select(CONTENT.c.document)).scalars())
        names = {item: row["name"] and row["name"]["zh"] for each in contents for item, row in each["items"].items()}
        monkeypatch.setattr(policies, "_met", {})
        question = ExplainDeadline(unit=TOWNSHIP, case=duty_stream(TOWNSHIP, "TP", "2025H1"))
        answer = SERVICE.answers[ExplainDeadline](Source(connection, fourth.store.read), question, Page(100, None))

    assert (names.pop("TP-90"), set(names.values())) == ("镇村公交线路", {None})
    assert answer.explanation.rule.source == "宁办字〔2025〕1号 第一条"
    assert answer.due.due_on == date(2025, 7, 15)


@pytest.mark.req("X-013")
def test_a_correction_counts_from_when_it_is_known_and_what_was_decided_under_the_value_is_listed(place: Place):
    place.send(ENTER)
    place.activate(ENTER.pack)
    place.open_duty(TOWNSHIP)
    correction = enter(CORRECTION)
    place.send(correction)
    place.activate(correction.pack)
    day_before = place.open_duty("360730102")
    place.clock.advance_to(datetime(2025, 7, 2, 12, tzinfo=CHINA))
    corrected = place.open_duty("360730103")
    under = decisions_under(place.store, ["disclosure"], read_pack(NOTICE), "disclosure.due.half1")
    touched = {decision.stream for decision in under}

    assert (day_before["due_on"], corrected["due_on"]) == ("2025-07-15", "2025-07-16")
    assert touched >= {duty_stream(TOWNSHIP, "TP", "2025H1"), duty_stream("360730102", "TP", "2025H1")}
    assert duty_stream("360730103", "TP", "2025H1") not in touched


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (CORRECTION.replace('corrects = "county-2025-notice"', 'corrects = "county-2024-notice"'), "corrects-nothing"),
        (NOTICE.replace("07-15", "07-14"), "same-name-twice"),
    ],
)
def test_beside_what_is_active_a_pack_has_a_name_of_its_own_and_corrects_what_is_there(
    place: Place, text: str, rule: str
):
    place.send(ENTER)
    place.activate(ENTER.pack)
    other = enter(text)
    place.send(other)

    with pytest.raises(Rejected) as refusal:
        place.activate(other.pack)

    assert refusal.value.code == "invalid-policy-value"
    assert rule in str(refusal.value)


# Finding


def test_a_pack_of_the_release_needs_no_record():
    pack = pack_named("county-2011")

    assert pack_found(lambda _: [], "disclosure", pack.digest) is shipped_packs()[pack.digest]


def test_what_is_neither_in_the_release_nor_in_the_record_is_not_found(place: Place):
    with pytest.raises(LookupError):
        pack_found(place.store.read, "disclosure", ENTER.pack)


def test_every_pack_of_a_record_is_met_at_once(place: Place, monkeypatch: pytest.MonkeyPatch):
    for text in (NOTICE, CORRECTION):
        place.send(enter(text))
    monkeypatch.setattr(policies, "_met", {})
    learn_packs(place.store, ["assessment", "disclosure"])

    assert {pack.id for pack in policies._met.values()} == {"county-2025-notice", "county-2025-notice-corrected"}
