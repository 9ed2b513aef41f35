"""The calls of the PersistentSubscriptions service."""

import asyncio
import math
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from esdbclient.protos.Grpc import persistent_pb2

from localnode import refusals
from localnode.access import Access
from localnode.consumers import Consumer
from localnode.group import Group
from localnode.groupfile import ALL
from localnode.groupinfo import described
from localnode.grouprequests import buffer_size, group_of, wanted
from localnode.groups import Groups
from localnode.limits import MAX_CONSUMERS
from localnode.requests import event_id, stream_name, well_formed

CONFIRMED = persistent_pb2.ReadResp.SubscriptionConfirmation
ACTIONS = persistent_pb2.ReadReq.Nack.Action


class GroupCalls:
    """Consuming a group is reading; what concerns the group itself is for who may write its stream."""

    def __init__(self, groups: Groups, access: Access) -> None:
        self._groups = groups
        self._access = access
        self._consumers = 0
        self._consumed = 0

    async def create(self, request: Any, context: Any) -> Any:
        asked = wanted(request)
        self._access.of(context).check_write(asked.stream)
        await self._groups.create(asked)
        return persistent_pb2.CreateResp()

    async def update(self, request: Any, context: Any) -> Any:
        asked = wanted(request)
        self._access.of(context).check_write(asked.stream)
        await self._groups.update(asked)
        return persistent_pb2.UpdateResp()

    async def delete(self, request: Any, context: Any) -> Any:
        stream, name = group_of(well_formed(request).options)
        self._access.of(context).check_write(stream)
        await self._groups.delete(stream, name)
        return persistent_pb2.DeleteResp()

    async def replay_parked(self, request: Any, context: Any) -> Any:
        options = well_formed(request).options
        stream, name = group_of(options)
        self._access.of(context).check_write(stream)
        most = options.stop_at if options.WhichOneof("stop_at_option") == "stop_at" else math.inf
        if most < 0:
            raise refusals.invalid("The number of events to replay is negative")
        self._groups.find(stream, name).replay_parked(most)
        return persistent_pb2.ReplayParkedResp()

    async def get_info(self, request: Any, context: Any) -> Any:
        self._access.of(context)
        group = self._groups.find(*group_of(well_formed(request).options))
        return persistent_pb2.GetInfoResp(subscription_info=described(group))

    async def list(self, request: Any, context: Any) -> Any:
        self._access.of(context)
        options = well_formed(request).options
        found = self._groups.all
        if options.WhichOneof("list_option") == "list_for_stream":
            chosen = options.list_for_stream
            is_all = chosen.WhichOneof("stream_option") == "all"
            stream = ALL if is_all else stream_name(chosen.stream)
            found = [group for group in found if group.row.stream == stream]
        return persistent_pb2.ListResp(subscriptions=[described(group) for group in found])

    async def read(self, requests: AsyncIterator[Any], context: Any) -> None:
        account = self._access.of(context).name
        options = await _options(requests)
        group = self._groups.find(*group_of(options))
        if self._consumers >= MAX_CONSUMERS:
            raise refusals.too_busy()
        self._consumed += 1
        consumer = Consumer(
            self._consumed,
            name=_connection_name(context),
            account=account,
            size=buffer_size(options),
            structured_ids=options.uuid_option.WhichOneof("content") == "structured",
        )
        group.join(consumer)
        self._consumers += 1
        try:
            confirmed = CONFIRMED(subscription_id=f"{group.row.stream}::{group.row.name}")
            await context.write(bytes(persistent_pb2.ReadResp(subscription_confirmation=confirmed).SerializeToString()))
            await _first_of(_send(consumer, context), _listen(group, consumer, requests))
        finally:
            self._consumers -= 1
            group.leave(consumer)


async def _options(requests: AsyncIterator[Any]) -> Any:
    async for request in requests:
        if well_formed(request).WhichOneof("content") == "options":
            return request.options
        break
    raise refusals.invalid("A consumer first says which group it reads")


async def _send(consumer: Consumer, context: Any) -> None:
    while True:
        consumer.bell.clear()
        while consumer.queue:
            await context.write(consumer.queue.popleft())
        if consumer.ended is not None:
            raise consumer.ended
        await consumer.bell.wait()


async def _listen(group: Group, consumer: Consumer, requests: AsyncIterator[Any]) -> None:
    async for request in requests:
        match well_formed(request).WhichOneof("content"):
            case "ack":
                group.acknowledge([event_id(one) for one in request.ack.ids])
            case "nack" if request.nack.action in ACTIONS.values():
                action = ACTIONS.Name(request.nack.action)
                if action == "Stop":
                    consumer.end(refusals.group_dropped(group.row.name, group.row.stream))
                else:
                    group.refuse([event_id(one) for one in request.nack.ids], action, request.nack.reason)
            case _:
                raise refusals.invalid("A consumer sends acknowledgements, or says what else is to be done")


async def _first_of(*calls: Coroutine[Any, Any, None]) -> None:
    """Both at once, until one of them ends."""
    tasks = [asyncio.create_task(call) for call in calls]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _connection_name(context: Any) -> str:
    for key, value in context.invocation_metadata() or ():
        if key == "connection-name":
            return str(value)
    return ""
