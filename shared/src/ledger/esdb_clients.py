"""Connections to EventStoreDB. Part of the door to it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from weakref import WeakSet

import grpc
from esdbclient import EventStoreDBClient, exceptions
from esdbclient.connection_spec import ConnectionSpec
from esdbclient.exceptions import EventStoreDBClientException, ServiceUnavailable
from grpc.experimental import ChannelOptions

from ledger.clock import monotonic
from ledger.esdb_append import QuickAppend

_CONNECTION = (
    # Without it gRPC hands a new client the connection, perhaps a dead one, of another client of this process.
    ("grpc.use_local_subchannel_pool", 1),
    # Whoever reads takes each answer from the wire himself. As shipped a second thread takes it and wakes him, which
    # costs as much again as the reading (docs/decisions/rebuild.md).
    (ChannelOptions.SingleThreadedUnaryStream, 1),
)

_REFUSALS = (
    *(exceptions.AccessDeniedError, exceptions.BadRequestError, exceptions.FailedPrecondition),
    *(exceptions.InvalidTransactionError, exceptions.MaximumAppendSizeExceededError, exceptions.StreamIsDeleted),
)
_REFUSING_CODES = (
    *(grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.PERMISSION_DENIED, grpc.StatusCode.RESOURCE_EXHAUSTED),
    *(grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.UNIMPLEMENTED),
)


def connected(uri: str) -> EventStoreDBClient:
    """A client that has connected; raises what it raises."""
    client = EventStoreDBClient(uri)
    client.grpc_options += _CONNECTION
    client.reconnect()
    return client


def is_refusal(error: EventStoreDBClientException) -> bool:
    """Whether the store will say the same however often it is asked."""
    cause = error.args[0] if error.args else None
    return isinstance(error, _REFUSALS) or (isinstance(cause, grpc.Call) and cause.code() in _REFUSING_CODES)


def text_of(error: EventStoreDBClientException) -> str:
    cause = error.args[0] if error.args else None
    detail = cause.details() if isinstance(cause, grpc.Call) else str(error)
    return f"{type(error).__name__} {detail}".strip()


@dataclass(frozen=True, slots=True)
class Own:
    """One thread's client, and its quick way of appending."""

    client: EventStoreDBClient
    quick: QuickAppend
    round: int


class Clients:
    """One client for each thread, connected at its first call.

    A client reconnects by itself, and then ends whatever other threads are doing on the same connection; a read that is
    ended so looks complete. Hence one for each.
    """

    def __init__(self, uri: str) -> None:
        ConnectionSpec(uri)  # an address that cannot be understood is refused here
        self._uri = uri
        self._own = threading.local()
        self._lock = threading.Lock()
        self._all: WeakSet[EventStoreDBClient] = WeakSet()
        self._under_way = 0
        self._used_at = monotonic()
        self._round = 0
        self._closed = False

    @contextmanager
    def in_use(self) -> Iterator[Own]:
        """This thread's. Raises what connecting raises, and `ServiceUnavailable` once all is closed."""
        with self._lock:
            self._under_way += 1
        try:
            yield self._connected()
        finally:
            with self._lock:
                self._under_way -= 1
                self._used_at = monotonic()

    def check_open(self) -> None:
        """Before a call, because a closed client opens itself again; after it, because a read may have been cut off."""
        if self._closed:
            raise ServiceUnavailable("The store is closed.")

    def drop(self) -> None:
        """Something went wrong: the thread's next call starts with a new connection."""
        own: Own | None = getattr(self._own, "own", None)
        if own is not None:
            self._own.own = None
            with self._lock:
                self._all.discard(own.client)
            own.client.close()

    def let_go(self, idle_s: float) -> None:
        """Close what nobody has used for so long; whoever calls next connects again, in milliseconds.

        gRPC ends its threads with the last connection of a process. They wake it twenty times a second as long as there
        is one, whether or not anything is sent.
        """
        with self._lock:
            if self._under_way or monotonic() - self._used_at < idle_s:
                return
            self._round += 1
            clients = list(self._all)
            self._all.clear()
        for client in clients:
            client.close()

    def close(self) -> None:
        """Calls that are under way fail."""
        with self._lock:
            self._closed = True
            clients = list(self._all)
        for client in clients:
            client.close()

    def _connected(self) -> Own:
        self.check_open()
        own: Own | None = getattr(self._own, "own", None)
        if own is None or own.round != self._round:
            client = connected(self._uri)
            own = self._own.own = Own(client, QuickAppend(client), self._round)
            with self._lock:
                self._all.add(client)
        return own
