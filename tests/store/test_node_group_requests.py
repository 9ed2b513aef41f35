"""What a client may ask of a consumer group, on the wire: also what esdbclient never sends."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any, cast

import grpc
import pytest
from esdbclient import EventStoreDBClient, StreamState
from esdbclient.protos.Grpc import persistent_pb2, persistent_pb2_grpc, shared_pb2
from localnode.testing import NodeAddress, events, running_node

NOTHING = shared_pb2.Empty()
INVALID = grpc.StatusCode.INVALID_ARGUMENT
SOUND: dict[str, Any] = {
    "read_batch_size": 20,
    "history_buffer_size": 20,
    "message_timeout_ms": 200,
    "max_retry_count": 3,
}
Create, Read = persistent_pb2.CreateReq, persistent_pb2.ReadReq


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NodeAddress]:
    with running_node(tmp_path_factory.mktemp("node")) as address:
        with EventStoreDBClient(address.uri) as client:
            client.append_to_stream("s", current_version=StreamState.ANY, events=events("s", 3))
        yield address


@pytest.fixture
def stub(node: NodeAddress) -> Iterator[persistent_pb2_grpc.PersistentSubscriptionsStub]:
    with grpc.insecure_channel(f"127.0.0.1:{node.port}") as channel:
        yield persistent_pb2_grpc.PersistentSubscriptionsStub(channel)


def of(name: str) -> shared_pb2.StreamIdentifier:
    return shared_pb2.StreamIdentifier(stream_name=name.encode())


def created(group: str = "g", stream: str = "s", revision: int = 0, **settings) -> persistent_pb2.CreateReq:
    return Create(
        options=Create.Options(
            stream=Create.StreamOptions(stream_identifier=of(stream), revision=revision),
            group_name=group,
            settings=Create.Settings(**{**SOUND, **settings}),
        )
    )


def on_all(group: str, **filtered) -> persistent_pb2.CreateReq:
    options = Create.AllOptions(start=NOTHING, filter=Create.AllOptions.FilterOptions(**filtered))
    return Create(options=Create.Options(all=options, group_name=group, settings=Create.Settings(**SOUND)))


Expression = Create.AllOptions.FilterOptions.Expression


@pytest.mark.parametrize(
    "request_",
    [
        Create(),
        created(""),
        created("x" * 501),
        created("a\0b"),
        created(stream=""),
        created(stream="$all"),
        created(revision=2**63),
        created(read_batch_size=0),
        created(history_buffer_size=0),
        created(max_retry_count=-1),
        created(max_subscriber_count=-5),
        created(message_timeout_ms=-1),
        created(checkpoint_after_ticks=2**62),
        created(consumer_strategy="Whatever"),
        created(named_consumer_strategy=9),
        on_all("g", stream_identifier=Expression(regex="(a+)+$")),
        on_all("g", stream_identifier=Expression(regex="(")),
        on_all("g", max=5),
    ],
    ids=repr,
)
def test_a_bad_request_to_create_is_refused(stub, request_):
    with pytest.raises(grpc.RpcError) as refused:
        stub.Create(request_)

    assert refused.value.code() is INVALID


@pytest.mark.parametrize("method", ["Create", "Update", "Delete", "GetInfo", "ReplayParked", "List", "Read"])
def test_bytes_that_are_no_message_are_refused(node, method):
    path = f"/event_store.client.persistent_subscriptions.PersistentSubscriptions/{method}"
    with grpc.insecure_channel(f"127.0.0.1:{node.port}") as channel:
        # A stream of one request and answer is the same bytes on the wire.
        call = channel.stream_stream(path)
        with pytest.raises(grpc.RpcError) as refused:
            next(call(iter([b"\xff\xff\xff"])))

    assert refused.value.code() is INVALID


@pytest.mark.parametrize("method", ["Delete", "GetInfo", "ReplayParked"])
def test_a_request_about_no_group_is_refused(stub, method):
    for request in (
        getattr(persistent_pb2, f"{method}Req")(),
        getattr(persistent_pb2, f"{method}Req")(options={"group_name": "g"}),
    ):
        with pytest.raises(grpc.RpcError) as refused:
            getattr(stub, method)(request)
        assert refused.value.code() is INVALID


def test_the_trailers_say_what_other_clients_read(stub):
    options = persistent_pb2.GetInfoReq.Options(stream_identifier=of("群-s"), group_name="g")
    with pytest.raises(grpc.RpcError) as refused:
        stub.GetInfo(persistent_pb2.GetInfoReq(options=options))

    assert refused.value.details() == "Subscription group g on stream 群-s does not exist."
    trailers = dict(refused.value.trailing_metadata())
    assert trailers["exception"] == "persistent-subscription-does-not-exist"
    assert (trailers["group-name"], trailers["stream-name"]) == ("g", "%E7%BE%A4-s")


@pytest.fixture(scope="module")
def read_group(node: NodeAddress) -> None:
    with grpc.insecure_channel(f"127.0.0.1:{node.port}") as channel:
        persistent_pb2_grpc.PersistentSubscriptionsStub(channel).Create(created("read"))


def opening(group: str, *, size: int = 10, structured: bool = False) -> persistent_pb2.ReadReq:
    ids = {"structured": NOTHING} if structured else {"string": NOTHING}
    option = Read.Options.UUIDOption(**ids)
    options = Read.Options(stream_identifier=of("s"), group_name=group, buffer_size=size, uuid_option=option)
    return Read(options=options)


class Consumer:
    """A call whose requests can be sent one by one."""

    def __init__(self, stub, *requests: persistent_pb2.ReadReq) -> None:
        self.requests: SimpleQueue[persistent_pb2.ReadReq | None] = SimpleQueue()
        for request in requests:
            self.requests.put(request)
        self.call = stub.Read(iter(self.requests.get, None))

    def close(self) -> None:
        self.requests.put(None)
        self.call.cancel()


@pytest.mark.usefixtures("read_group")
@pytest.mark.parametrize(
    "requests",
    [
        [Read(ack=Read.Ack())],
        [opening("read", size=0)],
        [opening("read", size=-3)],
        [opening("")],
        [opening("read"), opening("read")],
        [opening("read"), Read()],
        [opening("read"), Read(nack=Read.Nack(action=cast(Any, 7)))],
        [opening("read"), Read(ack=Read.Ack(ids=[shared_pb2.UUID(string="no id")]))],
    ],
    ids=lambda requests: " ".join(str(request).replace("\n", " ")[:40] for request in requests),
)
def test_a_bad_consumer_is_sent_away(stub, requests):
    consumer = Consumer(stub, *requests)
    with pytest.raises(grpc.RpcError) as refused:
        for _ in consumer.call:
            pass
    consumer.close()

    assert refused.value.code() is INVALID


def test_ids_can_be_numbers_and_the_count_of_retries_comes_with_the_event(stub):
    stub.Create(created("structured"))
    consumer = Consumer(stub, opening("structured", structured=True))
    assert next(consumer.call).subscription_confirmation.subscription_id == "s::structured"
    received = [next(consumer.call) for _ in range(3)]
    again = [next(consumer.call) for _ in range(3)]
    ids = [one.event.event.id for one in again]
    consumer.requests.put(Read(ack=Read.Ack(ids=ids)))

    assert {"structured"} == {one.WhichOneof("value") for one in ids}
    assert [0, 0, 0] == [one.event.retry_count for one in received]
    assert [1, 1, 1] == [one.event.retry_count for one in again]
    assert ids == [one.event.event.id for one in received]
    assert [0, 1, 2] == [one.event.event.stream_revision for one in again]
    consumer.close()


def replaying(most: int) -> persistent_pb2.ReplayParkedReq:
    options = persistent_pb2.ReplayParkedReq.Options(stream_identifier=of("s"), group_name="replay", stop_at=most)
    return persistent_pb2.ReplayParkedReq(options=options)


def test_only_so_many_of_the_parked_events_are_replayed_as_asked_for(stub):
    stub.Create(created("replay", message_timeout_ms=0))
    consumer = Consumer(stub, opening("replay"))
    next(consumer.call)
    ids = [next(consumer.call).event.event.id for _ in range(3)]
    consumer.requests.put(Read(nack=Read.Nack(ids=ids, action=Read.Nack.Park, reason="unreadable")))
    asked = persistent_pb2.GetInfoReq.Options(stream_identifier=of("s"), group_name="replay")
    while stub.GetInfo(persistent_pb2.GetInfoReq(options=asked)).subscription_info.parked_message_count < 3:
        pass

    stub.ReplayParked(replaying(2))

    assert [0, 1] == [next(consumer.call).event.event.stream_revision for _ in range(2)]
    info = stub.GetInfo(persistent_pb2.GetInfoReq(options=asked)).subscription_info
    assert (info.total_in_flight_messages, info.retry_buffer_count) == (2, 0)
    consumer.close()
    with pytest.raises(grpc.RpcError) as refused:
        stub.ReplayParked(replaying(-1))
    assert refused.value.code() is INVALID


def test_the_folder_of_an_older_node_gets_its_groups(tmp_path: Path):
    """A file that was made before there were groups."""
    with running_node(tmp_path) as node:
        node.stop()
        with sqlite3.connect(node.file) as file:
            file.execute("DROP TABLE groups")
            file.execute("DROP TABLE parked")
        file.close()
        node.start()
        with EventStoreDBClient(node.uri) as client:
            client.create_subscription_to_stream("g", "s")
            assert client.get_subscription_info("g", "s").parked_message_count == 0
