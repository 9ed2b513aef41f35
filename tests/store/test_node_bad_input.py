"""Whatever is sent, the answer is a status, and the node answers the next call."""

import time
from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from esdbclient import EventStoreDBClient, StreamState
from esdbclient.exceptions import (
    AppendDeadlineExceeded,
    GrpcDeadlineExceeded,
    GrpcError,
    MaximumAppendSizeExceededError,
)
from esdbclient.protos.Grpc import shared_pb2, streams_pb2, streams_pb2_grpc
from google.protobuf import empty_pb2
from localnode.limits import MAX_APPEND_BYTES, MAX_APPEND_EVENTS, MAX_NAME_CHARS, MAX_REGEX_CHARS
from localnode.testing import NodeAddress, event, events, running_node

ANY = StreamState.ANY
NOTHING = shared_pb2.Empty()
Options = streams_pb2.ReadReq.Options
LONGEST = "n" * MAX_NAME_CHARS
STREAMS = "/event_store.client.streams.Streams/"


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NodeAddress]:
    with running_node(tmp_path_factory.mktemp("node")) as address:
        yield address


@pytest.fixture
def client(node: NodeAddress) -> Iterator[EventStoreDBClient]:
    with EventStoreDBClient(node.uri) as connected:
        yield connected
        assert connected.get_commit_position() >= 0, "the node still answers"


@pytest.fixture
def channel(node: NodeAddress, client: EventStoreDBClient) -> Iterator[grpc.Channel]:
    with grpc.insecure_channel(f"127.0.0.1:{node.port}") as opened:
        yield opened


@pytest.fixture
def stub(channel: grpc.Channel) -> Any:
    return streams_pb2_grpc.StreamsStub(channel)


def status_of(call) -> tuple[str, str]:
    """The status and text that a call ends with."""
    try:
        result = call()
        if hasattr(result, "__iter__"):
            list(result)
    except grpc.RpcError as error:
        return error.code().name, error.details()
    return "OK", ""


def identifier(name: bytes = b"s") -> Any:
    return shared_pb2.StreamIdentifier(stream_name=name)


def read_request(**options: Any) -> Any:
    given = {"count": 10, "no_filter": NOTHING, **options}
    if "all" not in given and "stream" not in given:
        given["all"] = Options.AllOptions(start=NOTHING)
    if "subscription" in given:
        del given["count"]
    return streams_pb2.ReadReq(options=Options(**given))


def proposed(**fields: Any) -> Any:
    return {
        "id": shared_pb2.UUID(string="6d3f2a35-3b8f-5a52-9d44-2f9f6f0b1c11"),
        "metadata": {"type": "Noted", "content-type": "application/json"},
        "data": b"{}",
        **fields,
    }


def append_requests(name: bytes = b"s", *, expected: dict[str, Any] | None = None, **fields: Any):
    options = streams_pb2.AppendReq.Options(stream_identifier=identifier(name), **(expected or {"any": NOTHING}))
    message = streams_pb2.AppendReq.ProposedMessage(**proposed(**fields))
    yield streams_pb2.AppendReq(options=options)
    yield streams_pb2.AppendReq(proposed_message=message)


def batch_request(name: bytes = b"s", **fields: Any) -> Any:
    return streams_pb2.BatchAppendReq(
        correlation_id=shared_pb2.UUID(string="6d3f2a35-3b8f-5a52-9d44-2f9f6f0b1c12"),
        options=streams_pb2.BatchAppendReq.Options(stream_identifier=identifier(name), any=empty_pb2.Empty()),
        proposed_messages=[streams_pb2.BatchAppendReq.ProposedMessage(**proposed(**fields))],
        is_final=True,
    )


BAD_NAMES = [
    (b"", "not set"),
    ((LONGEST + "n").encode(), "500 characters"),
    (b"n" * 1_000_000, "500 characters"),
    (b"\xff\xfe", "not UTF-8"),
    (b"a\0b", "character 0"),
    (b"$all", "cannot be written"),
    (b"$$", "cannot be written"),
    (b"$$$$s", "cannot be written"),
]


