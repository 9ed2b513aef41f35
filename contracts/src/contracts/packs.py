"""A pack: one authority's rules in one version, as data, read from TOML or refused whole.

A pack is never edited after its day; a change of rule is a new pack, a correction a new pack with a later
`known_from` that names what it corrects. Whatever a decision used can be found again by digest.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from contracts.canonical import NotCanonical, canonical, digest_of
from contracts.errors import Malformed

_HEAD_REQUIRED = {"id", "area", "in_force_from", "known_from", "source", "title"}
_HEAD_OPTIONAL = {"in_force_to", "corrects"}
_HEAD_TEXTS = ("id", "area", "source", "corrects")
_HEAD_DAYS = ("in_force_from", "in_force_to", "known_from")
_PARAMETER_REQUIRED = ("unit", "source", "row")
_PARAMETER_TEXTS = (*_PARAMETER_REQUIRED, "reading", "note")
_PARAMETER_KEYS = {"value", "silent", "confidence", "bound", "binds", *_PARAMETER_TEXTS}
_CONFIDENCE = ("sure", "likely", "unsure")
_BOUNDS = ("min", "max", "fixed")
_AREA = re.compile(r"cn|[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number, list, date or mode with its source clause. `silent`: the source gives no value, none is invented.

    `bound` makes it a uniform minimum: packs of narrower authorities may not go below ("min") or above it ("max"), or
    may not change it at all ("fixed"). It limits its own name and the names in `binds`.
    """

    name: str
    value: Any
    silent: bool
    unit: str
    source: str
    row: str
    confidence: str = "sure"
    reading: str = ""
    note: str = ""
    bound: str = ""
    binds: tuple[str, ...] = ()


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
    source: str = ""
    corrects: str = ""
    title: Mapping[str, str] = field(default_factory=dict)

    def is_in_force(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    @property
    def unsure(self) -> tuple[str, ...]:
        """The parameters that may only be relied on after a person has acknowledged them, in name order."""
        return tuple(sorted(name for name, item in self.parameters.items() if item.confidence == "unsure"))


def read_pack(text: str) -> Pack:
    """Raise `Malformed`, naming key and rule, if the text is not a pack."""
    return _pack(_toml(text))


def form_of(text: str) -> str:
    """The canonical form of a pack's text: what its digest is that of. `Malformed` if it has none."""
    return canonical(_plain(_toml(text))).decode()


def read_form(form: str) -> Pack:
    """The pack that has this canonical form. `Malformed` if it is none, or is written in another way."""
    try:
        document = json.loads(form)
    except ValueError as error:
        raise Malformed({"pack": [f"Not JSON: {error}"]}) from error
    _require(_is_canonical(document) and canonical(document).decode() == form, "pack", "Not in canonical form.")
    _require(isinstance(document, dict) and isinstance(document.get("pack"), dict), "pack", "Not a table.")
    return _pack({**document, "pack": {key: _day(key, value) for key, value in document["pack"].items()}})


def _day(key: str, value: Any) -> Any:
    """The days of a head are text in a canonical form."""
    if key not in _HEAD_DAYS:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise Malformed({f"pack.{key}": ["Not a date."]}) from error


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Malformed({"pack": [f"Not TOML: {error}"]}) from error


def _pack(document: dict[str, Any]) -> Pack:
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
        source=head["source"],
        corrects=head.get("corrects", ""),
        title=head["title"],
    )


def _check_head(head: Any) -> None:
    _check_keys("pack", head, _HEAD_REQUIRED, _HEAD_REQUIRED | _HEAD_OPTIONAL)
    for key in _HEAD_DAYS:
        _require(key not in head or type(head[key]) is date, f"pack.{key}", "Not a date.")
    _require(head["in_force_from"] <= head.get("in_force_to", date.max), "pack.in_force_to", "Ends before it begins.")
    for key in _HEAD_TEXTS:
        _require(key not in head or _is_text(head[key]), f"pack.{key}", "Not a text.")
    _require(_AREA.fullmatch(head["area"]) is not None, "pack.area", "Not an area code.")
    _require(_is_canonical(head["title"]), "pack.title", "Has no recorded form.")


def _parameters(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterable[Parameter]:
    for key, inner in table.items():
        name = ".".join((*path, key))
        _require(isinstance(inner, dict), name, "Not a table.")
        if "value" in inner or "silent" in inner:
            yield _parameter(name, inner)
        else:
            yield from _parameters(inner, (*path, key))


def _parameter(name: str, table: Mapping[str, Any]) -> Parameter:
    _check_keys(name, table, set(_PARAMETER_REQUIRED), _PARAMETER_KEYS)
    silent = table.get("silent", False)
    _require(silent is True or "value" in table, name, "Neither a value nor silent = true.")
    _require(not (silent and "value" in table), name, "Silent, and yet with a value.")
    _require(silent or table.get("confidence") in _CONFIDENCE, name, "Confidence is sure, likely or unsure.")
    for key in _PARAMETER_TEXTS:
        _require(key not in table or _is_text(table[key]), f"{name}.{key}", "Not a text.")
    _require(_is_canonical(table.get("value")), name, "Has no recorded form: no fractions but as text, no times.")
    _check_bound(name, table)
    return Parameter(
        name,
        _plain(table.get("value")),
        silent,
        table["unit"],
        table["source"],
        table["row"],
        confidence=table.get("confidence", "sure"),
        reading=table.get("reading", ""),
        note=table.get("note", ""),
        bound=table.get("bound", ""),
        binds=tuple(table.get("binds", ())),
    )


def _check_bound(name: str, table: Mapping[str, Any]) -> None:
    bound, binds = table.get("bound"), table.get("binds", [])
    _require(bound is None or bound in _BOUNDS, f"{name}.bound", "A bound is min, max or fixed.")
    _require(bound is None or "value" in table, f"{name}.bound", "What is silent binds nobody.")
    names = isinstance(binds, list) and all(_is_text(other) for other in binds)
    _require(names and (bound is not None or not binds), f"{name}.binds", "Names that the bound limits beside its own.")


def _check_keys(name: str, table: Any, required: set[str], allowed: set[str]) -> None:
    _require(isinstance(table, dict), name, "Not a table.")
    missing, unknown = required - set(table), set(table) - allowed
    _require(not missing, name, f"Missing: {', '.join(sorted(missing))}.")
    _require(not unknown, name, f"Unknown: {', '.join(sorted(unknown))}.")


def _require(condition: bool, name: str, complaint: str) -> None:
    if not condition:
        raise Malformed({name: [complaint]})


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_canonical(value: Any) -> bool:
    try:
        canonical(_plain(value))
    except NotCanonical:
        return False
    return True


def _plain(value: Any) -> Any:
    """Dates as text, so that a pack has a canonical form."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else value
