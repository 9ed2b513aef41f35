"""The processes of a simulated platform: each does one unit of work at a time; ended, it keeps nothing but files."""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any, Protocol
from uuid import UUID

from contracts.consumers import consumers_of, producers_of
from contracts.errors import Busy, Rejected, Unavailable

from ledger.clock import Clock, monotonic
from ledger.handler import Request
from ledger.inbox import Inbox
from ledger.intake import TRANSIENT
from ledger.messaging import Broker, BrokerUnavailable, Consuming, Publishing
from ledger.own_facts import own_inbox
from ledger.parts import Handlers, ServiceParts
from ledger.projector import Projector
from ledger.reactions import Reactions
from ledger.relay import Relay
from ledger.store import Store, StoreUnavailable
from ledger.sweeper import Sweeper
from ledger.views import Views
from ledger.window import Batch

ANSWERED_WITHIN_S = 20.0
"""After which a caller sends its command again."""

_AWAY = (StoreUnavailable, Unavailable, Busy)


class Unit(Protocol):
    """Does one piece of work, and says whether there was any."""

    __name__: str

    def __call__(self) -> bool: ...


class Process(Protocol):
    """What the world can step, and end at any place."""

    name: str

    def start(self) -> None: ...

    def units(self, *, recording: bool = False) -> list[Unit]:
        """The things it does all the time, each a function that does one of them and says whether there was any.

        Of those that are `recording`, what is recorded depends on the moment: they have to be done before time goes on.
        """
        ...

    def end(self) -> None:
        """Everything but files is gone."""
        ...