@pytest.mark.parametrize(("name", "text"), BAD_NAMES)
def test_a_bad_name_cannot_be_written_to(stub, name, text):
    code, details = status_of(lambda: stub.Append(append_requests(name)))
    assert (code, text in details) == ("INVALID_ARGUMENT", True)

    (answer,) = stub.BatchAppend(iter([batch_request(name)]))
    bad = shared_pb2.BadRequest()
    assert answer.error.details.Unpack(bad)
    assert text in bad.message

    options = streams_pb2.DeleteReq.Options(stream_identifier=identifier(name), any=NOTHING)
    code, details = status_of(lambda: stub.Delete(streams_pb2.DeleteReq(options=options)))
    assert (code, text in details) == ("INVALID_ARGUMENT", True)


@pytest.mark.parametrize(("name", "text"), BAD_NAMES[:5])
def test_a_bad_name_cannot_be_read(stub, name, text):
    stream = Options.StreamOptions(stream_identifier=identifier(name), start=NOTHING)
    for counted in ({}, {"subscription": Options.SubscriptionOptions()}):
        request = read_request(stream=stream, **counted)
        code, details = status_of(lambda request=request: stub.Read(request))
        assert (code, text in details) == ("INVALID_ARGUMENT", True)


def test_the_longest_name_and_system_names_are_accepted(client):
    for name in (LONGEST, "村" * MAX_NAME_CHARS, "$system", "$$s", f"$${LONGEST}"):
        client.append_to_stream(name, current_version=ANY, events=events(name, 1))
        assert len(client.get_stream(name)) == 1


@pytest.mark.parametrize("method", ["Read", "Append", "BatchAppend", "Delete", "Tombstone"])
@pytest.mark.parametrize("garbage", [b"\xff\xff\xff", b"\x0a\x7f", b"\x00"])
def test_garbage_is_refused(channel, method, garbage):
    kinds = {"Read": "unary_stream", "Append": "stream_unary", "BatchAppend": "stream_stream"}
    kind = kinds.get(method, "unary_unary")
    call = getattr(channel, kind)(STREAMS + method)
    argument = iter([garbage]) if kind.startswith("stream") else garbage

    assert status_of(lambda: call(argument, timeout=5)) == ("INVALID_ARGUMENT", "The message could not be decoded")


def test_an_empty_call_is_refused(stub):
    for call in (stub.Append, stub.Delete, stub.Tombstone, stub.Read):
        empty = {
            stub.Append: iter(()),
            stub.Delete: streams_pb2.DeleteReq(),
            stub.Tombstone: streams_pb2.TombstoneReq(),
            stub.Read: streams_pb2.ReadReq(),
        }[call]
        assert status_of(lambda call=call, empty=empty: call(empty))[0] == "INVALID_ARGUMENT"
    assert list(stub.BatchAppend(iter(()))) == []


def test_events_before_their_options_are_refused(stub):
    options, message = append_requests()

    for requests in ([message], [options, options, message]):
        code, _ = status_of(lambda requests=requests: stub.Append(iter(requests)))
        assert code == "INVALID_ARGUMENT"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"metadata": {"content-type": "application/json"}}, "'type' is missing"),
        ({"metadata": {"type": "Noted"}}, "'content-type' is missing"),
        ({"metadata": {"type": "", "content-type": "application/json"}}, "event type"),
        ({"metadata": {"type": "t" * 501, "content-type": "application/json"}}, "event type"),
        ({"id": shared_pb2.UUID()}, "id is missing"),
        ({"id": shared_pb2.UUID(string="no")}, "not a UUID"),
        ({"id": shared_pb2.UUID(string="x" * 10_000)}, "not a UUID"),
    ],
)
def test_a_bad_event_is_refused(stub, fields, text):
    code, details = status_of(lambda: stub.Append(append_requests(b"bad", **fields)))
    assert (code, text in details) == ("INVALID_ARGUMENT", True)

    (answer,) = stub.BatchAppend(iter([batch_request(b"bad", **fields)]))
    assert answer.error.details.TypeName() == "event_store.client.BadRequest"


