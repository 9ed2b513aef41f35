"""What is due and when it was done: the part that every case with a due date has in common."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from audit.checks.seen import Seen
from audit.finding import Finding
from audit.remembered import Remembered


@dataclass(slots=True)
class DueDates:
    """The due date that stands of each case, and whether it was said to have passed."""

    _due: Remembered[str, str] = field(default_factory=Remembered)
    _said: Remembered[str, bool] = field(default_factory=Remembered)

    def stands(self, case: str, due_at: str | None) -> None:
        """From here on. A case without one is not overdue, whatever happens."""
        if due_at is None:
            self._due.pop(case, None)
        else:
            self._due[case] = due_at

    def of(self, case: str) -> str | None:
        return self._due.get(case)

    def moved(self, seen: Seen, case: str) -> Iterator[Finding]:
        """It was derived anew, from the one that stood before."""
        due_at, before = self._due.get(case), seen.data["before"]["due_at"]
        if due_at != before:
            yield seen.finding("due-date", f"due before {due_at or 'no day'}, not {before}")
        self._due[case] = seen.data["after"]["due_at"]

    def passed(self, seen: Seen, case: str) -> Iterator[Finding]:
        """The service says that the due date has passed."""
        due_at = self._due.get(case)
        if due_at is None or seen.at < due_at or seen.data["due_at"] != due_at:
            yield seen.finding("overdue-early", f"said at {seen.at}, due before {due_at or 'no day'}")
        self._said[case] = True

    def done(self, seen: Seen, case: str) -> Iterator[Finding]:
        """It is done: if late, that it was overdue has been said before."""
        due_at = self._due.pop(case, None)
        if due_at is not None and seen.at >= due_at and case not in self._said:
            yield seen.finding("overdue-unsaid", f"done at {seen.at}, due before {due_at}")
        self._said.pop(case)
