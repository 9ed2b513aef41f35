"""The stations of villages: how many work, who heads them, how many do their work, reckoned anew.

Law: township opinion on the centre, part 1 (document 4 §一).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

PER_VILLAGE, WORKERS = "station.per_village", "station.workers.min"
HEAD = "party_secretary"


@dataclass(slots=True)
class _Village:
    """Its stations since which day, and those of them that work."""

    since: dict[str, str] = field(default_factory=dict)
    working: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Stations:
    """The checks of one pass over the record."""

    _villages: Remembered[str, _Village] = field(default_factory=lambda: Remembered(_Village))

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "mediation.station-set-up.v1": self._set_up,
            "mediation.station-staffed.v1": self._staffed,
            "mediation.station-closed.v1": self._closed,
        }

    def _set_up(self, seen: Seen) -> Iterator[Finding]:
        village, name = self._villages[seen.stream], seen.data["station"]
        most, working = seen.value(PER_VILLAGE), len(village.working)
        if name in village.since or (most is not None and working >= most):
            yield seen.finding("count", f"{working} work already, {name} is one more than {most}")
        yield from _staff(seen)
        village.since[name] = seen.data["set_up_on"]
        village.working.add(name)

    def _staffed(self, seen: Seen) -> Iterator[Finding]:
        yield from self._in_order(seen, "from_on")
        yield from _staff(seen)

    def _closed(self, seen: Seen) -> Iterator[Finding]:
        yield from self._in_order(seen, "closed_on")
        self._villages[seen.stream].working.discard(seen.data["station"])

    def _in_order(self, seen: Seen, day: str) -> Iterator[Finding]:
        village, name = self._villages[seen.stream], seen.data["station"]
        if name not in village.working or seen.data[day] < village.since[name]:
            since = village.since.get(name, "no day")
            yield seen.finding("order", f"{day} is {seen.data[day]}, the station works since {since}")


def _staff(seen: Seen) -> Iterator[Finding]:
    data, least = seen.data, seen.value(WORKERS)
    if data["office"] != HEAD:
        yield seen.finding("cause", f"the head is {data['office']}, not {HEAD}")
    if least is not None and len(data["workers"]) < least:
        yield seen.finding("count", f"{len(data['workers'])} do the work, at least {least}")
    if data["head"] in data["workers"] or len(set(data["workers"])) != len(data["workers"]):
        yield seen.finding("same-person", "somebody has two places in the station")
