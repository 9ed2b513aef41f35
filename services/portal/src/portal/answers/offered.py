"""Which forms a county offers: those whose service goes by a text that speaks of them, and which units take them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from contracts.units import UnitKind
from sqlalchemy import bindparam, select

from portal.answers.in_force import Said, said_by
from portal.answers.question import Question
from portal.projections.tables import UNIT

RECEIVING = select(UNIT).where(UNIT.c.kind.in_(bindparam("kinds", expanding=True))).order_by(UNIT.c.code)
"""Units of some kinds, in the order of their codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A form as `blanks.toml` describes it. `only`: of the channels of a text, those that it goes by; all if empty."""

    name: str
    receivers: tuple[UnitKind, ...]
    service: str
    command: str
    grounds: tuple[str, ...]
    channels: tuple[str, ...]
    limits: tuple[str, ...]
    has_guidance: bool
    asked: tuple[Mapping[str, Any], ...]
    only: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()


@cache
def blanks_known() -> Mapping[str, Blank]:
    """Name to form, in the order in which they are offered."""
    described = tomllib.loads((files("portal") / "blanks.toml").read_text("utf-8"))
    return {name: _read(name, form) for name, form in described.items()}


def _read(name: str, described: Mapping[str, Any]) -> Blank:
    lists = {key: tuple(value) for key, value in described.items() if isinstance(value, list)}
    receivers = tuple(UnitKind(kind) for kind in described["receivers"])
    return Blank(**{**described, **lists, "name": name, "receivers": receivers})


def taker_of(question: Question, name: str, unit: str | None) -> str | None:
    """Which unit takes this form: the one that is named or else the first; None if it does not, or none is offered."""
    one = next((blank for blank in offered(question) if blank.name == name), None)
    if one is None:
        return None
    takers = [row.code for row in question.ask(RECEIVING, kinds=[kind.value for kind in one.receivers])]
    return next((code for code in takers if unit in (None, code)), None)


def offered(question: Question) -> list[Blank]:
    """Those whose service goes by a text that speaks of them."""
    return [blank for blank in blanks_known().values() if said_of(question, blank, blank.grounds)]


def said_of(question: Question, blank: Blank, names: Sequence[str]) -> list[Said]:
    """What the newest text says under each name, a silent one too: that a text sets no day is said by it."""
    found = (said_by(question, blank.service, name, with_silent=True) for name in names)
    return [said[0] for said in found if said]
