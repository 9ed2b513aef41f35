"""A year of a township, a village and a community, opened by the sweeper, and what is then answered about it."""

import gc
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from uuid import uuid5

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA, china_day
from contracts.common import ActivatePolicy, acknowledged
from contracts.disclosure.duty.messages import (
    CheckItems,
    CorrectItems,
    DraftItems,
    DutiesOfUnit,
    DutyHistory,
    DutyOpened,
    DutyStatus,
    DutySubmitted,
    OpenDuty,
    OverdueDuties,
    PublishedPage,
    PublishItems,
    SubmitDuty,
)
from contracts.disclosure.unit.messages import EnrolUnit, UnitEnrolled
from contracts.disclosure.words import Entry, Verdict
from contracts.errors import Rejected
from contracts.message import dump, load
from contracts.policies import pack_named
from contracts.units import UnitKind
from disclosure.duty.rule import duty_stream
from disclosure.service import SERVICE
from ledger.clock import ManualClock
from ledger.door import Page, Source
from ledger.handler import Request
from ledger.memory import MemoryStore
from ledger.parts import NAMESPACE, Handlers
from ledger.projector import Projector
from ledger.recorded import digest_of_fact
from ledger.store import START, Recorded
from ledger.sweeper import Sweeper
from ledger.views import Projection, Schema, Views

COUNTY, TOWNSHIP, VILLAGE, COMMUNITY, NEIGHBOUR = "360730", "360730101", "360730101201", "360730101001", "360730102"
KINDS = {
    TOWNSHIP: UnitKind.TOWNSHIP,
    VILLAGE: UnitKind.VILLAGE,
    COMMUNITY: UnitKind.COMMUNITY,
    NEIGHBOUR: UnitKind.TOWNSHIP,
}
PACKS = ("county-2011", "community-draft")
BEGINS = datetime(2025, 1, 1, 8, tzinfo=CHINA)
ENDS = datetime(2026, 1, 15, 8, tzinfo=CHINA)
MONTHS = range(1, 13)
MOST_ROUNDS = 50
WITHHELD, CORRECTED, WITHHELD_LATER = "TG-1a", "TG-1b", "TG-1c"


class Platform:
    """Disclosure without processes, on a clock that is set by hand; `sweep` does what the follow process does."""

    def __init__(self, folder: Path, store: MemoryStore | None = None) -> None:
        self.clock = ManualClock(BEGINS)
        self.store = store or MemoryStore()
        self.handlers = Handlers(SERVICE, self.store, self.clock)
        self.views = Views(folder, SERVICE.schema)
        self.views.prepare()
        self.projector = Projector(self.store, self.views, SERVICE.facts)
        self.sweeper = Sweeper(self.handlers, self.views, self.clock)
        self._sent = 0

    def begin(self) -> None:
        for pack in PACKS:
            unsure = acknowledged(pack_named(pack), "as the county always did")
            command = ActivatePolicy(actor="desk", area=COUNTY, pack=pack_named(pack).digest, acknowledged=unsure)
            self.send(command)
        for unit, kind in KINDS.items():
            name = Bilingual(zh=f"单位{unit}", en=f"Unit {unit}")
            self.send(EnrolUnit(actor="desk", unit=unit, kind=kind, name=name, valid_from=date(2025, 1, 1)))
        self.sweep()

    def sweep(self) -> None:
        """Until nothing is due; a line that is swept for ever fails."""
        for _ in range(MOST_ROUNDS):
            self.projector.catch_up()
            if not self.sweeper.step():
                return
        raise AssertionError("The agenda does not come to an end.")

    def sweep_until(self, moment: datetime) -> None:
        """Stops at every beginning of a month and of a 21st day, where duties open and fall due."""
        days = (
            datetime(year, month, day, tzinfo=CHINA) for year in (2025, 2026) for month in MONTHS for day in (1, 21)
        )
        for day in (*(day for day in days if self.clock.now() < day < moment), moment):
            self.clock.advance_to(day)
            self.sweep()

    def send(self, command: Any) -> None:
        self._sent += 1
        command_id = uuid5(NAMESPACE, f"test/{self._sent}")
        request = Request(
            command_id=command_id, actor=command.actor, role="Test", actor_unit=COUNTY, correlation_id=command_id
        )
        self.handlers.handle(command, request)

    def ask(self, question: Any, *, limit: int = 100, after: str | None = None) -> Any:
        """The answer as it goes over the wire and comes back."""
        with self.views.live().reading() as connection:
            answer = SERVICE.answers[type(question)](Source(connection, self.store.read), question, Page(limit, after))
        return load(type(answer), dump(answer))

    def facts(self) -> list[Recorded]:
        return self.store.read_all(("disclosure_",), limit=10_000)

    def read(self, fact: Recorded) -> Any:
        return SERVICE.facts.read(fact.type, json.loads(fact.data))


