"""The desk of the register: its door on a store in memory, with tokens and keys in a folder."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from contracts.common import acknowledged
from contracts.message import Json
from contracts.particulars import EraseSubject, OpenSealed
from contracts.policies import pack_named
from contracts.sealed import envelopes_in

from ledger.authority import Authority, Caller, Issuer
from ledger.blobs import Blobs
from ledger.clock import ManualClock
from ledger.door import Call, Door
from ledger.keys import FILE, KeyFile
from ledger.memory import MemoryStore
from ledger.parts import Handlers
from ledger.refusals import Recorder, Spool
from ledger.sealing import KeyedSealer, MasterKeys, create_master_key
from ledger.store import Recorded
from ledger.testing.register import PARTS, PERMISSIONS, EnterPersons
from ledger.views import Views

NOON = datetime(2025, 7, 10, 4, tzinfo=UTC)
COUNTY, UNIT = "360730", "360730101"
NAMES = {"p-1": "甲某某", "p-2": "乙某"}
NUMBERS = {"p-1": "360730199001011234", "p-2": "360730199202023456"}
NOTE = "来访人称承包合同未公开。"
STREAM = "register_register-east"


class Desk:
    """A clerk at the register."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = MemoryStore()
        self.clock = ManualClock(NOON)
        self.handlers = Handlers(PARTS, self.store, self.clock)
        self.issuer = Issuer(folder / "keys")
        self.issuer.create()
        self.masters = MasterKeys(file=folder / "keys" / "master.key")
        create_master_key(folder / "keys" / "master.key")
        self.keys = KeyFile(folder / FILE)
        self.sealer: KeyedSealer | None = KeyedSealer(self.keys, self.masters, self.clock)

    def door(self) -> Door:
        return Door(
            Handlers(PARTS, self.store, self.clock),
            {},
            views=Views(self.folder, PARTS.schema),
            authority=Authority(self.folder / "keys"),
            permissions=PERMISSIONS,
            read=self.store.read,
            spool=Spool(self.folder),
            blobs=Blobs(self.folder / "blobs", 1),
            run=lambda function, /, *arguments: function(*arguments),
            sealer=self.sealer,
        )

    def call_of(self, method: str, role: str, unit: str) -> Call:
        return Call(method, {"token": self.issuer.issue(Caller("ref-desk-01", role, unit))})

    def enter(self, *persons: str, number: int = 1, unit: str = UNIT, **changes: Any) -> Json:
        call = self.call_of("enter_persons", "Registrar", unit)
        return self.door().command(call, EnterPersons, document(*persons, **changes), id_of(number), None)

    def open(
        self, *revisions: int, number: int = 100, role: str = "Registrar", unit: str = UNIT, **changes: Any
    ) -> Mapping[str, str | None]:
        """Path to text."""
        question = {"stream": STREAM, "revisions": list(revisions or (0,)), "ground": "handling", **changes}
        call = self.call_of("open_sealed", role, unit)
        answer = self.door().particulars(call, OpenSealed, question, id_of(number))
        return {value["path"]: value["text"] for value in answer["values"]}

    def erase(
        self, subject: str, *, number: int = 200, role: str = "Registrar", unit: str = UNIT, **changes: Any
    ) -> Json:
        question = {"subject": subject, "ground": "consent-withdrawn", **changes}
        return self.door().particulars(self.call_of("erase_subject", role, unit), EraseSubject, question, id_of(number))

    def activate(self, name: str = "county-2011") -> None:
        pack = pack_named(name)
        unsure = [{"parameter": each.parameter, "reason": "a test"} for each in acknowledged(pack, "a test")]
        document = {"area": COUNTY, "pack": pack.digest, "acknowledged": unsure}
        identity = uuid5(NAMESPACE_OID, name)
        self.handlers.handle_own("register.activate-policy.v1", document, command_id=identity, cause=None)

    def refusals(self) -> list[Recorded]:
        Recorder(self.handlers, self.folder).step()
        return self.store.read("register_refusals-2025-07-10")

    def facts(self, stream: str = STREAM) -> list[Recorded]:
        return self.store.read(stream)

    def sealed(self, stream: str = STREAM, revision: int = 0) -> Mapping[str, Json]:
        """Path to sealed value of one fact."""
        return dict(envelopes_in(json.loads(self.store.read(stream)[revision].data)))


def id_of(number: int) -> str:
    return str(uuid5(NAMESPACE_OID, str(number)))


def document(*persons: str, **changes: Any) -> Json:
    entered = [{"person": each, "age": 35, "name": NAMES[each], "number": NUMBERS[each]} for each in persons]
    return {"unit": UNIT, "register": "east", "persons": entered, "note": NOTE, **changes}
