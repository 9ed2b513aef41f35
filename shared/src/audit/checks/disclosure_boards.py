"""Notice boards, counted again: how many of a kind stand on a day, and how many there have to be.

Law: county opinion on township standardisation (document 1 §四1二要, §四2四要); draft opinion on residents' committees
(document 5 §二(四)1). The last day of a board is a day on which it stands.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.checks.days import day_of
from audit.checks.seen import Look, Seen, nothing
from audit.finding import Finding
from audit.remembered import Remembered


@dataclass(slots=True)
class _Board:
    kind: str
    since: str
    until: str = "9"


@dataclass(slots=True)
class Boards:
    """The checks of one pass over the record."""

    _kinds: Remembered[str, str] = field(default_factory=Remembered)
    _boards: Remembered[str, dict[int, _Board]] = field(default_factory=lambda: Remembered(dict))

    @property
    def reads(self) -> Mapping[str, Look]:
        looks: Mapping[str, Look] = {
            "board-register-opened": self._opened,
            "board-registered": self._registered,
            "board-retired": self._retired,
            "boards-short": lambda seen: self._counted(seen, is_short=True),
            "boards-suffice": lambda seen: self._counted(seen, is_short=False),
        }
        return {f"disclosure.{name}.v1": look for name, look in looks.items()}

    def _opened(self, seen: Seen) -> Iterator[Finding]:
        self._kinds[seen.stream] = seen.data["kind"]
        return nothing()

    def _registered(self, seen: Seen) -> Iterator[Finding]:
        data, boards = seen.data, self._boards[seen.stream]
        if data["number"] != len(boards) + 1:
            yield seen.finding("count", f"number {data['number']} after {len(boards)}")
        boards[data["number"]] = _Board(data["kind"], data["valid_from"])

    def _retired(self, seen: Seen) -> Iterator[Finding]:
        board = self._boards[seen.stream][seen.data["number"]]
        board.until = seen.data["valid_to"]
        if board.until < board.since:
            yield seen.finding("order", f"stands until {board.until}, since {board.since}")

    def _counted(self, seen: Seen, *, is_short: bool) -> Iterator[Finding]:
        said, today = seen.data["boards"], day_of(seen.at).isoformat()
        boards = self._boards[seen.stream].values()
        own = sum(board.kind == said["kind"] and board.since <= today <= board.until for board in boards)
        least = seen.value(f"{self._kinds[seen.stream]}.{said['kind']}_boards.min")
        if (said["standing"], said["least"]) != (own, least):
            yield seen.finding("count", f"{said['standing']} of {said['least']} stand, by own count {own} of {least}")
        if least is not None and is_short != (own < least):
            yield seen.finding("outcome", f"{own} stand, {least} there have to be")
