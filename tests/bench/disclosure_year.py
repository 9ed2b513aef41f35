"""A county's duties of a year, and the views of five: `python tests/bench/disclosure_year.py [--units SHARE]`.

24 townships, 300 villages, 60 communities; every duty is opened, drafted with all its items, handed in, checked and
published, but for every tenth, which nobody touches. The record is made on a simulated clock through the handlers onto
a local node. Beside it the same bytes are appended to another node by the bare client; the rate that counts is the
median of slices of the year, taken in turn, so that both meet the same machine.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import UUID, uuid5

from contracts.bilingual import Bilingual
from contracts.calendar import CHINA, Calendar, calendar_as_known, china_day, parse_period
from contracts.common import ActivatePolicy, acknowledged
from contracts.disclosure.duty.messages import (
    CheckItems,
    DraftItems,
    DutiesOfUnit,
    MarkOverdue,
    OpenDuty,
    OverdueDuties,
    PublishedPage,
    PublishItems,
    SubmitDuty,
)
from contracts.disclosure.duty.rules import DisclosurePolicy, disclosure_policy
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.disclosure.words import Entry, EntryKind, Verdict
from contracts.policies import pack_named, resolve
from contracts.units import UnitKind
from disclosure.duty.opening import due_by, opens_at
from disclosure.service import SERVICE
from esdbclient import EventStoreDBClient, NewEvent, StreamState
from figures import Figure, machine, save, show
from ledger.clock import ManualClock
from ledger.door import Page, Source
from ledger.esdb import EsdbStore
from ledger.handler import Request
from ledger.parts import Handlers
from ledger.projector import Projector
from ledger.store import Recorded
from ledger.views import Views
from localnode.testing import running_node

AREA = "360730"
PACKS = ("cn-open-government-2019", "cn-villagers-2018", "county-2011", "community-draft")
TOWNSHIPS, VILLAGES, COMMUNITIES = 24, 300, 60
FIRST_YEAR, YEARS = 2020, 5
PERIODS = {"TP": "H", "VP": "H", "TG": "Q", "VA": "Q", "CA": "Q"}
NEGLECTED = 10
"""One duty in so many is touched by nobody and becomes overdue."""

SLICES = 6
ASKED = 300
TURNS = 3
NAMES = UUID("6a0d6f7e-1111-5111-8111-000000000003")
LEAST_OF_APPEND, LEAST_OF_READ, MOST_P95_MS = 0.6, 0.5, 20.0


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of the year: when it opens, and when its office has everything ready."""

    unit: str
    kind: UnitKind
    catalogue: str
    period: str
    opens: datetime
    due: datetime

    @property
    def key(self) -> dict[str, Any]:
        return {"unit": self.unit, "catalogue": self.catalogue, "period": self.period}


def units(share: float) -> list[tuple[str, UnitKind]]:
    """Township `360730tttt`, its villages from 201 on, its communities from 001 on."""
    townships = [f"{AREA}{100 + number}" for number in range(max(1, round(TOWNSHIPS * share)))]
    villages = [f"{townships[number % len(townships)]}{200 + number:03}" for number in range(round(VILLAGES * share))]
    communities = [f"{townships[number % len(townships)]}{number:03}" for number in range(round(COMMUNITIES * share))]
    kinds = ((townships, UnitKind.TOWNSHIP), (villages, UnitKind.VILLAGE), (communities, UnitKind.COMMUNITY))
    return [(unit, kind) for codes, kind in kinds for unit in codes]


def duties(year: int, policy: DisclosurePolicy, share: float, calendar: Calendar) -> list[Duty]:
    """In the order in which they open."""
    found = []
    for unit, kind in units(share):
        for code in PERIODS:
            rules = policy.catalogue(code)
            if not rules.is_owed_by(unit, kind):
                continue
            for number in range(1, 3 if PERIODS[code] == "H" else 5):
                period = parse_period(f"{year}{PERIODS[code]}{number}")
                assert period is not None
                due = due_by(period, rules).deadline(calendar).due_at
                found.append(Duty(unit, kind, code, str(period), opens_at(period, rules), due))
    return sorted(found, key=lambda duty: (duty.opens, duty.unit, duty.catalogue))


