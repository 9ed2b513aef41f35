"""Whether many leaves stand in one tree, for little more than the proof of one of them.

A proof of a leaf is computed from all the other leaves of its tile: if the leaf is the one that the tile has at its
place, and the proof leads to the root, the whole tile is proven. The next leaf has only to be the one that stands
there.
"""

from transparency.merkle import Hash, Unproven, check_inclusion, inclusion_proof
from transparency.tiles import WIDTH, Tiles


class Inclusions:
    """Of the tree of `root` whose tiles these are. Cheap for leaves that are asked for in their order."""

    def __init__(self, tiles: Tiles, root: Hash) -> None:
        self._tiles = tiles
        self._root = root
        self._proven: int | None = None

    def check(self, leaf: Hash, index: int) -> None:
        """Raise `Unproven` unless the leaf stands there, `TileMissing` if a tile that says so cannot be read."""
        tile, size = index // WIDTH, self._tiles.size
        if not 0 <= index < size:
            raise Unproven(f"there is no leaf {index} in a tree of {size}")
        if self._tiles.node(0, index) != leaf:
            raise Unproven(f"leaf {index} of this tree of {size} is another one")
        if tile != self._proven:
            check_inclusion(leaf, index, size, inclusion_proof(self._tiles, index, size), self._root)
            self._proven = tile
