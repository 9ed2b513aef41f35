"""The log over HTTP: its files and nothing else, and the loop ends when told."""

import http.client
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from uuid import NAMESPACE_OID, uuid5

import pytest
from auditor.serving import Serving
from ledger.clock import monotonic, sleep
from ledger.log_builder import LogBuilder
from ledger.memory import MemoryStore
from ledger.store import Draft
from transparency.keys import log_key
from transparency.note import read_note
from transparency.tiles import Tiles

Answer = tuple[int, bytes, str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = MemoryStore()
    for number in range(300):
        draft = Draft(uuid5(NAMESPACE_OID, str(number)), "disclosure.x.v1", b"{}", b"{}")
        store.append(f"disclosure_x-{number}", [draft], expected=-1)
    builder = LogBuilder(store, tmp_path / "log", log_key(tmp_path / "log.key", "sunledger-log"))
    builder.resume()
    builder.catch_up()
    return builder.log.folder


@pytest.fixture
def get(folder: Path) -> Iterator[Callable[..., Answer]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serving, stop = Serving(folder, f"127.0.0.1:{port}"), Event()
    thread = Thread(target=serving.run, args=(stop,))
    thread.start()

    def ask(path: str, method: str = "GET") -> Answer:
        deadline = monotonic() + 10
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            try:
                connection.request(method, path)
                answer = connection.getresponse()
                return answer.status, answer.read(), answer.getheader("Cache-Control") or ""
            except ConnectionRefusedError:
                assert monotonic() < deadline
                sleep(0.05)
            finally:
                connection.close()

    yield ask
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def test_checkpoint_keys_and_tiles_are_served_as_they_are(get, folder):
    status, content, caching = get("/checkpoint")

    assert (status, caching) == (200, "no-cache")
    assert read_note(content).text.startswith("sunledger.audit\n300\n")
    assert get("/keys/sunledger-log.vkey")[1] == (folder / "keys/sunledger-log.vkey").read_bytes()
    assert get("/tile/0/000")[1] == Tiles(folder, 300).tile(0, 0)
    assert "immutable" in get("/tile/0/000")[2]
    assert get("/tile/0/001.p/44")[::2] == (200, "no-cache")


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/positions", "/tile", "/tile/0/002", "/tile/0/../../log.key", "/../log.key", "/cosignatures/witness-a"),
        *("/keys/../../log.key", "/keys/%2e%2e/log.key", "/tile/0/000?x", "/witnessed", "/keys/x.vkey"),
    ],
)
def test_nothing_else_is_served(get, path):
    assert get(path)[0] == 404


def test_nothing_can_be_written(get):
    assert get("/checkpoint", "POST")[0] == 501
    assert get("/checkpoint", "PUT")[0] == 501


def test_without_an_address_nothing_is_served(folder):
    stop = Event()
    stop.set()

    serving = Serving(folder, "")
    serving.run(stop)

    assert serving.status() == {"served": 0}
