"""The services whose wheels are installed, as a record is decided again by them: deciders, and why they changed."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from typing import Any

from contracts.declared import merged
from ledger.decider import Decider
from ledger.parts import ServiceParts

AnyDecider = Decider[Any, Any, Any, Any]


@cache
def installed() -> Mapping[str, ServiceParts]:
    """By name; a service that is not here is not re-executed, and that is said."""
    found = [entry.load() for entry in entry_points(group="sunledger.services")]
    return {parts.name: parts for parts in found}


@cache
def decider_named(name: str) -> AnyDecider | None:
    parts = installed().get(name.partition(".")[0])
    return next((one for one in parts.deciders if one.name == name), None) if parts else None


@cache
def is_explained(decider: str, then: int, now: int) -> bool:
    """Whether the stream's file says why decisions changed, for every version since `then`."""
    service, _, name = decider.partition(".")
    explained = {entry["from"] for entry in merged(service, "otherwise").get(name, ())}
    return then < now and all(version in explained for version in range(then, now))
