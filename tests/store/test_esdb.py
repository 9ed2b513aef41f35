"""The door to EventStoreDB when something is wrong: a node that dies, freezes or refuses, a dead connection."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Event, Thread, Timer
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import ledger.esdb
import ledger.esdb_read
import pytest
from esdbclient import EventStoreDBClient, NewEvent, StreamState
from esdbclient.protos.Grpc import streams_pb2
from ledger.clock import monotonic, sleep
from ledger.esdb import EsdbStore
from ledger.esdb_append import QuickAppend
from ledger.esdb_read import events_of_all, quick_page
from ledger.leaf import placed
from ledger.store import (
    NO_STREAM,
    START,
    Draft,
    OutcomeUnknown,
    Recorded,
    StoreRefused,
    StoreUnavailable,
    WrongRevision,
)
from localnode.testing import NodeAddress, running_node

Drafting = Callable[..., Draft]
Following = Callable[..., Any]

MEGABYTE = 1024 * 1024
WITHIN_S = 20.0


@pytest.fixture
def node(tmp_path: Path) -> Iterator[NodeAddress]:
    with running_node(tmp_path) as address:
        yield address


@pytest.fixture
def opened() -> Iterator[Callable[..., EsdbStore]]:
    stores: list[EsdbStore] = []

    def store_at(uri: str, **options: Any) -> EsdbStore:
        stores.append(EsdbStore(uri, **options))
        return stores[-1]

    yield store_at
    for store in stores:
        store.close()


@pytest.fixture
def store(node: NodeAddress, opened: Callable[..., EsdbStore]) -> EsdbStore:
    return opened(node.uri)


@pytest.fixture
def common(common_node: NodeAddress, opened: Callable[..., EsdbStore]) -> EsdbStore:
    """On the node that other tests use as well."""
    return opened(common_node.uri)


def until_definite(store: EsdbStore, stream: str, drafts: list[Draft], *, expected: int) -> int:
    """Send the same bytes until the answer is known, as the handler does; how often it was unknown."""
    unknown = 0
    end = monotonic() + WITHIN_S
    while True:
        try:
            store.append(stream, drafts, expected=expected)
        except OutcomeUnknown:
            assert monotonic() < end
            unknown += 1
            sleep(0.05)
        else:
            return unknown


def test_a_node_killed_under_load_costs_no_fact_and_doubles_none(
    node: NodeAddress, store: EsdbStore, draft: Drafting, following: Following
):
    stop = Event()
    unknown: list[int] = []
    acknowledged: dict[str, list[Draft]] = {f"load_case-{number}": [] for number in range(4)}

    def write(stream: str) -> None:
        facts = acknowledged[stream]
        while not stop.is_set():
            drafts = [draft(f"{stream}-{len(facts)}-{part}") for part in range(1 + len(facts) % 2)]
            unknown.append(until_definite(store, stream, drafts, expected=len(facts) - 1))
            facts += drafts

    reader = following(store, ("load_",))
    writers = [Thread(target=write, args=(stream,), daemon=True) for stream in acknowledged]
    for writer in writers:
        writer.start()
    for _ in range(2):
        sleep(0.7)
        node.kill()
        sleep(0.7)
        node.restart()
    sleep(0.7)
    stop.set()
    for writer in writers:
        writer.join(WITHIN_S)
        assert not writer.is_alive()

    recorded = store.read_all(("load_",), limit=100_000)
    assert recorded == reader.until(len(recorded))
    assert recorded == reader.then_nothing()
    assert sum(unknown) > 0
    for stream, drafts in acknowledged.items():
        assert [one.id for one in drafts] == [fact.id for fact in recorded if fact.stream == stream]
        assert list(range(len(drafts))) == [fact.revision for fact in store.read(stream)]


@pytest.mark.parametrize("size", [1, 3])
def test_what_was_sent_during_an_outage_is_recorded_once_when_it_is_sent_again(
    node: NodeAddress, store: EsdbStore, draft: Drafting, size: int
):
    drafts = [draft(f"part-{part}") for part in range(size)]
    store.append("outage_case", [draft("before")], expected=NO_STREAM)
    node.kill()

    with pytest.raises(OutcomeUnknown):
        store.append("outage_case", drafts, expected=0)
    node.restart()
    until_definite(store, "outage_case", drafts, expected=0)
    store.append("outage_case", drafts, expected=0)

    assert [draft("before").id, *(one.id for one in drafts)] == [fact.id for fact in store.read("outage_case")]


def test_reading_during_an_outage_says_so_and_works_again_afterwards(
    node: NodeAddress, store: EsdbStore, draft: Drafting
):
    store.append("outage_case", [draft("before")], expected=NO_STREAM)
    node.kill()

    with pytest.raises(StoreUnavailable):
        store.read("outage_case")
    with pytest.raises(StoreUnavailable):
        store.read_all(("outage_",), limit=10)
    node.restart()

    assert store.read("outage_case") == store.read_all(("outage_",), limit=10)


def test_a_subscription_ends_at_once_while_it_waits_for_the_node(
    node: NodeAddress, store: EsdbStore, following: Following
):
    reader = following(store, ("outage_",))
    reader.until_caught_up()
    node.kill()
    sleep(1.0)

    assert reader.stop() < 1.0


@pytest.mark.parametrize("is_subscribed", [True, False])
def test_a_subscription_to_a_frozen_node_ends_at_once(
    node: NodeAddress, store: EsdbStore, following: Following, *, is_subscribed: bool
):
    if is_subscribed:
        reader = following(store, ("frozen_",))
        reader.until_caught_up()
    os.kill(node.pid, signal.SIGSTOP)
    try:
        if not is_subscribed:
            reader = following(store, ("frozen_",))
        sleep(0.5)

        assert reader.stop() < 1.0
    finally:
        os.kill(node.pid, signal.SIGCONT)


def test_a_frozen_node_is_given_no_more_than_the_time_allowed(
    node: NodeAddress, opened: Callable[..., EsdbStore], draft: Drafting
):
    store = opened(node.uri, timeout_s=1.0)
    store.append("frozen_case", [draft("before")], expected=NO_STREAM)
    os.kill(node.pid, signal.SIGSTOP)
    started = monotonic()

    with pytest.raises(OutcomeUnknown):
        store.append("frozen_case", [draft("during")], expected=0)

    assert 0.9 < monotonic() - started < 1.6
    os.kill(node.pid, signal.SIGCONT)
    until_definite(store, "frozen_case", [draft("during")], expected=0)
    assert [draft("before").id, draft("during").id] == [fact.id for fact in store.read("frozen_case")]


class Wire:
    """Passes bytes between clients and a node. Connections can go dead: open, and silent for ever."""

    def __init__(self, port: int) -> None:
        self._to = ("127.0.0.1", port)
        self._sockets: list[socket.socket] = []
        self._dead: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.uri = f"esdb://127.0.0.1:{self._listener.getsockname()[1]}?Tls=false"
        Thread(target=self._accept, daemon=True).start()

    def go_dead(self) -> None:
        """All present connections; new ones work."""
        self._dead.update(self._sockets)

    def close(self) -> None:
        for one in (self._listener, *self._sockets):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._to)
                self._sockets += [near, far]
                for source, target in ((near, far), (far, near)):
                    Thread(target=self._pass, args=(source, target), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if source not in self._dead:
                    target.sendall(data)
            target.shutdown(socket.SHUT_WR)


@pytest.fixture
def wire(common_node: NodeAddress) -> Iterator[Wire]:
    wire = Wire(common_node.port)
    yield wire
    wire.close()


def test_a_connection_that_went_dead_is_replaced(
    wire: Wire, opened: Callable[..., EsdbStore], prefix: str, draft: Drafting, following: Following
):
    """Though others of the program still hold dead ones."""
    store = opened(wire.uri, timeout_s=1.0)
    following(store, (prefix,)).until_caught_up()
    store.append(prefix, [draft("before")], expected=NO_STREAM)
    wire.go_dead()

    with pytest.raises(OutcomeUnknown):
        store.append(prefix, [draft("during")], expected=0)
    store.append(prefix, [draft("during")], expected=0)

    assert len(store.read(prefix)) == 2


def test_a_subscription_whose_connection_went_dead_goes_on_over_a_new_one(
    wire: Wire,
    common: EsdbStore,
    opened: Callable[..., EsdbStore],
    prefix: str,
    draft: Drafting,
    following: Following,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(ledger.esdb, "RENEWED_S", 1.0)
    common.append(prefix, [draft("before")], expected=NO_STREAM)
    reader = following(opened(wire.uri), (prefix,))
    reader.until_caught_up()
    wire.go_dead()

    common.append(prefix, [draft("after")], expected=0)

    assert common.read(prefix) == reader.until(2)


def test_a_subscription_that_is_renewed_misses_nothing_and_repeats_nothing(
    common: EsdbStore,
    prefix: str,
    draft: Drafting,
    following: Following,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(ledger.esdb, "RENEWED_S", 0.2)
    reader = following(common, (prefix,))
    for turn in range(150):
        common.append(prefix, [draft(f"{turn}")], expected=turn - 1)
        sleep(0.005)

    assert common.read(prefix) == reader.until(150)
    assert len(reader.then_nothing()) == 150


def test_a_subscription_passes_over_what_is_not_its_own(
    common: EsdbStore, prefix: str, draft: Drafting, following: Following
):
    """So that one whose facts are rare need not look at all of history again."""
    common.append(f"{prefix}mine", [draft("first")], expected=NO_STREAM)
    for batch in range(5):
        common.append(f"{prefix}other-{batch}", [draft(f"{batch}-{part}") for part in range(200)], expected=NO_STREAM)
    reader = following(common, (f"{prefix}mine",))

    reader.until_caught_up()

    last = common.read(f"{prefix}other-4")[-1].position
    assert sorted(set(reader.positions)) == reader.positions
    assert last - 300 < reader.positions[-1] <= last


def test_a_subscription_that_the_server_refuses_ends(common: EsdbStore, following: Following):
    """A position beyond the end: the store was replaced by an older copy of itself."""
    reader = following(common, ("case_",), after=2**40)

    assert isinstance(reader.failure(), StoreRefused)


def test_a_long_stream_is_read_whole(common: EsdbStore, prefix: str, draft: Drafting):
    for batch in range(3):
        common.append(prefix, [draft(f"{batch}-{part}") for part in range(500)], expected=500 * batch - 1)

    assert list(range(1500)) == [fact.revision for fact in common.read(prefix)]
    assert list(range(701, 1500)) == [fact.revision for fact in common.read(prefix, after=700)]
    assert common.read(prefix) == common.read_all((prefix,), limit=10_000)
    assert common.read(prefix)[:1001] == common.read_all((prefix,), limit=1001)


@pytest.mark.parametrize("size", [1, 2])
def test_what_is_too_large_is_refused_and_not_sent_again(common: EsdbStore, prefix: str, draft: Drafting, size: int):
    drafts = [draft(f"{part}", data=b" " * MEGABYTE) for part in range(size)]

    with pytest.raises(StoreRefused):
        common.append(prefix, drafts, expected=NO_STREAM)

    assert common.read(prefix) == []


@pytest.mark.parametrize("size", [1, 2])
def test_a_deleted_stream_takes_no_facts(
    common: EsdbStore, common_node: NodeAddress, prefix: str, draft: Drafting, size: int
):
    common.append(prefix, [draft("before")], expected=NO_STREAM)
    with EventStoreDBClient(common_node.uri) as client:
        client.tombstone_stream(prefix, current_version=StreamState.ANY)

    with pytest.raises(StoreRefused):
        common.append(prefix, [draft(f"{part}") for part in range(size)], expected=0)
    with pytest.raises(StoreUnavailable):
        common.read(prefix)


def test_everything_is_every_stream_but_the_systems(node: NodeAddress, store: EsdbStore, draft: Drafting):
    store.append("case-1", [draft("a")], expected=NO_STREAM)
    with EventStoreDBClient(node.uri) as client:
        client.set_stream_metadata("case-1", metadata={"$maxCount": 5})
    store.append("tally-1", [draft("b")], expected=NO_STREAM)

    assert [fact.stream for fact in store.read_all(("",), limit=10)] == ["case-1", "tally-1"]


def test_nothing_is_not_a_choice_of_streams(common: EsdbStore):
    with pytest.raises(ValueError, match="prefix"):
        common.read_all((), limit=10)


def test_threads_share_a_store(common: EsdbStore, prefix: str, draft: Drafting, together: Callable[..., None]):
    def race(number: int) -> None:
        for turn in range(10):
            with suppress(WrongRevision):
                common.append(prefix, [draft(f"{number}-{turn}")], expected=turn - 1)

    together(race, 8)

    assert list(range(10)) == [fact.revision for fact in common.read(prefix)]


def test_a_closed_store_answers_nothing(common: EsdbStore, prefix: str, draft: Drafting, following: Following):
    reader = following(common, (prefix,))
    reader.until_caught_up()
    common.append(prefix, [draft("before")], expected=NO_STREAM)

    common.close()

    assert reader.stop() < 1.0
    with pytest.raises(OutcomeUnknown):
        common.append(prefix, [draft("after")], expected=0)
    with pytest.raises(StoreUnavailable):
        common.read(prefix)


def test_a_read_that_is_cut_off_is_not_taken_for_whole(
    common: EsdbStore,
    common_node: NodeAddress,
    opened: Callable[..., EsdbStore],
    prefix: str,
    draft: Drafting,
):
    """The client takes a call that was cancelled for one that ended."""
    for batch in range(3):
        common.append(prefix, [draft(f"{batch}-{part}") for part in range(500)], expected=500 * batch - 1)
    lengths = {len(common.read(prefix))}
    for moment in range(12):
        store = opened(common_node.uri)
        store.read(f"{prefix}nothing")
        closer = Timer(moment / 50, store.close)
        closer.start()
        with suppress(StoreUnavailable):
            lengths.add(len(store.read(prefix)))
        closer.join()

    assert lengths == {1500}


def test_a_subscription_ends_whenever_it_is_stopped(common: EsdbStore, prefix: str, following: Following):
    for moment in range(40):
        reader = following(common, (prefix,))
        sleep(moment / 2000)

        assert reader.stop() < 1.0


def test_an_address_that_is_none_is_refused_at_once():
    with pytest.raises(ValueError, match="scheme"):
        EsdbStore("http://127.0.0.1:2113")


def test_an_append_starts_no_thread(common: EsdbStore, draft: Drafting, prefix: str, monkeypatch: pytest.MonkeyPatch):
    common.append(f"{prefix}first", [draft("first")], expected=NO_STREAM)
    began: list[Thread] = []
    start = Thread.start

    def note_and_start(thread: Thread) -> None:
        began.append(thread)
        start(thread)

    monkeypatch.setattr(Thread, "start", note_and_start)
    common.append(f"{prefix}second", [draft("second")], expected=NO_STREAM)

    assert began == []


def test_an_append_is_on_its_way_while_something_else_is_done(
    common: EsdbStore, opened: Callable[..., EsdbStore], common_node: NodeAddress, draft: Drafting, prefix: str
):
    beside = opened(common_node.uri)
    there: list[Recorded] = []

    def look() -> None:
        end = monotonic() + WITHIN_S
        while not there and monotonic() < end:
            there.extend(beside.read(f"{prefix}a"))

    position = common.append(f"{prefix}a", [draft("first")], expected=NO_STREAM, meanwhile=look)

    assert [(fact.id, fact.position) for fact in there] == [(draft("first").id, position)]


def test_what_goes_wrong_meanwhile_is_raised_and_the_next_append_is_as_any(
    common: EsdbStore, draft: Drafting, prefix: str
):
    with pytest.raises(ZeroDivisionError):
        common.append(f"{prefix}a", [draft("first")], expected=NO_STREAM, meanwhile=lambda: 1 / 0)

    again = common.append(f"{prefix}a", [draft("first")], expected=NO_STREAM)
    assert [(fact.id, fact.position) for fact in common.read(f"{prefix}a")] == [(draft("first").id, again)]


def test_only_a_success_is_taken_from_the_quick_way(node: NodeAddress, prefix: str):
    client = EventStoreDBClient(node.uri)
    quick = QuickAppend(client)
    events = [NewEvent(type="testing.noted.v1", data=b"{}", id=uuid5(NAMESPACE_URL, prefix))]
    other = [NewEvent(type="testing.noted.v1", data=b"{}", id=uuid5(NAMESPACE_URL, f"{prefix}other"))]

    first = quick.position(f"{prefix}a", StreamState.NO_STREAM, events, timeout_s=2)
    again = quick.position(f"{prefix}a", StreamState.NO_STREAM, events, timeout_s=2)
    raced = quick.position(f"{prefix}a", StreamState.NO_STREAM, other, timeout_s=2)
    client.close()
    closed = quick.position(f"{prefix}a", 0, other, timeout_s=2)

    assert first is not None
    assert again == first
    assert raced is None
    assert closed is None


def test_the_quick_way_is_found_again_after_the_client_has_connected_anew(node: NodeAddress, prefix: str):
    client = EventStoreDBClient(node.uri)
    quick = QuickAppend(client)
    one, two = ([NewEvent(type="testing.noted.v1", data=b"{}", id=uuid5(NAMESPACE_URL, prefix + n))] for n in "12")

    assert quick.position(f"{prefix}a", StreamState.NO_STREAM, one, timeout_s=2) is not None
    client.reconnect()
    assert quick.position(f"{prefix}a", 0, two, timeout_s=2) is not None
    client.close()


def test_a_quick_page_is_the_clients_own(node: NodeAddress, store: EsdbStore, prefix: str, draft: Drafting):
    for number in range(3):
        store.append(f"{prefix}{number}", [draft(f"一 {number}"), draft(f"二 {number}")], expected=NO_STREAM)
    pattern = f"{prefix}.*"
    with closing(EventStoreDBClient(node.uri)) as client:
        client.reconnect()
        expected = [ledger.esdb._recorded(event) for event in events_of_all(client, pattern, START, 5)]

        assert expected == quick_page(client, pattern, None, 5)
        assert expected[2:] == quick_page(client, pattern, expected[2].position, 3)
    assert 5 == len(expected)


def test_leaves_are_those_of_the_facts(common: EsdbStore, prefix: str, draft: Drafting, monkeypatch):
    for number in range(3):
        common.append(f"{prefix}公开-{number}", [draft(f"一 {number}"), draft(f"二 {number}")], expected=NO_STREAM)
    after = common.read(f"{prefix}公开-0")[0].position - 1
    facts = common.read_all(("",), after=after, limit=100)
    assert len(facts) >= 6

    quick = [common.leaves_of_all(after=one, limit=most) for one, most in ((after, 100), (after, 2), (START, 3))]
    monkeypatch.setattr("ledger.esdb.quick_leaves", lambda *_: None)
    slow = [common.leaves_of_all(after=one, limit=most) for one, most in ((after, 100), (after, 2), (START, 3))]

    assert quick == slow
    assert quick[:2] == [placed(facts), placed(facts[:2])]
    assert common.leaves_of_all(after=facts[-1].position, limit=5) == []


@pytest.mark.parametrize("spelt", [str.upper, str, lambda text: text.replace("-", ""), "urn:uuid:{}".format])
def test_an_id_stands_in_a_leaf_as_it_is_spelt_everywhere(spelt):
    identity = UUID("dc792ca4-fd3b-551b-a943-de67688aa4df")
    answer = streams_pb2.ReadResp()
    answer.event.commit_position = 7
    event = answer.event.event
    event.id.string = spelt(str(identity))
    event.stream_identifier.stream_name = "公开-1".encode()
    event.stream_revision = 3
    event.metadata["type"] = "a.b.v1"
    event.data, event.custom_metadata = b"{}", b"[]"

    made = list(ledger.esdb_read._placed(iter([answer])))

    assert made == placed(list(ledger.esdb_read._facts(iter([answer]))))
    assert str(identity).encode() in made[0][1]


def test_a_client_that_is_closed_gives_no_quick_page(node: NodeAddress):
    client = EventStoreDBClient(node.uri)
    client.close()

    assert quick_page(client, ".*", None, 5) is None


def test_the_store_reads_on_where_there_is_no_quick_page(
    monkeypatch: pytest.MonkeyPatch, store: EsdbStore, prefix: str, draft: Drafting
):
    store.append(f"{prefix}a", [draft("一"), draft("二")], expected=NO_STREAM)
    quick = store.read_all([prefix], limit=10)
    monkeypatch.setattr(ledger.esdb, "quick_page", lambda *_: None)

    assert quick == store.read_all([prefix], limit=10)
    assert 2 == len(quick)
