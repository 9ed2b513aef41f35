"""Appends that nobody waits for in a thread of his own. Part of the door to EventStoreDB.

Each is a call of one message and one answer (`ledger.esdb_append`). Here gRPC is told of the whole call, and says once
when it is over. One thread takes these endings for all calls, and sleeps while none is under way. Used are the parts
that the client of grpc in Python is made of (grpc/_channel.py): they are not public, and grpcio is pinned.
"""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from esdbclient import EventStoreDBClient
from esdbclient.exceptions import EventStoreDBClientException
from esdbclient.protos.Grpc import streams_pb2
from google.protobuf.message import DecodeError
from grpc._cython import cygrpc

from ledger.clock import monotonic
from ledger.esdb_append import LEADER, METHOD, events_of, position_of, request_for, version_of
from ledger.store import Draft

Done = Callable[[int | None], None]
"""Is told the commit position if the store says that all is recorded, else None: nothing is known."""

_NO_FLAGS = 0
_MESSAGE, _STATUS = 4, 5
_METHOD = METHOD.encode()


class Appends:
    """On a connection of their own, if there is one: `connect` makes it, and what goes wrong on it gives it up."""

    def __init__(self, connected: Callable[[], EventStoreDBClient], *, timeout_s: float) -> None:
        """`connected` makes a client whose connection is used for nothing else; it may block."""
        self._connected = connected
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._way: _Way | None = None
        self._is_closed = False

    def begin(self, stream: str, drafts: Sequence[Draft], expected: int, done: Done) -> None:
        """Never blocks. `done` is called by another thread, or at once."""
        way = self._way
        if way is None or way.is_lost:
            done(None)
        else:
            request = request_for(stream, version_of(expected), events_of(drafts), self._timeout_s)
            way.begin(request.SerializeToString(), self._timeout_s, done)

    def connect(self) -> None:
        """If there is no connection, or one that was given up. May block."""
        if not self._lock.acquire(blocking=False):
            return  # somebody is about it
        try:
            before = self._way
            if self._is_closed or (before is not None and not before.is_lost):
                return
            self._way = None
            if before is not None:
                before.close()
            with suppress(EventStoreDBClientException):
                self._way = _Way(self._connected())
        finally:
            self._lock.release()

    def let_go(self, idle_s: float) -> None:
        """Give up the connection if nothing was begun on it for so long, which is longer than an append may take."""
        with self._lock:
            if self._way is not None and self._way.has_rested(max(idle_s, 2 * self._timeout_s)):
                self._way.close()
                self._way = None

    def close(self) -> None:
        """What is under way ends as unknown."""
        with self._lock:
            self._is_closed = True
            if self._way is not None:
                self._way.close()


class _Way:
    """One connection, and the thread that takes what is over."""

    def __init__(self, client: EventStoreDBClient) -> None:
        self.is_lost = False
        self._client = client
        self._channel: Any = client._connection._grpc_channel._channel  # noqa: SLF001
        self._metadata = (*client._call_metadata, *LEADER)  # noqa: SLF001
        self._lock = threading.Lock()
        self._is_closed = False
        self._begun_at = monotonic()
        self._begun: queue.SimpleQueue[bool] = queue.SimpleQueue()
        threading.Thread(target=self._take_all, name="appends", daemon=True).start()

    def begin(self, request: bytes, timeout_s: float, done: Done) -> None:
        operations = (
            cygrpc.SendInitialMetadataOperation(self._metadata, _NO_FLAGS),
            cygrpc.SendMessageOperation(request, _NO_FLAGS),
            cygrpc.SendCloseFromClientOperation(_NO_FLAGS),
            cygrpc.ReceiveInitialMetadataOperation(_NO_FLAGS),
            cygrpc.ReceiveMessageOperation(_NO_FLAGS),
            cygrpc.ReceiveStatusOnClientOperation(_NO_FLAGS),
        )

        def over(event: Any) -> None:
            done(self._position(event.batch_operations))

        with self._lock:
            self._begun_at = monotonic()
            is_begun = not self._is_closed and self._call(operations, over, timeout_s)
        if not is_begun:
            done(None)

    def has_rested(self, idle_s: float) -> bool:
        return monotonic() - self._begun_at >= idle_s

    def close(self) -> None:
        """What is under way is cut off. Ends when all of it has been taken."""
        with self._lock:
            if self._is_closed:
                return
            self.is_lost = self._is_closed = True
            self._begun.put(False)  # behind everything that was begun: the queue of the core goes with the connection
        self._client.close()

    def _call(self, operations: Sequence[Any], over: Callable[[Any], None], timeout_s: float) -> bool:
        # A deadline of the core is a time of day; nothing that is recorded depends on it.
        deadline = time.time() + timeout_s  # noqa: TID251
        flags = cygrpc.PropagationConstants.GRPC_PROPAGATE_DEFAULTS
        try:
            self._channel.integrated_call(flags, _METHOD, None, deadline, (), None, ((operations, over),), None, None)
        except ValueError:  # the core refuses it
            self.is_lost = True
            return False
        self._begun.put(True)
        return True

    def _take_all(self) -> None:
        """One ending for each call that was begun."""
        while self._begun.get():
            event = self._channel.next_call_event()
            while event.completion_type == cygrpc.CompletionType.queue_timeout:
                event = self._channel.next_call_event()
            event.tag(event)

    def _position(self, operations: Sequence[Any]) -> int | None:
        message = operations[_MESSAGE].message()
        if operations[_STATUS].code() != cygrpc.StatusCode.ok or message is None:
            self.is_lost = True
            return None
        try:
            answer = streams_pb2.BatchAppendResp.FromString(message)
        except DecodeError:  # whoever answers is no store
            self.is_lost = True
            return None
        return position_of(answer)
