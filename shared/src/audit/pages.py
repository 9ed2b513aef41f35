"""Everything in pages, the next one read while the last one is looked at, up to where the store stood at the start."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol, TypeVar, runtime_checkable

from ledger.leaf import Placed, placed
from ledger.store import NO_STREAM, START, Recorded

PAGE = 250
EVERYTHING = ("",)
One = TypeVar("One")


class Readable(Protocol):
    """What an audit needs of a store."""

    def read(self, stream: str, *, after: int = NO_STREAM) -> list[Recorded]: ...

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> list[Recorded]: ...


@runtime_checkable
class OfLeaves(Protocol):
    """A store that makes no objects of facts if only their bytes are wanted."""

    def leaves_of_all(self, *, after: int = START, limit: int) -> list[Placed]: ...


@dataclass(frozen=True, slots=True)
class AsItStood:
    """A store up to and with a position: a run ends there, whatever is recorded meanwhile, and by the run itself."""

    store: Readable
    through: int

    def read(self, stream: str, *, after: int = NO_STREAM) -> list[Recorded]:
        return [fact for fact in self.store.read(stream, after=after) if fact.position <= self.through]

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> list[Recorded]:
        if after >= self.through:
            return []
        facts = self.store.read_all(prefixes, after=after, limit=limit)
        return facts if not facts or facts[-1].position <= self.through else self._within(facts)

    def leaves_of_all(self, *, prefixes: Sequence[str] = EVERYTHING, after: int, limit: int) -> list[Placed]:
        """`read_all`, from a store that gives leaves of everything as they are, or made of facts."""
        if prefixes != EVERYTHING or not isinstance(self.store, OfLeaves):
            return placed(self.read_all(prefixes, after=after, limit=limit))
        if after >= self.through:
            return []
        return [leaf for leaf in self.store.leaves_of_all(after=after, limit=limit) if leaf[0] <= self.through]

    def _within(self, facts: list[Recorded]) -> list[Recorded]:
        return [fact for fact in facts if fact.position <= self.through]


def read_ahead(
    store: Readable, after: int, *, prefixes: Sequence[str] = EVERYTHING, limit: int = PAGE
) -> Iterator[list[Recorded]]:
    """Pages after a position; one is held, one is being read. Raises `StoreUnavailable`."""
    return _ahead(lambda at: store.read_all(prefixes, after=at, limit=limit), lambda fact: fact.position, after)


def leaves_ahead(
    source: AsItStood, after: int, *, prefixes: Sequence[str] = EVERYTHING, limit: int = PAGE
) -> Iterator[list[Placed]]:
    """Likewise, as positions and leaves. Raises `StoreUnavailable`."""
    return _ahead(
        lambda at: source.leaves_of_all(prefixes=prefixes, after=at, limit=limit), lambda leaf: leaf[0], after
    )


def _ahead(read: Callable[[int], list[One]], position: Callable[[One], int], after: int) -> Iterator[list[One]]:
    with ThreadPoolExecutor(1, thread_name_prefix="read-ahead") as reader:
        page = read(after)
        while page:
            following = reader.submit(read, position(page[-1]))
            yield page
            page = following.result()
