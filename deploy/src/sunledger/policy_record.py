"""What the record says of policies: what is active where, what has no effect, and what was decided under a pack."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from contracts.overlay import (
    Loosening,
    ResolvedPolicy,
    are_in_force_together,
    in_force_as_known,
    loosenings,
    resolve,
)
from contracts.packs import Pack
from contracts.policies import known_packs
from contracts.units import levels_above
from ledger.activation import policy_stream
from ledger.packs import learn_pack, pack_stream
from ledger.recorded import metadata_of, policy_note
from ledger.store import START, Recorded, Store

_PAGE = 1000
_MOST_LAID_OVER = 1000


@dataclass(frozen=True, slots=True)
class Activation:
    """A pack was put in force for an area in one service. `reasons`: unsure parameter to why it is relied on."""

    service: str
    area: str
    pack_id: str
    digest: str
    activated_at: str
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One append that followed a pack: `stream`, the revision of its first fact, and the command."""

    stream: str
    revision: int
    decided_at: str
    command: str


def activations(store: Store, services: Sequence[str]) -> list[Activation]:
    """In order of service, area and activation. Packs that were entered are known from then on."""
    packs = tuple(pack_stream(service, "") for service in services)
    found = []
    for fact in _all_of(store, (*packs, *(policy_stream(service, "") for service in services))):
        learn_pack(fact)
        if not fact.stream.startswith(packs):
            found.append(_activation(fact.stream.partition("_")[0], fact))
    return sorted(found, key=lambda item: (item.service, item.area))


def only_in_some(active: Sequence[Activation], services: Sequence[str]) -> list[tuple[str, str, tuple[str, ...]]]:
    """What some services follow and others do not: (area, pack, the services that lack it)."""
    have: dict[tuple[str, str], set[str]] = {}
    for item in active:
        have.setdefault((item.area, item.pack_id), set()).add(item.service)
    missing = [(area, pack, tuple(sorted(set(services) - held))) for (area, pack), held in sorted(have.items())]
    return [(area, pack, lacking) for area, pack, lacking in missing if lacking]


def without_effect(active: Sequence[Activation], service: str, area: str, day: date) -> tuple[Loosening, ...]:
    """The values of packs active for the area or above it that a uniform minimum keeps from taking effect."""
    return resolve(area, in_force_as_known(_packs_above(active, service, area), day, day)).refused


def looser_than_active(pack: Pack, active: Sequence[Activation], service: str, area: str) -> list[Loosening]:
    """Where a pack that is to be activated goes beyond what is active for the area, or above it, in a service."""
    beside = [other for other in _packs_above(active, service, area) if are_in_force_together(pack, other)]
    return [item for item in loosenings(pack, beside, area) if not item.disapplied]


def decisions_under(store: Store, services: Sequence[str], pack: Pack, parameter: str = "") -> Iterator[Decision]:
    """Every decision that followed the pack; with a parameter, those for which the pack's own value of it stood."""
    for fact in _all_of(store, tuple(f"{service}_" for service in services)):
        metadata = metadata_of(fact)
        note = policy_note(metadata)
        if note is None or pack.digest not in note.packs or metadata["part"] != 0:
            continue
        if not parameter or _stood(pack, parameter, note.area, note.packs):
            yield Decision(fact.stream, fact.revision, metadata["decided_at"], metadata["command"]["type"])


def _stood(pack: Pack, parameter: str, area: str, digests: tuple[str, ...]) -> bool:
    """Whether the value that was followed came from this pack, not from another one laid over it."""
    carried = known_packs()
    if parameter not in pack.parameters or not all(digest in carried for digest in digests):
        return parameter in pack.parameters
    return _laid_over(area, digests).parameters[parameter] is carried[pack.digest].parameters[parameter]


@lru_cache(maxsize=_MOST_LAID_OVER)
def _laid_over(area: str, digests: tuple[str, ...]) -> ResolvedPolicy:
    """Thousands of decisions follow the same packs in the same areas."""
    return resolve(area, [known_packs()[digest] for digest in digests])


def _packs_above(active: Sequence[Activation], service: str, area: str) -> list[Pack]:
    carried, levels = known_packs(), levels_above(area)
    return [
        carried[item.digest]
        for level in levels
        for item in active
        if (item.service, item.area) == (service, level) and item.digest in carried
    ]


def _activation(service: str, fact: Recorded) -> Activation:
    data = json.loads(fact.data)
    reasons = tuple((item["parameter"], item["reason"]) for item in data["acknowledged"])
    return Activation(service, data["area"], data["pack_id"], data["pack"], data["activated_at"], reasons)


def _all_of(store: Store, prefixes: Sequence[str]) -> Iterator[Recorded]:
    after = START
    while facts := store.read_all(prefixes, after=after, limit=_PAGE):
        yield from facts
        after = facts[-1].position
