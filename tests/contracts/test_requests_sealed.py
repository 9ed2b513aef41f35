"""What citizens tell a unit, from end to end: sealed at the door, opened by its organ, erased and gone."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest
from contracts.common import acknowledged
from contracts.disclosure.objection.messages import ObjectionReceipt, ObjectionsOfUnit, SubmitObjection
from contracts.disclosure.request.messages import SubmitRequest
from contracts.errors import Forbidden, Rejected
from contracts.message import Json
from contracts.particulars import EraseSubject, OpenSealed
from contracts.permissions import permissions_of
from contracts.policies import pack_named
from disclosure.service import SERVICE
from ledger.authority import Authority, Caller, Issuer
from ledger.blobs import Blobs
from ledger.clock import ManualClock
from ledger.door import Call, Door
from ledger.keys import FILE, KeyFile
from ledger.memory import MemoryStore
from ledger.parts import Handlers
from ledger.projector import Projector
from ledger.refusals import Spool
from ledger.sealing import KeyedSealer, MasterKeys, create_master_key
from ledger.testing.desk import NOON
from ledger.views import Views

TOWN, OTHER_TOWN, VILLAGE = "360730101", "360730102", "360730101201"
REQUEST = str(uuid5(NAMESPACE_OID, "request"))
STREAM = f"disclosure_request-{TOWN}-{REQUEST}"
OBJECTION = str(uuid5(NAMESPACE_OID, "objection"))
OBJECTION_STREAM = f"disclosure_objection-{VILLAGE}-{OBJECTION}"
STATEMENT = "第二项金额与账目不符，某户未领到补助"
METHODS = {ObjectionsOfUnit: "objections_of_unit", ObjectionReceipt: "objection_receipt"}
PARTICULARS = {"name": "某甲乙丙", "contact": "电话一三五七九", "words": "请公开某组征地补偿明细"}
PACKS = (
    "cn-open-government-2019",
    "cn-open-government-2019-requests",
    "cn-villagers-2018",
    "county-2011",
    "county-2011-supervision",
)


class Office:
    """Disclosure's door, views and keys in one folder, on a store in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store = folder, MemoryStore()
        self.handlers = Handlers(SERVICE, self.store, ManualClock(NOON))
        self.issuer = Issuer(folder / "keys")
        self.issuer.create()
        create_master_key(folder / "keys" / "master.key")
        self.keys = KeyFile(folder / FILE)
        self.sealer = KeyedSealer(self.keys, MasterKeys(file=folder / "keys" / "master.key"), ManualClock(NOON))
        self.views = Views(folder / "views", SERVICE.schema)
        self.views.prepare()
        for name in PACKS:
            self.activate(name)
        self.door = Door(
            self.handlers,
            SERVICE.answers,
            views=self.views,
            authority=Authority(folder / "keys"),
            permissions=permissions_of("disclosure"),
            read=self.store.read,
            spool=Spool(folder),
            blobs=Blobs(folder / "blobs", 1),
            run=lambda function, /, *arguments: function(*arguments),
            sealer=self.sealer,
        )

    def activate(self, name: str) -> None:
        pack = pack_named(name)
        reasons = [{"parameter": each.parameter, "reason": each.reason} for each in acknowledged(pack, "a test")]
        document = {"area": "360730", "pack": pack.digest, "acknowledged": reasons}
        identity = uuid5(NAMESPACE_OID, name)
        self.handlers.handle_own("disclosure.activate-policy.v1", document, command_id=identity, cause=None)

    def call(self, method: str, role: str, unit: str) -> Call:
        return Call(method, {"token": self.issuer.issue(Caller("ref-01", role, unit))})

    def submit(self, unit: str = TOWN, request: str = REQUEST, name: str = "submit") -> Json:
        document = {"unit": unit, "request": request, "requester": "r-1", "subject": "征地补偿", "form": "paper"}
        call = self.call("submit_request", "Public", "cn")
        return self.door.command(call, SubmitRequest, {**document, **PARTICULARS}, identity(name), None)

    def object(self, name: str = "object") -> Json:
        item = {"kind": "report", "catalogue": "VA", "period": "2025Q1", "item": "VA-2a", "text": STATEMENT}
        call = self.call("submit_objection", "Public", "cn")
        document = {"unit": VILLAGE, "objection": OBJECTION, **item}
        return self.door.command(call, SubmitObjection, document, identity(name), None)

    def ask(self, kind: type, question: Json, role: str, unit: str) -> Json:
        Projector(self.store, self.views, SERVICE.facts).catch_up()
        return self.door.query(self.call(METHODS[kind], role, unit), kind, question, None, None)

    def open(self, role: str, unit: str, name: str, stream: str = STREAM) -> dict[str, Any]:
        question = {"stream": stream, "revisions": [0], "ground": "handling"}
        call = self.call("open_sealed", role, unit)
        answer = self.door.particulars(call, OpenSealed, question, identity(name))
        return {value["path"]: value["text"] for value in answer["values"]}

    def erase(self, subject: str = f"case:{TOWN}-{REQUEST}") -> Json:
        question = {"subject": subject, "ground": "purpose-achieved"}
        call = self.call("erase_subject", "DisclosureOfficerTownship", TOWN)
        return self.door.particulars(call, EraseSubject, question, identity("erase"))

    def contents(self) -> Iterator[bytes]:
        """Every byte on record and in the folder."""
        Projector(self.store, self.views, SERVICE.facts).catch_up()
        for fact in self.store.read_all(("disclosure_",), limit=10_000):
            yield b"\n".join((fact.stream.encode(), str(fact.id).encode(), fact.data, fact.metadata))
        yield from (file.read_bytes() for file in self.folder.rglob("*") if file.is_file())


