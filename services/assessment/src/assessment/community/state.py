"""What is known of one community: its rounds by year, the titles it holds, and who has acted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import assert_never

from contracts.assessment.community.messages import (
    AcceptanceApplied,
    AcceptanceBegun,
    AcceptanceRefused,
    CommunityFact,
    CommunityTitleConferred,
    CommunityTitleLost,
    Method,
    MethodRecorded,
    ProgrammeEntered,
    SelfCheckRecorded,
    SheetTaken,
)
from contracts.assessment.community.rules import TitlePolicy
from contracts.assessment.words import Title
from contracts.impartiality import NOTHING_KNOWN, Impartiality, TieLifted, TieRecorded


class Level(StrEnum):
    """Nobody acts at both."""

    SELF_CHECK = "self-check"
    ACCEPTANCE = "acceptance"


@dataclass(frozen=True, slots=True)
class Round:
    """One year on the list."""

    self_check: SelfCheckRecorded | None = None
    is_applied: bool = False
    methods: frozenset[Method] = frozenset()
    sheet: SheetTaken | None = None
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class Community:
    """`times`: title to how often it was conferred; `held`: the titles held now."""

    unit: str | None = None
    rounds: Mapping[int, Round] = field(default_factory=dict)
    held: frozenset[Title] = frozenset()
    times: Mapping[Title, int] = field(default_factory=dict)
    impartial: Impartiality = NOTHING_KNOWN

    def round(self, year: int) -> Round | None:
        return self.rounds.get(year)

    def refuse_partial(self, actor: str, unit: str, level: Level, policy: TitlePolicy) -> None:
        """Nobody whom it concerns, and nobody at two levels."""
        self.impartial.refuse_partial("assessment", (actor,), (unit,), policy.schemes.barring)
        self.impartial.refuse_second_level("assessment", actor, level)

    def acting(self, level: Level, actor: str) -> "Community":
        return replace(self, impartial=self.impartial.acting(level, actor))

    def with_round(self, year: int, listed: Round) -> "Community":
        return replace(self, rounds={**self.rounds, year: listed})


def evolve(community: Community, fact: CommunityFact) -> Community:
    match fact:
        case TieRecorded() | TieLifted():
            return replace(community, impartial=community.impartial.after(fact))
        case CommunityTitleConferred():
            return _conferred(community, fact)
        case CommunityTitleLost():
            lost = set(Title) if fact.title is Title.QUALIFIED else {fact.title}
            return replace(community, held=community.held - lost)
        case ProgrammeEntered():
            return replace(community, unit=fact.unit).with_round(fact.year, Round())
        case (
            SelfCheckRecorded()
            | AcceptanceApplied()
            | AcceptanceBegun()
            | MethodRecorded()
            | SheetTaken()
            | AcceptanceRefused()
        ):
            return _of_round(community, fact)
        case _:
            assert_never(fact)


_OfRound = SelfCheckRecorded | AcceptanceApplied | AcceptanceBegun | MethodRecorded | SheetTaken | AcceptanceRefused


def _of_round(community: Community, fact: _OfRound) -> Community:
    listed = community.rounds.get(fact.year, Round())
    match fact:
        case SelfCheckRecorded():
            after = community.with_round(fact.year, replace(listed, self_check=fact))
            return after.acting(Level.SELF_CHECK, fact.checked_by)
        case AcceptanceApplied():
            return community.with_round(fact.year, replace(listed, is_applied=True))
        case AcceptanceBegun():
            return community
        case MethodRecorded():
            after = community.with_round(fact.year, replace(listed, methods=listed.methods | {fact.method}))
            return after.acting(Level.ACCEPTANCE, fact.recorded_by)
        case SheetTaken():
            return community.with_round(fact.year, replace(listed, sheet=fact))
        case AcceptanceRefused():
            after = community.with_round(fact.year, replace(listed, is_decided=True))
            return after.acting(Level.ACCEPTANCE, fact.refused_by)
        case _:
            assert_never(fact)


def _conferred(community: Community, fact: CommunityTitleConferred) -> Community:
    listed = community.rounds.get(fact.year, Round())
    after = replace(
        community,
        held=community.held | {fact.title},
        times={**community.times, fact.title: fact.time},
    ).with_round(fact.year, replace(listed, is_decided=True))
    return after.acting(Level.ACCEPTANCE, fact.conferred_by)
