"""What the `stream.toml` of each stream says beside its messages: who may call what, and what is said of it to people.

    own = ["mark_overdue"]              commands that the service gives itself; nobody calls them
    [who.draft_items]                   who may call what: role to the relation of its unit to the unit of the record
    DisclosureOfficerVillage = "own"    own = the same unit; below = a unit inside its area; area = own or below; any
    [texts.duty-opened]                 a fact or a refusal code, one line in Chinese and one in English
    zh = "公开责任开启"
    en = "duty opened"
    [[otherwise.duty]]                  why a version of the stream's rule decides otherwise than the one before
    from = 1
    to = 2
    reason = "The due day is included until 24:00."
    rows = ["D-006"]

`service.toml` says the same of what the service shares with others: packs, clocks, successions, erasures.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from contracts.message import Json

_PARTS = frozenset({"own", "who", "texts", "otherwise"})


@dataclass(frozen=True, slots=True)
class Declared:
    """One file."""

    own: frozenset[str]
    who: Mapping[str, Mapping[str, str]]
    texts: Mapping[str, Mapping[str, str]]
    otherwise: Mapping[str, Sequence[Json]]


@cache
def declared_of(service: str) -> Mapping[str, Declared]:
    """Each stream to what its file says; "" is the service itself. `ValueError` if two files say the same."""
    streams = import_module(f"contracts.{service}").STREAMS
    found = {"": _read(service, "service.toml"), **{each: _read(service, f"{each}/stream.toml") for each in streams}}
    for part in ("who", "texts", "otherwise"):
        _refuse_doubled(service, part, found)
    return found


def merged(service: str, part: str) -> dict[str, Any]:
    """One part (`who`, `texts`, `otherwise`) of every file of the service."""
    return {key: said for declared in declared_of(service).values() for key, said in getattr(declared, part).items()}


def _read(service: str, name: str) -> Declared:
    document = tomllib.loads((files(f"contracts.{service}") / name).read_text("utf-8"))
    unknown = sorted(document.keys() - _PARTS)
    if unknown:
        raise ValueError(f"{service}/{name}: {', '.join(unknown)} is none of {', '.join(sorted(_PARTS))}.")
    return Declared(
        own=frozenset(document.get("own", ())),
        who=document.get("who", {}),
        texts=document.get("texts", {}),
        otherwise=document.get("otherwise", {}),
    )


def _refuse_doubled(service: str, part: str, found: Mapping[str, Declared]) -> None:
    seen: dict[str, str] = {}
    for stream, declared in found.items():
        for key in getattr(declared, part):
            if key in seen:
                raise ValueError(f"{service}: {stream or 'service'} and {seen[key]} both say {part}.{key}.")
            seen[key] = stream or "service"
