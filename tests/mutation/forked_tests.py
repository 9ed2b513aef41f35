"""Tests run again and again with other packs, each time in a fresh copy of one process that has everything imported.

A child that is forked before any pack was read costs a tenth of a new interpreter, and still nothing of one run reaches
the next: what tests make of the packs while they are imported is made anew each time.

As a program it reads orders, one JSON line each, and answers each with a line: name, exit code of pytest, seconds.
"""

import gc
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from contracts.packs import Pack, read_pack

import contracts
from contracts import policies

ROOT = Path(__file__).resolve().parents[2]
WITH = ("hypothesis", "ledger.testing", "sqlalchemy")
WITHOUT = ("cacheprovider", "warnings", "unraisableexception")
"""Plugins of pytest that a run of a tenth of a second cannot afford, and that tell nothing about a mutant."""


@dataclass(frozen=True)
class Order:
    """The tests to run with these texts (file name to text) in place of the shipped ones."""

    name: str
    texts: Mapping[str, str]
    tests: Sequence[str]


def run_orders(orders: Sequence[Order], *, at_once: int = 1) -> Iterator[tuple[str, int, float]]:
    """(name, exit code of pytest, seconds) of each order, in the order in which they end."""
    command = [sys.executable, str(Path(__file__)), str(at_once)]
    lines = "".join(f"{json.dumps(asdict(order))}\n" for order in orders)
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(lines)
        server.stdin.close()
        for line in server.stdout:
            name, code, seconds = json.loads(line)
            yield name, code, seconds
    if server.returncode:
        raise RuntimeError(f"{command} ended with {server.returncode}")


def serve(orders: Sequence[Order], at_once: int) -> None:
    read = _import_everything()
    running: dict[int, tuple[str, float]] = {}
    waiting = list(reversed(orders))
    while waiting or running:
        while waiting and len(running) < at_once:
            order = waiting.pop()
            running[_forked(order, read)] = (order.name, time.monotonic())
        child, status = os.wait()
        name, began = running.pop(child)
        code = os.waitstatus_to_exitcode(status)
        print(json.dumps([name, code, round(time.monotonic() - began, 2)]), flush=True)


def _import_everything() -> Mapping[str, Pack]:
    """All but tests; nothing of it may ask for a pack. Answers with the shipped packs as read, by their text."""
    for module in pkgutil.walk_packages(contracts.__path__, "contracts."):
        importlib.import_module(module.name)
    for entry in entry_points(group="sunledger.services"):
        entry.load()
    for name in WITH:
        importlib.import_module(name)
    read = {text: read_pack(text) for text in policies.shipped_texts().values()}
    if policies.shipped_packs.cache_info().currsize:
        raise RuntimeError("A pack was read before any test: shifted values would not reach whoever read it.")
    gc.freeze()
    return read


def _forked(order: Order, read: Mapping[str, Pack]) -> int:
    """The process that runs the order."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        code = _tested(order, read)
    finally:
        os._exit(code)


def _tested(order: Order, read: Mapping[str, Pack]) -> int:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    texts = {**policies.shipped_texts(), **order.texts}
    policies.shipped_texts = lambda: texts
    policies.read_pack = lambda text: read[text] if text in read else read_pack(text)
    left_out = [word for name in WITHOUT for word in ("-p", f"no:{name}")]
    return int(pytest.main(["-q", "-x", *left_out, *order.tests]))


if __name__ == "__main__":
    serve([Order(**json.loads(line)) for line in sys.stdin], int(sys.argv[1]))
