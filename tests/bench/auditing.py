"""Audits against their goals: `python tests/bench/auditing.py [--facts N] [--million]`; not part of the tests.

Every figure stands beside its limit. Rates are compared with reading everything in the same run by esdbclient as it
comes, like those of the other benches; beside it, without a limit, through our own door, which reads twice as fast
(docs/decisions/audit-cost.md).
Nothing else may run on the machine.
"""

import argparse
import json
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from audit.memory import Memory
from audit.pages import PAGE
from audit.reexecute import PAGE as DECIDED_AT_ONCE
from audit.reexecute import reexecute
from audit.verify import Settings, verify
from contracts.bilingual import Bilingual
from contracts.common import ActivatePolicy, ClockKind, acknowledged
from contracts.disclosure.duty.messages import DraftItems, OpenDuty
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.disclosure.words import Entry, EntryKind
from contracts.policies import pack_named
from contracts.units import UnitKind
from esdbclient import EventStoreDBClient
from ledger.audit_log import AuditLog
from ledger.clock import MachineClock, ManualClock
from ledger.esdb import EsdbStore
from ledger.handler import Request
from ledger.history import set_clock
from ledger.log_builder import LogBuilder
from ledger.memory import MemoryStore
from ledger.parts import Handlers
from ledger.recorded import GENESIS, Provenance, Tip, drafts
from ledger.store import Draft
from localnode.testing import running_node
from sunledger.home import installed_services
from transparency.keys import log_key
from transparency.merkle import inclusion_proof

ROOT = Path(__file__).resolve().parents[2]
RESULT = ROOT / "build" / "bench-audit.json"
NAMES = UUID("6a0d6f7e-2222-5222-8222-000000000002")
BEGINS = datetime(2025, 1, 2, 1, tzinfo=UTC)
PER_STREAM = 10
PER_UNIT = 50
ROUNDS = 3
PROOFS = 500
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Figure:
    """One goal: what was measured, in which unit, and what it must not pass; None: it is only told."""

    name: str
    value: float
    unit: str
    limit: float | None
    at_least: bool

    def line(self) -> str:
        if self.limit is None:
            return f"{self.name:<72}{self.value:>10,.3f} {self.unit}"
        met = self.value >= self.limit if self.at_least else self.value <= self.limit
        sign = ">=" if self.at_least else "<="
        word = "met" if met else "NOT MET"
        return f"{self.name:<72}{self.value:>10,.3f} {self.unit:<6}{sign} {self.limit:>6,.3f}  {word}"