def commands(duty: Duty, number: int, policy: DisclosurePolicy) -> Iterator[tuple[datetime, Any]]:
    """What is done about a duty, each with its moment."""
    yield duty.opens, OpenDuty(actor="clock", kind=duty.kind, **duty.key)
    if number % NEGLECTED == 0:
        yield duty.due, MarkOverdue(actor="clock", **duty.key)
        return
    ready = duty.opens + timedelta(days=5, seconds=number)
    items = policy.catalogue(duty.catalogue).items
    entries = tuple(
        Entry(item=item, kind=EntryKind.CONTENT, text=f"{duty.period}，{item}：本期按规定公开的内容，详见村务公开栏。")
        for item in items
    )
    verdicts = tuple(Verdict(item=item, passed=True) for item in items)
    yield ready, DraftItems(actor="clerk", entries=entries, **duty.key)
    yield ready, SubmitDuty(actor="clerk", **duty.key)
    yield ready, CheckItems(actor="reviewer", verdicts=verdicts, **duty.key)
    on = china_day(ready)
    yield ready, PublishItems(actor="clerk", items=(), channels=("online",), claimed_on=on, **duty.key)


class Office:
    """The handlers of disclosure on a node and a simulated clock."""

    def __init__(self, store: EsdbStore) -> None:
        self.clock = ManualClock(datetime(FIRST_YEAR, 1, 1, tzinfo=CHINA))
        self.handlers = Handlers(SERVICE, store, self.clock)
        self._sent = 0

    def send(self, command: Any) -> tuple[Recorded, ...]:
        self._sent += 1
        command_id = uuid5(NAMES, str(self._sent))
        request = Request(
            command_id=command_id, actor=command.actor, role="Bench", actor_unit=AREA, correlation_id=command_id
        )
        return self.handlers.handle(command, request).facts

    def prepare(self, share: float) -> None:
        for name in PACKS:
            pack = pack_named(name)
            unsure = acknowledged(pack, "a county that is only measured")
            self.send(ActivatePolicy(actor="desk", area=AREA, pack=pack.digest, acknowledged=unsure))
        for unit, kind in units(share):
            called = Bilingual(zh=f"单位{unit}", en=f"Unit {unit}")
            self.send(EnrolUnit(actor="desk", unit=unit, kind=kind, name=called, valid_from=date(FIRST_YEAR, 1, 1)))


def play(office: Office, planned: Sequence[tuple[datetime, Any]]) -> list[tuple[Recorded, ...]]:
    """Every command at its moment; what was appended by each."""
    appended = []
    for moment, command in planned:
        office.clock.advance_to(moment)
        appended.append(office.send(command))
    return [facts for facts in appended if facts]


def bare(client: EventStoreDBClient, appends: Sequence[tuple[Recorded, ...]]) -> None:
    """The same bytes in the same number of appends, by the client alone."""
    for facts in appends:
        events = [NewEvent(type=fact.type, data=fact.data, metadata=fact.metadata, id=fact.id) for fact in facts]
        version = facts[0].revision - 1 if facts[0].revision else StreamState.NO_STREAM
        client.append_to_stream(facts[0].stream, current_version=version, events=events)


