"""A long history of duties, made once by the real deciders and copied under other units: facts of about 1 kB."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID, uuid5

from contracts.canonical import digest_of
from contracts.catalogue import commands_of
from contracts.common import Acknowledgement, ActivatePolicy, ClockKind
from contracts.disclosure.duty.messages import DraftItems, OpenDuty
from contracts.disclosure.words import Entry, EntryKind
from contracts.message import Json
from contracts.policies import pack_named
from contracts.units import UnitKind
from ledger.clock import MachineClock, ManualClock
from ledger.handler import Request
from ledger.history import set_clock
from ledger.leaf import leaf_bytes
from ledger.memory import MemoryStore
from ledger.parts import Handlers, ServiceParts
from ledger.recorded import GENESIS, metadata_of
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
    """The clocks and policies of both services, and one duty with its facts. By these clocks nothing falls due soon."""
    store, clock = MemoryStore(), ManualClock(NOW)
    for service in PACKS:
        set_clock(SERVICES[service], store, clock, ClockKind.SIMULATED, NOW - MachineClock().now())
    handlers = {name: Handlers(SERVICES[name], store, clock) for name in PACKS}
    for service, packs in PACKS.items():
        for pack in packs:
            unsure = tuple(Acknowledgement(parameter=one, reason="measured") for one in pack_named(pack).unsure)
            command = ActivatePolicy(actor="desk", area=AREA, pack=pack_named(pack).digest, acknowledged=unsure)
            handlers[service].handle(command, _request(f"{service}/{pack}", "desk"))
    key = {"unit": TEMPLATE, "catalogue": "CA", "period": "2025Q4"}
    opening = {**key, "kind": UnitKind.COMMUNITY.value}
    name = commands_of("disclosure").type_named(OpenDuty)
    handlers["disclosure"].handle_own(name, opening, command_id=uuid5(NAMES, "open"), cause=None)
    for number in range(EACH - 1):
        entry = Entry(item=f"CA-{1 + number % 6}", kind=EntryKind.CONTENT, text=TEXT)
        draft = DraftItems(actor="officer", unit=TEMPLATE, catalogue="CA", period="2025Q4", entries=(entry,))
        handlers["disclosure"].handle(draft, _request(f"draft/{number}", "officer"))
    return store


def _request(name: str, actor: str) -> Request:
    command_id = uuid5(NAMES, name)
    return Request(command_id=command_id, actor=actor, role="Bench", actor_unit=AREA, correlation_id=command_id)


def record(store: Store, facts: int, *, first: int = 0) -> int:
    """Record that many more facts, a whole duty at a time, from the duty `first` on; how many duties there are then."""
    made = beginning()
    if first == 0:
        for service in PACKS:
            for fact in made.read_all((f"{service}_clock", f"{service}_policy"), limit=100):
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
    """As if it had been decided for that unit: nothing is found by an audit."""
    stream, previous, drafts = template[0].stream.replace(TEMPLATE, unit), GENESIS, list[Draft]()
    for fact in template:
        said = metadata_of(fact)
        command_id = uuid5(UUID(said["command_id"]), unit)
        changed = (
            *((TEMPLATE, unit), (said["command_id"], str(command_id)), (said["previous"], previous)),
            (said["policy"]["digest"], _digest_of({**said["policy"], "area": unit})),
        )
        data, metadata = fact.data.replace(TEMPLATE.encode(), unit.encode()), fact.metadata
        for old, new in changed:
            metadata = metadata.replace(old.encode(), new.encode())
        content = sha256(data + said["decided_at"].encode()).hexdigest()
        identity = uuid5(command_id, f"{stream}/{said['part']}/{content}")
        drafts.append(Draft(identity, fact.type, data, metadata))
        previous = sha256(leaf_bytes(stream, fact.revision, drafts[-1])).hexdigest()
    return stream, drafts


def _digest_of(rules: Json) -> str:
    return digest_of({"area": rules["area"], "packs": rules["packs"]})


def _draft(fact: Recorded) -> Draft:
    return Draft(fact.id, fact.type, fact.data, fact.metadata)
