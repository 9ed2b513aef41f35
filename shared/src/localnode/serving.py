"""The Read call: which of the reads and subscriptions was asked for, and carrying it out."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from localnode import answers
from localnode.access import Access
from localnode.limits import MAX_SUBSCRIPTIONS
from localnode.reading import NoStream, Reader, StreamGone
from localnode.recorder import OWN_IDS
from localnode.records import TOMBSTONE, with_structured_id
from localnode.refusals import invalid, stopping, stream_deleted, too_busy
from localnode.requests import event_filter, stream_name, well_formed
from localnode.subscribing import AllSubscription, StreamSubscription
from localnode.tail import Tail

Send = Callable[[bytes], Awaitable[None]]
END = TOMBSTONE - 1
"""Beyond every revision and position that an event can have."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of a read request that all its forms share."""

    options: Any
    backwards: bool
    structured_ids: bool

    @property
    def count(self) -> int:
        return min(int(self.options.count), END)


class Reading:
    """The reading call of the Streams service."""

    def __init__(self, reader: Reader, tail: Tail, access: Access) -> None:
        self._access = access
        self._reader = reader
        self._tail = tail
        self._subscriptions = 0
        self._subscribed = 0

    async def read(self, request: Any, context: Any) -> None:
        self._access.of(context)
        asked = _asked(well_formed(request).options)
        target = asked.options.WhichOneof("stream_option")
        counted = asked.options.WhichOneof("count_option")
        match (target, counted):
            case ("stream", "count"):
                await self._read_stream(asked, context.write)
            case ("all", "count"):
                await self._read_all(asked, context.write)
            case ("stream", "subscription"):
                with self._subscription():
                    await self._subscribe_to_stream(asked, context.write)
            case ("all", "subscription"):
                with self._subscription():
                    await self._subscribe_to_all(asked, context.write)
            case _:
                raise invalid("A read names a stream or $all, and a count or a subscription")

    async def _read_stream(self, asked: Asked, send: Send) -> None:
        name = stream_name(asked.options.stream.stream_identifier)
        following: int | None = _first_revision(asked)
        left = asked.count
        while following is not None and (left > 0 or asked.count == 0):
            try:
                page = await self._reader.stream(name, following, left, backwards=asked.backwards)
            except NoStream:
                await send(answers.stream_not_found(name))
                return
            except StreamGone as error:
                raise stream_deleted(name) from error
            await self._send_events(asked, send, page.bodies)
            left -= len(page.bodies)
            following = page.next_revision if left > 0 else None

    async def _read_all(self, asked: Asked, send: Send) -> None:
        wanted = event_filter(asked.options)
        left = asked.count
        reached = _start_of_all(asked)
        is_end = False
        while left > 0 and not is_end:
            page = await self._reader.all(reached, left, backwards=asked.backwards, wanted=wanted)
            await self._send_events(asked, send, [body for _, body in page.events])
            left -= len(page.events)
            reached, is_end = page.reached, page.is_end

    async def _send_events(self, asked: Asked, send: Send, bodies: Sequence[bytes]) -> None:
        for body in bodies:
            if self._tail.is_closing:
                raise stopping()
            await send(with_structured_id(body) if asked.structured_ids else body)

    async def _subscribe_to_stream(self, asked: Asked, send: Send) -> None:
        name = stream_name(asked.options.stream.stream_identifier)
        position = asked.options.stream
        try:
            last = await self._reader.last_revision(name)
        except StreamGone as error:
            raise stream_deleted(name) from error
        match position.WhichOneof("revision_option"):
            case "revision":
                following = min(position.revision, END - 1) + 1
            case "end":
                following = last + 1
            case _:
                following = 0
        await send(answers.confirmation(self._subscription_id()))
        subscription = StreamSubscription(self._tail, self._reader, send, name, following, asked.structured_ids)
        await subscription.run()

    async def _subscribe_to_all(self, asked: Asked, send: Send) -> None:
        wanted = event_filter(asked.options)
        position = asked.options.all
        match position.WhichOneof("all_option"):
            case "position":
                after = min(position.position.commit_position, TOMBSTONE)
                after = self._tail.last if after == TOMBSTONE else after
            case "end":
                after = self._tail.last
            case _:
                after = 0
        if after > self._tail.last and after > await self._reader.last_position():
            raise invalid(f"Position {after} is beyond the end of the file")
        await send(answers.confirmation(self._subscription_id()))
        subscription = AllSubscription(self._tail, self._reader, send, after, wanted, asked.structured_ids)
        await subscription.run()

    def _subscription_id(self) -> str:
        self._subscribed += 1
        own: UUID = uuid5(OWN_IDS, f"subscription {self._subscribed}")
        return str(own)

    @contextmanager
    def _subscription(self) -> Iterator[None]:
        if self._subscriptions >= MAX_SUBSCRIPTIONS:
            raise too_busy()
        self._subscriptions += 1
        try:
            yield
        finally:
            self._subscriptions -= 1


def _asked(options: Any) -> Asked:
    backwards = options.read_direction == 1
    if options.read_direction not in (0, 1):
        raise invalid("The direction is neither forwards nor backwards")
    is_subscription = options.WhichOneof("count_option") == "subscription"
    if backwards and is_subscription:
        raise invalid("The combination of a subscription and backwards is invalid.")
    is_stream = options.WhichOneof("stream_option") == "stream"
    if is_stream and options.WhichOneof("filter_option") == "filter":
        raise invalid("The combination of a stream and a filter is invalid.")
    uuid_option = options.uuid_option.WhichOneof("content")
    return Asked(options, backwards, structured_ids=uuid_option == "structured")


def _first_revision(asked: Asked) -> int:
    stream = asked.options.stream
    match stream.WhichOneof("revision_option"):
        case "revision":
            return min(int(stream.revision), END)
        case "end":
            return END
        case _:
            return 0


def _start_of_all(asked: Asked) -> int:
    """The page after which (backwards: before which) to begin.

    A given position is itself read forwards, but not backwards: as on the server.
    """
    chosen = asked.options.all.WhichOneof("all_option")
    match chosen:
        case "position":
            position = min(int(asked.options.all.position.commit_position), END)
            return position if asked.backwards else position - 1
        case "end":
            return END
        case _:
            return 0
