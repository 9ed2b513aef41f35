"""Memory that a process needed for a while does not stay with it."""

import subprocess
import sys

import pytest
from localnode.heap import GAPS_EVERY_S, Gaps

PROGRAM = """
from pathlib import Path
from threading import Thread
{first}

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

def page():
    kept.append([bytes(600)] + [bytearray(200_000) for _ in range(100)])
    kept[-1][1:] = [bytes(700)]

kept = []
page()
before = held()
for _ in range(8):
    thread = Thread(target=page)
    thread.start()
    thread.join()
print(held() - before)
"""
AS_BEFORE = 3_000_000

GIVING_BACK = {
    "services": "from ledger import heap; heap.give_back()",
    "node": "from localnode import heap; heap.give_back()",
}

GAPS = """
from pathlib import Path
{first}

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

before = held()
page = [bytes(2_000 if number % 40 else 1_000) for number in range(20_000)]
page[:] = page[::40]
{then}
print(held() - before)
"""
GAP_BYTES = 10_000_000

OF_GAPS = {
    "services": "heap.give_back_gaps()",
    "node": "heap.Gaps().give_back()",
}


@pytest.mark.skipif(sys.platform != "linux", reason="of glibc")
@pytest.mark.parametrize("first", GIVING_BACK.values(), ids=GIVING_BACK)
def test_pages_read_by_threads_leave_nothing_behind(first):
    assert grown(first) < AS_BEFORE < grown("")


@pytest.mark.skipif(sys.platform != "linux", reason="of glibc")
@pytest.mark.parametrize("whose", GIVING_BACK)
def test_gaps_between_what_is_in_use_go_back_too(whose):
    first, then = GIVING_BACK[whose], OF_GAPS[whose]

    assert grown(first, then, program=GAPS) < AS_BEFORE < GAP_BYTES < grown(first, program=GAPS)


def test_the_node_looks_for_gaps_once_in_a_while(monkeypatch):
    looked: list[int] = []
    gaps = Gaps()
    monkeypatch.setattr(gaps, "_trim", looked.append)
    for _ in range(3):
        gaps.give_back()
    gaps._next_s -= GAPS_EVERY_S
    gaps.give_back()

    assert len(looked) == 2


def grown(first: str, then: str = "", *, program: str = PROGRAM) -> int:
    """By how many bytes a process has grown that has read pages, and let go of them."""
    command = [sys.executable, "-c", program.format(first=first, then=then)]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
