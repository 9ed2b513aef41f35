"""A store whose one writer knows what it has written, and so does not ask again for what cannot be there."""

from collections.abc import Sequence

from ledger.store import NO_STREAM, START, Draft, Meanwhile, Recorded, Store, Subscription


class OnlyWriter:
    """Nobody else may append meanwhile. Many loops look for news in turn, and would ask in vain most of the time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._written: list[str] = []
        self._nothing_after: dict[tuple[str, ...], tuple[int, int]] = {}

    def append(self, stream: str, drafts: Sequence[Draft], *, expected: int, meanwhile: Meanwhile | None = None) -> int:
        self._written.append(stream)  # whatever comes of it: an outcome may be unknown
        return self._store.append(stream, drafts, expected=expected, meanwhile=meanwhile)

    def read(self, stream: str, *, after: int = NO_STREAM) -> list[Recorded]:
        return self._store.read(stream, after=after)

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> list[Recorded]:
        asked = tuple(prefixes)
        if self._is_vain(asked, after):
            return []
        facts = self._store.read_all(asked, after=after, limit=limit)
        if len(facts) < limit:
            self._nothing_after[asked] = (facts[-1].position if facts else after, len(self._written))
        return facts

    def last_position(self) -> int:
        return self._store.last_position()

    def subscribe(self, prefixes: Sequence[str], *, after: int = START) -> Subscription:
        return self._store.subscribe(prefixes, after=after)

    def _is_vain(self, prefixes: tuple[str, ...], after: int) -> bool:
        if prefixes not in self._nothing_after:
            return False
        position, seen = self._nothing_after[prefixes]
        if after < position or any(stream.startswith(prefixes) for stream in self._written[seen:]):
            return False
        self._nothing_after[prefixes] = (position, len(self._written))
        return True
