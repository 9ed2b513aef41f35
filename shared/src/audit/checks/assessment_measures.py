"""Measures, added up again: the newest of every entry, and what all entries together come to.

Law: documents 1 §五4, 4 §三(七), 5 §三(二). Requirement A-003: computed from what others recorded, never typed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered


@dataclass(slots=True)
class Measures:
    """The checks of one pass over the record: hits and of how many, by stream and entry."""

    _entries: Remembered[str, dict[str, tuple[int, int]]] = field(default_factory=lambda: Remembered(dict))

    @property
    def reads(self) -> Mapping[str, Look]:
        return {"assessment.entry-counted.v1": self._counted, "assessment.measure-asked.v1": self._compared}

    def _counted(self, seen: Seen) -> Iterator[Finding]:
        """What is counted by number, as members are, may have more hits than it is of."""
        data = seen.data
        self._entries[seen.stream][data["entry"]] = (data["hits"], data["of"])
        yield from self._compared(seen)

    def _compared(self, seen: Seen) -> Iterator[Finding]:
        entries = self._entries[seen.stream].values()
        own = (sum(hits for hits, _ in entries), sum(of for _, of in entries))
        if (seen.data["all_hits"], seen.data["total"]) != own:
            said = f"{seen.data['all_hits']} of {seen.data['total']}"
            yield seen.finding("count", f"{said} in all, by own count {own[0]} of {own[1]}")
