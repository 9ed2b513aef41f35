"""Figures beside their limits: kept in `build/bench.json`, shown as a table, compared with those of another run.

`python tests/bench/figures.py OTHER.json` shows what has changed against another run.
"""

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[2]
RESULT = ROOT / "build" / "bench.json"
NOTABLE = 0.1
"""A change of this share is pointed out; a single run says nothing of smaller ones."""


@dataclass(frozen=True)
class Figure:
    """`limit` names what the figure is measured against in the same run; `at_least` or `at_most` bounds the ratio."""

    what: str
    figure: float
    unit: str
    limit: str = ""
    ratio: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    more: dict[str, float] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        if self.ratio is None or (self.at_least is None and self.at_most is None):
            return ""
        is_met = (self.at_least or 0.0) <= self.ratio <= (self.at_most or float("inf"))
        return "met" if is_met else "NOT MET"


def machine() -> dict[str, Any]:
    return {
        "python": sys.version.split()[0],
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "load": os.getloadavg()[0],
    }


def save(name: str, figures: list[Figure]) -> None:
    """Put the figures of one bench beside those of the others."""
    RESULT.parent.mkdir(exist_ok=True)
    document = json.loads(RESULT.read_text("utf-8")) if RESULT.exists() else {}
    benches = document.get("benches", {})
    benches[name] = {"machine": machine(), "figures": [asdict(figure) for figure in figures]}
    RESULT.write_text(json.dumps({"benches": benches}, indent=2) + "\n", "utf-8")


def show(figures: list[Figure]) -> None:
    table = Table("what", "figure", "unit", "p50 ms", "p95 ms", "CPU", "limit", "ratio", "bound", "", box=None)
    for figure in figures:
        more = [f"{figure.more[key]:.2f}" if key in figure.more else "" for key in ("p50_ms", "p95_ms", "cpu")]
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        bound = f">= {figure.at_least:g}" if figure.at_least is not None else ""
        bound = f"<= {figure.at_most:g}" if figure.at_most is not None else bound
        table.add_row(
            figure.what, f"{figure.figure:,.0f}", figure.unit, *more, figure.limit, ratio, bound, figure.verdict
        )
    Console(width=160).print(table)


def compare(other: Path) -> None:
    """What differs notably between another run's file and the last run's."""
    before, after = _figures(other), _figures(RESULT)
    table = Table("what", "before", "after", "change", box=None)
    for key in sorted(before.keys() | after.keys()):
        if key not in before or key not in after:
            table.add_row(key, *("-" if key not in side else f"{side[key]:,.1f}" for side in (before, after)), "")
            continue
        change = after[key] / before[key] - 1 if before[key] else 0.0
        word = f"{change:+.0%}" if abs(change) >= NOTABLE else ""
        table.add_row(key, f"{before[key]:,.1f}", f"{after[key]:,.1f}", word)
    Console(width=160).print(table)


def _figures(file: Path) -> dict[str, float]:
    """Ratios where there are any: they differ less between machines than figures do."""
    found = {}
    for name, bench in json.loads(file.read_text("utf-8"))["benches"].items():
        for figure in bench["figures"]:
            found[f"{name}: {figure['what']} ({figure['unit']})"] = figure["figure"]
            if figure["ratio"] is not None:
                found[f"{name}: {figure['what']}, ratio to {figure['limit']}"] = figure["ratio"]
    return found


if __name__ == "__main__":
    compare(Path(sys.argv[1]))
