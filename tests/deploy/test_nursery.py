"""Forked processes are like those that were started by themselves, and outlive what they were forked from."""

import json
import os
import signal
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from sunledger.forked import Nursery
from sunledger.nursery import LOADS
from sunledger.processes import Child, Launch
from sunledger.procfs import PROC, Ending

SOON_S = 30.0
SAYS = """
    import json, os, sys
    from pathlib import Path

    def main():
        said = {
            "argv": sys.argv, "environment": dict(os.environ), "directory": os.getcwd(),
            "loaded": sorted(sys.modules),
            "leads": os.getsid(0) == os.getpid(), "input": sys.stdin.read(),
            "name": Path("/proc/self/comm").read_text(),
            "open": sorted(int(name) for name in os.listdir("/proc/self/fd")),
        }
        print(json.dumps(said), flush=True)
        sys.exit(int(sys.argv[1]))
"""
SLEEPS = """
    import time

    def main():
        time.sleep(600)
"""
BREAKS = """
    def main():
        raise ValueError("it cannot")
"""


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + SOON_S
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("modules")
    for name, code in {"says": SAYS, "sleeps": SLEEPS, "breaks": BREAKS}.items():
        (folder / f"{name}.py").write_text(textwrap.dedent(code))
    return folder


@contextmanager
def begun(kind: str, modules: Path, folder: Path) -> Iterator[Nursery]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(modules))
        nursery = Nursery(kind, folder=folder, log_file=folder / "nursery.log")
    nursery.process.start()
    yield nursery
    nursery.process.stop(0)


@pytest.fixture(scope="module")
def nursery(modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with begun("native", modules, tmp_path_factory.mktemp("nursery")) as nursery:
        yield nursery


@pytest.fixture
def own_nursery(modules: Path, tmp_path: Path) -> Iterator[Nursery]:
    """For who does it harm."""
    with begun("green", modules, tmp_path) as nursery:
        yield nursery


@pytest.fixture
def fork(nursery: Nursery, tmp_path: Path) -> Iterator[Callable[..., Child]]:
    made: list[Child] = []

    def fork(*argv: str, by: Nursery = nursery, **options: Any) -> Child:
        made.append(Child("child", argv, folder=tmp_path, log_file=tmp_path / "child.log", begins=by.fork, **options))
        made[-1].start()
        return made[-1]

    yield fork
    for child in made:
        child.stop(0)


def ended(child: Child) -> str:
    until(lambda: not child.is_alive())
    return child.ending()


def launch_of_nothing() -> Launch:
    return Launch(("sleeps", "unwanted"), {}, None, sys.stderr.buffer)


def names_of_all() -> list[str]:
    with suppress(OSError):
        return [(folder / "comm").read_text().strip() for folder in PROC.glob("[0-9]*")]
    return ["sleeps-unwanted"]  # one has ended meanwhile: look again


def heard(child: Child) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(child.log_file.read_text("utf-8"))
    return said


def test_it_has_its_own_arguments_environment_folder_log_and_session(fork, tmp_path):
    child = fork("says", "0", environment={"COLOUR": "red"}, inherits=False, directory=tmp_path)
    assert ended(child) == "ended with code 0"
    said = heard(child)

    assert said["argv"] == ["says", "0"]
    assert said["environment"] == {"COLOUR": "red"}
    assert said["directory"] == str(tmp_path)
    assert said["leads"]
    assert said["input"] == ""
    assert said["name"] == "says-0\n"


def test_it_holds_nothing_open_but_its_three_streams(fork):
    child = fork("says", "0")
    ended(child)
    said = heard(child)

    assert [number for number in said["open"] if number > 2] == said["open"][3:4], "more than the listed folder itself"


def test_its_exit_code_is_told(fork):
    assert ended(fork("says", "7")) == "ended with code 7"


def test_what_it_dies_of_stands_in_its_log(fork):
    child = fork("breaks")

    assert ended(child) == "ended with code 1"
    assert "ValueError: it cannot" in child.log_tail()


def test_the_signal_that_ended_it_is_told(fork):
    child = fork("sleeps")
    os.kill(child.pid, signal.SIGKILL)

    assert ended(child) == "was ended by SIGKILL"


def test_it_ends_when_asked(fork):
    child = fork("sleeps")

    assert child.stop(SOON_S) is Ending.ON_REQUEST
    assert not child.is_alive()


def test_a_killed_nursery_takes_nobody_along_and_forks_again_once_it_is_back(fork, own_nursery):
    child = fork("sleeps", by=own_nursery)
    os.kill(own_nursery.process.pid, signal.SIGKILL)
    until(lambda: not own_nursery.process.is_alive())

    assert child.is_alive()
    with pytest.raises(OSError, match="the nursery does not answer"):
        own_nursery.fork(launch_of_nothing())
    with pytest.raises(OSError, match="the nursery is away"):
        own_nursery.fork(launch_of_nothing())

    own_nursery.process.start()
    assert child.is_alive()
    assert child.restart(SOON_S) is Ending.ON_REQUEST
    assert child.is_alive()


def test_how_it_ended_is_not_known_when_the_nursery_ended_before(fork, own_nursery):
    child = fork("sleeps", by=own_nursery)
    own_nursery.process.stop(0)
    os.kill(child.pid, signal.SIGKILL)

    assert ended(child) == "ended"


def test_a_silent_nursery_is_an_error_and_its_late_answer_is_nobodys(fork, own_nursery):
    fork("says", "0", by=own_nursery)
    os.kill(own_nursery.process.pid, signal.SIGSTOP)
    own_nursery._channel.settimeout(0.1)
    with pytest.raises(OSError, match="the nursery does not answer: timed out"):
        own_nursery.fork(launch_of_nothing())
    os.kill(own_nursery.process.pid, signal.SIGCONT)

    until(lambda: not own_nursery.process.is_alive())
    assert own_nursery.process.ending() == "ended with code 0", "it ends with whoever holds its other end"
    until(lambda: "sleeps-unwanted" not in names_of_all())


@pytest.mark.parametrize("kind", sorted(LOADS))
def test_each_kind_has_loaded_the_messages_and_nothing_of_a_service(kind, modules, tmp_path, fork):
    with begun(kind, modules, tmp_path / kind) as nursery:
        child = fork("says", "0", by=nursery)
        assert ended(child) == "ended with code 0", nursery.process.log_tail()
    loaded = set(heard(child)["loaded"])

    assert {"ledger.esdb", "contracts.disclosure.duty.messages", "contracts.mining.mine.messages", "grpc"} <= loaded
    assert not {"disclosure", "elections", "mediation", "mining", "assessment", "portal"} & loaded