class Duty:
    """One duty and what its people do about it, always now."""

    def __init__(self, platform: Platform, say: Any, unit: str, catalogue: str, period: str) -> None:
        self._platform = platform
        self._say = say
        self._key: dict[str, Any] = {"unit": unit, "catalogue": catalogue, "period": period}
        opened = platform.read(platform.store.read(duty_stream(unit, catalogue, period))[0])
        self.items: tuple[str, ...] = opened.items

    def submit(self) -> None:
        entries = tuple(self._say.content(item, f"{item}：内容见附表。") for item in self.items)
        self._platform.send(DraftItems(actor="clerk", entries=entries, **self._key))
        self._platform.send(SubmitDuty(actor="clerk", **self._key))

    def check(self, *verdicts: Verdict) -> None:
        self._platform.send(CheckItems(actor="reviewer", verdicts=verdicts, **self._key))

    def publish(self, *channels: str) -> None:
        today = china_day(self._platform.clock.now())
        self._platform.send(PublishItems(actor="clerk", items=(), channels=channels, claimed_on=today, **self._key))

    def correct(self, *entries: Entry) -> None:
        self._platform.send(CorrectItems(actor="clerk", entries=entries, reason="数字有误", **self._key))

    def fulfil(self, *channels: str) -> None:
        self.submit()
        self.check(*(self._say.passed(item) for item in self.items))
        self.publish(*channels)


def play(platform: Platform, say: Any) -> Platform:
    """The township is on time, corrects, is late, neglects; the community posts once; the others do nothing."""
    platform.begin()
    platform.sweep_until(datetime(2025, 4, 10, 9, tzinfo=CHINA))
    first = Duty(platform, say, TOWNSHIP, "TG", "2025Q1")
    first.submit()
    first.check(*(say.withheld(item) if item == WITHHELD else say.passed(item) for item in first.items))
    first.publish("online", "board")
    platform.sweep_until(datetime(2025, 5, 2, 9, tzinfo=CHINA))
    first.correct(say.content(CORRECTED, "更正后的内容。"), say.content(WITHHELD_LATER, "更正后涉密的内容。"))
    first.check(say.passed(CORRECTED), say.withheld(WITHHELD_LATER))
    first.publish("online")
    platform.sweep_until(datetime(2025, 6, 10, 9, tzinfo=CHINA))
    Duty(platform, say, COMMUNITY, "CA", "2025Q2").fulfil("board")
    platform.sweep_until(datetime(2025, 8, 1, 9, tzinfo=CHINA))
    Duty(platform, say, TOWNSHIP, "TG", "2025Q2").fulfil("online")
    platform.sweep_until(datetime(2026, 1, 10, 9, tzinfo=CHINA))
    Duty(platform, say, TOWNSHIP, "TG", "2025Q4").submit()
    platform.sweep_until(ENDS)
    return platform


@pytest.fixture(scope="module")
def year(tmp_path_factory, say) -> Platform:
    """The year as it stands on 15 January 2026. Only for reading."""
    return play(Platform(tmp_path_factory.mktemp("year")), say)


@pytest.fixture
def platform(tmp_path) -> Platform:
    """Enrolled units on the first day."""
    platform = Platform(tmp_path / "views")
    platform.begin()
    return platform


def names(lines: Iterable[Any]) -> list[str]:
    return [f"{line.unit} {line.catalogue} {line.period}" for line in lines]


def all_pages(platform: Platform, question: Any, limit: int) -> list[Any]:
    pages, after = [], None
    for _ in range(MOST_ROUNDS):
        pages.append(platform.ask(question, limit=limit, after=after))
        if (after := pages[-1].next) is None:
            return pages
    raise AssertionError("The pages do not come to an end.")


# What the sweeper did


