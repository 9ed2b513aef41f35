"""The tree of an inventory shows where a stream ended, or that there was none, and nothing else."""

from hashlib import sha256

import pytest
from transparency.inventory import (
    SECTIONS,
    Entry,
    Inventory,
    inventory_of,
    place_of,
    proven_entry,
    read_section,
    section_of,
    sections_of,
)
from transparency.merkle import HeldNodes, Unproven, leaf_hash, root_of

STREAMS = [f"disclosure_duty-36073010{number}-TP-2025H1" for number in range(6000)]
ENTRIES = [Entry(stream, number, sha256(stream.encode()).hexdigest()) for number, stream in enumerate(STREAMS)]
IN_ORDER = sorted(ENTRIES, key=lambda entry: place_of(entry.stream))
TEXTS = list(sections_of(IN_ORDER))
INVENTORY = inventory_of(IN_ORDER)
CROWDED = max(range(SECTIONS), key=lambda number: len(TEXTS[number]))


def shown(stream, **changed):
    number = section_of(stream)
    given = {"section": TEXTS[number], "proof": INVENTORY.proof(number), "root": INVENTORY.root, **changed}
    return proven_entry(stream, given["section"], given["proof"], given["root"])


def replaced(number: int, section: bytes) -> Inventory:
    """As somebody would make it who has a section of his own."""
    return Inventory([leaf_hash(text) for text in (*TEXTS[:number], section, *TEXTS[number + 1 :])])


def test_every_stream_is_shown_where_it_ended():
    assert [shown(entry.stream) for entry in ENTRIES[::37]] == ENTRIES[::37]


def test_a_stream_that_is_not_there_is_shown_not_to_be():
    assert [shown(f"mining_case-{number}") for number in range(50)] == [None] * 50


AMONG_OTHERS = next(
    at for at in range(1, len(IN_ORDER)) if len({section_of(IN_ORDER[at - n].stream) for n in (0, 1)}) == 1
)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda entries: entries[::-1], id="sections backwards"),
        pytest.param(lambda entries: [*entries, entries[0]], id="a section twice"),
        pytest.param(lambda entries: [entries[0], *entries], id="a stream twice"),
        pytest.param(lambda entries: swapped(entries, AMONG_OTHERS), id="streams of a section backwards"),
        pytest.param(lambda entries: [Entry("zzz", 0, "00"), *entries], id="a late one first"),
    ],
)
def test_entries_in_another_order_are_refused(spoil):
    with pytest.raises(ValueError, match="not in order"):
        inventory_of(spoil(IN_ORDER))


def swapped(entries, at):
    return [*entries[: at - 1], entries[at], entries[at - 1], *entries[at + 1 :]]


def test_the_texts_are_made_one_by_one():
    """So that nobody holds them all: the record may be long."""
    coming = iter(IN_ORDER)
    next(sections_of(coming))

    assert len(list(coming)) > len(IN_ORDER) - 10


def test_the_empty_one_has_empty_sections():
    """The root by the definition alone: 4,096 leaves over the two bytes of an empty list."""
    leaf = sha256(b"\x00[]").digest()
    for _ in range(12):
        leaf = sha256(b"\x01" + leaf + leaf).digest()

    assert inventory_of(()).root == leaf


def test_a_section_is_chosen_by_the_first_twelve_bits_of_the_names_digest():
    name = "elections_term-360730101-20"

    assert section_of(name) == int(sha256(name.encode()).hexdigest()[:3], 16)
    assert {section_of(stream) for stream in STREAMS} <= set(range(SECTIONS))


def test_another_section_shows_nothing():
    stream = STREAMS[0]
    other = (section_of(stream) + 1) % SECTIONS
    with pytest.raises(Unproven):
        shown(stream, section=TEXTS[other])
    with pytest.raises(Unproven):
        shown(stream, section=TEXTS[other], proof=INVENTORY.proof(other))


@pytest.mark.parametrize("bit", range(0, 12 * 256, 97))
def test_every_changed_bit_of_a_proof_is_refused(bit):
    proof = [bytearray(hash_) for hash_ in INVENTORY.proof(section_of(STREAMS[0]))]
    proof[bit // 256][bit % 256 // 8] ^= 1 << bit % 8
    with pytest.raises(Unproven):
        shown(STREAMS[0], proof=[bytes(hash_) for hash_ in proof])


@pytest.mark.parametrize(
    "spoiled",
    [
        pytest.param(lambda text: text.replace(b"],[", b"], ["), id="not canonical"),
        pytest.param(lambda text: b"[" + b",".join(reversed(text[1:-1].split(b",["))) + b"]", id="no list of entries"),
        pytest.param(lambda text: text[:-1] + b"," + text[1:], id="each entry twice"),
        pytest.param(lambda text: text[:-1] + b',["zzz_elsewhere-1",0,"00"]]', id="a stream of another section"),
        pytest.param(lambda text: text[:-1] + b',["x",true,"00"]]', id="a revision that is no number"),
        pytest.param(lambda text: text[:-1], id="no JSON"),
    ],
)
def test_a_section_that_is_not_in_its_form_shows_nothing_even_under_its_own_root(spoiled):
    [first, *_] = read_section(TEXTS[CROWDED])
    own = replaced(CROWDED, spoiled(TEXTS[CROWDED]))
    with pytest.raises(Unproven):
        proven_entry(first.stream, spoiled(TEXTS[CROWDED]), own.proof(CROWDED), own.root)


def test_entries_out_of_order_show_nothing():
    entries = read_section(TEXTS[CROWDED])
    text = b"[" + b",".join(_written(entry) for entry in reversed(entries)) + b"]"
    own = replaced(CROWDED, text)
    assert len(entries) > 1
    with pytest.raises(Unproven):
        proven_entry(entries[0].stream, text, own.proof(CROWDED), own.root)


def test_fewer_sections_are_no_inventory():
    with pytest.raises(ValueError, match="no inventory"):
        Inventory([leaf_hash(text) for text in TEXTS[1:]])


def test_the_root_is_that_of_the_tree_over_all_sections():
    nodes = HeldNodes([leaf_hash(section) for section in TEXTS])

    assert INVENTORY.root == root_of(nodes, SECTIONS)


def _written(entry: Entry) -> bytes:
    return f'["{entry.stream}",{entry.revision},"{entry.digest}"]'.encode()