def synthetic(store: EsdbStore, count: int) -> None:
    """Facts of recorded form 1, chained, about 1.2 kB each, `PER_STREAM` in a stream."""
    document = {"text": "公开" * 60, "unit": "360730101"}
    for stream_number in range(count // PER_STREAM):
        stream, tip, batch = f"disclosure_duty-{stream_number}", Tip(-1, GENESIS), []
        for number in range(PER_STREAM):
            command = uuid5(NAMES, f"{stream}/{number}")
            provenance = Provenance(
                command_id=command,
                command_type="disclosure.draft-items.v1",
                command=document,
                correlation_id=command,
                causation_id=None,
                actor="clerk",
                role="DisclosureOfficerTownship",
                actor_unit="360730101",
                unit="360730101",
                decided_at=BEGINS + timedelta(milliseconds=stream_number * PER_STREAM + number),
                policy=None,
                calendar="0" * 64,
                decider="disclosure.duty",
                decider_version=1,
                release="0.1.0",
            )
            made, tip = drafts(stream, tip, provenance, [("disclosure.items-drafted.v1", {**document, "n": number})])
            batch += made
        store.append(stream, batch, expected=-1)


def decided(count: int) -> MemoryStore:
    """Facts that were really decided: units enrolled, with the first duty's drafts."""
    store, clock = MemoryStore(), ManualClock(BEGINS)
    parts = next(parts for parts in installed_services() if parts.name == "disclosure")
    set_clock(parts, store, clock, ClockKind.SIMULATED, BEGINS - MachineClock().now())
    handlers = Handlers(parts, store, clock)

    def send(name: str, command: Any) -> Any:
        identity = uuid5(NAMES, name)
        unit = getattr(command, "unit", "360730")
        request = Request(command_id=identity, actor=command.actor, role="x", actor_unit=unit, correlation_id=identity)
        return json.loads(handlers.handle(command, request).facts[0].data)

    for name in ("cn-open-government-2019", "cn-villagers-2018", "county-2011", "community-draft"):
        pack = pack_named(name)
        send(name, ActivatePolicy(actor="desk", area="360730", pack=pack.digest, acknowledged=acknowledged(pack, "x")))
    for number in range(count // PER_UNIT):
        unit = f"360730{100 + number // 900:03}{100 + number % 900:03}"
        send(
            f"enrol/{unit}",
            EnrolUnit(
                actor="desk",
                unit=unit,
                kind=UnitKind.VILLAGE,
                name=Bilingual(zh="村", en="Village"),
                valid_from=(BEGINS - timedelta(days=60)).date(),
            ),
        )
        key = {"unit": unit, "catalogue": "VA", "period": "2024Q4"}
        items = send(f"open/{unit}", OpenDuty(actor="desk", kind=UnitKind.VILLAGE, **key))["items"]
        for draft in range(PER_UNIT - 2):
            entry = Entry(item=items[0], kind=EntryKind.CONTENT, text=f"{draft} " + "公开" * 60)
            send(f"draft/{unit}/{draft}", DraftItems(actor="clerk", entries=(entry,), **key))
    return store


def copied(history: MemoryStore, store: EsdbStore) -> int:
    """Stream by stream, in the order in which they begin."""
    facts = history.read_all(("",), limit=10**9)
    for stream in dict.fromkeys(fact.stream for fact in facts):
        batch = [Draft(fact.id, fact.type, fact.data, fact.metadata) for fact in history.read(stream)]
        store.append(stream, batch, expected=-1)
    return len(facts)


def read_by_client(uri: str) -> int:
    with EventStoreDBClient(uri) as client:
        return sum(1 for _ in client.read_all())


def read_through_door(store: EsdbStore, page: int) -> int:
    count, after = 0, -1
    while facts := store.read_all(("",), after=after, limit=page):
        count, after = count + len(facts), facts[-1].position
    return count


def seconds(work: Callable[[], Any]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def verified(store: EsdbStore, log: AuditLog, memory: Path | None = None) -> Any:
    remembered = Memory(memory)
    result = verify(store, log, remembered, Settings(log.published_keys(), MachineClock().now()))
    remembered.close()
    return result


@contextmanager
def record(fill: Callable[[EsdbStore], Any]) -> Iterator[tuple[str, AuditLog]]:
    """A node with facts, and their log."""
    with tempfile.TemporaryDirectory() as folder, running_node(Path(folder)) as node:
        store = EsdbStore(node.uri, timeout_s=60.0)
        fill(store)
        builder = LogBuilder(store, Path(folder) / "log", log_key(Path(folder) / "log.key", "sunledger-log"))
        builder.resume()
        builder.catch_up()
        yield node.uri, builder.log
        store.close()


def verify_figures(count: int) -> list[Figure]:
    with record(lambda store: synthetic(store, count)) as (uri, log), tempfile.TemporaryDirectory() as folder:
        store = EsdbStore(uri, timeout_s=60.0)
        turns = [
            (
                seconds(lambda: read_by_client(uri)),
                seconds(lambda: read_through_door(store, PAGE)),
                seconds(lambda: verified(store, log)),
            )
            for _ in range(ROUNDS)
        ]
        memory = Path(folder) / "memory.sqlite"
        whole = seconds(lambda: verified(store, log, memory))
        again = seconds(lambda: verified(store, log, memory))
        proofs = proof_times(log, count)
        store.close()
    return [
        *of_reading(f"verify of {count:,} facts", turns, 0.8),
        Figure("second verify with nothing new: share of the first one's time", again / whole, "", 0.02, False),
        Figure(f"one inclusion proof in a log of {count:,}, 99 of 100", proofs, "ms", 5.0, False),
    ]


def proof_times(log: AuditLog, count: int) -> float:
    """From the files each time, as a caller asks who comes once."""
    times = []
    for index in range(0, count, max(1, count // PROOFS)):
        began = time.monotonic()
        inclusion_proof(log.tiles(count), index, count)
        times.append(1000 * (time.monotonic() - began))
    return statistics.quantiles(times, n=100)[98]


def reexecute_figures(count: int) -> list[Figure]:
    """With the start of the processes, which takes two seconds however many facts there are."""
    history = decided(count)
    with record(lambda store: copied(history, store)) as (uri, _):
        store = EsdbStore(uri, timeout_s=60.0)
        turns, found = [], 0
        for _ in range(ROUNDS):
            client, door = (
                seconds(lambda: read_by_client(uri)),
                seconds(lambda: read_through_door(store, DECIDED_AT_ONCE)),
            )
            began = time.monotonic()
            found += len(reexecute(store).findings)
            turns.append((client, door, time.monotonic() - began))
        store.close()
    assert found == 0
    return of_reading(f"re-execution of {count:,} facts", turns, 0.4)


def of_reading(what: str, turns: Sequence[tuple[float, float, float]], at_least: float) -> list[Figure]:
    """From the seconds that each turn took to read as esdbclient comes, to read through the door, and to do it."""
    of_client, of_door = (statistics.median(turn[place] / turn[2] for turn in turns) for place in (0, 1))
    return [
        Figure(f"{what}: share of the rate of raw reading", of_client, "", at_least, True),
        Figure(f"{what}: share of the rate of our own door's reading", of_door, "", None, True),
    ]


def peak_of_verify(count: int) -> float:
    """In a process of its own, with the one beside it: megabytes at their highest."""
    with record(lambda store: synthetic(store, count)) as (uri, log):
        context = multiprocessing.get_context("spawn")
        with context.Pool(1) as pool:
            return pool.apply(_peak, (uri, str(log.folder)))


def _peak(uri: str, folder: str) -> float:
    store = EsdbStore(uri, timeout_s=60.0)
    with tempfile.TemporaryDirectory() as place:
        verified(store, AuditLog(Path(folder)), Path(place) / "memory.sqlite")
    store.close()
    return (_own_peak() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024 / MEGABYTE


def _own_peak() -> int:
    """In kilobytes, of this program alone: what `getrusage` says of oneself begins with what the parent had."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")))


def memory_figures(few: int, many: int) -> list[Figure]:
    low, high = peak_of_verify(few), peak_of_verify(many)
    return [
        Figure(f"memory of verify at its highest, {many:,} facts", high, "MB", 400.0, False),
        Figure(f"the same as a multiple of that for {few:,}", high / low, "", 1.1, False),
    ]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--facts", type=int, default=50_000)
    arguments.add_argument("--million", action="store_true", help="memory with 1,000,000 facts: takes half an hour")
    asked = arguments.parse_args()
    few, many = (100_000, 1_000_000) if asked.million else (asked.facts // 5, asked.facts)
    figures = [*verify_figures(asked.facts), *reexecute_figures(2 * asked.facts), *memory_figures(few, many)]
    for figure in figures:
        print(figure.line())
    RESULT.write_text(json.dumps([asdict(figure) for figure in figures], indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
