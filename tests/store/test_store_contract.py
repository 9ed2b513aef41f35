"""What every store must do. To hold a server of your own to it, set SUNLEDGER_STORE_URI to its esdb:// address.

Nothing is deleted afterwards: let it be a server for tests.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from ledger.store import NO_STREAM, CaughtUp, Draft, Recorded, Store, WrongRevision

Drafting = Callable[..., Draft]
Following = Callable[..., Any]

SECOND = 1


def test_what_was_recorded_is_read_back_byte_for_byte(store: Store, prefix: str, draft: Drafting):
    stream = f"{prefix}case"
    note = draft("one")

    position = store.append(stream, [note], expected=NO_STREAM)

    assert [Recorded(stream, 0, position, note.id, note.type, note.data, note.metadata)] == store.read(stream)


def test_bytes_that_are_not_text_are_kept(store: Store, prefix: str, draft: Drafting):
    note = draft("one", data=bytes(range(256)))

    store.append(f"{prefix}case", [note], expected=NO_STREAM)

    assert note.data == store.read(f"{prefix}case")[0].data


def test_revisions_count_from_nought_without_a_gap(store: Store, prefix: str, draft: Drafting):
    stream = f"{prefix}case"
    store.append(stream, [draft("a")], expected=NO_STREAM)
    store.append(stream, [draft("b"), draft("c"), draft("d")], expected=0)
    store.append(stream, [draft("e")], expected=3)

    assert [fact.revision for fact in store.read(stream)] == [0, 1, 2, 3, 4]


def test_the_position_of_an_append_is_that_of_its_last_fact(store: Store, prefix: str, draft: Drafting):
    stream = f"{prefix}case"

    position = store.append(stream, [draft("a"), draft("b"), draft("c")], expected=NO_STREAM)

    assert position == store.read(stream)[-1].position


def test_a_stream_that_nobody_wrote_to_is_empty(store: Store, prefix: str):
    assert store.read(f"{prefix}case") == []


def test_a_stream_that_exists_is_not_new(store: Store, prefix: str, draft: Drafting):
    stream = f"{prefix}case"
    store.append(stream, [draft("a")], expected=NO_STREAM)

    with pytest.raises(WrongRevision):
        store.append(stream, [draft("b")], expected=NO_STREAM)


@pytest.mark.parametrize("expected", [0, 7])
def test_a_stream_that_does_not_exist_is_not_at_a_revision(store: Store, prefix: str, draft: Drafting, expected: int):
    with pytest.raises(WrongRevision):
        store.append(f"{prefix}case", [draft("a")], expected=expected)

    assert store.read(f"{prefix}case") == []


@pytest.mark.parametrize("expected", [NO_STREAM, 0, 2, 3])
@pytest.mark.parametrize("size", [1, 2])
def test_only_the_last_revision_is_the_expected_one(
    store: Store, prefix: str, draft: Drafting, expected: int, size: int
):
    stream = f"{prefix}case"
    store.append(stream, [draft("a"), draft("b")], expected=NO_STREAM)

    with pytest.raises(WrongRevision):
        store.append(stream, [draft(f"late-{part}") for part in range(size)], expected=expected)

    assert [draft("a").id, draft("b").id] == [fact.id for fact in store.read(stream)]


@pytest.mark.parametrize("size", [1, 3])
def test_the_same_drafts_again_are_recorded_once(store: Store, prefix: str, draft: Drafting, size: int):
    stream = f"{prefix}case"
    drafts = [draft(f"part-{part}") for part in range(size)]
    store.append(stream, [draft("first")], expected=NO_STREAM)
    position = store.append(stream, drafts, expected=0)

    repeated = store.append(stream, drafts, expected=0)

    assert (position, size + 1) == (repeated, len(store.read(stream)))


@pytest.mark.parametrize("size", [1, 3])
def test_the_first_drafts_of_a_stream_again_are_recorded_once(store: Store, prefix: str, draft: Drafting, size: int):
    stream = f"{prefix}case"
    drafts = [draft(f"part-{part}") for part in range(size)]
    position = store.append(stream, drafts, expected=NO_STREAM)

    repeated = store.append(stream, drafts, expected=NO_STREAM)

    assert (position, size) == (repeated, len(store.read(stream)))


@pytest.mark.parametrize("size", [1, 3])
def test_the_same_drafts_again_are_recorded_once_even_after_others(
    store: Store, prefix: str, draft: Drafting, size: int
):
    stream = f"{prefix}case"
    drafts = [draft(f"part-{part}") for part in range(size)]
    position = store.append(stream, drafts, expected=NO_STREAM)
    store.append(stream, [draft("later")], expected=size - 1)
    store.append(stream, [draft("much later"), draft("latest")], expected=size)

    repeated = store.append(stream, drafts, expected=NO_STREAM)

    assert (position, size + 3) == (repeated, len(store.read(stream)))


def test_drafts_of_which_only_the_first_is_known_are_another_append(store: Store, prefix: str, draft: Drafting):
    stream = f"{prefix}case"
    store.append(stream, [draft("a"), draft("b")], expected=NO_STREAM)

    with pytest.raises(WrongRevision):
        store.append(stream, [draft("a"), draft("other")], expected=NO_STREAM)

    assert [draft("a").id, draft("b").id] == [fact.id for fact in store.read(stream)]


def test_more_drafts_than_were_recorded_are_another_append(store: Store, prefix: str, draft: Drafting):
    stream = f"{prefix}case"
    store.append(stream, [draft("a"), draft("b")], expected=NO_STREAM)

    with pytest.raises(WrongRevision):
        store.append(stream, [draft("a"), draft("b"), draft("c")], expected=NO_STREAM)

    assert len(store.read(stream)) == 2


def test_an_append_that_loses_the_race_records_none_of_its_facts(
    store: Store, prefix: str, draft: Drafting, together: Callable[..., None]
):
    stream = f"{prefix}case"
    outcomes: list[int | None] = []

    def write(number: int) -> None:
        try:
            store.append(stream, [draft(f"{number}-{part}") for part in range(3)], expected=NO_STREAM)
            outcomes.append(number)
        except WrongRevision:
            outcomes.append(None)

    together(write, 6)

    (winner,) = (outcome for outcome in outcomes if outcome is not None)
    assert [draft(f"{winner}-{part}").id for part in range(3)] == [fact.id for fact in store.read(stream)]


def test_reading_goes_on_after_a_revision(store: Store, prefix: str, draft: Drafting):
    stream = f"{prefix}case"
    store.append(stream, [draft(name) for name in "abcd"], expected=NO_STREAM)

    assert [fact.revision for fact in store.read(stream, after=SECOND)] == [2, 3]


@pytest.mark.parametrize("after", [3, 4, 100])
def test_after_the_last_revision_there_is_nothing(store: Store, prefix: str, draft: Drafting, after: int):
    stream = f"{prefix}case"
    store.append(stream, [draft(name) for name in "abcd"], expected=NO_STREAM)

    assert store.read(stream, after=after) == []


def test_streams_are_chosen_by_how_their_names_begin(store: Store, prefix: str, draft: Drafting):
    for name in ("duty-1", "tally-1", "duty-2", "case-1", "heavy-duty-1"):
        store.append(prefix + name, [draft(name)], expected=NO_STREAM)
        store.append(f"other-{prefix}{name}", [draft(name)], expected=NO_STREAM)

    facts = store.read_all((f"{prefix}duty-", f"{prefix}case-"), limit=100)

    assert [fact.stream.removeprefix(prefix) for fact in facts] == ["duty-1", "duty-2", "case-1"]


def test_what_is_special_in_an_expression_is_not_in_a_prefix(store: Store, prefix: str, draft: Drafting):
    for name in ("a.b-1", "axb-1", "a+(b)|c-1", "aab-1", "村务-1", "^a-1"):
        store.append(prefix + name, [draft(name)], expected=NO_STREAM)

    facts = store.read_all([prefix + name for name in ("a.b-", "a+(b)|c", "村务", "^a")], limit=100)

    assert [fact.stream.removeprefix(prefix) for fact in facts] == ["a.b-1", "a+(b)|c-1", "村务-1", "^a-1"]


def test_all_streams_have_one_order(store: Store, prefix: str, draft: Drafting):
    appended = [
        (f"{prefix}{name}", store.append(f"{prefix}{name}", [draft(f"{name}{turn}")], expected=turn - 1))
        for turn in range(3)
        for name in "abc"
    ]

    facts = store.read_all((prefix,), limit=100)

    assert appended == [(fact.stream, fact.position) for fact in facts]
    assert all(earlier.position < later.position for earlier, later in pairwise(facts))


def test_no_more_facts_are_read_than_asked_for(store: Store, prefix: str, draft: Drafting):
    for name in "abcde":
        store.append(prefix + name, [draft(name)], expected=NO_STREAM)

    assert [f"{prefix}a", f"{prefix}b"] == [fact.stream for fact in store.read_all((prefix,), limit=2)]


def test_reading_everything_goes_on_after_a_position(store: Store, prefix: str, draft: Drafting):
    positions = [store.append(prefix + name, [draft(name)], expected=NO_STREAM) for name in "abcde"]

    facts = store.read_all((prefix,), after=positions[1], limit=2)

    assert positions[2:4] == [fact.position for fact in facts]


def test_a_position_within_an_append_can_be_gone_on_from(store: Store, prefix: str, draft: Drafting):
    store.append(f"{prefix}case", [draft(name) for name in "abc"], expected=NO_STREAM)
    first, *others = store.read_all((prefix,), limit=10)

    assert others == store.read_all((prefix,), after=first.position, limit=10)


def test_the_position_of_a_fact_that_is_not_asked_for_can_be_gone_on_from(store: Store, prefix: str, draft: Drafting):
    store.append(f"{prefix}wanted-1", [draft("a")], expected=NO_STREAM)
    between = store.append(f"{prefix}other-1", [draft("b")], expected=NO_STREAM)
    store.append(f"{prefix}wanted-2", [draft("c")], expected=NO_STREAM)

    facts = store.read_all((f"{prefix}wanted-",), after=between, limit=10)

    assert [f"{prefix}wanted-2"] == [fact.stream for fact in facts]


def test_after_the_last_position_there_is_nothing(store: Store, prefix: str, draft: Drafting):
    position = store.append(f"{prefix}case", [draft("a")], expected=NO_STREAM)

    assert store.read_all((prefix,), after=position, limit=10) == []


def test_a_subscription_tells_history_first_and_then_what_happens(
    store: Store, prefix: str, draft: Drafting, following: Following
):
    stream = f"{prefix}case"
    store.append(stream, [draft("a"), draft("b")], expected=NO_STREAM)

    reader = following(store, (prefix,))

    assert [fact.revision for fact in reader.until_caught_up()] == [0, 1]
    store.append(stream, [draft("c")], expected=1)
    assert store.read(stream) == reader.until(3)


def test_a_subscription_to_nothing_yet_is_caught_up(store: Store, prefix: str, draft: Drafting, following: Following):
    reader = following(store, (prefix,))

    assert reader.until_caught_up() == []
    store.append(f"{prefix}case", [draft("a")], expected=NO_STREAM)
    assert store.read(f"{prefix}case") == reader.until(1)


def test_a_subscription_begins_after_its_position(store: Store, prefix: str, draft: Drafting, following: Following):
    positions = [store.append(prefix + name, [draft(name)], expected=NO_STREAM) for name in "abcd"]

    reader = following(store, (prefix,), after=positions[1])

    assert positions[2:] == [fact.position for fact in reader.until_caught_up()]


def test_a_subscription_tells_only_of_its_streams(store: Store, prefix: str, draft: Drafting, following: Following):
    reader = following(store, (f"{prefix}duty-", f"{prefix}case-"))
    reader.until_caught_up()
    for name in ("duty-1", "tally-1", "case-1", "heavy-duty-1", "duty-2"):
        store.append(prefix + name, [draft(name)], expected=NO_STREAM)
        store.append(f"other-{prefix}{name}", [draft(name)], expected=NO_STREAM)

    reader.until(3)

    assert [f"{prefix}duty-1", f"{prefix}case-1", f"{prefix}duty-2"] == [fact.stream for fact in reader.then_nothing()]


def test_a_subscription_misses_nothing_and_repeats_nothing_while_four_write(
    store: Store, prefix: str, draft: Drafting, following: Following, together: Callable[..., None]
):
    def write(writer: int) -> None:
        stream = f"{prefix}{writer}"
        for turn in range(50):
            store.append(stream, [draft(f"{writer}-{turn}-{part}") for part in range(2)], expected=2 * turn - 1)

    early = following(store, (prefix,))
    together(write, 4)
    late = following(store, (prefix,))

    recorded = store.read_all((prefix,), limit=1000)
    assert len(recorded) == 400
    assert recorded == early.until(400)
    assert recorded == late.until_caught_up()
    assert sorted(set(early.positions)) == early.positions


@pytest.mark.parametrize("is_caught_up", [True, False])
def test_a_subscription_ends_when_it_is_stopped(store: Store, prefix: str, following: Following, *, is_caught_up: bool):
    reader = following(store, (prefix,))
    if is_caught_up:
        reader.until_caught_up()

    assert reader.stop() < 1.0


def test_a_subscription_can_be_stopped_by_its_own_reader(store: Store, prefix: str, draft: Drafting):
    store.append(f"{prefix}case", [draft(name) for name in "abc"], expected=NO_STREAM)
    subscription = store.subscribe((prefix,))

    for delivery in subscription:
        if isinstance(delivery, CaughtUp):
            subscription.stop()

    assert list(subscription) == []
