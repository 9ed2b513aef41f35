"""A small county whose people do what a test needs, recorded by disclosure's own deciders, and its public pages."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid5

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA, china_day
from contracts.common import ActivatePolicy, ClockKind, acknowledged
from contracts.disclosure.duty.messages import (
    Basis,
    BasisKind,
    CheckItems,
    CorrectItems,
    DraftItems,
    MarkOverdue,
    Matter,
    OpenDuty,
    OpenMatter,
    PublishItems,
    SubmitDuty,
)
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.disclosure.words import Entry, EntryKind, Verdict
from contracts.fields import instant_text
from contracts.message import dump
from contracts.policies import pack_named
from contracts.units import UnitKind
from disclosure.duty.rule import duty_stream
from disclosure.service import SERVICE as DISCLOSURE
from ledger.audit_log import AuditLog
from ledger.blobs import Blobs
from ledger.clock import MachineClock, ManualClock
from ledger.handler import Request
from ledger.history import set_clock
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers
from ledger.projector import Projector
from ledger.reader import STATUS_FILE
from ledger.recorded import metadata_of
from ledger.store import Draft, Recorded
from ledger.testing.recording import append, example
from ledger.views import Views
from mediation.service import SERVICE as MEDIATION
from mining.service import SERVICE as MINING
from portal.parts import PARTS
from portal.web.kept import KeptPages
from portal.web.limits import Limiter
from portal.web.site import Site
from werkzeug.test import Client, TestResponse

COUNTY, TOWNSHIP, VILLAGE = "360730", "360730101", "360730101201"
UNITS = {
    COUNTY: (UnitKind.COUNTY, "宁都县", "Ningdu County"),
    TOWNSHIP: (UnitKind.TOWNSHIP, "青塘镇", "Qingtang Town"),
    VILLAGE: (UnitKind.VILLAGE, "塘背村", "Tangbei Village"),
}
PACKS = (
    *("cn-open-government-2019", "cn-villagers-2018"),
    *("county-2011", "county-2011-posted", "county-2011-rules", "community-draft", "community-draft-posted"),
)
SERVICES = {"disclosure": DISCLOSURE, "mediation": MEDIATION, "mining": MINING}
GoesBy = Callable[..., None]
BEGINS = datetime(2025, 4, 1, 9, tzinfo=CHINA)
PUBLIC_URL = "http://portal.test"


class County:
    """The record is written at `clock`; `look` makes the pages see it, as they would at that moment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = MemoryStore()
        self.clock = ManualClock(BEGINS)
        self.handlers = Handlers(DISCLOSURE, self.store, self.clock)
        self.views = Views(folder, PARTS.schema)
        self.views.prepare()
        self.projector = Projector(self.store, self.views, *PARTS.reads)
        self.now = 0.0
        limiter = Limiter(burst=100, per_second=10, clock=lambda: self.now)
        self.log = AuditLog(folder / "audit-log")
        blobs = Blobs(folder / "blobs", most_bytes=1_000_000)
        kept = KeptPages(10)
        site = Site(self.views, folder, public_url=PUBLIC_URL, limiter=limiter, blobs=blobs, log=self.log, kept=kept)
        self.client = Client(site)
        self.blobs = blobs
        self.kinds: dict[str, UnitKind] = {}
        self._sent = 0

    def begin(self, *, shown_at: datetime = BEGINS) -> None:
        """Pages are looked at from `shown_at` on, by the recorded clock."""
        self.govern()
        self.show_at(shown_at)

    def show_at(self, moment: datetime) -> None:
        offset = moment - MachineClock().now()
        set_clock(DISCLOSURE, self.store, self.clock, ClockKind.SIMULATED, offset)

    def govern(self) -> None:
        """By disclosure's texts, and with its units."""
        for name in PACKS:
            unsure = acknowledged(pack_named(name), "as the county always did")
            pack = pack_named(name).digest
            self.send(ActivatePolicy(actor="desk", area=COUNTY, pack=pack, acknowledged=unsure))
        for unit, (kind, zh, en) in UNITS.items():
            self.enrol(unit, kind, zh, en)

    def enrol(self, unit: str, kind: UnitKind, zh: str, en: str) -> None:
        name = Bilingual(zh=zh, en=en)
        self.kinds[unit] = kind
        self.send(EnrolUnit(actor="desk", unit=unit, kind=kind, name=name, valid_from=date(2025, 1, 1)))

    def continue_from(self, other: "County") -> None:
        """With what the other has recorded; its folder has been copied."""
        for fact in other.store.read_all(("",), limit=1000):
            draft = Draft(fact.id, fact.type, fact.data, fact.metadata)
            self.store.append(fact.stream, [draft], expected=fact.revision - 1)
        self.kinds, self._sent = dict(other.kinds), other._sent

    def community(self) -> str:
        """One community, for what only communities have."""
        self.enrol("360730101001", UnitKind.COMMUNITY, "城南社区", "Chengnan Community")
        return "360730101001"

    def send(self, command: Any, role: str = "DisclosureOfficerVillage") -> None:
        self._sent += 1
        command_id = uuid5(NAMESPACE, f"portal/{self._sent}")
        unit = getattr(command, "unit", COUNTY)
        request = Request(
            command_id=command_id, actor=command.actor, role=role, actor_unit=unit, correlation_id=command_id
        )
        self.handlers.handle(command, request)

    def record(self, stream: str, recorded_type: str, **different: Any) -> Recorded:
        """A fact of another service, as the contract's example has it but for what is different."""
        return self.record_under((), stream, recorded_type, **different)

    def record_under(
        self, packs: tuple[str, ...], stream: str, recorded_type: str, led_by: Recorded | None = None, **different: Any
    ) -> Recorded:
        """The same, decided by these packs, or because of another fact."""
        catalogue = next(each for each in PARTS.reads if recorded_type.startswith(f"{each.service}."))
        document = example(recorded_type, **different)
        return append(
            self.store, catalogue, stream, recorded_type, document, at=self.clock.now(), packs=packs, cause=led_by
        )

    def notice_of(self, cause: Recorded, unit: str, zh: str) -> str:
        """The duty by which disclosure publishes what another service recorded; its address."""
        period = f"m-notice-{cause.position}-1"
        basis = Basis(kind=BasisKind.OFFICE, text="公告")
        matter = dump(Matter(name=Bilingual(zh=zh, en="Notice"), begins_on=date(2025, 4, 1), basis=basis))
        duty = {"unit": unit, "catalogue": "IMMEDIATE", "period": period, "items": ["IMMEDIATE-1"], "annual": []}
        stream = duty_stream(unit, "IMMEDIATE", period)
        dates = {"due_on": None, "due_at": None, "next": None}
        self.record_under((), stream, "disclosure.duty-opened.v1", led_by=cause, **duty, **dates, matter=matter)
        return f"/units/{unit}/IMMEDIATE/{period}"

    def make_public(self, address: str) -> None:
        """What `notice_of` owes."""
        [unit, catalogue, period] = address.removeprefix("/units/").split("/")
        whose, item = {"unit": unit, "catalogue": catalogue, "period": period}, f"{catalogue}-1"
        stream, digest = duty_stream(unit, catalogue, period), "0" * 64
        entry = dump(content(item, "公告全文"))
        self.record(
            stream, "disclosure.items-drafted.v1", **whose, entries=[{"version": 1, "digest": digest, "entry": entry}]
        )
        items = [{"item": item, "version": 1, "digest": digest}]
        self.record(stream, "disclosure.items-published.v1", **whose, items=items)
        self.look()

    def look(self, *, since_s: float = 0) -> None:
        """Project everything, and say that the store was last asked so many seconds ago."""
        self.projector.catch_up()
        complete_at = instant_text(MachineClock().now() - timedelta(seconds=since_s))
        status = {"loops": {"freshness": {"complete_at": complete_at}}}
        (self.folder / STATUS_FILE).write_text(json.dumps(status), "utf-8")

    def get(self, path: str, **options: Any) -> TestResponse:
        """As a visitor who has been away for a while."""
        self.now += 10
        return self.client.get(path, **options)

    def html(self, path: str) -> str:
        response = self.get(path)
        assert response.status_code == 200, f"{path}: {response.status}"
        return response.text

    def json(self, path: str) -> Any:
        response = self.get(f"{path}.json")
        assert response.status_code == 200, f"{path}: {response.status}"
        return response.get_json()["page"]

    def json_of(self, address: str) -> Any:
        """Of an address that ends in `.json` or has a query."""
        return self.get(address).get_json()["page"]

    def kind_of(self, unit: str) -> UnitKind:
        return self.kinds[unit]

    def facts(self) -> list[Recorded]:
        return self.store.read_all(PARTS.prefixes, limit=10_000)


