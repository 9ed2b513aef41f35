"""What runs in a home, where, since when, and how far each loop has come."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sunledger.home import Home
from sunledger.procfs import memory_pss, read_mark

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One process. `pid` is None if it does not run; `memory` is its proportional share in bytes."""

    name: str
    pid: int | None
    memory: int
    where: str
    says: str


def rows(home: Home) -> list[Row]:
    """Every process that this home knows, in name order."""
    return [_row(home, pid_file) for pid_file in sorted(_pid_files(home), key=lambda file: file.stem)]


def _pid_files(home: Home) -> Iterator[Path]:
    for folder in (home.pids, home.folder / "broker", home.folder):
        yield from (file for file in folder.glob("*.pid"))


def _row(home: Home, pid_file: Path) -> Row:
    mark = read_mark(pid_file)
    pid = mark.pid if mark is not None and mark.is_alive() else None
    name = pid_file.stem
    return Row(name, pid, memory_pss(pid) if pid else 0, _where(home, name), _says(home, name))


def _where(home: Home, name: str) -> str:
    service, _, kind = name.partition("-")
    if name in ("store", "broker"):
        return home.addresses()[name].rpartition("@")[2].removeprefix("esdb://").partition("?")[0]
    if kind == "web":
        return home.addresses()[service]
    if kind == "rpc":
        return f"queue rpc-{service}"
    return str(home.data / service) if kind == "follow" else ""


def _says(home: Home, name: str) -> str:
    """The last word of a follow process about its loops."""
    service, _, kind = name.partition("-")
    path = home.data / service / "follow.json"
    if kind != "follow" or not path.exists():
        return ""
    loops: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))["loops"]
    return "; ".join(f"{loop} {_brief(status)}" for loop, status in loops.items())


def _brief(status: dict[str, Any]) -> str:
    shown = (
        *("bookmark", "published", "swept", "deferred", "handled", "parked", "complete_at", "last_error"),
        *("refused", "burst"),
        *("size", "signed", "witnessed", "waits", "findings", "alarm"),
    )
    return " ".join(f"{key}={status[key]}" for key in shown if status.get(key) not in (None, "", 0)) or "idle"
