"""`verify`: every fact's bytes, chain and place in the log, and everything that should be there and is not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from ledger.audit_log import AuditLog
from ledger.recorded import leaf_bytes
from ledger.store import START, Recorded, Store
from transparency.checkpoint import Checkpoint
from transparency.merkle import Frontier, leaf_hash, root_of
from transparency.note import VerifierKey
from transparency.tiles import TileMissing

from audit.alignment import Alignment
from audit.clocks import Clocks
from audit.finding import Finding, in_order
from audit.form import TOMBSTONE, NotJson, problems, read_form, retention_problem, tip_after
from audit.log_check import LogWord, heard
from audit.memory import Memory, Reached
from audit.pages import PAGE, AsItStood, Readable, read_ahead

SAVED_EVERY = 50_000
"""Facts after which what was reached is kept, so that an interrupted run goes on from there."""

STREAM_METADATA = ("$$",)

Tell = Callable[[int], None]
"""Is told how many facts have been verified in this run."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`keys` are those believed. `now` is the present, in UTC. A `quorum` of None is more than half."""

    keys: Sequence[VerifierKey]
    now: datetime
    quorum: int | None = None
    tolerance: timedelta = timedelta(seconds=60)
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Verified:
    """`facts` in all, `read` in this run; `logged` is the size of the log they were held against.

    `through` is the position at which the store stood when the run began, and where the run ended.
    `unsigned` are the newest facts, which no checkpoint covers yet: for them the store's operator is trusted.
    """

    facts: int
    read: int
    logged: int
    unsigned: int
    witnessed: int
    cosigned_by: tuple[str, ...]
    findings: tuple[Finding, ...]
    through: int

    def document(self) -> dict[str, Any]:
        return {
            "facts": self.facts,
            "read": self.read,
            "logged": self.logged,
            "unsigned": self.unsigned,
            "witnessed": self.witnessed,
            "cosigned_by": list(self.cosigned_by),
            "through": self.through,
            "findings": [finding.document() for finding in self.findings],
        }


def verify(store: Store, log: AuditLog, memory: Memory, settings: Settings, tell: Tell = lambda _: None) -> Verified:
    """Everything since the last run, or all of it, up to where the store stands now. Raises `StoreUnavailable`."""
    found: list[Finding] = []
    if settings.anew or not _is_still_there(store, memory.reached):
        if not settings.anew:
            place = f"{memory.reached.stream}@{memory.reached.revision}"
            found.append(Finding("store-went-back", place, f"{memory.reached.facts} facts were verified before"))
        memory.begin_anew()
    elif memory.reached.facts > 0 == memory.reached.size and log.is_begun():
        memory.begin_anew()  # there was no log before
    reached = memory.reached
    word = heard(log, settings.keys, seen=reached.checkpoint, known_key=reached.log_key, quorum=settings.quorum)
    through = store.last_position()  # asked for after the checkpoint was read: the log's facts are all before it
    verifier = Verifier(log, word, memory, settings)
    for facts in read_ahead(AsItStood(store, through), verifier.position):
        for fact in facts:
            verifier.offer(fact)
        verifier.save_if_due()
        tell(verifier.read)
    return verifier.finish([*found, *_retention(store)], through)


def _is_still_there(store: Readable, reached: Reached) -> bool:
    """The last fact that was verified stands where it stood."""
    if reached.position == START:
        return True
    facts = store.read(reached.stream, after=reached.revision - 1)
    if not facts or facts[0].position != reached.position:
        return False
    return sha256(leaf_bytes(reached.stream, reached.revision, facts[0])).hexdigest() == reached.digest


def _retention(store: Readable) -> list[Finding]:
    """Read whole each time: there should be none at all."""
    found: list[Finding] = []
    after = START
    while facts := store.read_all(STREAM_METADATA, after=after, limit=PAGE):
        found.extend(filter(None, map(retention_problem, facts)))
        after = facts[-1].position
    return found


class Verifier:
    """One run: takes the facts in the store's order.

    What lies beyond the checkpoint is read again in the next run, when it is in the log: the cursor stays before it.
    """

    def __init__(self, log: AuditLog, word: LogWord, memory: Memory, settings: Settings) -> None:
        reached = memory.reached
        self._memory = memory
        self._word = word
        self._before = reached
        self._clocks = Clocks(reached.clocks, reached.offsets, now=settings.now, tolerance=settings.tolerance)
        self._alignment = _alignment(log, word.checkpoint, reached)
        self._findings: list[Finding] = []
        self._beyond: list[Finding] = []
        self._snapshot: Reached | None = None
        self._last: Recorded | None = None
        self._saved_at = 0
        self.read = 0

    @property
    def position(self) -> int:
        return self._last.position if self._last else self._before.position

    def offer(self, fact: Recorded) -> None:
        leaf = leaf_bytes(fact.stream, fact.revision, fact)
        place = f"{fact.stream}@{fact.revision}"
        index = self._alignment.offer(leaf_hash(leaf), place)
        if self._alignment.beyond == 1 and self._snapshot is None and self._word.checkpoint is not None:
            self._snapshot = self._save()
        self.read += 1
        self._last = fact
        found = self._beyond if self._snapshot else self._findings
        found.extend(self._checked(fact, leaf, place, index))

    def save_if_due(self) -> None:
        if self.read - self._saved_at >= SAVED_EVERY and self._alignment.is_even and self._snapshot is None:
            self._save()

    def finish(self, further: Sequence[Finding], through: int) -> Verified:
        """The store has no more facts."""
        ends_even = self._alignment.ends_even
        self._alignment.finish()
        self._findings += [*self._alignment.findings, *self._root_problems()]
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
            facts=self._before.facts + self.read,
            read=self.read,
            logged=checkpoint.size if checkpoint else 0,
            unsigned=self._alignment.beyond,
            witnessed=self._word.witnessed,
            cosigned_by=self._word.cosigned_by,
            findings=tuple(in_order(found)),
            through=through,
        )

    def _checked(self, fact: Recorded, leaf: bytes, place: str, index: int | None) -> list[Finding]:
        if fact.type == TOMBSTONE:
            return [Finding("tombstone", fact.stream, index=index)]
        before = self._memory.tip(fact.stream)
        try:
            data, metadata = read_form(fact)
        except NotJson as error:
            tip = replace(before, revision=fact.revision, digest=sha256(leaf).hexdigest(), part=0, parts=1)
            self._memory.keep_tip(fact.stream, tip)
            return [Finding("form", place, str(error), index)]
        self._clocks.learn(fact, data)
        self._memory.keep_tip(fact.stream, tip_after(fact, metadata, leaf))
        found = [replace(problem, index=index) for problem in problems(fact, metadata, before)]
        found.extend(self._clocks.problems(fact, metadata["decided_at"], place, index))
        return found

    def _save(self) -> Reached:
        reached = self._now_reached()
        self._memory.save(reached, self._findings)
        self._saved_at = self.read
        return reached

    def _now_reached(self) -> Reached:
        last, checkpoint, frontier = self._last, self._word.checkpoint, self._alignment.frontier
        base = replace(
            self._before,
            facts=self._before.facts + self.read,
            size=frontier.size,
            roots=tuple(root.hex() for root in frontier.roots),
            clocks=dict(self._clocks.latest),
            offsets=dict(self._clocks.offsets),
            checkpoint=checkpoint.text if checkpoint else self._before.checkpoint,
            log_key=self._word.key,
        )
        if last is None:
            return base
        digest = sha256(leaf_bytes(last.stream, last.revision, last)).hexdigest()
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
