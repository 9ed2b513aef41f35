"""A consumer group at work: gives events to its consumers until each is handled, or parked."""

import asyncio
import math
import time
import traceback
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from localnode import groupfile, refusals
from localnode.backlog import Backlog, Message, message_of
from localnode.consumers import Consumer, Strategy
from localnode.groupfile import ALL, GroupRow
from localnode.grouphistory import History
from localnode.limits import GROUP_BUFFER_BYTES, GROUP_BUFFER_EVENTS, PAGE_EVENTS
from localnode.reading import Damaged, Reader
from localnode.records import Keep
from localnode.refusals import Refused
from localnode.tail import Tail

REPLAYED_AT_ONCE = 100


class Group:
    """Belongs to the event loop. Works while it has consumers; what it has read and not settled outlives them."""

    def __init__(
        self, row: GroupRow, *, tail: Tail, reader: Reader, history: History, keep: Callable[[Keep], Awaitable[None]]
    ) -> None:
        self.row = row
        self.consumers: list[Consumer] = []
        self.backlog = Backlog(row.reached)
        self.is_level = False
        self.is_over = False
        self._strategy = Strategy(row.settings.strategy)
        self._tail = tail
        self._reader = reader
        self._history = history
        self._keep = keep
        self._bell = asyncio.Event()
        self._work: asyncio.Task[None] | None = None
        self._saved_at = time.monotonic()
        self._replayed_to = 0
        self._to_replay = 0.0
        self._unparked: list[int] = []

    def join(self, consumer: Consumer) -> None:
        """Raises Refused if no more consumers may read."""
        if self.is_over:
            raise refusals.group_dropped(self.row.name, self.row.stream)
        most = self.row.settings.max_subscriber_count
        if most and len(self.consumers) >= most:
            raise refusals.group_full(self.row.name, self.row.stream)
        self.consumers.append(consumer)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._run())
        self._bell.set()

    def leave(self, consumer: Consumer) -> None:
        if consumer in self.consumers:
            self.consumers.remove(consumer)
        self.backlog.lose(consumer)
        self._bell.set()

    def acknowledge(self, event_ids: Sequence[bytes]) -> None:
        for event_id in event_ids:
            self._forget(self.backlog.settle(event_id))
        self._bell.set()

    def refuse(self, event_ids: Sequence[bytes], action: str, reason: str) -> None:
        """Park or skip the events, or give them again."""
        for message in map(self.backlog.settle, event_ids):
            if action == "Skip" or message is None:
                self._forget(message)
            elif action == "Park":
                self.backlog.to_park.append((message, f"Client explicitly NAK'ed message.\n{reason}"))
            else:
                self.backlog.retry(message, self.row.settings.max_retry_count)
        self._bell.set()

    def replay_parked(self, most: float) -> None:
        """Give the consumers what is parked once more, from its beginning."""
        self._replayed_to, self._to_replay = -1, most
        self._bell.set()

    async def end(self, reason: Refused) -> None:
        """End every consumer's call for good, and wait until it is kept how far the group was."""
        self.is_over = True
        self._end_consumers(reason)
        if self._work is not None:
            await self._work

    def _end_consumers(self, reason: Refused) -> None:
        for consumer in self.consumers:
            consumer.end(reason)
        self.consumers.clear()
        self._bell.set()

    def _forget(self, message: Message | None) -> None:
        if message is not None and message.is_replayed:
            self._unparked.append(message.place)

    async def _run(self) -> None:
        name = None if self.row.stream == ALL else self.row.stream
        try:
            with self._tail.watch(name) as self._bell:
                while self.consumers:
                    await self._until_left()
                    await self._save(at_end=True)
        except (Refused, Damaged) as error:
            self._fail(error)
        except Exception as error:  # noqa: BLE001 - a defect may cost one group, never the node
            traceback.print_exception(error)
            self._fail(error)

    async def _until_left(self) -> None:
        while self.consumers:
            self._bell.clear()
            if self._tail.is_closing:
                self._end_consumers(refusals.stopping())
            has_more = await self._step()
            await (asyncio.sleep(0) if has_more else self._wait())

    def _fail(self, error: Exception) -> None:
        """The next consumer begins where the file says the group was."""
        self._end_consumers(refusals.group_failed(self.row.name, self.row.stream, str(error)))
        self.backlog = Backlog(self.row.reached)

    async def _step(self) -> bool:
        """Whether there is more to read at once."""
        for message in map(self.backlog.settle, self.backlog.expired(time.monotonic())):
            if message is not None:
                self.backlog.retry(message, self.row.settings.max_retry_count)
        await self._keep_parked()
        await self._replay()
        self._give()
        has_more = await self._read_on()
        self._give()
        await self._save(at_end=False)
        return has_more

    async def _keep_parked(self) -> None:
        parking, unparking = tuple(self.backlog.to_park), tuple(self._unparked)
        if parking:
            places = [(message.place, message.position, reason) for message, reason in parking]
            await self._keep(groupfile.parked(self.row, places))
            self.row.parked += sum(not message.is_replayed for message, _ in parking)
            del self.backlog.to_park[: len(parking)]
        if unparking:
            await self._keep(groupfile.unparked(self.row, unparking))
            self.row.parked -= len(unparking)
            del self._unparked[: len(unparking)]

    async def _replay(self) -> None:
        if not self._to_replay or len(self.backlog.again) >= REPLAYED_AT_ONCE:
            return
        limit = int(min(self._to_replay, REPLAYED_AT_ONCE))
        rows = await self._reader.parked(self.row.id, self._replayed_to, limit)
        under_way = self.backlog.replayed_places()
        for place, body in rows:
            if place not in under_way:
                self.backlog.again.append(message_of(body, place, is_replayed=True))
            self._replayed_to = place
        self._to_replay = self._to_replay - len(rows) if len(rows) == limit else 0

    async def _read_on(self) -> bool:
        backlog, settings = self.backlog, self.row.settings
        capacity = min(settings.history_buffer_size, GROUP_BUFFER_EVENTS)
        if len(backlog.fresh) > capacity // 2 or backlog.fresh_bytes >= GROUP_BUFFER_BYTES:
            return False
        limit = min(settings.read_batch_size, capacity - len(backlog.fresh), PAGE_EVENTS)
        stretch = await self._history(backlog.reached, limit)
        backlog.add(stretch.messages, stretch.reached)
        self.is_level = not stretch.has_more
        return stretch.has_more

    def _give(self) -> None:
        for waiting in (self.backlog.again, self.backlog.fresh):
            held: deque[Message] = deque()
            while waiting and any(consumer.has_room for consumer in self.consumers):
                # The same id can stand in several streams, but a consumer answers with the id alone.
                if waiting[0].id in self.backlog.given:
                    break
                consumer = self._strategy.choose(self.consumers, waiting[0].stream, waiting[0].metadata)
                if consumer is not None:
                    deadline = time.monotonic() + self.row.settings.message_timeout_s
                    self.backlog.give(self.backlog.taken_from(waiting), consumer, deadline)
                elif self._strategy.waits_for_one:
                    held.append(waiting.popleft())
                else:
                    break
            waiting.extendleft(reversed(held))

    async def _save(self, *, at_end: bool) -> None:
        """Keep how far everything is handled, if it is time; at the end anyhow."""
        if at_end:
            await self._keep_parked()
        place, settings = self.backlog.handled, self.row.settings
        moved = place - self.row.reached
        if moved <= 0:
            return
        is_time = moved >= settings.min_checkpoint_count and self._until_time() <= 0
        if at_end or is_time or moved >= settings.max_checkpoint_count:
            await self._keep(groupfile.handled(self.row, place))
            self.row.handled = place
            self._saved_at = time.monotonic()

    def _until_time(self) -> float:
        return self._saved_at + self.row.settings.checkpoint_after_s - time.monotonic()

    async def _wait(self) -> None:
        """Until something has happened, or a consumer's time is over, or the place is due to be kept."""
        deadline = self.backlog.next_deadline()
        pause = math.inf if deadline is None else deadline - time.monotonic()
        if self.backlog.handled - self.row.reached >= max(1, self.row.settings.min_checkpoint_count):
            pause = min(pause, self._until_time())
        if pause == math.inf:
            await self._bell.wait()
            return
        timer = asyncio.get_running_loop().call_later(max(0.0, pause), self._bell.set)
        try:
            await self._bell.wait()
        finally:
            timer.cancel()
