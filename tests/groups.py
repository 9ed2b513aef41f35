"""Runs groups of tests and says how each stands to its budget: `python tests/groups.py [GROUP ...]`."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Group:
    """Some test folders; `budget_s` is what they may take on two cores.

    A group whose tests share no server is `spread` over the cores; one of many files is `shared_out` file by file,
    which costs less (`sharing.py`). The others have one broker and one node a run.
    What a group `in_memory` writes lies there, if the machine has room: none of its tests asks what a disk keeps.
    """

    name: str
    budget_s: int
    paths: tuple[str, ...]
    has_sockets: bool = True
    spread: bool = False
    shared_out: bool = False
    in_memory: bool = False


GROUPS = (
    Group(
        "unit",
        60,
        ("services/portal", "tests/contracts", "services"),  # the longest first: all end together
        has_sockets=False,
        shared_out=True,
        in_memory=True,
    ),
    Group("contracts", 180, ("tests/architecture", "tests/mutation", "tests/simulator", "tests/store"), spread=True),
    Group("services", 300, ("tests/services", "tests/deploy")),
    Group("audits", 90, ("tests/audit",), spread=True, in_memory=True),
    Group("browser", 75, ("tests/browser",)),
    Group("journeys", 480, ("tests/journeys",)),
    Group("docs", 60, ("tests/docs",)),
)
EXTRA = (
    Group(
        "check",
        30,
        (
            "tests/contracts/test_golden.py",
            "tests/contracts/test_golden_decisions.py",
            "tests/contracts/test_lint.py",
            "tests/architecture",
        ),
        shared_out=True,
    ),
    Group("journey-of-one", 120, ("tests/journeys/test_newcomer.py",)),
    Group("decisions", 60, ("tests/audit/test_reexecute.py",), spread=True, in_memory=True),
    Group("simulator", 3600, ("tests/simulator",), has_sockets=False, spread=True, in_memory=True),
)
"""Parts of a group that can be asked for by name."""

PROCESSES = 4
"""At most so many at once; each reads all packs and golden files for itself."""

NO_TESTS = 5
"""The exit code of a process that came too late for a file."""

COMPILED = ROOT / "build" / "compiled"
"""Where compiled modules go, if the environment forbids that they lie beside the sources."""

SHARED_MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 2 * 1024**3
"""Free there, so that a group never fills it."""


@dataclass(frozen=True)
class Result:
    group: Group
    code: int
    seconds: float
    failed: tuple[str, ...]
    """The names of tests."""

    @property
    def word(self) -> str:
        return "failed" if self.code else "over budget" if self.seconds > self.group.budget_s else "ok"


def run(group: Group) -> Result:
    began = time.monotonic()
    paths = [path for path in group.paths if (ROOT / path).exists()]
    environment = {**os.environ, **_settings(group)}
    print(f"\n=== {group.name}: {' '.join(paths)}", flush=True)
    processes = min(os.cpu_count() or 1, PROCESSES)
    command = [sys.executable, "-m", "pytest", "-q", "--durations=5", "--durations-min=2"]
    with _folder(group) as folder:
        failed = Path(folder, "failed")
        failed.touch()
        command += ["--failed", str(failed)]
        if group.shared_out:
            code = _run_shared([*command, *_files(paths)], folder, environment, processes)
        else:
            command += ["-n", str(processes), "--dist", "worksteal"] if group.spread else []
            command += ["--basetemp", f"{folder}/tests"] if group.in_memory else []
            code = subprocess.run([*command, *paths], cwd=ROOT, env=environment, check=False).returncode
        names = tuple(dict.fromkeys(failed.read_text("utf-8").splitlines()))  # also told by whoever handed them out
    return Result(group, code, time.monotonic() - began, names)


def _files(paths: Iterable[str]) -> list[str]:
    """Each once, where the first path that it lies in has its place."""
    named = (ROOT / path for path in paths)
    found = (file for path in named for file in ([path] if path.is_file() else sorted(path.rglob("test_*.py"))))
    return list(dict.fromkeys(str(file.relative_to(ROOT)) for file in found))


def _run_shared(command: Sequence[str], folder: str, environment: Mapping[str, str], processes: int) -> int:
    """Processes that take file after file. The first one shows what it does, what the others say follows at the end."""
    taken = Path(folder, "taken")
    taken.write_text("0", "utf-8")
    options = ("-p", "tests.sharing", f"--shared-out={taken}", "-o", "console_output_style=classic")
    with ExitStack() as open_files:
        outputs = [None, *(open_files.enter_context(Path(folder, f"{n}.out").open("w+b")) for n in range(1, processes))]
        running = [
            subprocess.Popen(
                [*command, *options, "--basetemp", f"{folder}/tests-{number}"],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            for number, output in enumerate(outputs)
        ]
        codes = [process.wait() for process in running]
        for output in outputs:
            if output is not None:
                output.seek(0)
                print(output.read().decode(errors="replace"), flush=True)
    return next((code for code in codes if code not in (0, NO_TESTS)), min(codes))


def _settings(group: Group) -> dict[str, str]:
    """Environment variables of its tests, and of every process that they start."""
    settings = {"PYTHONWARNINGS": "ignore::DeprecationWarning", "EVENTLET_NO_GREENDNS": "yes"}
    if sys.dont_write_bytecode:  # each process would compile everything anew
        settings |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(COMPILED)}
    if not group.has_sockets:
        settings["SUNLEDGER_NO_SOCKETS"] = "1"
    return settings


@contextmanager
def _folder(group: Group) -> Iterator[str]:
    """Where its tests write; it is gone afterwards."""
    has_room = SHARED_MEMORY.is_dir() and shutil.disk_usage(SHARED_MEMORY).free >= ENOUGH_BYTES
    where = SHARED_MEMORY if group.in_memory and has_room else None
    with TemporaryDirectory(dir=where, prefix="sunledger-") as folder:
        yield folder


def main(names: list[str]) -> int:
    known = {group.name: group for group in (*GROUPS, *EXTRA)}
    chosen = [known[name] for name in names] if names else list(GROUPS)
    results = [run(group) for group in chosen]
    print(f"\n{'group':<16}{'seconds':>8}{'budget':>8}  Python {sys.version.split()[0]}")
    for result in results:
        print(f"{result.group.name:<16}{result.seconds:>8.0f}{result.group.budget_s:>8}  {result.word}")
    for result in results:
        for name in result.failed:
            print(f"failed: {name}")
    return int(any(result.code for result in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
