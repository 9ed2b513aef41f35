"""A request for information from end to end: sealed at the door, opened by its organ, erased and gone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest
from contracts.common import acknowledged
from contracts.disclosure.requests import SubmitRequest
from contracts.errors import Forbidden, Rejected
from contracts.message import Json
from contracts.particulars import EraseSubject, OpenSealed
from contracts.permissions import permissions_of
from contracts.policies import pack_named
from disclosure.answers import ANSWERS
from disclosure.parts import PARTS
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

TOWN = "360730101"
REQUEST = str(uuid5(NAMESPACE_OID, "request"))
STREAM = f"disclosure_request-{TOWN}-{REQUEST}"
PARTICULARS = {"name": "某甲乙丙", "contact": "电话一三五七九", "words": "请公开某组征地补偿明细"}
PACKS = ("cn-open-government-2019", "county-2011", "cn-open-government-2019-requests")


class Office:
    """Disclosure's door, views and keys in one folder, on a store in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store = folder, MemoryStore()
        self.handlers = Handlers(PARTS, self.store, ManualClock(NOON))
        self.issuer = Issuer(folder / "keys")
        self.issuer.create()
        create_master_key(folder / "keys" / "master.key")
        self.keys = KeyFile(folder / FILE)
        self.sealer = KeyedSealer(self.keys, MasterKeys(file=folder / "keys" / "master.key"), ManualClock(NOON))
        self.views = Views(folder / "views", PARTS.schema)
        self.views.prepare()
        for name in PACKS:
            self.activate(name)
        self.door = Door(
            self.handlers,
            ANSWERS,
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

    def submit(self) -> Json:
        document = {"unit": TOWN, "request": REQUEST, "requester": "r-1", "subject": "征地补偿", "form": "paper"}
        call = self.call("submit_request", "Public", "cn")
        return self.door.command(call, SubmitRequest, {**document, **PARTICULARS}, identity("submit"), None)

    def open(self, role: str, unit: str, name: str) -> dict[str, Any]:
        question = {"stream": STREAM, "revisions": [0], "ground": "handling"}
        call = self.call("open_sealed", role, unit)
        answer = self.door.particulars(call, OpenSealed, question, identity(name))
        return {value["path"]: value["text"] for value in answer["values"]}

    def erase(self) -> Json:
        question = {"subject": "person:r-1", "ground": "purpose-achieved"}
        call = self.call("erase_subject", "DisclosureOfficerTownship", TOWN)
        return self.door.particulars(call, EraseSubject, question, identity("erase"))

    def contents(self) -> Iterator[bytes]:
        """Every byte on record and in the folder."""
        Projector(self.store, self.views, PARTS.facts).catch_up()
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
    holding = office.keys.holding("person:r-1")
    assert holding is not None
    wrapped = office.keys.key_named(holding.key_id)
    key = office.sealer._unwrapped(wrapped)
    secrets = [text.encode() for text in PARTICULARS.values()] + [key]
    assert [] == [secret for content in office.contents() for secret in secrets if secret in content]
    office.erase()

    left = [*secrets, wrapped.wrapped]
    assert [] == [secret for content in office.contents() for secret in left if secret in content]
    with pytest.raises(Rejected, match="sealed-data-erased"):
        office.open("DisclosureOfficerTownship", TOWN, "two")
