"""The election committee of one election, and its roll: who runs it, who leaves, who follows, when the roll is final.

Law: Electoral Law, arts. 10, 28, 29 (选举法); Organic Law of the Villagers' Committees, arts. 12, 14
(村民委员会组织法); draft opinion on residents' committees (document 5 §二(三)1(2)-(3)).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from contracts.elections.election.messages import (
    CommitteeChairNamed,
    CommitteeMemberLeft,
    ElectionCommitteeFormed,
    NoSubstitute,
    RollClosed,
    RollPublished,
    SubstitutesChosen,
    SubstituteSeated,
)


@dataclass(frozen=True, slots=True)
class Committee:
    """`order`: everyone chosen, in order of votes; `left` never comes back. `size` is how many members there are."""

    order: tuple[str, ...]
    members: tuple[str, ...]
    size: int
    chair: str
    left: frozenset[str] = frozenset()

    def following(self, barred: frozenset[str]) -> str | None:
        """Who is next by the order of votes: neither a member, nor one who left, nor one who is barred."""
        taken = {*self.members, *self.left, *barred}
        return next((person for person in self.order if person not in taken), None)

    @property
    def open_seats(self) -> int:
        return self.size - len(self.members)


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll as published; `voters` is its number once it is final."""

    published_on: date
    objections_until: date | None
    voters: int
    is_final: bool = False


RollFact = RollPublished | RollClosed
MemberFact = (
    ElectionCommitteeFormed
    | CommitteeMemberLeft
    | NoSubstitute
    | SubstituteSeated
    | SubstitutesChosen
    | CommitteeChairNamed
)


def evolve_committee(committee: Committee | None, fact: MemberFact) -> Committee:
    if isinstance(fact, ElectionCommitteeFormed):
        order = tuple(each.person for each in fact.chosen)
        return Committee(order=order, members=order[: fact.size], size=fact.size, chair=fact.chair)
    assert committee is not None
    match fact:
        case CommitteeMemberLeft():
            members = tuple(person for person in committee.members if person != fact.person)
            return replace(committee, members=members, left=committee.left | {fact.person})
        case SubstituteSeated():
            return replace(committee, members=(*committee.members, fact.person))
        case SubstitutesChosen():
            return replace(committee, order=(*committee.order, *(each.person for each in fact.chosen)))
        case CommitteeChairNamed():
            return replace(committee, chair=fact.person)
        case NoSubstitute():
            return committee
        case _:
            assert_never(fact)


def evolve_roll(roll: Roll | None, fact: RollFact) -> Roll:
    match fact:
        case RollPublished():
            return Roll(fact.published_on, fact.objections_until, fact.voters)
        case RollClosed():
            assert roll is not None
            return replace(roll, voters=fact.voters, is_final=True)
        case _:
            assert_never(fact)
