"""Which rules were in force, worked out from the activations themselves and compared with what a decision names."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from contracts.calendar import china_day
from contracts.overlay import in_force_as_known
from contracts.policies import Pack, ResolvedPolicy, resolve
from contracts.units import levels_above
from ledger.recorded import PolicyNote

CACHED = timedelta(seconds=10)
"""How old a service's knowledge of its activations may be: the 5 s it keeps it, and as much for clocks that differ."""


class RulesUnknown(Exception):
    """A pack is not known here, or is not what its digest says."""


class Activations:
    """Every activation of one service so far: area to moments and packs, in order."""

    def __init__(self, carried: Mapping[str, Pack]) -> None:
        self._carried = carried
        self._by_area: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)

    def learn(self, area: str, pack: str, moment: datetime) -> None:
        self._by_area[area].append((moment, pack))

    def explain(self, note: PolicyNote, unit: str, now: datetime) -> str | None:
        """None if these are the rules that were in force for the unit; otherwise what is wrong with them."""
        area = levels_above(unit)[-1]
        if note.area != area:
            return f"rules of {note.area}, not of {area}"
        shown: list[tuple[str, ...]] = []
        for moment in self._moments(unit, now):
            active = self._active(unit, moment, now)
            if active == note.packs:
                return None
            shown.append(active)
        names = [self._carried[digest].id for digest in shown[0] if digest in self._carried]
        return f"in force were {', '.join(names) or 'none'}"

    def explain_above(self, note: PolicyNote | None, area: str, now: datetime) -> str | None:
        """The same of an activation itself, which follows what was activated for the areas above."""
        packs = [
            self._carried[digest]
            for level in levels_above(area)[:-1]
            for digest in self._activated(level, now)
            if digest in self._carried
        ]
        corrected = {pack.corrects for pack in packs}
        standing = tuple(pack.digest for pack in packs if pack.id not in corrected)
        named = (note.area, note.packs) if note else (area, ())
        return None if named == (area, standing) else f"activated above were {len(standing)} packs"

    def _moments(self, unit: str, now: datetime) -> Iterator[datetime]:
        """Now, and just before each activation that the service need not have known yet."""
        yield now
        for area in levels_above(unit):
            for moment, _ in self._by_area.get(area, ()):
                if now - CACHED <= moment <= now:
                    yield moment - datetime.resolution

    def _active(self, unit: str, known: datetime, now: datetime) -> tuple[str, ...]:
        day = china_day(now)
        packs = [
            self._carried[digest]
            for area in levels_above(unit)
            for digest in self._activated(area, known)
            if digest in self._carried
        ]
        return tuple(pack.digest for pack in in_force_as_known(packs, day, day))

    def _activated(self, area: str, known: datetime) -> Sequence[str]:
        activated = self._by_area.get(area, [])
        return [pack for _, pack in activated[: bisect_right(activated, known, key=lambda one: one[0])]]


@lru_cache(maxsize=1024)
def rules_of(note: PolicyNote, carried: "CarriedPacks") -> ResolvedPolicy:
    """The very packs that a decision names. Raises `RulesUnknown`."""
    strange = [digest[:16] for digest in note.packs if digest not in carried.packs]
    if strange:
        raise RulesUnknown(f"no pack here has the digest {', '.join(strange)}")
    resolved = resolve(note.area, [carried.packs[digest] for digest in note.packs])
    if resolved.digest != note.digest:
        raise RulesUnknown("the digest of the rules is not that of their packs")
    return resolved


class CarriedPacks:
    """The packs there are, by digest; one value for the life of a process."""

    def __init__(self, packs: Mapping[str, Pack]) -> None:
        self.packs = packs
