"""Copying a store into another: everything arrives as it was, or the copy says why not."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from esdbclient import EventStoreDBClient, StreamState
from ledger.copying import PAGE, Bookmark, Differs, Equal, copy
from ledger.esdb import EsdbStore
from ledger.memory import MemoryStore
from ledger.recorded import digest_of_fact
from ledger.store import NO_STREAM, Draft, Meanwhile, OutcomeUnknown, Recorded
from localnode.testing import NodeAddress, running_node

Drafting = Callable[..., Draft]


class Interrupted(Exception):
    pass


def quietly(_equal: Equal) -> None:
    pass


def content(store) -> list[tuple[str, str]]:
    """Everything in the store's order, but where it stands."""
    return [(fact.stream, digest_of_fact(fact)) for fact in store.read_all(("",), limit=100_000)]


def filled(store, draft: Drafting, *, turns: int):
    """Three streams, single appends and batches in turn; ids come again in other streams."""
    for turn in range(turns):
        store.append("duty-1", [draft(f"{turn}")], expected=3 * turn - 1)
        store.append("duty-2", [draft(f"{turn}-{part}") for part in range(2)], expected=2 * turn - 1)
        store.append("duty-1", [draft(f"{turn}-{part}") for part in range(2)], expected=3 * turn)
        store.append("村务-1", [draft(f"{turn}")], expected=turn - 1)
    return store


@pytest.fixture
def bookmark(tmp_path: Path) -> Bookmark:
    return Bookmark(tmp_path / "bookmark.json")


def test_a_copy_holds_the_same_facts_in_the_same_order(bookmark, draft):
    source, target = filled(MemoryStore(), draft, turns=2 * PAGE // 6), MemoryStore()

    equal = copy(source, target, bookmark, quietly)

    assert content(source) == content(target)
    assert equal.facts == len(content(source)) > PAGE


def test_a_copy_goes_on_where_it_was_interrupted(bookmark, draft):
    source, target = filled(MemoryStore(), draft, turns=3 * PAGE // 6), MemoryStore()

    def interrupt(_equal: Equal) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        copy(source, target, bookmark, interrupt)
    assert bookmark.read().facts == PAGE == len(content(target))
    filled_more = source.append("later", [draft("later")], expected=NO_STREAM)
    copy(source, target, bookmark, quietly)

    assert content(source) == content(target)
    assert bookmark.read().in_source == filled_more


def test_without_its_bookmark_a_copy_compares_what_is_there_and_goes_on(bookmark, draft):
    source, target = filled(MemoryStore(), draft, turns=10), filled(MemoryStore(), draft, turns=4)

    copy(source, target, bookmark, quietly)

    assert content(source) == content(target)


class Unsure(MemoryStore):
    """Every other append is recorded, but its answer is lost."""

    calls = 0

    def append(self, stream: str, drafts: Sequence[Draft], *, expected: int, meanwhile: Meanwhile | None = None) -> int:
        position = super().append(stream, drafts, expected=expected)
        self.calls += 1
        if self.calls % 2:
            raise OutcomeUnknown(stream)
        return position


def test_a_copy_repeats_an_append_whose_outcome_is_unknown(bookmark, draft):
    source, target = filled(MemoryStore(), draft, turns=1), Unsure()

    copy(source, target, bookmark, quietly)

    assert content(source) == content(target)


@pytest.mark.parametrize(
    ("stream", "names", "reason"),
    [
        ("other", ["a"], "fact 1 is duty-1@0 in the source and other@0 in the target"),
        ("duty-1", ["another"], "or their contents differ"),
        ("duty-1", ["0", "0-0"], "fact 2 is duty-2@0"),
    ],
)
def test_a_target_that_is_not_the_beginning_of_the_source_is_refused(bookmark, draft, stream, names, reason):
    source, target = filled(MemoryStore(), draft, turns=2), MemoryStore()
    target.append(stream, [draft(name) for name in names], expected=NO_STREAM)
    before = content(target)

    with pytest.raises(Differs, match=reason):
        copy(source, target, bookmark, quietly)

    assert before == content(target)


def test_a_target_that_holds_more_than_the_source_is_refused(bookmark, draft):
    source, target = filled(MemoryStore(), draft, turns=2), filled(MemoryStore(), draft, turns=3)

    with pytest.raises(Differs, match="the target holds more than 12 facts"):
        copy(source, target, bookmark, quietly)


@pytest.mark.parametrize("which", ["source", "target"])
def test_a_bookmark_of_another_copy_is_refused(bookmark, draft, which):
    source, target = filled(MemoryStore(), draft, turns=2), MemoryStore()
    copy(source, target, bookmark, quietly)
    stores = {"source": source, "target": target, which: filled(MemoryStore(), lambda name: draft(f"x{name}"), turns=2)}

    with pytest.raises(Differs, match=f"not of this {which}"):
        copy(stores["source"], stores["target"], bookmark, quietly)


@pytest.mark.parametrize("text", ["", "[]", '{"facts": 1, "unknown": 2}'])
def test_what_is_no_bookmark_is_refused(bookmark, text):
    bookmark.path.write_text(text)

    with pytest.raises(Differs, match="not a bookmark"):
        copy(MemoryStore(), MemoryStore(), bookmark, quietly)


class Mangling(MemoryStore):
    """Gives back another content than it was given."""

    def read_all(self, prefixes: Sequence[str], *, after: int = -1, limit: int) -> list[Recorded]:
        facts = super().read_all(prefixes, after=after, limit=limit)
        return [Recorded(f.stream, f.revision, f.position, f.id, f.type, f.data + b" ", f.metadata) for f in facts]


def test_what_reads_back_otherwise_is_noticed(bookmark, draft):
    with pytest.raises(Differs, match="contents differ"):
        copy(filled(MemoryStore(), draft, turns=1), Mangling(), bookmark, quietly)

    assert not bookmark.path.exists()


@pytest.fixture
def nodes(tmp_path: Path):
    for name in ("from", "to"):
        (tmp_path / name).mkdir()
    with running_node(tmp_path / "from") as source, running_node(tmp_path / "to") as target:
        yield source, target


def copy_nodes(nodes: tuple[NodeAddress, NodeAddress], bookmark: Bookmark, tell=quietly) -> Equal:
    source, target = EsdbStore(nodes[0].uri), EsdbStore(nodes[1].uri)
    try:
        return copy(source, target, bookmark, tell)
    finally:
        source.close()
        target.close()


def test_a_node_is_copied_to_another_and_survives_its_death_in_between(nodes, bookmark, draft):
    source, target = (EsdbStore(node.uri) for node in nodes)
    filled(source, draft, turns=200)

    def kill_once(equal: Equal) -> None:
        if equal.facts == PAGE:
            nodes[1].kill()
            nodes[1].restart()

    assert copy_nodes(nodes, bookmark, kill_once).facts == 1200
    assert copy_nodes(nodes, bookmark).facts == 1200
    assert content(source) == content(target)
    assert json.loads(bookmark.path.read_text())["facts"] == 1200


def test_system_streams_are_left_alone_and_a_tombstone_is_refused(nodes, bookmark, draft):
    source = EsdbStore(nodes[0].uri)
    source.append("duty-1", [draft("a")], expected=NO_STREAM)
    with EventStoreDBClient(nodes[0].uri) as client:
        client.set_stream_metadata("duty-1", metadata={"owner": "clerk"})
        assert copy_nodes(nodes, bookmark).facts == 1
        client.tombstone_stream("duty-1", current_version=StreamState.ANY)
    bookmark.path.unlink()

    with pytest.raises(Differs, match="cannot follow"):
        copy_nodes(nodes, bookmark)
