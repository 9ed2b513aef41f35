"""The store's facts beside the log's leaves: where they part, and how.

Both are read once, in order. Where a fact is not the next leaf, facts are set aside until two in a row are found among
the leaves that follow, in their order. The leaves before them are then missing from the store, and what was set aside
stands in their place: altered, put in, or moved here from where it is missing.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from transparency.merkle import Frontier, Hash
from transparency.tiles import TileMissing

from audit.finding import Finding

LOOK_AHEAD = 4096
"""How far a fact is looked for; a longer gap is found in pieces of this size."""

MOST_KEPT = 100_000
"""How many displaced facts and missing leaves are remembered to tell a move from a loss; more are only counted."""


@dataclass(frozen=True, slots=True)
class _Stranger:
    """A fact that is not the leaf of its place; `index` is the leaf's that is missing there, if one is."""

    leaf: Hash
    place: str
    before: int
    index: int | None


@dataclass(slots=True)
class Alignment:
    """`frontier` is the tree up to the leaves taken so far; `damaged` says what of the log could not be read."""

    leaves: Iterator[Hash]
    size: int
    frontier: Frontier
    findings: list[Finding] = field(default_factory=list)
    damaged: str | None = None
    damaged_at: int = 0
    beyond: int = 0
    _ahead: deque[Hash] = field(default_factory=deque)
    _aside: list[tuple[Hash, str]] = field(default_factory=list)
    _strangers: list[_Stranger] = field(default_factory=list)
    _missing: dict[Hash, int] = field(default_factory=dict)
    _after: dict[int, str] = field(default_factory=dict)
    _last: str = "the beginning"

    @property
    def index(self) -> int:
        """Of the next leaf."""
        return self.frontier.size

    @property
    def is_even(self) -> bool:
        """Every fact so far has been given its place, and every leaf its fact."""
        return not self._aside and not self._strangers and not self._missing

    @property
    def ends_even(self) -> bool:
        """The store goes at least as far as the log, and its last facts are the log's."""
        return not self._aside and self.index >= self.size

    def offer(self, leaf: Hash, place: str) -> int | None:
        """The fact that the store holds next; its index, if it is where the log has it."""
        if not self._ahead:
            self._load(1)
        if self._ahead and self._ahead[0] == leaf and not self._aside:
            return self._match(place)
        if not self._ahead and not self._aside and leaf not in self._missing:
            return self._unknown(leaf)
        self._aside.append((leaf, place))
        self._load(LOOK_AHEAD)
        return self._resume()

    def finish(self) -> None:
        """The store has no more: what the log still has is missing."""
        aside, self._aside = self._aside, []
        for leaf, place in aside:
            if leaf in self._ahead:
                self._settle(self._ahead.index(leaf))
                self._match(place)
            else:
                self._aside.append((leaf, place))
        if not self.damaged:
            self._settle(self.size - self.index)
        self._conclude()

    def _match(self, place: str) -> int:
        self.frontier.add(self._ahead.popleft())
        self._last = place
        return self.index - 1

    def _unknown(self, leaf: Hash) -> int | None:
        """Newer than the log, or the log cannot be read: then the store's own leaves must give the signed root."""
        if self.damaged and self.index < self.size:
            self.frontier.add(leaf)
            return self.index - 1
        self.beyond += 1
        return None

    def _resume(self) -> int | None:
        """Go on as soon as the last two facts are found in their order; the last one's index, if it is in its place."""
        if len(self._aside) >= LOOK_AHEAD:
            self._settle(min(len(self._aside), len(self._ahead)))
            return None
        if len(self._aside) < 2:
            return None
        (one, at), (other, place) = self._aside[-2:]
        if one not in self._ahead or other not in self._ahead:
            return None
        gap, further = self._ahead.index(one), self._ahead.index(other)
        if gap > further:
            return None
        del self._aside[-2:]
        self._settle(gap)
        self._match(at)
        if self._ahead[0] == other:
            return self._match(place)
        self._aside.append((other, place))
        return None

    def _settle(self, gap: int) -> None:
        """So many leaves are left out, and what was set aside stands in their place."""
        aside, self._aside = self._aside, []
        first, before = self.index, self._last
        end = first + gap
        for leaf, place in aside:
            if self.index < end:
                self._strangers.append(_Stranger(leaf, place, self.index, self._leave_out(before)))
            elif end >= self.size:
                self.beyond += 1
            else:
                self._strangers.append(_Stranger(leaf, place, self.index, None))
            self._last = place
        while self.index < end and self._leave_out(before) is not None:
            pass
        if len(self._strangers) + len(self._missing) > MOST_KEPT:
            self._conclude()

    def _leave_out(self, after: str) -> int | None:
        """The next leaf is missing; None if the log cannot be read further."""
        self._load(1)
        if not self._ahead:
            return None
        leaf = self._ahead.popleft()
        self.frontier.add(leaf)
        self._missing[leaf] = self.index - 1
        self._after.setdefault(self.index - 1, after)
        return self.index - 1

    def _conclude(self) -> None:
        """Say of everything that was set aside or left out what became of it."""
        by_index = {index: leaf for leaf, index in self._missing.items()}
        moved = {stranger for stranger in self._strangers if stranger.leaf in self._missing}
        for stranger in sorted(moved, key=lambda one: one.before):
            origin = self._missing.pop(stranger.leaf, None)
            self.findings.append(Finding("moved", stranger.place, f"logged at index {origin}", origin))
        for stranger in self._strangers:
            if stranger in moved:
                continue
            if stranger.index is not None and self._missing.pop(by_index[stranger.index], None) is not None:
                self.findings.append(Finding("altered", stranger.place, index=stranger.index))
            else:
                self.findings.append(Finding("inserted", stranger.place, f"before index {stranger.before}"))
        self._conclude_missing(sorted(self._missing.values()))
        self._strangers, self._missing, self._after = [], {}, {}

    def _conclude_missing(self, indexes: list[int]) -> None:
        runs: list[list[int]] = []
        for index in indexes:
            if runs and runs[-1][1] == index - 1:
                runs[-1][1] = index
            else:
                runs.append([index, index])
        for first, last in runs:
            check = "truncated" if last == self.size - 1 else "missing"
            said = f"{last - first + 1} of the log's facts, to index {last}, after {self._after[first]}"
            self.findings.append(Finding(check, f"index {first}", said, first))

    def _load(self, count: int) -> None:
        if len(self._ahead) >= count or self.damaged:
            return
        try:
            self._ahead.extend(islice(self.leaves, LOOK_AHEAD if count > 1 else 256))
        except TileMissing as error:
            self.damaged, self.damaged_at = str(error), self.index
