"""Rules as data: the packs this release carries, and what holds for an area and a day.

A pack is read by `contracts.packs`, overlaid by `contracts.overlay`, checked by `contracts.policy_lint`.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from contracts.overlay import Difference, Loosening, ResolvedPolicy, differences, resolve, resolve_as_known
from contracts.packs import Pack, Parameter, read_pack

__all__ = [
    "Difference",
    "Loosening",
    "Pack",
    "Parameter",
    "ResolvedPolicy",
    "differences",
    "pack_named",
    "read_pack",
    "resolve",
    "resolve_as_known",
    "shipped_packs",
]


@cache
def shipped_packs() -> Mapping[str, Pack]:
    """Every pack this release carries, by digest."""
    folder = files("contracts") / "policies"
    packs = [read_pack(entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return {pack.digest: pack for pack in sorted(packs, key=lambda pack: pack.id)}


def pack_named(identifier: str) -> Pack:
    """LookupError if this release carries no pack of that id."""
    for pack in shipped_packs().values():
        if pack.id == identifier:
            return pack
    raise LookupError(f"No pack is named {identifier}.")
