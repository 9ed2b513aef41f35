"""What a platform needs beside a short and a long record, of memory and for a command: `python tests/bench/growth.py`.

The record is made first; then the platform starts and catches up on all of it, and is called. The highest
proportional memory (PSS) of each process counts. For the time of a command a platform with hardly any facts and the one
with the long record run beside each other and are called in turns, so that both meet the same machine.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid5

import history
from audit.inventories import INVENTORIES
from callers import Result, measure
from contracts.auditor.words import Audit
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

MOST = 1.1
"""How much more memory ten times the record may take."""

FEW = 1_000
SLOWER_AT_MOST = 1.2
"""How much longer a command may take, 95 of 100, at the long record than at `FEW` facts."""

LOOKS_EVERY_S = 0.5
VERIFIES_EVERY_S = 120
CALLS = 1_200
"""More streams than a process keeps folded."""

CASES, DRAFTS, ROUNDS = 50, 2, 9
"""In each round so many drafts in each of so many duties; they are as long in both records."""


def recorded(home: Home, facts: int) -> int:
    """Make the record; how many duties it has."""
    home.node_file.parent.mkdir(parents=True)
    with running_node(home.node_file.parent) as node:
        store = EsdbStore(node.uri)
        duties = history.record(store, facts)
        store.close()
    return duties


def peaks(home: Home, facts: int) -> dict[str, float]:
    """The highest memory of each process in MB, until everything has been read, audited and called.

    `verify` begins before the log has every fact. What comes after the other audits is the first whole one, and the
    inventory of all streams after it.
    """
    duties = recorded(home, facts)
    highest: dict[str, float] = {}
    with running(home):
        called = 0
        while called < CALLS or not _is_audited(home) or not _has_caught_up(home):
            called += _call(home, called, duties) if called < CALLS else 0
            for row in rows(home):
                highest[row.name] = max(highest.get(row.name, 0.0), row.memory / 1e6)
            time.sleep(LOOKS_EVERY_S)
    return highest


def _is_audited(home: Home) -> bool:
    """By every audit, and an inventory was made."""
    report = home.data / "auditor" / "audits.json"
    if not report.exists() or len(json.loads(report.read_text("utf-8"))) < len(Audit):
        return False
    store = EsdbStore(home.addresses()["store"])
    try:
        return bool(store.read_all(INVENTORIES, limit=1))
    finally:
        store.close()


def _has_caught_up(home: Home) -> bool:
    """The views of both services have every fact of theirs, and every opened duty has its evidence.

    Only of services that have recorded something: for a fact of another the store looks at every one there is.
    """
    store = EsdbStore(home.addresses()["store"])
    try:
        views = {name: Views(home.data / name, parts.schema).live() for name, parts in history.SERVICES.items()}
        behind = [
            name for name in history.PACKS if store.read_all((f"{name}_",), after=views[name].bookmark(), limit=1)
        ]
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
            identity = str(uuid5(history.NAMES, f"{number}"))
            try:
                client.call("disclosure", "draft_items", _document(number, duties), command_id=identity)
            except (Unavailable, Busy):
                return number - first
    return calls


def _unit(number: int, duties: int) -> str:
    return f"{history.AREA}{number % duties:06}"


def _officer(number: int, duties: int) -> Caller:
    return Caller("officer", "DisclosureOfficerCommunity", _unit(number, duties))


def in_turns(few: Home, many: Home, facts: int) -> list[tuple[Result, Result]]:
    """Of each round the calls at `FEW` facts and at many. The first meets duties that no process has read yet."""
    with running(few), running(many):
        while not (_has_caught_up(few) and _has_caught_up(many)):
            time.sleep(LOOKS_EVERY_S)
        sides = ((few, FEW // history.EACH), (many, facts // history.EACH))
        return [tuple(_round(home, duties, number) for home, duties in sides) for number in range(ROUNDS)]  # type: ignore[misc]


def _round(home: Home, duties: int, number: int) -> Result:
    """Duties from the whole length of the record, each called in the same order."""
    cases = [(case + 1) * duties // CASES - 1 for case in range(CASES)]
    calls = [_draft(home, case, duties, f"{number}/{again}/{case}") for again in range(DRAFTS) for case in cases]
    return measure(home.addresses()["broker"], "disclosure.draft_items", calls, callers=1, window=1)


def _draft(home: Home, case: int, duties: int, name: str) -> tuple[str, Any, dict[str, Any]]:
    command_id = str(uuid5(history.NAMES, f"{duties}/{name}"))
    return home.issuer.issue(_officer(case, duties)), _document(case, duties), {"command_id": command_id}


def _document(case: int, duties: int) -> dict[str, Any]:
    entry = {"item": "CA-1", "kind": "content", "text": history.TEXT}
    return {"unit": _unit(case, duties), "catalogue": "CA", "period": "2025Q4", "entries": [entry]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, nargs=2, default=(100_000, 1_000_000))
    short, long = parser.parse_args().facts
    os.environ["SUNLEDGER_AUDIT_VERIFY_S"] = str(VERIFIES_EVERY_S)
    with tempfile.TemporaryDirectory() as folder:
        homes = {facts: Home(Path(folder) / f"{facts}") for facts in (FEW, short, long)}
        few, many = (peaks(homes[facts], facts) for facts in (short, long))
        figures = [_memory(name, (short, few[name]), (long, many[name])) for name in sorted(few.keys() & many.keys())]
        save("growth", figures)
        show(figures)
        recorded(homes[FEW], FEW)
        figures += _times(in_turns(homes[FEW], homes[long], long), long)
    save("growth", figures)
    show(figures)


def _memory(name: str, few: tuple[int, float], many: tuple[int, float]) -> Figure:
    what = f"{name}: peak PSS at {many[0]:,} facts"
    return Figure(what, many[1], "MB", f"{few[1]:,.0f} MB at {few[0]:,}", many[1] / few[1], at_most=MOST)


def _times(turns: list[tuple[Result, Result]], long: int) -> list[Figure]:
    """Medians of the rounds."""
    first, again = turns[0], turns[1:]
    at_few, at_many = (median(turn[side].p95_ms for turn in again) for side in (0, 1))
    ratio = median(turn[1].p95_ms / turn[0].p95_ms for turn in again)
    limit = f"{at_few:.1f} ms at {FEW:,}"
    return [
        Figure(f"command at {long:,} facts, 95 of 100", at_many, "ms", limit, ratio, at_most=SLOWER_AT_MOST),
        *(
            Figure(f"command at {facts:,} facts, first in its case", one.per_second, "1/s", more=_more(one))
            for facts, one in zip((FEW, long), first, strict=True)
        ),
    ]


def _more(one: Result) -> dict[str, float]:
    return {"p50_ms": one.p50_ms, "p95_ms": one.p95_ms}


if __name__ == "__main__":
    main()
