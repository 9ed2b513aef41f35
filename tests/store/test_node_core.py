"""The node at gRPC's own core: calls that are cut off, signals while nothing happens, many readers at once."""

import threading
import time
from collections.abc import Iterator

import grpc
import pytest
from esdbclient import EventStoreDBClient, StreamState
from esdbclient.protos.Grpc import shared_pb2, streams_pb2, streams_pb2_grpc
from localnode.testing import NodeAddress, events, running_node

CALLS = 100
NO_STREAM = StreamState.NO_STREAM


@pytest.fixture
def node(tmp_path) -> Iterator[NodeAddress]:
    with running_node(tmp_path) as address:
        yield address


def first_half(name: str) -> Iterator[streams_pb2.AppendReq]:
    identifier = shared_pb2.StreamIdentifier(stream_name=name.encode())
    options = streams_pb2.AppendReq.Options(stream_identifier=identifier, any=shared_pb2.Empty())
    yield streams_pb2.AppendReq(options=options)
    for event in events(name, 2):
        message = streams_pb2.AppendReq.ProposedMessage(
            id=shared_pb2.UUID(string=str(event.id)),
            metadata={"type": event.type, "content-type": "application/json"},
            data=event.data,
        )
        yield streams_pb2.AppendReq(proposed_message=message)


def test_an_append_that_is_cut_off_half_way_is_not_taken_for_a_whole_one(node):
    with grpc.insecure_channel(f"127.0.0.1:{node.port}") as channel:
        append = streams_pb2_grpc.StreamsStub(channel).Append
        for number in range(CALLS):
            is_cut_off = threading.Event()

            def sent(name: str = f"half-{number}", is_cut_off: threading.Event = is_cut_off):
                yield from first_half(name)
                is_cut_off.wait(10)

            call = append.future(sent())
            time.sleep(0.01)  # so that the node has received what was sent
            call.cancel()
            is_cut_off.set()
    with EventStoreDBClient(node.uri) as client:
        client.append_to_stream("after", current_version=NO_STREAM, events=events("after", 1))
        assert [recorded.stream_name for recorded in client.read_all()] == ["after"]


def test_readers_of_long_histories_do_not_hold_up_an_append(node):
    with EventStoreDBClient(node.uri) as client:
        for number in range(10):
            client.append_to_stream(f"long-{number}", current_version=NO_STREAM, events=events(f"{number}", 1000))
        is_done = threading.Event()

        def read() -> None:
            with EventStoreDBClient(node.uri) as reading:
                while not is_done.is_set():
                    assert sum(1 for _ in reading.read_all()) >= 10_000

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        took = []
        for number in range(20):
            began = time.monotonic()
            client.append_to_stream(f"short-{number}", current_version=NO_STREAM, events=events(f"short-{number}", 1))
            took.append(time.monotonic() - began)
        is_done.set()
        for reader in readers:
            reader.join()
    assert sorted(took)[10] < 1


def test_a_node_to_which_nobody_ever_came_ends_when_it_is_told_to(node):
    began = time.monotonic()
    assert node.stop() == 0
    assert time.monotonic() - began < 2
