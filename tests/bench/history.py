"""A long history of duties, made once by the real deciders and copied under other units: facts of about 1 kB."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid5

from contracts.common import Acknowledgement, ActivatePolicy
from contracts.disclosure.catalogue import DISCLOSURE_COMMANDS
from contracts.disclosure.commands import DraftItems, OpenDuty
from contracts.disclosure.vocabulary import Entry, EntryKind
from contracts.policies import pack_named
from contracts.units import UnitKind
from ledger.clock import ManualClock
from ledger.handler import Request
from ledger.memory import MemoryStore
from ledger.parts import Handlers, ServiceParts
from ledger.store import Draft, Recorded, Store
from sunledger.home import installed_services

AREA = "360730"
TEMPLATE = "360730999999"
NAMES = UUID("6a0d6f7e-1111-5111-8111-000000000002")
NOW = datetime(2025, 10, 5, tzinfo=UTC)
PACKS = {
    "disclosure": ("county-2011", "community-draft"),
    "assessment": ("county-2011-assessment", "community-draft-assessment"),
}
EACH = 20
"""Facts per duty: it is opened, and drafted again and again."""

TEXT = "公开" * 100
"""600 bytes: with its metadata a fact of more than 1 kB."""

SERVICES: dict[str, ServiceParts] = {parts.name: parts for parts in installed_services()}


def beginning() -> MemoryStore:
    """The policies of both services, and one duty with its facts."""
    store, clock = MemoryStore(), ManualClock(NOW)
    handlers = {name: Handlers(SERVICES[name], store, clock) for name in PACKS}
    for service, packs in PACKS.items():
        for pack in packs:
            unsure = tuple(Acknowledgement(parameter=one, reason="measured") for one in pack_named(pack).unsure)
            command = ActivatePolicy(actor="desk", area=AREA, pack=pack_named(pack).digest, acknowledged=unsure)
            handlers[service].handle(command, _request(f"{service}/{pack}"))
    key = {"unit": TEMPLATE, "catalogue": "CA", "period": "2025Q4"}
    opening = {**key, "kind": UnitKind.COMMUNITY.value}
    name = DISCLOSURE_COMMANDS.type_named(OpenDuty)
    handlers["disclosure"].handle_own(name, opening, command_id=uuid5(NAMES, "open"), cause=None)
    for number in range(EACH - 1):
        entry = Entry(item=f"CA-{1 + number % 6}", kind=EntryKind.CONTENT, text=TEXT)
        draft = DraftItems(actor="officer", unit=TEMPLATE, catalogue="CA", period="2025Q4", entries=(entry,))
        handlers["disclosure"].handle(draft, _request(f"draft/{number}"))
    return store


def _request(name: str) -> Request:
    command_id = uuid5(NAMES, name)
    return Request(command_id=command_id, actor="bench", role="Bench", actor_unit=AREA, correlation_id=command_id)


def record(store: Store, facts: int, *, first: int = 0) -> int:
    """Record that many more facts, a whole duty at a time, from the duty `first` on; how many duties there are then."""
    made = beginning()
    if first == 0:
        for service in PACKS:
            for fact in made.read_all((f"{service}_policy",), limit=100):
                store.append(fact.stream, [_draft(fact)], expected=fact.revision - 1)
    template = made.read_all(("disclosure_duty-",), limit=EACH)
    last = first + facts // EACH
    for number in range(first, last):
        stream, drafts = _copied(template, f"{AREA}{number:06}")
        store.append(stream, drafts, expected=-1)
    return last


def record_as(store: Store, facts: list[Recorded]) -> None:
    """Record these facts in the streams that they name."""
    for stream, drafts in _by_stream(facts).items():
        store.append(stream, drafts, expected=-1)


def _by_stream(facts: list[Recorded]) -> dict[str, list[Draft]]:
    streams: dict[str, list[Draft]] = {}
    for fact in facts:
        streams.setdefault(fact.stream, []).append(_draft(fact))
    return streams


def messages(facts: int) -> Iterator[Recorded]:
    """The same facts as they would stand in a store of their own."""
    template, position = beginning().read_all(("disclosure_duty-",), limit=EACH), 0
    for number in range(facts // EACH):
        stream, drafts = _copied(template, f"{AREA}{number:06}")
        for revision, draft in enumerate(drafts):
            yield Recorded(stream, revision, position, draft.id, draft.type, draft.data, draft.metadata)
            position += 1


def _copied(template: list[Recorded], unit: str) -> tuple[str, list[Draft]]:
    old, new = TEMPLATE.encode(), unit.encode()
    drafts = [
        Draft(uuid5(fact.id, unit), fact.type, _later(fact.data.replace(old, new)), fact.metadata.replace(old, new))
        for fact in template
    ]
    return template[0].stream.replace(TEMPLATE, unit), drafts


def _later(data: bytes) -> bytes:
    """Nothing of it falls due while it is measured."""
    document = json.loads(data)
    if "due_at" not in document:
        return data
    document["due_at"] = "2036-01-01T00:00:00.000000Z"
    document["next"]["opens_at"] = "2036-01-01T00:00:00.000000Z"
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _draft(fact: Recorded) -> Draft:
    return Draft(fact.id, fact.type, fact.data, fact.metadata)
