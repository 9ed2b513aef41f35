"""A simulated process's connection to the store: where it may crash, be overtaken, or hear nothing."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from ledger.store import (
    NO_STREAM,
    START,
    Delivery,
    Draft,
    Meanwhile,
    OutcomeUnknown,
    Recorded,
    Store,
    StoreUnavailable,
)
from ledger.store import Subscription as Subscription


class Fate(Protocol):
    """What befalls a process between two things it does."""

    def befall(self, place: str) -> None:
        """The process may end here, or others go first."""

    def overtake(self) -> None:
        """Others may go first."""

    def store_is_away(self) -> bool: ...

    def reply_is_lost(self) -> bool: ...


class StoreDoor:
    """The store, as one process reaches it over a network."""

    def __init__(self, store: Store, fate: Fate) -> None:
        self._store = store
        self._fate = fate

    def append(self, stream: str, drafts: Sequence[Draft], *, expected: int, meanwhile: Meanwhile | None = None) -> int:
        self._fate.befall("store.append")
        if self._fate.store_is_away() or self._fate.reply_is_lost():
            raise OutcomeUnknown(f"The append to {stream} did not reach the store.")
        position = self._store.append(stream, drafts, expected=expected, meanwhile=meanwhile)
        if self._fate.reply_is_lost():
            raise OutcomeUnknown(f"The answer about {stream} was lost.")
        self._fate.befall("store.appended")
        return position

    def read(self, stream: str, *, after: int = NO_STREAM) -> list[Recorded]:
        self._refuse_away()
        facts = self._store.read(stream, after=after)
        self._fate.overtake()
        return facts

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> list[Recorded]:
        self._refuse_away()
        facts = self._store.read_all(prefixes, after=after, limit=limit)
        self._fate.overtake()
        return facts

    def last_position(self) -> int:
        self._refuse_away()
        return self._store.last_position()

    def subscribe(self, prefixes: Sequence[str], *, after: int = START) -> "_Polled":
        return _Polled(self, tuple(prefixes), after)

    def _refuse_away(self) -> None:
        if self._fate.store_is_away():
            raise StoreUnavailable("The store is away.")


class _Polled:
    """Ends where a live subscription would wait."""

    def __init__(self, store: StoreDoor, prefixes: tuple[str, ...], after: int) -> None:
        self._store = store
        self._prefixes = prefixes
        self._after = after

    def __iter__(self) -> Iterator[Delivery]:
        yield from self._store.read_all(self._prefixes, after=self._after, limit=500)

    def stop(self) -> None:
        return