@pytest.mark.req("D-004")
def test_the_year_opened_one_duty_for_each_unit_catalogue_and_period(year):
    opened = [fact for fact in map(year.read, year.facts()) if isinstance(fact, DutyOpened)]
    quarters, halves = [f"2025Q{number}" for number in (1, 2, 3, 4)], ["2025H1", "2025H2"]
    owed = [
        *(f"{unit} TP {period}" for unit in (TOWNSHIP, NEIGHBOUR) for period in halves),
        *(f"{unit} TG {period}" for unit in (TOWNSHIP, NEIGHBOUR) for period in quarters),
        *(f"{VILLAGE} VP {period}" for period in halves),
        *(f"{VILLAGE} VA {period}" for period in quarters),
        *(f"{COMMUNITY} CA {period}" for period in (*quarters, "2026Q1")),
    ]

    assert sorted(names(opened)) == sorted(owed)


@pytest.mark.req("X-020")
def test_the_same_year_played_again_is_the_same_byte_for_byte(year, tmp_path, say):
    again = play(Platform(tmp_path), say)

    assert again.facts() == year.facts()


@pytest.mark.req("X-020")
def test_sweeping_twice_adds_nothing(platform):
    platform.sweep_until(datetime(2025, 4, 21, tzinfo=CHINA))
    before = platform.facts()
    platform.sweep()
    Sweeper(platform.handlers, platform.views, platform.clock).step()

    assert platform.facts() == before


@pytest.mark.req("X-020")
def test_opening_a_duty_again_under_another_command_adds_nothing(platform):
    platform.sweep_until(datetime(2025, 4, 1, tzinfo=CHINA))
    before = platform.facts()
    platform.send(OpenDuty(actor="desk", unit=TOWNSHIP, kind=UnitKind.TOWNSHIP, catalogue="TG", period="2025Q1"))

    assert platform.facts() == before


def test_a_sweeper_that_has_not_seen_what_another_did_adds_nothing(platform, tmp_path):
    late = Platform(tmp_path / "late", platform.store)
    late.projector.catch_up()
    for each in (platform, late):
        each.clock.advance_to(datetime(2025, 4, 1, tzinfo=CHINA))
    platform.sweep()
    before = platform.facts()

    assert late.sweeper.step() > 0
    assert platform.facts() == before


def test_two_sweepers_at_once_add_nothing_to_what_one_does(tmp_path):
    alone, first = Platform(tmp_path / "alone"), Platform(tmp_path / "first")
    second = Platform(tmp_path / "second", first.store)
    for platform in (alone, first):
        platform.begin()
    start = Barrier(2)

    def sweep(platform: Platform) -> None:
        start.wait(timeout=5)
        platform.sweep()

    for month in MONTHS:
        moment = datetime(2025, month, 21, tzinfo=CHINA)
        alone.clock.advance_to(moment)
        alone.sweep()
        threads = [Thread(target=sweep, args=(platform,)) for platform in (first, second)]
        for platform in (first, second):
            platform.clock.advance_to(moment)
            platform.projector.catch_up()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)

    assert sorted(bytes_of(first)) == sorted(bytes_of(alone))


def bytes_of(platform: Platform) -> list[tuple[str, int, bytes, bytes]]:
    return [(fact.stream, fact.revision, fact.data, fact.metadata) for fact in platform.facts()]


# Duties of a unit


def test_the_duties_of_a_unit_stand_newest_due_date_first_with_their_status(year):
    lines = year.ask(DutiesOfUnit(unit=TOWNSHIP)).duties

    assert [(line.catalogue, line.period, line.status) for line in lines] == [
        ("TP", "2025H2", DutyStatus.OPEN),
        ("TG", "2025Q4", DutyStatus.IN_REVIEW),
        ("TG", "2025Q3", DutyStatus.OVERDUE),
        ("TP", "2025H1", DutyStatus.OVERDUE),
        ("TG", "2025Q2", DutyStatus.PUBLISHED_LATE),
        ("TG", "2025Q1", DutyStatus.PUBLISHED),
    ]


def test_a_line_counts_items_published_and_withheld_and_names_its_dates(year):
    line = year.ask(DutiesOfUnit(unit=TOWNSHIP)).duties[-1]

    assert (line.stream, line.unit_name.en) == (duty_stream(TOWNSHIP, "TG", "2025Q1"), f"Unit {TOWNSHIP}")
    assert (line.items, line.published, line.withheld) == (37, 36, 2)
    assert (line.due_on, line.due_at) == (date(2025, 4, 20), datetime(2025, 4, 21, tzinfo=CHINA))
    assert line.fulfilled_at == datetime(2025, 4, 10, 9, tzinfo=CHINA)


