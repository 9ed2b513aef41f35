"""Rules as data: one pack per authority and version, resolved for an area and a day.

A pack is never edited after its day; a change of rule is a new pack, a correction a new pack with a later
`known_from`. Whatever a decision used can be found again by digest.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from contracts.canonical import NotCanonical, canonical, digest_of
from contracts.errors import Malformed

_HEAD_REQUIRED = {"id", "area", "in_force_from", "known_from", "source", "title"}
_HEAD_OPTIONAL = {"in_force_to"}
_PARAMETER_KEYS = {"value", "silent", "unit", "source", "row", "confidence", "reading", "note"}
_CONFIDENCE = ("sure", "likely", "unsure")
_AREA = re.compile(r"cn|[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number, list, date or mode with its source clause. `silent`: the source gives no value, none is invented."""

    name: str
    value: Any
    silent: bool
    unit: str
    source: str
    row: str


@dataclass(frozen=True, slots=True)
class Pack:
    """One authority's policy data in one version; `digest` is that of its canonical form."""

    id: str
    area: str
    in_force_from: date
    in_force_to: date | None
    known_from: date
    parameters: Mapping[str, Parameter]
    digest: str

    def is_in_force(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class ResolvedPolicy:
    """What holds for one area on one day: the packs, widest area first, overlaid parameter by parameter."""

    area: str
    packs: tuple[Pack, ...]
    parameters: Mapping[str, Parameter]
    digest: str

    def value(self, name: str) -> Any:
        """The value of a parameter; None where the source is silent; LookupError if no active pack names it."""
        return self.parameters[name].value

    def below(self, prefix: str) -> Iterator[tuple[str, Parameter]]:
        """Every parameter whose name begins with `prefix.`, as (rest of the name, parameter), in name order."""
        for name in sorted(self.parameters):
            if name.startswith(f"{prefix}."):
                yield name.removeprefix(f"{prefix}."), self.parameters[name]


def resolve(area: str, packs: Sequence[Pack]) -> ResolvedPolicy:
    """Overlay the packs in the order given: a later one adds parameters and replaces those of the same name."""
    parameters: dict[str, Parameter] = {}
    for pack in packs:
        parameters.update(pack.parameters)
    digest = digest_of({"area": area, "packs": [pack.digest for pack in packs]})
    return ResolvedPolicy(area, tuple(packs), parameters, digest)


def read_pack(text: str) -> Pack:
    """Raise `Malformed`, naming key and rule, if the text is not a pack."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Malformed({"pack": [f"Not TOML: {error}"]}) from error
    head = document.pop("pack", None)
    _check_head(head)
    parameters = {item.name: item for item in _parameters(document, ())}
    return Pack(
        id=head["id"],
        area=head["area"],
        in_force_from=head["in_force_from"],
        in_force_to=head.get("in_force_to"),
        known_from=head["known_from"],
        parameters=parameters,
        digest=digest_of(_plain({"pack": head, **document})),
    )


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
    raise LookupError(identifier)


def _parameters(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterable[Parameter]:
    for key, inner in table.items():
        name = ".".join((*path, key))
        _require(isinstance(inner, dict), name, "Not a table.")
        if "value" in inner or "silent" in inner:
            yield _parameter(name, inner)
        else:
            yield from _parameters(inner, (*path, key))


def _parameter(name: str, table: Mapping[str, Any]) -> Parameter:
    _check_keys(name, table, {"unit", "source", "row"}, _PARAMETER_KEYS)
    _check_texts(name, table, ("unit", "source", "row"))
    _check_recordable(name, table)
    silent = table.get("silent", False)
    _require(silent is True or "value" in table, name, "Neither a value nor silent = true.")
    _require(not (silent and "value" in table), name, "Silent, and yet with a value.")
    _require(silent or table.get("confidence") in _CONFIDENCE, name, "Confidence is sure, likely or unsure.")
    return Parameter(name, table.get("value"), silent, table["unit"], table["source"], table["row"])


def _check_head(head: Any) -> None:
    _check_keys("pack", head, _HEAD_REQUIRED, _HEAD_OPTIONAL)
    _check_texts("pack", head, ("id", "area", "source"))
    _require(_AREA.fullmatch(head["area"]) is not None, "pack.area", "Not an area code.")
    for key in sorted({"in_force_from", "in_force_to", "known_from"} & set(head)):
        _require(type(head[key]) is date, f"pack.{key}", "Not a date.")
    ends = head.get("in_force_to", date.max)
    _require(head["in_force_from"] <= ends, "pack.in_force_to", "Before in_force_from.")
    _check_recordable("pack", head)


def _check_texts(name: str, table: Mapping[str, Any], keys: Iterable[str]) -> None:
    for key in keys:
        _require(isinstance(table[key], str) and bool(table[key].strip()), f"{name}.{key}", "Not text.")


def _check_recordable(name: str, table: Mapping[str, Any]) -> None:
    """A fraction is written as text, "1/2": no float has a recorded form."""
    try:
        canonical(_plain(table))
    except NotCanonical as error:
        raise Malformed({name: [f"No recorded form: {error}."]}) from error


def _check_keys(name: str, table: Any, required: set[str], optional: set[str]) -> None:
    _require(isinstance(table, dict), name, "Not a table.")
    missing, unknown = required - set(table), set(table) - required - optional
    _require(not missing, name, f"Missing: {', '.join(sorted(missing))}.")
    _require(not unknown, name, f"Unknown: {', '.join(sorted(unknown))}.")


def _require(condition: bool, name: str, complaint: str) -> None:
    if not condition:
        raise Malformed({name: [complaint]})


def _plain(value: Any) -> Any:
    """Dates as text, so that a pack has a canonical form."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
