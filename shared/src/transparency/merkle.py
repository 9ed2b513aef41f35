"""The Merkle tree of RFC 6962: roots, and proofs that something is in it and that it has only grown.

A proof is made from any source of nodes (`Nodes`) and checked by arithmetic alone. Checking takes nothing on trust: the
wrong number of hashes, a hash of another length or an index outside the tree is refused like a wrong root.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Protocol

Hash = bytes
SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of the tree without leaves."""

_sha256 = hashlib.sha256


class Unproven(Exception):
    """The proof does not show what it is said to show."""


class Nodes(Protocol):
    """Where a tree's hashes are kept."""

    def node(self, level: int, index: int) -> Hash:
        """The root of the 2^level leaves from index * 2^level on; asked for only where all of them are there."""
        ...


def leaf_hash(data: bytes) -> Hash:
    return _sha256(b"\x00" + data).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    return _sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that only grows, kept as the roots of its whole subtrees, largest first: one for each bit of the size."""

    __slots__ = ("_roots", "size")

    def __init__(self, size: int = 0, roots: Iterable[Hash] = ()) -> None:
        """Raise `ValueError` if there are not as many roots as the size has bits, or one is no hash."""
        self.size = size
        self._roots = list(roots)
        if size < 0 or len(self._roots) != size.bit_count() or any(len(root) != SIZE for root in self._roots):
            raise ValueError(f"{len(self._roots)} hashes are no tree of {size} leaves")

    @property
    def roots(self) -> tuple[Hash, ...]:
        return tuple(self._roots)

    def add(self, leaf: Hash) -> None:
        number, roots = self.size, self._roots
        while number & 1:
            leaf = _sha256(b"\x01" + roots.pop() + leaf).digest()
            number >>= 1
        roots.append(leaf)
        self.size += 1

    def root(self) -> Hash:
        if not self._roots:
            return EMPTY_ROOT
        root = self._roots[-1]
        for left in reversed(self._roots[:-1]):
            root = node_hash(left, root)
        return root


class HeldNodes:
    """A tree of which every hash is at hand; for few leaves."""

    def __init__(self, leaves: Sequence[Hash]) -> None:
        self._levels = [list(leaves)]
        while len(self._levels[-1]) > 1:
            row = self._levels[-1]
            self._levels.append([node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)])

    def node(self, level: int, index: int) -> Hash:
        return self._levels[level][index]


def subtree_root(nodes: Nodes, first: int, end: int) -> Hash:
    """The root over the leaves from `first` to before `end`, as the tree's construction divides them."""
    size = end - first
    if size & (size - 1) == 0:
        return nodes.node(size.bit_length() - 1, first // size)
    half = 1 << (size.bit_length() - 1)
    return node_hash(subtree_root(nodes, first, first + half), subtree_root(nodes, first + half, end))


def root_of(nodes: Nodes, size: int) -> Hash:
    return EMPTY_ROOT if size == 0 else subtree_root(nodes, 0, size)


def inclusion_proof(nodes: Nodes, index: int, size: int) -> list[Hash]:
    """What shows that a leaf stands at `index` of the tree of `size` leaves, the nearest hash first."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    proof: list[Hash] = []
    first, end = 0, size
    while end - first > 1:
        half = 1 << ((end - first - 1).bit_length() - 1)
        middle = first + half
        if index < middle:
            proof.append(subtree_root(nodes, middle, end))
            end = middle
        else:
            proof.append(subtree_root(nodes, first, middle))
            first = middle
    return proof[::-1]


def consistency_proof(nodes: Nodes, old: int, new: int) -> list[Hash]:
    """What shows that the tree of `old` leaves is the beginning of that of `new`; nothing where they are equal."""
    if not 1 <= old <= new:
        raise ValueError(f"no proof leads from {old} leaves to {new}")
    proof: list[Hash] = []
    first, end, is_whole = 0, new, True
    while old != end:
        half = 1 << ((end - first - 1).bit_length() - 1)
        middle = first + half
        if old <= middle:
            proof.append(subtree_root(nodes, middle, end))
            end = middle
        else:
            proof.append(subtree_root(nodes, first, middle))
            first, is_whole = middle, False
    if not is_whole:
        proof.append(subtree_root(nodes, first, end))
    return proof[::-1]


def check_inclusion(leaf: Hash, index: int, size: int, proof: Sequence[Hash], root: Hash) -> None:
    """Raise `Unproven` unless `leaf` stands at `index` of the tree of `size` leaves that has this root."""
    if not 0 <= index < size:
        raise Unproven(f"there is no leaf {index} in a tree of {size}")
    _refuse_misshapen([leaf, root, *proof])
    number, last, computed = index, size - 1, leaf
    for hash_ in proof:
        if last == 0:
            raise Unproven("more hashes than the tree is high")
        if number & 1 or number == last:
            computed = node_hash(hash_, computed)
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            computed = node_hash(computed, hash_)
        number, last = number >> 1, last >> 1
    if last or computed != root:
        raise Unproven(f"leaf {index} is not proven to be in this tree of {size}")


def check_consistency(old: int, old_root: Hash, new: int, new_root: Hash, proof: Sequence[Hash]) -> None:
    """Raise `Unproven` unless the tree of `old` leaves is the beginning of the other one.

    From an empty tree nothing can be shown, and trees of equal size need no proof but equal roots: both are refused
    where they come otherwise.
    """
    if not 1 <= old <= new:
        raise Unproven(f"no proof leads from {old} leaves to {new}")
    _refuse_misshapen([old_root, new_root, *proof])
    if old == new:
        if proof or old_root != new_root:
            raise Unproven(f"two trees of {old} leaves differ")
        return
    shown = list(proof) if old & (old - 1) else [old_root, *proof]
    if not shown or _chained(old, new, shown) != (old_root, new_root):
        raise Unproven(f"the tree of {old} leaves is not proven to be the beginning of that of {new}")


def _chained(old: int, new: int, shown: Sequence[Hash]) -> tuple[Hash, Hash]:
    """The roots of both trees, as the proof gives them."""
    number, last = old - 1, new - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    computed_old = computed_new = shown[0]
    for hash_ in shown[1:]:
        if last == 0:
            raise Unproven("more hashes than the tree is high")
        if number & 1 or number == last:
            computed_old, computed_new = node_hash(hash_, computed_old), node_hash(hash_, computed_new)
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            computed_new = node_hash(computed_new, hash_)
        number, last = number >> 1, last >> 1
    if last:
        raise Unproven("fewer hashes than the tree is high")
    return computed_old, computed_new


def _refuse_misshapen(hashes: Iterable[Hash]) -> None:
    if any(len(hash_) != SIZE for hash_ in hashes):
        raise Unproven("a hash does not have 32 bytes")
