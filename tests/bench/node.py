"""The local node against its goals: `python tests/bench/node.py [--events N] [--only NAME]`; not part of the tests.

Every figure stands beside its limit; a rate is the median of several rounds. The clients are the real ones, each in a
process of its own, on the same machine; while there are appends, 12 filtered live subscriptions are attached.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import platform
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from esdbclient import AsyncEventStoreDBClient, EventStoreDBClient, NewEvent, StreamState
from localnode.testing import NodeAddress, running_node

ROOT = Path(__file__).parents[2]
RESULT = ROOT / "build" / "bench-node.json"
SUBSCRIPTIONS = 12
WRITERS = 64
ROUNDS = 5
ROUND_S = 4.0
DATA = b"x" * 1000
PAGE = os.sysconf("SC_PAGE_SIZE")
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Figure:
    """One goal: what was measured, in which unit, and what it must not pass."""

    name: str
    value: float
    unit: str
    limit: float
    at_least: bool
    rounds: tuple[float, ...] = ()

    @property
    def is_met(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def line(self) -> str:
        sign = ">=" if self.at_least else "<="
        spread = f"  {min(self.rounds):,.4g} to {max(self.rounds):,.4g}" if self.rounds else ""
        word = "met" if self.is_met else "NOT MET"
        return f"{self.name:<52}{self.value:>10,.4g} {self.unit:<9}{sign} {self.limit:>7,.6g}  {word:<8}{spread}"


def new_event(number: int) -> NewEvent:
    return NewEvent(type="bench.noted.v1", data=DATA, id=UUID(int=number + (time.monotonic_ns() << 64)))


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def memory_mb(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 1e6


# --- what runs in processes of its own


def subscribe(uri: str, ready, stop, seen) -> None:
    """Twelve filtered live subscriptions; each event written here is for one of them."""

    async def follow(client: AsyncEventStoreDBClient, number: int, is_live: asyncio.Event) -> None:
        subscription = await client.subscribe_to_all(
            from_end=True,
            filter_include=[f"(?:service{number}_).*"],
            filter_by_stream_name=True,
            include_checkpoints=True,
            include_caught_up=True,
        )
        async for one in subscription:
            if one.is_caught_up:
                is_live.set()
            elif not one.is_checkpoint:
                seen.value += 1

    async def run() -> None:
        client = AsyncEventStoreDBClient(uri)
        await client.connect()
        live = [asyncio.Event() for _ in range(SUBSCRIPTIONS)]
        tasks = [asyncio.create_task(follow(client, number, one)) for number, one in enumerate(live)]
        await asyncio.gather(*(one.wait() for one in live))
        ready.set()
        await asyncio.to_thread(stop.wait)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(run())


def append_from_many(uri: str, turn: int) -> float:
    """Single appends per second from asyncio writers, each with a stream of its own."""

    async def run() -> float:
        client = AsyncEventStoreDBClient(uri)
        await client.connect()
        done = 0
        end = time.monotonic() + ROUND_S

        async def write(writer: int) -> None:
            nonlocal done
            revision = -1
            name = f"service{writer % SUBSCRIPTIONS}_many-{turn}-{writer}"
            while time.monotonic() < end:
                expected = StreamState.NO_STREAM if revision < 0 else revision
                await client.append_to_stream(name, current_version=expected, events=[new_event(done)])
                revision += 1
                done += 1

        began = time.monotonic()
        await asyncio.gather(*(write(writer) for writer in range(WRITERS)))
        return done / (time.monotonic() - began)

    return asyncio.run(run())


def append_from_one(uri: str, turn: int) -> float:
    with EventStoreDBClient(uri) as client:
        done, began = 0, time.monotonic()
        while time.monotonic() < began + ROUND_S:
            expected = StreamState.NO_STREAM if done == 0 else done - 1
            name = f"service{turn % SUBSCRIPTIONS}_one-{turn}"
            client.append_to_stream(name, current_version=expected, events=new_event(done))
            done += 1
        return done / (time.monotonic() - began)


def append_batches(uri: str, turn: int, count: int = 0) -> float:
    """Events per second in batches of 1,000; at least `count`, or for one round."""
    with EventStoreDBClient(uri) as client:
        done, began = 0, time.monotonic()
        while done < count if count else time.monotonic() < began + ROUND_S:
            batch = [new_event(done + number) for number in range(1000)]
            name = f"service{(done // 1000) % SUBSCRIPTIONS}_batch-{turn}-{done}"
            client.append_to_stream(name, current_version=StreamState.NO_STREAM, events=batch)
            done += 1000
        return done / (time.monotonic() - began)


def read_all(uri: str, node_pid: int, limit: int) -> tuple[float, float, float]:
    """Events per second, cores of the client, cores of the node: 0.9 and 0.5 are the goal, so 0.56 for each."""
    with EventStoreDBClient(uri) as client:
        began, own, node = time.monotonic(), time.process_time(), cpu_s(node_pid)
        count = sum(1 for _ in client.read_all(limit=limit))
        seconds = time.monotonic() - began
        return count / seconds, (time.process_time() - own) / seconds, (cpu_s(node_pid) - node) / seconds


# --- measuring

SPAWN = multiprocessing.get_context("spawn")


def apart(function: Callable[..., Any], *arguments: Any) -> Any:
    with ProcessPoolExecutor(1, mp_context=SPAWN) as pool:
        return pool.submit(function, *arguments).result()


@contextmanager
def subscribed(uri: str):
    ready, stop, seen = SPAWN.Event(), SPAWN.Event(), SPAWN.Value("q", 0)
    process = SPAWN.Process(target=subscribe, args=(uri, ready, stop, seen), daemon=True)
    process.start()
    assert ready.wait(30), "the subscriptions did not become live"
    try:
        yield seen
    finally:
        stop.set()
        process.join(10)


def rate(name: str, limit: float, function: Callable[[str, int], float], node: NodeAddress) -> list[Figure]:
    with subscribed(node.uri) as seen:
        rounds = tuple(apart(function, node.uri, turn) for turn in range(ROUNDS))
        assert seen.value, "the subscriptions saw nothing"
    return [Figure(name, statistics.median(rounds), "/s", limit, at_least=True, rounds=rounds)]


def appends(folder: Path, only: str) -> list[Figure]:
    figures: list[Figure] = []
    with running_node(folder) as node:
        for name, limit, function in (
            ("single appends, 64 asyncio writers", 2000, append_from_many),
            ("single appends, 1 synchronous writer", 600, append_from_one),
            ("events in batches of 1,000", 15_000, append_batches),
        ):
            if only in name:
                figures += rate(name, limit, function, node)
    return figures


def history(folder: Path, count: int) -> list[Figure]:
    most = 0.0
    with running_node(folder) as node:
        for turn in range(0, count, 50_000):
            apart(append_batches, node.uri, turn, min(50_000, count - turn))
            most = max(most, memory_mb(node.pid))
        reads = [apart(read_all, node.uri, node.pid, min(count, 100_000)) for _ in range(ROUNDS)]
        apart(read_all, node.uri, node.pid, count)
        most = max(most, memory_mb(node.pid))
        node.kill()
        starts = []
        for _ in range(ROUNDS):
            began = time.monotonic()
            node.restart()
            starts.append(time.monotonic() - began)
            node.stop()
    speed, client, own = (statistics.median(column) for column in zip(*reads, strict=True))
    print(f"reading $all: {speed:,.0f} events/s, client {client:.2f} cores, node {own:.2f}", flush=True)
    shares = tuple(node / client for _, client, node in reads)
    return [
        Figure("cores of the node per core of a client that reads", statistics.median(shares), "", 0.56, False, shares),
        Figure(f"memory while {count:,} events are written and read", most, "MB", 300, False),
        Figure(f"start with {count:,} events", statistics.median(starts), "s", 2, False, tuple(starts)),
    ]


def sync_ms(folder: Path) -> float:
    """What one write to the disk costs here."""
    times = []
    with (folder / "sync").open("wb") as file:
        for _ in range(200):
            began = time.perf_counter()
            file.write(DATA)
            file.flush()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)


def machine(folder: Path) -> dict[str, object]:
    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "processor": models[0].split(":", 1)[1].strip() if models else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PHYS_PAGES") * PAGE / 1e9, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "fdatasync_ms": round(sync_ms(folder), 3),
        "load_before": os.getloadavg()[0],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000, help="written and read for memory and start")
    parser.add_argument("--only", default="", help="only rows whose name holds this (writes no file)")
    options = parser.parse_args()
    folder = ROOT / "build" / f"bench-node-{os.getpid()}"
    (folder / "history").mkdir(parents=True)
    try:
        described = machine(folder)
        print(", ".join(f"{name} {value}" for name, value in described.items()), flush=True)
        figures = appends(folder, options.only)
        if not options.only or "read" in options.only:
            figures += history(folder / "history", options.events)
    finally:
        shutil.rmtree(folder)
    print("\n".join(figure.line() for figure in figures))
    if not options.only:
        met = [{**asdict(figure), "is_met": figure.is_met} for figure in figures]
        RESULT.write_text(json.dumps({"machine": described, "figures": met}, indent=2) + "\n")
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
