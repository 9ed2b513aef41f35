"""Where the golden files stand: an example of each version of each message, and decisions of each stream.

`contracts/golden/<service>/<stream>/<message>.v1.json`, those that services share one folder higher; decisions in a
folder `decisions` of their stream. `pytest --golden-new` writes them, and nobody changes them.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

ROOT = next(path for path in Path(__file__).parents if (path / "contracts" / "golden").is_dir())
GOLDEN = ROOT / "contracts" / "golden"
_DECISIONS = "decisions"


@cache
def message_files(golden: Path = GOLDEN) -> Mapping[str, Path]:
    """Recorded type to its example."""
    files = (*golden.glob("*/*.v*.json"), *golden.glob("*/*/*.v*.json"))
    return {f"{file.relative_to(golden).parts[0]}.{file.stem}": file for file in sorted(files)}


@cache
def decision_files(golden: Path = GOLDEN) -> Mapping[str, Path]:
    """`<decider>/<case>` to the golden decision."""
    files = sorted(golden.glob(f"*/*/{_DECISIONS}/*.json"))
    return {f"{decider_of(file)}/{file.stem}": file for file in files}


def message_file(golden: Path, recorded_as: str, stream: str) -> Path:
    """Where the example of a message belongs; `stream` is "" if several services share it."""
    service, _, name = recorded_as.partition(".")
    return golden / service / stream / f"{name}.json"


def decision_file(golden: Path, decider: str, case: str) -> Path:
    service, _, name = decider.partition(".")
    return golden / service / name.replace("-", "_") / _DECISIONS / f"{case}.json"


def document_of(recorded_as: str) -> dict[str, Any]:
    """The example document of a message."""
    document: dict[str, Any] = json.loads(message_files()[recorded_as].read_bytes())
    return document


def decider_of(decision: Path) -> str:
    """The decider whose golden decision a file is."""
    folder = decision.parents[1]
    return f"{folder.parent.name}.{folder.name.replace('_', '-')}"
