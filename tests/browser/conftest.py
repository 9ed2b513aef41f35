"""The example county's public pages, served by the portal's own process, and a real Chromium that looks at them."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid5

import pytest
from contracts.bilingual import Bilingual
from contracts.disclosure.boards.messages import BoardKind, OpenBoardRegister, RegisterBoard
from contracts.disclosure.duty.messages import (
    Basis,
    BasisKind,
    CheckItems,
    CorrectItems,
    DraftItems,
    Matter,
    OpenMatter,
    PublishItems,
    SubmitDuty,
)
from contracts.disclosure.duty.messages import OpenDuty as Open
from contracts.disclosure.regulations.messages import RecordRegulation, RepealRegulation
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.disclosure.words import Entry, EntryKind, Table, Verdict
from contracts.fields import instant_text
from contracts.sealed import Sealer
from contracts.units import UnitKind, area_of
from disclosure.service import SERVICE as DISCLOSURE
from ledger.clock import Clock, MachineClock, ManualClock, monotonic, sleep
from ledger.handler import Request
from ledger.keys import FILE, KeyFile
from ledger.log_builder import LogBuilder
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers
from ledger.projector import Projector
from ledger.reader import STATUS_FILE
from ledger.sealing import KeyedSealer, MasterKeys, create_master_key
from ledger.views import Views
from playwright.sync_api import Browser, sync_playwright
from portal.parts import PARTS
from sunledger.example import Example, Player, read_example
from sunledger.home import installed_services
from sunledger.processes import free_port
from transparency.keys import log_key

from tests.browser.evil import EVIL, EVIL_TOWN, EVIL_UNIT, TOWN, record_evil_facts

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "deploy" / "examples" / "ningdu"
TOWNS = (TOWN, "360730101", "360730102")
LAUNCHING: dict[str, Any] = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox"] if os.geteuid() == 0 else [],
}
"""Chromium as Debian packages it. As root, as in a container, it does without its own sandbox."""

STARTS_WITHIN_S = 120.0
EVIL_ITEM = "CA-1"


@dataclass(frozen=True)
class Pages:
    """Where the site stands, and one address of every kind of page."""

    url: str
    paths: dict[str, str]
    evil: str = EVIL
    """What stands in every field that people write."""

    def address(self, name: str, language: str) -> str:
        path = self.paths[name]
        large = "/large" if path.startswith("/large/") else ""
        path = path.removeprefix(large)
        return f"{self.url}{large}{path}" if language == "zh" else f"{self.url}{large}/en{path}"


NAMES = (
    "overview",
    "township",
    "unit",
    "duty",
    "missing-duty",
    "item",
    "corrected",
    "overdue",
    "withheld",
    "calendar",
    "boards",
    "board",
    "congress",
    "congress-of",
    "deputies",
    "stations",
    "elections",
    "elections-of",
    "decisions",
    "decisions-of",
    "titles",
    "disputes",
    "mines",
    "mines-on",
    "progress",
    "minerals",
    "standards",
    "standard",
    "circulars",
    "rules",
    "rules-of",
    "posted",
    "matter",
    "guide",
    "station",
    "evil-board",
    "evil-rules",
    "blanks",
    "blanks-of",
    "blank",
    "complaint",
    "one-call",
    "one-call-of",
    "large",
    "publications",
    "publications-of",
    "search",
    "fact",
    "fact-of-text",
    "evil-fact",
    "about",
    "evil",
    "not-found",
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for a `name` is held against every page."""
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", NAMES)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    data = tmp_path_factory.mktemp("portal")
    store, others = MemoryStore(), tmp_path_factory.mktemp("others")
    example = _few(read_example(EXAMPLE))
    Player(example, installed_services(), store, others, lambda *_: None, _sealing(others)).play()
    _record_evil(store, ManualClock(example.ends))
    record_evil_facts(store, example.ends, EVIL)
    views = Views(data / PARTS.name, PARTS.schema)
    views.prepare()
    Projector(store, views, *PARTS.reads).catch_up()
    LogBuilder(store, data / "audit-log", log_key(others / "log.key", "sunledger-log"), every_s=0).catch_up()
    later = MachineClock().now() + timedelta(hours=1)
    complete = {"loops": {"freshness": {"complete_at": instant_text(later)}}}
    (data / PARTS.name / STATUS_FILE).write_text(json.dumps(complete), "utf-8")
    views.live().close()
    with_site = _served(data)
    url = next(with_site)
    yield Pages(url, _paths(url))
    next(with_site, None)


def _few(example: Example) -> Example:
    """Of the county three townships, and every unit that an act is told of: enough for each kind of page."""
    told = {code for act in example.acts for code in (act.unit, area_of(act.unit), act.unit[:9])}
    units = [unit for unit in example.units if unit["code"] in {"360730", *told} or unit["code"][:9] in TOWNS]
    return replace(example, units=tuple(units))


