"""What holds for every test: unit tests open no sockets, if the run says so; no property fails for being slow.

Tests of a group may run in any order, and in any process: what one of them writes is its own.
"""

import gc
import os
import socket
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("busy-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy-machine")

_GOLDEN = Path(__file__).parent / "contracts" / "golden"


def _refuse(*_: Any, **__: Any) -> NoReturn:
    pytest.fail("a unit test tried to use a socket")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--failed", type=Path, help="a file that the names of tests which did not pass are added to")
    parser.addoption("--golden-new", nargs="?", const=_GOLDEN, type=Path, help="write the golden files of these tests")


def pytest_configure(config: pytest.Config) -> None:
    if (folder := config.getoption("--golden-new")) is not None:
        golden_new = import_module("tests.golden_new")  # it reads all packs and golden files
        config.pluginmanager.register(golden_new.GoldenFiles(folder))
    gc.disable()  # what is collected stays: the garbage collector would look through it again and again
    if os.environ.get("SUNLEDGER_NO_SOCKETS"):
        socket.socket.connect = _refuse  # type: ignore[method-assign]
        socket.socket.bind = _refuse  # type: ignore[method-assign]


def pytest_collection_finish() -> None:
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    file: Path | None = config.getoption("--failed")
    if file is not None:
        reports = [report for word in ("failed", "error") for report in terminalreporter.stats.get(word, ())]
        with file.open("a", encoding="utf-8") as names:
            names.writelines(f"{report.nodeid}\n" for report in reports)
