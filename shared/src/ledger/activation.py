"""The policy stream of an area and the clock of a history: two small deciders that every service has.

Nothing is active by date alone: a pack is activated for an area by command, and the activation is a fact.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from contracts.calendar import china_day
from contracts.catalogue import Catalogue
from contracts.common import ActivatePolicy, ClockKind, ClockSet, PolicyActivated, SetClock
from contracts.errors import Rejected, refuse_unless
from contracts.overlay import are_in_force_together, in_force_as_known, loosenings
from contracts.policies import Pack, ResolvedPolicy, known_packs, resolve, shipped_packs
from contracts.policy_catalogue import policy_catalogue
from contracts.rules import Rules
from contracts.units import NATION, levels_above

from ledger.clock import monotonic
from ledger.decider import Decider, RulesOf
from ledger.packs import pack_found
from ledger.recorded import PolicyNote
from ledger.store import Recorded, Store

CACHED_S = 5.0
"""How old a process's knowledge of what is active may be."""

FOLLOWED_S = 30.0
"""How long after its last look a process asks only what has been activated since; later it reads everything anew."""

_MOST_AREAS = 1024


@dataclass(frozen=True, slots=True)
class Activations:
    """The packs activated for one area, by digest, in order."""

    packs: tuple[str, ...] = ()


def policy_stream(service: str, area: str) -> str:
    return f"{service}_policy-{area}"


Carried = Callable[[], Mapping[str, Pack]]
"""The packs that may be activated, by digest: those of this release, and those that were entered."""


def policy_decider(
    service: str, commands: Catalogue, facts: Catalogue, *, carried: Carried = known_packs
) -> Decider[ActivatePolicy, PolicyActivated, Activations, Any]:
    """`carried` are the packs there are. What is activated above the area comes with the rules."""
    return Decider(
        name=f"{service}.policy",
        version=1,
        takes=(ActivatePolicy,),
        commands=commands,
        facts=facts,
        initial=Activations(),
        decide=partial(_decide_policy, carried),
        evolve=_evolve_policy,
        stream=lambda command: policy_stream(service, command.area),
        unit=lambda command: command.area,
        rules=RulesOf.ABOVE,
        policy=lambda above: above,
    )


def _decide_policy(
    carried: Carried,
    command: ActivatePolicy,
    activations: Activations,
    rules: Rules[ResolvedPolicy | None],
    now: datetime,
) -> list[PolicyActivated]:
    pack = carried().get(command.pack)
    if pack is None:
        raise Rejected("invalid-policy-value", f"No pack with digest {command.pack}.")
    refuse_unless(command.pack not in activations.packs, "policy-already-active", pack.id)
    _refuse_unacknowledged(command, pack)
    own = [carried()[digest] for digest in activations.packs if digest in carried()]
    active = [*(rules.policy.packs if rules.policy else ()), *own]
    _refuse_misnamed(pack, active)
    _refuse_looser(pack, active, command.area)
    return [
        PolicyActivated(
            area=command.area,
            pack=command.pack,
            pack_id=pack.id,
            activated_at=now,
            acknowledged=command.acknowledged,
        )
    ]


def _refuse_unacknowledged(command: ActivatePolicy, pack: Pack) -> None:
    """Every unsure parameter, once; nothing that the pack is sure of or does not have."""
    named = [item.parameter for item in command.acknowledged]
    missing = [name for name in pack.unsure if name not in named]
    strange = sorted({name for name in named if name not in pack.unsure or named.count(name) > 1})
    refuse_unless(not missing, "acknowledgement-required", f"{pack.id}: {', '.join(missing)}")
    refuse_unless(not strange, "invalid-policy-value", f"Not unsure in {pack.id}, or twice: {', '.join(strange)}")


def _refuse_misnamed(pack: Pack, active: Sequence[Pack]) -> None:
    """Packs are told apart, and corrected, by their names: beside those of the release, by what is active here."""
    twins = [other.digest for other in active if other.id == pack.id]
    refuse_unless(not twins, "invalid-policy-value", f"{pack.id}  pack.id  same-name-twice: {', '.join(twins)}")
    named = {other.id for other in (*shipped_packs().values(), *active)}
    idle = bool(pack.corrects) and pack.corrects not in named
    refuse_unless(not idle, "invalid-policy-value", f"{pack.id}  pack.corrects  corrects-nothing: {pack.corrects}")


def _refuse_looser(pack: Pack, active: Sequence[Pack], area: str) -> None:
    """Against what the areas above and this one have adopted (docs/decisions/overlay.md)."""
    beside = [other for other in active if are_in_force_together(pack, other)]
    looser = [str(item) for item in loosenings(pack, beside, area) if not item.disapplied]
    refuse_unless(not looser, "below-uniform-minimum", "; ".join(looser))


def _evolve_policy(activations: Activations, fact: PolicyActivated) -> Activations:
    return replace(activations, packs=(*activations.packs, fact.pack))


@dataclass(frozen=True, slots=True)
class _Seen:
    """The packs' digests by area as they were read; all that was activated up to `until` is in them.

    `at` is when that was looked for (seconds of the process). Whoever reads an area keeps it in the very `_Seen` found
    before: if that has been given up meanwhile, because something was activated, so has what was read.
    """

    until: int
    at: float
    by_area: dict[str, tuple[str, ...]] = field(default_factory=dict)


