"""Every kill point is named once, reached at one place of the code, and explained in the docs."""

import re
from collections import Counter
from pathlib import Path

from ledger.killpoints import POINTS

ROOT = Path(__file__).parents[2]


def test_each_point_is_at_one_place_of_the_code():
    sources = [path.read_text("utf-8") for path in ROOT.glob("*/src/**/*.py")]
    reached = Counter(point for source in sources for point in re.findall(r'\breach\("([^"]+)"\)', source))

    assert dict.fromkeys(POINTS, 1) == dict(reached)


def test_the_docs_say_of_each_point_what_is_done_and_what_is_not():
    lines = (ROOT / "docs" / "kill-points.md").read_text("utf-8").splitlines()

    assert [f"| `{point}` | {says} |" for point, says in POINTS.items()] == [
        line for line in lines if line.startswith("| `")
    ]
