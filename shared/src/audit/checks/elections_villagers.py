"""A village's representatives and groups, reckoned anew: how many represent it, quorums, majorities, quarters.

Law: Organic Law of the Villagers' Committees (村民委员会组织法), arts. 25, 26, 28.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from audit.checks.quarters import not_over, quarter_of
from audit.checks.seen import Look, Seen
from audit.checks.thresholds import is_enough, least_of
from audit.finding import Finding
from audit.remembered import Remembered

SHARE, WOMEN = "village.reps.share.min", "village.reps.women.min"
HOUSEHOLDS = "village.reps.households"
QUORUM, PROPOSAL = "village.reps.quorum.min", "village.reps.proposal.min"
PER_QUARTER = "village.reps.meetings_per_quarter"
GROUP_QUORUM, MAJORITY = "village.group.quorum.min", "village.meeting.majority"


@dataclass(slots=True)
class Villagers:
    """The checks of one pass over the record."""

    _representatives: Remembered[str, int] = field(default_factory=Remembered)
    _held: Remembered[tuple[str, int, int], int] = field(default_factory=lambda: Remembered(int))

    @property
    def reads(self) -> Mapping[str, Look]:
        return {
            "elections.representatives-entered.v1": self._entered,
            "elections.representatives-met.v1": self._met,
            "elections.representatives-meeting-missed.v1": self._missed,
            "elections.group-decided.v1": _group_decided,
        }

    def _entered(self, seen: Seen) -> Iterator[Finding]:
        """At least four fifths of the meeting's members, a third of them women, one for five to fifteen households."""
        data = seen.data
        representatives, members = data["representatives"], data["representatives"] + data["committee_members"]
        self._representatives[seen.stream] = representatives
        for name, number in ((SHARE, representatives), (WOMEN, data["women"])):
            rule = seen.value(name)
            if rule is not None and not is_enough(rule, number, members):
                yield seen.finding("share", f"{number} of {members} members, {least_of(rule, members)} are needed")
        ends = seen.value(HOUSEHOLDS) if data["chosen_by"] == "households" else None
        if ends and not ends["min"] * representatives <= data["households"] <= ends["max"] * representatives:
            yield seen.finding("limit", f"{data['households']} households choose {representatives}")

    def _met(self, seen: Seen) -> Iterator[Finding]:
        data, held_on = seen.data, date.fromisoformat(seen.data["held_on"])
        self._held[seen.stream, held_on.year, quarter_of(held_on)] += 1
        quorum, proposal = seen.value(QUORUM), seen.value(PROPOSAL)
        if quorum is not None and not is_enough(quorum, data["attended"], data["members"]):
            yield seen.finding("share", f"{data['attended']} of {data['members']} members are no quorum")
        whole = self._representatives.get(seen.stream, 0)
        proposers = data["proposers"] or 0
        if data["called_by"] == "representatives" and proposal and not is_enough(proposal, proposers, whole):
            yield seen.finding("share", f"{proposers} of {whole} representatives asked for it")

    def _missed(self, seen: Seen) -> Iterator[Finding]:
        data = seen.data
        own = self._held[seen.stream, data["year"], data["quarter"]]
        if data["held"] != own or own >= (seen.value(PER_QUARTER) or 0):
            yield seen.finding("overdue-early", f"{data['held']} said to be held, by own count {own}")
        yield from not_over(seen, data["year"], data["quarter"])


def _group_decided(seen: Seen) -> Iterator[Finding]:
    """Two thirds of the adults, or of the households; more than half of those who came."""
    present = [one for one in (seen.data["adults"], seen.data["households"]) if one is not None]
    quorum, majority = seen.value(GROUP_QUORUM), seen.value(MAJORITY)
    if quorum is not None and not any(is_enough(quorum, one["attended"], one["entitled"]) for one in present):
        yield seen.finding("share", "fewer than the share of a group that has to come")
    if majority is None:
        return
    needed = least_of(majority, present[0]["attended"])
    if seen.data["needed"] != needed or seen.data["is_adopted"] != (seen.data["agreed"] >= needed):
        yield seen.finding("share", f"{seen.data['agreed']} agreed, by own count {needed} are needed")
