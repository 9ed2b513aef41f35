"""Each loop of a follow process beside what the libraries under it can do: `python tests/bench/loops.py`.

One broker, the same facts of more than 1 kB; every figure is the median of some rounds after a warm-up. A round
measures each loop right after its limit, so that both meet the same machine; a ratio is the median of the rounds'. What
goes over the broker bears the name of a type that is read, on a node of its own: what nobody reads is not relayed.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Event, Thread
from uuid import uuid5

import amqp
import history
from contracts.consumers import producers_of, reads
from esdbclient import EventStoreDBClient, NewEvent, StreamState
from figures import Figure, save, show
from ledger import topology
from ledger.broker import Publisher, RabbitMQ
from ledger.envelope import fact_body, to_message
from ledger.esdb import EsdbStore
from ledger.inbox import Inbox
from ledger.memory import MemoryStore
from ledger.projector import Projector
from ledger.reactions import Reactions
from ledger.relay import Relay
from ledger.store import Draft, Recorded
from ledger.topology import queue_of
from ledger.views import Views
from localnode.testing import running_node
from sunledger.rabbitmq import Broker, install

ROUNDS = 5
WARM_UP = 1
BATCH = 500
OURS = r"^(?:disclosure_).*"
DISCLOSURE = history.SERVICES["disclosure"]
READ = "disclosure.duty-opened.v1"
NUMBERS = count()


class Loops:
    """One run on one node and one broker; rates are facts a second."""

    def __init__(self, folder: Path, store_uri: str, read_uri: str, broker: Broker, facts: int) -> None:
        self._folder = folder
        self._store_uri = store_uri
        self._read_uri = read_uri
        self._broker = broker
        self.facts = facts
        self.recorded = list(history.messages(facts))
        self.read_by_others = [replace(fact, type=READ) for fact in self.recorded]
        with self._store(read_uri) as store:
            history.record_as(store, self.read_by_others)

    # --- what the libraries can do

    def raw_catch_up(self) -> float:
        with EventStoreDBClient(self._store_uri) as client:
            subscription = client.subscribe_to_all(filter_include=OURS, filter_by_stream_name=True)
            return self._rate(lambda: sum(1 for _, _ in zip(range(self.facts), subscription, strict=False)))

    def raw_publish(self) -> float:
        """Confirmed in batches as large as the relay's."""
        with self._vhost() as uri, closing(Publisher(uri, "disclosure")) as door:
            channel, bodies = door._channel, [(fact.type, fact_body(fact)) for fact in self.read_by_others]
            confirmed = [0]

            def noted(tag: int, multiple: bool) -> None:
                confirmed[0] = tag if multiple else confirmed[0] + 1

            channel.events["basic_ack"] = {noted}

            def publish() -> int:
                for start in range(0, len(bodies), 200):
                    for kind, body in bodies[start : start + 200]:
                        message = amqp.Message(body, delivery_mode=2)
                        channel.basic_publish(message, "sunledger.disclosure", kind, mandatory=True)
                    while confirmed[0] < min(start + 200, len(bodies)):
                        door._connection.drain_events(timeout=10)
                return len(bodies)

            return self._rate(publish)

    def raw_consume(self) -> float:
        with self._filled() as uri, closing(RabbitMQ(uri).consumer("assessment")) as door:
            channel, seen = door._channel, [0]

            def take(message: amqp.Message) -> None:
                seen[0] += 1
                if seen[0] % 100 == 0:
                    channel.basic_ack(message.delivery_tag, multiple=True)

            channel.basic_qos(0, 200, False)
            channel.basic_consume(queue_of("assessment", "disclosure"), callback=take)

            def consume() -> int:
                while seen[0] < self.facts:
                    door._connection.drain_events(timeout=10)
                return seen[0]

            return self._rate(consume)

    def raw_append(self) -> float:
        drafts = self._drafts()
        with EventStoreDBClient(self._store_uri) as client:

            def append() -> int:
                for stream, fact in drafts:
                    event = NewEvent(type=fact.type, data=fact.data, metadata=fact.metadata, id=uuid5(fact.id, stream))
                    client.append_to_stream(stream, current_version=StreamState.NO_STREAM, events=[event])
                return len(drafts)

            return self._rate(append)

    def raw_read(self) -> float:
        streams = sorted({fact.stream for fact in self.recorded})
        with EventStoreDBClient(self._store_uri) as client:
            return self._rate(lambda: sum(len(client.get_stream(stream)) for stream in streams))

    # --- what the loops do

    def projector(self) -> float:
        with self._store() as store:
            views = Views(self._folder / f"views-{next(NUMBERS)}", DISCLOSURE.schema)
            views.prepare()
            return self._rate(Projector(store, views, DISCLOSURE.facts).catch_up)

    def relay(self) -> float:
        with self._vhost() as uri, self._store(self._read_uri) as store:
            bookmark = self._folder / f"bookmark-{next(NUMBERS)}"
            relay = Relay("disclosure", store, RabbitMQ(uri), bookmark)
            return _rate_of(relay.run, lambda: relay.status()["published"], self.facts)

    def inbox(self) -> float:
        """Of facts whose reactions record nothing; its own reading of the store finds nothing."""
        with self._filled() as uri:
            database = self._folder / f"inbox-{next(NUMBERS)}.sqlite"
            named = Reactions("assessment", dict.fromkeys(_read_by("assessment"), _nothing))
            with closing(Inbox("assessment", MemoryStore(), RabbitMQ(uri), database, named)) as inbox:
                counts = inbox._intake.counts
                return _rate_of(inbox.run, lambda: counts.handled + counts.ignored, self.facts)

    def append(self) -> float:
        drafts = self._drafts()
        with self._store() as store:

            def append() -> int:
                for stream, fact in drafts:
                    draft = Draft(uuid5(fact.id, stream), fact.type, fact.data, fact.metadata)
                    store.append(stream, [draft], expected=-1)
                return len(drafts)

            return self._rate(append)

    def read(self) -> float:
        streams = sorted({fact.stream for fact in self.recorded})
        with self._store() as store:
            return self._rate(lambda: sum(len(store.read(stream)) for stream in streams))

    # --- around them

    def _drafts(self) -> list[tuple[str, Recorded]]:
        salt = next(NUMBERS)
        return [(f"bench_append-{salt}-{number}", fact) for number, fact in enumerate(self.recorded[:1000])]

    @contextmanager
    def _store(self, uri: str | None = None) -> Iterator[EsdbStore]:
        store = EsdbStore(uri or self._store_uri)
        try:
            yield store
        finally:
            store.close()

    @contextmanager
    def _vhost(self) -> Iterator[str]:
        name = f"bench-{next(NUMBERS)}"
        self._broker.add_vhost(name)
        yield self._broker.uri(name)

    @contextmanager
    def _filled(self) -> Iterator[str]:
        with self._vhost() as uri:
            with closing(Publisher(uri, "disclosure")) as publisher:
                publisher.publish([to_message("disclosure", fact) for fact in self.read_by_others])
            yield uri

    def _rate(self, work: Callable[[], int]) -> float:
        began = time.perf_counter()
        done = work()
        return done / (time.perf_counter() - began)


