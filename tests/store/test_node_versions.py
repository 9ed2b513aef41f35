"""What an expected version admits, row by row, and that a retry is harmless."""

from collections.abc import Iterator

import pytest
from esdbclient import EventStoreDBClient, StreamState
from esdbclient.exceptions import FailedPrecondition, StreamIsDeleted, WrongCurrentVersion
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
def stream(request: pytest.FixtureRequest) -> str:
    """A name of the test's own."""
    return str(request.node.name)


def ids(client: EventStoreDBClient, stream: str) -> list[object]:
    return [recorded.id for recorded in client.get_stream(stream)]


@pytest.mark.parametrize("expected", [ANY, NO_STREAM])
def test_a_new_stream_admits(client, stream, expected):
    position = client.append_to_stream(stream, current_version=expected, events=events(stream, 2))

    assert [recorded.stream_position for recorded in client.get_stream(stream)] == [0, 1]
    assert position == client.get_stream(stream)[-1].commit_position


@pytest.mark.parametrize("expected", [EXISTS, 0, 5])
@pytest.mark.parametrize("is_single", [True, False])
def test_a_new_stream_refuses(client, stream, expected, is_single):
    proposed = event(stream) if is_single else [event(stream)]

    with pytest.raises(WrongCurrentVersion, match="does not exist"):
        client.append_to_stream(stream, current_version=expected, events=proposed)


def test_a_stream_that_has_only_metadata_exists(client, stream):
    client.set_stream_metadata(stream, metadata={"owner": "clerk"})

    client.append_to_stream(stream, current_version=EXISTS, events=events(stream, 1))


@pytest.mark.parametrize("expected", [ANY, EXISTS, 1])
def test_an_existing_stream_admits(client, stream, expected):
    client.append_to_stream(stream, current_version=NO_STREAM, events=events(stream, 2))

    client.append_to_stream(stream, current_version=expected, events=[event(f"{stream} new")])

    assert len(client.get_stream(stream)) == 3


@pytest.mark.parametrize("expected", [NO_STREAM, 0, 2])
@pytest.mark.parametrize("is_single", [True, False])
def test_an_existing_stream_refuses(client, stream, expected, is_single):
    client.append_to_stream(stream, current_version=NO_STREAM, events=events(stream, 2))
    proposed = event(f"{stream} new") if is_single else [event(f"{stream} new")]

    with pytest.raises(WrongCurrentVersion, match="Stream position of last event is 1 not"):
        client.append_to_stream(stream, current_version=expected, events=proposed)


@pytest.mark.parametrize("expected", [ANY, EXISTS, NO_STREAM])
def test_a_retry_returns_the_position_of_the_last_original_event(client, stream, expected):
    original = events(stream, 3)
    position = client.append_to_stream(stream, current_version=NO_STREAM, events=original)
    client.append_to_stream(stream, current_version=2, events=[event(f"{stream} later")])

    assert position == client.append_to_stream(stream, current_version=expected, events=original)
    assert len(client.get_stream(stream)) == 4


def test_a_retry_with_a_number_is_recognised_however_late(client, stream):
    client.append_to_stream(stream, current_version=NO_STREAM, events=events(stream, 1))
    batch = events(f"{stream} batch", 2)
    position = client.append_to_stream(stream, current_version=0, events=batch)
    for number in range(2, 40):
        client.append_to_stream(stream, current_version=number, events=event(f"{stream} {number}"))

    assert position == client.append_to_stream(stream, current_version=0, events=batch)
    assert position == client.append_to_stream(stream, current_version=1, events=batch[1])


def test_a_shorter_retry_returns_the_position_of_its_own_last_event(client, stream):
    original = events(stream, 3)
    client.append_to_stream(stream, current_version=NO_STREAM, events=original)

    position = client.append_to_stream(stream, current_version=NO_STREAM, events=original[:2])

    assert position == client.get_stream(stream)[1].commit_position


@pytest.mark.parametrize("expected", [ANY, EXISTS, NO_STREAM])
def test_a_retry_with_one_more_event_is_refused(client, stream, expected):
    original = events(stream, 2)
    client.append_to_stream(stream, current_version=NO_STREAM, events=original)

    with pytest.raises(WrongCurrentVersion):
        client.append_to_stream(stream, current_version=expected, events=[*original, event(f"{stream} new")])
    assert len(client.get_stream(stream)) == 2


