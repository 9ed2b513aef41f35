"""The memory of a platform's processes beside a short and a long record: `python tests/bench/growth.py`.

The record is made first; then the platform starts and catches up on all of it, and is called. The highest
proportional memory (PSS) of each process counts.
"""

import argparse
import tempfile
import time
from pathlib import Path
from uuid import uuid5

import history
from contracts.errors import Busy, Unavailable
from county import running
from figures import Figure, save, show
from ledger.authority import Caller
from ledger.client import Client
from ledger.esdb import EsdbStore
from ledger.views import Views
from localnode.testing import running_node
from sunledger.home import Home
from sunledger.status import rows

WATCHED = ("disclosure-follow", "assessment-follow", "disclosure-rpc", "store")
MOST = 1.1
"""How much more memory ten times the record may take."""

LOOKS_EVERY_S = 0.5
CALLS = 1_200
"""More streams than a process keeps folded."""


def peaks(home: Home, facts: int) -> dict[str, float]:
    """The highest memory of each process in MB, until everything has been read and called."""
    home.node_file.parent.mkdir(parents=True)
    with running_node(home.node_file.parent) as node:
        store = EsdbStore(node.uri)
        duties = history.record(store, facts)
        store.close()
    highest: dict[str, float] = {}
    with running(home):
        called = 0
        while called < CALLS or not _has_caught_up(home):
            called += _call(home, called, duties) if called < CALLS else 0
            for row in rows(home):
                highest[row.name] = max(highest.get(row.name, 0.0), row.memory / 1e6)
            time.sleep(LOOKS_EVERY_S)
    return highest


def _has_caught_up(home: Home) -> bool:
    """The views of both services have every fact of theirs, and every opened duty has its evidence."""
    store = EsdbStore(home.addresses()["store"])
    try:
        views = {name: Views(home.data / name, parts.schema).live() for name, parts in history.SERVICES.items()}
        behind = [name for name, view in views.items() if store.read_all((f"{name}_",), after=view.bookmark(), limit=1)]
        with views["assessment"].reading() as connection:
            kept = connection.exec_driver_sql("SELECT count(*) FROM step").scalar_one()
        with views["disclosure"].reading() as connection:
            opened = connection.exec_driver_sql("SELECT count(*) FROM duty").scalar_one()
    finally:
        store.close()
    return not behind and kept >= opened


def _call(home: Home, first: int, duties: int, calls: int = 100) -> int:
    """Draft in as many duties as there are calls, each another one."""
    for number in range(first, first + calls):
        with Client(home.addresses()["broker"], home.issuer.issue(_officer(number, duties)), timeout_s=20) as client:
            entry = {"item": "CA-1", "kind": "content", "text": history.TEXT}
            document = {"unit": _unit(number, duties), "catalogue": "CA", "period": "2025Q4", "entries": [entry]}
            try:
                client.call("disclosure", "draft_items", document, command_id=str(uuid5(history.NAMES, f"{number}")))
            except (Unavailable, Busy):
                return number - first
    return calls


def _unit(number: int, duties: int) -> str:
    return f"{history.AREA}{number % duties:06}"


def _officer(number: int, duties: int) -> Caller:
    return Caller("officer", "DisclosureOfficerCommunity", _unit(number, duties))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, nargs=2, default=(100_000, 1_000_000))
    short, long = parser.parse_args().facts
    with tempfile.TemporaryDirectory() as folder:
        few, many = (peaks(Home(Path(folder) / f"{facts}"), facts) for facts in (short, long))
    figures = []
    for name in WATCHED:
        what = f"{name}: peak PSS at {{:,}} facts"
        figures.append(Figure(what.format(short), few[name], "MB"))
        limit = f"at {short:,}"
        figures.append(Figure(what.format(long), many[name], "MB", limit, many[name] / few[name], at_most=MOST))
    save("growth", figures)
    show(figures)


if __name__ == "__main__":
    main()
