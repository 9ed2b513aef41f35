"""How long to leave a machine alone that does not answer."""

from threading import Event

from ledger.clock import wait


class BackOff:
    """Waits that double from the shortest to the longest, and end at once when `stop` is set."""

    def __init__(self, *, shortest_s: float = 0.2, longest_s: float = 30.0) -> None:
        self._shortest_s = shortest_s
        self._longest_s = longest_s
        self._next_s = shortest_s

    def wait(self, stop: Event) -> None:
        wait(stop, self._next_s)
        self._next_s = min(2 * self._next_s, self._longest_s)

    def reset(self) -> None:
        """It answered: the next wait is the shortest again."""
        self._next_s = self._shortest_s
