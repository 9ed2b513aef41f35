"""One pass over the facts: each against the log's leaf of its place, the stream before it, and the clocks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol

from ledger.audit_log import AuditLog
from ledger.leaf import Placed
from transparency.checkpoint import Checkpoint
from transparency.merkle import Frontier, leaf_hash, root_of
from transparency.tiles import TileMissing

from audit.alignment import Alignment
from audit.clocks import Clocks
from audit.finding import Finding, in_order
from audit.form import TOMBSTONE, is_sound, problems, read_form, tip_after
from audit.inventories import Claim, Held
from audit.leaves import Leaf
from audit.log_check import LogWord
from audit.memory import Memory, Reached
from audit.strict_json import NotJson

SAVED_EVERY = 50_000
"""Facts after which what was reached is kept, so that an interrupted run goes on from there."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The log's word, the present in UTC, how far clocks may differ; `anew`: from the first fact.

    `claims` are those of inventories that no earlier run has dealt with.
    """

    word: LogWord
    now: datetime
    tolerance: timedelta
    anew: bool
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """`facts` in all, `read` in this run; `logged` is the size of the log they were held against.

    `through` is the position at which the store stood when the run began, and where the run ended.
    `unsigned` are the newest facts, which no checkpoint covers yet: for them the store's operator is trusted.
    `inventories` were checked; `believed` had to be, because they speak of a state before this run.
    """

    facts: int
    read: int
    logged: int
    unsigned: int
    witnessed: int
    cosigned_by: tuple[str, ...]
    findings: tuple[Finding, ...]
    through: int
    inventories: int = 0
    believed: int = 0

    def document(self) -> dict[str, Any]:
        return {
            "facts": self.facts,
            "read": self.read,
            "logged": self.logged,
            "unsigned": self.unsigned,
            "witnessed": self.witnessed,
            "cosigned_by": list(self.cosigned_by),
            "through": self.through,
            "inventories": self.inventories,
            "inventories_believed": self.believed,
            "findings": [finding.document() for finding in self.findings],
        }


class Pass(Protocol):
    """Takes pages of facts in the store's order, and says at the end what came of them."""

    def take(self, facts: Sequence[Placed]) -> None: ...

    def finish(self, further: Sequence[Finding], retention: Sequence[Finding], through: int) -> Verified: ...


