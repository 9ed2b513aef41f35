"""What a consumer group reads: its stream, or `$all` through its filter."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from localnode.backlog import Message, message_of
from localnode.filters import Filter
from localnode.limits import PAGE_EVENTS
from localnode.reading import NoStream, Reader, StreamGone
from localnode.tail import Tail


@dataclass(frozen=True, slots=True)
class Stretch:
    """The next events, the last place that was looked at, and whether there may be more."""

    messages: list[Message]
    reached: int
    has_more: bool


History = Callable[[int, int], Awaitable[Stretch]]
"""What follows a place: at most so many events."""


def history_of_stream(reader: Reader, name: str) -> History:
    async def following(after: int, limit: int) -> Stretch:
        try:
            page = await reader.stream(name, after + 1, limit, backwards=False)
        except (NoStream, StreamGone):
            return Stretch([], after, has_more=False)
        messages = [message_of(body) for body in page.bodies]
        if page.next_revision is None:
            return Stretch(messages, max(after, page.last), has_more=False)
        return Stretch(messages, page.next_revision - 1, has_more=True)

    return following


def history_of_all(reader: Reader, tail: Tail, wanted: Filter | None) -> History:
    async def following(after: int, limit: int) -> Stretch:
        fresh = tail.after(after, PAGE_EVENTS)
        if fresh is None:
            page = await reader.all(after, limit, backwards=False, wanted=wanted)
            messages = [message_of(body, position) for position, body in page.events]
            return Stretch(messages, page.reached, has_more=page.considered > 0)
        messages = []
        for event in fresh:
            after = event.position
            if wanted is None or wanted.keeps(name=event.name, event_type=event.type):
                messages.append(message_of(event.body, event.position))
            if len(messages) >= limit:
                break
        return Stretch(messages, after, has_more=bool(fresh))

    return following
