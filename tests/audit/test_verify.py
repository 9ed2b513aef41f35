"""What is done to a record at rest is found, and where: on a real node's file, edited as whoever has the disk can."""

import json
import shutil
from collections import Counter
from contextlib import closing

import pytest
from audit.memory import Memory, Reached
from audit.verify import Settings, VerificationFailed, verify
from contracts.canonical import canonical
from esdbclient import EventStoreDBClient, StreamState
from ledger.clock import MachineClock
from ledger.memory import MemoryStore
from ledger.recorded import GENESIS, digest_of_fact, metadata_of
from ledger.store import Draft
from localnode.file import back_up


@pytest.fixture(autouse=True)
def small_pages(monkeypatch):
    """So that the facts of these small records are looked at in a process beside, as those of large ones are."""
    monkeypatch.setattr("audit.verify.PAGE", 100)


def place(fact):
    return f"{fact.stream}@{fact.revision}"


def test_a_sound_record_has_no_findings(record):
    verified = record.verified()

    assert verified.findings == ()
    assert verified.facts == verified.logged == len(record.facts())
    assert verified.unsigned == 0


@pytest.mark.req("X-001")
@pytest.mark.parametrize("part", ["data", "custom_metadata"])
@pytest.mark.parametrize("byte", [0, 40, -1])
def test_one_bit_changed_at_rest_is_found_at_its_fact(record, found, part, byte):
    facts = record.facts()
    victim = facts[len(facts) // 2]
    record.flip(victim.position, part, byte)

    verified = record.verified()

    assert ("altered", place(victim)) in found(verified)
    assert {finding.index for finding in verified.findings if finding.check == "altered"} == {len(facts) // 2}


def test_a_change_that_keeps_form_and_chain_of_its_own_fact_is_found(record, found):
    """The last fact of a stream, with another text and the id that belongs to it: nothing of its stream tells."""
    facts = record.facts()
    last = {fact.stream: fact for fact in facts}
    victim = next(fact for fact in last.values() if "duty" in fact.stream)
    forged = {**metadata_of(victim), "actor": "ref-somebody-else"}
    record.edit(victim.position, lambda event: setattr(event, "custom_metadata", canonical(forged)))

    assert found(record.verified()) == {("altered", place(victim))}


def test_a_fact_removed_from_the_middle_is_found_with_its_index_and_its_gap(record, found):
    facts = record.facts()
    counts = Counter(fact.stream for fact in facts)
    index = next(i for i, fact in enumerate(facts) if fact.revision == 2 and counts[fact.stream] > 4)
    record.execute("DELETE FROM events WHERE position = ?", facts[index].position)

    verified = record.verified()

    assert ("missing", f"index {index}") in found(verified)
    assert ("revision", f"{facts[index].stream}@3") in found(verified)


@pytest.mark.parametrize("count", [1, 7])
def test_facts_removed_from_the_end_are_found(record, found, count):
    facts = record.facts()
    record.execute("DELETE FROM events WHERE position > ?", facts[-count - 1].position)

    verified = record.verified()

    assert ("truncated", f"index {len(facts) - count}") in found(verified)


def test_a_whole_stream_removed_is_found_fact_by_fact_and_by_name_where_it_was_verified_before(record, found, tmp_path):
    facts, memory = record.facts(), tmp_path / "memory.sqlite"
    record.verified(memory=memory)
    stream = facts[len(facts) // 2].stream
    gone = [index for index, fact in enumerate(facts) if fact.stream == stream]
    record.execute("DELETE FROM events WHERE stream = (SELECT id FROM streams WHERE name = ?)", stream)

    verified = record.verified(memory=memory, anew=True)

    missing = [finding for finding in verified.findings if finding.check == "missing"]
    runs = [int(finding.detail.split()[0]) for finding in missing]
    assert sum(runs) == len(gone)
    assert {finding.index for finding in missing} <= set(gone)
    assert ("stream-missing", stream) in found(verified)


def test_a_whole_service_removed_is_found(record, found):
    facts = record.facts()
    gone = [index for index, fact in enumerate(facts) if fact.stream.startswith("assessment_")]
    record.execute("DELETE FROM events WHERE stream IN (SELECT id FROM streams WHERE name LIKE 'assessment_%')")

    verified = record.verified()

    lost = [finding for finding in verified.findings if finding.check in ("missing", "truncated")]
    assert sum(int(finding.detail.split()[0]) for finding in lost) == len(gone)


def test_two_facts_in_each_others_place_are_found(record, found):
    facts = record.facts()
    one, other = facts[20], facts[60]
    record.exchange(one.position, other.position)

    verified = record.verified()

    assert {("moved", place(one)), ("moved", place(other))} <= found(verified)


def test_a_forged_fact_with_a_whole_chain_is_found_among_logged_facts(record, found):
    """Put in place of the last fact of a stream, by somebody who can compute digests and ids."""
    facts = record.facts()
    victim = facts[-1]
    metadata = {**metadata_of(victim), "previous": GENESIS}
    earlier = [fact for fact in facts if fact.stream == victim.stream][:-1]
    if earlier:
        metadata["previous"] = digest_of_fact(earlier[-1])
    metadata["unit"] = "360730199"
    record.edit(victim.position, lambda event: setattr(event, "custom_metadata", canonical(metadata)))

    assert ("altered", place(victim)) in found(record.verified())


def test_facts_after_the_last_checkpoint_are_counted_and_no_fault(record):
    facts = record.facts()
    with record.store() as store:
        store.append("elsewhere-1", [_draft(facts)], expected=-1)

    verified = record.verified()

    assert verified.unsigned == 1
    assert {finding.check for finding in verified.findings} == {"wrong-id"}


def _draft(facts):
    """A fact whose id does not follow from its content."""
    first = facts[0]
    return Draft(first.id, first.type, first.data, first.metadata)


@pytest.mark.req("X-001")
def test_a_clock_that_was_set_back_is_found(record, found):
    facts = record.facts()
    last = {fact.stream: fact for fact in facts}
    victim = [fact for fact in last.values() if fact.revision == 0][-1]
    metadata = {**metadata_of(victim), "decided_at": "2020-01-01T00:00:00.000000Z"}
    record.edit(victim.position, lambda event: setattr(event, "custom_metadata", canonical(metadata)))

    assert ("clock-set-back", place(victim)) in found(record.verified())


def test_a_decision_from_the_future_is_found(record, found):
    victim = record.facts()[-1]
    metadata = {**metadata_of(victim), "decided_at": "2199-01-01T00:00:00.000000Z"}
    record.edit(victim.position, lambda event: setattr(event, "custom_metadata", canonical(metadata)))

    assert ("clock-ahead", place(victim)) in found(record.verified())


def test_a_store_restored_from_an_old_backup_is_found(record, sound, found, tmp_path):
    memory, backup = tmp_path / "memory.sqlite", tmp_path / "backup.db"
    back_up(record.file, backup)
    with record.store() as store:
        stream = record.facts()[-1].stream
        newest = store.read(stream)[-1]
        metadata = {**metadata_of(newest), "previous": digest_of_fact(newest), "part": 0, "parts": 1}
        metadata["command"] = {"type": "disclosure.draft-items.v1", "document": {}}
        draft = Draft(newest.id, newest.type, b"{}", canonical(metadata))
        store.append(stream, [draft], expected=newest.revision)
        record.build_log(store)
    before = record.verified(memory=memory)
    for path in record.file.parent.glob("events.db*"):
        path.unlink()
    shutil.copy(backup, record.file)

    verified = record.verified(memory=memory)

    assert before.logged == len(record.facts()) + 1
    assert ("store-went-back", f"{newest.stream}@{newest.revision + 1}") in found(verified)
    assert ("truncated", f"index {before.logged - 1}") in found(verified)
    assert ("stream-shortened", f"{newest.stream}@{newest.revision}") in found(verified)


def test_deleting_a_stream_and_letting_the_store_forget_are_found(record, found):
    facts = record.facts()
    soft, hard, counted = sorted({fact.stream for fact in facts if "_duty-" in fact.stream})[:3]
    with record.store() as store, EventStoreDBClient(store._uri) as client:
        client.delete_stream(soft, current_version=StreamState.ANY)
        client.tombstone_stream(hard, current_version=StreamState.ANY)
        client.set_stream_metadata(counted, metadata={"$maxCount": 1})

    verified = record.verified()

    assert found(verified) == {("retention", soft), ("tombstone", hard), ("retention", counted)}


@pytest.mark.timeout(60)
def test_a_run_ends_where_the_store_stood_when_it_began(sound, history):
    """What is recorded meanwhile, also by the run's own doing, belongs to the next run."""
    facts = history.read_all(("",), limit=10**6)

    class Growing(MemoryStore):
        def read_all(self, prefixes, *, after=-1, limit):
            self.append(f"elsewhere-{len(self)}", [_draft(facts)], expected=-1)
            return super().read_all(prefixes, after=after, limit=limit)

    store = Growing()
    for fact in facts:
        store.append(fact.stream, [Draft(fact.id, fact.type, fact.data, fact.metadata)], expected=fact.revision - 1)
    through = store.last_position()
    with closing(Memory(None)) as memory:
        settings = Settings(sound.log.published_keys(), MachineClock().now(), quorum=0)
        verified = verify(store, sound.log, memory, settings)

    assert (verified.through, verified.read) == (through, through + 1)


def test_what_the_store_may_forget_stays_found_in_runs_that_do_not_read_it_again(record, tmp_path, found, monkeypatch):
    facts, memory = record.facts(), tmp_path / "memory.sqlite"
    counted = facts[40].stream
    with record.store() as store, EventStoreDBClient(store._uri) as client:
        client.set_stream_metadata(counted, metadata={"$maxCount": 100})
    first = found(record.verified(memory=memory))
    read_from = []

    def nothing_new(_, after):
        read_from.append(after)
        return []

    monkeypatch.setattr("audit.verify._retention", nothing_new)

    assert first == {("retention", counted)} == found(record.verified(memory=memory))
    assert read_from == [facts[-1].position]


# The process beside


def in_this_process(record, memory, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("audit.verify.PAGE", len(record.facts()) + 1)
        return record.verified(memory=memory)


def test_a_process_beside_finds_and_remembers_the_same(record, tmp_path, monkeypatch):
    facts = record.facts()
    record.flip(facts[len(facts) // 2].position, "data", 40)
    here, beside = tmp_path / "here.sqlite", tmp_path / "beside.sqlite"

    verified = record.verified(memory=beside)

    assert verified == in_this_process(record, here, monkeypatch)
    with closing(Memory(here)) as one, closing(Memory(beside)) as other:
        assert (one.reached, one.findings()) == (other.reached, other.findings())
        assert one.reached.facts > 0
        streams = sorted({fact.stream for fact in facts})
        assert [one.tip(stream) for stream in streams] == [other.tip(stream) for stream in streams]


def test_a_process_beside_that_ends_too_early_is_an_error(record, monkeypatch):
    monkeypatch.setattr("audit.verify_aside.PROGRAM", "audit.of_no_such_name")

    with pytest.raises(VerificationFailed):
        record.verified()


def test_a_run_that_is_broken_off_ends_the_process_beside(record, tmp_path):
    def stop(_):
        raise KeyboardInterrupt

    with record.store() as store, closing(Memory(tmp_path / "memory.sqlite")) as memory:
        with pytest.raises(KeyboardInterrupt):
            verify(store, record.log, memory, Settings(record.log.published_keys(), MachineClock().now()), stop)
        assert memory.reached == Reached()

    assert record.verified(memory=tmp_path / "memory.sqlite").findings == ()


# The log


def test_a_damaged_tile_is_named_and_the_facts_are_held_against_the_signed_root(record, found):
    tile = next((record.log.folder / "tile" / "0").glob("*"))
    tile = tile if tile.is_file() else next(iter(sorted(tile.iterdir())))
    content = bytearray(tile.read_bytes())
    content[5] ^= 1
    tile.write_bytes(bytes(content))

    assert {check for check, _ in found(record.verified())} == {"tile-damaged"}


def test_with_a_damaged_tile_a_changed_fact_still_contradicts_the_root(record, found):
    shutil.rmtree(record.log.folder / "tile")
    victim = record.facts()[10]
    metadata = {**metadata_of(victim), "actor": "ref-somebody-else"}
    record.edit(victim.position, lambda event: setattr(event, "custom_metadata", canonical(metadata)))

    assert {"tile-damaged", "altered"} <= {check for check, _ in found(record.verified())}


def test_a_checkpoint_signed_by_nobody_known_is_found(record, found):
    path = record.log.folder / "checkpoint"
    path.write_text(path.read_text("utf-8").replace("sunledger.audit\n", "sunledger.audit2\n"), "utf-8")

    assert ("log-false", "checkpoint") in found(record.verified())


def test_a_log_that_is_signed_by_another_key_than_before_is_found(record, found, tmp_path):
    memory = tmp_path / "memory.sqlite"
    record.verified(memory=memory)
    shutil.rmtree(record.log.folder)
    record.key.unlink()
    with record.store() as store:
        record.build_log(store)

    assert "log-key" in {check for check, _ in found(record.verified(memory=memory))}


@pytest.mark.parametrize("size", ["same", "longer"])
def test_a_checkpoint_of_a_fork_is_found(record, found, tmp_path, size):
    """The log's own key has signed two histories: what this audit remembers, and what it is shown now."""
    memory = tmp_path / "memory.sqlite"
    record.verified(memory=memory)
    victim = record.facts()[-1]
    metadata = {**metadata_of(victim), "actor": "ref-somebody-else"}
    record.edit(victim.position, lambda event: setattr(event, "custom_metadata", canonical(metadata)))
    shutil.rmtree(record.log.folder)
    with record.store() as store:
        if size == "longer":
            store.append("elsewhere-1", [_draft(record.facts())], expected=-1)
        record.build_log(store)

    assert "log-fork" in {check for check, _ in found(record.verified(memory=memory))}


def test_a_log_that_is_shorter_than_it_was_is_found(record, found, tmp_path):
    memory = tmp_path / "memory.sqlite"
    with record.store() as store:
        store.append("elsewhere-1", [_draft(record.facts())], expected=-1)
        shutil.copytree(record.log.folder, tmp_path / "old-log")
        record.build_log(store)
    record.verified(memory=memory)
    shutil.rmtree(record.log.folder)
    shutil.copytree(tmp_path / "old-log", record.log.folder)

    checks = {check for check, _ in found(record.verified(memory=memory))}

    assert "log-rolled-back" in checks


def test_a_record_without_a_log_says_so(record, found):
    shutil.rmtree(record.log.folder)

    assert {check for check, _ in found(record.verified())} == {"log-unsigned"}


# Going on


def test_a_second_run_reads_only_what_is_new_and_keeps_what_was_found(record, found, tmp_path):
    memory, facts = tmp_path / "memory.sqlite", record.facts()
    record.flip(facts[10].position, "data", 5)
    first = record.verified(memory=memory)
    with record.store() as store:
        store.append("elsewhere-1", [_draft(facts)], expected=-1)
        record.build_log(store)

    second = record.verified(memory=memory)

    assert (first.read, second.read) == (len(facts), 1)
    assert second.facts == second.logged == len(facts) + 1
    assert found(first) | {("wrong-id", "elsewhere-1@0")} == found(second)


def test_facts_beyond_the_checkpoint_are_read_again_once_they_are_logged(record, found, tmp_path):
    memory, facts = tmp_path / "memory.sqlite", record.facts()
    with record.store() as store:
        store.append("elsewhere-1", [_draft(facts)], expected=-1)
    first = record.verified(memory=memory)
    with record.store() as store:
        record.build_log(store)
    record.flip(facts[-1].position + 1, "data", 5)

    second = record.verified(memory=memory)

    assert (first.unsigned, second.read) == (1, 1)
    assert ("altered", "elsewhere-1@0") in found(second)


def test_what_was_verified_before_and_is_no_longer_there_is_found_without_reading_on(record, found, tmp_path):
    memory, facts = tmp_path / "memory.sqlite", record.facts()
    record.verified(memory=memory)
    record.flip(facts[-1].position, "data", 5)

    verified = record.verified(memory=memory)

    assert verified.read == len(facts)
    assert {("store-went-back", place(facts[-1])), ("altered", place(facts[-1]))} <= found(verified)


def test_a_log_that_comes_later_is_held_against_everything(record, tmp_path):
    memory, facts = tmp_path / "memory.sqlite", record.facts()
    shutil.move(record.log.folder, tmp_path / "aside")
    record.verified(memory=memory)
    shutil.move(tmp_path / "aside", record.log.folder)

    verified = record.verified(memory=memory)

    assert (verified.read, verified.logged, verified.findings) == (len(facts), len(facts), ())


def test_findings_are_documents(record):
    record.flip(record.facts()[3].position, "data", 5)

    document = json.loads(json.dumps(record.verified().document()))

    assert {"check", "place", "detail", "index"} == set(document["findings"][0])