class Verifier:
    """One run: takes the facts in the store's order.

    What lies beyond the checkpoint is read again in the next run, when it is in the log: the cursor stays before it.
    """

    def __init__(self, log: AuditLog, memory: Memory, beginning: Beginning) -> None:
        if beginning.anew:
            memory.begin_anew()
        reached, word = memory.reached, beginning.word
        self._memory = memory
        self._word = word
        self._before = reached
        self._clocks = Clocks(reached.clocks, reached.offsets, now=beginning.now, tolerance=beginning.tolerance)
        logged = word.checkpoint.size if word.checkpoint else 0
        self._held = Held(beginning.claims, memory, facts=reached.facts, logged=logged)
        self._alignment = _alignment(log, word.checkpoint, reached)
        self._findings: list[Finding] = []
        self._beyond: list[Finding] = []
        self._snapshot: Reached | None = None
        self._last: Leaf | None = None
        self._saved_at = 0
        self.read = 0

    def take(self, facts: Sequence[Leaf]) -> None:
        """A page, interrupted where an inventory speaks of just so many facts."""
        while (size := self._held.next_size()) is not None and size <= self._counted() + len(facts):
            ahead = size - self._counted()
            self._take(facts[:ahead])
            self._findings += self._held.check()
            facts = facts[ahead:]
        self._take(facts)

    def _counted(self) -> int:
        return self._before.facts + self.read

    def _take(self, facts: Sequence[Leaf]) -> None:
        self._memory.expect({leaf.stream for leaf in facts})
        for leaf in facts:
            self._offer(leaf)
        self._save_if_due()

    def _offer(self, leaf: Leaf) -> None:
        index = self._alignment.offer(leaf_hash(leaf.content), leaf.place)
        if self._alignment.beyond == 1 and self._snapshot is None and self._word.checkpoint is not None:
            self._snapshot = self._save()
        self.read += 1
        self._last = leaf
        found = self._checked(leaf, index)
        if found:
            (self._beyond if self._snapshot else self._findings).extend(found)

    def _save_if_due(self) -> None:
        if self.read - self._saved_at >= SAVED_EVERY and self._alignment.is_even and self._snapshot is None:
            self._save()

    def finish(self, further: Sequence[Finding], retention: Sequence[Finding], through: int) -> Verified:
        """The store has no more facts; what it may forget was read from where this run began."""
        self.take(())  # an inventory may speak of what was verified before
        ends_even = self._alignment.ends_even
        self._alignment.finish()
        self._findings += [*self._alignment.findings, *self._root_problems(), *retention]
        self._findings += self._held.left_over((self._snapshot or self._now_reached()).position)
        self._beyond += [*further, *self._vanished(), *self._word.findings]
        found = [*self._memory.findings(), *self._findings, *self._beyond]
        if self._snapshot is None and ends_even:
            self._save()
        elif ends_even:
            self._memory.roll_back()
            self._memory.save(self._snapshot or self._before, self._findings)
        else:
            self._memory.roll_back()
        checkpoint = self._word.checkpoint
        return Verified(
            facts=self._counted(),
            read=self.read,
            logged=checkpoint.size if checkpoint else 0,
            unsigned=self._alignment.beyond,
            witnessed=self._word.witnessed,
            cosigned_by=self._word.cosigned_by,
            findings=tuple(in_order(found)),
            through=through,
            inventories=self._held.checked,
            believed=self._held.believed,
        )

    def _checked(self, leaf: Leaf, index: int | None) -> Sequence[Finding]:
        if leaf.type == TOMBSTONE:
            return [Finding("tombstone", leaf.stream, index=index)]
        before = self._memory.tip(leaf.stream)
        try:
            data, head = read_form(leaf)
        except NotJson as error:
            tip = before._replace(revision=leaf.revision, digest=sha256(leaf.content).hexdigest(), part=0, parts=1)
            self._memory.keep_tip(leaf.stream, tip)
            return [Finding("form", leaf.place, str(error), index)]
        self._clocks.learn(leaf, data)
        self._memory.keep_tip(leaf.stream, tip_after(leaf, head))
        is_timely = self._clocks.are_silent(leaf, head.decided_at)
        if is_timely and is_sound(leaf, head, before):
            return ()
        found = list(problems(leaf, head, before, index))
        return found if is_timely else [*found, *self._clocks.problems(leaf, head.decided_at, index)]

    def _save(self) -> Reached:
        reached = self._now_reached()
        self._memory.save(reached, self._findings)
        self._saved_at = self.read
        return reached

    def _now_reached(self) -> Reached:
        last, checkpoint, frontier = self._last, self._word.checkpoint, self._alignment.frontier
        base = replace(
            self._before,
            facts=self._counted(),
            inventoried=max(self._before.inventoried, self._held.through),
            size=frontier.size,
            roots=tuple(root.hex() for root in frontier.roots),
            clocks=dict(self._clocks.latest),
            offsets=dict(self._clocks.offsets),
            checkpoint=checkpoint.text if checkpoint else self._before.checkpoint,
            log_key=self._word.key,
        )
        if last is None:
            return base
        digest = sha256(last.content).hexdigest()
        return replace(base, position=last.position, stream=last.stream, revision=last.revision, digest=digest)

    def _root_problems(self) -> list[Finding]:
        checkpoint, alignment = self._word.checkpoint, self._alignment
        if checkpoint is None or alignment.damaged is None:
            return []
        found = [Finding("tile-damaged", alignment.damaged)]
        if alignment.index == checkpoint.size and alignment.frontier.root() != checkpoint.root:
            place = f"index {alignment.damaged_at} to {checkpoint.size - 1}"
            found.append(Finding("altered", place, "the facts do not give the signed root", alignment.damaged_at))
        if alignment.index < checkpoint.size:
            said = f"{checkpoint.size - alignment.index} of the log's facts"
            found.append(Finding("truncated", f"index {alignment.index}", said, alignment.index))
        return found

    def _vanished(self) -> list[Finding]:
        """Streams that an earlier pass has seen, and this one has not, or not so long."""
        gone = [Finding("stream-missing", name, f"it had revision {last}") for name, last in self._memory.unseen()]
        shorter = self._memory.shortened()
        return [*gone, *(Finding("stream-shortened", f"{name}@{now}", f"it had {was}") for name, was, now in shorter)]


def _alignment(log: AuditLog, checkpoint: Checkpoint | None, reached: Reached) -> Alignment:
    """The leaves that come next, held against the level above them; none if the tiles do not give the signed root."""
    frontier = Frontier(reached.size, map(bytes.fromhex, reached.roots))
    if checkpoint is None:
        return Alignment(iter(()), 0, frontier)
    tiles = log.tiles(checkpoint.size)
    try:
        damaged = None if root_of(tiles, checkpoint.size) == checkpoint.root else tiles.damaged() or "tile"
    except TileMissing as error:
        damaged = str(error)
    leaves = iter(()) if damaged else tiles.leaves(reached.size)
    return Alignment(leaves, checkpoint.size, frontier, damaged=damaged, damaged_at=frontier.size)
