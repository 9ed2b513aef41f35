"""The yearly assessment of one township: leading group, plan, local indicators, the check at year end, commendation.

Law: county opinion on township standardisation, parts 3 and 5 (document 1 §三1, §五1, §五4). State machine S16,
requirements A-006, A-007, A-021 to A-026; AMB-27: "good" is the group's decision, with its reason.
"""

from enum import StrEnum
from typing import Annotated, get_args

from marshmallow.validate import Length, Regexp

from contracts.assessment.cadres import ProposeCadre
from contracts.assessment.vocabulary import Indicator, Term, Year
from contracts.bilingual import Bilingual
from contracts.message import command, shape
from contracts.vocabulary import Actor, Day, Digest, Name, Share, StreamName, Text, UnitCode

LocalIndicator = Annotated[str, Regexp(r"L[1-9][0-9]?\Z", error="Not a local indicator such as L1.")]
"""An indicator that a township adds for itself, beside the county's."""


class Post(StrEnum):
    """Who heads the township's leading group (组长): only the Party secretary may."""

    PARTY_SECRETARY = "party-secretary"
    TOWNSHIP_HEAD = "township-head"
    OTHER = "other"


class NegativeFinding(StrEnum):
    """What is to be prevented: formalism, short-term behaviour, image projects, rebuilding, lost heritage, show."""

    FORMALISM = "formalism"
    SHORT_TERMISM = "short_termism"
    IMAGE_PROJECT = "image_project"
    WASTEFUL_REBUILDING = "wasteful_rebuilding"
    HERITAGE_DAMAGE = "heritage_damage"
    SUPERFICIAL = "superficial"


class Missed(StrEnum):
    """What was not there in time: the plan (实施方案), or the result of the year (年终考核结果)."""

    PLAN = "plan"
    RESULT = "result"


@shape
class PlanStage:
    """One stage of a plan (阶段), with its days and the result it is to have."""

    title: Name
    begins_on: Day
    ends_on: Day
    result: Text


Stages = Annotated[tuple[PlanStage, ...], Length(max=20)]

# Commands


@command
class OpenYear:
    """Begin the township's year. Sent by the service itself, at enrolment and each new year. Twice has no effect."""

    actor: Actor
    unit: UnitCode
    year: Year


@command
class FormLeadingGroup:
    """The township set up its leading group; a later one takes its place.

    Refused: `year-not-open`, `leader-must-be-party-secretary`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    leader: Actor
    post: Post
    formed_on: Day


@command
class FilePlan:
    """File the plan with the office of the county's leading group. What is late is announced first, and accepted.

    Refused: `year-not-open`, `leading-group-required`, `content-required`, `stage-ends-before-it-begins`,
    `plan-already-filed`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    characteristics: Text
    stages: Stages


@command
class AddLocalIndicator:
    """Add an indicator of the township's own. Refused: `year-not-open`, `indicator-exists`, `assessment-begun`."""

    actor: Actor
    unit: UnitCode
    year: Year
    indicator: LocalIndicator
    name: Bilingual


@command
class DropIndicator:
    """Drop a local indicator; one of the county's cannot be dropped.

    Refused: `uniform-indicator`, `indicator-not-in-scheme`, `year-not-open`, `assessment-begun`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    indicator: Indicator


@command
class RecordNegativeFinding:
    """Formalism and the like was found; it stands beside the result. Refused: `year-not-open`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    year: Year
    kind: NegativeFinding
    found_on: Day
    text: Text


@command
class BeginYearEndCheck:
    """The county's assessment group begins to check the township. Refused: `year-not-open`, `check-already-begun`."""

    actor: Actor
    unit: UnitCode
    year: Year


@command
class TakeTownshipSheet:
    """The township's score sheet was closed. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: Term
    sheet: StreamName
    unmet_mandatory: tuple[Indicator, ...]
    vetoed: tuple[Indicator, ...]
    mandatory_share: Share | None
    score: Share | None
    digest: Digest


@command
class DecideCommendation:
    """Commend the township, or not, with the reason: the text gives no threshold.

    Refused: `year-not-open`, `results-missing`, `already-decided`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    commend: bool
    reason: Text


@command
class MarkTownshipOverdue:
    """Announce what has fallen due. Sent by the service itself; nothing due is nothing done."""

    actor: Actor
    unit: UnitCode
    year: Year


TownshipCommand = (
    OpenYear
    | FormLeadingGroup
    | FilePlan
    | AddLocalIndicator
    | DropIndicator
    | RecordNegativeFinding
    | BeginYearEndCheck
    | TakeTownshipSheet
    | DecideCommendation
    | ProposeCadre
    | MarkTownshipOverdue
)
TOWNSHIP_COMMANDS: tuple[type, ...] = get_args(TownshipCommand)