def _sealing(folder: Path) -> Callable[[Clock], Sealer]:
    """Names are sealed as the office seals them, under keys that nobody here asks for again."""
    create_master_key(folder / "master.key")
    return lambda clock: KeyedSealer(KeyFile(folder / FILE), MasterKeys(file=folder / "master.key"), clock)


def _served(data: Path) -> Iterator[str]:
    address = f"127.0.0.1:{free_port()}"
    settings = {
        "SUNLEDGER_DATA": str(data),
        "SUNLEDGER_PORTAL_ADDRESS": address,
        "SUNLEDGER_PORTAL_PER_SECOND": "10000",
    }
    process = subprocess.Popen([sys.executable, "-m", "portal.main", "web"], env={**os.environ, **settings})
    try:
        _wait_for(f"http://{address}/robots.txt")
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(url: str) -> None:
    deadline = monotonic() + STARTS_WITHIN_S
    while monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            sleep(0.05)
    raise TimeoutError(f"{url} did not answer")


def _get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)["page"]


def _publications(url: str) -> Iterator[dict[str, Any]]:
    for number in count(1):
        page = _get(f"{url}/publications.json?page={number}")
        yield from page["lines"]
        if not page["has_more"]:
            return


def _paths(url: str) -> dict[str, str]:
    """One address of each kind, found as a visitor would: on the pages before."""
    duty = "/units/360730100201/VA/2025Q3"
    facts = {fact["type"]: fact["id"] for fact in _get(f"{url}{duty}.json")["facts"]}
    corrected = next(
        line for line in _publications(url) if line["version"] > 1 and line["unit"] not in (EVIL_UNIT, EVIL_TOWN)
    )
    overdue = _get(f"{url}/overdue.json")["lines"][0]
    paths = {
        "overview": "/",
        "township": "/units/360730100",
        "unit": "/units/360730100201",
        "duty": duty,
        "missing-duty": "/units/{unit}/{catalogue}/{period}".format(**overdue),
        "item": f"{duty}/1b",
        "corrected": "/units/{unit}/{catalogue}/{period}/{number}".format(
            **corrected, number=corrected["item"].partition("-")[2]
        ),
        "overdue": "/overdue",
        "withheld": "/withheld",
        "calendar": "/calendar/2025-10",
        "boards": "/boards",
        "board": "/units/360730100201/boards/1",
        "congress": "/congress",
        "congress-of": f"/units/{TOWN}/congress",
        "deputies": f"/units/{TOWN}/deputies",
        "stations": f"/units/{TOWN}/stations",
        "elections": "/elections",
        "elections-of": f"/units/{TOWN}/elections",
        "decisions": "/decisions",
        "decisions-of": f"/units/{EVIL_UNIT}/decisions",
        "titles": "/titles",
        "disputes": "/disputes",
        "mines": "/mines",
        "mines-on": "/mines/2025-06-30",
        "progress": "/mines/progress",
        "minerals": "/mines/minerals",
        "standards": "/mines/standards",
        "standard": "/mines/standards/evil-2025",
        "circulars": "/circulars",
        "rules": "/rules",
        "rules-of": "/units/360730100/rules",
        "posted": f"/units/{EVIL_TOWN}/HALL/standing",
        "matter": f"/units/{EVIL_UNIT}/IMMEDIATE/m-evil-1",
        "guide": f"/units/{EVIL_TOWN}/guide",
        "station": f"/units/{EVIL_UNIT}/guide",
        "evil-board": f"/units/{EVIL_UNIT}/boards/1",
        "evil-rules": f"/units/{TOWN}/rules",
        "blanks": "/forms",
        "blanks-of": f"/units/{EVIL_TOWN}/forms",
        "blank": f"/units/{EVIL_TOWN}/forms/request",
        "complaint": "/units/360730100/forms/complaint",
        "one-call": "/one-call",
        "one-call-of": "/units/360730100201/one-call",
        "large": "/large/units/360730100201",
        "publications": "/publications",
        "publications-of": "/units/360730100201/publications",
        "search": "/search?q=%E8%B4%A2%E5%8A%A1",
        "fact": f"/facts/{facts['disclosure.items-published.v1']}",
        "fact-of-text": f"/facts/{facts['disclosure.items-drafted.v1']}",
        "evil-fact": f"/facts/{_get(f'{url}/titles.json')['lines'][0]['fact']}",
        "about": "/about",
        "evil": f"/units/{EVIL_UNIT}/CA/2025Q4/{EVIL_ITEM.partition('-')[2]}",
        "not-found": "/units/999999",
    }
    assert set(NAMES) == set(paths)
    return paths


