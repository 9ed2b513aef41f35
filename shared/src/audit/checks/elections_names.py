"""Who is named and may stand, reckoned anew: the window of nominations, refusals to stand, age, rights, residence.

Law: Organic Law of Local Congresses and Governments (地方组织法), arts. 18, 26; Electoral Law (选举法), arts. 4, 30;
Organic Law of the Urban Residents' Committees, art. 8; draft opinion on residents' committees (document 5 §二(三)1(4)).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import ONE_DAY, corresponding
from audit.checks.elections_count import DEPUTIES_ONLY
from audit.checks.seen import Json, Look, Seen, nothing
from audit.finding import Finding
from audit.remembered import Remembered

REFUSAL, AGE, RESIDENCE = "village.list.refusal_days_before", "election.least_age", "candidate.residence.min_months"

Standing = tuple[str, str]
"""Post and person."""


@dataclass(slots=True)
class _Election:
    """`named`: on which day; `short`: whose residence is too short by own count, and nobody has said so yet."""

    kind: str
    held_on: str
    window: tuple[str, str] | None = None
    named: dict[Standing, str] = field(default_factory=dict)
    short: set[Standing] = field(default_factory=set)


@dataclass(slots=True)
class Names:
    """The checks of one pass over the record."""

    _elections: Remembered[str, _Election] = field(default_factory=Remembered)

    @property
    def reads(self) -> Mapping[str, Look]:
        looks: Mapping[str, Look] = {
            "election-planned": self._planned,
            "rerun-ordered": self._rerun,
            "nomination-opened": self._opened,
            "candidate-nominated": self._nominated,
            "candidate-withdrawn": self._withdrawn,
            "candidate-eligible": self._eligible,
            "candidate-rejected": self._rejected,
            "residence-requirement": self._residence,
            "preliminary-held": _preliminary,
            "final-list-published": self._listed,
        }
        return {f"elections.{name}.v1": look for name, look in looks.items()}

    def _planned(self, seen: Seen) -> Iterator[Finding]:
        self._elections[seen.stream] = _Election(seen.data["kind"], seen.data["held_on"])
        return nothing()

    def _rerun(self, seen: Seen) -> Iterator[Finding]:
        self._of(seen).held_on = seen.data["held_on"]
        return nothing()

    def _opened(self, seen: Seen) -> Iterator[Finding]:
        """The window ends on the day of election at the latest."""
        election, first, last = self._of(seen), seen.data["from_on"], seen.data["until_on"]
        election.window = (first, last)
        if not first <= last <= election.held_on:
            yield seen.finding("limit", f"taken from {first} to {last}, the election is on {election.held_on}")

    def _nominated(self, seen: Seen) -> Iterator[Finding]:
        """Both days of the window belong to it."""
        election, named_on = self._of(seen), seen.data["nominated_on"]
        first, last = election.window or ("9", "")
        if not first <= named_on <= last:
            said = f"{first} to {last}" if election.window else "none"
            yield seen.finding("limit", f"named on {named_on}, nominations were taken {said}")
        election.named[seen.data["post"], seen.data["person"]] = named_on

    def _withdrawn(self, seen: Seen) -> Iterator[Finding]:
        """Where a province says so, no later than so many days before the election; else until its day."""
        election = self._of(seen)
        days = (seen.value(REFUSAL) if election.kind == "villagers" else None) or 0
        last = (date.fromisoformat(election.held_on) - days * ONE_DAY).isoformat()
        if seen.data["declined_on"] > last:
            yield seen.finding("limit", f"declined on {seen.data['declined_on']}, the last day was {last}")

    # Who may be elected

    def _eligible(self, seen: Seen) -> Iterator[Finding]:
        election, who = self._of(seen), (seen.data["post"], seen.data["person"])
        for lack in _lacks(seen):
            yield seen.finding("outcome", f"{who[1]} may stand, and {lack}")
        months = max(seen.said(RESIDENCE), default=0) if election.kind == "residents" else 0
        if months and _is_short(seen.data["eligibility"]["resident_since"], months, election.named[who]):
            election.short.add(who)

    def _rejected(self, seen: Seen) -> Iterator[Finding]:
        """For want of age only below it."""
        age, least = seen.data["eligibility"]["age_on_election_day"], seen.value(AGE)
        if seen.data["code"] == "elections.under-age" and least is not None and age >= least:
            yield seen.finding("outcome", f"{age} years are enough, {least} are asked for")

    def _residence(self, seen: Seen) -> Iterator[Finding]:
        election, who = self._of(seen), (seen.data["post"], seen.data["person"])
        election.short.discard(who)
        asked, since, named_on = seen.said(RESIDENCE), seen.data["resident_since"], election.named[who]
        if seen.has_rules and seen.data["least_months"] != max(asked, default=0):
            yield seen.finding("outcome", f"{seen.data['least_months']} months, the packs say {max(asked, default=0)}")
        if not _is_short(since, seen.data["least_months"], named_on):
            yield seen.finding("outcome", f"a resident since {since}, named on {named_on}: long enough")

    def _listed(self, seen: Seen) -> Iterator[Finding]:
        """Whoever stands without the residence that a text asks for is found to, the statute lets the person stand."""
        election = self._of(seen)
        for one in seen.data["candidates"]:
            if (one["post"], one["person"]) in election.short:
                yield seen.finding("outcome", f"{one['person']}: too short a residence, never found")

    def _of(self, seen: Seen) -> _Election:
        """Raise `LookupError` for a stream that begins with something else."""
        return self._elections[seen.stream]


def _lacks(seen: Seen) -> Iterator[str]:
    found: Json = seen.data["eligibility"]
    least = seen.value(AGE)
    if least is not None and found["age_on_election_day"] < least:
        yield f"has {found['age_on_election_day']} years, {least} are asked for"
    if not found["has_political_rights"]:
        yield "is without political rights"
    if seen.data["post"] in DEPUTIES_ONLY and not found["is_deputy"]:
        yield "is no deputy"


def _is_short(since: str | None, months: int, named_on: str) -> bool:
    """Unknown residence is none."""
    return since is None or corresponding(date.fromisoformat(since), months).isoformat() > named_on


def _preliminary(seen: Seen) -> Iterator[Finding]:
    """Those who go on are the first by votes, and nobody who is left out has as many as one of them."""
    data = seen.data
    votes = {one["person"]: one["votes"] for one in data["standings"]}
    kept, left = set(data["kept"]), set(votes) - set(data["kept"])
    least, most = min((votes[one] for one in kept), default=0), max((votes[one] for one in left), default=-1)
    if most >= least:
        yield seen.finding("outcome", f"one with {most} votes is left out, one with {least} goes on")
    if max(votes.values()) > data["ballots"] or len(votes) < len(data["standings"]):
        yield seen.finding("count", f"more votes than the {data['ballots']} ballots, or a name twice")