def _read_by(consumer: str) -> set[str]:
    return {fact for producer in producers_of(consumer) for fact in reads(consumer, producer)}


def _nothing(fact: Recorded) -> None:
    """A reaction that records nothing."""


def _rate_of(run: Callable[[Event], None], done: Callable[[], int], enough: int) -> float:
    """From its start, with connecting, until it is done; not how long it then takes to notice that it is to stop."""
    stop = Event()
    thread = Thread(target=run, args=(stop,))
    began = time.perf_counter()
    thread.start()
    while done() < enough:
        time.sleep(0.005)
    took = time.perf_counter() - began
    stop.set()
    thread.join()
    return enough / took


LIMITS = (
    ("projector", ("raw_catch_up",), "raw catch-up", 0.5),
    ("relay", ("raw_catch_up", "raw_publish"), "raw catch-up, then publish", 0.8),
    ("inbox", ("raw_consume",), "raw consume", 0.5),
    ("append", ("raw_append",), "raw append", 0.9),
    ("read", ("raw_read",), "raw read", 0.9),
)
"""What is measured, and what it is held against: one after the other, if that is several."""


def measured(loops: Loops) -> list[Figure]:
    order = dict.fromkeys(name for loop, against, _, _ in LIMITS for name in (*against, loop))
    rounds = [{name: getattr(loops, name)() for name in order} for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
    rates = {name: statistics.median(rates[name] for rates in rounds) for name in order}
    figures = [
        Figure(name.replace("_", " ", 1).replace("_", "-"), rate, "facts/s")
        for name, rate in rates.items()
        if name.startswith("raw_")
    ]
    for loop, against, limit, at_least in LIMITS:
        ratio = statistics.median(rates[loop] * sum(1 / rates[name] for name in against) for rates in rounds)
        figures.append(Figure(loop, rates[loop], "facts/s", limit, ratio, at_least=at_least))
    return figures


def _folder(name: str, part: str) -> Path:
    folder = Path(name) / part
    folder.mkdir()
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=10_000)
    facts = parser.parse_args().facts
    topology.MOST_WAITING = facts  # whoever consumes is to find them all
    install(print)
    with (
        tempfile.TemporaryDirectory() as name,
        running_node(_folder(name, "all")) as node,
        running_node(_folder(name, "read")) as read,
    ):
        broker = Broker(Path(name) / "broker")
        broker.start()
        try:
            broker.wait_ready(60)
            store = EsdbStore(node.uri)
            history.record(store, facts)
            store.close()
            figures = measured(Loops(Path(name), node.uri, read.uri, broker, facts))
        finally:
            broker.stop(10)
    save("loops", figures)
    show(figures)


if __name__ == "__main__":
    main()
