"""The door to EventStoreDB. What is beyond it knows nothing of esdbclient or gRPC.

Everything here blocks: in a program under eventlet it is loaded by `ledger.native` and run through `ledger.bridge`.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from weakref import WeakSet

from esdbclient import EventStoreDBClient, RecordedEvent, exceptions
from esdbclient.exceptions import EventStoreDBClientException, WrongCurrentVersion

from ledger.backoff import BackOff
from ledger.esdb_append import events_of, version_of
from ledger.esdb_clients import Clients, connected, is_refusal, text_of
from ledger.esdb_read import delivering, events_of_all, pattern_of, quick_leaves, quick_page, quick_stream
from ledger.leaf import Placed, placed
from ledger.store import (
    NO_STREAM,
    START,
    CaughtUp,
    Delivery,
    Draft,
    Meanwhile,
    OutcomeUnknown,
    Recorded,
    StoreRefused,
    StoreUnavailable,
    Subscription,
    WrongRevision,
)

PAGE = 500
"""Facts of a stream per read call; a longer answer is put together from several."""

PAGE_OF_ALL = 2_000
"""The same of all facts: whoever reads them all waits less often for an answer to begin."""

RENEWED_S = 60.0
"""How long a subscription trusts its connection. A peer that died without a word is noticed in no other way."""

LONGEST_PAUSE_S = 5.0
"""Between two attempts to subscribe again."""


class EsdbStore:
    """A store behind an `esdb://` address. Connects at the first call; each thread has a connection of its own.

    `timeout_s` is what `append` and each page of `read` take at the most: the client repeats every call once, and an
    append is tried the quick way before.
    """

    def __init__(self, uri: str, *, timeout_s: float = 5.0) -> None:
        self._uri = uri
        self._attempt_s = timeout_s / 3
        self._clients = Clients(uri)
        self._lock = threading.Lock()
        self._subscriptions: WeakSet[_EsdbSubscription] = WeakSet()

    def close(self) -> None:
        """End subscriptions and connections; calls that are under way fail."""
        with self._lock:
            subscriptions = list(self._subscriptions)
        for subscription in subscriptions:
            subscription.stop()
        self._clients.close()

    def let_go(self, idle_s: float) -> None:
        """Close the connections for calls if there was none for so long; the next call connects again."""
        self._clients.let_go(idle_s)

    def append(self, stream: str, drafts: Sequence[Draft], *, expected: int, meanwhile: Meanwhile | None = None) -> int:
        version, events, limit_s = version_of(expected), events_of(drafts), self._attempt_s
        try:
            with self._clients.in_use() as own:
                position = own.quick.position(stream, version, events, timeout_s=limit_s, meanwhile=meanwhile)
                if position is not None:
                    return position
                return own.client.append_to_stream(stream, current_version=version, events=events, timeout=limit_s)
        except WrongCurrentVersion as error:
            raise WrongRevision(f"{stream}: {error}") from error
        except EventStoreDBClientException as error:
            if is_refusal(error):
                raise StoreRefused(f"{stream}: {text_of(error)}") from error
            self._clients.drop()
            raise OutcomeUnknown(f"{stream}: {text_of(error)}") from error

    def read(self, stream: str, *, after: int = NO_STREAM) -> list[Recorded]:
        facts: list[Recorded] = []
        while True:
            page = self._page_of_stream(stream, after + 1)
            facts.extend(page)
            if len(page) < PAGE:
                return facts
            after = page[-1].revision

    def read_all(self, prefixes: Sequence[str], *, after: int = START, limit: int) -> list[Recorded]:
        pattern = pattern_of(prefixes)
        facts: list[Recorded] = []
        while len(facts) < limit:
            most = min(PAGE_OF_ALL, limit - len(facts))
            page = self._page_of_all(pattern, after, most)
            facts.extend(page)
            if len(page) < most:
                break
            after = page[-1].position
        return facts

    def leaves_of_all(self, *, after: int = START, limit: int) -> list[Placed]:
        """`placed`, of what `read_all` gives of everything, without making objects first."""
        with self._reading("leaves") as client:
            leaves = quick_leaves(client, None if after == START else after, limit + 1)
        if leaves is None:
            return placed(self.read_all(("",), after=after, limit=limit))
        return [leaf for leaf in leaves if leaf[0] > after][:limit]

    def last_position(self) -> int:
        with self._reading("the end") as client:
            newest = events_of_all(client, pattern_of(("",)), None, 1)
        return _recorded(newest[0]).position if newest else START

    def subscribe(self, prefixes: Sequence[str], *, after: int = START) -> Subscription:
        """Survives the loss of its connection; `CaughtUp` then comes again. Raises `StoreRefused` if not permitted."""
        subscription = _EsdbSubscription(self._uri, pattern_of(prefixes), after)
        with self._lock:
            self._subscriptions.add(subscription)
        return subscription

    def _page_of_stream(self, stream: str, first: int) -> list[Recorded]:
        with self._reading(stream) as client:
            facts = quick_stream(client, stream, first, PAGE, self._attempt_s)
            if facts is not None:
                return facts
            try:
                events = client.get_stream(stream, stream_position=first, limit=PAGE, timeout=self._attempt_s)
            except exceptions.NotFound:
                return []
        return [_recorded(event) for event in events]

    def _page_of_all(self, pattern: str, after: int, most: int) -> list[Recorded]:
        with self._reading(pattern) as client:
            first = None if after == START else after
            facts = quick_page(client, pattern, first, most + 1)
            if facts is None:
                facts = list(map(_recorded, events_of_all(client, pattern, after, most + 1)))
        return [fact for fact in facts if fact.position > after][:most]

    @contextmanager
    def _reading(self, what: str) -> Iterator[EventStoreDBClient]:
        try:
            with self._clients.in_use() as own:
                yield own.client
                self._clients.check_open()
        except EventStoreDBClientException as error:
            self._clients.drop()
            raise StoreUnavailable(f"{what}: {text_of(error)}") from error


class _EsdbSubscription:
    """Runs in the thread that iterates; `stop` may come from any."""

    def __init__(self, uri: str, pattern: str, after: int) -> None:
        self._uri = uri
        self._pattern = pattern
        self._after = after
        self._stopped = threading.Event()
        self._client: EventStoreDBClient | None = None

    def __iter__(self) -> Iterator[Delivery]:
        pauses = BackOff(longest_s=LONGEST_PAUSE_S)
        while not self._stopped.is_set():
            try:
                for delivery in self._until_lost():
                    pauses.reset()
                    yield delivery
            except exceptions.GrpcDeadlineExceeded:
                continue
            except EventStoreDBClientException as error:
                if is_refusal(error):
                    raise StoreRefused(f"{self._pattern}: {text_of(error)}") from error
            pauses.wait(self._stopped)

    def stop(self) -> None:
        self._stopped.set()
        client = self._client
        if client is not None:
            client.close()

    def _until_lost(self) -> Iterator[Delivery]:
        with closing(connected(self._uri)) as client:
            self._client = client
            for delivery in self._deliveries(client):
                if self._stopped.is_set():
                    return
                if isinstance(delivery, CaughtUp):
                    yield delivery
                elif delivery.position > self._after:
                    self._after = delivery.position
                    yield delivery

    def _deliveries(self, client: EventStoreDBClient) -> Iterator[Delivery]:
        """`stop` sets the flag, then closes what it finds: whoever opens something looks at the flag afterwards."""
        if self._stopped.is_set():
            return iter(())
        events = client.subscribe_to_all(
            commit_position=None if self._after == START else self._after,
            filter_include=(self._pattern,),
            filter_by_stream_name=True,
            include_checkpoints=True,
            include_caught_up=True,
            timeout=RENEWED_S,
        )
        if self._stopped.is_set():
            events.stop()
        return delivering(events)


def _recorded(event: RecordedEvent) -> Recorded:
    assert event.commit_position is not None, "a server older than 22.10"
    return Recorded(
        stream=event.stream_name,
        revision=event.stream_position,
        position=event.commit_position,
        id=event.id,
        type=event.type,
        data=event.data,
        metadata=event.metadata,
    )
