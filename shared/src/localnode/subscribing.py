"""Catch-up subscriptions: history from the file, then live events from the tail, without a gap.

A subscription is nothing but a position that moves forward. Before it looks for what follows, it
clears the bell that rings when something was written; whatever is written after the look rings it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from localnode import answers
from localnode.filters import Filter
from localnode.limits import PAGE_EVENTS
from localnode.reading import NoStream, Reader, StreamGone
from localnode.records import Recorded, with_structured_id
from localnode.refusals import stopping, stream_deleted
from localnode.sifting import AllPage
from localnode.tail import Tail

Send = Callable[[bytes], Awaitable[None]]


@dataclass(slots=True)
class AllSubscription:
    """To `$all`, perhaps filtered; `position` is the last event that was looked at."""

    tail: Tail
    reader: Reader
    send: Send
    position: int
    wanted: Filter | None
    structured_ids: bool
    is_live: bool = False
    considered: int = 0
    """Since the last checkpoint."""
    unreported: bool = False
    """Events were left out since the client last learned a position."""
    is_level: bool = False
    """It has looked at everything, and its task sleeps."""

    async def run(self) -> None:
        with self.tail.watch(None, self._concerns) as woken:
            while not self.tail.is_closing:
                woken.clear()
                if not await self._advance():
                    await self._caught_up()
                    self.is_level = True
                    await woken.wait()
                    self.is_level = False
        raise stopping()

    def _concerns(self, fresh: Sequence[Recorded]) -> bool:
        """Is there anything to send? What the filter leaves out is passed over here: to wake the task costs more."""
        if not self.is_level or self.position + 1 != fresh[0].position:
            return True
        for event in fresh:
            if self._keeps(event) or self._is_checkpoint_due(after=1):
                return True
            self.position = event.position
            self.considered += 1
            self.unreported = True
        return False

    async def _advance(self) -> bool:
        """Send what follows; False if nothing does."""
        fresh = self.tail.after(self.position, PAGE_EVENTS)
        if fresh is None:
            await self._fell_behind()
            page = await self.reader.all(self.position, PAGE_EVENTS, backwards=False, wanted=self.wanted)
            await self._send_page(page)
            return page.considered > 0
        await self._send_live(fresh)
        return bool(fresh)

    async def _send_page(self, page: AllPage) -> None:
        """A checkpoint comes after the page, so perhaps late, but never before its events."""
        if not page.considered:
            return
        for _, body in page.events:
            await self._send_event(body)
        self.position = page.reached
        self.considered += page.considered
        self.unreported = not page.events or page.events[-1][0] != page.reached
        if self._is_checkpoint_due():
            await self._checkpoint()

    async def _send_live(self, fresh: Sequence[Recorded]) -> None:
        for event in fresh:
            self.position = event.position
            self.considered += 1
            self.unreported = not self._keeps(event)
            if not self.unreported:
                await self._send_event(event.body)
            if self._is_checkpoint_due():
                await self._checkpoint()

    def _keeps(self, event: Recorded) -> bool:
        return self.wanted is None or self.wanted.keeps(name=event.name, event_type=event.type)

    async def _send_event(self, body: bytes) -> None:
        await self.send(with_structured_id(body) if self.structured_ids else body)

    def _is_checkpoint_due(self, *, after: int = 0) -> bool:
        return self.wanted is not None and self.considered + after >= self.wanted.window

    async def _checkpoint(self) -> None:
        self.considered = 0
        self.unreported = False
        await self.send(answers.checkpoint(self.position))

    async def _caught_up(self) -> None:
        if self.is_live:
            return
        # So that a client whose events are rare need not look at all of history again.
        if self.unreported:
            await self._checkpoint()
        self.is_live = True
        await self.send(answers.CAUGHT_UP)

    async def _fell_behind(self) -> None:
        if self.is_live:
            self.is_live = False
            await self.send(answers.FELL_BEHIND)


@dataclass(slots=True)
class StreamSubscription:
    """To one stream; `revision` is the next one to be sent."""

    tail: Tail
    reader: Reader
    send: Send
    name: str
    revision: int
    structured_ids: bool
    is_live: bool = False

    async def run(self) -> None:
        with self.tail.watch(self.name) as woken:
            while not self.tail.is_closing:
                woken.clear()
                if not await self._advance():
                    await self._caught_up(woken)
        raise stopping()

    async def _advance(self) -> bool:
        try:
            page = await self.reader.stream(self.name, self.revision, PAGE_EVENTS, backwards=False)
        except NoStream:
            return False
        except StreamGone as error:
            raise stream_deleted(self.name) from error
        for body in page.bodies:
            await self.send(with_structured_id(body) if self.structured_ids else body)
        if page.next_revision is None:
            self.revision = max(self.revision, page.last + 1)
            return False
        self.revision = page.next_revision
        return True

    async def _caught_up(self, woken: asyncio.Event) -> None:
        if not self.is_live:
            self.is_live = True
            await self.send(answers.CAUGHT_UP)
        await woken.wait()
