"""gRPC's core as the node's event loop.

The core reports what was received and what was sent in a completion queue. `grpc.aio` empties it in a thread of its own
and wakes the event loop through a socket for every message; here the event loop itself waits at the queue, and looks
there before a handler is put to sleep, for most messages are sent at once (docs/decisions/node-core.md). What is used
are the parts that grpc's own server in Python is made of (grpc/_server.py). They are not public: so grpcio is pinned.
"""

import asyncio
import selectors
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextvars import Context
from typing import Any, TypeVarTuple, Unpack

import grpc
from grpc._cython import cygrpc

LOOK_EVERY_S = 0.2
"""How long what comes through asyncio's own pipe may wait: signals, and threads before the first call."""

AT_ONCE = 64
"""Events taken from the queue before tasks have their turn."""

NO_FLAGS = 0
Arguments = TypeVarTuple("Arguments")
Trailers = Sequence[tuple[str, str]]


class CallerGone(Exception):
    """Nobody waits for an answer any more."""


class CoreSelector(selectors.DefaultSelector):
    """Waits at the completion queue; what asyncio registers (its own pipe) is looked at in passing."""

    def __init__(self) -> None:
        super().__init__()
        self.queue: Any = cygrpc.CompletionQueue()
        self._bell: Any = None
        self._look_at = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        wait = LOOK_EVERY_S if timeout is None else min(timeout, LOOK_EVERY_S)
        # A deadline of the core is a time of day; nothing that is recorded depends on it.
        self.take_in(time.time() + wait if wait > 0 else 0)  # noqa: TID251
        now = time.monotonic()
        if now < self._look_at:
            return []
        self._look_at = now + LOOK_EVERY_S
        return super().select(0)

    def take_in(self, deadline: float = 0) -> None:
        """Tell those who wait for them of the events that are there, or wait for the first one until the deadline."""
        for _ in range(AT_ONCE):
            event = self.queue.poll(deadline)
            if event.completion_type == cygrpc.CompletionType.queue_timeout:
                return
            if event.tag is not None:
                event.tag(event)
            deadline = 0

    @property
    def can_ring(self) -> bool:
        return self._bell is not None

    def ring_with(self, call: Any) -> None:
        self._bell = call

    def ring(self) -> None:
        """End the waiting, from any thread: no operations are a batch too, and done at once."""
        bell = self._bell
        if bell is not None:
            bell.start_server_batch((), None)

    def close(self) -> None:
        self._bell = None
        self.queue.shutdown()
        super().close()


class CoreLoop(asyncio.SelectorEventLoop):
    """asyncio, waiting at the completion queue."""

    def __init__(self) -> None:
        self.core = CoreSelector()
        super().__init__(self.core)

    def call_soon_threadsafe(
        self, callback: Callable[[Unpack[Arguments]], object], *args: *Arguments, context: Context | None = None
    ) -> asyncio.Handle:
        if self.get_debug() or not self.core.can_ring:
            return super().call_soon_threadsafe(callback, *args, context=context)
        # What asyncio does too, but for the byte through its pipe. A bell that is gone meanwhile costs a look.
        handle = self.call_soon(callback, *args, context=context)
        self.core.ring()
        return handle


class _Batch:
    """Operations that were handed to the core together; called with the event once they are done."""

    __slots__ = ("event", "waiter")

    def __init__(self) -> None:
        self.event: Any = None
        self.waiter: asyncio.Future[None] | None = None

    def __call__(self, event: Any) -> None:
        self.event = event
        if self.waiter is not None and not self.waiter.done():
            self.waiter.set_result(None)


