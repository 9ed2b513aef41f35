"""Letters, visits and opinions: what is recorded of one (S10).

Law: county opinion (document 1 §四2三要); Regulation on Petition Work (信访工作条例), arts 20, 23, 29-36.
"""

from typing import get_args

from contracts.mediation.petitions import (
    NotAccepted,
    PetitionClass,
    PetitionClock,
    PetitionStep,
    ResultOutcome,
    ReviewLevel,
    WayOf,
)
from contracts.mediation.vocabulary import Means, Origin, PartyRef
from contracts.message import fact
from contracts.vocabulary import ActingUnit, Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


@fact
class PetitionClassified:
    """What it is and which way it takes (分类). The accused never see it; nobody bound to them handles it."""

    unit: UnitCode
    submission: Ref
    petition_class: PetitionClass
    way: WayOf
    accused: Name | None
    classified_by: Actor
    classified_at: Instant


@fact
class AcceptanceTold:
    """The person was told whether it is accepted and which way it takes (告知受理).

    `ground` None: accepted on `told_on`. `clock`: the time of the written opinion, for a claim of the sixth way.
    """

    unit: UnitCode
    submission: Ref
    ground: NotAccepted | None
    responsible: Name | None
    same_as: Ref | None
    text: Text
    means: Means
    told_on: Day
    clock: PetitionClock | None
    told_by: Actor
    recorded_at: Instant


@fact
class MethodSet:
    """How it is handled (处理办法): by whom, how, until when; the unit may return it until `return_by`."""

    unit: UnitCode
    submission: Ref
    handler: UnitCode
    measure: Text
    return_on: Day
    return_by: Instant
    due_on: Day | None
    due_at: Instant | None
    set_by: Actor
    set_at: Instant


@fact
class HandlingExtended:
    """More time was taken (延期), approved and told with reasons."""

    unit: UnitCode
    submission: Ref
    days: Count
    approved_by: Actor
    approved_on: Day
    told_on: Day
    reason: Text
    clock: PetitionClock
    recorded_at: Instant


@fact
class OpinionResultTold:
    """The person was told what became of it (告知处理结果). Who handed it over finds its own matter in `origin`.

    `review_on`: the last day to ask for review, of a claim of the sixth way.
    """

    unit: UnitCode
    submission: Ref
    origin: Origin | None
    outcome: ResultOutcome
    text: Text
    means: Means
    told_on: Day
    review_on: Day | None
    review_by: Instant | None
    told_by: Actor
    recorded_at: Instant


@fact
class ReviewAsked:
    """Review or recheck was asked for in time (申请复查、复核)."""

    unit: UnitCode
    submission: Ref
    level: ReviewLevel
    by: PartyRef
    asked_on: Day
    reasons: Text
    clock: PetitionClock
    recorded_by: Actor
    recorded_at: Instant


@fact
class ReviewLate:
    """It was asked for after the last day (逾期申请): recorded, and nothing is opened by it."""

    unit: UnitCode
    submission: Ref
    level: ReviewLevel
    by: PartyRef
    asked_on: Day
    last_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class ReviewAnswered:
    """The higher body answered (复查意见、复核意见); late if not before `due_at`.

    `recheck_on`: the last day to ask for recheck; None: this is the last word, the same facts are not accepted again.
    """

    unit: UnitCode
    submission: Ref
    level: ReviewLevel
    body: ActingUnit
    text: Text
    answered_on: Day
    due_at: Instant | None
    recheck_on: Day | None
    recheck_by: Instant | None
    answered_by: Actor
    recorded_at: Instant


@fact
class HearingBegun:
    """A hearing began in the recheck (举行听证): its time is not counted."""

    unit: UnitCode
    submission: Ref
    begins_on: Day
    clock: PetitionClock
    recorded_by: Actor
    recorded_at: Instant


@fact
class HearingEnded:
    """The hearing is over (听证结束); the time runs on."""

    unit: UnitCode
    submission: Ref
    ended_on: Day
    clock: PetitionClock
    recorded_by: Actor
    recorded_at: Instant


@fact
class PetitionOverdue:
    """A time limit of the regulation passed (逾期): of telling, handling, review or recheck."""

    unit: UnitCode
    submission: Ref
    step: PetitionStep
    due_at: Instant
    announced_at: Instant


@fact
class HandlingRated:
    """The person rated how it was handled (满意度评价), from 1 to 5."""

    unit: UnitCode
    submission: Ref
    by: PartyRef
    rating: Count
    rated_at: Instant


PetitionFact = (
    PetitionClassified
    | AcceptanceTold
    | MethodSet
    | HandlingExtended
    | OpinionResultTold
    | ReviewAsked
    | ReviewLate
    | ReviewAnswered
    | HearingBegun
    | HearingEnded
    | PetitionOverdue
    | HandlingRated
)
PETITION_FACTS: tuple[type, ...] = get_args(PetitionFact)
