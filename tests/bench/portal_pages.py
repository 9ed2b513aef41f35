"""A unit's page with 37 items, beside a bare page of the same framework: `python tests/bench/portal_pages.py`.

The record is the example county's, then with as many units as a county has; what is measured is the whole way of a
page: socket, views, template, headers. No page is kept as it was made, except where that is what is measured.
"""

import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from statistics import median, quantiles

import psutil
from ledger.memory import MemoryStore
from ledger.projector import Projector
from ledger.views import Views
from portal.parts import PARTS
from portal.projections.tables import BOOKMARK, DUTY, UNIT
from sqlalchemy import Connection, insert, select
from sunledger.example import Player, read_example
from sunledger.home import installed_services
from sunledger.processes import free_port

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "deploy" / "examples" / "ningdu"
PAGE = "/units/360730100201/VA/2025Q3"
OTHERS = {"/": "the county's overview", "/calendar/2025-10": "a month with all duties", "/overdue": "what is overdue"}
WIDE = {"/": "the overview of 24 townships", "/calendar/2025-10": "a month of all their units"}
PAGES, WARM = 600, 60
MOST_P95_MS, LEAST_PER_S = 50.0, 200.0
TOWNSHIPS, VILLAGES = range(100, 124), range(300, 314)
"""Codes of a county as large as they are: 24 townships with 14 villages each."""

BARE = """
import sys, waitress
from werkzeug.wrappers import Response
waitress.serve(Response(b"x" * int(sys.argv[2]), content_type="text/html"), listen=sys.argv[1], threads=4)
"""


def make_views(data: Path) -> None:
    store = MemoryStore()
    with tempfile.TemporaryDirectory() as others:
        Player(read_example(EXAMPLE), installed_services(), store, Path(others), lambda *_: None).play()
    views = Views(data / PARTS.name, PARTS.schema)
    views.prepare()
    began = time.perf_counter()
    count = Projector(store, views, *PARTS.reads).catch_up()
    print(f"views of {count} facts made in {time.perf_counter() - began:.1f} s")
    views.live().close()


def widen(data: Path) -> None:
    """As many units as a county has, each with the duties of the example's first township or of its first village."""
    views = Views(data / PARTS.name, PARTS.schema).live()
    with views.reading() as connection:
        position = connection.execute(select(BOOKMARK.c.position)).scalar_one()
    with views.writing(position) as connection:
        known = set(connection.execute(select(UNIT.c.code)).scalars())
        for township in (f"360730{number}" for number in TOWNSHIPS):
            villages = [f"{township}{number}" for number in VILLAGES]
            copy(connection, "360730100", {township} - known)
            copy(connection, "360730100201", set(villages) - known)
    views.close()


def copy(connection: Connection, unit: str, others: set[str]) -> None:
    [own] = connection.execute(select(UNIT).where(UNIT.c.code == unit)).mappings()
    duties = connection.execute(select(DUTY).where(DUTY.c.unit == unit)).mappings().all()
    for other in sorted(others):
        connection.execute(insert(UNIT).values({**own, "code": other}))
        copies = [{**duty, "unit": other, "stream": duty["stream"].replace(unit, other)} for duty in duties]
        connection.execute(insert(DUTY), copies)


@contextmanager
def served(command: list[str], port: int, environment: dict[str, str]) -> Iterator[psutil.Process]:
    """The program, held on one core."""
    process = subprocess.Popen(command, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)
    try:
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(process.pid, cores[-1:])
        wait_for(port)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port: int) -> None:
    for _ in range(200):
        try:
            asked(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "/health")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("it did not begin to answer")


def asked(connection: http.client.HTTPConnection, path: str) -> int:
    connection.request("GET", path)
    return len(connection.getresponse().read())


def core_seconds(program: psutil.Process) -> float:
    times = program.cpu_times()
    return float(times.user + times.system)


def measured(program: psutil.Process, port: int, path: str, what: str) -> tuple[float, float]:
    """The 95th percentile in milliseconds, and pages for each second of the program's core, which does not depend on
    what else the machine does. One page after the other, on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for _ in range(WARM):
        asked(connection, path)
    took, used = [], core_seconds(program)
    for _ in range(PAGES):
        began = time.perf_counter()
        asked(connection, path)
        took.append(1000 * (time.perf_counter() - began))
    p95, per_s = quantiles(took, n=20)[-1], PAGES / (core_seconds(program) - used)
    print(f"{what:<28} median {median(took):6.2f} ms   p95 {p95:6.2f} ms   {per_s:6.0f} pages/s of one core")
    return p95, per_s


def web(data: Path, port: int, *, kept: int = 0) -> AbstractContextManager[psutil.Process]:
    environment = {
        "SUNLEDGER_DATA": str(data),
        "SUNLEDGER_PORTAL_ADDRESS": f"127.0.0.1:{port}",
        "SUNLEDGER_PORTAL_PER_SECOND": "100000",
        "SUNLEDGER_PORTAL_KEPT": str(kept),
    }
    return served([sys.executable, "-m", "portal.main", "web"], port, environment)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        data, port = Path(folder), free_port()
        make_views(data)
        with web(data, port) as program:
            size = asked(http.client.HTTPConnection("127.0.0.1", port), PAGE)
            p95, per_s = measured(program, port, PAGE, f"a page of 37 items ({size // 1000} kB)")
            slowest = max(measured(program, port, path, what)[0] for path, what in OTHERS.items())
        bare_port = free_port()
        bare = [sys.executable, "-c", BARE, f"127.0.0.1:{bare_port}", str(size)]
        with served(bare, bare_port, {}) as program:
            measured(program, bare_port, "/", "a bare page of that size")
        widen(data)
        with web(data, port) as program:
            for path, what in WIDE.items():
                measured(program, port, path, what)
        with web(data, port, kept=2) as program:
            measured(program, port, PAGE, "the page of 37 items, kept")
            slowest = max(slowest, measured(program, port, "/", "the wide overview, kept")[0])
    held = max(p95, slowest) < MOST_P95_MS and per_s >= LEAST_PER_S
    print(f"budget: p95 below {MOST_P95_MS:.0f} ms, {LEAST_PER_S:.0f} pages/s of the 37 items: {verdict(held)}")
    return 0 if held else 1


def verdict(held: bool) -> str:
    return "held" if held else "NOT held"


if __name__ == "__main__":
    sys.exit(main())