class Exchange:
    """One call: its messages, and how it is ended."""

    def __init__(self, core: CoreSelector, event: Any) -> None:
        self._core = core
        self._call = event.call
        self._metadata = event.invocation_metadata
        self._deadline = event.call_details.deadline
        self._is_begun = False
        self.is_cut_off = False

    def invocation_metadata(self) -> Sequence[tuple[str, str | bytes]]:
        metadata: Sequence[tuple[str, str | bytes]] = self._metadata
        return metadata

    def time_remaining(self) -> float:
        """Seconds; infinite if the caller set no deadline."""
        # The core gives the deadline as a time of day.
        return float(max(self._deadline - time.time(), 0))  # noqa: TID251

    async def receive(self) -> bytes | None:
        """The next message; None after the last one. Raises CallerGone."""
        event = await self._carry_out((cygrpc.ReceiveMessageOperation(NO_FLAGS),))
        message: bytes | None = event.batch_operations[0].message()
        # A call that is cut off ends without a last message too, and the core says in the same breath that it was cut
        # off: what it has sent so far must not be taken for all that it wanted to send.
        if message is None and self.is_cut_off:
            raise CallerGone
        return message

    async def write(self, message: bytes) -> None:
        event = await self._carry_out((*self._beginning(), cygrpc.SendMessageOperation(message, NO_FLAGS)))
        if not event.success:
            raise CallerGone

    def end(
        self,
        message: bytes | None = None,
        *,
        code: grpc.StatusCode = grpc.StatusCode.OK,
        details: str = "",
        trailers: Trailers = (),
    ) -> None:
        """With the answer, if it is one only, and the status."""
        status = cygrpc.SendStatusFromServerOperation(tuple(trailers), code.value[0], details.encode(), NO_FLAGS)
        sent = () if message is None else (cygrpc.SendMessageOperation(message, NO_FLAGS),)
        self._call.start_server_batch((*self._beginning(), *sent, status), None)

    def _beginning(self) -> tuple[Any, ...]:
        if self._is_begun:
            return ()
        self._is_begun = True
        return (cygrpc.SendInitialMetadataOperation((), NO_FLAGS),)

    async def _carry_out(self, operations: tuple[Any, ...]) -> Any:
        batch = _Batch()
        if self._call.start_server_batch(operations, batch) != cygrpc.CallError.ok:
            raise CallerGone
        self._core.take_in()
        if batch.event is None:
            batch.waiter = asyncio.get_running_loop().create_future()
            await batch.waiter
        return batch.event


Handler = Callable[[Exchange], Coroutine[Any, Any, None]]


class Server:
    """Accepts calls and runs a task for each, which is cancelled when its caller leaves."""

    def __init__(self, loop: CoreLoop, handlers: Mapping[str, Handler], options: Sequence[tuple[str, int]]) -> None:
        self._loop = loop
        self._core = loop.core
        self._handlers = {method.encode(): handler for method, handler in handlers.items()}
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: Any = cygrpc.Server(tuple(options), False)
        self._server.register_completion_queue(self._core.queue)
        self._is_stopping = False

    def bind(self, address: str, credentials: grpc.ServerCredentials | None) -> int:
        """The port; raises OSError."""
        secured = () if credentials is None else (credentials._credentials,)  # noqa: SLF001
        try:
            port = int(self._server.add_http2_port(address.encode(), *secured))
        except RuntimeError as error:
            raise OSError(str(error)) from error
        if not port:
            raise OSError(f"{address} cannot be bound")
        return port

    def start(self) -> None:
        self._server.start()
        self._accept_next()

    async def stop(self, grace_s: float) -> None:
        """No more calls; those that run may end by themselves for a while."""
        stopped = self._loop.create_future()
        self._is_stopping = True
        self._core.ring_with(None)
        self._server.shutdown(self._core.queue, lambda _: stopped.set_result(None))
        done, _ = await asyncio.wait((stopped,), timeout=grace_s)
        if not done:
            self._server.cancel_all_calls()
            await asyncio.wait((stopped,), timeout=grace_s)

    def _accept_next(self) -> None:
        self._server.request_call(self._core.queue, self._core.queue, self._accept)

    def _accept(self, event: Any) -> None:
        if not event.success:
            return
        if not self._is_stopping:
            self._accept_next()
            self._core.ring_with(event.call)
        exchange = Exchange(self._core, event)
        handler = self._handlers.get(event.call_details.method, _unknown)
        task = self._loop.create_task(handler(exchange))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

        def closed(event: Any) -> None:
            if event.batch_operations[0].cancelled():
                exchange.is_cut_off = True
                task.cancel()

        event.call.start_server_batch((cygrpc.ReceiveCloseOnServerOperation(NO_FLAGS),), closed)


async def _unknown(exchange: Exchange) -> None:
    exchange.end(code=grpc.StatusCode.UNIMPLEMENTED, details="Method not found!")


async def messages(exchange: Exchange, decode: Callable[[bytes], Any]) -> AsyncIterator[Any]:
    while (message := await exchange.receive()) is not None:
        yield decode(message)
