"""Nothing that is not public is on any page: the example county's whole record, held against who may see what.

What everybody may see stands in `may_see.toml` by hand, beside the query or requirement that gives it to them.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pytest
from contracts.permissions import PUBLIC, permissions_of
from contracts.units import area_of
from ledger.audit_log import AuditLog
from ledger.blobs import Blobs
from ledger.memory import MemoryStore
from ledger.projector import Projector
from ledger.store import Recorded, Store
from ledger.views import Views
from portal.parts import PARTS
from portal.projections.shown import ACT_ONLY, OPEN_STREAMS, READ, WHOLE
from portal.web.addresses import PATHS
from portal.web.kept import KeptPages
from portal.web.limits import Limiter
from portal.web.site import Site
from sunledger.example import Player, read_example
from sunledger.home import installed_services
from werkzeug.test import Client

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "deploy" / "examples" / "ningdu"
REQUIREMENT = re.compile(r"[A-Z]-[0-9]{3}")
URL = "https://sunledger.example"
HAN = re.compile(r"[\u4e00-\u9fff]")
SHORTEST = 6
"""Characters of a text that says so much that it cannot stand on a page by chance."""

DRAFTED = ("disclosure.items-drafted.v1", "disclosure.items-corrected.v1")
PUBLISHED = "disclosure.items-published.v1"
TURNING = (
    "elections.village-resolution-adopted.v1",
    "elections.village-matter-implemented.v1",
    "elections.resolution-adopted.v1",
    "elections.team-decision-adopted.v1",
)
"""With each of these something is recorded that is not public yet."""


@dataclass(frozen=True, slots=True)
class May:
    """How much of a kind of fact everybody may see: `whole` or `act`. `after`: not before one of these."""

    much: str
    by: str
    after: frozenset[str]
    names_items: bool


def rules() -> dict[str, May]:
    told = tomllib.loads((Path(__file__).parent / "may_see.toml").read_text("utf-8"))["may"]
    return {
        kind: May(much, group["by"], frozenset(group.get("after", ())), "whole_after" in group)
        for group in told
        for much in ("whole", "act")
        for kind in group.get(much, ())
    }


RULES = rules()


class Record:
    """A store up to a position, and what of it everybody may see by the rules."""

    def __init__(self, store: MemoryStore) -> None:
        self._facts = store.read_all(PARTS.prefixes, limit=100_000)
        self.until = 0

    def read(self, stream: str, *, after: int = -1) -> list[Recorded]:
        return [fact for fact in self.facts if fact.stream == stream and fact.revision > after]

    def read_all(self, prefixes: Sequence[str], *, after: int = -1, limit: int) -> list[Recorded]:
        return [fact for fact in self.facts if fact.position > after][:limit]

    @property
    def facts(self) -> list[Recorded]:
        return self._facts[: self.until]

    def moments(self) -> Iterator[int]:
        """Just after each of the turning facts, and at the end."""
        yield from (place for place, fact in enumerate(self._facts, 1) if fact.type in TURNING)
        yield len(self._facts)

    def timed(self) -> list[Recorded]:
        """The facts of which more may be seen later than at first."""
        rules = ((fact, RULES.get(fact.type)) for fact in self.facts)
        return [fact for fact, may in rules if may is not None and (may.after or may.names_items)]

    def seen(self) -> dict[str, str]:
        """Fact to `whole`, `act`, or `none`."""
        later: dict[str, list[Recorded]] = {}
        seen = {}
        for fact in reversed(self.facts):
            following = later.setdefault(fact.stream, [])
            seen[str(fact.id)] = self._much(fact, following)
            following.append(fact)
        return seen

    def _much(self, fact: Recorded, later: Sequence[Recorded]) -> str:
        may = RULES.get(fact.type)
        if may is None or not fact.stream.startswith(OPEN_STREAMS):
            return "none"
        data = json.loads(fact.data)
        if data.get("is_published") is False:
            return "none"
        if may.after and not may.after & {each.type for each in later}:
            return "none"
        if not may.names_items:
            return may.much
        public = {item["item"] for each in later if each.type == PUBLISHED for item in json.loads(each.data)["items"]}
        return may.much if set(named_items(fact.type, data)) <= public else "act"

    def texts_kept_back(self) -> set[str]:
        """What is written in facts that nobody may see yet, and nowhere in what they may."""
        seen = self.seen()
        secret: set[str] = set()
        public: list[str] = []
        published = {
            (fact.stream, item["item"], item["version"])
            for fact in self.facts
            if fact.type == PUBLISHED
            for item in json.loads(fact.data)["items"]
        }
        for fact in self.facts:
            data = json.loads(fact.data)
            if fact.type in DRAFTED:
                for entry in data["entries"]:
                    is_public = (fact.stream, entry["entry"]["item"], entry["version"]) in published
                    (public.extend if is_public else secret.update)(said(entry))
            elif seen[str(fact.id)] == "none" or (RULES[fact.type].names_items and seen[str(fact.id)] == "act"):
                secret.update(said(data))
            else:
                public.extend(said(data))
        shown = "\n".join(public)
        return {text for text in secret if text not in shown}


def named_items(kind: str, data: Mapping[str, Any]) -> list[str]:
    """The items that a fact names and no catalogue lists."""
    match kind:
        case "disclosure.duty-opened.v1":
            return data["items"] if data.get("matter") else []
        case "disclosure.items-added.v1":
            return [item["item"] for item in data["items"]]
        case _:
            return [data["item"]]


def said(document: Any) -> Iterator[str]:
    """Every text of a document that says something in Chinese."""
    if isinstance(document, str):
        if len(document) >= SHORTEST and HAN.search(document):
            yield document
    elif isinstance(document, Mapping):
        for each in document.values():
            yield from said(each)
    elif isinstance(document, Iterable):
        for each in document:
            yield from said(each)


class Portal:
    """Views that follow the record, and their pages."""

    def __init__(self, record: Record, folder: Path) -> None:
        views = Views(folder / "views", PARTS.schema)
        views.prepare()
        self.views, self.record = views, record
        self._projector = Projector(cast(Store, record), views, *PARTS.reads)  # of a store it only reads
        limiter = Limiter(burst=10_000_000, per_second=1, clock=lambda: 0.0)
        blobs, log = Blobs(folder / "blobs", most_bytes=1), AuditLog(folder / "log")
        site = Site(views, folder, public_url=URL, limiter=limiter, blobs=blobs, log=log, kept=KeptPages(0))
        self._client = Client(site)

    def look(self, until: int) -> None:
        self.record.until = until
        self._projector.catch_up()

    def facts(self, which: Iterable[Recorded]) -> dict[str, str]:
        """What the page of each fact says; empty if there is none."""
        answers = {str(fact.id): self._client.get(f"/facts/{fact.id}.json") for fact in which}
        return {fact: answer.text if answer.status_code == 200 else "" for fact, answer in answers.items()}

    def pages(self, ending: str) -> dict[str, str]:
        """Address to what it answers: every page of every unit and duty that there can be."""
        answers = {path: self._client.get(path) for path in self._addresses(ending)}
        return {path: answer.text for path, answer in answers.items() if answer.status_code == 200}

    def _addresses(self, ending: str) -> Iterator[str]:
        facts = [json.loads(fact.data) for fact in self.record.facts]
        units = sorted({fact["unit"] for fact in facts if "kind" in fact and fact.get("unit")})
        duties = {(fact["unit"], fact["catalogue"], fact["period"]) for fact in facts if "period" in fact}
        for page, path in PATHS.items():
            if "<" not in path and page != "about":
                yield f"{'/index' if path == '/' else path}{ending}" if ending else path
            elif path.count("<") == 1 and "<unit:" in path:
                yield from (f"{path.replace('<unit:unit>', unit)}{ending}" for unit in units)
        yield from ("/".join(("/units", *duty)) + ending for duty in sorted(duties))
        yield from ("/sitemap.xml", "/publications.atom", *(f"/units/{unit}/boards/1{ending}" for unit in units))
        yield from (f"/search{ending}?q={word}" for word in ("村", "决议", "事项", "提议", "会议", "工程"))


def much(page: str) -> str:
    """How much of a fact its page shows."""
    if not page:
        return "none"
    return "act" if json.loads(page)["page"]["data"] is None else "whole"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Of the county every unit that somebody does something special in."""
    example = read_example(EXAMPLE)
    told = {code for act in example.acts for code in (act.unit, area_of(act.unit), act.unit[:9])}
    units = tuple(unit for unit in example.units if unit["code"] in {"360730", *told})
    store = MemoryStore()
    folder = tmp_path_factory.mktemp("others")
    Player(replace(example, units=units), installed_services(), store, folder, lambda *_: None).play()
    return Record(store)