def test_an_unknown_content_type_is_kept_as_bytes(stub, client):
    metadata = {"type": "Noted", "content-type": "text/html"}
    stub.Append(append_requests(b"html", metadata=metadata))

    assert client.get_stream("html")[0].content_type == "application/octet-stream"


def test_structured_ids_are_accepted_and_returned(stub):
    structured = shared_pb2.UUID.Structured(most_significant_bits=-5, least_significant_bits=2**63 - 1)
    stub.Append(append_requests(b"structured", id=shared_pb2.UUID(structured=structured)))
    stream = Options.StreamOptions(stream_identifier=identifier(b"structured"), start=NOTHING)
    asked = read_request(stream=stream, uuid_option=Options.UUIDOption(structured=NOTHING))

    (answer,) = stub.Read(asked)

    assert structured == answer.event.event.id.structured


def test_an_append_that_is_too_large_is_refused_by_name(client, stub):
    big = event("big", data=b"x" * (MAX_APPEND_BYTES + 1))

    with pytest.raises(MaximumAppendSizeExceededError, match=str(MAX_APPEND_BYTES)):
        client.append_to_stream("big", current_version=ANY, events=[big])
    with pytest.raises(GrpcError, match="Maximum Append Size of 1048576 Exceeded"):
        client.append_to_stream("big", current_version=ANY, events=big)
    many = [event("tiny", event_type="t", data=b"")] * (MAX_APPEND_EVENTS + 1)
    with pytest.raises(MaximumAppendSizeExceededError):
        client.append_to_stream("big", current_version=ANY, events=many)
    assert client.get_current_version("big") == StreamState.NO_STREAM


def test_an_append_of_the_largest_size_is_accepted(client):
    largest = event("largest", event_type="t", data=b"x" * (MAX_APPEND_BYTES - 2))

    client.append_to_stream("largest", current_version=ANY, events=[largest])

    assert largest.data == client.get_stream("largest")[0].data


def test_a_message_beyond_all_limits_is_refused(client):
    with pytest.raises(GrpcError, match="RESOURCE_EXHAUSTED"):
        client.append_to_stream("huge", current_version=ANY, events=[event("huge", data=b"x" * 18_000_000)])


def test_a_deadline_of_nothing_stores_nothing(client):
    with pytest.raises((AppendDeadlineExceeded, GrpcDeadlineExceeded)):
        client.append_to_stream("late", current_version=ANY, events=events("late", 3), timeout=0)

    assert client.get_current_version("late") == StreamState.NO_STREAM


def test_a_batch_deadline_of_nothing_stores_nothing(stub, client):
    request = batch_request(b"late batch")
    request.options.deadline.seconds = 0

    (answer,) = stub.BatchAppend(iter([request]))

    assert answer.error.details.TypeName() == "event_store.client.Timeout"
    assert client.get_current_version("late batch") == StreamState.NO_STREAM


def test_a_batch_may_arrive_in_parts(stub, client):
    first, last = batch_request(b"parts"), batch_request(b"parts")
    first.is_final = False
    last.ClearField("options")

    (answer,) = stub.BatchAppend(iter([first, last]))

    assert answer.success.current_revision == 1
    assert len(client.get_stream("parts")) == 2


def test_one_bad_append_does_not_end_the_call_that_carries_others(stub):
    answers = list(stub.BatchAppend(iter([batch_request(b"$all"), batch_request(b"good")])))

    assert [answer.WhichOneof("result") for answer in answers] == ["error", "success"]


@pytest.mark.parametrize("expected", [2**63 - 1, 2**64 - 1])
def test_an_expected_revision_beyond_all_numbers_is_refused(stub, expected):
    requests = append_requests(b"far", expected={"revision": expected})

    assert status_of(lambda: stub.Append(requests))[0] == "INVALID_ARGUMENT"


