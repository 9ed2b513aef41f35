"""Runs groups of tests and says how each stands to its budget: `python tests/groups.py [GROUP ...]`."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Group:
    """Some test folders; `budget_s` is what they may take on two cores.

    A group whose tests share no server is `spread` over the cores. The others have one broker and one node a run.
    What a group `in_memory` writes lies there, if the machine has room: none of its tests asks what a disk keeps.
    """

    name: str
    budget_s: int
    paths: tuple[str, ...]
    has_sockets: bool = True
    spread: bool = False
    in_memory: bool = False


GROUPS = (
    Group(
        "unit", 60, ("tests/contracts", "tests/simulator", "services"), has_sockets=False, spread=True, in_memory=True
    ),
    Group("contracts", 180, ("tests/architecture", "tests/store"), spread=True),
    Group("services", 300, ("tests/services", "tests/deploy")),
    Group("audits", 90, ("tests/audit",), spread=True, in_memory=True),
    Group("browser", 75, ("tests/browser",)),
    Group("journeys", 480, ("tests/journeys",)),
    Group("docs", 60, ("tests/docs",)),
)
EXTRA = (
    Group("journey-of-one", 120, ("tests/journeys/test_newcomer.py",)),
    Group("decisions", 60, ("tests/audit/test_reexecute.py",), spread=True, in_memory=True),
    Group("simulator", 3600, ("tests/simulator",), has_sockets=False, spread=True, in_memory=True),
)
"""Parts of a group that can be asked for by name."""

PROCESSES = 4
"""At most so many at once; each reads all packs and golden files for itself."""

COMPILED = ROOT / "build" / "compiled"
"""Where compiled modules go, if the environment forbids that they lie beside the sources."""

SHARED_MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 2 * 1024**3
"""Free there, so that a group never fills it."""


def run(group: Group) -> tuple[int, float]:
    began = time.monotonic()
    paths = [path for path in group.paths if (ROOT / path).exists()]
    environment = {**os.environ, **_settings(group)}
    print(f"\n=== {group.name}: {' '.join(paths)}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "--durations=5", "--durations-min=2", *paths]
    if group.spread:
        command += ["-n", str(min(os.cpu_count() or 1, PROCESSES)), "--dist", "worksteal"]
    with _folder(group) as options:
        code = subprocess.run([*command, *options], cwd=ROOT, env=environment, check=False).returncode
    return code, time.monotonic() - began


def _settings(group: Group) -> dict[str, str]:
    """Environment variables of its tests, and of every process that they start."""
    settings = {"PYTHONWARNINGS": "ignore::DeprecationWarning"}
    if sys.dont_write_bytecode:  # each process would compile everything anew
        settings |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(COMPILED)}
    if not group.has_sockets:
        settings["SUNLEDGER_NO_SOCKETS"] = "1"
    return settings


@contextmanager
def _folder(group: Group) -> Iterator[list[str]]:
    """The option that says where its tests write; what lay in memory is gone afterwards."""
    if group.in_memory and SHARED_MEMORY.is_dir() and shutil.disk_usage(SHARED_MEMORY).free >= ENOUGH_BYTES:
        with TemporaryDirectory(dir=SHARED_MEMORY, prefix="sunledger-") as folder:
            yield ["--basetemp", f"{folder}/tests"]
    else:
        yield []


def main(names: list[str]) -> int:
    known = {group.name: group for group in (*GROUPS, *EXTRA)}
    chosen = [known[name] for name in names] if names else list(GROUPS)
    results = [(group, *run(group)) for group in chosen]
    print(f"\n{'group':<16}{'seconds':>8}{'budget':>8}  Python {sys.version.split()[0]}")
    for group, code, seconds in results:
        word = "failed" if code else "over budget" if seconds > group.budget_s else "ok"
        print(f"{group.name:<16}{seconds:>8.0f}{group.budget_s:>8}  {word}")
    return max(code for _, code, _ in results)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
