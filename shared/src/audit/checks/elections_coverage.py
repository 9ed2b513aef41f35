"""The register of the areas that need a residents' committee, reckoned anew: their kinds, and that something changed.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(2)). Which areas have a committee no fact says:
whoever asks is told from the record.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

KINDS = "coverage.area_types"
_SAID = ("name", "kind", "community")


@dataclass(slots=True)
class Coverage:
    """The checks of one pass over the record."""

    _areas: Remembered[str, list[object]] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {"elections.area-registered.v1": self._registered}

    def _registered(self, seen: Seen) -> Iterator[Finding]:
        kinds = seen.value(KINDS)
        if kinds and seen.data["kind"] not in kinds:
            yield seen.finding("cause", f"an area of the kind {seen.data['kind']}, the rules name {', '.join(kinds)}")
        said: list[object] = [seen.data[name] for name in _SAID]
        if self._areas.get(seen.stream) == said:
            yield seen.finding("cause", "registered again as it was")
        self._areas[seen.stream] = said
