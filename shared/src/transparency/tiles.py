"""A log's hashes as files (C2SP tlog-tiles): 256 hashes a tile, tiles of tiles above them.

A full tile never changes. The last tile of a level is partial; a partial tile is written anew at each checkpoint, under
a name that says how wide it is, so that a reader of an earlier checkpoint still finds the one it needs.
"""

from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

from transparency.merkle import SIZE, Hash, node_hash

WIDTH = 256
HEIGHT = 8
KEPT_PARTIAL = 2
"""How many partial tiles of a level stay beside the newest one."""

_MOST_CACHED = 64


class TileMissing(Exception):
    """A tile is not there, or does not have as many hashes as its name says."""


def tile_path(level: int, number: int, width: int = WIDTH) -> str:
    """Where a tile is: numbers in groups of three digits, all but the last behind an `x`."""
    digits = f"{number:03}"
    groups = [digits[max(0, end - 3) : end].zfill(3) for end in range(len(digits), 0, -3)][::-1]
    name = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return f"tile/{level}/{name}" + ("" if width == WIDTH else f".p/{width}")


class Tiles:
    """The nodes of the tree of `size` leaves, read from files; some tiles stay in memory."""

    def __init__(self, folder: Path, size: int) -> None:
        self.size = size
        self._folder = folder
        self._cached: OrderedDict[tuple[int, int], bytes] = OrderedDict()

    def node(self, level: int, index: int) -> Hash:
        """Raise `TileMissing` if its tile cannot be read."""
        tile_level, within = divmod(level, HEIGHT)
        first = index << within
        tile = self._tile(tile_level, first // WIDTH)
        begin = first % WIDTH
        return _perfect_root(tile[begin * SIZE : (begin + (1 << within)) * SIZE])

    def leaves(self, first: int = 0) -> Iterator[Hash]:
        """The hashes of the leaves from `first` on, in order. Raises `TileMissing` at a tile that is damaged."""
        number = first // WIDTH
        while number * WIDTH < self.size:
            if (damaged := self._damaged(0, number)) is not None:
                raise TileMissing(f"{damaged} is damaged or missing")
            tile = self.tile(0, number)
            begin = first - number * WIDTH if number == first // WIDTH else 0
            yield from (tile[at : at + SIZE] for at in range(begin * SIZE, len(tile), SIZE))
            number += 1

    def tile(self, level: int, number: int) -> bytes:
        """The hashes of a tile, as many as belong to this size."""
        width = min(WIDTH, (self.size >> (HEIGHT * level)) - number * WIDTH)
        if width <= 0:
            raise TileMissing(f"{tile_path(level, number)} is beyond a log of {self.size}")
        return _read(self._folder, level, number, width)

    def damaged(self) -> str | None:
        """The name of the first tile that is missing, short, or not what the tile above says of it."""
        level = 0
        while self.size >> (HEIGHT * level):
            for number in range(-(-(self.size >> (HEIGHT * level)) // WIDTH)):
                if (name := self._damaged(level, number)) is not None:
                    return name
            level += 1
        return None

    def _damaged(self, level: int, number: int) -> str | None:
        try:
            tile = self.tile(level, number)
            if len(tile) == WIDTH * SIZE and self.node(HEIGHT * (level + 1), number) != _perfect_root(tile):
                return tile_path(level, number)
        except TileMissing:
            return tile_path(level, number)
        return None

    def _tile(self, level: int, number: int) -> bytes:
        key = (level, number)
        if key not in self._cached:
            self._cached[key] = self.tile(level, number)
            if len(self._cached) > _MOST_CACHED:
                self._cached.popitem(last=False)
        self._cached.move_to_end(key)
        return self._cached[key]


class TileWriter:
    """Adds leaves to the tiles of a folder; nothing counts until `keep` has written the partial tiles."""

    def __init__(self, folder: Path, size: int = 0) -> None:
        """Go on after `size` leaves. Raises `TileMissing` if what they left cannot be read."""
        self.size = size
        self._folder = folder
        self._partial: list[bytearray] = []
        level = 0
        while size >> (HEIGHT * level):
            number, width = divmod(size >> (HEIGHT * level), WIDTH)
            self._partial.append(bytearray(_read(folder, level, number, width) if width else b""))
            level += 1

    def add(self, leaf: Hash) -> None:
        self.size += 1
        level, hash_ = 0, leaf
        while True:
            if level == len(self._partial):
                self._partial.append(bytearray())
            tile = self._partial[level]
            tile += hash_
            if len(tile) < WIDTH * SIZE:
                return
            number = (self.size >> (HEIGHT * (level + 1))) - 1
            _write(self._folder / tile_path(level, number), bytes(tile))
            hash_ = _perfect_root(bytes(tile))
            tile.clear()
            level += 1

    def keep(self) -> None:
        """Write the partial tiles; those of checkpoints before the last few are removed."""
        for level, tile in enumerate(self._partial):
            number, width = divmod(self.size >> (HEIGHT * level), WIDTH)
            if width:
                path = self._folder / tile_path(level, number, width)
                _write(path, bytes(tile))
                _thin(path.parent)
            elif number:
                _remove_partial(self._folder / f"{tile_path(level, number - 1)}.p")


def _perfect_root(hashes: bytes) -> Hash:
    row = [hashes[at : at + SIZE] for at in range(0, len(hashes), SIZE)]
    while len(row) > 1:
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def _read(folder: Path, level: int, number: int, width: int) -> bytes:
    """A wider tile holds the narrower one, so that an old checkpoint is served by what is there now."""
    exact, full = folder / tile_path(level, number, width), folder / tile_path(level, number)
    for path in (exact, full, *_wider(full, width)):
        try:
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            continue
        if len(content) >= width * SIZE:
            return content[: width * SIZE]
    raise TileMissing(f"{tile_path(level, number, width)} is missing or too short")


def _wider(full: Path, width: int) -> list[Path]:
    folder = full.with_name(f"{full.name}.p")
    names = [path for path in folder.glob("*") if path.name.isdigit() and int(path.name) > width]
    return sorted(names, key=lambda path: int(path.name))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


def _thin(folder: Path) -> None:
    widths = sorted((int(path.name) for path in folder.glob("*") if path.name.isdigit()), reverse=True)
    for width in widths[1 + KEPT_PARTIAL :]:
        (folder / str(width)).unlink(missing_ok=True)


def _remove_partial(folder: Path) -> None:
    """The full tile is there."""
    for path in folder.glob("*"):
        path.unlink(missing_ok=True)
    if folder.is_dir():
        folder.rmdir()
