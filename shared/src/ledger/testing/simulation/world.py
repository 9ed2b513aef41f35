"""The simulated world: processes stepped one at a time in an order that a seed decides, and what befalls them."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random  # noqa: TID251 - a schedule, never a fact
from threading import Event

from ledger.clock import ManualClock, timed_by
from ledger.inbox import CATCH_UP_EVERY_S
from ledger.killpoints import arm
from ledger.memory import MemoryStore
from ledger.parts import ServiceParts
from ledger.testing.simulation.broker import MemoryBroker, Mischief
from ledger.testing.simulation.doors import StoreDoor
from ledger.testing.simulation.faults import Faults
from ledger.testing.simulation.processes import (
    Answering,
    Calling,
    Calls,
    Following,
    Makes,
    Order,
    Process,
    Surroundings,
    Unit,
)

STEPS = 300
"""Of chaos, before the world is left in peace to settle, at every moment of a story."""

MOST_ROUNDS = 300
_DEEPEST = 3
_PACES = (1, 4, 16)
_AWAY_S = 12.0


class Crash(BaseException):
    """A process ends here; nothing of it but its files remains."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of a story, and what each caller wants done then, in order."""

    at: datetime
    wanted: Mapping[str, Sequence[Order]] = field(default_factory=dict)


class World(Mischief):
    """Some services, their store and broker, and callers.

    `trace` is the last that happened, `ended_at` where processes were made to end, `failures` what else ended them.
    """

    def __init__(
        self, seed: int, faults: Faults, services: Sequence[ServiceParts], folder: Path, makes: Makes | None = None
    ) -> None:
        self.faults = faults
        self.store = MemoryStore()
        self.broker = MemoryBroker(self)
        self.calls = Calls()
        self.trace: deque[str] = deque(maxlen=400)
        self.ended_at: list[str] = []
        self.failures: list[str] = []
        self.elapsed_s = 0.0
        self._random = Random(f"world {seed}")  # noqa: S311 - a schedule, no secret
        self._services = {parts.name: parts for parts in services}
        self._folder = folder
        self._makes = makes or Makes()
        self._clock = ManualClock(datetime.min.replace(tzinfo=UTC))
        self._is_chaotic = False
        self._has_lost = False
        self._away_until = {"store": 0.0, "broker": 0.0}
        self._stack: list[Process] = []
        self._paces: dict[tuple[str, str], int] = {}
        self._up: dict[str, bool] = {}
        self._processes: dict[str, Process] = {}
        self._callers: dict[str, Calling] = {}

    @property
    def following(self) -> list[Following]:
        return [process for process in self._processes.values() if isinstance(process, Following)]

    def play(self, story: Sequence[Moment]) -> None:
        """From the first moment to the last; the clock moves on when everything is recorded that depends on it."""
        with timed_by(self), self._killing():
            for moment in story:
                self._clock.moment = moment.at
                self._populate(is_last=moment is story[-1])
                self._ask(moment)
                self._rage()
                self._settle(is_last=moment is story[-1])

    def end(self) -> None:
        for name, process in self._processes.items():
            if self._up[name]:
                process.end()

    # --- who there is

    def _populate(self, *, is_last: bool) -> None:
        late = None if is_last else self.faults.late
        names = list(self.faults.start_order or start_names(self._services))
        names += [f"{self.faults.twice}-follow-2"] if self.faults.twice else []
        for name in names:
            if name not in self._processes and not name.startswith(f"{late}-follow"):
                self._add(self._made(name, name.partition("-")[0]))

    def _made(self, name: str, service: str) -> Process:
        door = StoreDoor(self.store, self)
        around = Surroundings(door, self.broker, self._clock, self._batch, self.store.__len__, self._makes)
        parts = self._services[service]
        if name.endswith("-rpc"):
            return Answering(name, parts, around, self.calls, self.reply_is_lost)
        return Following(name, parts, self._folder / name, around)

    def _add(self, process: Process) -> None:
        self._processes[process.name] = process
        self._up[process.name] = False
        for _ in range(self._random.randrange(4) if self.faults.start_order else 0):
            self._step()

    def _ask(self, moment: Moment) -> None:
        for name, orders in moment.wanted.items():
            if name not in self._callers:
                self._callers[name] = Calling(name, self.calls)
                self._add(self._callers[name])
            self._callers[name].want(list(orders))

    # --- how it goes on

    def _rage(self) -> None:
        """Faults fall, on whoever is at work."""
        self._is_chaotic = True
        for _ in range(STEPS if str(self.faults) != "none" else 0):
            self._strike()
            self._step()
        self._is_chaotic = False

    def _settle(self, *, is_last: bool) -> None:
        """Left in peace, what depends on the moment is recorded; at last everything is done.

        What the broker has lost comes with the next look at the store.
        """
        self._away_until = dict.fromkeys(self._away_until, 0.0)
        self.broker.is_away = False
        self._go_round(recording=not is_last)
        if is_last and self._has_lost:
            self.elapsed_s += CATCH_UP_EVERY_S + 1
            self._go_round()

    def _go_round(self, *, recording: bool = False) -> None:
        for _ in range(MOST_ROUNDS):
            before = (len(self.store), self.broker.delivered)
            order = self._random.sample(tuple(self._processes.values()), len(self._processes))
            was_busy = [self._work(process, lambda each: each.units(recording=recording)) for process in order]
            is_same = before == (len(self.store), self.broker.delivered)
            if not any(was_busy) and is_same and all(caller.is_content() for caller in self._callers.values()):
                return
        self.failures.append(f"left in peace, the processes were still at work after {MOST_ROUNDS} rounds")

    def _step(self) -> None:
        """One unit of work of one process that may have any."""
        idle = [caller for caller in self._callers.values() if caller.is_content()]
        able = [process for process in self._processes.values() if process not in (*self._stack, *idle)]
        if able:
            self._work(self._random.choice(able), lambda process: [self._chosen(process)])

    def _chosen(self, process: Process) -> Unit:
        """In every schedule other loops are slow, so that work piles up in other places."""
        units = process.units()
        names = [(process.name, unit.__name__) for unit in units]
        for name in names:
            self._paces.setdefault(name, self._random.choice(_PACES))
        return self._random.choices(units, [self._paces[name] for name in names])[0]

    def _work(self, process: Process, units: Callable[[Process], list[Unit]]) -> bool:
        """Start the process if it has ended, else do these units; whether there was anything to do."""
        self.elapsed_s += self._random.random()
        self._stack.append(process)
        try:
            if self._up[process.name]:
                return sum(unit() for unit in units(process)) > 0  # every one of them, not up to the first
            process.start()
            self._up[process.name] = True
        except Crash as crash:
            self._bury(process, str(crash))
        except Exception as error:  # noqa: BLE001 - the supervisor of a real process would start it again
            self.failures.append(f"{process.name} failed: {type(error).__name__}: {error}")
            self._bury(process, type(error).__name__)
        finally:
            self._stack.pop()
        return True

    def _bury(self, process: Process, place: str) -> None:
        self.trace.append(f"{process.name} ends at {place}")
        process.end()
        self._up[process.name] = False

    # --- what befalls

    def befall(self, place: str) -> None:
        """The process at work may end here, or others go first."""
        self._reach(place)
        self.overtake()

    def overtake(self) -> None:
        """Others may go first, but for those that wait for this one to go on."""
        if self._happens(self.faults.switch) and len(self._stack) < _DEEPEST:
            self._step()

    def store_is_away(self) -> bool:
        return self.elapsed_s < self._away_until["store"]

    def reply_is_lost(self) -> bool:
        return self._happens(self.faults.lost_reply)

    def copies(self) -> int:
        return self._random.randint(1, self.faults.most_copies) if self._is_chaotic else 1

    def delays(self) -> bool:
        return self._happens(self.faults.delay)

    def breaks(self, where: str) -> bool:
        return self._happens(self.faults.broken_connection)

    def _strike(self) -> None:
        """Store and broker have faults of their own."""
        self.broker.is_away = self.elapsed_s < self._away_until["broker"]
        if self._happens(self.faults.store_away):
            self._leave("store")
        if self._happens(self.faults.broker_away):
            self._leave("broker")
            self.broker.restart()
        if self._happens(self.faults.broker_wiped):
            self.trace.append("the broker is wiped")
            self._has_lost = True
            self.broker.wipe()
            self.calls.wipe()
        if self.broker.queues and self._happens(self.faults.queue_missing):
            consumer, producer = self._random.choice(sorted(self.broker.queues))
            self.trace.append(f"the queue of {consumer} from {producer} is deleted")
            self._has_lost = True
            self.broker.delete_queue(consumer, producer)

    def _leave(self, what: str) -> None:
        self._away_until[what] = self.elapsed_s + _AWAY_S * self._random.random()
        self.trace.append(f"{what} is away until {self._away_until[what]:.1f} s, it is {self.elapsed_s:.1f} s")

    def _reach(self, place: str) -> None:
        is_named = self._is_chaotic and place == self.faults.ends_at and place not in self.ended_at
        if self._stack and (is_named or self._happens(self.faults.crash)):
            self.ended_at.append(place)
            raise Crash(place)

    def _happens(self, rate: float) -> bool:
        return self._is_chaotic and self._random.random() < rate

    def _batch(self) -> int:
        return self._random.randint(1, 8) if self._is_chaotic else 500

    @contextmanager
    def _killing(self) -> Iterator[None]:
        """Every kill point of the code is a place at which a process may end."""
        arm(self._reach)
        try:
            yield
        finally:
            arm(None)

    # --- how time passes

    def monotonic(self) -> float:
        return self.elapsed_s

    def sleep(self, seconds: float) -> None:
        self.elapsed_s += seconds
        self.befall("sleep")

    def wait(self, event: Event, seconds: float) -> None:
        self.sleep(seconds)


def start_names(services: Mapping[str, ServiceParts]) -> tuple[str, ...]:
    """The processes of these services: rpc where callers may call, follow everywhere."""
    return tuple(f"{name}-{kind}" for name in sorted(services) for kind in ("rpc", "follow"))
