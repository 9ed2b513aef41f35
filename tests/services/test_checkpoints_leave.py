"""Checkpoints leave the system: to a folder, an address, another's witness; what is not taken is tried again."""

import base64
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from uuid import NAMESPACE_OID, uuid5

import pytest
from auditor.leaving import Leaving
from auditor.places import place_named
from auditor.settings import Settings
from ledger.audit_log import AuditLog, read_signed
from ledger.clock import monotonic, sleep
from ledger.environment import MissingSetting
from ledger.log_builder import LogBuilder
from ledger.memory import MemoryStore
from ledger.store import Draft
from transparency.checkpoint import read_checkpoint
from transparency.keys import log_key, witness_key
from transparency.merkle import Unproven, check_consistency
from transparency.note import Note, read_note

Answer = tuple[int, bytes]


class Growing:
    """A log that grows by so many facts at a time."""

    def __init__(self, folder: Path) -> None:
        self._store = MemoryStore()
        self._key = log_key(folder / "log.key", "sunledger-log")
        self.log = AuditLog(folder / "log")

    def grow(self, facts: int) -> None:
        for _ in range(facts):
            number = len(self._store)
            draft = Draft(uuid5(NAMESPACE_OID, str(number)), "disclosure.x.v1", b"{}", b"{}")
            self._store.append(f"disclosure_x-{number}", [draft], expected=-1)
        builder = LogBuilder(self._store, self.log.folder, self._key)
        builder.resume()
        builder.catch_up()


