"""A witness signs what continues what it remembers, and nothing else; what contradicts it is kept."""

from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

import pytest
from ledger.audit_log import AuditLog, read_keys
from ledger.log_builder import LogBuilder
from ledger.memory import MemoryStore
from ledger.store import Draft
from ledger.witness import Witness
from transparency.keys import is_signed, log_key


def record(store: MemoryStore, count: int, service: str = "disclosure", salt: str = "") -> MemoryStore:
    for _ in range(count):
        stream = f"{service}_duty-1"
        revision = len(store.read(stream))
        content = f'"{salt}{revision}"'.encode()
        draft = Draft(uuid5(NAMESPACE_OID, f"{stream}{salt}{revision}"), f"{service}.noted.v1", content, b"{}")
        store.append(stream, [draft], expected=revision - 1)
    return store


class Place:
    """A log that is built from a store, and a witness of disclosure that looks at it."""

    def __init__(self, folder: Path, store: MemoryStore) -> None:
        self.folder, self.store = folder, store
        self.log = AuditLog(folder / "log")

    def build(self, store: MemoryStore | None = None) -> "Place":
        builder = LogBuilder(store or self.store, self.log.folder, log_key(self.folder / "log.key", "sunledger-log"))
        builder.resume()
        builder.catch_up()
        return self

    def forget_log(self) -> "Place":
        """The log's files are removed; its key stays."""
        self.log.folder.rename(self.folder / f"log-{len(list(self.folder.iterdir()))}")
        return self

    def witness(self, store: MemoryStore | None = None) -> Witness:
        """As it starts: with nothing but its own files."""
        own = self.folder / "disclosure"
        own.mkdir(exist_ok=True)
        return Witness("disclosure", store or self.store, self.log, own)

    def kept(self) -> list[str]:
        return [path.read_text("utf-8") for path in (self.folder / "disclosure").glob("contradictions/*.reason")]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, record(record(MemoryStore(), 300), 20, "assessment"))


def test_what_continues_is_cosigned_each_time_by_a_witness_that_may_have_started_anew(place):
    for _ in range(3):
        place.build()

        assert place.witness().step()
        assert not place.witness().step()
        [note] = place.log.cosignatures()
        newest = place.log.newest()
        assert note.text == newest.note.text
        assert is_signed(note, place.witness()._signer.verifier)
        record(place.store, 3)
    assert place.witness().status() == {"witnessed": 326, "waits": None, "alarm": None}


def test_its_key_is_published_among_the_logs_keys(place):
    place.build()
    witness = place.witness()
    place.log.publish_key(witness._signer.verifier)

    assert [key.name for key in read_keys(place.log.folder / "keys")] == ["sunledger-log", "witness-disclosure"]


@pytest.mark.parametrize("more", [0, 5])
def test_a_fork_is_kept_refused_and_alarmed_and_the_alarm_stays(place, more):
    place.build().witness().step()
    other = record(record(MemoryStore(), 300, salt="x"), 20 + more, "assessment")
    place.forget_log().build(other)

    witness = place.witness(other)

    assert not witness.step()
    assert len(place.kept()) == 1
    assert "contradict" in str(place.witness(other).status()["alarm"])
    assert list(place.log.cosignatures()) == []


def test_a_log_that_went_back_is_refused(place):
    place.build()
    record(place.store, 5)
    place.build().witness().step()
    place.forget_log().build(record(record(MemoryStore(), 300), 20, "assessment"))

    assert not place.witness().step()
    assert ["sunledger.audit of 320 after sunledger.audit of 325\n"] == place.kept()


def test_a_log_that_leaves_out_a_fact_of_the_service_is_refused(place):
    """The log was built from a store that does not hold what the service sees."""
    shown = record(record(MemoryStore(), 299), 21, "assessment")
    place.build(shown)

    assert not place.witness().step()
    assert "disclosure_duty-1@299" in place.kept()[0]


def test_another_key_than_before_is_refused(place):
    place.build().witness().step()
    (place.folder / "log.key").unlink()
    place.forget_log().build()
    record(place.store, 1)
    place.build()

    assert not place.witness().step()
    assert "not signed by" in place.kept()[0]


def test_tiles_that_are_not_there_yet_are_waited_for_and_no_contradiction(place):
    place.build().witness().step()
    record(place.store, 5)
    place.build()
    tiles = place.log.folder / "tile"
    tiles.rename(place.folder / "aside")
    witness = place.witness()

    assert not witness.step()
    assert place.kept() == []
    assert witness.status()["waits"]
    (place.folder / "aside").rename(tiles)
    assert witness.step()


def test_a_damaged_memory_is_an_error_and_no_fresh_start(place):
    place.build().witness().step()
    (place.folder / "disclosure" / "witness.json").write_text("{")

    with pytest.raises(ValueError, match="Expecting"):
        place.witness()
