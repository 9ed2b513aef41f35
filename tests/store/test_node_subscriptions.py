"""Catch-up subscriptions: nothing is skipped, nothing comes twice, whoever writes meanwhile."""

import asyncio
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import grpc
import pytest
from esdbclient import AsyncEventStoreDBClient, EventStoreDBClient, RecordedEvent, StreamState
from esdbclient.exceptions import GrpcError, ServiceUnavailable, StreamIsDeleted
from esdbclient.protos.Grpc import shared_pb2, streams_pb2, streams_pb2_grpc
from localnode.limits import MAX_SUBSCRIPTIONS, TAIL_EVENTS
from localnode.testing import NodeAddress, event, events, running_node

ANY = StreamState.ANY


@pytest.fixture
def node(tmp_path: Path) -> Iterator[NodeAddress]:
    with running_node(tmp_path) as address:
        yield address


@pytest.fixture
def client(node: NodeAddress) -> Iterator[EventStoreDBClient]:
    with EventStoreDBClient(node.uri) as connected:
        yield connected


def until_caught_up(subscription) -> list[RecordedEvent]:
    found: list[RecordedEvent] = []
    for received in subscription:
        if received.is_caught_up:
            return found
        found.append(received)
    raise AssertionError("the subscription ended")


def names(received) -> list[str]:
    return [one.stream_name for one in received]


def test_history_is_sent_then_the_client_is_told_then_live_events(client):
    client.append_to_stream("s", current_version=ANY, events=events("s", 3))
    with client.subscribe_to_all(include_caught_up=True) as subscription:
        assert [one.stream_position for one in until_caught_up(subscription)] == [0, 1, 2]

        client.append_to_stream("s", current_version=ANY, events=[event("live")])

        assert next(subscription).stream_position == 3


def test_an_empty_store_is_caught_up_at_once(client):
    with client.subscribe_to_all(include_caught_up=True) as subscription:
        assert until_caught_up(subscription) == []
    with client.subscribe_to_stream("never", include_caught_up=True) as subscription:
        assert until_caught_up(subscription) == []
        client.append_to_stream("never", current_version=ANY, events=events("never", 2))
        assert [one.stream_position for one in islice(subscription, 2)] == [0, 1]


def test_a_subscription_begins_after_the_given_position(client):
    position = client.append_to_stream("s", current_version=ANY, events=events("s", 3))

    with client.subscribe_to_all(commit_position=position - 1) as subscription:
        assert position == next(subscription).commit_position
    with client.subscribe_to_stream("s", stream_position=1) as subscription:
        assert next(subscription).stream_position == 2


def test_a_subscription_from_the_end_gets_only_what_is_new(client):
    client.append_to_stream("s", current_version=ANY, events=events("s", 3))
    with (
        client.subscribe_to_all(from_end=True) as to_all,
        client.subscribe_to_stream("s", from_end=True) as to_stream,
    ):
        client.append_to_stream("s", current_version=ANY, events=[event("new")])

        assert next(to_all).stream_position == 3
        assert next(to_stream).stream_position == 3


def test_a_stream_subscription_gets_its_own_stream_only(client):
    with client.subscribe_to_stream("mine") as subscription:
        client.append_to_stream("other", current_version=ANY, events=events("other", 3))
        client.append_to_stream("mine", current_version=ANY, events=events("mine", 2))
        client.append_to_stream("mine", current_version=ANY, events=[event("mine more")])

        assert names(islice(subscription, 3)) == 3 * ["mine"]


def test_a_subscription_ends_when_its_stream_is_tombstoned(client):
    client.append_to_stream("s", current_version=ANY, events=events("s", 1))
    with client.subscribe_to_stream("s") as subscription:
        next(subscription)
        client.tombstone_stream("s", current_version=ANY)
        with pytest.raises(StreamIsDeleted):
            next(subscription)
    with pytest.raises(StreamIsDeleted):
        client.subscribe_to_stream("s")


@pytest.mark.parametrize("is_live", [True, False])
def test_checkpoints_come_once_a_window_and_never_before_an_event(client, is_live):
    def write() -> None:
        for number in range(20):
            client.append_to_stream("left-out", current_version=ANY, events=events(f"{number}", 10))
        client.append_to_stream("kept", current_version=ANY, events=[event("kept")])

    if not is_live:
        write()
    with client.subscribe_to_all(
        filter_include=["kept"],
        filter_by_stream_name=True,
        include_checkpoints=True,
        window_size=10,
        checkpoint_interval_multiplier=5,
    ) as subscription:
        if is_live:
            write()
        received = []
        for one in subscription:
            received.append(one)
            if one.stream_name == "kept":
                break

    assert all(one.is_checkpoint for one in received[:-1])
    positions = [one.commit_position for one in received]
    assert positions == sorted(set(positions))
    assert positions[-1] == 201
    if is_live:
        assert positions == [50, 100, 150, 200, 201]


def test_a_client_whose_events_are_rare_learns_how_far_it_is(client):
    position = client.append_to_stream("left-out", current_version=ANY, events=events("out", 5))
    with client.subscribe_to_all(
        filter_include=["kept"],
        filter_by_stream_name=True,
        include_checkpoints=True,
        include_caught_up=True,
    ) as subscription:
        (checkpoint,) = until_caught_up(subscription)

    assert position == checkpoint.commit_position


def test_a_position_beyond_the_end_is_refused(client):
    with pytest.raises(GrpcError, match="beyond the end"):
        client.subscribe_to_all(commit_position=1)


