"""Golden decisions as facts of a record: what was decided, with the rules it was decided by."""

import copy
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from contracts.canonical import canonical
from ledger.store import Recorded
from ledger.testing.golden import decider_of, decision_files

Json = dict[str, Any]
Place = tuple[str, int]
"""The recorded type, and the how-manieth of it counts."""


def cases(service: str) -> list[Path]:
    return [file for name, file in decision_files().items() if name.startswith(f"{service}.")]


def begins_at(case: Path) -> int:
    """The revision of the first fact that the case decides."""
    return len(json.loads(case.read_text("utf-8"))["history"])


def facts_of(case: Path, changes: Mapping[Place, Mapping[str, Any]] | None = None) -> list[Recorded]:
    """History and what was decided, in one stream; `changes`: fact to new values by the path of its fields."""
    golden = json.loads(case.read_text("utf-8"))
    said = [(fact, None) for fact in golden["history"]] + [(fact, golden["now"]) for fact in golden.get("facts", ())]
    left = dict(changes or {})
    counted: dict[str, int] = {}
    facts = []
    for revision, (fact, now) in enumerate(said):
        kind, data = fact["type"], copy.deepcopy(fact["data"])
        name = kind.partition(".")[2].rpartition(".v")[0]
        counted[name] = counted.get(name, 0) + 1
        moment = now or _moment(data, golden["now"])
        for path, value in left.pop((name, counted[name]), {}).items():
            moment = value if path == "decided_at" else moment
            _put(data, path.split("/"), value)
        metadata = {"decided_at": moment, "policy": golden["policy"] and _note(golden["policy"])}
        if now is not None:
            metadata["command"] = golden["command"]
        content = (canonical(data), canonical(metadata))
        facts.append(
            Recorded(f"{decider_of(case).replace('.', '_')}-x", revision, revision, UUID(int=1), kind, *content)
        )
    assert not left, f"{case.stem} has no {left}"
    return facts


def _note(policy: Json) -> Json:
    return {"area": policy["area"], "packs": policy["packs"], "digest": ""}


def _moment(data: Json, now: str) -> str:
    """A fact says last when it was recorded."""
    named = [name for name in data if name.endswith("_at") and name not in ("due_at", "next_at", "next_check_at")]
    said = [data[name] for name in named if isinstance(data[name], str)]
    return min(said[-1], now) if said else now


def _put(data: Any, path: Sequence[str], value: Any) -> None:
    """Lists by place; "+n" adds to a number."""
    for name in path[:-1]:
        data = data[int(name) if name.isdigit() else name]
    last: Any = int(path[-1]) if path[-1].isdigit() else path[-1]
    if last != "decided_at":
        data[last] = data[last] + int(value) if isinstance(value, str) and value[:1] in "+-" else value
