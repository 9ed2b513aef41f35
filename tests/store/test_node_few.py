"""Filters that want few events of many: the node goes by the names of streams, and leaves nothing out for it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from esdbclient import CaughtUp, EventStoreDBClient, StreamState
from localnode.limits import SIFTED_EVENTS
from localnode.prefixes import prefixes_of
from localnode.testing import event, events, running_node

NOISE = SIFTED_EVENTS + 2_000
LAST = "last-\U0010ffff\U0010ffff"
RARE = ["rare-1", "rare-2", "rarely-1", "seldom-1", LAST]
CROWD = "rare-crowd"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EventStoreDBClient]:
    """For tests that only read: they run in any order."""
    with running_node(tmp_path_factory.mktemp("node")) as node, EventStoreDBClient(node.uri) as connected:
        fill(connected)
        yield connected


@pytest.fixture
def own_client(tmp_path: Path) -> Iterator[EventStoreDBClient]:
    """For a test that adds to what is there."""
    with running_node(tmp_path) as node, EventStoreDBClient(node.uri) as connected:
        fill(connected)
        yield connected


def fill(client: EventStoreDBClient) -> None:
    """Rare ones first, in the middle and last; between them more than is looked at at once."""
    for round_ in range(3):
        for name in RARE:
            client.append_to_stream(name, current_version=StreamState.ANY, events=[event(f"{name} {round_}")])
        if round_ < 2:
            for part in range(0, NOISE, 1000):
                names = events(f"noise {round_} {part}", 1000)
                client.append_to_stream("noise-1", current_version=StreamState.ANY, events=names)


def read(client, *patterns, **options):
    found = client.read_all(filter_include=patterns, filter_by_stream_name=True, **options)
    return [(one.stream_name, one.stream_position) for one in found]


def of(*names):
    """In the order in which they were recorded."""
    return [(name, round_) for round_ in range(3) for name in RARE if name in names]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("rare-.*", ("rare-1", "rare-2")),
        ("rare.*", ("rare-1", "rare-2", "rarely-1")),
        ("(?:rare-|seldom-).*", ("rare-1", "rare-2", "seldom-1")),
        ("rare-[13]", ("rare-1",)),
        ("seldom-1", ("seldom-1",)),
        (".*ly-.*", ("rarely-1",)),
        ("last-.*", (LAST,)),
        ("never-.*", ()),
    ],
)
def test_nothing_is_left_out_and_nothing_added(client, pattern, names):
    expected = of(*names)

    assert read(client, pattern) == expected
    assert read(client, pattern, backwards=True) == expected[::-1]
    for limit in range(1, len(expected) + 1):
        assert read(client, pattern, limit=limit) == expected[:limit]


def test_from_every_place_on_the_rest_is_read(client):
    everything = list(client.read_all(filter_include=["rare-.*"], filter_by_stream_name=True))
    for number, first in enumerate(everything):
        position = first.commit_position

        assert len(read(client, "rare-.*", commit_position=position)) == len(everything) - number


def test_a_subscriber_gets_them_then_hears_that_there_are_no_more_then_gets_the_next(own_client):
    with own_client.subscribe_to_all(
        filter_include=["seldom-.*"], filter_by_stream_name=True, include_caught_up=True, timeout=20
    ) as subscription:
        heard = []
        for one in subscription:
            heard.append("CaughtUp" if isinstance(one, CaughtUp) else one.stream_name)
            if heard[-1] == "CaughtUp":
                own_client.append_to_stream("seldom-1", current_version=StreamState.ANY, events=[event("seldom live")])
            if heard.count("seldom-1") == 4:
                break

    assert heard == ["seldom-1"] * 3 + ["CaughtUp", "seldom-1"]


def test_many_after_few_are_read_whole(own_client):
    """What was rare is not rare any more."""
    before = len(read(own_client, "rare-crowd.*"))
    for part in range(0, NOISE, 1000):
        names = events(f"crowd {part}", 1000)
        own_client.append_to_stream(CROWD, current_version=StreamState.ANY, events=names)

    assert before == 0
    assert read(own_client, "rare-crowd.*") == [(CROWD, number) for number in range(NOISE)]
    assert len(read(own_client, "rare-.*")) == NOISE + len(of("rare-1", "rare-2"))


@pytest.mark.parametrize(
    ("regex", "prefixes"),
    [
        ("^(?:disclosure_|mining_).*$", {"disclosure_", "mining_"}),
        ("^(?:auditor_).*$", {"auditor_"}),
        ("^(?:a_b|a_c).*$", {"a_"}),
        (r"^elections_term\-3.*$", {"elections_term-3"}),
        ("^one$", {"one"}),
        ("^a?b$", set()),
        ("^(?:[^$]).*$", set()),
        ("one_.*", set()),
        ("(?i)^one_.*", set()),
        ("(?m)^one_.*", set()),
        (r"^one\ud800", set()),
        ("^(?i:one)_.*", set()),
        ("^one_|two_", set()),
        ("^(?:one_|).*", set()),
        ("", set()),
    ],
)
def test_what_a_name_must_begin_with_is_read_from_the_expression(regex, prefixes):
    assert set(prefixes_of(regex)) == prefixes


@pytest.mark.parametrize("regex", ["^(?:ab|a)c?.*", "^a(?:b|c(?:d|e))+f", "^(?:a|b){2}c", "^ab*c", "^(?=a)b"])
def test_a_name_that_matches_always_begins_so(regex):
    texts = ["".join(letters) for size in range(6) for letters in _words(size)]
    prefixes = prefixes_of(regex)

    assert all(text.startswith(prefixes or "") for text in texts if re.search(regex, text))


def _words(size):
    words = [""]
    for _ in range(size):
        words = [word + letter for word in words for letter in "abcdef"]
    return words if size < 6 else []
