"""The audit log is made from the store alone, goes on where it ended, and signs nothing against what it signed."""

import shutil
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

import pytest
from ledger.audit_log import AuditLog, SignedCheckpoint, quorum_of
from ledger.log_builder import LogBuilder, LogContradicted, leaf_of
from ledger.memory import MemoryStore
from ledger.store import Draft
from transparency.keys import is_signed, log_key, witness_key
from transparency.merkle import Frontier, check_consistency, check_inclusion, consistency_proof, inclusion_proof
from transparency.note import NotANote, Note


def record(store: MemoryStore, count: int, *, salt: str = "") -> MemoryStore:
    """Facts in three streams, one after the other."""
    done = len(store.read_all(("",), limit=10**6))
    for number in range(done, done + count):
        stream = f"disclosure_duty-{number % 3}"
        draft = Draft(uuid5(NAMESPACE_OID, f"{salt}{number}"), "disclosure.noted.v1", b"{}", str(number).encode())
        store.append(stream, [draft], expected=len(store.read(stream)) - 1)
    return store


def root_of_store(store: MemoryStore, size: int) -> bytes:
    frontier = Frontier()
    for fact in store.read_all(("",), limit=size):
        frontier.add(leaf_of(fact))
    return frontier.root()


def newest(folder: Path) -> SignedCheckpoint:
    signed = AuditLog(folder).newest()
    assert signed is not None
    return signed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def build(tmp_path: Path, folder: Path):
    """A builder that has resumed in the folder."""

    def make(store: MemoryStore, **options) -> LogBuilder:
        builder = LogBuilder(store, folder, log_key(tmp_path / "log.key", "sunledger-log"), **options)
        builder.resume()
        return builder

    return make


def content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_fact_is_a_leaf_in_the_stores_order_and_is_proven(build, folder):
    store = record(MemoryStore(), 700)
    builder = build(store)

    assert builder.catch_up() == 700
    signed = newest(folder)
    checkpoint, tiles = signed.checkpoint, AuditLog(folder).tiles(700)
    assert checkpoint.size == 700
    assert checkpoint.root == root_of_store(store, 700)
    assert is_signed(signed.note, AuditLog(folder).published_keys()[0])
    for index, fact in enumerate(store.read_all(("",), limit=700)):
        assert AuditLog(folder).positions.index_of(fact.position) == index
        check_inclusion(leaf_of(fact), index, 700, inclusion_proof(tiles, index, 700), checkpoint.root)


@pytest.mark.parametrize("steps", [(1, 1, 1), (255, 1, 1), (600, 700)])
def test_a_builder_that_starts_again_goes_on_and_each_checkpoint_continues_the_one_before(build, folder, steps):
    store, seen = MemoryStore(), []
    for more in steps:
        build(record(store, more)).catch_up()
        seen.append(newest(folder).checkpoint)

    for old, new in pairwise(seen):
        proof = consistency_proof(AuditLog(folder).tiles(new.size), old.size, new.size)
        check_consistency(old.size, old.root, new.size, new.root, proof)
    assert seen[-1].root == root_of_store(store, sum(steps))


def test_a_checkpoint_is_signed_after_so_many_facts(build, folder):
    builder = build(record(MemoryStore(), 1200), every_facts=1000)
    builder._add(builder._store.read_all(("",), limit=999))

    assert not builder._is_due()
    builder._add(builder._store.read_all(("",), after=998, limit=1))
    assert builder._is_due()


def test_a_checkpoint_is_signed_after_a_while_only_if_there_is_news(build):
    builder = build(record(MemoryStore(), 1), every_s=0.0)

    assert not builder._is_due()
    builder._add(builder._store.read_all(("",), limit=1))
    assert builder._is_due()


def test_nothing_is_signed_where_there_is_nothing(build, folder):
    assert build(MemoryStore()).catch_up() == 0
    assert AuditLog(folder).newest() is None


def test_leaves_that_were_added_after_the_last_checkpoint_are_added_again(build, folder):
    store = record(MemoryStore(), 300)
    build(store).catch_up()
    record(store, 300)
    build(store)._add(store.read_all(("",), after=299, limit=150))  # and ends without a checkpoint

    build(store).catch_up()

    assert newest(folder).checkpoint.root == root_of_store(store, 600)