@pytest.mark.parametrize("limit", [1, 2, 4, 5, 6])
def test_pages_of_duties_together_are_all_of_them_each_once(year, limit: int):
    question = DutiesOfUnit(unit=TOWNSHIP)
    pages = all_pages(year, question, limit)
    lines = [line for page in pages for line in page.duties]

    assert tuple(lines) == year.ask(question).duties
    assert all(len(page.duties) == limit for page in pages[:-1])


def test_a_unit_that_is_not_enrolled_has_no_duties(year):
    assert year.ask(DutiesOfUnit(unit="360730999")).duties == ()


# The overdue list

OVERDUE_IN_THE_TOWNSHIP = [
    f"{COMMUNITY} CA 2025Q1",
    f"{VILLAGE} VA 2025Q1",
    f"{TOWNSHIP} TP 2025H1",
    f"{VILLAGE} VA 2025Q2",
    f"{VILLAGE} VP 2025H1",
    f"{COMMUNITY} CA 2025Q3",
    f"{TOWNSHIP} TG 2025Q3",
    f"{VILLAGE} VA 2025Q3",
    f"{COMMUNITY} CA 2025Q4",
]


def test_the_overdue_list_holds_the_unit_and_its_area_longest_overdue_first(year):
    assert names(year.ask(OverdueDuties(unit=TOWNSHIP)).duties) == OVERDUE_IN_THE_TOWNSHIP


def test_the_overdue_list_of_a_village_holds_the_village_only(year):
    assert names(year.ask(OverdueDuties(unit=VILLAGE)).duties) == [
        name for name in OVERDUE_IN_THE_TOWNSHIP if name.startswith(VILLAGE)
    ]


def test_the_overdue_list_of_the_county_holds_every_township(year):
    lines = year.ask(OverdueDuties(unit=COUNTY)).duties

    assert {line.unit for line in lines} == set(KINDS)
    assert {line.status for line in lines} == {DutyStatus.OVERDUE}
    assert len(lines) == len(OVERDUE_IN_THE_TOWNSHIP) + 4


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 9])
def test_pages_of_the_overdue_list_together_are_all_of_it_each_once(year, limit: int):
    pages = all_pages(year, OverdueDuties(unit=TOWNSHIP), limit)

    assert [name for page in pages for name in names(page.duties)] == OVERDUE_IN_THE_TOWNSHIP


# The history of a duty


def test_the_history_of_a_duty_is_every_fact_as_recorded(year):
    answer = year.ask(DutyHistory(unit=TOWNSHIP, catalogue="TG", period="2025Q2"))
    recorded = year.store.read(answer.stream)

    assert [line.type for line in answer.facts] == [
        "disclosure.duty-opened.v1",
        *["disclosure.reminder-given.v1"] * 3,
        "disclosure.disclosure-overdue.v1",
        "disclosure.items-drafted.v1",
        "disclosure.duty-submitted.v1",
        "disclosure.items-checked.v1",
        "disclosure.items-published.v1",
        "disclosure.duty-fulfilled.v1",
    ]
    assert [line.revision for line in answer.facts] == list(range(10))
    assert [line.data.encode() for line in answer.facts] == [fact.data for fact in recorded]
    assert [line.digest for line in answer.facts] == [digest_of_fact(fact) for fact in recorded]


def test_the_history_says_who_acted_and_when(year):
    facts = year.ask(DutyHistory(unit=TOWNSHIP, catalogue="TG", period="2025Q2")).facts

    assert [line.actor for line in facts[:6]] == [*["service:disclosure"] * 5, "clerk"]
    assert facts[4].decided_at == datetime(2025, 7, 21, tzinfo=CHINA)


def test_a_duty_that_was_never_opened_has_no_history(year):
    assert year.ask(DutyHistory(unit=TOWNSHIP, catalogue="TG", period="2024Q1")).facts == ()


# The published page


def published(platform: Platform, unit: str, period: str) -> dict[str, Any]:
    """Item to what is public of it, in the page's order."""
    page = platform.ask(PublishedPage(unit=unit, period=period))
    return {item.item: item for catalogue in page.catalogues for item in catalogue.items}


def test_the_page_shows_each_catalogue_of_the_period_in_the_sources_order(year):
    page = year.ask(PublishedPage(unit=TOWNSHIP, period="2025Q1"))
    [catalogue] = page.catalogues
    opened = year.read(year.store.read(duty_stream(TOWNSHIP, "TG", "2025Q1"))[0])

    assert (catalogue.catalogue, catalogue.status, catalogue.due_on) == (
        "TG",
        DutyStatus.PUBLISHED,
        date(2025, 4, 20),
    )
    assert tuple(item.item for item in catalogue.items) == opened.items
    assert page.unit_name.zh == f"单位{TOWNSHIP}"


