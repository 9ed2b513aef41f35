"""Deleting softly, for good, and by metadata."""

from collections.abc import Iterator

import pytest
from esdbclient import EventStoreDBClient, StreamState
from esdbclient.exceptions import GrpcError, NotFound, StreamIsDeleted, WrongCurrentVersion
from localnode.testing import NodeAddress, event, events, running_node

ANY, NO_STREAM, EXISTS = StreamState.ANY, StreamState.NO_STREAM, StreamState.EXISTS


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NodeAddress]:
    with running_node(tmp_path_factory.mktemp("node")) as address:
        yield address


@pytest.fixture
def client(node: NodeAddress) -> Iterator[EventStoreDBClient]:
    with EventStoreDBClient(node.uri) as connected:
        yield connected


@pytest.fixture
def stream(client: EventStoreDBClient, request: pytest.FixtureRequest) -> str:
    """A stream of the test's own, with two events in it."""
    name = str(request.node.name)
    client.append_to_stream(name, current_version=NO_STREAM, events=events(name, 2))
    return name


@pytest.mark.parametrize("expected", [ANY, NO_STREAM, EXISTS, 0])
def test_what_never_existed_cannot_be_deleted(client, stream, expected):
    with pytest.raises(NotFound):
        client.delete_stream(f"{stream}-never", current_version=expected)


@pytest.mark.parametrize("expected", [ANY, EXISTS, 1])
def test_a_deleted_stream_is_not_found_and_has_no_version(client, stream, expected):
    client.delete_stream(stream, current_version=expected)

    with pytest.raises(NotFound):
        client.get_stream(stream)
    assert client.get_current_version(stream) == NO_STREAM


@pytest.mark.parametrize("expected", [0, 2])
def test_a_deletion_with_another_version_is_refused(client, stream, expected):
    with pytest.raises(WrongCurrentVersion):
        client.delete_stream(stream, current_version=expected)
    with pytest.raises(WrongCurrentVersion):
        client.tombstone_stream(stream, current_version=expected)
    assert len(client.get_stream(stream)) == 2


def test_a_deletion_may_be_repeated(client, stream):
    client.delete_stream(stream, current_version=1)
    client.delete_stream(stream, current_version=1)
    client.delete_stream(stream, current_version=ANY)

    with pytest.raises(StreamIsDeleted):
        client.delete_stream(stream, current_version=EXISTS)


def test_only_what_was_written_after_the_deletion_is_read(client, stream):
    client.delete_stream(stream, current_version=ANY)
    client.append_to_stream(stream, current_version=NO_STREAM, events=[event(f"{stream} new")])

    assert [recorded.stream_position for recorded in client.get_stream(stream)] == [2]
    client.delete_stream(stream, current_version=EXISTS)
    with pytest.raises(NotFound):
        client.get_stream(stream)


def test_deleted_events_remain_in_all(client, stream):
    client.delete_stream(stream, current_version=ANY)

    names = [recorded.stream_name for recorded in client.read_all()]

    assert names.count(stream) == 2


def test_a_tombstone_is_for_ever(client, stream):
    client.tombstone_stream(stream, current_version=ANY)

    for expected in (ANY, NO_STREAM, EXISTS, 1):
        with pytest.raises(StreamIsDeleted):
            client.tombstone_stream(stream, current_version=expected)
        with pytest.raises(StreamIsDeleted):
            client.delete_stream(stream, current_version=expected)
    with pytest.raises(StreamIsDeleted):
        client.get_stream(stream)
    with pytest.raises(StreamIsDeleted):
        client.get_current_version(stream)


def test_a_stream_that_never_existed_can_be_tombstoned(client, stream):
    with pytest.raises(NotFound):
        client.tombstone_stream(f"{stream}-never", current_version=EXISTS)
    client.tombstone_stream(f"{stream}-never", current_version=ANY)

    with pytest.raises(StreamIsDeleted):
        client.append_to_stream(f"{stream}-never", current_version=NO_STREAM, events=[event(stream)])


def test_only_the_last_events_of_a_counted_stream_are_read(client, stream):
    client.set_stream_metadata(stream, metadata={"$maxCount": 1})

    assert [recorded.stream_position for recorded in client.get_stream(stream)] == [1]
    backwards = client.get_stream(stream, backwards=True)
    assert [recorded.stream_position for recorded in backwards] == [1]


def test_events_before_the_truncation_are_not_read(client, stream):
    client.set_stream_metadata(stream, metadata={"$tb": 1})

    assert [recorded.stream_position for recorded in client.get_stream(stream)] == [1]


def test_events_that_are_too_old_are_not_read(client, stream):
    client.set_stream_metadata(stream, metadata={"$maxAge": 0})
    assert client.get_stream(stream) == ()

    client.set_stream_metadata(stream, metadata={"$maxAge": 3600})
    assert len(client.get_stream(stream)) == 2


def test_metadata_is_read_back_with_its_version(client, stream):
    client.set_stream_metadata(stream, metadata={"owner": "clerk"}, current_version=NO_STREAM)
    client.set_stream_metadata(stream, metadata={"owner": "auditor"}, current_version=0)

    assert client.get_stream_metadata(stream) == ({"owner": "auditor"}, 1)
    assert len(client.get_stream(f"$${stream}")) == 1


def test_a_deletion_keeps_the_rest_of_the_metadata(client, stream):
    client.set_stream_metadata(stream, metadata={"owner": "clerk"})
    client.delete_stream(stream, current_version=ANY)

    metadata, _ = client.get_stream_metadata(stream)

    assert metadata["owner"] == "clerk"


def test_metadata_that_is_not_json_truncates_nothing(client, stream):
    client.append_to_stream(
        f"$${stream}",
        current_version=ANY,
        events=[event(f"{stream} odd", event_type="$metadata", data=b"\xff")],
    )

    assert len(client.get_stream(stream)) == 2


def test_the_metadata_of_a_tombstoned_stream_is_gone_too(client, stream):
    client.tombstone_stream(stream, current_version=ANY)

    with pytest.raises(StreamIsDeleted):
        client.append_to_stream(f"$${stream}", current_version=ANY, events=[event(stream)])


def test_metadata_cannot_be_deleted(client, stream):
    client.set_stream_metadata(stream, metadata={"owner": "clerk"})

    with pytest.raises(GrpcError, match="cannot be deleted"):
        client.delete_stream(f"$${stream}", current_version=ANY)
