"""A fact as checks see it, and what a check of a service is."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property  # noqa: TID251 - no audit runs under eventlet
from typing import Any, Protocol

from contracts.overlay import ResolvedPolicy
from contracts.policies import known_packs, resolve
from ledger.store import Recorded

from audit.checks.days import Days, day_of, ends
from audit.finding import Finding

Json = dict[str, Any]
_MOST_RULES = 400
"""Areas whose rules are at hand: a county has some three hundred."""


@dataclass(frozen=True)
class Seen:
    """A fact as recorded, never lifted: its document, and what stands beside it."""

    recorded: Recorded

    @cached_property
    def data(self) -> Json:
        document: Json = json.loads(self.recorded.data)
        return document

    @cached_property
    def metadata(self) -> Json:
        document: Json = json.loads(self.recorded.metadata)
        return document

    @property
    def stream(self) -> str:
        return self.recorded.stream

    @property
    def at(self) -> str:
        """The moment of the decision."""
        return str(self.metadata["decided_at"])

    @property
    def days(self) -> Days:
        """The calendar as known when it was decided."""
        return Days(day_of(self.at))

    @property
    def packs(self) -> tuple[str, ...]:
        note = self.metadata["policy"]
        return tuple(note["packs"]) if note else ()

    @property
    def has_rules(self) -> bool:
        """Whether the packs of the decision are known here: of others no value can be missed."""
        return self.metadata["policy"] is not None and _rules(self.metadata["policy"]["area"], self.packs) is not None

    def value(self, name: str, packs: tuple[str, ...] | None = None) -> Any:
        """A parameter of the packs that the decision followed; None where they are silent, or not known here."""
        rules = _rules(self.metadata["policy"]["area"], packs or self.packs) if self.metadata["policy"] else None
        parameter = rules.parameters.get(name) if rules else None
        return None if parameter is None or parameter.silent else parameter.value

    def said(self, name: str) -> list[Any]:
        """Every value of a parameter that stands, or that a wider text overrules where a narrower one loosens it."""
        rules = _rules(self.metadata["policy"]["area"], self.packs) if self.metadata["policy"] else None
        if rules is None:
            return []
        overruled = [each.parameter for each in rules.refused if each.parameter.name == name]
        standing = [rules.parameters[name]] if name in rules.parameters else []
        return [parameter.value for parameter in (*standing, *overruled) if not parameter.silent]

    def below(self, prefix: str) -> dict[str, Any]:
        """The values of all parameters whose names begin with `prefix.`, by the rest of the name."""
        rules = _rules(self.metadata["policy"]["area"], self.packs) if self.metadata["policy"] else None
        found = rules.below(prefix) if rules else ()
        return {name: parameter.value for name, parameter in found if not parameter.silent}

    def finding(self, check: str, said: str) -> Finding:
        return Finding(check, f"{self.stream}@{self.recorded.revision}", said)


def compared_day(seen: Seen, recorded: Json, day: str, moment: str, expected: date) -> Iterator[Finding]:
    """A recorded last day and the moment that it ends, beside the auditor's own count."""
    if (recorded[day], recorded[moment]) != (expected.isoformat(), ends(expected)):
        yield seen.finding("due-date", f"{day} is {recorded[day]}, by own count {expected}")


def compared_moment(seen: Seen, moment: str, last_day: str | None) -> Iterator[Finding]:
    """A recorded moment by which something is due, beside the last day that belongs to what is in time, if there is."""
    expected = None if last_day is None else ends(date.fromisoformat(last_day))
    if seen.has_rules and seen.data[moment] != expected:
        yield seen.finding("due-date", f"{moment} is {seen.data[moment]}, by own count {expected}")


def nothing() -> Iterator[Finding]:
    """Of a fact that is only remembered."""
    return iter(())


Look = Callable[[Seen], Iterable[Finding]]
"""Looks at one fact; what it is told in the order of the record it may remember."""


class ServiceCheck(Protocol):
    """The checks of one service: `reads` says which recorded types are looked at, each in exactly this version."""

    @property
    def reads(self) -> Mapping[str, Look]: ...


_resolved: dict[tuple[str, tuple[str, ...]], ResolvedPolicy] = {}


def forget_rules() -> None:
    """What was resolved for an audit ends with it."""
    _resolved.clear()


def _rules(area: str, packs: tuple[str, ...]) -> ResolvedPolicy | None:
    """Values only, as the packs say them. Whether they were the active ones is what `reexecute` checks."""
    key = (area, packs)
    if key not in _resolved:
        if len(_resolved) >= _MOST_RULES:
            _resolved.clear()
        carried = known_packs()
        known = all(digest in carried for digest in packs)
        if not known:
            return None
        _resolved[key] = resolve(area, [carried[digest] for digest in packs])
    return _resolved[key]
