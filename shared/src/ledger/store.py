"""What the rest of the code knows of the event store."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

NO_STREAM = -1
"""The revision of a stream that has no facts."""

START = -1
"""The position before the first fact of the store."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact about to be recorded; `data` and `metadata` are canonical JSON."""

    id: UUID
    type: str
    data: bytes
    metadata: bytes


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact as recorded. `position` is the store's commit position; it is no part of the fact's digest."""

    stream: str
    revision: int
    position: int
    id: UUID
    type: str
    data: bytes
    metadata: bytes


class CaughtUp:
    """A subscription has delivered everything there was; from here on it is live."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Nothing of interest up to here."""

    position: int


Delivery = Recorded | Checkpoint | CaughtUp


Meanwhile = Callable[[], object]
"""Work that needs no answer of the store. It may be done while the store writes, once or twice or not at all."""


class WrongRevision(Exception):
    """The stream is not at the expected revision; nothing was recorded."""


class OutcomeUnknown(Exception):
    """The append may or may not have been recorded; send the same bytes again."""


class StoreUnavailable(Exception):
    """The store did not answer a read."""


class StoreRefused(Exception):
    """The store will not take this append, however often it is sent: too large, no right, stream deleted."""


class Subscription(Protocol):
    """Deliveries in order of position, live after `CaughtUp`; ends after `stop()`."""

    def __iter__(self) -> Iterator[Delivery]: ...

    def stop(self) -> None: ...


class Store(Protocol):
    """An append-only store of streams with one total order."""

    def append(self, stream: str, drafts: Sequence[Draft], *, expected: int, meanwhile: Meanwhile | None = None) -> int:
        """Record all or none after revision `expected` (`NO_STREAM` = the stream is new); the last one's position.

        The same drafts with the same `expected` again are recorded once. Raises `WrongRevision`, `OutcomeUnknown`,
        `StoreRefused`. What `meanwhile` raises is raised; whether anything is recorded is then not known.
        """
        ...

    def read(self, stream: str, *, after: int = NO_STREAM) -> list[Recorded]:
        """The stream's facts with a revision greater than `after`; none if there is no such stream."""
        ...

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> list[Recorded]:
        """Facts of streams that begin with one of `prefixes`, after a position, in order."""
        ...

    def last_position(self) -> int:
        """Of the newest fact outside `$` streams; `START` if there is none."""
        ...

    def subscribe(self, prefixes: Sequence[str], *, after: int = START) -> Subscription:
        """Like `read_all`, and then live."""
        ...
