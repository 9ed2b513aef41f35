"""Sub-committees of communities, reckoned anew: which are owed, how many lead and represent, who is on the committee.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)2(3)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from audit.checks.days import day_of
from audit.checks.seen import Look, Seen
from audit.finding import Finding
from audit.remembered import Remembered

KINDS, LEADERS = "subcommittees", "subcommittee.leaders"
LEAST, MOST = "subcommittee.reps.min", "subcommittee.reps.max"
POSTS = ("committee_chair", "committee_vice_chair", "committee_member", "committee_woman")
_SAID = ("name", "since", "leaders", "representatives")


@dataclass(slots=True)
class _Community:
    """`owed`: as it was said; `standing`: what was said of each sub-committee that exists."""

    owed: list[str] | None = None
    standing: dict[str, list[object]] = field(default_factory=dict)


@dataclass(slots=True)
class Subcommittees:
    """The checks of one pass over the record. `_seated`: who holds each post of a committee."""

    _communities: Remembered[str, _Community] = field(default_factory=lambda: Remembered(_Community))
    _seated: Remembered[tuple[str, str], set[str]] = field(default_factory=lambda: Remembered(set))

    @property
    def reads(self) -> Mapping[str, Look]:
        looks = {
            "official-elected": self._elected,
            "office-term-ended": self._left,
            "office-vacated": self._left,
            "subcommittees-owed": self._owed,
            "subcommittee-set": self._set,
            "subcommittee-dissolved": self._dissolved,
        }
        return {f"elections.{name}.v1": look for name, look in looks.items()}

    def _elected(self, seen: Seen) -> Iterator[Finding]:
        if seen.data["post"] in POSTS:
            self._seated[seen.data["unit"], seen.data["post"]].add(seen.data["person"])
        yield from ()

    def _left(self, seen: Seen) -> Iterator[Finding]:
        if seen.data["post"] in POSTS:
            self._seated[seen.data["unit"], seen.data["post"]].discard(seen.data["person"])
        yield from ()

    def _owed(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._communities[seen.data["unit"]], seen.data
        own = list(seen.value(KINDS) or ())
        if (seen.has_rules and data["kinds"] != own) or data["kinds"] == one.owed:
            yield seen.finding("cause", f"{data['kinds']} are owed, by own count {own}")
        if data["since"] != day_of(seen.at).isoformat():
            yield seen.finding("due-date", f"owed since {data['since']}, said at {seen.at}")
        one.owed = data["kinds"]

    def _set(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._communities[seen.data["unit"]], seen.data
        yield from self._people(seen)
        said: list[object] = [data[name] for name in _SAID]
        before = one.standing.get(data["kind"])
        if before is not None and (before == said or data["since"] < str(before[1])):
            yield seen.finding("order", f"since {data['since']}, as it was since {before[1]}")
        if seen.has_rules and one.owed != list(seen.value(KINDS) or ()):
            yield seen.finding("outcome", f"{one.owed} are owed by the record, which nobody corrected")
        one.standing[data["kind"]] = said

    def _people(self, seen: Seen) -> Iterator[Finding]:
        data, people = seen.data, [*seen.data["leaders"], *seen.data["representatives"]]
        if len(set(people)) != len(people):
            yield seen.finding("count", f"{len(people)} people are {len(set(people))} persons")
        leaders, least, most = (seen.value(name) for name in (LEADERS, LEAST, MOST))
        led, represented = len(data["leaders"]), len(data["representatives"])
        is_led = leaders is None or led == leaders
        if not is_led or (least is not None and represented < least) or (most is not None and represented > most):
            yield seen.finding("count", f"{led} lead and {represented} represent: {leaders}, {least} to {most}")
        seated = set[str]().union(*(self._seated.get((data["unit"], post), set[str]()) for post in POSTS))
        for leader in data["leaders"]:
            if leader not in seated:
                yield seen.finding("cause", f"{leader} leads and is not on the committee")

    def _dissolved(self, seen: Seen) -> Iterator[Finding]:
        one, data = self._communities[seen.data["unit"]], seen.data
        before = one.standing.pop(data["kind"], None)
        if before is None or data["dissolved_on"] < str(before[1]):
            yield seen.finding("order", f"dissolved on {data['dissolved_on']}, there since {before and before[1]}")
