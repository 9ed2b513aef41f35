"""Append, BatchAppend, Delete and Tombstone."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from esdbclient.protos.Grpc import streams_pb2

from localnode import answers, refusals
from localnode.access import Access, Account
from localnode.expectation import Gone, WrongVersion
from localnode.limits import MAX_APPEND_BYTES, MAX_APPEND_EVENTS, MAX_OPEN_BATCHES
from localnode.recorder import Answer, Written, describes
from localnode.records import Append, Delete, Proposed
from localnode.requests import (
    deletable_name,
    expected_revision,
    proposed,
    well_formed,
    writable_name,
)
from localnode.writer import Expired, Failed, ReadOnly, TooBusy, Writer


@dataclass(slots=True)
class Gathered:
    """The events of one append, while they arrive."""

    name: str
    expected: int
    expires: float
    events: list[Proposed] = field(default_factory=list)
    size: int = 0

    @property
    def is_too_large(self) -> bool:
        return self.size > MAX_APPEND_BYTES or len(self.events) > MAX_APPEND_EVENTS

    def add(self, message: Any) -> None:
        event = proposed(message)
        self.events.append(event)
        self.size += event.size

    def request(self) -> Append:
        return Append(self.name, self.expected, self.events, self.expires, self.size)


class Appending:
    """The writing calls of the Streams service."""

    def __init__(self, writer: Writer, access: Access) -> None:
        self._writer = writer
        self._access = access

    async def append(self, requests: AsyncIterator[Any], context: Any) -> Any:
        gathered: Gathered | None = None
        account = self._access.of(context)
        async for request in requests:
            gathered = _take_in(gathered, well_formed(request), _expiry(context))
            account.check_write(gathered.name)
        if gathered is None:
            raise refusals.invalid("The options of the append are missing")
        outcome = await self._submit(gathered.request())
        match outcome:
            case WrongVersion(actual):
                return answers.append_refused(gathered.expected, actual)
            case _:
                return answers.appended(_done(outcome, gathered.name))

    async def batch_append(self, requests: AsyncIterator[Any], context: Any) -> None:
        opened: dict[bytes, Gathered] = {}
        account = self._access.of(context)
        async for request in requests:
            well_formed(request)
            try:
                gathered = _batch_step(opened, request, account, _expiry(context))
                answer = None if gathered is None else await self._batch_answer(request, gathered)
            except refusals.Refused as refused:
                answer = _refused_in_band(request, refused)
            if answer is not None:
                await context.write(answer.SerializeToString())

    async def delete(self, request: Any, context: Any) -> Any:
        written = await self._delete(well_formed(request), context, hard=False)
        return answers.deleted(streams_pb2.DeleteResp, written)

    async def tombstone(self, request: Any, context: Any) -> Any:
        written = await self._delete(well_formed(request), context, hard=True)
        return answers.deleted(streams_pb2.TombstoneResp, written)

    async def _delete(self, request: Any, context: Any, *, hard: bool) -> Written:
        name = deletable_name(request.options.stream_identifier)
        expected = expected_revision(request.options, "expected_stream_revision", "revision")
        self._access.of(context).check_write(name)
        outcome = await self._submit(Delete(name, expected, hard, _expiry(context)))
        if isinstance(outcome, WrongVersion):
            operation = "Tombstone" if hard else "Delete"
            raise refusals.wrong_expected_version(operation, name, expected, outcome.actual)
        return _done(outcome, name)

    async def _batch_answer(self, request: Any, gathered: Gathered) -> Any:
        if gathered.is_too_large:
            return _batch_error(request, gathered, answers.too_large_status())
        if gathered.expires <= time.monotonic():
            return _batch_error(request, gathered, answers.timeout_status())
        outcome = await self._submit(gathered.request())
        match outcome:
            case WrongVersion(actual):
                status = answers.wrong_version_status(gathered.expected, actual)
            case Gone():
                status = answers.stream_deleted_status(gathered.name)
            case Expired():
                status = answers.timeout_status()
            case Failed():
                status = answers.unknown_status()
            case _:
                written = _done(outcome, gathered.name)
                return answers.batch_appended(request, gathered.name, gathered.expected, written)
        return _batch_error(request, gathered, status)

    async def _submit(self, request: Append | Delete) -> Answer | Expired | Failed:
        try:
            return await self._writer.submit(request)
        except TooBusy:
            raise refusals.too_busy() from None
        except ReadOnly as error:
            raise refusals.read_only(str(error)) from error


def _take_in(gathered: Gathered | None, request: Any, expires: float) -> Gathered:
    """One message of an Append call: first the options, then the events."""
    content = request.WhichOneof("content")
    if (gathered is None) != (content == "options") or content is None:
        raise refusals.invalid("An append is one message of options, then events")
    if gathered is None:
        name = writable_name(request.options.stream_identifier)
        expected = expected_revision(request.options, "expected_stream_revision", "revision")
        return Gathered(name, expected, expires)
    gathered.add(request.proposed_message)
    if gathered.is_too_large:
        raise refusals.too_large()
    return gathered


def _batch_step(opened: dict[bytes, Gathered], request: Any, account: Account, expires: float) -> Gathered | None:
    """Take in one message of a BatchAppend call; the append, once it can be answered."""
    key = request.correlation_id.SerializeToString()
    if request.HasField("options"):
        if len(opened) >= MAX_OPEN_BATCHES:
            raise refusals.invalid(f"More than {MAX_OPEN_BATCHES} appends are unfinished")
        opened[key] = _opened(request.options, expires)
        account.check_write(opened[key].name)
    if key not in opened:
        raise refusals.invalid("The options of the append are missing")
    gathered = opened.pop(key)
    for message in request.proposed_messages:
        gathered.add(message)
        if gathered.is_too_large:
            return gathered
    if request.is_final:
        return gathered
    opened[key] = gathered
    return None


def _opened(options: Any, expires: float) -> Gathered:
    name = writable_name(options.stream_identifier)
    expected = expected_revision(options, "expected_stream_position", "stream_position")
    if options.WhichOneof("deadline_option") == "deadline":
        seconds = options.deadline.seconds + options.deadline.nanos / 1e9
        expires = min(expires, time.monotonic() + seconds)
    return Gathered(name, expected, expires)


def _done(outcome: Answer | Expired | Failed, name: str) -> Written:
    """The end of the stream after a success; every other outcome ends the call."""
    match outcome:
        case Gone():
            raise refusals.stream_deleted(name)
        case Expired():
            raise refusals.timed_out()
        case Failed():
            raise refusals.defect()
    written = describes(outcome)
    assert written is not None
    return written


def _batch_error(request: Any, gathered: Gathered, status: Any) -> Any:
    return answers.batch_refused(request, gathered.name, gathered.expected, status)


def _refused_in_band(request: Any, refused: refusals.Refused) -> Any:
    """What is wrong with one append does not end the call that carries many."""
    if refused.code is refusals.DENIED:
        status = answers.access_denied_status()
    elif refused.code is refusals.INVALID:
        status = answers.bad_request_status(refused)
    else:
        raise refused
    answer = streams_pb2.BatchAppendResp(correlation_id=request.correlation_id, error=status)
    if request.HasField("options"):
        answer.stream_identifier.CopyFrom(request.options.stream_identifier)
    return answer


def _expiry(context: Any) -> float:
    """When the caller stops waiting, on the monotonic clock."""
    return time.monotonic() + float(context.time_remaining())