@pytest.mark.parametrize(
    "options",
    [
        {"read_direction": 7},
        {"read_direction": 1, "subscription": Options.SubscriptionOptions()},
        {"stream": Options.StreamOptions(stream_identifier=identifier(), start=NOTHING)}
        | {"filter": Options.FilterOptions(max=1)},
        {"filter": Options.FilterOptions(max=1)},
        {"filter": Options.FilterOptions(max=1, event_type=Options.FilterOptions.Expression(prefix=["x"] * 257))},
    ],
)
def test_a_combination_that_means_nothing_is_refused(stub, options):
    given = dict(options)
    if "filter" in given:
        given["no_filter"] = None
    request = read_request(**given)

    assert status_of(lambda: stub.Read(request, timeout=5))[0] == "INVALID_ARGUMENT"


@pytest.mark.parametrize(
    "regex",
    [
        "(",
        "[",
        "*",
        "(?P<n>a)(?P=n)",
        "x" * (MAX_REGEX_CHARS + 1),
        "(" * 2_000 + ")" * 2_000,
        "(a+)+b",
        "(a|aa)+b",
        "(a*)*b",
        ".*.*.*.*.*b",
        "a?" * 40 + "a" * 40,
        "(a|aa)" * 40,
    ],
)
def test_a_bad_or_slow_expression_is_refused_at_once(client, regex):
    name = "a" * MAX_NAME_CHARS
    client.append_to_stream(name, current_version=ANY, events=events("slow", 1))
    begun = time.monotonic()

    with pytest.raises(GrpcError, match="INVALID_ARGUMENT"):
        list(client.read_all(filter_include=[regex], filter_by_stream_name=True))
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "regex",
    [
        r".*a.*b",
        r".*a.*a.*b",
        r"(box|ballot)-\d+",
        r"\w+-[0-9a-f]{8}(-\w{4}){3}.*",
        r"box-.*|ballot-.*|[a-z]+-.*",
        r".*-a-.*|.*-b-.*|.*-c-.*",
        "|".join(f"service{number}_.*" for number in range(40)),
    ],
)
def test_an_ordinary_expression_is_accepted(client, regex):
    name = "a" * MAX_NAME_CHARS
    client.append_to_stream(name, current_version=ANY, events=events("slow", 1))
    begun = time.monotonic()

    list(client.read_all(filter_include=[regex], filter_by_stream_name=True))
    list(client.read_all(filter_exclude=[regex, r"\$.+"], filter_by_stream_name=True))

    assert time.monotonic() - begun < 5


def test_prefixes_filter(stub, client):
    client.append_to_stream("prefixed-1", current_version=ANY, events=events("prefixed", 1))
    expression = Options.FilterOptions.Expression(prefix=["prefixed-", "none"])
    chosen = Options.FilterOptions(stream_identifier=expression, count=NOTHING)

    answers = stub.Read(read_request(no_filter=None, filter=chosen))

    names = [answer.event.event.stream_identifier.stream_name for answer in answers]
    assert names == [b"prefixed-1"]


def test_invalid_utf8_in_an_expression_is_refused(channel, stub):
    chosen = Options.FilterOptions(event_type=Options.FilterOptions.Expression(regex="QQ"))
    request = read_request(no_filter=None, filter=chosen).SerializeToString()
    call = channel.unary_stream(STREAMS + "Read")

    broken = request.replace(b"QQ", b"\xff\xfe")

    assert status_of(lambda: call(broken, timeout=5))[0] == "INVALID_ARGUMENT"


def test_what_the_node_does_not_have_is_unimplemented(client):
    with pytest.raises(GrpcError, match="UNIMPLEMENTED"):
        client.create_projection(name="projection", query="")


def test_other_clients_find_the_reason_in_the_trailers(stub, client):
    client.append_to_stream("村-trailers", current_version=ANY, events=events("trailers", 1))
    options = streams_pb2.DeleteReq.Options(stream_identifier=identifier("村-trailers".encode()), revision=7)
    with pytest.raises(grpc.RpcError) as refused:
        stub.Delete(streams_pb2.DeleteReq(options=options))

    trailers = dict(refused.value.trailing_metadata())
    assert trailers["exception"] == "wrong-expected-version"
    assert (trailers["expected-version"], trailers["actual-version"]) == ("7", "0")
    assert trailers["stream-name"] == "%E6%9D%91-trailers"
    assert "Stream: 村-trailers, Expected version: 7, Actual version: 0" in refused.value.details()
