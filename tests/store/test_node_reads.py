"""Reading streams and $all: directions, limits, positions, filters."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from esdbclient import EventStoreDBClient, StreamState
from esdbclient.exceptions import NotFound
from localnode.testing import NodeAddress, event, events, running_node

COUNT = 1_200
"""More than one page of the node."""


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NodeAddress]:
    with running_node(tmp_path_factory.mktemp("node")) as address:
        with EventStoreDBClient(address.uri) as client:
            fill(client)
        yield address


@pytest.fixture(scope="module")
def client(node: NodeAddress) -> Iterator[EventStoreDBClient]:
    """For tests that only read: they run in any order."""
    with EventStoreDBClient(node.uri) as connected:
        yield connected


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[EventStoreDBClient]:
    """For a test that writes."""
    with running_node(tmp_path) as node, EventStoreDBClient(node.uri) as connected:
        yield connected


def fill(client: EventStoreDBClient) -> None:
    """Positions 1 to 1200 are one long stream, 1201 to 1206 a few short ones."""
    client.append_to_stream("long", current_version=StreamState.NO_STREAM, events=events("long", COUNT))
    for name in ("box-1", "box-2", "ballot-1"):
        client.append_to_stream(
            name,
            current_version=StreamState.NO_STREAM,
            events=[event(f"{name} a", event_type="Opened"), event(f"{name} b")],
        )


def positions(recorded) -> list[int]:
    return [one.commit_position for one in recorded]


def revisions(recorded) -> list[int]:
    return [one.stream_position for one in recorded]


def test_a_long_stream_is_read_whole_in_both_directions(client):
    assert list(range(COUNT)) == revisions(client.get_stream("long"))
    assert list(reversed(range(COUNT))) == revisions(client.get_stream("long", backwards=True))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"stream_position": 3, "limit": 2}, [3, 4]),
        ({"stream_position": 3, "limit": 2, "backwards": True}, [3, 2]),
        ({"stream_position": 0, "backwards": True}, [0]),
        ({"stream_position": COUNT}, []),
        ({"stream_position": 10 * COUNT}, []),
        ({"stream_position": 10 * COUNT, "backwards": True, "limit": 1}, [COUNT - 1]),
        ({"limit": 0}, []),
        ({"stream_position": 2**63 - 1}, []),
        ({"stream_position": 2**64 - 1}, []),
    ],
)
def test_a_stream_is_read_from_a_revision_which_is_included(client, options, expected):
    assert expected == revisions(client.get_stream("long", **options))


@pytest.mark.parametrize("limit", [499, 500, 501, 1000])
def test_a_limit_is_kept_where_pages_meet(client, limit):
    assert list(range(limit)) == revisions(client.get_stream("long", limit=limit))
    assert limit == len(list(client.read_all(limit=limit)))


def test_a_stream_that_never_existed_is_not_found(client):
    with pytest.raises(NotFound, match="'never' not found"):
        client.get_stream("never")
    assert client.get_current_version("never") == StreamState.NO_STREAM


def test_all_is_read_whole_in_both_directions(client):
    whole = positions(client.read_all())

    assert list(range(1, COUNT + 7)) == whole
    assert whole[::-1] == positions(client.read_all(backwards=True))
    assert whole[-1] == client.get_commit_position()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"commit_position": 5, "limit": 2}, [5, 6]),
        ({"commit_position": 5, "limit": 2, "backwards": True}, [4, 3]),
        ({"commit_position": 0, "limit": 2}, [1, 2]),
        ({"commit_position": 0, "backwards": True}, []),
        ({"commit_position": 10 * COUNT}, []),
        ({"commit_position": 2**64 - 1}, []),
        ({"limit": 0}, []),
    ],
)
def test_all_is_read_from_a_position_included_only_forwards(client, options, expected):
    assert expected == positions(client.read_all(**options))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"filter_include": ["Opened"]}, ["box-1", "box-2", "ballot-1"]),
        ({"filter_include": ["Opene"]}, []),
        ({"filter_include": ["Open.*"]}, ["box-1", "box-2", "ballot-1"]),
        (
            {"filter_include": ["box-1", "ballot.*"], "filter_by_stream_name": True},
            ["box-1", "box-1", "ballot-1", "ballot-1"],
        ),
        (
            {"filter_include": ["(box|ballot)-1"], "filter_by_stream_name": True},
            ["box-1", "box-1", "ballot-1", "ballot-1"],
        ),
        (
            {"filter_exclude": ["long", "box-.*"], "filter_by_stream_name": True},
            ["ballot-1", "ballot-1"],
        ),
        ({"filter_exclude": ["Noted"]}, ["box-1", "box-2", "ballot-1"]),
    ],
)
def test_a_filter_keeps_what_it_names(client, options, expected):
    assert expected == [recorded.stream_name for recorded in client.read_all(**options)]
    backwards = client.read_all(**options, backwards=True)
    assert expected[::-1] == [recorded.stream_name for recorded in backwards]


def test_a_filtered_limit_counts_what_is_kept(client):
    opened = client.read_all(filter_include=["Opened"], limit=2)

    assert [recorded.stream_name for recorded in opened] == ["box-1", "box-2"]


def test_system_events_are_in_all_unless_excluded(empty):
    empty.set_stream_metadata("s", metadata={"owner": "clerk"})

    assert [found.stream_name for found in empty.read_all(filter_exclude=())] == ["$$s"]
    assert list(empty.read_all()) == []
    assert empty.get_commit_position() == 0


def test_an_event_comes_back_as_it_was_written(empty):
    written = event("whole", event_type="Noted 记录", data="票箱".encode())
    empty.append_to_stream("村-1", current_version=StreamState.NO_STREAM, events=[written])

    read = empty.get_stream("村-1")[0]

    assert (written.id, written.type, written.data) == (read.id, read.type, read.data)
    assert (
        read.stream_name,
        read.stream_position,
        read.content_type,
    ) == ("村-1", 0, "application/json")
    assert read.recorded_at is not None


def test_big_events_are_read_in_small_pages(empty):
    big = b"x" * 900_000
    for number in range(6):
        empty.append_to_stream("big", current_version=StreamState.ANY, events=event(f"big {number}", data=big))

    assert 6 * [big] == [recorded.data for recorded in empty.get_stream("big")]
    assert len(list(empty.read_all(filter_include=["big"], filter_by_stream_name=True))) == 6


def test_the_node_says_that_it_leads_and_has_no_subscription_groups(client, node):
    (member,) = client.read_gossip()

    assert ("NODE_STATE_LEADER", "127.0.0.1", node.port) == (
        member.state,
        member.address,
        member.port,
    )
    assert client.list_subscriptions() == []


def test_a_client_that_discovers_finds_the_node(node):
    uri = node.uri.replace("esdb://", "esdb+discover://")
    with EventStoreDBClient(uri) as client:
        assert len(client.get_stream("long", limit=1)) == 1