@pytest.mark.parametrize("lost", ["tile", "tile/0/000", "tile/0/001", "tile/1", "positions"])
def test_what_is_lost_is_built_anew_and_gives_the_signed_root(build, folder, lost):
    store = record(MemoryStore(), 700)
    build(store).catch_up()
    whole = content(folder)
    path = folder / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()

    build(store)

    assert whole == content(folder)


def test_a_changed_tile_is_built_anew(build, folder):
    store = record(MemoryStore(), 700)
    build(store).catch_up()
    whole, tile = content(folder), folder / "tile/0/001"
    tile.write_bytes(bytes([tile.read_bytes()[0] ^ 1]) + tile.read_bytes()[1:])

    build(store)

    assert whole == content(folder)


@pytest.mark.parametrize("store", [record(MemoryStore(), 699), record(MemoryStore(), 700, salt="other")])
def test_a_store_that_contradicts_what_was_signed_is_refused_and_the_files_stay(build, folder, store):
    build(record(MemoryStore(), 700)).catch_up()
    shutil.rmtree(folder / "tile")
    checkpoint = (folder / "checkpoint").read_bytes()

    with pytest.raises(LogContradicted):
        build(store)

    assert checkpoint == (folder / "checkpoint").read_bytes()


def test_another_keys_checkpoint_is_not_gone_on_with(build, folder, tmp_path):
    store = record(MemoryStore(), 3)
    build(store).catch_up()
    (tmp_path / "log.key").unlink()

    with pytest.raises(LogContradicted, match="not signed by"):
        build(store)


def test_what_is_no_checkpoint_is_not_gone_on_with(build, folder):
    folder.mkdir()
    (folder / "checkpoint").write_text("sunledger.audit\n")

    with pytest.raises(NotANote):
        build(record(MemoryStore(), 3))


def test_cosignatures_are_put_to_the_checkpoint_and_half_the_witnesses_are_no_quorum(build, folder, tmp_path):
    builder = build(record(MemoryStore(), 3))
    builder.catch_up()
    log, text = AuditLog(folder), newest(folder).note.text
    witnesses = [witness_key(tmp_path / f"{name}.key", f"witness-{name}") for name in "abcd"]
    for witness in witnesses:
        log.publish_key(witness.verifier)
    seen = []
    for witness in witnesses:
        log.leave_cosignature(witness.name, Note(text).signed(witness.cosign(text, 1_700_000_000)))
        seen.append((builder.collect(), log.witnessed() is not None))

    assert seen == [(False, False), (False, False), (True, True), (True, True)]
    witnessed = log.witnessed()
    assert witnessed is not None
    assert len(witnessed.note.signatures) == 5


def test_a_false_cosignature_counts_for_nothing(build, folder, tmp_path):
    builder = build(record(MemoryStore(), 3))
    builder.catch_up()
    log, text = AuditLog(folder), newest(folder).note.text
    witness = witness_key(tmp_path / "a.key", "witness-a")
    log.publish_key(witness.verifier)
    log.leave_cosignature("witness-a", Note(text).signed(witness.cosign("another text\n", 1_700_000_000)))

    assert not builder.collect()
    assert log.witnessed() is None


def test_cosignatures_are_read_only_when_something_was_left_and_once_more(build, folder, tmp_path, monkeypatch):
    builder = build(record(MemoryStore(), 3))
    builder.catch_up()
    log, text, reads = AuditLog(folder), newest(folder).note.text, []
    read = AuditLog.cosignatures

    def counted(self):
        reads.append(1)
        return read(self)

    monkeypatch.setattr(AuditLog, "cosignatures", counted)
    witness = witness_key(tmp_path / "a.key", "witness-a")

    def looks(times):
        reads.clear()
        for _ in range(times):
            builder._collect_news()
        return len(reads)

    looks(3)
    assert looks(3) == 0
    log.publish_key(witness.verifier)
    assert looks(3) == 2
    log.leave_cosignature(witness.name, Note(text).signed(witness.cosign(text, 1_700_000_000)))
    assert looks(3) == 2
    assert log.witnessed() is not None


@pytest.mark.parametrize(("witnesses", "quorum"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3)])
def test_a_quorum_is_more_than_half_of_the_witnesses(witnesses: int, quorum: int):
    """Five services watch, three of them are enough."""
    assert quorum_of(witnesses) == quorum
