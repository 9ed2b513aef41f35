"""The store as green threads of one hub use it: whoever waits lets the others go on.

A decision runs on the green thread of its caller. What it reads is read in a native thread; what it appends is a
message that is sent at once, and whose answer the bridge brings. Native threads can use the same objects: they block.
"""

from collections.abc import Sequence
from functools import partial

from ledger.bridge import Bridge
from ledger.esdb import EsdbStore
from ledger.esdb_appends import Appends
from ledger.store import NO_STREAM, START, Draft, Meanwhile, Recorded, Subscription

LIMIT_S = 25.0
"""What one call to the store may take; the handler's own patience with it is shorter."""


class HubStore:
    """An `EsdbStore` for the green threads of the bridge's hub."""

    def __init__(self, store: EsdbStore, appends: Appends, bridge: Bridge) -> None:
        self._store = store
        self._appends = appends
        self._bridge = bridge

    def append(self, stream: str, drafts: Sequence[Draft], *, expected: int, meanwhile: Meanwhile | None = None) -> int:
        """What is not said to be recorded is asked again in a native thread, with the same facts."""
        if not self._bridge.is_here():
            return self._store.append(stream, drafts, expected=expected, meanwhile=meanwhile)
        begin = partial(self._appends.begin, stream, drafts, expected)
        position: int | None = self._bridge.await_answer(begin, meanwhile)
        if position is None:
            position = self._bridge.call(self._append_and_connect, stream, drafts, expected, limit_s=LIMIT_S)
        return position

    def read(self, stream: str, *, after: int = NO_STREAM) -> list[Recorded]:
        if not self._bridge.is_here():
            return self._store.read(stream, after=after)
        return self._bridge.call(self._store.read, stream, after=after, limit_s=LIMIT_S)

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> list[Recorded]:
        if not self._bridge.is_here():
            return self._store.read_all(prefixes, after=after, limit=limit)
        return self._bridge.call(self._store.read_all, prefixes, after=after, limit=limit, limit_s=LIMIT_S)

    def last_position(self) -> int:
        if not self._bridge.is_here():
            return self._store.last_position()
        return self._bridge.call(self._store.last_position, limit_s=LIMIT_S)

    def subscribe(self, prefixes: Sequence[str], *, after: int = START) -> Subscription:
        return self._store.subscribe(prefixes, after=after)

    def _append_and_connect(self, stream: str, drafts: Sequence[Draft], expected: int) -> int:
        """A store that takes an append can be connected to, for the next ones."""
        position = self._store.append(stream, drafts, expected=expected)
        self._appends.connect()
        return position
