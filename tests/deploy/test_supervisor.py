"""The supervisor keeps its children running, and whatever becomes of it, leaves none behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sunledger.processes import Child, NotReady
from sunledger.procfs import Ending, Mark, began, read_mark
from sunledger.supervisor import AlreadyRunning, Supervisor, _Care, running

SOON_S = 20.0
SLEEPS = "import time; time.sleep(600)"
DEAF = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
SUPERVISES = f"""
import sys, threading
from pathlib import Path
from sunledger.processes import Child
from sunledger.supervisor import Supervisor
folder = Path(sys.argv[1])
sleep = (sys.executable, "-c", {SLEEPS!r})
children = [Child(name, sleep, folder=folder, log_file=folder / f"{{name}}.log") for name in ("a", "b")]
supervisor = Supervisor(folder, [[child] for child in children], lambda name, what: None)
supervisor.start_all(20)
print("started", flush=True)
supervisor.watch(threading.Event())
"""


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + SOON_S
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


def mark_in(pid_file: Path) -> Mark:
    mark = read_mark(pid_file)
    assert mark is not None
    return mark


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Child]]:
    made: list[Child] = []

    def make(code: str = SLEEPS, name: str = "child", **options: Any) -> Child:
        argv = (sys.executable, "-c", code)
        log = tmp_path / f"{name}.log"
        made.append(Child(name, argv, folder=tmp_path, log_file=log, **options))
        return made[-1]

    yield make
    for child in made:
        child.stop(0)


@pytest.fixture
def events() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def supervise(tmp_path: Path, events) -> Iterator[Callable[..., Supervisor]]:
    made = []

    def supervise(*ranks: list[Child]) -> Supervisor:
        made.append(Supervisor(tmp_path, ranks, lambda name, what: events.append((name, what))))
        return made[-1]

    yield supervise
    for supervisor in made:
        supervisor.stop_all(0)


@contextmanager
def watched(supervisor: Supervisor) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=supervisor.watch, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_pauses_double_up_to_half_a_minute_and_start_over_after_a_healthy_minute():
    care = _Care()
    pauses = [care.pause_after(lived_s=59.9, longest_s=30.0) for _ in range(8)]

    assert pauses == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert care.pause_after(lived_s=60.0, longest_s=30.0) == 0.5


def test_ranks_start_in_order_and_stop_in_reverse(make, supervise, events):
    supervisor = supervise([make(name="store"), make(name="broker")], [make(name="service")])
    supervisor.start_all(SOON_S)
    endings = supervisor.stop_all(SOON_S)

    assert [name for name, _ in events] == ["store", "broker", "service", "service", "store", "broker"]
    assert endings == dict.fromkeys(("store", "broker", "service"), Ending.ON_REQUEST)


def test_a_rank_starts_only_when_the_one_before_is_ready(make, supervise):
    second = make(name="second")
    seen = []

    def is_ready() -> bool:
        seen.append(second.is_alive())
        return len(seen) == 3

    supervise([make(name="first", is_ready=is_ready)], [second]).start_all(SOON_S)

    assert seen == [False, False, False]
    assert second.is_alive()


def test_if_one_does_not_become_ready_none_is_left(make, supervise):
    first, second = make(name="first"), make(name="second", is_ready=lambda: False)

    with pytest.raises(NotReady):
        supervise([first], [second]).start_all(0.2)
    assert [first.is_alive(), second.is_alive()] == [False, False]


def test_a_child_that_dies_is_started_again(make, supervise, events):
    child = make()
    supervisor = supervise([child])
    supervisor.start_all(SOON_S)
    first = child.pid
    with watched(supervisor):
        os.kill(first, signal.SIGKILL)
        until(lambda: ("child", "started again") in events)

    assert events[1:] == [
        ("child", "was ended by SIGKILL; starts again in 0.5 s"),
        ("child", "started again"),
    ]
    assert child.is_alive()
    assert child.pid != first


def test_a_child_that_cannot_be_started_again_is_tried_later(tmp_path: Path, supervise, events):
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\nexec sleep 600\n")
    program.chmod(0o755)
    child = Child("child", (str(program),), folder=tmp_path, log_file=tmp_path / "child.log")
    supervisor = supervise([child])
    supervisor.start_all(SOON_S)
    with watched(supervisor):
        program.rename(tmp_path / "away")
        os.kill(child.pid or 0, signal.SIGKILL)
        until(lambda: any(what.startswith("could not start") for _, what in events))
        (tmp_path / "away").rename(program)
        until(lambda: events[-1] == ("child", "started again"))

    assert events[-2][1].endswith("; starts again in 1 s")


def test_a_child_that_was_stopped_on_purpose_stays_stopped(make, supervise, events):
    meant, other = make(name="meant"), make(name="other")
    supervisor = supervise([meant, other])
    supervisor.start_all(SOON_S)
    with watched(supervisor):
        meant.stop(SOON_S)
        os.kill(other.pid, signal.SIGKILL)
        until(lambda: ("other", "started again") in events)

    assert not meant.is_alive()


def test_deaf_children_of_one_rank_are_stopped_side_by_side_and_in_time(make, supervise):
    deaf = [make(DEAF, name=f"deaf-{number}") for number in range(5)]
    supervisor = supervise(deaf[:1], deaf[1:])
    supervisor.start_all(SOON_S)
    until(lambda: all("deaf" in child.log_tail() for child in deaf))
    began_at = time.monotonic()
    endings = supervisor.stop_all(1.0)

    assert time.monotonic() - began_at < 3.0
    assert set(endings.values()) == {Ending.KILLED}


def test_a_folder_has_one_supervisor(make, supervise, tmp_path: Path):
    child = make()
    first = supervise([child])
    first.start_all(SOON_S)

    assert running(tmp_path) == Mark(os.getpid(), began(os.getpid()) or "")
    with pytest.raises(AlreadyRunning):
        supervise([make()]).start_all(SOON_S)
    assert child.is_alive()
    first.stop_all(SOON_S)
    assert running(tmp_path) is None


@pytest.fixture
def supervising_process(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    argv = (sys.executable, "-c", SUPERVISES, str(tmp_path))
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    yield process
    process.kill()
    process.communicate()


def test_the_children_of_a_supervisor_that_was_killed_end(supervising_process, tmp_path: Path):
    marks = [mark_in(tmp_path / f"{name}.pid") for name in ("a", "b", "guard")]
    supervising_process.kill()

    until(lambda: not any(mark.is_alive() for mark in marks))


def test_if_its_guard_was_killed_too_the_next_start_ends_them(
    supervising_process, tmp_path: Path, supervise, make, events
):
    orphan = mark_in(tmp_path / "a.pid")
    guard = mark_in(tmp_path / "guard.pid")
    os.kill(supervising_process.pid, signal.SIGSTOP)
    os.kill(guard.pid, signal.SIGKILL)
    supervising_process.kill()
    supervising_process.wait()
    assert orphan.is_alive()
    supervise([make(name="a")]).start_all(SOON_S)

    assert not orphan.is_alive()
    assert ("b", "was left over from an earlier run; it is ended") in events


def test_a_guard_that_dies_is_replaced_and_guards(supervising_process, tmp_path: Path):
    children = [mark_in(tmp_path / f"{name}.pid") for name in ("a", "b")]
    first = mark_in(tmp_path / "guard.pid")
    os.kill(first.pid, signal.SIGKILL)
    until(lambda: read_mark(tmp_path / "guard.pid") not in {None, first})
    supervising_process.kill()

    until(lambda: not any(mark.is_alive() for mark in children))