class Duty:
    """One duty of the county and what its people do about it, always now."""

    def __init__(
        self,
        county: County,
        unit: str = VILLAGE,
        catalogue: str = "VA",
        period: str = "2025Q1",
        matter: Matter | None = None,
    ) -> None:
        self.county = county
        self.key: dict[str, Any] = {"unit": unit, "catalogue": catalogue, "period": period}
        self.path = f"/units/{unit}/{catalogue}/{period}"
        self.stream = duty_stream(unit, catalogue, period)
        whose: dict[str, Any] = {"actor": "clerk", "kind": county.kinds[unit], **self.key}
        county.send(OpenDuty(**whose) if matter is None else OpenMatter(**whose, matter=matter))
        [opened] = county.store.read(self.stream)
        document = DISCLOSURE.facts.read(opened.type, json.loads(opened.data))
        self.items: tuple[str, ...] = document.items
        self.due_at: datetime = document.due_at  # None without a due date, which no test then asks for

    def draft(self, *special: Entry) -> None:
        """Every item has a text of its own, unless it is named."""
        named = {entry.item: entry for entry in special}
        entries = tuple(named.get(item, content(item, f"{item}：内容见附表。")) for item in self.items)
        self.county.send(DraftItems(actor="clerk", entries=entries, **self.key))
        self.county.send(SubmitDuty(actor="clerk", **self.key))

    def check(self, **withheld: str) -> None:
        """All pass but those with a ground, by item with `_` for the hyphen."""
        grounds = {item.replace("_", "-"): ground for item, ground in withheld.items()}
        verdicts = tuple(
            Verdict(item=item, passed=item not in grounds, ground=grounds.get(item), reason="审查意见")
            for item in self.items
        )
        self.county.send(CheckItems(actor="reviewer", verdicts=verdicts, **self.key), role="SecrecyReviewer")

    def publish(self, *channels: str) -> None:
        day = china_day(self.county.clock.now())
        self.county.send(
            PublishItems(actor="clerk", items=(), channels=channels or ("online",), claimed_on=day, **self.key)
        )

    def correct(self, item: str, text: str, reason: str) -> None:
        entries = (content(item, text),)
        self.county.send(CorrectItems(actor="clerk", entries=entries, reason=reason, **self.key))

    def pass_and_publish(self, item: str) -> None:
        verdicts = (Verdict(item=item, passed=True),)
        self.county.send(CheckItems(actor="reviewer", verdicts=verdicts, **self.key), role="SecrecyReviewer")
        self.publish()

    def fall_due(self) -> None:
        self.county.clock.advance_to(self.due_at)
        self.county.send(MarkOverdue(actor="clock", **self.key), role="Service")

    def all_public(self, *special: Entry) -> "Duty":
        self.draft(*special)
        self.check()
        self.publish("online", "board")
        return self


