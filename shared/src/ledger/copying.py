"""Copies every fact of one store into another: same ids, revisions, order and bytes, each read back and compared.

The target holds the beginning of the source or nothing. A bookmark says how far the two were found equal, so that an
interrupted copy goes on from there; without it everything the target holds is compared first. Streams of the system
are left alone, and so is what a store knows of a stream besides its facts.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from threading import Event
from typing import TypeVar

from ledger.backoff import BackOff
from ledger.recorded import digest_of_fact
from ledger.store import START, Draft, OutcomeUnknown, Recorded, Store, StoreUnavailable, WrongRevision

T = TypeVar("T")

EVERYTHING = ("",)
PAGE = 500
MOST_BYTES = 500_000
"""Appended at once, unless a single fact is larger."""

ATTEMPTS = 8
"""To read or append while a store does not answer."""


class Differs(Exception):
    """The target is not the beginning of the source. What it holds was not changed."""


@dataclass(frozen=True, slots=True)
class Equal:
    """How far both stores were found equal: how many facts, where the last of them stands in each, and what it is."""

    facts: int = 0
    in_source: int = START
    in_target: int = START
    stream: str = ""
    revision: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """`Equal`, kept in a file of its own."""

    path: Path

    def read(self) -> Equal:
        """Raises `Differs` if the file is not a bookmark."""
        if not self.path.exists():
            return Equal()
        try:
            return Equal(**json.loads(self.path.read_text("utf-8")))
        except (ValueError, TypeError) as error:
            raise Differs(f"{self.path.name} is not a bookmark of a copy") from error

    def write(self, equal: Equal) -> None:
        partial = self.path.with_name(f"{self.path.name}.partial")
        partial.write_text(json.dumps(asdict(equal)), "utf-8")
        partial.replace(self.path)


def copy(source: Store, target: Store, bookmark: Bookmark, tell: Callable[[Equal], None]) -> Equal:
    """Up to the source's present end. Raises `Differs`, `StoreUnavailable`, `OutcomeUnknown`, `StoreRefused`."""
    equal = bookmark.read()
    if equal.facts:
        _check_bookmark(source, target, equal)
    for reached in _steps(source, target, equal):
        bookmark.write(reached)
        tell(reached)
        equal = reached
    return equal


def _steps(source: Store, target: Store, equal: Equal) -> Iterator[Equal]:
    """First what the target holds already is compared, then page by page copied, read back and compared."""
    while there := _page(target, equal.in_target, PAGE):
        equal = _compared(equal, _page(source, equal.in_source, len(there)), there)
        yield equal
    while given := _page(source, equal.in_source, PAGE):
        for append in _appends(given):
            _append(target, append)
        equal = _compared(equal, given, _page(target, equal.in_target, len(given)))
        yield equal


def _check_bookmark(source: Store, target: Store, equal: Equal) -> None:
    for name, store in (("source", source), ("target", target)):
        facts = _patiently(partial(store.read, equal.stream, after=equal.revision - 1))
        if not facts or digest_of_fact(facts[0]) != equal.digest:
            raise Differs(f"the bookmark is not of this {name}: remove it to compare from the start")


def _compared(equal: Equal, given: Sequence[Recorded], there: Sequence[Recorded]) -> Equal:
    for one, other in zip(given, there, strict=False):
        if digest_of_fact(one) != digest_of_fact(other):
            raise Differs(
                f"fact {equal.facts + 1} is {one.stream}@{one.revision} in the source"
                f" and {other.stream}@{other.revision} in the target, or their contents differ"
            )
        equal = Equal(
            facts=equal.facts + 1,
            in_source=one.position,
            in_target=other.position,
            stream=one.stream,
            revision=one.revision,
            digest=digest_of_fact(one),
        )
    if len(given) != len(there):
        longer = "target" if len(there) > len(given) else "source"
        raise Differs(f"the {longer} holds more than {equal.facts} facts, the other does not")
    return equal


def _appends(facts: Sequence[Recorded]) -> Iterator[list[Recorded]]:
    """Neighbours of one stream together, as many as one append may hold."""
    for _, neighbours in groupby(facts, key=lambda fact: fact.stream):
        append: list[Recorded] = []
        size = 0
        for fact in neighbours:
            size += len(fact.data) + len(fact.metadata)
            if append and size > MOST_BYTES:
                yield append
                append, size = [], len(fact.data) + len(fact.metadata)
            append.append(fact)
        yield append


def _append(target: Store, facts: Sequence[Recorded]) -> None:
    drafts = [Draft(fact.id, fact.type, fact.data, fact.metadata) for fact in facts]
    first = facts[0]
    revisions = [fact.revision for fact in facts]
    if revisions != list(range(first.revision, first.revision + len(facts))):
        raise Differs(f"{first.stream}: revisions {revisions[0]} to {revisions[-1]} of the source have gaps")
    try:
        _patiently(lambda: target.append(first.stream, drafts, expected=first.revision - 1))
    except WrongRevision as error:
        raise Differs(f"{first.stream}@{first.revision} cannot follow in the target: {error}") from error


def _page(store: Store, after: int, limit: int) -> list[Recorded]:
    return _patiently(lambda: store.read_all(EVERYTHING, after=after, limit=limit))


def _patiently(call: Callable[[], T]) -> T:
    """Again while the store does not answer: the same bytes are recorded once."""
    pauses = BackOff(longest_s=5.0)
    for _ in range(ATTEMPTS - 1):
        try:
            return call()
        except (OutcomeUnknown, StoreUnavailable):
            pauses.wait(Event())
    return call()
