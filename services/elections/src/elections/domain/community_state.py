"""What is known of one community that is set up."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from contracts.elections.community.messages import (
    CommunityEstablished,
    CommunityFact,
    CommunityFiled,
    CommunityFormed,
    CommunityProposed,
    FilingOverdue,
    FormationBegun,
    FormationOverdue,
    SetUpStep,
)


@dataclass(frozen=True, slots=True)
class Community:
    """`step` None: there is none. `due_on`, `due_at`: of what is owed now. `is_said`: that this is late.

    `formed_on`: the day on which its committee was elected.
    """

    step: SetUpStep | None = None
    proposed: CommunityProposed | None = None
    formed_on: date | None = None
    due_on: date | None = None
    due_at: datetime | None = None
    is_said: bool = False


def evolve(community: Community, fact: CommunityFact) -> Community:
    match fact:
        case CommunityProposed():
            return Community(step=SetUpStep.PROPOSED, proposed=fact)
        case CommunityEstablished():
            return replace(community, step=SetUpStep.APPROVED)
        case FormationBegun():
            return replace(community, step=SetUpStep.FORMING, due_on=fact.due_on, due_at=fact.due_at)
        case CommunityFormed():
            return _formed(community, fact)
        case FormationOverdue() | FilingOverdue():
            return replace(community, is_said=True)
        case CommunityFiled():
            return replace(community, step=SetUpStep.FILED, due_on=None, due_at=None)
        case _:
            assert_never(fact)


def _formed(community: Community, fact: CommunityFormed) -> Community:
    return replace(
        community,
        step=SetUpStep.FORMED,
        formed_on=fact.formed_on,
        due_on=fact.filing_due_on,
        due_at=fact.filing_due_at,
        is_said=False,
    )
