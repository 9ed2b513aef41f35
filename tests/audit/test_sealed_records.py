"""Sealed data in a record: proofs and decisions hold after its key is destroyed, and nobody reads it any more."""

import importlib.util
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest
from audit.export import About, export
from audit.memory import Memory
from audit.reexecute import reexecute
from audit.verify import Settings, verify
from contracts.common import ActivatePolicy, acknowledged
from contracts.disclosure.request.messages import (
    AnswerRequest,
    ReceiveRequest,
    RequestAnswer,
    RequestChannel,
    WantedForm,
)
from contracts.disclosure.words import AnswerKind
from contracts.message import load
from contracts.particulars import ErasureGround, OrderErasure
from contracts.policies import pack_named
from contracts.sealed import Sealed
from disclosure.service import SERVICE
from ledger.clock import MachineClock, ManualClock
from ledger.erasure import Eraser
from ledger.keys import FILE, KeyDestroyed, KeyFile
from ledger.log_builder import LogBuilder
from ledger.memory import MemoryStore
from ledger.parts import Handlers
from ledger.recorded import digest_of_fact
from ledger.request import Request
from ledger.sealing import KeyedSealer, MasterKeys, create_master_key
from ledger.store import Draft
from transparency.keys import log_key

PROGRAM = Path(__file__).parents[2] / "shared" / "verify_bundle.py"
TOWNSHIP, COUNTY = "360730101", "360730"
REQUEST = "7b1d3c5e-0a2f-4c6d-8e9f-1a2b3c4d5e6f"
STREAM = f"disclosure_request-{TOWNSHIP}-{REQUEST}"
SUBJECT, NAME, CONTACT = "person:person-7", "甲某某", "梅江镇某路1号"
BEGINS = datetime(2025, 3, 5, 4, tzinfo=UTC)
PACKS = ("cn-open-government-2019", "cn-open-government-2019-requests", "county-2011")


class Office:
    """A request of a person for information, received and answered; the person's name and address are sealed."""

    def __init__(self, folder: Path) -> None:
        self.store, self.clock = MemoryStore(), ManualClock(BEGINS)
        self._handlers = Handlers(SERVICE, self.store, self.clock)
        create_master_key(folder / "master.key")
        self.keys = KeyFile(folder / FILE)
        self.sealer = KeyedSealer(self.keys, MasterKeys(file=folder / "master.key"), self.clock, TOWNSHIP)
        self.envelope = self.sealer.seal(SUBJECT, "person-name", NAME)
        self.log = LogBuilder(self.store, folder / "log", log_key(folder / "log.key", "sunledger-log"))
        self.log.resume()

    def receive_and_answer(self) -> None:
        for name in PACKS:
            pack = pack_named(name)
            unsure = acknowledged(pack, "a test")
            self.do(ActivatePolicy(actor="desk", area=COUNTY, pack=pack.digest, acknowledged=unsure))
        key: dict[str, Any] = {"unit": TOWNSHIP, "request": REQUEST, "actor": "officer"}
        received = ReceiveRequest(
            **key,
            requester="person-7",
            name=load(Sealed, self.envelope),
            contact=load(Sealed, self.sealer.seal(SUBJECT, "contact", CONTACT)),
            subject="招标文件",
            form=WantedForm.PAPER,
            channel=RequestChannel.IN_PERSON,
            arrived_on=BEGINS.date(),
        )
        self.do(received)
        self.clock.advance_to(BEGINS + timedelta(days=2))
        answer = RequestAnswer(kind=AnswerKind.PROVIDED, text="答复如下。", where="窗口领取")
        self.do(AnswerRequest(**key, answer=answer))

    def erase(self) -> None:
        order = OrderErasure(
            actor="desk",
            unit=TOWNSHIP,
            subject=SUBJECT,
            key_id=self.envelope["key_id"],
            ground=ErasureGround.CONSENT_WITHDRAWN,
            used_on=BEGINS.date(),
        )
        Eraser(self._handlers, self.keys, self.clock).erase(order, _request(order))

    def do(self, command: Any) -> None:
        self._handlers.handle(command, _request(command))

    def findings(self, store: MemoryStore | None = None) -> set[str]:
        """What `verify` meets, with everything in the log that the services recorded."""
        self.log.catch_up()
        settings = Settings(self.log.log.published_keys(), MachineClock().now(), quorum=0)
        with closing(Memory(None)) as memory:
            return {one.check for one in verify(store or self.store, self.log.log, memory, settings).findings}

    def bundle(self) -> bytes:
        lines: list[bytes] = []
        export(self.store, self.log.log, About(STREAM), lines.append, None)
        return b"".join(lines)


def _request(command: Any) -> Request:
    identity = uuid5(NAMESPACE_OID, repr(command))
    return Request(command_id=identity, actor=command.actor, role="x", actor_unit=TOWNSHIP, correlation_id=identity)


def _program() -> Any:
    spec = importlib.util.spec_from_file_location("verify_bundle", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.receive_and_answer()
    return made


@pytest.mark.req("X-001")
def test_after_a_key_is_destroyed_every_proof_holds_and_every_decision_is_made_again(office):
    before = [digest_of_fact(fact) for fact in office.store.read(STREAM)]
    assert office.findings() == set()
    decided = reexecute(office.store)

    office.erase()

    assert [digest_of_fact(fact) for fact in office.store.read(STREAM)] == before
    assert office.findings() == set()
    again = reexecute(office.store)
    assert (decided.findings, again.findings) == ((), ())
    assert decided.sealed == again.sealed == 1
    assert again.decisions == decided.decisions + 2


def test_after_a_key_is_destroyed_a_stranger_can_still_check_the_decision_and_nobody_read_the_person(office):
    office.findings()
    office.erase()
    office.findings()
    content = office.bundle()

    assert _program().check(content)[0] == []
    assert not any(text.encode() in content for text in (NAME, CONTACT))
    with pytest.raises(KeyDestroyed):
        office.sealer.open(office.envelope)


def test_a_changed_ciphertext_is_found_although_nobody_can_open_it(office):
    office.erase()
    assert office.findings() == set()
    sealed, other = office.envelope["ciphertext"].encode(), MemoryStore()
    for fact in office.store.read_all(("",), limit=10**6):
        data = fact.data.replace(sealed, b"A" * len(sealed), 1)
        other.append(fact.stream, [Draft(fact.id, fact.type, data, fact.metadata)], expected=fact.revision - 1)

    assert {"altered", "wrong-id"} <= office.findings(other)
