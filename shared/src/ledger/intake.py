"""Taking one fact of another service: once, in the order of its stream, parked if its reaction fails."""

import logging
from dataclasses import dataclass
from threading import Event

from contracts.errors import Busy, Unavailable

from ledger.backoff import BackOff
from ledger.clock import Clock, monotonic
from ledger.envelope import Message, Unreadable, to_fact, to_message
from ledger.inbox_store import UNREADABLE, InboxStore, Parked
from ledger.killpoints import reach
from ledger.reactions import Reactions
from ledger.store import OutcomeUnknown, Recorded, Store, StoreUnavailable

LOG = logging.getLogger(__name__)

TRANSIENT = (Busy, Unavailable, StoreUnavailable, OutcomeUnknown)
"""What may succeed when it is done again; everything else a reaction raises parks the fact."""

PATIENCE_S = 30.0
"""How long a reaction is repeated in place before the loop lets go of its connection and begins again."""

MOST_ENDS = 3
"""How often a process that is known to have crashed may end again while it handles the same fact; then it is parked."""

_MOST_ERROR_TEXT = 2000


class Interrupted(Exception):
    """The process is to stop; the fact has not been taken and will be again."""


@dataclass(slots=True)
class Counts:
    """Since the process began: facts whose reaction ran, facts only counted, and what arrived a second time."""

    handled: int = 0
    ignored: int = 0
    duplicates: int = 0
    fetched: int = 0
    unreadable: int = 0

    def said(self) -> dict[str, int]:
        """By name; asked every other second, and much cheaper than `asdict`."""
        return {name: getattr(self, name) for name in self.__slots__}


class Intake:
    """The one path of every fact, whether the broker brought it or the store. Not for several threads at once."""

    def __init__(
        self, reactions: Reactions, store: Store, memory: InboxStore, clock: Clock, *, patience_s: float = PATIENCE_S
    ) -> None:
        self.counts = Counts()
        self.careful = False
        self._reactions = reactions
        self._store = store
        self._memory = memory
        self._clock = clock
        self._patience_s = patience_s

    def take_message(self, message: Message, stop: Event) -> None:
        """Never fails because of what is in the message."""
        try:
            fact = to_fact(message)
        except Unreadable as error:
            self.counts.unreadable += 1
            LOG.error("a message from %s cannot be read and is parked: %s", message.producer, error)  # noqa: TRY400
            self._memory.park_unreadable(message, _text(error), self._clock.now())
            return
        if not self.take(message.producer, fact, stop):
            self.counts.duplicates += 1

    def take(self, producer: str, fact: Recorded, stop: Event) -> int:
        """How many facts were taken: none if this one was before; several if earlier ones were missing.

        A gap is filled from the store, which then also speaks for the fact itself.
        """
        expected = self._memory.next_revision(fact.stream)
        if fact.revision < expected:
            return 0
        if fact.revision == expected:
            facts = [fact]
        else:
            facts = self._store.read(fact.stream, after=expected - 1)
            self.counts.fetched += len(facts)
        for each in facts:
            self._take_next(producer, each, stop)
        return len(facts)

    def try_again(self, parked: Parked, stop: Event) -> bool:
        """Handle a parked message; whether it is done. Transient errors pass through and change nothing."""
        try:
            fact = to_fact(parked.message)
            error = "" if parked.stream == UNREADABLE else self._react(fact, stop)
        except Unreadable as unreadable:
            error = _text(unreadable)
        if error:
            self._memory.failed_again(parked, error)
            return False
        if parked.stream == UNREADABLE:
            self.take(parked.message.producer, fact, stop)
            self._memory.save()
        self._memory.unpark(parked)
        return True

    def _take_next(self, producer: str, fact: Recorded, stop: Event) -> None:
        if stop.is_set():
            raise Interrupted
        if not self._reactions.acts_on(fact.type):
            self.counts.ignored += 1
            self._memory.advance(fact.stream, fact.revision)
        elif self._memory.first_parked(fact.stream) is not None:
            self._park(producer, fact, "")
        else:
            self._handle(producer, fact, stop)

    def _handle(self, producer: str, fact: Recorded, stop: Event) -> None:
        error = self._react(fact, stop)
        if error:
            LOG.error("%s revision %d is parked: %s", fact.stream, fact.revision, error)
            self._park(producer, fact, error)
        else:
            self._memory.advance(fact.stream, fact.revision)
            reach("inbox.taken")

    def _park(self, producer: str, fact: Recorded, error: str) -> None:
        place = (fact.stream, fact.revision)
        self._memory.park(to_message(producer, fact), place, error, self._clock.now())

    def _react(self, fact: Recorded, stop: Event) -> str:
        """Why the fact is to be parked; empty if its reaction succeeded."""
        if not self.careful:
            return self._react_patiently(fact, stop)
        ends = self._memory.begin_attempt(fact.stream, fact.revision) - 1
        try:
            if ends >= MOST_ENDS:
                return f"The process ended {ends} times while it handled this fact."
            return self._react_patiently(fact, stop)
        finally:
            self._memory.end_attempt(fact.stream, fact.revision)

    def _react_patiently(self, fact: Recorded, stop: Event) -> str:
        deadline, back_off = monotonic() + self._patience_s, None
        while not stop.is_set():
            try:
                self._reactions(fact)
            except TRANSIENT:
                if monotonic() > deadline:
                    raise
                back_off = back_off or BackOff(longest_s=5.0)
                back_off.wait(stop)
            except Exception as error:  # noqa: BLE001 - whatever a reaction raises, other streams go on
                return _text(error)
            else:
                reach("inbox.reacted")
                self.counts.handled += 1
                return ""
        raise Interrupted


def _text(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:_MOST_ERROR_TEXT]