def identity(name: str) -> str:
    return str(uuid5(NAMESPACE_OID, name))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.submit()
    return office


def test_the_organ_reads_who_asks_and_nobody_else_does(office: Office) -> None:
    assert PARTICULARS == office.open("DisclosureOfficerTownship", TOWN, "one")
    assert PARTICULARS == office.open("DisciplineCommission", "360730", "two")
    for role, unit in (
        ("DisclosureOfficerTownship", "360730102"),
        ("Public", "cn"),
        ("SecrecyReviewer", TOWN),
        ("PolicyAdministrator", "360730"),
    ):
        with pytest.raises(Forbidden):
            office.open(role, unit, "three")


@pytest.mark.req("X-003")
def test_every_reading_of_a_request_is_on_record(office: Office) -> None:
    office.open("DisclosureOfficerTownship", TOWN, "one")
    office.open("DisciplineCommission", "360730", "two")

    assert 2 == len(office.store.read(f"disclosure_opening-request-{TOWN}-{REQUEST}"))


def test_no_particular_is_in_any_fact_view_or_file_before_or_after_the_erasure(office: Office) -> None:
    office.open("DisclosureOfficerTownship", TOWN, "one")
    refuse_and_erase(office, tuple(PARTICULARS.values()), f"case:{TOWN}-{REQUEST}", partial(office.submit, name="2"))

    with pytest.raises(Rejected, match="sealed-data-erased"):
        office.open("DisclosureOfficerTownship", TOWN, "two")


def refuse_and_erase(office: Office, texts: tuple[str, ...], subject: str, again: Callable[[], Json]) -> None:
    """Said `again` it is refused, which leaves a note; neither before nor after the erasure are the texts anywhere."""
    with pytest.raises(Rejected, match="already"):
        again()
    holding = office.keys.holding(subject)
    assert holding is not None
    wrapped = office.keys.key_named(holding.key_id)
    key = office.sealer._unwrapped(wrapped)
    secrets = [*(spelling for text in texts for spelling in spellings(text)), key]
    assert [] == [secret for content in office.contents() for secret in secrets if secret in content]
    assert any(wrapped.wrapped in content for content in office.contents())
    office.erase(subject)

    left = [*secrets, wrapped.wrapped]
    assert [] == [secret for content in office.contents() for secret in left if secret in content]


def spellings(text: str) -> tuple[bytes, bytes]:
    """As it is, and as JSON may escape it."""
    return text.encode(), json.dumps(text)[1:-1].encode()


@pytest.mark.parametrize("request_id", [identity("another request"), REQUEST], ids=["its own", "the same receipt"])
def test_a_stranger_who_takes_the_same_names_in_another_unit_touches_no_key_of_the_first(
    office: Office, request_id: str
) -> None:
    subject = f"case:{TOWN}-{REQUEST}"
    before = office.keys.holding(subject)
    office.submit(OTHER_TOWN, request_id, "stranger")
    other = f"disclosure_request-{OTHER_TOWN}-{request_id}"

    assert before == office.keys.holding(subject)
    assert office.keys.holding("person:r-1") is None
    assert PARTICULARS == office.open("DisclosureOfficerTownship", TOWN, "one")
    with pytest.raises(Forbidden):
        office.erase(f"case:{OTHER_TOWN}-{request_id}")
    office.erase()
    with pytest.raises(Rejected, match="sealed-data-erased"):
        office.open("DisclosureOfficerTownship", TOWN, "two")
    assert PARTICULARS == office.open("DisclosureOfficerTownship", OTHER_TOWN, "three", other)


# What is said about an item


def test_who_handles_an_objection_reads_it_on_record_and_nobody_else_does(office: Office) -> None:
    office.object()
    readers = (
        ("DisclosureOfficerVillage", VILLAGE),
        ("DisclosureOfficerTownship", TOWN),
        ("DisciplineCommission", "360730"),
    )
    for role, unit in readers:
        assert {"text": STATEMENT} == office.open(role, unit, f"{role} reads", OBJECTION_STREAM)
    for role, unit in (
        ("DisclosureOfficerTownship", OTHER_TOWN),
        ("DisclosureOfficerVillage", "360730101202"),
        ("Public", "cn"),
        ("SecrecyReviewer", TOWN),
    ):
        with pytest.raises(Forbidden):
            office.open(role, unit, "not theirs", OBJECTION_STREAM)

    assert len(readers) == len(office.store.read(f"disclosure_opening-objection-{VILLAGE}-{OBJECTION}"))


def test_the_unit_is_shown_the_sealed_statement_and_who_has_the_receipt_what_became_of_it(office: Office) -> None:
    office.object()
    recorded = json.loads(office.store.read(OBJECTION_STREAM)[0].data)
    [shown] = office.ask(ObjectionsOfUnit, {"unit": VILLAGE}, "DisclosureOfficerVillage", VILLAGE)["records"]
    receipt = office.ask(ObjectionReceipt, {"unit": VILLAGE, "objection": OBJECTION}, "Public", "cn")

    assert (recorded["text"], OBJECTION_STREAM) == (shown["text"], shown["stream"])
    assert ("report", "submitted") == (receipt["line"]["kind"], receipt["line"]["status"])
    assert recorded["text"]["ciphertext"] not in json.dumps(receipt)


def test_no_statement_is_in_any_fact_view_or_file_before_or_after_the_erasure(office: Office) -> None:
    office.object()
    refuse_and_erase(office, (STATEMENT,), f"case:{VILLAGE}-{OBJECTION}", partial(office.object, "again"))

    with pytest.raises(Rejected, match="sealed-data-erased"):
        office.open("DisclosureOfficerVillage", VILLAGE, "too late", OBJECTION_STREAM)
