"""Proxies, reckoned anew: how many one person holds, by which day they are handed in and the list is public.

Law: Electoral Law, art. 42 (选举法 第四十二条); Organic Law of the Villagers' Committees, art. 15 (村民委员会组织法
第十五条); provincial measures, as their packs say.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import ONE_DAY
from audit.checks.seen import Look, Seen, nothing
from audit.finding import Finding
from audit.remembered import Remembered

MOST = {"villagers": "village.proxy.max", "deputies": "election.direct.proxy.max"}
DAYS, LIST_DAYS, LIST_OWED = "village.proxy.days_before", "village.proxy.list_days_before", "village.proxy.list_owed"
HOLDERS, BARRED, PASSED_ON = "village.proxy.holders", "village.proxy.candidates_barred", "village.proxy.redelegation"
RELATIVES = "near_relatives"


@dataclass(slots=True)
class _Election:
    """`given`: holder by giver. `stands`: who is named for how many posts. `public`: the list as it was published."""

    kind: str
    held_on: str
    given: dict[str, str] = field(default_factory=dict)
    public: dict[str, str] | None = None
    kin: set[frozenset[str]] = field(default_factory=set)
    stands: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Proxies:
    """The checks of one pass over the record."""

    _elections: Remembered[str, _Election] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        looks: Mapping[str, Look] = {
            "election-planned": self._planned,
            "rerun-ordered": self._rerun,
            "kinship-recorded": self._kinship,
            "candidate-nominated": lambda seen: self._stands(seen, 1),
            "candidate-rejected": lambda seen: self._stands(seen, -1),
            "candidate-withdrawn": lambda seen: self._stands(seen, -1),
            "proxy-registered": self._registered,
            "proxy-withdrawn": self._withdrawn,
            "proxies-published": self._published,
            "voting-opened": self._opened,
            "result-declared": self._declared,
        }
        return {f"elections.{name}.v1": look for name, look in looks.items()}

    def _planned(self, seen: Seen) -> Iterator[Finding]:
        self._elections[seen.stream] = _Election(seen.data["kind"], seen.data["held_on"])
        return nothing()

    def _rerun(self, seen: Seen) -> Iterator[Finding]:
        """Who was not elected stands no longer for what the proxies were given before."""
        election = self._of(seen)
        election.held_on = seen.data["held_on"]
        election.stands.clear()
        return nothing()

    def _kinship(self, seen: Seen) -> Iterator[Finding]:
        self._of(seen).kin |= {frozenset((pair["one"], pair["other"])) for pair in seen.data["kin"]}
        return nothing()

    def _stands(self, seen: Seen, change: int) -> Iterator[Finding]:
        self._of(seen).stands[seen.data["person"]] += change
        return nothing()

    def _registered(self, seen: Seen) -> Iterator[Finding]:
        election = self._of(seen)
        giver, holder = seen.data["proxy"]["giver"], seen.data["proxy"]["holder"]
        yield from self._in_time(seen, election, DAYS, seen.data["handed_in_on"])
        if giver in election.given:
            yield seen.finding("order", f"{giver} has given it to {election.given[giver]} already")
        if giver == holder:
            yield seen.finding("same-person", f"{giver} votes for {holder}")
        is_barred = election.kind == "villagers" and seen.value(PASSED_ON) is False
        if is_barred and (giver in election.given.values() or holder in election.given):
            yield seen.finding("order", f"passed on from {giver} to {holder}")
        yield from _holder(seen, election, giver, holder)
        election.given[giver] = holder
        election.public = None

    def _withdrawn(self, seen: Seen) -> Iterator[Finding]:
        giver = seen.data["proxy"]["giver"]
        if self._of(seen).given.pop(giver, None) != seen.data["proxy"]["holder"]:
            yield seen.finding("cause", f"{giver} had given no such proxy")

    def _published(self, seen: Seen) -> Iterator[Finding]:
        election = self._of(seen)
        election.public = {one["giver"]: one["holder"] for one in seen.data["proxies"]}
        yield from self._in_time(seen, election, LIST_DAYS, seen.data["published_on"])
        if election.public != election.given:
            yield seen.finding("count", f"{len(election.public)} are listed, {len(election.given)} were given")
        if election.kind == "villagers" and seen.value(BARRED):
            standing = sorted(holder for holder in set(election.public.values()) if election.stands[holder] > 0)
            if standing:
                yield seen.finding("same-person", f"who stands holds proxies: {', '.join(standing)}")

    def _opened(self, seen: Seen) -> Iterator[Finding]:
        """Where the list is owed, nobody votes by a proxy before it is public."""
        election = self._of(seen)
        is_owed = seen.value(LIST_OWED) is True or seen.value(LIST_DAYS) is not None
        if election.kind == "villagers" and is_owed and election.given and election.public is None:
            yield seen.finding("order", f"{len(election.given)} proxies, and no list of them is public")

    def _declared(self, seen: Seen) -> Iterator[Finding]:
        """Whoever is elected stands no longer."""
        for winner in seen.data["winners"]:
            self._of(seen).stands.pop(winner["person"], None)
        return nothing()

    def _in_time(self, seen: Seen, election: _Election, name: str, day: str) -> Iterator[Finding]:
        """So many full days before the day of election, or on that day."""
        days = (seen.value(name) if election.kind == "villagers" else None) or 0
        last = (date.fromisoformat(election.held_on) - days * ONE_DAY).isoformat()
        if day > last:
            yield seen.finding("limit", f"on {day}, the last day was {last}")

    def _of(self, seen: Seen) -> _Election:
        """Raise `LookupError` for a stream that begins with something else."""
        return self._elections[seen.stream]


def _holder(seen: Seen, election: _Election, giver: str, holder: str) -> Iterator[Finding]:
    most = seen.value(MOST[election.kind]) if election.kind in MOST else None
    held = sum(one == holder for one in election.given.values()) + 1
    if most is not None and held > most:
        yield seen.finding("limit", f"{holder} holds {held} proxies, at most {most} may be held")
    if election.kind != "villagers":
        return
    if seen.value(BARRED) and election.stands[holder] > 0:
        yield seen.finding("same-person", f"{holder} stands, and holds a proxy")
    if seen.value(HOLDERS) == RELATIVES and frozenset((giver, holder)) not in election.kin:
        yield seen.finding("cause", f"{giver} and {holder} are not attested to be near relatives")