@pytest.mark.req("D-019")
def test_every_published_version_stays_visible_newest_first_with_the_reason_of_the_correction(year):
    newest, oldest = published(year, TOWNSHIP, "2025Q1")[CORRECTED].versions

    assert (newest.version, newest.text, newest.correction) == (2, "更正后的内容。", "数字有误")
    assert (newest.channels, newest.claimed_on) == (("online",), date(2025, 5, 2))
    assert (oldest.version, oldest.text, oldest.correction) == (1, f"{CORRECTED}：内容见附表。", None)
    assert (oldest.channels, oldest.claimed_on) == (("online", "board"), date(2025, 4, 10))


def test_a_withheld_item_shows_its_ground_and_no_content(year):
    item = published(year, TOWNSHIP, "2025Q1")[WITHHELD]

    assert (item.withheld_on, item.versions) == ("state_secret", ())


def test_a_correction_that_is_withheld_leaves_what_was_public_and_shows_no_more(year):
    item = published(year, TOWNSHIP, "2025Q1")[WITHHELD_LATER]

    assert item.withheld_on == "state_secret"
    assert [version.text for version in item.versions] == [f"{WITHHELD_LATER}：内容见附表。"]


def test_what_is_drafted_and_not_public_is_not_on_the_page(year):
    [catalogue] = year.ask(PublishedPage(unit=TOWNSHIP, period="2025Q4")).catalogues

    assert (catalogue.status, catalogue.items) == (DutyStatus.IN_REVIEW, ())


def test_every_item_on_the_page_has_its_name_in_both_languages(year):
    items = published(year, COMMUNITY, "2025Q2")

    assert len(items) == 6
    assert all(item.name.zh and item.name.en for item in items.values())


def test_a_unit_that_is_not_enrolled_has_no_page(year):
    with pytest.raises(Rejected) as refusal:
        year.ask(PublishedPage(unit="360730999", period="2025Q1"))

    assert refusal.value.code == "disclosure.unknown-unit"


# Views and the log


def test_a_generation_is_filled_without_safeguards_and_lives_with_all_of_them(tmp_path, say):
    platform = play(Platform(tmp_path), say)
    thresholds = gc.get_threshold()
    platform.projector.rebuild()
    with platform.views.live().reading() as connection:
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()

    assert ("wal", 1) == (journal, synchronous)
    assert thresholds == gc.get_threshold()


def test_views_that_are_built_anew_have_equal_rows(tmp_path, say):
    platform = play(Platform(tmp_path), say)
    live = platform.views.live().rows()

    assert platform.projector.rebuild() == len(platform.facts())
    assert platform.views.live().rows() == live
    assert all(live[table] for table in ("unit", "duty", "content", "agenda"))


def test_the_bookmark_is_the_position_of_the_last_fact(year):
    assert year.views.live().bookmark() == year.facts()[-1].position


def test_rows_and_bookmark_move_together_or_not_at_all(year, tmp_path):
    def fail(*_: Any) -> None:
        raise RuntimeError("the disk is full")

    applied = {kind for kind in SERVICE.facts if kind is not DutySubmitted}
    broken = Projection(name="broken", version=1, applies={DutySubmitted: fail}, ignores=frozenset(applied))
    schema = replace(SERVICE.schema, projections=(*SERVICE.schema.projections, broken))
    views = Views(tmp_path, schema)
    views.prepare()
    with pytest.raises(RuntimeError):
        Projector(year.store, views, SERVICE.facts).catch_up()

    assert views.live().bookmark() == START
    assert not any(views.live().rows().values())

    Projector(year.store, Views(tmp_path, SERVICE.schema), SERVICE.facts).catch_up()

    assert views.live().rows() == year.views.live().rows()


def test_a_projection_that_does_not_name_every_fact_is_refused(tmp_path):
    forgetful = [
        replace(each, applies={kind: apply for kind, apply in each.applies.items() if kind is not UnitEnrolled})
        for each in SERVICE.schema.projections
    ]
    views = Views(tmp_path, Schema(SERVICE.schema.metadata, SERVICE.schema.bookmark, SERVICE.schema.agenda, forgetful))

    with pytest.raises(LookupError, match=r"units .* disclosure\.unit-enrolled\.v1"):
        Projector(MemoryStore(), views, SERVICE.facts)
