"""The stores that are held to the contract, facts to put into them, and a reader beside the test."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, Queue
from threading import Thread
from uuid import NAMESPACE_URL, uuid5

import pytest
from contracts.canonical import canonical
from ledger.clock import MachineClock, monotonic, sleep
from ledger.esdb import EsdbStore
from ledger.memory import MemoryStore
from ledger.store import START, CaughtUp, Checkpoint, Delivery, Draft, Recorded, Store
from localnode.testing import NodeAddress, running_node

REAL_STORE = os.environ.get("SUNLEDGER_STORE_URI", "")
STORES = ("memory", "node", *(["server"] if REAL_STORE else []))
WITHIN_S = 20.0


@pytest.fixture(scope="session")
def common_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NodeAddress]:
    """For tests that neither kill it nor need it empty."""
    with running_node(tmp_path_factory.mktemp("common-node")) as node:
        yield node


@pytest.fixture(scope="session")
def run_name() -> str:
    """A server of the user's own keeps what earlier runs recorded."""
    return f"{MachineClock().now():%Y%m%d%H%M%S%f}"


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
        return
    node: NodeAddress | None = request.getfixturevalue("common_node") if request.param == "node" else None
    store = EsdbStore(node.uri if node else REAL_STORE)
    yield store
    store.close()


@pytest.fixture
def prefix(request: pytest.FixtureRequest, run_name: str) -> str:
    """Streams of the test's own begin with it."""
    name = re.sub(r"\W+", "_", request.node.name).strip("_")
    return f"{name}_{run_name}-"


@pytest.fixture
def draft() -> Callable[..., Draft]:
    """A fact whose id and content follow from its name."""

    def make(name: str, *, data: bytes | None = None) -> Draft:
        return Draft(
            id=uuid5(NAMESPACE_URL, name),
            type="testing.noted.v1",
            data=canonical({"note": f"{name}：票数 “三”"}) if data is None else data,
            metadata=canonical({"form": 1, "part": 0, "parts": 1}),
        )

    return make


class Reader:
    """Iterates a subscription in a thread of its own and keeps what it is given."""

    def __init__(self, store: Store, prefixes: Sequence[str], after: int) -> None:
        self.facts: list[Recorded] = []
        self.positions: list[int] = []
        self._subscription = store.subscribe(prefixes, after=after)
        self._deliveries: Queue[Delivery | BaseException | None] = Queue()
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def until_caught_up(self) -> list[Recorded]:
        """All facts so far, once `CaughtUp` has come after them."""
        while not isinstance(self._next(), CaughtUp):
            pass
        return self.facts

    def until(self, count: int) -> list[Recorded]:
        """All facts so far, once there are that many."""
        while len(self.facts) < count:
            self._next()
        return self.facts

    def then_nothing(self, for_s: float = 0.3) -> list[Recorded]:
        """All facts so far, after a while in which no further one may have come."""
        end = monotonic() + for_s
        while monotonic() < end:
            sleep(0.05)
            while not self._deliveries.empty():
                self._next()
        return self.facts

    def stop(self) -> float:
        """How many seconds it took to end."""
        started = monotonic()
        self._subscription.stop()
        self._thread.join(WITHIN_S)
        assert not self._thread.is_alive()
        return monotonic() - started

    def failure(self) -> BaseException:
        """What ended the subscription."""
        while True:
            delivery = self._deliveries.get(timeout=WITHIN_S)
            assert delivery is not None, "the subscription ended by itself"
            if isinstance(delivery, BaseException):
                return delivery

    def _next(self) -> Delivery:
        try:
            delivery = self._deliveries.get(timeout=WITHIN_S)
        except Empty:
            raise AssertionError(f"nothing came for {WITHIN_S} s after {len(self.facts)} facts") from None
        if isinstance(delivery, BaseException):
            raise delivery
        assert delivery is not None, "the subscription ended by itself"
        if isinstance(delivery, Recorded):
            self.facts.append(delivery)
        if isinstance(delivery, Recorded | Checkpoint):
            self.positions.append(delivery.position)
        return delivery

    def _read(self) -> None:
        try:
            for delivery in self._subscription:
                self._deliveries.put(delivery)
            self._deliveries.put(None)
        except Exception as error:  # noqa: BLE001 - the test's own thread raises it
            self._deliveries.put(error)


@pytest.fixture
def following() -> Iterator[Callable[..., Reader]]:
    """Start a reader; all are stopped at the end."""
    readers: list[Reader] = []

    def start(store: Store, prefixes: Sequence[str], *, after: int = START) -> Reader:
        readers.append(Reader(store, prefixes, after))
        return readers[-1]

    yield start
    for reader in readers:
        reader.stop()


@pytest.fixture
def together() -> Callable[..., None]:
    """Run a function for each argument, all at once in threads; what one raises is raised here."""

    def run(function: Callable[[int], None], count: int) -> None:
        failures: list[BaseException] = []

        def guarded(number: int) -> None:
            try:
                function(number)
            except BaseException as error:  # noqa: BLE001 - raised below
                failures.append(error)

        threads = [Thread(target=guarded, args=(number,), daemon=True) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(WITHIN_S)
        assert not any(thread.is_alive() for thread in threads)
        for failure in failures:
            raise failure

    return run