class Stranger:
    """An HTTP server of somebody else: keeps what it is sent, and answers as it is told."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.answer: Callable[[str, bytes], Answer] = lambda *_: (200, b"")
        stranger = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                stranger.bodies.append(body)
                code, content = stranger.answer(self.path, body)
                self.send_response(code)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)


class RemoteWitness:
    """As C2SP tlog-witness says; its code is its own, but for the arithmetic of the log."""

    def __init__(self, folder: Path) -> None:
        self.signer = witness_key(folder / "remote.key", "witness-of-the-province")
        self.seen: tuple[int, bytes] = (0, b"")

    def __call__(self, path: str, body: bytes) -> Answer:
        head, _, note_bytes = body.partition(b"\n\n")
        first, *proof = head.decode().split("\n")
        note = read_note(note_bytes)
        new = read_checkpoint(note.text)
        size, root = self.seen
        if path != "/add-checkpoint":
            return 404, b""
        if first != f"old {size}":
            return 409, f"{size}\n".encode()
        try:
            if size:
                check_consistency(size, root, new.size, new.root, [base64.b64decode(one) for one in proof])
        except Unproven:
            return 422, b"inconsistent"
        self.seen = (new.size, new.root)
        return 200, f"{self.signer.cosign(note.text, 1_790_000_000)}\n".encode()


@pytest.fixture
def growing(tmp_path: Path) -> Growing:
    growing = Growing(tmp_path)
    growing.grow(5)
    return growing


@pytest.fixture
def stranger() -> Iterator[Stranger]:
    stranger = Stranger()
    yield stranger
    stranger.end()


def leaving(growing: Growing, folder: Path, *names: str) -> Leaving:
    own = folder / "auditor"
    own.mkdir(exist_ok=True)
    return Leaving(growing.log, own, {name: place_named(name) for name in names}, every_s=1.0)


def test_a_folder_keeps_every_checkpoint_and_the_keys(growing, tmp_path):
    outside = tmp_path / "outside"
    loop = leaving(growing, tmp_path, str(outside))
    loop.step()
    growing.grow(3)
    loop.step()
    loop.step()

    assert sorted(path.name for path in outside.glob("checkpoint-*")) == [
        "checkpoint-000000000005",
        "checkpoint-000000000008",
    ]
    kept = read_signed(outside / "checkpoint-000000000008")
    assert kept is not None
    assert kept.checkpoint == growing.log.newest().checkpoint
    assert len(list((outside / "keys").glob("sunledger-log-*.vkey"))) == 1


def test_a_checkpoint_that_contradicts_one_outside_does_not_take_its_place(growing, tmp_path):
    outside = tmp_path / "outside"
    leaving(growing, tmp_path, str(outside)).step()
    before = (outside / "checkpoint-000000000005").read_bytes()
    (tmp_path / "other").mkdir()
    other = Growing(tmp_path / "other")
    other.grow(2)
    other._store.append("elsewhere-1", [Draft(uuid5(NAMESPACE_OID, "x"), "a.b.v1", b"{}", b"{}")], expected=-1)
    other.grow(2)
    leaving(other, tmp_path / "other", str(outside)).step()

    assert (outside / "checkpoint-000000000005").read_bytes() == before
    assert (outside / "checkpoint-000000000005-contradicts").exists()


def test_an_address_is_sent_each_checkpoint_once(growing, tmp_path, stranger):
    leaving(growing, tmp_path, stranger.url).step()
    loop = leaving(growing, tmp_path, stranger.url)
    loop.step()

    assert [read_checkpoint(read_note(body).text).size for body in stranger.bodies] == [5]
    assert loop.status() == {"left": {stranger.url: 5}, "refused": {}, "alarm": None}


def test_what_is_not_taken_is_tried_again_and_others_do_not_wait(growing, tmp_path, stranger, monkeypatch):
    outside = tmp_path / "outside"
    stranger.answer = lambda *_: (503, b"")
    loop = leaving(growing, tmp_path, stranger.url, str(outside))
    loop.step()
    refused = loop.status()
    monkeypatch.setattr("auditor.leaving.ALARMS_AFTER_S", -1.0)
    alarmed = loop.status()["alarm"]
    stranger.answer = lambda *_: (204, b"")
    loop.step()

    assert (refused["left"], list(refused["refused"])) == ({str(outside): 5}, [stranger.url])
    assert (refused["alarm"], alarmed) == (None, f"no checkpoint has been taken for a day by {stranger.url}")
    assert loop.status() == {"left": {str(outside): 5, stranger.url: 5}, "refused": {}, "alarm": None}


def test_a_place_that_is_away_is_no_reason_to_end(growing, tmp_path):
    loop = leaving(growing, tmp_path, "http://127.0.0.1:9")
    loop.step()

    assert list(loop.status()["refused"]) == ["http://127.0.0.1:9"]


# Another's witness


def test_anothers_witness_cosigns_what_continues_what_it_has_seen(growing, tmp_path, stranger):
    witness = RemoteWitness(tmp_path)
    growing.log.publish_key(witness.signer.verifier)
    stranger.answer = witness
    leaving(growing, tmp_path, f"witness:{stranger.url}").step()
    growing.grow(300)
    loop = leaving(growing, tmp_path, f"witness:{stranger.url}")
    loop.step()
    growing.grow(0)

    assert witness.seen == (305, growing.log.newest().checkpoint.root)
    assert loop.status()["left"] == {f"witness:{stranger.url}": 305}
    [cosigned] = growing.log.cosignatures()
    assert read_checkpoint(cosigned.text).size == 305
    assert len(stranger.bodies) == 3


def test_anothers_witness_refuses_a_fork_and_that_is_said(growing, tmp_path, stranger):
    witness = RemoteWitness(tmp_path)
    witness.seen = (3, b"\x01" * 32)
    growing.log.publish_key(witness.signer.verifier)
    stranger.answer = witness
    loop = leaving(growing, tmp_path, f"witness:{stranger.url}")
    loop.step()

    assert "422 inconsistent" in loop.status()["refused"][f"witness:{stranger.url}"]
    assert list(growing.log.cosignatures()) == []


def test_a_log_that_went_back_is_not_offered(growing, tmp_path, stranger):
    witness = RemoteWitness(tmp_path)
    witness.seen = (900, b"\x01" * 32)
    stranger.answer = witness
    loop = leaving(growing, tmp_path, f"witness:{stranger.url}")
    loop.step()

    assert "a log of 900 was seen" in loop.status()["refused"][f"witness:{stranger.url}"]


@pytest.mark.parametrize("answer", [b"", b"nonsense\n", b"\xe2\x80\x94 somebody AAAAAAAA\n"])
def test_an_answer_that_is_no_cosignature_of_a_known_key_counts_for_nothing(growing, tmp_path, stranger, answer):
    stranger.answer = lambda *_: (200, answer)
    loop = leaving(growing, tmp_path, f"witness:{stranger.url}")
    loop.step()

    assert loop.status()["left"] == {}
    assert list(growing.log.cosignatures()) == []


# The loop and its settings


def test_the_loop_leaves_by_itself_and_ends_when_told(growing, tmp_path, stranger, monkeypatch):
    monkeypatch.setattr("auditor.leaving.LOOKS_EVERY_S", 0.02)
    loop, stop = leaving(growing, tmp_path, stranger.url), Event()
    thread = Thread(target=loop.run, args=(stop,))
    thread.start()
    until = monotonic() + 20
    while not stranger.bodies and monotonic() < until:
        sleep(0.02)
    stop.set()
    thread.join(20)

    assert stranger.bodies
    assert not thread.is_alive()


def test_what_leaves_is_what_a_quorum_has_seen(growing, tmp_path):
    """The newest checkpoint has nobody's cosignature yet."""
    seen = growing.log.newest().note
    (growing.log.folder / "witnessed").write_bytes(bytes(Note(seen.text, seen.signatures)))
    growing.grow(4)
    outside = tmp_path / "outside"
    leaving(growing, tmp_path, str(outside)).step()

    assert [path.name for path in outside.glob("checkpoint-*")] == ["checkpoint-000000000005"]


@pytest.mark.parametrize("name", ["relative/folder", "ftp://a", "witness:/a", "witness:relative"])
def test_a_place_that_is_none_is_refused_at_start(name):
    with pytest.raises(MissingSetting, match="SUNLEDGER_CHECKPOINTS_TO"):
        Settings.read({"SUNLEDGER_STORE_URI": "esdb://a", "SUNLEDGER_DATA": "d", "SUNLEDGER_CHECKPOINTS_TO": name})


def test_places_are_read_from_the_settings():
    named = "/mnt/safe https://example.org/log witness:https://example.org/witness"
    environment = {"SUNLEDGER_STORE_URI": "esdb://a", "SUNLEDGER_DATA": "d", "SUNLEDGER_CHECKPOINTS_TO": named}

    settings = Settings.read(environment)

    assert list(settings.checkpoints_to) == named.split()
    assert settings.leaves_every_s == 3600
