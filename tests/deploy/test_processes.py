"""Children are real processes here: nothing survives that should not, and nothing foreign is touched."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sunledger.processes
from sunledger.processes import Child, NotReady, free_port, is_free
from sunledger.procfs import Ending, Mark, began, cpu_seconds, memory_pss, read_mark

SOON_S = 20.0
SLEEPS = "import time; time.sleep(600)"
DEAF = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
HAS_CHILD = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {SLEEPS!r}])
print(child.pid, flush=True)
time.sleep(600)
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
def started(make: Callable[..., Child]) -> Child:
    child = make()
    child.start()
    return child


# One child


def test_a_child_asked_to_end_does(started):
    assert (started.stop(SOON_S), started.is_alive(), started.pid) == (Ending.ON_REQUEST, False, None)


def test_a_child_that_does_not_listen_is_killed(make):
    child = make(DEAF)
    child.start()
    until(lambda: "deaf" in child.log_tail())

    assert (child.stop(0.1), child.is_alive()) == (Ending.KILLED, False)


def test_a_frozen_child_can_be_asked_to_end(started):
    os.kill(started.pid, signal.SIGSTOP)

    assert started.stop(SOON_S) is Ending.ON_REQUEST


def test_a_child_that_never_ran_is_not_stopped(make):
    assert make().stop(SOON_S) is Ending.NOT_RUNNING


def test_stopped_it_leaves_no_pid_file_and_no_zombie(started):
    pid = started.pid
    started.stop(SOON_S)

    assert not started.pid_file.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_what_a_child_has_started_ends_with_it(make):
    child = make(HAS_CHILD)
    child.start()
    until(lambda: child.log_tail().endswith("\n"))
    grandchild = int(child.log_tail())
    child.stop(SOON_S)

    until(lambda: began(grandchild) is None)


def test_what_a_child_that_died_has_started_ends_before_it_starts_again(make):
    child = make(HAS_CHILD)
    child.start()
    until(lambda: child.log_tail().endswith("\n"))
    grandchild = int(child.log_tail())
    os.kill(child.pid, signal.SIGKILL)
    until(lambda: not child.is_alive())
    child.start()

    until(lambda: began(grandchild) is None)


def test_started_twice_it_is_one_process(started):
    first = started.pid
    started.start()

    assert started.pid == first


def test_restarted_it_is_another_process(started):
    first = started.pid

    assert started.restart(SOON_S) is Ending.ON_REQUEST
    assert started.is_alive()
    assert started.pid != first


def test_a_child_that_dies_is_seen_at_once_and_no_descriptor_of_it_stays(started):
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        os.kill(started.pid, signal.SIGKILL)
        until(lambda: not started.is_alive())
        started.start()

    assert started.is_alive()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_ctrl_c_in_our_terminal_does_not_reach_it(started):
    assert os.getsid(started.pid) == os.getpgid(started.pid) == started.pid


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("raise SystemExit(3)", "ended with code 3"),
        ("import os; os.kill(os.getpid(), 9)", "was ended by SIGKILL"),
    ],
)
def test_it_is_told_how_a_child_ended(make, code: str, told: str):
    child = make(code)
    child.start()
    until(lambda: not child.is_alive())

    assert child.ending() == told


def test_a_child_that_ends_before_it_is_ready_shows_the_end_of_its_log(make):
    child = make("raise SystemExit('no such table')", is_ready=lambda: False)
    child.start()

    with pytest.raises(NotReady, match=r"ended with code 1:\nno such table"):
        child.wait_ready(SOON_S)


def test_a_child_that_stays_silent_is_not_ready(make):
    child = make(is_ready=lambda: False)
    child.start()

    with pytest.raises(NotReady, match="not ready after 0 s"):
        child.wait_ready(0)


def test_a_log_goes_on_where_it_was(make):
    child = make("print('once')")
    for _ in range(2):
        child.start()
        until(lambda: not child.is_alive())

    assert child.log_tail() == "once\nonce\n"


@pytest.mark.parametrize(("inherits", "seen"), [(True, "yes 2"), (False, "None 2")])
def test_the_environment_is_added_to_ours_or_stands_alone(
    make, monkeypatch: pytest.MonkeyPatch, inherits: bool, seen: str
):
    monkeypatch.setenv("OURS", "yes")
    code = "import os; print(os.environ.get('OURS'), os.environ['ITS'])"
    child = make(code, environment={"ITS": "2"}, inherits=inherits)
    child.start()
    until(lambda: not child.is_alive())

    assert child.log_tail().strip() == seen


def test_a_child_of_an_earlier_run_is_seen_and_ended_before_the_next_starts(started, make):
    orphan = mark_in(started.pid_file)
    again = make()
    seen = again.pid
    again.start()

    assert seen == orphan.pid
    assert not orphan.is_alive()
    assert again.is_alive()
    assert again.pid != orphan.pid


def test_a_child_of_an_earlier_run_can_be_stopped_from_outside(started, make):
    assert make().stop(SOON_S) is Ending.ON_REQUEST
    assert not started.is_alive()


def test_a_process_that_was_given_the_number_of_an_orphan_is_left_alone(started, make):
    stranger = mark_in(started.pid_file)
    child = make(name="other")
    child.pid_file.write_text(f"{stranger.pid} {int(stranger.began.partition('@')[0]) - 1}@another-boot\n")
    child.start()

    assert stranger.is_alive()
    assert child.pid != stranger.pid


@pytest.mark.parametrize("text", ["", "12\n", "four five six\n"])
def test_a_pid_file_cut_short_means_nobody(tmp_path: Path, text: str):
    file = tmp_path / "cut.pid"
    file.write_text(text)

    assert read_mark(file) is None


def test_a_child_whose_program_is_missing_is_an_error_at_once(tmp_path: Path):
    child = Child("none", (str(tmp_path / "none"),), folder=tmp_path, log_file=tmp_path / "none.log")

    with pytest.raises(FileNotFoundError):
        child.start()


# What Linux says


def test_free_ports_are_free_and_all_different():
    ports = [free_port() for _ in range(50)]

    assert len(set(ports)) == 50
    assert all(is_free(port) for port in ports)


def test_memory_and_time_of_a_process_are_counted():
    assert memory_pss(os.getpid()) > 5_000_000
    assert cpu_seconds(os.getpid()) > 0


def test_a_process_that_is_gone_uses_nothing(started):
    pid = started.pid
    started.stop(SOON_S)

    assert (memory_pss(pid), cpu_seconds(pid), began(pid)) == (0, 0.0, None)


WRITES = "import time\nfor number in range(10_000): print(number, flush=True); time.sleep(0.001)"


def test_a_log_that_has_grown_begins_anew_and_the_process_goes_on_writing(
    make: Callable[..., Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sunledger.processes, "MOST_LOG_BYTES", 200)
    child = make(WRITES)
    child.start()
    before = child.log_file.with_name("child.log.1")
    until(lambda: child.log_file.stat().st_size > 200)
    child.bound_log()
    until(lambda: child.log_file.stat().st_size > 20)

    assert before.stat().st_size > 200
    assert child.log_file.stat().st_size < before.stat().st_size
    assert child.log_file.read_bytes().strip(b"\n0123456789") == b""
