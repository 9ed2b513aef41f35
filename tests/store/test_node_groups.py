"""Consumer groups (persistent subscriptions): every event is handled by somebody, or parked."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from itertools import combinations, islice
from pathlib import Path

import pytest
from esdbclient import AsyncEventStoreDBClient, EventStoreDBClient, StreamState
from esdbclient.exceptions import (
    AlreadyExists,
    EventStoreDBClientException,
    GrpcError,
    InternalError,
    MaximumSubscriptionsReached,
    NotFound,
    ServiceUnavailable,
    StreamIsDeleted,
)
from localnode.consumers import Consumer, _pinned
from localnode.testing import NodeAddress, event, events, running_node

ANY = StreamState.ANY
SOON_S = 5.0


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NodeAddress]:
    with running_node(tmp_path_factory.mktemp("node")) as address:
        yield address


@pytest.fixture
def own_node(tmp_path: Path) -> Iterator[NodeAddress]:
    with running_node(tmp_path) as address:
        yield address


@pytest.fixture
def client(node: NodeAddress) -> Iterator[EventStoreDBClient]:
    with EventStoreDBClient(node.uri) as connected:
        yield connected


@pytest.fixture
def stream(request: pytest.FixtureRequest) -> str:
    return str(request.node.name)


def write(client, stream: str, count: int, *, turn: str = "") -> None:
    client.append_to_stream(stream, current_version=ANY, events=events(f"{stream}{turn}", count))


def consume(client, stream: str, count: int, *, group: str = "g") -> list[tuple[int, int]]:
    """Handle so many events; revision and retry count of each."""
    with client.read_subscription_to_stream(group, stream) as subscription:
        taken = []
        for one in islice(subscription, count):
            taken.append((one.stream_position, one.retry_count))
            subscription.ack(one)
        return taken


def assert_ends(subscription, error: type[Exception], match: str | None = None) -> None:
    with pytest.raises(error, match=match):
        all(one for one in subscription)
    subscription._read_reqs.abort()  # esdbclient would wait 5 s for a call that has ended


def is_soon(condition: Callable[[], object]) -> bool:
    end = time.monotonic() + SOON_S
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def parked(client: EventStoreDBClient, stream: str) -> int:
    return client.get_subscription_info("g", stream).parked_message_count


def test_a_group_gives_history_and_then_what_happens(client, stream):
    write(client, stream, 3)
    client.create_subscription_to_stream("g", stream)
    with client.read_subscription_to_stream("g", stream) as subscription:
        assert [one.stream_position for one in islice(subscription, 3)] == [0, 1, 2]
        write(client, stream, 2, turn="later")
        later = [*islice(subscription, 2)]

    assert [(one.stream_position, one.retry_count, one.stream_name) for one in later] == [
        (3, 0, stream),
        (4, 0, stream),
    ]
    assert later[0].commit_position == client.get_stream(stream)[3].commit_position


def test_what_was_acknowledged_does_not_come_again(client, stream):
    write(client, stream, 6)
    client.create_subscription_to_stream("g", stream)

    assert consume(client, stream, 4) == [(number, 0) for number in range(4)]
    assert consume(client, stream, 2) == [(4, 1), (5, 1)]


@pytest.mark.parametrize(
    ("start", "first"),
    [({}, 0), ({"stream_position": 2}, 2), ({"from_end": True}, 4), ({"stream_position": 4}, 4)],
)
def test_a_group_begins_where_it_was_told_to(client, stream, start, first):
    write(client, stream, 4)
    client.create_subscription_to_stream("g", stream, **start)
    write(client, stream, 1, turn="later")

    assert consume(client, stream, 1) == [(first, 0)]


def test_a_group_on_all_streams_has_its_filter_and_begins_at_its_position(client, stream):
    for turn in range(3):
        write(client, f"{stream}-kept", 1, turn=str(turn))
        write(client, f"{stream}-other", 1, turn=str(turn))
    kept = [one.commit_position for one in client.get_stream(f"{stream}-kept")]
    by_name = {"filter_include": [f"{stream[:20]}.*-kept"], "filter_by_stream_name": True}
    client.create_subscription_to_all("by-name", **by_name)
    client.create_subscription_to_all("from", commit_position=kept[1], **by_name)
    client.create_subscription_to_all("new", from_end=True, **by_name)
    write(client, f"{stream}-kept", 1, turn="last")

    found = {}
    for group, count in {"by-name": 4, "from": 3, "new": 1}.items():
        with client.read_subscription_to_all(group) as subscription:
            found[group] = [one.stream_position for one in islice(subscription, count)]
    assert found == {"by-name": [0, 1, 2, 3], "from": [1, 2, 3], "new": [3]}
    with pytest.raises(GrpcError, match="beyond the end"):
        client.create_subscription_to_all("beyond", commit_position=10**9)


def test_an_event_that_is_not_answered_for_comes_again_and_is_then_parked(client, stream):
    write(client, stream, 1)
    client.create_subscription_to_stream("g", stream, message_timeout=0.1, max_retry_count=2)
    with client.read_subscription_to_stream("g", stream) as subscription:
        assert [one.retry_count for one in islice(subscription, 3)] == [0, 1, 2]
        assert is_soon(lambda: parked(client, stream) == 1)
        write(client, stream, 1, turn="later")
        assert next(subscription).stream_position == 1


def test_what_is_parked_can_be_replayed_and_is_parked_no_more_once_handled(client, stream):
    write(client, stream, 5)
    client.create_subscription_to_stream("g", stream)
    with client.read_subscription_to_stream("g", stream) as subscription:
        for one in islice(subscription, 5):
            subscription.nack(one, "park") if one.stream_position % 2 else subscription.ack(one)
    assert is_soon(lambda: parked(client, stream) == 2)

    client.replay_parked_events("g", stream)
    with client.read_subscription_to_stream("g", stream) as subscription:
        first, second = islice(subscription, 2)
        assert [(first.stream_position, first.retry_count), second.stream_position] == [(1, 0), 3]
        subscription.ack(first)
        subscription.nack(second, "park")
    assert is_soon(lambda: parked(client, stream) == 1)

    client.replay_parked_events("g", stream)
    assert consume(client, stream, 1) == [(3, 0)]
    assert is_soon(lambda: parked(client, stream) == 0)


@pytest.mark.parametrize(("action", "then"), [("retry", [(0, 1)]), ("unknown", [(0, 1)]), ("skip", []), ("park", [])])
def test_what_a_consumer_does_not_want_is_done_as_it_says(client, stream, action, then):
    write(client, stream, 1)
    client.create_subscription_to_stream("g", stream)
    with client.read_subscription_to_stream("g", stream) as subscription:
        subscription.nack(next(subscription), action)
        time.sleep(0.4)
        write(client, stream, 1, turn="later")
        received = [(one.stream_position, one.retry_count) for one in islice(subscription, len(then) + 1)]

    assert [*then, (1, 0)] == received
    assert parked(client, stream) == (action == "park")


def test_a_consumer_that_says_stop_is_sent_away_and_others_get_its_events(client, stream):
    write(client, stream, 2)
    client.create_subscription_to_stream("g", stream)
    with client.read_subscription_to_stream("g", stream) as subscription:
        subscription.nack(next(subscription), "stop")
        assert_ends(subscription, GrpcError, "was dropped")

    assert consume(client, stream, 2) == [(0, 1), (1, 1)]


def gather(subscription, taken: list[tuple[str, int]]) -> threading.Thread:
    """Handle everything in a thread of its own."""

    def run() -> None:
        try:
            for one in subscription:
                taken.append((one.stream_name, one.stream_position))
                subscription.ack(one)
        except EventStoreDBClientException:
            pass

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def shared(client, node, stream: str, strategy: str, names: list[str]) -> list[list[tuple[str, int]]]:
    """Two consumers, each with its own connection, handle all the events that are then written."""
    client.create_subscription_to_all(
        stream,
        consumer_strategy=strategy,
        from_end=True,
        filter_include=[f"{stream[:12]}.*"],
        filter_by_stream_name=True,
    )
    taken: list[list[tuple[str, int]]] = [[], []]
    others = [EventStoreDBClient(node.uri) for _ in taken]
    subscriptions = [other.read_subscription_to_all(stream) for other in others]
    threads = [gather(one, each) for one, each in zip(subscriptions, taken, strict=True)]
    for name in names:
        write(client, f"{stream}-{name}", 10)
    assert is_soon(lambda: sum(map(len, taken)) == 10 * len(names)), taken
    for subscription, other, thread in zip(subscriptions, others, threads, strict=True):
        subscription.stop()
        thread.join(SOON_S)
        other.close()
    everything = {(f"{stream}-{name}", number) for name in names for number in range(10)}
    assert everything == set(taken[0]) | set(taken[1])
    return taken


def test_one_consumer_gets_everything_while_it_has_room(client, node, stream):
    taken = shared(client, node, stream, "DispatchToSingle", ["a", "b"])

    assert sorted(map(len, taken)) == [0, 20]


def test_consumers_take_turns(client, node, stream):
    taken = shared(client, node, stream, "RoundRobin", ["a", "b"])

    assert sorted(map(len, taken)) == [10, 10]


def test_a_pinned_stream_goes_to_one_consumer(client, node, stream):
    names = [f"s{number}" for number in range(24)]
    taken = shared(client, node, stream, "Pinned", names)

    of = [{name for name, _ in each} for each in taken]
    assert not of[0] & of[1]
    assert all(of)


def test_streams_of_like_names_are_spread_over_whichever_two_consumers_there_are():
    made = [Consumer(number, name="", account="", size=1, structured_ids=False) for number in range(40)]
    names = [f"case-{number}" for number in range(10, 34)]

    assert [
        (one, other) for one, other in combinations(made, 2) if len({_pinned((one, other), name) for name in names}) < 2
    ] == []


def test_a_consumer_is_given_no_more_than_it_has_room_for(client, stream):
    write(client, stream, 20)
    client.create_subscription_to_stream("g", stream)
    with client.read_subscription_to_stream("g", stream, event_buffer_size=3) as subscription:
        first = next(subscription)
        time.sleep(0.2)
        assert client.get_subscription_info("g", stream).total_in_flight_messages == 3
        subscription.ack(first)
        for one in islice(subscription, 19):
            subscription.ack(one)


def test_more_consumers_than_the_limit_are_refused_until_one_leaves(client, stream):
    client.create_subscription_to_stream("g", stream, max_subscriber_count=1)
    with (
        client.read_subscription_to_stream("g", stream),
        pytest.raises(MaximumSubscriptionsReached, match=f"group g on stream {stream[:10]}"),
    ):
        client.read_subscription_to_stream("g", stream)
    write(client, stream, 1)
    assert consume(client, stream, 1) == [(0, 0)]


def test_a_group_that_is_not_there_is_not_found(client, stream):
    for call in (
        lambda: client.read_subscription_to_stream("g", stream),
        lambda: client.get_subscription_info("g", stream),
        lambda: client.update_subscription_to_stream("g", stream, max_retry_count=3),
        lambda: client.delete_subscription("g", stream),
        lambda: client.replay_parked_events("g", stream),
        lambda: client.read_subscription_to_all("nothing"),
    ):
        with pytest.raises(NotFound):
            call()


def test_a_group_is_created_once_and_found_in_lists_until_it_is_deleted(client, stream):
    client.create_subscription_to_stream("g", stream, message_timeout=1.5, consumer_strategy="RoundRobin")
    with pytest.raises(AlreadyExists):
        client.create_subscription_to_stream("g", stream)
    client.create_subscription_to_all(stream)

    (info,) = client.list_subscriptions_to_stream(stream)
    assert (info.group_name, info.message_timeout, info.consumer_strategy) == ("g", 1.5, "RoundRobin")
    assert {("g", stream), (stream, "$all")} <= {
        (one.group_name, one.event_source) for one in client.list_subscriptions()
    }
    assert stream in {one.group_name for one in client.list_subscriptions_to_stream("$all")}

    client.delete_subscription("g", stream)
    client.delete_subscription(stream)
    assert list(client.list_subscriptions_to_stream(stream)) == []
    client.create_subscription_to_stream("g", stream)


def test_deleting_a_group_ends_its_consumers(client, stream):
    client.create_subscription_to_stream("g", stream)
    with client.read_subscription_to_stream("g", stream) as subscription:
        client.delete_subscription("g", stream)
        assert_ends(subscription, NotFound)


def test_updating_a_group_sends_its_consumers_away_and_keeps_how_far_it_is(client, stream):
    write(client, stream, 4)
    client.create_subscription_to_stream("g", stream, max_retry_count=1)
    consume(client, stream, 2)
    with client.read_subscription_to_stream("g", stream) as subscription:
        client.update_subscription_to_stream("g", stream, max_retry_count=7, stream_position=0)
        assert_ends(subscription, GrpcError, "was dropped")

    assert client.get_subscription_info("g", stream).max_retry_count == 7
    assert [place for place, _ in consume(client, stream, 2)] == [2, 3]


def test_a_group_keeps_its_filter_when_it_is_updated(client, stream):
    client.create_subscription_to_all(stream, filter_include=[f"{stream}-kept"], filter_by_stream_name=True)
    client.update_subscription_to_all(stream, max_retry_count=2)
    write(client, f"{stream}-other", 1)
    write(client, f"{stream}-kept", 1)

    with client.read_subscription_to_all(stream) as subscription:
        assert next(subscription).stream_name == f"{stream}-kept"


def test_a_tombstoned_stream_has_no_group_and_a_deleted_one_goes_on(client, stream):
    write(client, f"{stream}-hard", 1)
    client.tombstone_stream(f"{stream}-hard", current_version=ANY)
    with pytest.raises((StreamIsDeleted, EventStoreDBClientException), match="is deleted"):
        client.create_subscription_to_stream("g", f"{stream}-hard", from_end=True)

    write(client, stream, 2)
    client.create_subscription_to_stream("g", stream)
    client.delete_stream(stream, current_version=ANY)
    write(client, stream, 1, turn="later")
    assert consume(client, stream, 1) == [(2, 0)]


def test_how_far_a_group_is_is_kept_in_time_without_anybody_leaving(client, stream):
    write(client, stream, 3)
    client.create_subscription_to_stream("g", stream, min_checkpoint_count=1, checkpoint_after=0.1)
    with client.read_subscription_to_stream("g", stream) as subscription:
        first, _, third = islice(subscription, 3)
        subscription.ack(third)
        time.sleep(0.5)
        assert client.get_subscription_info("g", stream).last_checkpointed_event_position == ""
        subscription.ack(first)
        assert is_soon(lambda: client.get_subscription_info("g", stream).last_checkpointed_event_position == "0")


def test_settings_progress_and_parked_events_survive_a_restart(own_node):
    with EventStoreDBClient(own_node.uri) as client:
        write(client, "s", 6)
        client.create_subscription_to_stream("g", "s", max_retry_count=4)
        with client.read_subscription_to_stream("g", "s") as subscription:
            for one in islice(subscription, 4):
                subscription.nack(one, "park") if one.stream_position == 1 else subscription.ack(one)
    own_node.restart()
    with EventStoreDBClient(own_node.uri) as client:
        info = client.get_subscription_info("g", "s")
        assert (info.max_retry_count, info.last_checkpointed_event_position, info.parked_message_count) == (4, "3", 1)
        client.replay_parked_events("g", "s")
        assert sorted(consume(client, "s", 3)) == [(1, 0), (4, 0), (5, 0)]


def consume_until(uri: str, wanted: set[int], handled: list[int], on_handled: Callable[[], None]) -> None:
    """Handle events, over and over again if the node is gone, until all were handled."""
    while not wanted <= set(handled):
        try:
            with EventStoreDBClient(uri) as client:
                handle(client.read_subscription_to_stream("g", "s"), wanted, handled, on_handled)
        except (ServiceUnavailable, EventStoreDBClientException):
            time.sleep(0.1)


def handle(subscription, wanted: set[int], handled: list[int], on_handled: Callable[[], None]) -> None:
    try:
        for one in subscription:
            handled.append(one.stream_position)
            subscription.ack(one)
            on_handled()
            if wanted <= set(handled):
                return
    finally:
        subscription._abort()


def test_after_a_kill_every_event_is_still_handled(own_node):
    count = 400
    with EventStoreDBClient(own_node.uri) as client:
        write(client, "s", count)
        client.create_subscription_to_stream("g", "s", max_checkpoint_count=20, min_checkpoint_count=5)
    handled: list[int] = []
    kills = iter((50, 200))
    next_kill = [next(kills)]

    def kill_in_between() -> None:
        if len(handled) >= next_kill[0]:
            next_kill[0] = next(kills, 10**9)
            own_node.kill()
            own_node.restart()

    consume_until(own_node.uri, set(range(count)), handled, kill_in_between)

    assert next_kill == [10**9]
    assert set(range(count)) == set(handled)
    assert len(handled) < 2 * count


WRITERS, EACH = 8, 60


def test_under_concurrent_writers_two_consumers_together_get_every_event(own_node):
    taken = asyncio.run(write_and_consume(own_node.uri))

    everything = {(f"w-{writer}", number) for writer in range(WRITERS) for number in range(EACH)}
    assert everything == set(taken)
    assert len(everything) == len(taken)


async def write_and_consume(uri: str) -> list[tuple[str, int]]:
    client = AsyncEventStoreDBClient(uri)
    await client.connect()
    taken: list[tuple[str, int]] = []
    done = asyncio.Event()

    async def consumer() -> None:
        async with await client.read_subscription_to_all("g", event_buffer_size=60) as subscription:
            async for one in subscription:
                taken.append((one.stream_name, one.stream_position))
                await subscription.ack(one)
                if len(taken) >= WRITERS * EACH:
                    done.set()

    async def writer(name: str) -> None:
        for number, one in enumerate(events(name, EACH)):
            expected = StreamState.NO_STREAM if number == 0 else number - 1
            await client.append_to_stream(name, current_version=expected, events=[one])

    async with client:
        await client.create_subscription_to_all("g")
        consuming = [asyncio.create_task(consumer()) for _ in range(2)]
        await asyncio.gather(*(writer(f"w-{number}") for number in range(WRITERS)))
        await asyncio.wait_for(done.wait(), 20)
        for task in consuming:
            task.cancel()
        await asyncio.gather(*consuming, return_exceptions=True)
    return taken


def test_the_asyncio_client_can_do_the_same(node, stream):
    assert asyncio.run(park_and_replay(node.uri, stream)) == [(0, 0), (1, 0), (0, 1), (1, 0)]


async def until_parked(client: AsyncEventStoreDBClient, stream: str) -> None:
    """The client sends its answers a little later, in batches."""
    while not (await client.get_subscription_info("g", stream)).parked_message_count:  # noqa: ASYNC110 - of the node
        await asyncio.sleep(0.02)


async def park_and_replay(uri: str, stream: str) -> list[tuple[int, int | None]]:
    """Retry the first, park the second, replay it; revision and retry count of what comes."""
    client = AsyncEventStoreDBClient(uri)
    await client.connect()
    async with client:
        await client.append_to_stream(stream, current_version=ANY, events=events(stream, 2))
        await client.create_subscription_to_stream("g", stream)
        assert [one.group_name for one in await client.list_subscriptions_to_stream(stream)] == ["g"]
        taken = []
        async with await client.read_subscription_to_stream("g", stream) as subscription:
            async for one in subscription:
                taken.append((one.stream_position, one.retry_count))
                if len(taken) in (1, 2):
                    await subscription.nack(one, "retry" if len(taken) == 1 else "park")
                else:
                    await subscription.ack(one)
                if len(taken) == 3:
                    await until_parked(client, stream)
                    await client.replay_parked_events("g", stream)
                if len(taken) == 4:
                    break
        await client.delete_subscription("g", stream)
        with pytest.raises(NotFound):
            await client.get_subscription_info("g", stream)
    return taken


def test_a_node_with_consumers_stops_in_time(own_node):
    with EventStoreDBClient(own_node.uri) as client:
        write(client, "s", 3)
        client.create_subscription_to_stream("g", "s")
        with client.read_subscription_to_stream("g", "s") as subscription:
            next(subscription)
            began = time.monotonic()
            assert own_node.stop() == 0
            assert time.monotonic() - began < 2.0
            assert_ends(subscription, ServiceUnavailable)


def write_until_full(client) -> None:
    for number in range(1_000):
        write(client, f"full-{number}", 10)


def test_a_group_whose_progress_cannot_be_kept_ends_its_consumers(tmp_path):
    with running_node(tmp_path, options=("--max-bytes", "120000")) as node, EventStoreDBClient(node.uri) as client:
        write(client, "s", 2)
        client.create_subscription_to_stream("g", "s", max_checkpoint_count=1)
        with pytest.raises(EventStoreDBClientException):
            write_until_full(client)
        subscription = client.read_subscription_to_stream("g", "s")
        subscription.ack(next(subscription))
        assert_ends(subscription, InternalError, "Subscription group g on stream s failed: .*read-only")
        assert len(client.get_stream("s")) == 2


def test_an_id_that_stands_in_two_streams_is_handled_in_both(client, stream):
    for part in ("a", "b"):
        client.append_to_stream(f"{stream}-{part}", current_version=ANY, events=[event(stream)])
    client.create_subscription_to_all(stream, filter_include=[f"{stream}-.*"], filter_by_stream_name=True)
    with client.read_subscription_to_all(stream) as subscription:
        first = next(subscription)
        subscription.ack(first)
        second = next(subscription)
        subscription.ack(second)

    assert [f"{stream}-a", f"{stream}-b"] == [first.stream_name, second.stream_name]
