"""Memory that a process needed for a while does not stay with it."""

import subprocess
import sys

import pytest

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
    "node": "from localnode.main import _give_back_memory; _give_back_memory()",
}


@pytest.mark.skipif(sys.platform != "linux", reason="of glibc")
@pytest.mark.parametrize("first", GIVING_BACK.values(), ids=GIVING_BACK)
def test_pages_read_by_threads_leave_nothing_behind(first):
    assert grown(first) < AS_BEFORE < grown("")


def grown(first: str) -> int:
    """By how many bytes a process has grown that has read pages, and let go of them."""
    command = [sys.executable, "-c", PROGRAM.format(first=first)]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
