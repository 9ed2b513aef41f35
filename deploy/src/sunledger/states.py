"""What each service has on record: how many facts, in how many streams of which kind, the last one when."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ledger.recorded import metadata_of
from ledger.store import START, Recorded, Store

_PAGE = 1000


@dataclass(frozen=True, slots=True)
class ServiceState:
    """`streams`: how many, by what they are about (`session`, `election`); `last`: the moment of the last fact."""

    service: str
    facts: int
    streams: Mapping[str, int]
    last: str | None


def states_of(store: Store, services: Sequence[str]) -> list[ServiceState]:
    """One for each service, in the order given; a service that has recorded nothing is among them."""
    return [_state(service, _facts(store, service)) for service in services]


def state_lines(states: Sequence[ServiceState]) -> list[str]:
    """A line for each, the most frequent kinds of streams first."""
    return [f"{state.service:<12}{state.facts:>6} facts{_told(state)}" for state in states]


def _facts(store: Store, service: str) -> Iterator[Recorded]:
    after = START
    while facts := store.read_all((f"{service}_",), after=after, limit=_PAGE):
        yield from facts
        after = facts[-1].position


def _state(service: str, facts: Iterator[Recorded]) -> ServiceState:
    number, streams, last = 0, set(), None
    for fact in facts:
        number, last = number + 1, fact
        streams.add(fact.stream)
    kinds = Counter(stream.partition("_")[2].partition("-")[0] for stream in streams)
    return ServiceState(service, number, kinds, None if last is None else str(metadata_of(last)["decided_at"]))


def _told(state: ServiceState) -> str:
    if state.last is None:
        return ""
    kinds = sorted(state.streams.items(), key=lambda each: (-each[1], each[0]))
    shown = ", ".join(f"{number} {kind.replace('_', ' ')}" for kind, number in kinds)
    return f", the last of {state.last[:10]}; {sum(state.streams.values())} streams: {shown}"
