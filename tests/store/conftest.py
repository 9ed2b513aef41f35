"""The stores that are held to the contract, facts to put into them, and a reader beside the test."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from uuid import NAMESPACE_URL, uuid5

import pytest
from contracts.canonical import canonical
from ledger.clock import MachineClock
from ledger.esdb import EsdbStore
from ledger.memory import MemoryStore
from ledger.store import START, Draft, Store
from ledger.testing.contract_case import together
from ledger.testing.following import Follower
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


@pytest.fixture
def following() -> Iterator[Callable[..., Follower]]:
    """Start a reader; all are stopped at the end."""
    readers: list[Follower] = []

    def start(store: Store, prefixes: Sequence[str], *, after: int = START) -> Follower:
        readers.append(Follower(store.subscribe(prefixes, after=after)))
        return readers[-1]

    yield start
    for reader in readers:
        reader.stop()


@pytest.fixture(name="together")
def _together() -> Callable[..., None]:
    """Run a function for each number, all at once in threads; what one raises is raised here."""
    return together
