"""`make bench`: the platform's figures, each beside its limit in the same run. `python tests/bench/county.py`.

The platform runs as it always does: token, digest chain, follow processes, relay to assessment's inbox. A figure from a
machine that does anything else besides is no figure.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID, uuid5

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))

from callers import Result, measure  # noqa: E402
from contracts.policies import pack_named  # noqa: E402
from esdbclient import EventStoreDBClient, NewEvent, StreamState  # noqa: E402
from figures import Figure, machine, save, show  # noqa: E402
from ledger.authority import Caller  # noqa: E402
from ledger.client import Client, fresh_id  # noqa: E402
from ledger.esdb import EsdbStore  # noqa: E402
from ledger.store import START  # noqa: E402
from sunledger import supervisor  # noqa: E402
from sunledger.home import Home  # noqa: E402
from sunledger.procfs import cpu_seconds  # noqa: E402
from sunledger.status import rows  # noqa: E402

PACKS = ("cn-open-government-2019", "cn-villagers-2018", "county-2011", "community-draft")
ASSESSMENT_PACKS = ("county-2011-assessment", "community-draft-assessment")
UNITS = 24
FACTS_BEFORE = 10
SETTLED_S, IDLE_S, IDLE_MOST = 50.0, 20.0, 0.03
ECHO, PEER, OURS = "echo.echo", "peer.draft_items", "disclosure.draft_items"
ROUNDS, BETWEEN_S, LEAST_OF_ECHO = 7, 2.0, 0.5
"""What follows the commands of a round is over before the next one begins."""

NAMES = UUID("6a0d6f7e-1111-5111-8111-000000000001")
TEXT = "公开" * 110
"""About 700 bytes: with its metadata a fact of 1 kB and more."""


@contextmanager
def running(home: Home) -> Iterator[None]:
    log = home.folder / "up.log"
    home.folder.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        up = subprocess.Popen(
            [sys.executable, "-m", "sunledger", "up", "--home", str(home.folder)], stdout=output, stderr=output
        )
    try:
        while "Sunledger is running" not in log.read_text("utf-8"):
            assert up.poll() is None, log.read_text("utf-8")
            time.sleep(0.2)
        yield
    finally:
        os.kill(up.pid, signal.SIGINT)
        up.wait(30)


class Bench:
    """One run on one platform."""

    def __init__(self, home: Home, calls: int) -> None:
        self.home, self.calls = home, calls
        self.store_uri, self.broker_uri = home.addresses()["store"], home.addresses()["broker"]
        self.figures: list[Figure] = []
        self._peer: subprocess.Popen[bytes] | None = None

    def add(
        self,
        what: str,
        figure: float,
        unit: str,
        limit: str = "",
        ratio: float | None = None,
        at_least: float | None = None,
        **more: float,
    ) -> None:
        self.figures.append(Figure(what, figure, unit, limit, ratio, at_least=at_least, more=more))

    def idle(self) -> None:
        """What the platform costs while nothing happens: of one core, all processes together.

        The first audit, half a minute after the start, is over by then.
        """
        time.sleep(SETTLED_S)
        before, began = self._cpu_seconds(), time.monotonic()
        time.sleep(IDLE_S)
        after, seconds = self._cpu_seconds(), time.monotonic() - began
        shares = {name: (after[name] - before.get(name, 0.0)) / seconds for name in after}
        for name, share in sorted(shares.items(), key=lambda item: -item[1]):
            self.add(f"idle: {name}", 1000 * share, "ms/s", cpu=share)
        total = sum(shares.values())
        self.figures.append(Figure("idle platform", 1000 * total, "ms/s", "one core", total, at_most=IDLE_MOST))

    def _cpu_seconds(self) -> dict[str, float]:
        """Of every process, and of the one that keeps them."""
        pids = {row.name: row.pid for row in rows(self.home) if row.pid is not None}
        keeper = supervisor.running(self.home.folder)
        pids |= {} if keeper is None else {"supervisor": keeper.pid}
        return {name: cpu_seconds(pid) for name, pid in pids.items()}

    def token(self, role: str, unit: str) -> str:
        return self.home.issuer.issue(Caller("bench", role, unit))

    def prepare(self) -> list[tuple[str, str, str]]:
        """Duties with ten facts each: (unit, catalogue, period)."""
        with Client(self.broker_uri, self.token("PolicyAdministrator", "360730")) as client:
            for service, packs in (("disclosure", PACKS), ("assessment", ASSESSMENT_PACKS)):
                for pack in packs:
                    unsure = [
                        {"parameter": name, "reason": "a county that is only measured"}
                        for name in pack_named(pack).unsure
                    ]
                    document = {"area": "360730", "pack": pack_named(pack).digest, "acknowledged": unsure}
                    client.call(service, "activate_policy", document, command_id=str(fresh_id()))
            for number in range(UNITS):
                enrolment = {
                    "unit": f"360730{number + 300}",
                    "kind": "township",
                    "name": {"zh": f"测试{number}", "en": f"Test {number}"},
                    "valid_from": "2026-01-01",
                }
                client.call("disclosure", "enrol_unit", enrolment, command_id=str(fresh_id()))
        store = EsdbStore(self.store_uri)
        while (
            len(opened := [fact for fact in store.read_all(("disclosure_duty-",), limit=10_000) if fact.revision == 0])
            < UNITS * 4
        ):
            time.sleep(0.5)
        store.close()
        keys = [tuple(fact.stream.removeprefix("disclosure_duty-").split("-")) for fact in opened]
        return sorted((unit, catalogue, period) for unit, catalogue, period in keys)

    def drafts(
        self, duties: list[tuple[str, str, str]], count: int, salt: str
    ) -> list[tuple[str, Any, dict[str, Any]]]:
        """Commands dealt out over the duties, each with the token of the duty's own officer."""
        tokens = {unit: self.token("DisclosureOfficerTownship", unit) for unit, _, _ in duties}
        made = []
        for number in range(count):
            unit, catalogue, period = duties[number % len(duties)]
            item = "TP-2" if catalogue == "TP" else "TG-2a"
            entry = {"item": item, "kind": "content", "text": TEXT}
            document = {"unit": unit, "catalogue": catalogue, "period": period, "entries": [entry]}
            made.append((tokens[unit], document, {"command_id": str(uuid5(NAMES, f"{salt}/{number}"))}))
        return made

    def rpc(self, duties: list[tuple[str, str, str]]) -> None:
        """A command beside a bare echo of the same document, and beside the peer that does the same.

        One caller with one call, then two callers with eight each.
        """
        file = str(self.home.folder / "peer.sqlite")
        with self._beside("echo.py"), self._beside("peer.py", file) as peer:
            self._peer = peer
            time.sleep(3)
            before = self.drafts(duties, len(duties) * FACTS_BEFORE, "before")
            for method in (PEER, OURS):
                self._measure(method, before, 2, 8)
            self._in_turns(duties, 1, 1, None)
            self._in_turns(duties, 2, 8, LEAST_OF_ECHO)

    @contextmanager
    def _beside(self, program: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """A service on the same broker."""
        own = [sys.executable, str(Path(__file__).with_name(program)), self.broker_uri, *arguments]
        process = subprocess.Popen(own, stderr=subprocess.DEVNULL)
        try:
            yield process
        finally:
            process.terminate()
            process.send_signal(signal.SIGCONT)
            process.wait()

    def _in_turns(self, duties: list[tuple[str, str, str]], callers: int, window: int, at_least: float | None) -> None:
        """Echo, peer and command, so that all meet the same machine; medians of the rounds."""
        name, turns = f"{callers * window} outstanding", []
        for number in range(ROUNDS):
            jobs = self.drafts(duties, callers * self.calls // (2 * ROUNDS), f"{callers}/{window}/{number}")
            turn = []
            for method in (ECHO, PEER, OURS):
                time.sleep(BETWEEN_S)
                turn.append(self._measure(method, jobs, callers, window))
            turns.append(turn)
        echo, peer, command = (_median([turn[side] for turn in turns]) for side in range(3))
        of_echo, peer_of_echo, of_peer = (
            median(turn[one].per_second / turn[other].per_second for turn in turns)
            for one, other in ((2, 0), (1, 0), (2, 1))
        )
        self.add(f"echo, {name}", echo.per_second, "1/s", p50_ms=echo.p50_ms, p95_ms=echo.p95_ms)
        times = {"p50_ms": peer.p50_ms, "p95_ms": peer.p95_ms}
        self.add(f"peer, {name}", peer.per_second, "1/s", f"echo, {name}", peer_of_echo, **times)
        times = {"p50_ms": command.p50_ms, "p95_ms": command.p95_ms}
        self.add(f"command, {name}", command.per_second, "1/s", f"echo, {name}", of_echo, at_least, **times)
        self.add(f"command beside the peer, {name}", command.per_second, "1/s", f"peer, {name}", of_peer)

    def _measure(self, method: str, jobs: list[tuple[str, Any, dict[str, Any]]], callers: int, window: int) -> Result:
        """The peer stands still while others are measured: what it does while it waits is not theirs to bear."""
        if self._peer is not None:
            self._peer.send_signal(signal.SIGCONT if method == PEER else signal.SIGSTOP)
        return measure(self.broker_uri, method, jobs, callers=callers, window=window)

    def store(self) -> None:
        client, count = EventStoreDBClient(self.store_uri), self.calls // 2
        began = time.perf_counter()
        for number in range(count):
            event = NewEvent(type="bench.raw.v1", data=b"x" * 1000, id=uuid5(NAMES, f"raw/{began}/{number}"))
            client.append_to_stream(f"bench_raw-{number}", current_version=StreamState.NO_STREAM, events=[event])
        raw = count / (time.perf_counter() - began)
        self.add("raw append, one thread", raw, "1/s")
        began = time.perf_counter()
        seen = sum(1 for _ in client.read_all())
        self.add("raw read of $all", seen / (time.perf_counter() - began), "1/s")
        client.close()
        self.add("longest stream", max(self._lengths().values()), "facts")

    def _lengths(self) -> Counter[str]:
        lengths: Counter[str] = Counter()
        with closing(EsdbStore(self.store_uri)) as store:
            after = START
            while facts := store.read_all(("",), after=after, limit=1000):
                lengths.update(fact.stream for fact in facts)
                after = facts[-1].position
        return lengths

    def processes(self, cpu_before: dict[str, float], seconds: float) -> None:
        for row in rows(self.home):
            if row.pid is not None:
                share = (cpu_seconds(row.pid) - cpu_before.get(row.name, 0.0)) / seconds
                self.add(f"{row.name}: memory (PSS)", row.memory / 1e6, "MB", cpu=share)


def _median(results: list[Result]) -> Result:
    return Result(*(median(getattr(result, name) for result in results) for name in Result.__annotations__))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=int, default=4000)
    calls = parser.parse_args().calls
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "run")
        with running(home):
            bench = Bench(home, calls)
            bench.idle()
            duties = bench.prepare()
            before, began = {row.name: cpu_seconds(row.pid) for row in rows(home) if row.pid}, time.monotonic()
            bench.rpc(duties)
            bench.processes(before, time.monotonic() - began)
            bench.store()
    save("county", bench.figures)
    print(machine())
    show(bench.figures)


if __name__ == "__main__":
    main()