def test_a_subscription_ends_as_unavailable_when_the_node_stops(client, node):
    with client.subscribe_to_all() as subscription:
        assert node.stop() == 0
        with pytest.raises(ServiceUnavailable):
            next(subscription)


WRITERS, EACH, WATCHERS = 8, 150, 4
Seen = tuple[int, str, int]


def test_under_concurrent_writers_no_subscriber_skips_an_event(client, node):
    """Every acknowledged event is found by stream, by $all, and by each subscriber, in order."""
    acknowledged, seen = asyncio.run(write_and_watch(node.uri))

    whole = [(a.commit_position, a.stream_name, a.stream_position) for a in client.read_all()]
    assert acknowledged == {(name, number): position for position, name, number in whole}
    assert WATCHERS * [whole] == seen
    for writer in range(WRITERS):
        assert len(client.get_stream(f"w-{writer}")) == EACH


async def write_and_watch(uri: str) -> tuple[dict[tuple[str, int], int], list[list[Seen]]]:
    """The watchers begin at different times, while the writers are busy."""
    acknowledged: dict[tuple[str, int], int] = {}
    begin = [asyncio.Event() for _ in range(WATCHERS)]
    writing = AsyncEventStoreDBClient(uri)
    await writing.connect()
    async with writing:
        watching = [asyncio.create_task(watch(writing, turn)) for turn in begin]
        await asyncio.gather(*(write(writing, f"w-{writer}", acknowledged, begin) for writer in range(WRITERS)))
        return acknowledged, await asyncio.gather(*watching)


async def write(writing, name: str, acknowledged, begin: list[asyncio.Event]) -> None:
    for number, one in enumerate(events(name, EACH)):
        expected = StreamState.NO_STREAM if number == 0 else number - 1
        position = await writing.append_to_stream(name, current_version=expected, events=[one])
        acknowledged[(name, number)] = position
        begin[position * WATCHERS // (WRITERS * EACH + 1)].set()


async def watch(writing, turn: asyncio.Event) -> list[Seen]:
    await turn.wait()
    seen: list[Seen] = []
    async with await writing.subscribe_to_all() as subscription:
        async for one in subscription:
            seen.append((one.commit_position, one.stream_name, one.stream_position))
            if len(seen) == WRITERS * EACH:
                break
    return seen


def test_a_slow_subscriber_falls_behind_and_still_gets_everything(client, node):
    """It stops reading while more is written than the node keeps in memory."""
    batches = 2 * TAIL_EVENTS // 500
    data = b"x" * 1_000
    with client.subscribe_to_all(include_caught_up=True) as subscription:
        until_caught_up(subscription)
        for number in range(batches):
            batch = [event(f"{number}-{index}", data=data) for index in range(500)]
            client.append_to_stream(f"s-{number}", current_version=ANY, events=batch)

        received = [one for one in islice(subscription, 500 * batches) if not one.is_caught_up]

    assert list(range(1, len(received) + 1)) == [one.commit_position for one in received]


def test_falling_behind_is_announced(client, node):
    """Seen on the wire only: esdbclient hides the message."""
    batches = 4 * TAIL_EVENTS // 500
    kinds: list[str] = []
    with grpc.insecure_channel(f"127.0.0.1:{node.port}") as channel:
        stub = streams_pb2_grpc.StreamsStub(channel)
        call = stub.Read(subscribe_request())
        kinds.extend(next(call).WhichOneof("content") for _ in range(2))
        for number in range(batches):
            batch = [event(f"{number}-{index}", data=b"x" * 1_500) for index in range(500)]
            client.append_to_stream(f"s-{number}", current_version=ANY, events=batch)
        seen = 0
        while seen < 500 * batches:
            kinds.append(next(call).WhichOneof("content"))
            seen += kinds[-1] == "event"
        kinds.append(next(call).WhichOneof("content"))
        call.cancel()

    others = [kind for kind in kinds if kind != "event"]
    assert others == ["confirmation", "caught_up", "fell_behind", "caught_up"]


def subscribe_request():
    nothing = shared_pb2.Empty()
    options = streams_pb2.ReadReq.Options(
        all=streams_pb2.ReadReq.Options.AllOptions(start=nothing),
        subscription=streams_pb2.ReadReq.Options.SubscriptionOptions(),
        no_filter=nothing,
        uuid_option=streams_pb2.ReadReq.Options.UUIDOption(string=nothing),
    )
    return streams_pb2.ReadReq(options=options)


def test_more_subscriptions_than_the_limit_are_refused_and_places_are_given_back(client, node):
    with grpc.insecure_channel(f"127.0.0.1:{node.port}") as channel:
        stub = streams_pb2_grpc.StreamsStub(channel)
        calls = [stub.Read(subscribe_request()) for _ in range(MAX_SUBSCRIPTIONS)]
        for call in calls:
            assert next(call).WhichOneof("content") == "confirmation"
        with pytest.raises(grpc.RpcError, match="Server Is Too Busy"):
            next(stub.Read(subscribe_request()))

        calls.pop().cancel()
        assert is_soon_confirmed(stub)
        for call in calls:
            call.cancel()


def is_soon_confirmed(stub) -> bool:
    """A place is given back when the node hears that the call was cancelled."""
    for _ in range(50):
        try:
            return next(stub.Read(subscribe_request())).HasField("confirmation") is True
        except grpc.RpcError:
            threading.Event().wait(0.05)
    return False
