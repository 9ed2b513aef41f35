"""A real broker of our own for the session, a virtual host of its own for each test, and facts in a store in memory."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from threading import Event, Thread
from typing import Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest
from contracts.canonical import canonical
from contracts.consumers import producers_of, reads
from ledger.clock import monotonic, sleep
from ledger.inbox import Reactions, derived_command_id
from ledger.memory import MemoryStore
from ledger.store import Draft, Recorded
from sunledger.rabbitmq import Broker, install

ENDS_WITHIN_S = 5.0
READY_WITHIN_S = 60.0
VHOSTS = count(1)
DUTY_OPENED = "disclosure.duty-opened.v1"


class Runs(Protocol):
    def run(self, stop: Event) -> None: ...


class History:
    """A store in memory that facts of disclosure are recorded in, one at a time."""

    def __init__(self) -> None:
        self.store = MemoryStore()

    def record(self, stream: str, kinds: int | Sequence[str] = 1) -> list[Recorded]:
        """That many duties opened, or facts of these types, at the end of `disclosure_<stream>`."""
        name = f"disclosure_{stream}"
        for kind in [DUTY_OPENED] * kinds if isinstance(kinds, int) else kinds:
            revision = len(self.store.read(name))
            draft = Draft(
                id=uuid5(NAMESPACE_URL, f"{name}/{revision}"),
                type=kind,
                data=canonical({"title": f"第{revision}项 “公开”\n", "revision": revision}),
                metadata=canonical({"form": 1, "part": 0, "parts": 1}),
            )
            self.store.append(name, [draft], expected=revision - 1)
        return self.store.read(name)

    def record_streams(self, streams: int, each: int) -> list[Recorded]:
        """Interleaved, as many cases are that run at the same time."""
        for _ in range(each):
            for number in range(streams):
                self.record(f"duty-{number}")
        return self.store.read_all(("disclosure_",), limit=streams * each)


class Effects:
    """What reactions did: commands by derived id, and the order of revisions in which each stream was reacted to."""

    def __init__(self) -> None:
        self.commands: dict[UUID, str] = {}
        self.order: defaultdict[str, list[int]] = defaultdict(list)
        self.facts: list[Recorded] = []
        self.refuses: Callable[[Recorded], Exception | None] = lambda _: None

    def react(self, fact: Recorded) -> None:
        error = self.refuses(fact)
        if error is not None:
            raise error
        self.facts.append(fact)
        self.order[fact.stream].append(fact.revision)
        self.commands[derived_command_id(fact.id, "take-evidence", f"assessment_x-{fact.stream}")] = fact.stream

    def reactions(self) -> Reactions:
        types = frozenset[str]().union(*(reads("assessment", producer) for producer in producers_of("assessment")))
        return Reactions("assessment", dict.fromkeys(types, self.react))

    def are_in_order(self) -> bool:
        return all(revisions == sorted(set(revisions)) for revisions in self.order.values())


@pytest.fixture
def history() -> History:
    return History()


@pytest.fixture
def effects() -> Effects:
    return Effects()


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    install(print)
    broker = Broker(tmp_path_factory.mktemp("rabbitmq"))
    broker.start()
    try:
        broker.wait_ready(READY_WITHIN_S)
        yield broker
    finally:
        broker.stop(timeout_s=30)


@pytest.fixture
def uri(broker: Broker, request: pytest.FixtureRequest) -> Iterator[str]:
    """The broker's address in a virtual host of this test; whatever the test did, the broker runs afterwards."""
    vhost = f"{next(VHOSTS)}-{re.sub('[^a-z0-9]+', '-', request.node.name)[:40]}"
    broker.add_vhost(vhost)
    yield broker.uri(vhost)
    broker.start()
    broker.wait_ready(READY_WITHIN_S)


@pytest.fixture
def until() -> Callable[..., None]:
    """Wait for a condition; fail with its name when the deadline passes."""

    def wait(condition: Callable[[], bool], *, within_s: float = 30.0) -> None:
        deadline = monotonic() + within_s
        while not condition():
            assert monotonic() < deadline, f"not within {within_s} s"
            sleep(0.01)

    return wait


@pytest.fixture
def running() -> Callable[[Runs], AbstractContextManager[None]]:
    """Run something in a thread of its own; it must end within seconds of being told so, and raise nothing."""

    @contextmanager
    def run(runs: Runs) -> Iterator[None]:
        stop, errors = Event(), []

        def work() -> None:
            try:
                runs.run(stop)
            except Exception as error:  # noqa: BLE001 - asserted below
                errors.append(error)

        thread = Thread(target=work, daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join(ENDS_WITHIN_S)

        assert errors == []
        assert not thread.is_alive()

    return run


@pytest.fixture
def shuffled() -> Callable[[Sequence[Recorded]], list[Recorded]]:
    """Another order, the same on every run."""

    def shuffle(facts: Sequence[Recorded]) -> list[Recorded]:
        numbered = sorted(enumerate(facts), key=lambda item: hashlib.sha256(str(item[0]).encode()).digest())
        return [fact for _, fact in numbered]

    return shuffle


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "inbox.sqlite"


@pytest.fixture
def bookmark(tmp_path: Path) -> Path:
    return tmp_path / "relay.bookmark"
