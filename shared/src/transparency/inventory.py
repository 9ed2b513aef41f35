"""An inventory: where every stream ended as of a size of the log, so that nobody can leave out the end of one.

The entries are divided into sections by the name's digest; each section is one text, and a leaf of a tree of them all.
Who holds the root can be shown one section, and sees in it where a stream ended, or that there was none. See
docs/inventory.md.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from transparency.merkle import Hash, HeldNodes, Unproven, check_inclusion, inclusion_proof, leaf_hash, root_of

BITS = 12
SECTIONS = 1 << BITS


class Entry(NamedTuple):
    """A stream, its last revision, and the digest of the fact there as hexadecimal text."""

    stream: str
    revision: int
    digest: str


class Inventory:
    """The tree over all sections. Of each there is the hash alone: their texts grow with the record."""

    def __init__(self, leaves: Sequence[Hash]) -> None:
        """Those of the sections in the order of their numbers; `ValueError` if not as many as there have to be."""
        if len(leaves) != SECTIONS:
            raise ValueError(f"{len(leaves)} sections are no inventory")
        self._nodes = HeldNodes(leaves)

    @property
    def root(self) -> Hash:
        return root_of(self._nodes, SECTIONS)

    def proof(self, number: int) -> list[Hash]:
        """What shows that the section of this number is in the tree, the nearest hash first."""
        return inclusion_proof(self._nodes, number, SECTIONS)


def inventory_of(entries: Iterable[Entry]) -> Inventory:
    """As `sections_of`."""
    return Inventory([leaf_hash(section) for section in sections_of(entries)])


def sections_of(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The texts of all sections, one by one. Each stream once, in the order of `place_of`; `ValueError` otherwise."""
    coming = groupby(entries, lambda entry: section_of(entry.stream))
    number, among = next(coming, _NO_MORE)
    for section in range(SECTIONS):
        if section != number:
            yield _text(())
            continue
        held = list(among)
        if any(one.stream >= next_.stream for one, next_ in pairwise(held)):
            raise ValueError(f"the streams of section {section} are not in order")
        yield _text(held)
        number, among = next(coming, _NO_MORE)
    if number != SECTIONS:
        raise ValueError(f"section {number} is not in order")


_NO_MORE: tuple[int, Iterable[Entry]] = (SECTIONS, ())


def place_of(stream: str) -> tuple[int, str]:
    """By which the entries of an inventory are ordered."""
    return section_of(stream), stream


def section_of(stream: str) -> int:
    """The first bits of the name's digest."""
    return int.from_bytes(sha256(stream.encode()).digest()[:2], "big") >> (16 - BITS)


def proven_entry(stream: str, section: bytes, proof: Sequence[bytes], root: bytes) -> Entry | None:
    """Where the stream ended; None if there was none. Raise `Unproven` if this section does not show it."""
    number = section_of(stream)
    check_inclusion(leaf_hash(section), number, SECTIONS, proof, root)
    entries = read_section(section)
    if _text(entries) != section or list(entries) != sorted({entry.stream: entry for entry in entries}.values()):
        raise Unproven("a section of the inventory is not in its form")
    if any(section_of(entry.stream) != number for entry in entries):
        raise Unproven("a section of the inventory names streams of another one")
    return next((entry for entry in entries if entry.stream == stream), None)


def read_section(section: bytes) -> tuple[Entry, ...]:
    """Raise `Unproven` if it is no list of entries."""
    try:
        return tuple(_entry(*item) for item in json.loads(section))
    except (ValueError, TypeError) as error:
        raise Unproven("a section of the inventory is no list of entries") from error


def _entry(stream: Any, revision: Any, digest: Any) -> Entry:
    if (type(stream), type(revision), type(digest)) != (str, int, str):
        raise TypeError("not a name, a revision and a digest")
    return Entry(stream, revision, digest)


def _text(entries: Sequence[Entry]) -> bytes:
    """Canonical JSON: of names, whole numbers and digests the standard library writes no other."""
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()
