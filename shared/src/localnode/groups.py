"""All consumer groups of the node: in the file, and those at work."""

import asyncio
from dataclasses import replace
from pathlib import Path

from localnode import groupfile, refusals
from localnode.file import open_reading
from localnode.group import Group
from localnode.groupfile import ALL, GroupRow
from localnode.grouphistory import history_of_all, history_of_stream
from localnode.grouprequests import Start, Wanted, filter_of
from localnode.limits import MAX_GROUPS
from localnode.reading import Reader, StreamGone
from localnode.records import Keep
from localnode.tail import Tail
from localnode.writer import Failed, ReadOnly, TooBusy, Writer


class Groups:
    """By stream and name. Changes are made one after the other, and are in the file before they count."""

    def __init__(self, path: Path, *, tail: Tail, reader: Reader, writer: Writer) -> None:
        self._tail = tail
        self._reader = reader
        self._writer = writer
        self._changing = asyncio.Lock()
        connection = open_reading(path)
        rows = groupfile.load(connection)
        connection.close()
        self._last_id = max((row.id for row in rows), default=0)
        self._groups = {(row.stream, row.name): self._at_work(row) for row in rows}

    @property
    def all(self) -> list[Group]:
        return [self._groups[key] for key in sorted(self._groups)]

    def find(self, stream: str, name: str) -> Group:
        """Raises Refused."""
        group = self._groups.get((stream, name))
        if group is None:
            raise refusals.group_missing(name, stream)
        return group

    async def create(self, asked: Wanted) -> None:
        async with self._changing:
            if (asked.stream, asked.name) in self._groups:
                raise refusals.group_exists(asked.name, asked.stream)
            if len(self._groups) >= MAX_GROUPS:
                raise refusals.too_busy()
            start = await self._before(asked.stream, asked.start)
            self._last_id += 1
            row = GroupRow(self._last_id, asked.stream, asked.name, asked.settings, start)
            await self._keep(groupfile.saved(row))
            self._groups[(row.stream, row.name)] = self._at_work(row)

    async def update(self, asked: Wanted) -> None:
        """Consumers are sent away. Where to start counts only while nothing has been handled."""
        async with self._changing:
            group = self.find(asked.stream, asked.name)
            start = await self._before(asked.stream, asked.start)
            await group.end(refusals.group_dropped(asked.name, asked.stream))
            settings = groupfile.with_filter_of(asked.settings, group.row.settings)
            changed = replace(group.row, settings=settings, start=start)
            try:
                await self._keep(groupfile.saved(changed))
            except refusals.Refused:
                changed = group.row
                raise
            finally:
                self._groups[(asked.stream, asked.name)] = self._at_work(changed)

    async def delete(self, stream: str, name: str) -> None:
        async with self._changing:
            group = self.find(stream, name)
            await group.end(refusals.group_missing(name, stream))
            try:
                await self._keep(groupfile.removed(group.row))
            except refusals.Refused:
                self._groups[(stream, name)] = self._at_work(group.row)
                raise
            del self._groups[(stream, name)]

    async def close(self) -> None:
        """Before the file is closed: every group keeps how far it is."""
        await asyncio.gather(*(group.end(refusals.stopping()) for group in self._groups.values()))

    def _at_work(self, row: GroupRow) -> Group:
        if row.stream == ALL:
            history = history_of_all(self._reader, self._tail, filter_of(row.settings))
        else:
            history = history_of_stream(self._reader, row.stream)
        return Group(row, tail=self._tail, reader=self._reader, history=history, keep=self._keep)

    async def _before(self, stream: str, start: Start) -> int:
        """The last place that is not to be given. Raises Refused for a position past the end."""
        if start.place is not None and stream != ALL:
            return start.place - 1
        if stream == ALL:
            last = self._tail.last
            if start.place is not None and start.place > max(last, await self._reader.last_position()):
                raise refusals.invalid(f"Position {start.place} is beyond the end of the file")
            return last if start.place is None else max(0, start.place - 1)
        try:
            return await self._reader.last_revision(stream)
        except StreamGone as error:
            raise refusals.stream_deleted(stream) from error

    async def _keep(self, what: Keep) -> None:
        """Raises Refused."""
        try:
            outcome = await self._writer.submit(what)
        except TooBusy:
            raise refusals.too_busy() from None
        except ReadOnly as error:
            raise refusals.read_only(str(error)) from error
        if isinstance(outcome, Failed):
            raise refusals.defect()