def test_with_any_version_a_first_event_that_is_new_lets_the_batch_in(client, stream):
    original = event(stream)
    client.append_to_stream(stream, current_version=NO_STREAM, events=[original])

    client.append_to_stream(stream, current_version=ANY, events=[event(f"{stream} new"), original])

    assert len(client.get_stream(stream)) == 3


def test_a_retry_in_another_order_is_refused(client, stream):
    first, second = events(stream, 2)
    client.append_to_stream(stream, current_version=NO_STREAM, events=[first, second])

    with pytest.raises(WrongCurrentVersion):
        client.append_to_stream(stream, current_version=NO_STREAM, events=[second, first])


def test_an_id_is_stored_again_if_the_version_is_the_current_one(client, stream):
    client.append_to_stream(stream, current_version=NO_STREAM, events=[event(stream)])

    client.append_to_stream(stream, current_version=0, events=[event(stream)])

    assert len(client.get_stream(stream)) == 2


def test_one_id_may_stand_in_two_streams_and_twice_in_a_batch(client, stream):
    twice = [event(stream), event(stream)]
    client.append_to_stream(stream, current_version=NO_STREAM, events=twice)
    client.append_to_stream(f"{stream}-other", current_version=ANY, events=twice)

    assert len(client.get_stream(stream)) == 2
    assert len(client.get_stream(f"{stream}-other")) == 2


def test_an_empty_batch_is_admitted_unless_the_version_is_past(client, stream):
    client.append_to_stream(stream, current_version=NO_STREAM, events=events(stream, 2))

    client.append_to_stream(stream, current_version=ANY, events=[])
    client.append_to_stream(stream, current_version=1, events=[])
    with pytest.raises(WrongCurrentVersion):
        client.append_to_stream(stream, current_version=0, events=[])
    assert len(client.get_stream(stream)) == 2


def test_a_truncated_original_is_no_longer_recognised(client, stream):
    original = events(stream, 3)
    client.append_to_stream(stream, current_version=NO_STREAM, events=original)
    client.set_stream_metadata(stream, metadata={"$tb": 2})

    with pytest.raises(WrongCurrentVersion):
        client.append_to_stream(stream, current_version=NO_STREAM, events=original)
    client.append_to_stream(stream, current_version=1, events=original[2:])
    assert ids(client, stream) == [original[2].id]


@pytest.mark.parametrize("expected", [ANY, NO_STREAM, EXISTS, 0, 1])
def test_a_tombstoned_stream_refuses_everything(client, stream, expected):
    client.append_to_stream(stream, current_version=NO_STREAM, events=events(stream, 2))
    client.tombstone_stream(stream, current_version=1)

    with pytest.raises(StreamIsDeleted):
        client.append_to_stream(stream, current_version=expected, events=events(stream, 2))
    with pytest.raises(FailedPrecondition, match="is deleted"):
        client.append_to_stream(stream, current_version=expected, events=event(stream))


def test_a_softly_deleted_stream_does_not_exist(client, stream):
    client.append_to_stream(stream, current_version=NO_STREAM, events=events(stream, 2))
    client.delete_stream(stream, current_version=1)

    with pytest.raises(StreamIsDeleted):
        client.append_to_stream(stream, current_version=EXISTS, events=[event(f"{stream} new")])
    with pytest.raises(WrongCurrentVersion):
        client.append_to_stream(stream, current_version=0, events=[event(f"{stream} new")])


@pytest.mark.parametrize("expected", [ANY, NO_STREAM, 1])
def test_a_softly_deleted_stream_is_continued(client, stream, expected):
    original = events(stream, 2)
    client.append_to_stream(stream, current_version=NO_STREAM, events=original)
    client.delete_stream(stream, current_version=ANY)

    client.append_to_stream(stream, current_version=expected, events=original)

    assert [recorded.stream_position for recorded in client.get_stream(stream)] == [2, 3]


def test_a_retry_is_recognised_after_a_restart(tmp_path):
    original = events("original", 3)
    with running_node(tmp_path) as node:
        with EventStoreDBClient(node.uri) as client:
            position = client.append_to_stream("s", current_version=NO_STREAM, events=original)
            client.append_to_stream("s", current_version=2, events=[event("later")])
        node.kill()
        node.restart()
        with EventStoreDBClient(node.uri) as client:
            for expected in (NO_STREAM, ANY, EXISTS):
                again = client.append_to_stream("s", current_version=expected, events=original)
                assert position == again
            assert len(client.get_stream("s")) == 4