def rate(count: int, work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    result = work()
    return count / (time.perf_counter() - began), result


def planned_of(year: int, policy: DisclosurePolicy, share: float) -> list[tuple[datetime, Any]]:
    calendar = calendar_as_known(date(year, 1, 1))
    every = duties(year, policy, share, calendar)
    steps = [step for number, duty in enumerate(every) for step in commands(duty, number, policy)]
    return sorted(steps, key=lambda step: step[0])


def of_append(office: Office, planned: list[tuple[datetime, Any]], client: EventStoreDBClient) -> list[Figure]:
    """Slice by slice: through the handlers, then the same by the client alone."""
    through, alone, appends = [], [], 0
    size = -(-len(planned) // SLICES)
    for first in range(0, len(planned), size):
        slice_ = planned[first : first + size]
        handled, appended = rate(len(slice_), partial(play, office, slice_))
        raw, _ = rate(len(appended), partial(bare, client, appended))
        appends += len(appended)
        through.append(handled)
        alone.append(raw)
    ratio = median(one / other for one, other in zip(through, alone, strict=True))
    return [
        Figure("a year's appends by the client alone", median(alone), "1/s", more={"appends": appends}),
        Figure("a year through the handlers", median(through), "1/s", "client alone", ratio, at_least=LEAST_OF_APPEND),
    ]


def of_views(uri: str, folder: Path) -> tuple[list[Figure], Views]:
    """All facts read by the client alone, and read and made into views anew: in turn, so that both meet one machine.

    Beside the time on the wall stands the processor time of this process for one fact.
    """
    views = Views(folder, SERVICE.schema)
    views.prepare()
    store = EsdbStore(uri)
    with closing(EventStoreDBClient(uri)) as client:
        count = _read_alone(client)
        projector = Projector(store, views, SERVICE.facts)
        turns = [(measured(partial(_read_alone, client)), measured(projector.rebuild)) for _ in range(TURNS)]
    store.close()
    alone, built = ([turn[place] for turn in turns] for place in (0, 1))
    ratio = median(one.wall_s / other.wall_s for one, other in turns)
    cpu = median(one.cpu_s / other.cpu_s for one, other in turns)
    return [
        _of_turns("read by the client alone", count, alone, more={"facts": count}),
        _of_turns("views made anew", count, built, "client alone", ratio, at_least=LEAST_OF_READ, more={"of_cpu": cpu}),
    ], views


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run took: on the wall, and of this process's processor time."""

    wall_s: float
    cpu_s: float


def measured(work: Callable[[], Any]) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


def _read_alone(client: EventStoreDBClient) -> int:
    return sum(1 for _ in client.read_all(filter_include=r"disclosure_.*", filter_by_stream_name=True))


def _of_turns(
    name: str, count: int, turns: Sequence[Spent], than: str = "", ratio: float | None = None, **bounds: Any
) -> Figure:
    more = {**bounds.pop("more"), "cpu_us_per_fact": round(1_000_000 * median(turn.cpu_s for turn in turns) / count)}
    return Figure(name, count / median(turn.wall_s for turn in turns), "facts/s", than, ratio, more=more, **bounds)


def of_answers(views: Views, share: float) -> list[Figure]:
    """The overdue list of the county and of a township, and a village's duties and page."""
    villages = [unit for unit, kind in units(share) if kind is UnitKind.VILLAGE]
    last = FIRST_YEAR + YEARS - 1
    questions: dict[str, Callable[[int], Any]] = {
        "overdue list of the county": lambda _: OverdueDuties(unit=AREA),
        "overdue list of a township": lambda number: OverdueDuties(unit=villages[number % len(villages)][:9]),
        "a unit's duties": lambda number: DutiesOfUnit(unit=villages[number % len(villages)]),
        "a unit's page": lambda number: PublishedPage(
            unit=villages[number % len(villages)], period=f"{last}Q{1 + number % 4}"
        ),
    }
    figures = []
    for what, question in questions.items():
        turns = [measured(partial(answer, views, question(number))) for number in range(ASKED)]
        times = [1000 * turn.wall_s for turn in turns]
        p95 = quantiles(times, n=20)[-1]
        of_cpu = quantiles([1000 * turn.cpu_s for turn in turns], n=20)[-1]
        more = {"p50_ms": median(times), "p95_ms": p95, "cpu_p95_ms": of_cpu}
        figures.append(Figure(what, 1000 / median(times), "1/s", "20 ms", p95 / MOST_P95_MS, at_most=1.0, more=more))
    return figures


def answer(views: Views, question: Any) -> None:
    with views.live().reading() as connection:
        SERVICE.answers[type(question)](Source(connection, lambda _: []), question, Page(100, None))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=float, default=1.0, help="share of the county's units")
    share = parser.parse_args().units
    policy = disclosure_policy(resolve(AREA, [pack_named(name) for name in PACKS]))
    with tempfile.TemporaryDirectory() as folder, running_node(Path(folder)) as node:
        store = EsdbStore(node.uri)
        office = Office(store)
        office.prepare(share)
        other = Path(folder) / "other"
        other.mkdir()
        with running_node(other) as beside, closing(EventStoreDBClient(beside.uri)) as client:
            figures = of_append(office, planned_of(FIRST_YEAR, policy, share), client)
        show(figures)
        for year in range(FIRST_YEAR + 1, FIRST_YEAR + YEARS):
            play(office, planned_of(year, policy, share))
        store.close()
        made, views = of_views(node.uri, Path(folder) / "views")
        figures += [*made, *of_answers(views, share)]
    save("disclosure-year", figures)
    print(machine())
    show(figures)


if __name__ == "__main__":
    main()
