"""Rules as data: the packs this release carries, those met in a record, and what holds for an area and a day.

A pack is read by `contracts.packs`, overlaid by `contracts.overlay`, checked by `contracts.policy_lint`.
"""

from collections import ChainMap
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
    "keep_pack",
    "known_packs",
    "pack_named",
    "read_pack",
    "resolve",
    "resolve_as_known",
    "shipped_packs",
]


@cache
def shipped_packs() -> dict[str, Pack]:
    """Every pack this release carries, by digest."""
    packs = [read_pack(text) for text in shipped_texts().values()]
    return {pack.digest: pack for pack in sorted(packs, key=lambda pack: pack.id)}


def shipped_texts() -> dict[str, str]:
    """The files of the packs, by name."""
    folder = files("contracts") / "policies"
    return {entry.name: entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".toml")}


_met: dict[str, Pack] = {}


def known_packs() -> Mapping[str, Pack]:
    """By digest: those of the release, and those that this process has met in a record.

    A digest means the same pack for ever, so that what a lookup answers never depends on when it is made; only whether
    the pack is known does.
    """
    return ChainMap(_met, shipped_packs())


def keep_pack(pack: Pack) -> Pack:
    """Make a pack that was met in a record known to this process."""
    if pack.digest not in shipped_packs():
        _met[pack.digest] = pack
    return pack


def pack_named(identifier: str) -> Pack:
    """LookupError if this release carries no pack of that id."""
    for pack in shipped_packs().values():
        if pack.id == identifier:
            return pack
    raise LookupError(f"No pack is named {identifier}.")