def content(item: str, text: str, *, secret: bool = False) -> Entry:
    return Entry(item=item, kind=EntryKind.CONTENT, text=text, secret=secret)


def decided_at(fact: Recorded) -> datetime:
    return datetime.fromisoformat(metadata_of(fact)["decided_at"])


@pytest.fixture
def empty(tmp_path: Path) -> County:
    """A county of which nothing is recorded."""
    return County(tmp_path)


@pytest.fixture(scope="session")
def governed(tmp_path_factory: pytest.TempPathFactory) -> County:
    """As a county begins, projected: nobody may change it, each test has a copy."""
    county = County(tmp_path_factory.mktemp("governed"))
    county.govern()
    county.projector.catch_up()
    county.views.close()
    return county


@pytest.fixture
def county(tmp_path: Path, governed: County) -> Iterator[County]:
    shutil.copytree(governed.folder, tmp_path, dirs_exist_ok=True)
    county = County(tmp_path)
    county.continue_from(governed)
    county.show_at(BEGINS)
    live = county.views.live()
    yield county
    live.close()


@pytest.fixture
def goes_by(county: County) -> GoesBy:
    """Activates texts of another service, or further ones of disclosure; the pages see it."""

    def activate(service: str, *packs: str) -> None:
        handlers = Handlers(SERVICES[service], county.store, county.clock)
        for name in packs:
            pack = pack_named(name)
            command = ActivatePolicy(
                actor="desk", area=COUNTY, pack=pack.digest, acknowledged=acknowledged(pack, "as the county always did")
            )
            command_id = uuid5(NAMESPACE, f"portal/{service}/{name}")
            request = Request(
                command_id=command_id, actor="desk", role="Desk", actor_unit=COUNTY, correlation_id=command_id
            )
            handlers.handle(command, request)
        county.look()

    return activate


@pytest.fixture
def duty(county: County) -> Duty:
    """A village's affairs of the first quarter of 2025, due on 20 April."""
    return Duty(county)


@pytest.fixture
def open_duty() -> type[Duty]:
    """Opens a duty of a county, the village's of that quarter unless another is named."""
    return Duty


@pytest.fixture
def say() -> Any:
    return content