def _record_evil(store: MemoryStore, clock: ManualClock) -> None:
    """Names, texts, tables and reasons that try to be more than text, wherever anybody may write one."""
    handlers = Handlers(DISCLOSURE, store, clock)
    commands = (
        *_evil_unit(),
        *_evil_duty(),
        *_evil_matter(),
        *_posted("HALL", 3),
        *_posted("SERVICE", 8),
        *_posted("STATION", 6, unit=EVIL_UNIT, kind=UnitKind.COMMUNITY),
        *_evil_rest(),
    )
    for number, command in enumerate(commands):
        command_id = uuid5(NAMESPACE, f"browser/{number}")
        request = Request(
            command_id=command_id,
            actor=command.actor,
            role="DisclosureOfficerCommunity",
            actor_unit=EVIL_UNIT,
            correlation_id=command_id,
        )
        handlers.handle(command, request)


def _evil_unit() -> tuple[Any, ...]:
    name = Bilingual(zh=EVIL, en=EVIL)
    day = date(2025, 1, 1)
    return (
        EnrolUnit(actor="desk", unit=EVIL_TOWN, kind=UnitKind.TOWNSHIP, name=name, valid_from=day),
        EnrolUnit(actor="desk", unit=EVIL_UNIT, kind=UnitKind.COMMUNITY, name=name, valid_from=day),
    )


def _evil_duty() -> tuple[Any, ...]:
    key: dict[str, Any] = {"unit": EVIL_UNIT, "catalogue": "CA", "period": "2025Q4"}
    entry = Entry(item=EVIL_ITEM, kind=EntryKind.CONTENT, text=EVIL)
    rest = (Entry(item=f"CA-{number}", kind=EntryKind.NOTHING_TO_REPORT, reason=EVIL) for number in range(2, 7))
    verdicts = (Verdict(item=EVIL_ITEM, passed=True),)
    return (
        Open(actor="clock", kind=UnitKind.COMMUNITY, **key),
        DraftItems(actor="clerk", entries=(entry, *rest), **key),
        SubmitDuty(actor="clerk", **key),
        CheckItems(actor="reviewer", verdicts=verdicts, **key),
        _publish(key),
        CorrectItems(actor="clerk", entries=(entry,), reason=EVIL, **key),
        CheckItems(actor="reviewer", verdicts=verdicts, **key),
        _publish(key),
    )


def _evil_matter() -> tuple[Any, ...]:
    key: dict[str, Any] = {"unit": EVIL_UNIT, "catalogue": "IMMEDIATE", "period": "m-evil-1"}
    basis = Basis(kind=BasisKind.OFFICE, text=EVIL)
    matter = Matter(name=Bilingual(zh=EVIL, en=EVIL), begins_on=date(2025, 11, 24), basis=basis)
    return (OpenMatter(actor="clerk", kind=UnitKind.COMMUNITY, matter=matter, **key), *_written(key, ("IMMEDIATE-1",)))


def _posted(
    catalogue: str, items: int, *, unit: str = EVIL_TOWN, kind: UnitKind = UnitKind.TOWNSHIP
) -> tuple[Any, ...]:
    key: dict[str, Any] = {"unit": unit, "catalogue": catalogue, "period": "standing"}
    codes = tuple(f"{catalogue}-{number}" for number in range(1, items + 1))
    return (Open(actor="clock", kind=kind, **key), *_written(key, codes, channels=("place",)))


def _written(key: dict[str, Any], codes: tuple[str, ...], **how: Any) -> tuple[Any, ...]:
    table = Table(columns=("业务", EVIL), rows=(("户籍", EVIL), (EVIL, "即时办理")))
    entries = tuple(Entry(item=code, kind=EntryKind.CONTENT, text=EVIL, table=table) for code in codes)
    verdicts = tuple(Verdict(item=code, passed=True) for code in codes)
    return (
        DraftItems(actor="clerk", entries=entries, **key),
        SubmitDuty(actor="clerk", **key),
        CheckItems(actor="reviewer", verdicts=verdicts, **key),
        _publish(key, **how),
    )


def _publish(key: dict[str, Any], channels: tuple[str, ...] = ("online",)) -> PublishItems:
    return PublishItems(actor="clerk", items=(), channels=channels, claimed_on=date(2025, 11, 24), **key)


def _evil_rest() -> tuple[Any, ...]:
    day = date(2025, 11, 20)
    rule: dict[str, Any] = {"unit": TOWN, "code": "evil_rule", "title": EVIL, "scope": EVIL, "owner": EVIL}
    return (
        OpenBoardRegister(actor="clock", unit=EVIL_UNIT, kind=UnitKind.COMMUNITY),
        RegisterBoard(actor="clerk", unit=EVIL_UNIT, kind=BoardKind.DISCLOSURE, place=EVIL, valid_from=day),
        RecordRegulation(actor="clerk", is_draft=False, adopted_by=EVIL, adopted_on=day, **rule),
        RepealRegulation(actor="clerk", unit=TOWN, code="evil_rule", repealed_on=day, reason=EVIL),
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(**LAUNCHING)
        yield chromium
        chromium.close()
