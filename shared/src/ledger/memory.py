"""The store in memory: for tests of everything above the store, held to the same contract suite."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from threading import Condition

from ledger.store import (
    NO_STREAM,
    START,
    CaughtUp,
    Delivery,
    Draft,
    Meanwhile,
    Recorded,
    Subscription,
    WrongRevision,
)


class MemoryStore:
    """One list in commit order; positions are places in it."""

    def __init__(self) -> None:
        self._all: list[Recorded] = []
        self._streams: defaultdict[str, list[Recorded]] = defaultdict(list)
        self._changed = Condition()

    def __len__(self) -> int:
        return len(self._all)

    def append(self, stream: str, drafts: Sequence[Draft], *, expected: int, meanwhile: Meanwhile | None = None) -> int:
        with self._changed:
            facts = self._streams[stream]
            if expected != len(facts) - 1:
                return self._repeated(stream, drafts, expected)
            for draft in drafts:
                self._record(stream, draft)
            self._changed.notify_all()
            return self._all[-1].position

    def read(self, stream: str, *, after: int = NO_STREAM) -> list[Recorded]:
        with self._changed:
            return self._streams[stream][after + 1 :]

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> list[Recorded]:
        with self._changed:
            later = (fact for fact in self._all[after + 1 :] if fact.stream.startswith(tuple(prefixes)))
            return [fact for fact, _ in zip(later, range(limit), strict=False)]

    def last_position(self) -> int:
        with self._changed:
            return self._all[-1].position if self._all else START

    def subscribe(self, prefixes: Sequence[str], *, after: int = START) -> Subscription:
        return _MemorySubscription(self, tuple(prefixes), after)

    def _record(self, stream: str, draft: Draft) -> None:
        fact = Recorded(
            stream=stream,
            revision=len(self._streams[stream]),
            position=len(self._all),
            id=draft.id,
            type=draft.type,
            data=draft.data,
            metadata=draft.metadata,
        )
        self._streams[stream].append(fact)
        self._all.append(fact)

    def _repeated(self, stream: str, drafts: Sequence[Draft], expected: int) -> int:
        """The store's rule: recorded already if every id stands at its expected place."""
        there = self._streams[stream][expected + 1 : expected + 1 + len(drafts)]
        if drafts and [fact.id for fact in there] == [draft.id for draft in drafts]:
            return there[-1].position
        raise WrongRevision(stream)


class _MemorySubscription:
    def __init__(self, store: MemoryStore, prefixes: tuple[str, ...], after: int) -> None:
        self._store = store
        self._prefixes = prefixes
        self._after = after
        self._stopped = False

    def __iter__(self) -> Iterator[Delivery]:
        caught_up = False
        while not self._stopped:
            facts = self._store.read_all(self._prefixes, after=self._after, limit=500)
            for fact in facts:
                self._after = fact.position
                yield fact
            if not facts and not caught_up:
                caught_up = True
                yield CaughtUp()
            self._wait()

    def stop(self) -> None:
        self._stopped = True
        with self._store._changed:  # noqa: SLF001 - one class in two parts
            self._store._changed.notify_all()  # noqa: SLF001

    def _wait(self) -> None:
        with self._store._changed:  # noqa: SLF001
            self._store._changed.wait(timeout=0.05)  # noqa: SLF001