class ActivePolicies:
    """What is active for a unit, read from the service's own policy streams; at most `CACHED_S` old.

    One look tells of all areas whether anything was activated since the last; only then they are read anew.

    A correction counts from the day it was known, and only for what is decided from then on. Where a narrower area's
    value is looser than a uniform minimum above it, the minimum stands (`ResolvedPolicy.refused`).
    """

    def __init__(self, store: Store, facts: Catalogue, *, cached_s: float = CACHED_S) -> None:
        self._store = store
        self._facts = facts
        self._cached_s = cached_s
        self._seen: _Seen | None = None
        shipped_packs(), policy_catalogue()  # read here, not in whatever native thread decides first

    def active(self, unit: str, moment: datetime) -> ResolvedPolicy:
        day = china_day(moment)
        seen = self._looked()
        activated = [pack for area in levels_above(unit) for pack in self._activated(area, seen)]
        packs = in_force_as_known(activated, day, day)
        refuse_unless(bool(packs), "policy-not-active", f"No pack is active for {unit} on {day}.")
        return _resolved(levels_above(unit)[-1], tuple(pack.digest for pack in packs))

    def pinned(self, note: PolicyNote) -> ResolvedPolicy:
        return policy_of(note, self._store.read, self._facts.service)

    def find(self, digest: str) -> None:
        """Make a pack known that is to be activated, if it is recorded."""
        with suppress(LookupError):
            self._pack(digest)

    def above(self, area: str) -> ResolvedPolicy | None:
        """Read anew: it is asked for when something is activated, which is rare, and what was corrected counts not."""
        digests = [digest for level in levels_above(area)[:-1] for digest in self._read(level)]
        packs = [self._pack(digest) for digest in digests]
        corrected = {pack.corrects for pack in packs}
        standing = tuple(pack.digest for pack in packs if pack.id not in corrected)
        return _resolved(area, standing) if standing else None

    def forget(self) -> None:
        """Read anew at the next question."""
        self._seen = None

    def _looked(self) -> _Seen:
        """What is known by now. The end is asked for first: what comes after it is looked for the next time."""
        seen, now = self._seen, monotonic()
        if seen is not None and now - seen.at <= self._cached_s:
            return seen
        end = self._store.last_position()
        is_followed = seen is not None and now - seen.at <= FOLLOWED_S
        if seen is None or not is_followed or self._has_news(seen.until):
            self._seen = _Seen(end, now)
        else:
            self._seen = replace(seen, until=end, at=now)
        return self._seen

    def _has_news(self, after: int) -> bool:
        return bool(self._store.read_all((policy_stream(self._facts.service, ""),), after=after, limit=1))

    def _activated(self, area: str, seen: _Seen) -> list[Pack]:
        digests = seen.by_area.get(area)
        if digests is None:
            digests = self._read(area)
            if len(seen.by_area) >= _MOST_AREAS:
                seen.by_area.clear()
            seen.by_area[area] = digests
        return [self._pack(digest) for digest in digests]

    def _pack(self, digest: str) -> Pack:
        return pack_found(self._store.read, self._facts.service, digest)

    def _read(self, area: str) -> tuple[str, ...]:
        recorded = self._store.read(policy_stream(self._facts.service, area))
        return tuple(self._facts.read(fact.type, json.loads(fact.data)).pack for fact in recorded)


def policy_of(note: PolicyNote, read: Callable[[str], Sequence[Recorded]], service: str) -> ResolvedPolicy:
    """The rules that a decision of the service followed; LookupError if neither release nor record has a pack."""
    with suppress(KeyError):  # a pack that this process has not met yet
        return _resolved(note.area, note.packs)
    for digest in note.packs:
        pack_found(read, service, digest)
    return _resolved(note.area, note.packs)


@lru_cache(maxsize=_MOST_AREAS)
def _resolved(area: str, digests: tuple[str, ...]) -> ResolvedPolicy:
    return resolve(area, [known_packs()[digest] for digest in digests])


def clock_stream(service: str) -> str:
    return f"{service}_clock-history"


def clock_decider(
    service: str, commands: Catalogue, facts: Catalogue
) -> Decider[SetClock, ClockSet, ClockSet | None, None]:
    return Decider(
        name=f"{service}.clock",
        version=1,
        takes=(SetClock,),
        commands=commands,
        facts=facts,
        initial=None,
        decide=_decide_clock,
        evolve=lambda _, fact: fact,
        stream=lambda _: clock_stream(service),
        unit=lambda _: NATION,
        rules=RulesOf.NONE,
        policy=lambda _: None,
    )


def _decide_clock(command: SetClock, clock: ClockSet | None, rules: Rules[None], now: datetime) -> list[ClockSet]:
    refuse_unless(clock is None, "clock-already-set")
    is_real = command.clock is ClockKind.REAL
    refuse_unless(is_real == (command.offset_us == 0), "invalid-policy-value", "The real clock has no offset.")
    return [ClockSet(clock=command.clock, offset_us=command.offset_us)]
