"""Elections, reckoned anew: days of publication, turnout, ballots, majorities; villages and congresses beside them.

Law: Organic Law of Local Congresses and Governments (地方组织法), arts. 14, 25-30; Electoral Law (选举法), arts. 27-45;
Organic Law of the Villagers' Committees (村民委员会组织法), arts. 14, 15.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from audit.checks.days import ONE_DAY
from audit.checks.elections_candidates import Candidates
from audit.checks.elections_congress import Congress
from audit.checks.elections_count import faults_of, outcome_of, totals_of, votes_of
from audit.checks.elections_residents import Residents
from audit.checks.elections_village import Resolutions
from audit.checks.elections_villagers import Villagers
from audit.checks.elections_women import WomensSeats
from audit.checks.seen import Json, Look, Seen, nothing
from audit.checks.thresholds import base_of, is_enough, is_same, least_of
from audit.finding import Finding

QUORUM = "congress.quorum.min"
ADOPTION = {
    "congress": "congress.majority",
    "villagers": "village.assembly.majority",
    "residents": "residents_meeting.majority",
}
MAJORITY = {
    "congress": "congress.majority",
    "deputies": "election.direct.majority",
    "villagers": "village.majority",
    "residents": "residents_election.majority",
}
TURNOUT = {
    "deputies": "election.direct.turnout",
    "villagers": "village.turnout",
    "residents": "residents_election.turnout",
}
FLOOR = {"deputies": "election.direct.rerun.floor", "villagers": "village.rerun.floor"}
RERUN_DAYS = {"villagers": "village.rerun.window_days"}
ROLL = {
    "deputies": "election.roll.days_before",
    "villagers": "village.roll.days_before",
    "residents": "residents_election.roll.days_before",
}
OBJECTIONS = {"deputies": "election.roll.objection_days", "villagers": "village.roll.objection_days"}
NOMINEES = {"deputies": "election.direct.nominees.days_before"}
FINAL_LIST = {"deputies": "election.direct.list.days_before", "villagers": "village.list.days_before"}
BASES = {
    **dict.fromkeys(("all deputies", "those entitled", "registered", "household representatives"), "entitled"),
    **dict.fromkeys(("participants", "voting"), "took_part"),
    "ballots": "collected",
}
"""Of whom or what a part is taken, and the total of the poll that it is; void ballots are ballots."""


@dataclass(slots=True)
class _Election:
    """One election: plan and measures as recorded, the open round with its boxes, who is elected already."""

    plan: Json
    held_on: str
    candidates: Candidates
    measures: Json = field(default_factory=dict)
    objections_until: str | None = None
    opened: Json | None = None
    counts: dict[str, list[Json]] = field(default_factory=dict)
    elected: set[str] = field(default_factory=set)
    last_result: str | None = None
    women: WomensSeats = field(default_factory=WomensSeats)

    @property
    def kind(self) -> str:
        return str(self.plan["kind"])


@dataclass(slots=True)
class Elections:
    """The checks of one pass over the record."""

    _elections: dict[str, _Election] = field(default_factory=dict)
    _resolutions: Resolutions = field(default_factory=Resolutions)
    _congress: Congress = field(default_factory=Congress)
    _villagers: Villagers = field(default_factory=Villagers)
    _residents: Residents = field(default_factory=Residents)

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "elections.election-planned.v1": self._planned,
            "elections.measures-submitted.v1": self._submitted,
            "elections.measures-adopted.v1": self._voted,
            "elections.measures-refused.v1": self._voted,
            "elections.womens-seats-reserved.v1": lambda seen: self._of(seen).women.reserved(seen),
            "elections.women-recorded.v1": lambda seen: self._of(seen).women.attested(seen),
            "elections.roll-published.v1": self._roll,
            "elections.roll-closed.v1": self._roll_closed,
            "elections.candidate-nominated.v1": lambda seen: self._of(seen).candidates.nominated(seen),
            "elections.nominees-published.v1": lambda seen: self._published(seen, NOMINEES),
            "elections.final-list-published.v1": self._final_list,
            "elections.voting-opened.v1": self._opened,
            "elections.box-counted.v1": self._counted,
            "elections.box-recounted.v1": self._counted,
            "elections.poll-voided.v1": self._voided,
            "elections.turnout-missed.v1": self._missed,
            "elections.result-declared.v1": self._declared,
            "elections.rerun-ordered.v1": self._rerun,
            **self._resolutions.reads,
            **self._congress.reads,
            **self._villagers.reads,
            **self._residents.reads,
        }

    # Before the voting

    def _planned(self, seen: Seen) -> Iterator[Finding]:
        self._elections[seen.stream] = _Election(seen.data, seen.data["held_on"], Candidates(seen.data))
        yield from nothing()

    def _submitted(self, seen: Seen) -> Iterator[Finding]:
        """What the law fixes the measures repeat as it stands."""
        election, measures = self._of(seen), seen.data["measures"]
        election.measures = measures
        law = _of_kind(seen, election, MAJORITY)
        if law is not None and not is_same(law, measures["majority"]):
            yield seen.finding("share", f"the measures ask for {measures['majority']}, the rules for {law}")

    def _voted(self, seen: Seen) -> Iterator[Finding]:
        """All deputies of a congress, or those present: more than half must agree."""
        rule, vote = _of_kind(seen, self._of(seen), ADOPTION), seen.data["vote"]
        if rule is None:
            return
        needed = least_of(rule, vote["entitled" if base_of(rule) == "all deputies" else "present"])
        is_adopted = ".measures-adopted." in seen.recorded.type
        if seen.data["needed"] != needed or is_adopted != (vote["agree"] >= needed):
            yield seen.finding("share", f"{vote['agree']} agreed, by own count {needed} are needed")

    def _roll(self, seen: Seen) -> Iterator[Finding]:
        election, days = self._of(seen), _of_kind(seen, self._of(seen), OBJECTIONS)
        yield from self._published(seen, ROLL)
        election.objections_until = seen.data["objections_until"]
        expected = (
            None if days is None else (date.fromisoformat(seen.data["published_on"]) + days * ONE_DAY).isoformat()
        )
        if seen.data["objections_until"] != expected:
            yield seen.finding("due-date", f"objections until {seen.data['objections_until']}, by own count {expected}")

    def _roll_closed(self, seen: Seen) -> Iterator[Finding]:
        until = self._of(seen).objections_until
        if until is not None and seen.data["closed_on"] <= until:
            yield seen.finding("too-early", f"closed on {seen.data['closed_on']}, objections are taken until {until}")

    def _published(self, seen: Seen, rules: Mapping[str, str]) -> Iterator[Finding]:
        """So many full days before the day of election."""
        election = self._of(seen)
        days = _of_kind(seen, election, rules) or 0
        last = (date.fromisoformat(election.held_on) - days * ONE_DAY).isoformat()
        if seen.data["published_on"] > last:
            yield seen.finding("limit", f"published on {seen.data['published_on']}, the last day was {last}")

    def _final_list(self, seen: Seen) -> Iterator[Finding]:
        yield from self._published(seen, FINAL_LIST)
        yield from self._of(seen).candidates.listed(seen)

    # Boxes

    def _opened(self, seen: Seen) -> Iterator[Finding]:
        election, data = self._of(seen), seen.data
        election.opened, election.counts = data, {}
        quorum = seen.value(QUORUM) if election.kind == "congress" else None
        if quorum is not None and not is_enough(quorum, data["present"] or 0, data["entitled"]):
            yield seen.finding("share", f"{data['present']} of {data['entitled']} deputies are no quorum")
        if data["kept_back"] != totals_of(data, {})["kept_back"] or data["kept_back"] < 0:
            yield seen.finding("count", f"{data['kept_back']} papers kept back of {data['printed']}")
        standing = {person for contest in data["ballot"] for person in contest["candidates"]}
        for box in data["boxes"]:
            if (set(box["counters"]) | set(box["watchers"])) & standing or set(box["counters"]) & set(box["watchers"]):
                yield seen.finding("same-person", f"{box['box']}: a candidate counts, or one counts and watches")

    def _counted(self, seen: Seen) -> Iterator[Finding]:
        election, name = self._of(seen), seen.data["box"]
        opened = election.opened
        box = next((one for one in (opened or {"boxes": ()})["boxes"] if one["box"] == name), None)
        if opened is None or box is None or seen.data["round"] != opened["round"]:
            yield seen.finding("cause", f"{name} is no box of the open round")
            return
        election.counts.setdefault(name, []).append(seen.data["count"])
        is_tie = opened["why"] == "tie"
        for fault in faults_of(box, seen.data["count"], opened["ballot"], among_tied=is_tie):
            yield seen.finding("count", f"{name}: {fault}")

    # Results

    def _voided(self, seen: Seen) -> Iterator[Finding]:
        election = self._of(seen)
        yield from self._compared_totals(seen, election)
        totals = seen.data["totals"]
        if totals["collected"] <= totals["took_part"]:
            yield seen.finding("outcome", f"{totals['collected']} ballots of {totals['took_part']} voters are not void")

    def _missed(self, seen: Seen) -> Iterator[Finding]:
        election = self._of(seen)
        yield from self._compared_totals(seen, election)
        rule, totals = _turnout(seen, election), seen.data["totals"]
        needed = None if rule is None else least_of(rule, totals["entitled"])
        if needed is None or seen.data["needed"] != needed or totals["took_part"] >= needed:
            yield seen.finding("share", f"{totals['took_part']} took part, by own count {needed} are needed")

    def _declared(self, seen: Seen) -> Iterator[Finding]:
        election = self._of(seen)
        yield from self._compared_totals(seen, election)
        totals = seen.data["totals"]
        rule = _turnout(seen, election)
        if rule is not None and not is_enough(rule, totals["took_part"], totals["entitled"]):
            yield seen.finding("share", f"{totals['took_part']} of {totals['entitled']} are too few")
        if totals["collected"] > totals["took_part"]:
            yield seen.finding("outcome", "more ballots than voters: the poll is void")
        for result in seen.data["results"]:
            yield from self._compared_result(seen, election, result)
            election.elected |= set(result["elected"])
        elected = [(result["post"], person) for result in seen.data["results"] for person in result["elected"]]
        if [(winner["post"], winner["person"]) for winner in seen.data["winners"]] != elected:
            yield seen.finding("outcome", "the winners are not those who were elected")

    def _compared_totals(self, seen: Seen, election: _Election) -> Iterator[Finding]:
        election.last_result = seen.data["declared_on"]
        counts = {name: counted[-1] for name, counted in election.counts.items()}
        opened = election.opened
        if opened is None or set(counts) != {box["box"] for box in opened["boxes"]}:
            yield seen.finding("cause", "not every box of the round is counted")
            return
        own = totals_of(opened, counts)
        differ = [name for name in own if seen.data["totals"][name] != own[name]]
        if differ:
            yield seen.finding("count", f"totals that are no sums of the boxes: {', '.join(differ)}")
        used = {one["box"]: one["count"] for one in seen.data.get("counts", ())}
        if used and used != {name: len(counted) for name, counted in election.counts.items()}:
            yield seen.finding("count", "not the newest count of each box")

    def _compared_result(self, seen: Seen, election: _Election, result: Json) -> Iterator[Finding]:
        opened = election.opened or {"ballot": [], "why": ""}
        contest = next((one for one in opened["ballot"] if one["post"] == result["post"]), None)
        if contest is None:
            yield seen.finding("cause", f"{result['post']} was not voted on")
            return
        rule = _majority(seen, election, contest)
        base = 0 if rule is None else seen.data["totals"][BASES[base_of(rule)]]
        needed = 0 if rule is None else least_of(rule, base)
        if not is_same(rule, result["threshold"]) or (result["base"], result["needed"]) != (base, needed):
            yield seen.finding(
                "share", f"{result['post']}: {result['needed']} of {result['base']}, own {needed} of {base}"
            )
        votes = votes_of({name: counted[-1] for name, counted in election.counts.items()}, result["post"])
        if {one["person"]: one["votes"] for one in result["standings"]} != dict(votes):
            yield seen.finding("count", f"{result['post']}: votes that are no sums of the boxes")
        for_women = election.women.counted(contest, opened["why"], result)
        own = outcome_of(votes, contest["seats"], needed, election.elected, *for_women)
        said = (result["elected"], result["tied"], result["tied_seats"], result["open_seats"])
        if said != (own.elected, own.tied, own.tied_seats, own.open_seats):
            yield seen.finding(
                "outcome", f"{result['post']}: by own count {', '.join(own.elected) or 'nobody'} is elected"
            )

    def _rerun(self, seen: Seen) -> Iterator[Finding]:
        election = self._of(seen)
        election.held_on = seen.data["held_on"]
        days = [n for n in (_of_kind(seen, election, RERUN_DAYS), election.measures.get("rerun_days")) if n is not None]
        if days and election.last_result is not None:
            last = (date.fromisoformat(election.last_result) + min(days) * ONE_DAY).isoformat()
            if seen.data["held_on"] > last:
                yield seen.finding("limit", f"to be held on {seen.data['held_on']}, the last day is {last}")

    def _of(self, seen: Seen) -> _Election:
        """Raise `LookupError` for a stream that begins with something else."""
        return self._elections[seen.stream]


def _of_kind(seen: Seen, election: _Election, names: Mapping[str, str]) -> Any:
    name = names.get(election.kind)
    return None if name is None else seen.value(name)


def _turnout(seen: Seen, election: _Election) -> Json | None:
    """A congress asks for attendance instead. Where no pack says how many, the measures do."""
    if election.kind == "congress":
        return None
    rule: Json | None = _of_kind(seen, election, TURNOUT)
    return rule if rule is not None else election.measures.get("quorum")


def _majority(seen: Seen, election: _Election, contest: Json) -> Json | None:
    """Between the tied none; for open seats the floor, where the statute puts it in the majority's place."""
    if (election.opened or {"why": ""})["why"] == "tie":
        return None
    names, own = (FLOOR, "rerun_floor") if contest["by_plurality"] else (MAJORITY, "majority")
    rule: Json | None = _of_kind(seen, election, names)
    return rule if rule is not None else election.measures.get(own)