def test_the_pages_go_by_the_rule_and_every_rule_by_a_query_that_is_open_or_a_requirement():
    named = {catalogue.type_named(kind): kind for catalogue in READ for kind in catalogue}
    required = "".join(path.read_text("utf-8") for path in (ROOT / "docs" / "requirements").glob("*.md"))

    assert {kind for kind, may in RULES.items() if may.much == "whole"} == {
        name for name, kind in named.items() if kind in WHOLE
    }
    assert {kind for kind, may in RULES.items() if may.much == "act"} == {
        name for name, kind in named.items() if kind in ACT_ONLY
    }
    assert [] == [may.by for may in RULES.values() if not is_open(may.by, required)]


def is_open(by: str, required: str) -> bool:
    if REQUIREMENT.fullmatch(by):
        return f"| {by} |" in required
    service, _, method = by.partition(".")
    return PUBLIC in permissions_of(service).methods[method]


@pytest.mark.req("P-025")
def test_of_every_fact_of_the_example_county_the_pages_show_what_everybody_may_see_and_no_more(record, tmp_path):
    portal = Portal(record, tmp_path)
    moments = list(record.moments())
    assert len(TURNING) < len(moments)

    for until in moments:
        is_last = until == moments[-1]
        portal.look(until)
        facts = portal.facts(record.facts if is_last else record.timed())
        seen, kept_back = record.seen(), record.texts_kept_back()

        assert {fact: seen[fact] for fact in facts} == {fact: much(page) for fact, page in facts.items()}, until
        assert kept_back
        for ending in ("", ".csv", ".json") if is_last else (".json",):
            pages = {**facts, **portal.pages(ending)}
            assert [] == [(path, text) for path, page in pages.items() for text in kept_back if text in page], until
