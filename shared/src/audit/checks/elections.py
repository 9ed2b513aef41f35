"""Elections, reckoned anew: days of publication, turnout, ballots, majorities; villages and congresses beside them.

Law: Organic Law of Local Congresses and Governments (地方组织法), arts. 14, 25-30; Electoral Law (选举法), arts. 27-45;
Organic Law of the Villagers' Committees (村民委员会组织法), arts. 14, 15.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.days import ONE_DAY
from audit.checks.elections_candidates import Candidates
from audit.checks.elections_congress import Congress
from audit.checks.elections_count import faults_of, totals_of, votes_of
from audit.checks.elections_kin import outcome_among
from audit.checks.elections_residents import Residents
from audit.checks.elections_rules import (
    ADOPTION,
    BASES,
    FINAL_LIST,
    KINSHIP,
    MAJORITY,
    NOMINEES,
    OBJECTIONS,
    QUORUM,
    RERUN_DAYS,
    ROLL,
    TWO_POSTS,
    Election,
    majority_of,
    of_kind,
    turnout_of,
)
from audit.checks.elections_village import Resolutions
from audit.checks.elections_villagers import Villagers
from audit.checks.seen import Json, Look, Seen, nothing
from audit.checks.thresholds import base_of, is_enough, is_same, least_of
from audit.finding import Finding
from audit.remembered import Remembered


@dataclass(slots=True)
class Elections:
    """The checks of one pass over the record."""

    _elections: Remembered[str, Election] = field(default_factory=Remembered)
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
            "elections.kinship-recorded.v1": self._kinship,
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
        self._elections[seen.stream] = Election(seen.data, seen.data["held_on"], Candidates(seen.data))
        yield from nothing()

    def _submitted(self, seen: Seen) -> Iterator[Finding]:
        """What the law fixes the measures repeat as it stands."""
        election, measures = self._of(seen), seen.data["measures"]
        election.measures = measures
        law = of_kind(seen, election, MAJORITY)
        if law is not None and not is_same(law, measures["majority"]):
            yield seen.finding("share", f"the measures ask for {measures['majority']}, the rules for {law}")

    def _voted(self, seen: Seen) -> Iterator[Finding]:
        """All deputies of a congress, or those present: more than half must agree."""
        rule, vote = of_kind(seen, self._of(seen), ADOPTION), seen.data["vote"]
        if rule is None:
            return
        needed = least_of(rule, vote["entitled" if base_of(rule) == "all deputies" else "present"])
        is_adopted = ".measures-adopted." in seen.recorded.type
        if seen.data["needed"] != needed or is_adopted != (vote["agree"] >= needed):
            yield seen.finding("share", f"{vote['agree']} agreed, by own count {needed} are needed")

    def _kinship(self, seen: Seen) -> Iterator[Finding]:
        self._of(seen).kin |= {frozenset((pair["one"], pair["other"])) for pair in seen.data["kin"]}
        return nothing()

    def _roll(self, seen: Seen) -> Iterator[Finding]:
        election, days = self._of(seen), of_kind(seen, self._of(seen), OBJECTIONS)
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
        days = of_kind(seen, election, rules) or 0
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
        rule, totals = turnout_of(seen, election), seen.data["totals"]
        needed = None if rule is None else least_of(rule, totals["entitled"])
        if needed is None or seen.data["needed"] != needed or totals["took_part"] >= needed:
            yield seen.finding("share", f"{totals['took_part']} took part, by own count {needed} are needed")

    def _declared(self, seen: Seen) -> Iterator[Finding]:
        election = self._of(seen)
        yield from self._compared_totals(seen, election)
        totals = seen.data["totals"]
        rule = turnout_of(seen, election)
        if rule is not None and not is_enough(rule, totals["took_part"], totals["entitled"]):
            yield seen.finding("share", f"{totals['took_part']} of {totals['entitled']} are too few")
        if totals["collected"] > totals["took_part"]:
            yield seen.finding("outcome", "more ballots than voters: the poll is void")
        carried: dict[str, int] = {}
        for result in seen.data["results"]:
            yield from self._compared_result(seen, election, result, carried)
            election.elected |= set(result["elected"])
            votes = {one["person"]: one["votes"] for one in result["standings"]}
            carried = {person: number for person, number in votes.items() if person not in election.elected}
        elected = [(result["post"], person) for result in seen.data["results"] for person in result["elected"]]
        if [(winner["post"], winner["person"]) for winner in seen.data["winners"]] != elected:
            yield seen.finding("outcome", "the winners are not those who were elected")

    def _compared_totals(self, seen: Seen, election: Election) -> Iterator[Finding]:
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

    def _compared_result(
        self, seen: Seen, election: Election, result: Json, carried: Mapping[str, int]
    ) -> Iterator[Finding]:
        """`carried`: votes for a higher post that was not won, which count for the lower where a province says so."""
        opened = election.opened or {"ballot": [], "why": ""}
        contest = next((one for one in opened["ballot"] if one["post"] == result["post"]), None)
        if contest is None:
            yield seen.finding("cause", f"{result['post']} was not voted on")
            return
        rule = majority_of(seen, election, contest)
        base = 0 if rule is None else seen.data["totals"][BASES[base_of(rule)]]
        needed = 0 if rule is None else least_of(rule, base)
        if not is_same(rule, result["threshold"]) or (result["base"], result["needed"]) != (base, needed):
            yield seen.finding(
                "share", f"{result['post']}: {result['needed']} of {result['base']}, own {needed} of {base}"
            )
        votes = votes_of({name: counted[-1] for name, counted in election.counts.items()}, result["post"])
        if of_kind(seen, election, TWO_POSTS) == "carried_down":
            votes.update({person: carried.get(person, 0) for person in votes})
        if {one["person"]: one["votes"] for one in result["standings"]} != dict(votes):
            yield seen.finding("count", f"{result['post']}: votes that are no sums of the boxes")
        for_women = election.women.counted(contest, opened["why"], result)
        kin = election.kin if of_kind(seen, election, KINSHIP) else set()
        own = outcome_among(votes, contest["seats"], needed, election.elected, kin, *for_women)
        said = (result["elected"], result["tied"], result["tied_seats"], result["open_seats"])
        if said != (own.elected, own.tied, own.tied_seats, own.open_seats):
            yield seen.finding(
                "outcome", f"{result['post']}: by own count {', '.join(own.elected) or 'nobody'} is elected"
            )

    def _rerun(self, seen: Seen) -> Iterator[Finding]:
        election = self._of(seen)
        election.held_on = seen.data["held_on"]
        days = [n for n in (of_kind(seen, election, RERUN_DAYS), election.measures.get("rerun_days")) if n is not None]
        if days and election.last_result is not None:
            last = (date.fromisoformat(election.last_result) + min(days) * ONE_DAY).isoformat()
            if seen.data["held_on"] > last:
                yield seen.finding("limit", f"to be held on {seen.data['held_on']}, the last day is {last}")

    def _of(self, seen: Seen) -> Election:
        """Raise `LookupError` for a stream that begins with something else."""
        return self._elections[seen.stream]
