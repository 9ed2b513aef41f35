"""Letters, visits and opinions: what is asked of one (S10).

Law: county opinion (document 1 §四2三要); Regulation on Petition Work (信访工作条例), arts 20, 23, 29-36.
"""

from enum import StrEnum
from typing import Annotated, get_args

from marshmallow.validate import Range

from contracts.deadlines import Stop
from contracts.mediation.vocabulary import Means, PartyRef
from contracts.message import command, shape
from contracts.vocabulary import ActingRole, ActingUnit, Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


class PetitionClass(StrEnum):
    """A suggestion (建议意见), an accusation (检举控告), a claim (申诉求决)."""

    SUGGESTION = "suggestion"
    ACCUSATION = "accusation"
    CLAIM = "claim"


class WayOf(StrEnum):
    """The way it takes. The first is that of suggestions, the second of accusations, the rest the six of claims (31).

    Only `petition_handling`, the sixth, has the written opinion, the sixty days, review and recheck.
    """

    STUDY = "study"
    DISCIPLINE_OR_POWER = "discipline_or_power"
    JUDICIAL = "judicial"
    ARBITRATION = "arbitration"
    PARTY_APPEAL = "party_appeal"
    ADMINISTRATIVE_PROCEDURE = "administrative_procedure"
    STATUTORY_DUTY = "statutory_duty"
    PETITION_HANDLING = "petition_handling"


WAYS: dict[PetitionClass, frozenset[WayOf]] = {
    PetitionClass.SUGGESTION: frozenset({WayOf.STUDY}),
    PetitionClass.ACCUSATION: frozenset({WayOf.DISCIPLINE_OR_POWER}),
    PetitionClass.CLAIM: frozenset(WayOf) - {WayOf.STUDY, WayOf.DISCIPLINE_OR_POWER},
}
"""Class to the ways that are open to it."""


class NotAccepted(StrEnum):
    """Why a petition is not accepted: outside the powers; pending elsewhere; final; another procedure comes first."""

    OUTSIDE_POWERS = "outside_powers"
    PENDING_ELSEWHERE = "pending_elsewhere"
    FINAL = "final"
    OTHER_PROCEDURE = "other_procedure"


class ResultOutcome(StrEnum):
    """What became of it, in the words of who answers an objection. `elsewhere`: the text says where it belongs."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly-upheld"
    NOT_UPHELD = "not-upheld"
    EXPLAINED = "explained"
    ELSEWHERE = "elsewhere"


class ReviewLevel(StrEnum):
    """Review by the next higher body (复查), recheck one level further up (复核)."""

    REVIEW = "review"
    RECHECK = "recheck"


class PetitionStep(StrEnum):
    """What can be overdue: telling of acceptance, handling, review, recheck."""

    TELL = "tell"
    HANDLE = "handle"
    REVIEW = "review"
    RECHECK = "recheck"


@shape
class PetitionClock:
    """The ledger of a time limit in calendar days, as `contracts.suspension` keeps it.

    It runs after `running_since`, or stands still after `stopped_after`; due before `due_at`, None while it stands.
    """

    budget: Count
    consumed: Count
    running_since: Day | None
    stopped_after: Day | None
    holding: tuple[Name, ...]
    stops: tuple[Stop, ...]
    due_on: Day | None
    due_at: Instant | None


# Commands


@command
class ClassifyPetition:
    """Say what it is and which way it takes. `accused`: whom an accusation is against, by reference or unit code.

    Refused: `route-required` without a way of the class, `unknown-class`, `accused-required`.
    """

    actor: Actor
    unit: UnitCode
    submission: Ref
    petition_class: PetitionClass
    way: WayOf | None = None
    accused: Name | None = None


@command
class TellAcceptance:
    """Tell the person, in writing, whether it is accepted and which way it takes.

    `ground` None: accepted. Not accepted: `responsible` says who has the power. Refused: `not-classified`,
    `told-already`, `responsible-required`, `same-matter-required`, `day-too-early`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    submission: Ref
    ground: NotAccepted | None = None
    responsible: Name | None = None
    same_as: Ref | None = None
    text: Text
    means: Means
    told_on: Day


@command
class SetMethod:
    """Set how it is handled (处理办法): unit, measure, day. Of a claim of the sixth way the rule sets the day.

    Refused: `not-accepted`, `method-set-already`, `deadline-required`, `day-in-past`, `due-day-too-late`,
    `recusal-required`.
    """

    actor: Actor
    unit: UnitCode
    submission: Ref
    handler: UnitCode
    measure: Text
    due_on: Day | None = None


@command
class ExtendHandling:
    """Take more time, approved by the head and told with reasons, all extensions together within the rule's days.

    Refused: `extension-too-long`, `due-date-is-past`, `no-rule-of-time`, `day-too-early`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    submission: Ref
    days: Annotated[int, Range(min=1, max=999)]
    approved_by: Actor
    approved_on: Day
    told_on: Day
    reason: Text


@command
class TellResult:
    """The result was told to the person.

    Refused: `no-result`, `result-told-already`, `day-too-early`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    submission: Ref
    outcome: ResultOutcome
    text: Text
    means: Means
    told_on: Day


@command
class ClosePetition:
    """Close it before the time to ask for review is over: the person wants none (`waives_review`).

    Refused: `result-not-notified` before the person was told, `review-still-open`.
    """

    actor: Actor
    unit: UnitCode
    submission: Ref
    waives_review: bool = False


@command
class AskReview:
    """The person asks for review or, after its answer, for recheck. Too late: recorded, and not opened.

    Refused: `no-review-of-this`, `review-asked-already`, `not-a-party`, `day-too-early`, `date-in-future`.
    """

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    submission: Ref
    by: PartyRef
    level: ReviewLevel
    asked_on: Day
    reasons: Text


@command
class AnswerReview:
    """The higher body answers. Refused: `no-review-asked`, `not-a-higher-body`, `same-person-at-two-levels`."""

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    level: ReviewLevel
    text: Text
    answered_on: Day


@command
class BeginHearing:
    """A hearing begins in the recheck (听证): its time is not counted. Refused: `no-recheck-runs`, `hearing-runs`."""

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    begins_on: Day


@command
class EndHearing:
    """The hearing is over; the time runs from the next day. Refused: `no-hearing-runs`, `day-too-early`."""

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    submission: Ref
    ended_on: Day


@command
class RateHandling:
    """The person rates how it was handled, from 1 to 5.

    Refused: `result-not-notified`, `rated-already`, `not-a-party`.
    """

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    submission: Ref
    by: PartyRef
    rating: Annotated[int, Range(min=1, max=5)]


PetitionCommand = (
    ClassifyPetition
    | TellAcceptance
    | SetMethod
    | ExtendHandling
    | TellResult
    | ClosePetition
    | AskReview
    | AnswerReview
    | BeginHearing
    | EndHearing
    | RateHandling
)
PETITION_COMMANDS: tuple[type, ...] = get_args(PetitionCommand)
