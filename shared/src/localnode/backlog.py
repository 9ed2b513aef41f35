"""What a consumer group still has to see handled: read ahead, given out, to be given again, to be parked.

Knows nothing of calls, files or clocks. A place is handled when it and everything before it is in none of these.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from esdbclient.protos.Grpc import streams_pb2

from localnode.consumers import Consumer


@dataclass(slots=True)
class Message:
    """An event on its way to a consumer. `is_replayed`: it comes from what was parked, not from the stream."""

    place: int
    position: int
    id: bytes
    stream: str
    body: bytes
    metadata: bytes
    retries: int = 0
    is_replayed: bool = False


@dataclass(slots=True)
class Given:
    """A message that a consumer has not answered for yet."""

    message: Message
    consumer: Consumer
    deadline: float


@dataclass(slots=True)
class Backlog:
    """`reached` is the last place that was read."""

    reached: int
    fresh: deque[Message] = field(default_factory=deque)
    again: deque[Message] = field(default_factory=deque)
    given: dict[bytes, Given] = field(default_factory=dict)
    to_park: list[tuple[Message, str]] = field(default_factory=list)
    fresh_bytes: int = 0
    total: int = 0
    """Given out so far, and given again."""

    @property
    def handled(self) -> int:
        """Nothing up to this place needs to be given again after a restart: what was parked is kept otherwise."""
        open_places = [message.place for message in self._unsettled() if not message.is_replayed]
        if self.fresh:
            open_places.append(self.fresh[0].place)
        return min(open_places) - 1 if open_places else self.reached

    def _unsettled(self) -> Iterator[Message]:
        yield from self.again
        yield from (given.message for given in self.given.values())
        yield from (message for message, _ in self.to_park)

    def add(self, messages: list[Message], reached: int) -> None:
        self.fresh.extend(messages)
        self.fresh_bytes += sum(len(message.body) for message in messages)
        self.reached = reached

    def taken_from(self, waiting: deque[Message]) -> Message:
        message = waiting.popleft()
        if waiting is self.fresh:
            self.fresh_bytes -= len(message.body)
        return message

    def replayed_places(self) -> set[int]:
        """Of what was parked and is under way to a consumer again."""
        return {message.place for message in self._unsettled() if message.is_replayed}

    def give(self, message: Message, consumer: Consumer, deadline: float) -> None:
        self.total += 1
        self.given[message.id] = Given(message, consumer, deadline)
        consumer.take(message.body, message.retries)

    def settle(self, event_id: bytes) -> Message | None:
        """Its consumer has answered for it, or lost the right to; None if nobody had it."""
        given = self.given.pop(event_id, None)
        if given is None:
            return None
        given.consumer.release(len(given.message.body))
        return given.message

    def retry(self, message: Message, most: int) -> None:
        """Give it again, unless it was given again as often as it may be."""
        if message.retries >= most:
            self.to_park.append((message, f"Reached retry count of {most}"))
        else:
            message.retries += 1
            self.again.append(message)

    def expired(self, now: float) -> list[bytes]:
        """The messages are given out with the same time limit, so the earliest stand first."""
        found: list[bytes] = []
        for event_id, given in self.given.items():
            if given.deadline > now:
                break
            found.append(event_id)
        return found

    def lose(self, consumer: Consumer) -> None:
        """It is gone: others get what it has not answered for, in order, which counts as given again."""
        lost = [event_id for event_id, given in self.given.items() if given.consumer is consumer]
        messages = [message for message in map(self.settle, lost) if message is not None]
        for message in messages:
            message.retries += 1
        self.again.extend(sorted(messages, key=lambda message: message.place))

    def next_deadline(self) -> float | None:
        return next((given.deadline for given in self.given.values()), None)


def message_of(body: bytes, place: int | None = None, *, is_replayed: bool = False) -> Message:
    """Out of a kept event; its place is its revision unless told."""
    event = streams_pb2.ReadResp.FromString(body).event.event
    return Message(
        place=event.stream_revision if place is None else place,
        position=event.commit_position,
        id=UUID(event.id.string).bytes,
        stream=event.stream_identifier.stream_name.decode(),
        body=body,
        metadata=event.custom_metadata,
        is_replayed=is_replayed,
    )
