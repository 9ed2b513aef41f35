"""Results that rest on a sheet, held against the sheet; rounds of assessment: who is assessed once by whom.

Law: district opinion on township congresses, part 3 (document 2 §三, §四); opinion on green mines, annex arts. 8 and 9
(document 3 §附8, §附9). Requirement A-003: nobody records a result of its own, and a result is counted, never typed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.checks.seen import Json, Look, Seen, nothing
from audit.finding import Finding
from audit.remembered import Remembered

TAKEN = ("sheet-taken", "township-assessed", "subject-checked", "subject-assessed")
_OF_SHEET = ("unmet_mandatory", "vetoed", "mandatory_share", "score", "digest")


@dataclass(slots=True)
class _Round:
    subjects: set[str] = field(default_factory=set)
    assessed: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Rounds:
    """The checks of one pass over the record: sheets as they were closed, by stream; rounds by theirs."""

    _sheets: Remembered[str, Json] = field(default_factory=Remembered)
    _rounds: Remembered[str, _Round] = field(default_factory=lambda: Remembered(_Round))

    @property
    def reads(self) -> Mapping[str, Look]:
        looks: Mapping[str, Look] = {
            **dict.fromkeys(TAKEN, self._taken),
            "subject-assessed": self._assessed,
            "sheet-closed": self._closed,
            "round-begun": self._begun,
            "round-completed": self._completed,
        }
        return {f"assessment.{name}.v1": look for name, look in looks.items()}

    def _closed(self, seen: Seen) -> Iterator[Finding]:
        self._sheets[seen.stream] = seen.data
        return nothing()

    def _taken(self, seen: Seen) -> Iterator[Finding]:
        """Exactly what the sheet of that name came to."""
        data, sheet = seen.data, self._sheets.get(seen.data["sheet"])
        if sheet is None:
            yield seen.finding("cause", f"{data['sheet']} was never closed")
            return
        differ = [name for name in _OF_SHEET if name in data and data[name] != sheet[name]]
        if differ:
            yield seen.finding("count", f"not what {data['sheet']} came to: {', '.join(differ)}")

    def _begun(self, seen: Seen) -> Iterator[Finding]:
        self._of(seen).subjects |= set(seen.data["subjects"])
        if seen.data["unit"] in seen.data["subjects"]:
            yield seen.finding("same-person", f"{seen.data['unit']} assesses itself")

    def _assessed(self, seen: Seen) -> Iterator[Finding]:
        current, subject = self._of(seen), seen.data["subject"]
        yield from self._taken(seen)
        sheet = self._sheets.get(seen.data["sheet"])
        if sheet is not None and sheet["unit"] != subject:
            yield seen.finding("cause", f"{seen.data['sheet']} is of {sheet['unit']}, not of {subject}")
        if subject not in current.subjects - current.assessed:
            yield seen.finding("order", f"{subject} is none of the round, or was assessed before")
        current.assessed.add(subject)

    def _completed(self, seen: Seen) -> Iterator[Finding]:
        current = self._of(seen)
        left = current.subjects - current.assessed
        if left or seen.data["subjects"] != len(current.subjects):
            said = f"{seen.data['subjects']} subjects"
            yield seen.finding("count", f"{said}, by own count {len(current.subjects)}, {len(left)} of them open")

    def _of(self, seen: Seen) -> _Round:
        return self._rounds[seen.stream]
