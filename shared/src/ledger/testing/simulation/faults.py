"""What may go wrong in one schedule: everything here is drawn from a seed, and the seed alone reproduces it."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random  # noqa: TID251 - a schedule, never a fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """Rates are chances per opportunity. `start_order` names the processes in the order in which they are started.

    `late` is a consumer whose follow process comes a day late; `twice` is a service that has two of them; `ends_at` is
    a place at which whoever comes there first ends.
    """

    crash: float = 0.0
    switch: float = 0.0
    lost_reply: float = 0.0
    store_away: float = 0.0
    broken_connection: float = 0.0
    broker_away: float = 0.0
    broker_wiped: float = 0.0
    queue_missing: float = 0.0
    most_copies: int = 1
    delay: float = 0.0
    twice: str | None = None
    late: str | None = None
    start_order: tuple[str, ...] = ()
    ends_at: str | None = None

    def __str__(self) -> str:
        set_ = {name: getattr(self, name) for name in self.__dataclass_fields__ if getattr(self, name)}
        return ", ".join(f"{name}={value}" for name, value in set_.items()) or "none"


def drawn(seed: int, services: Sequence[str], consumers: Sequence[str], starts: Sequence[str]) -> Faults:
    """Each kind of fault is in about half of the schedules, so that every two of them meet."""
    random = Random(f"faults {seed}")  # noqa: S311 - a schedule, no secret

    def rate(most: float) -> float:
        return random.choice((0.0, most / 4, most))

    return Faults(
        crash=rate(0.08),
        switch=rate(0.3),
        lost_reply=rate(0.15),
        store_away=rate(0.02),
        broken_connection=rate(0.1),
        broker_away=rate(0.02),
        broker_wiped=rate(0.02),
        queue_missing=rate(0.02),
        most_copies=random.choice((1, 1, 2, 3)),
        delay=random.choice((0.0, 0.5, 0.9)),
        twice=random.choice((None, *services)),
        late=random.choice((None, None, *consumers)),
        start_order=tuple(random.sample(starts, len(starts))),
    )
