"""How the streams of a kind are named: `disclosure_duty-<unit>-<catalogue>-<period>`. Recorded names never change.

What begins a name is the service and the stream's folder; what tells streams apart are fields of their commands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contracts.cases import RebindPolicy, SettleDueDate
from contracts.impartiality import LiftTie, RecordTie

_NAMING_THEIR_STREAM = (RebindPolicy, SettleDueDate, RecordTie, LiftTie)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a stream's name: a field of its commands, or what is reckoned from a command."""

    field: str
    of: Callable[[Any], Any] | None = None
    written: Callable[[Any], str] = str

    def text(self, command: Any) -> str:
        return self.written(getattr(command, self.field) if self.of is None else self.of(command))


def hyphened(name: str) -> Part:
    """A field whose low lines are hyphens in the stream's name, as what stands before the first is its category."""
    return Part(name, written=lambda value: str(value).replace("_", "-"))


@dataclass(frozen=True, slots=True)
class Key:
    """What tells one stream of a kind from another: `disclosure_opinion-results-<unit>-<month>`."""

    prefix: str
    parts: tuple[Part, ...]

    def __call__(self, *values: Any) -> str:
        """The name of the stream with these values, in the order of the parts."""
        texts = (part.written(value) for part, value in zip(self.parts, values, strict=True))
        return self.prefix + "-".join(texts)

    def of(self, command: Any) -> str:
        """The stream that a command belongs to; what every case takes names it."""
        if isinstance(command, _NAMING_THEIR_STREAM):
            return command.case
        return self.prefix + "-".join(part.text(command) for part in self.parts)


def key_of(module: str, *parts: str | Part, named: str | None = None) -> Key:
    """The key of the streams of a folder, given the `__name__` of a module in it.

    `named`: where recorded streams bear another name than their folder.
    """
    service, folder, *_ = module.split(".")
    name = folder.replace("_", "-") if named is None else named
    return Key(f"{service}_{name}-", tuple(each if isinstance(each, Part) else Part(each) for each in parts))
