"""A fact's page proves that the fact is in the audit log, to whoever computes it again."""

from pathlib import Path

import pytest
from ledger.log_builder import LogBuilder
from transparency.checkpoint import read_checkpoint
from transparency.keys import is_signed, log_key
from transparency.merkle import Unproven, check_inclusion, leaf_hash
from transparency.note import read_note


def leaf_of(page: dict[str, str]) -> bytes:
    """From what the page shows alone."""
    texts = (page["stream"], str(page["revision"]), page["id"], page["type"], page["data"], page["metadata"])
    parts = [text.encode() for text in texts]
    return leaf_hash(b"".join(len(part).to_bytes(8, "big") + part for part in parts))


@pytest.fixture
def build(county, tmp_path: Path):
    def make() -> LogBuilder:
        builder = LogBuilder(county.store, county.log.folder, log_key(tmp_path / "log.key", "sunledger-log"), every_s=0)
        builder.resume()
        builder.catch_up()
        return builder

    return make


def test_every_fact_of_a_signed_checkpoint_is_proven_to_a_stranger(county, duty, build):
    duty.all_public()
    county.look()
    builder = build()
    key = next(iter(builder.log.published_keys()))

    for fact in county.store.read(duty.stream):
        page = county.json(f"/facts/{fact.id}")
        proof = page["inclusion"]
        note = read_note(proof["checkpoint"].encode())
        checkpoint = read_checkpoint(note.text)
        leaf = bytes.fromhex(proof["leaf"]) if page["data"] is None else leaf_of(page)
        hashes = [bytes.fromhex(each) for each in proof["hashes"]]

        check_inclusion(leaf, proof["index"], checkpoint.size, hashes, checkpoint.root)
        assert is_signed(note, key)
        with pytest.raises(Unproven):
            check_inclusion(leaf_hash(b"another"), proof["index"], checkpoint.size, hashes, checkpoint.root)


def test_a_fact_after_the_last_checkpoint_is_not_proven_yet_and_then_is(county, duty, build):
    build()
    duty.draft()
    county.look()
    drafted = county.store.read(duty.stream)[1]
    before = county.get(f"/facts/{drafted.id}")
    build()

    after = county.get(f"/facts/{drafted.id}", headers={"If-None-Match": before.headers["ETag"]})

    assert "本记录尚未收入已签名的检查点" in before.text
    assert 200 == after.status_code
    assert "审计日志的第" in after.text


def test_a_log_that_was_tampered_with_proves_nothing(county, duty, build):
    county.look()
    build()
    [opened] = county.store.read(duty.stream)
    tile = next(path for path in (county.log.folder / "tile").rglob("*") if path.is_file())
    tile.write_bytes(bytes(len(tile.read_bytes())))

    assert county.json(f"/facts/{opened.id}")["inclusion"] is None
