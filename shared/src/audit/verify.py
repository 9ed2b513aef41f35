"""`verify`: every fact's bytes, chain and place in the log, and everything that should be there and is not."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import chain

from ledger.audit_log import AuditLog
from ledger.leaf import Placed, leaf_bytes
from ledger.store import START, Store
from transparency.note import VerifierKey

from audit.finding import Finding
from audit.form import retention_problem
from audit.inventories import claims
from audit.leaves import framed, leaves_in
from audit.log_check import heard
from audit.memory import Memory, Reached
from audit.pages import PAGE, AsItStood, Readable, leaves_ahead
from audit.verifier import Beginning, Pass, Verified, Verifier
from audit.verify_aside import VerificationFailed, passing_aside

__all__ = ["Settings", "VerificationFailed", "Verified", "verify"]

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


def verify(store: Store, log: AuditLog, memory: Memory, settings: Settings, tell: Tell = lambda _: None) -> Verified:
    """Everything since the last run, or all of it, up to where the store stands now.

    More than a page is looked at in a process beside the one that reads. Raises `StoreUnavailable` and
    `VerificationFailed`.
    """
    found: list[Finding] = []
    reached, anew = memory.reached, settings.anew
    if not anew and not _is_still_there(store, reached):
        place = f"{reached.stream}@{reached.revision}"
        found.append(Finding("store-went-back", place, f"{reached.facts} facts were verified before"))
        anew = True
    elif reached.facts > 0 == reached.size and log.is_begun():
        anew = True  # there was no log before
    word = heard(log, settings.keys, seen=reached.checkpoint, known_key=reached.log_key, quorum=settings.quorum)
    through = store.last_position()  # asked for after the checkpoint was read: the log's facts are all before it
    after = START if anew else reached.position
    pages = leaves_ahead(AsItStood(store, through), after, limit=PAGE)
    first, read = next(pages, []), 0
    new = START if anew else max(after, reached.inventoried)
    said = tuple(claims(AsItStood(store, through), after=new))
    beginning = Beginning(word, settings.now, settings.tolerance, anew, said)
    with _passing(log, memory, beginning, aside=len(first) == PAGE) as one:
        for facts in chain([first], pages):
            one.take(facts)
            read += len(facts)
            tell(read)
        return one.finish(found, _retention(store, after), through)


@dataclass(frozen=True, slots=True)
class _InPlace:
    """A pass over few facts, for which no other process is begun."""

    verifier: Verifier

    def take(self, facts: Sequence[Placed]) -> None:
        self.verifier.take(leaves_in(framed(facts)))

    def finish(self, further: Sequence[Finding], retention: Sequence[Finding], through: int) -> Verified:
        return self.verifier.finish(further, retention, through)


@contextmanager
def _passing(log: AuditLog, memory: Memory, beginning: Beginning, *, aside: bool) -> Iterator[Pass]:
    if not aside:
        yield _InPlace(Verifier(log, memory, beginning))
        return
    with passing_aside(log, memory, beginning) as one:
        yield one


def _is_still_there(store: Readable, reached: Reached) -> bool:
    """The last fact that was verified stands where it stood."""
    if reached.position == START:
        return True
    facts = store.read(reached.stream, after=reached.revision - 1)
    if not facts or facts[0].position != reached.position:
        return False
    return sha256(leaf_bytes(reached.stream, reached.revision, facts[0])).hexdigest() == reached.digest


def _retention(store: Readable, after: int) -> list[Finding]:
    """What was found before stands in the memory, so that a run costs what is new."""
    found: list[Finding] = []
    while facts := store.read_all(STREAM_METADATA, after=after, limit=PAGE):
        found.extend(filter(None, map(retention_problem, facts)))
        after = facts[-1].position
    return found
