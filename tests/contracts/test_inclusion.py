"""Many leaves of one tree are held against its root: each that stands there is taken, and nothing else is."""

import hashlib

import pytest
from transparency.inclusion import Inclusions
from transparency.merkle import Frontier, Unproven
from transparency.tiles import Tiles, TileWriter, tile_path

SIZES = (1, 2, 255, 256, 257, 300, 511, 512, 513, 700)


def leaf(number: int) -> bytes:
    return hashlib.sha256(str(number).encode()).digest()


def tree(folder, size):
    writer, frontier = TileWriter(folder), Frontier()
    for number in range(size):
        writer.add(leaf(number))
        frontier.add(leaf(number))
    writer.keep()
    return frontier.root()


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_is_found_at_its_place_and_no_other_leaf_is(tmp_path, size):
    inclusions = Inclusions(Tiles(tmp_path, size), tree(tmp_path, size))
    for number in range(size):
        inclusions.check(leaf(number), number)
        with pytest.raises(Unproven):
            inclusions.check(leaf(number + 1), number)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_there_is_no_leaf_before_the_first_and_after_the_last(tmp_path, size, beyond):
    inclusions = Inclusions(Tiles(tmp_path, size), tree(tmp_path, size))
    inclusions.check(leaf(0), 0)
    index = -1 if beyond == -1 else size + beyond

    with pytest.raises(Unproven, match="there is no leaf"):
        inclusions.check(leaf(0), index)


@pytest.mark.parametrize("changed", [0, 1, 100, 254, 255])
@pytest.mark.parametrize("first", [0, 17, 255])
def test_whichever_leaf_of_a_tile_is_changed_none_of_it_is_proven(tmp_path, changed, first):
    root = tree(tmp_path, 600)
    path = tmp_path / tile_path(0, 1)
    content = bytearray(path.read_bytes())
    content[32 * changed] ^= 1
    path.write_bytes(content)
    inclusions = Inclusions(Tiles(tmp_path, 600), root)

    for number in (first, *range(256)):
        with pytest.raises(Unproven):
            inclusions.check(leaf(256 + number), 256 + number)


@pytest.mark.parametrize("changed", [0, 1, 87])
def test_whichever_leaf_of_the_last_tile_is_changed_none_of_it_is_proven(tmp_path, changed):
    root = tree(tmp_path, 600)
    path = tmp_path / tile_path(0, 2, 88)
    content = bytearray(path.read_bytes())
    content[32 * changed + 31] ^= 128
    path.write_bytes(content)
    inclusions = Inclusions(Tiles(tmp_path, 600), root)

    for number in range(512, 600):
        with pytest.raises(Unproven):
            inclusions.check(leaf(number), number)


def test_the_root_of_another_tree_proves_nothing(tmp_path):
    tree(tmp_path / "one", 300)
    inclusions = Inclusions(Tiles(tmp_path / "one", 300), tree(tmp_path / "other", 301))

    with pytest.raises(Unproven):
        inclusions.check(leaf(5), 5)