@dataclass(frozen=True, slots=True)
class Makes:
    """What a process builds its loops with; a test plants a defect here."""

    handlers: type[Handlers] = Handlers
    projector: type[Projector] = Projector
    relay: type[Relay] = Relay
    inbox: type[Inbox] = Inbox
    sweeper: type[Sweeper] = Sweeper


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a process reaches."""

    store: Store
    broker: Broker
    clock: Clock
    batch: Callable[[], int]
    newest: Callable[[], int]
    makes: Makes = field(default_factory=Makes)


class Following:
    """`<service> follow`: projector, sweeper, relay, inbox."""

    def __init__(self, name: str, parts: ServiceParts, folder: Path, around: Surroundings) -> None:
        self.name = name
        self.parts = parts
        self._folder = folder
        self._around = around
        self._stop = Event()
        self._inbox: Inbox | None = None
        self._own: Inbox | None = None
        self._consumer: Consuming | None = None
        self._publisher: Publishing | None = None

    def start(self) -> None:
        around, makes = self._around, self._around.makes
        handlers = makes.handlers(self.parts, around.store, around.clock)
        self._projected_to = self._relayed_to = -1
        self.views = Views(self._folder, self.parts.schema)
        self.views.prepare()
        self._projector = makes.projector(around.store, self.views, self.parts.facts)
        self._sweeper = makes.sweeper(handlers, self.views, around.clock)
        self.relay = makes.relay(self.parts.name, around.store, around.broker, self._folder / "relay.bookmark")
        if producers_of(self.parts.name):
            reactions = Reactions(self.parts.name, self.parts.reactions(handlers))
            file = self._folder / "inbox.sqlite"
            self._inbox = makes.inbox(self.parts.name, around.store, around.broker, file, reactions, clock=around.clock)
            self._inbox.begin()
        self._own = own_inbox(self.parts, handlers, around.store, self._folder, around.clock)
        if self._own is not None:
            self._own.begin()

    def units(self, *, recording: bool = False) -> list[Unit]:
        units = [self._project, self._sweep]
        units += [self._react] if self._own is not None and not recording else []
        units += [self._relay] if consumers_of(self.parts.name) and not recording else []
        return units + ([self._receive] if self._inbox is not None and not recording else [])

    def end(self) -> None:
        self._let_go()
        if self._inbox is not None:
            self._inbox.close()
            self._inbox = None
        if self._own is not None:
            self._own.close()
            self._own = None
        self.views.close()

    def parked(self) -> int:
        return sum(len(inbox.parked()) for inbox in (self._inbox, self._own) if inbox is not None)

    def _project(self) -> bool:
        """As `Projector.run`: only what is new wakes it."""
        newest, count = self._around.newest(), 0
        with suppress(*_AWAY):
            if newest != self._projected_to:
                count = self._projector.catch_up()
                self._projected_to = newest
        return count > 0

    def _sweep(self) -> bool:
        with suppress(*_AWAY):
            return self._sweeper.step() > 0
        return False

    def _react(self) -> bool:
        """As `Inbox.run` without a broker."""
        assert self._own is not None
        with suppress(*_AWAY):
            return self._own.catch_up(self._stop) > 0
        return False

    def _relay(self) -> bool:
        """As `Relay.run`: the broker first, then what the window would hold."""
        try:
            if self._publisher is None:
                self._publisher = self._around.broker.publisher(self.parts.name)
                self._relayed_to = self.relay.bookmark
            facts = self._around.store.read_all(
                (f"{self.parts.name}_",), after=self._relayed_to, limit=self._around.batch()
            )
            if facts:
                self.relay.relay(self._publisher, Batch(facts, facts[-1].position))
                self._relayed_to = facts[-1].position
            return bool(facts)
        except (BrokerUnavailable, StoreUnavailable):
            self._publisher = None  # and another next time
            return True

    def _receive(self) -> bool:
        """As `Inbox.run`; whether the broker brought anything is known to the broker."""
        assert self._inbox is not None
        try:
            if self._consumer is None:
                self._consumer = self._inbox.connect(self._around.broker, self._stop)
                return True
            if self._inbox.take(self._consumer, self._stop):
                return False
        except (BrokerUnavailable, *TRANSIENT):
            pass
        self._let_go()
        return True

    def _let_go(self) -> None:
        if self._consumer is not None:
            self._consumer.close()
        self._consumer = self._publisher = None


@dataclass(frozen=True, slots=True)
class Order:
    """A command that a caller wants done."""

    service: str
    command: Any
    request: Request


Answer = tuple[str, Any]
"""What is recorded under a command, or the code of the rule that refuses it."""


@dataclass(slots=True)
class Calls:
    """Calls on their way: at least once to a service, and an answer perhaps."""

    waiting: dict[str, deque[Order]] = field(default_factory=dict)
    answers: dict[UUID, list[Answer]] = field(default_factory=dict)

    def send(self, order: Order) -> None:
        self.waiting.setdefault(order.service, deque()).append(order)

    def wipe(self) -> None:
        self.waiting.clear()


class Answering:
    """`<service> rpc`: commands. A call is acknowledged after the work, so that a crash brings it again."""

    def __init__(
        self, name: str, parts: ServiceParts, around: Surroundings, calls: Calls, reply_is_lost: Callable[[], bool]
    ) -> None:
        self.name = name
        self._parts = parts
        self._around = around
        self._calls = calls
        self._reply_is_lost = reply_is_lost

    def start(self) -> None:
        self._handlers = self._around.makes.handlers(self._parts, self._around.store, self._around.clock)

    def units(self, *, recording: bool = False) -> list[Unit]:
        return [self._answer]

    def end(self) -> None:
        return

    def _answer(self) -> bool:
        waiting = self._calls.waiting.get(self._parts.name)
        if not waiting:
            return False
        order = waiting[0]
        answer = self._handle(order)
        if waiting and waiting[0] is order:  # else the broker was wiped, or another process took it
            waiting.popleft()
        if answer is not None and not self._reply_is_lost():
            self._calls.answers.setdefault(order.request.command_id, []).append(answer)
        return True

    def _handle(self, order: Order) -> Answer | None:
        try:
            reply = self._handlers.handle(order.command, order.request)
        except Rejected as refused:
            return "refused", refused.code
        except (Unavailable, Busy):
            return None
        return "recorded", reply.document(self._parts.name)


class Calling:
    """A caller: one command after the other, each sent again until it is answered."""

    def __init__(self, name: str, calls: Calls) -> None:
        self.name = name
        self._calls = calls
        self._wanted: deque[Order] = deque()
        self._sent_at: float | None = None

    def want(self, orders: list[Order]) -> None:
        self._wanted.extend(orders)

    def is_content(self) -> bool:
        return not self._wanted

    def start(self) -> None:
        return

    def end(self) -> None:
        self._sent_at = None

    def units(self, *, recording: bool = False) -> list[Unit]:
        return [self._call]

    def _call(self) -> bool:
        if not self._wanted:
            return False
        if self._calls.answers.get(self._wanted[0].request.command_id):
            self._wanted.popleft()
            self._sent_at = None
            return True
        if self._sent_at is None or monotonic() - self._sent_at > ANSWERED_WITHIN_S:
            self._calls.send(self._wanted[0])
            self._sent_at = monotonic()
            return True
        return False
