"""Everything in pages, the next one read while the last one is looked at, up to where the store stood at the start."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from ledger.store import NO_STREAM, START, Recorded

PAGE = 1000
EVERYTHING = ("",)


class Readable(Protocol):
    """What an audit needs of a store."""

    def read(self, stream: str, *, after: int = NO_STREAM) -> list[Recorded]: ...

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> list[Recorded]: ...


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

    def _within(self, facts: list[Recorded]) -> list[Recorded]:
        return [fact for fact in facts if fact.position <= self.through]


def read_ahead(
    store: Readable, after: int, *, prefixes: Sequence[str] = EVERYTHING, limit: int = PAGE
) -> Iterator[list[Recorded]]:
    """Pages after a position; one is held, one is being read. Raises `StoreUnavailable`."""
    with ThreadPoolExecutor(1, thread_name_prefix="read-ahead") as reader:
        page = store.read_all(prefixes, after=after, limit=limit)
        while page:
            following = reader.submit(store.read_all, prefixes, after=page[-1].position, limit=limit)
            yield page
            page = following.result()
