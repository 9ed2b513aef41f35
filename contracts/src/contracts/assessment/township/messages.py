"""The yearly assessment of one township: leading group, plan, local indicators, check at year end, commendation.

What is proposed of a cadre rests on the year's result. Persons are named by reference, who they are is the operator's.

Law: county opinion on township standardisation, parts 3 and 5 (document 1 §三1, §五1, §五4); its part 4 item 6
(document 1 §四6五要): every proposal rests on a result. State machine S16, requirements A-006, A-007, A-021 to A-028;
AMB-27: "good" is the group's decision, with its reason.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Regexp

from contracts.assessment.words import Indicator, SchemeCode, Term, Year
from contracts.bilingual import Bilingual
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Name, Share, StreamName, Text, UnitCode


@command
class OpenYear:
    """Begin the township's year. Sent by the service itself, at enrolment and each new year. Twice has no effect."""

    actor: Actor
    unit: UnitCode
    year: Year


class Post(StrEnum):
    """Who heads the township's leading group (组长): only the Party secretary may."""

    PARTY_SECRETARY = "party-secretary"
    TOWNSHIP_HEAD = "township-head"
    OTHER = "other"


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


@shape
class PlanStage:
    """One stage of a plan (阶段), with its days and the result it is to have."""

    title: Name
    begins_on: Day
    ends_on: Day
    result: Text


Stages = Annotated[tuple[PlanStage, ...], Length(max=20)]


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


LocalIndicator = Annotated[str, Regexp(r"L[1-9][0-9]?\Z", error="Not a local indicator such as L1.")]
"""An indicator that a township adds for itself, beside the county's."""


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


class NegativeFinding(StrEnum):
    """What is to be prevented: formalism, short-term behaviour, image projects, rebuilding, lost heritage, show."""

    FORMALISM = "formalism"
    SHORT_TERMISM = "short_termism"
    IMAGE_PROJECT = "image_project"
    WASTEFUL_REBUILDING = "wasteful_rebuilding"
    HERITAGE_DAMAGE = "heritage_damage"
    SUPERFICIAL = "superficial"


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


class Movement(StrEnum):
    """Cadres move up and down (干部能上能下): promotion, demotion, or the post is kept."""

    PROMOTE = "promote"
    DEMOTE = "demote"
    KEEP = "keep"


@command
class ProposeCadre:
    """Propose what becomes of a cadre of the township. The year's result is linked by itself, and there has to be one.

    Refused: `year-not-open`, `results-missing`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    cadre: Actor
    movement: Movement
    reason: Text


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


@fact
class YearOpened:
    """A township's year of assessment; instants by which plan and result have to be there, None where no rule says."""

    unit: UnitCode
    year: Year
    plan_due_at: Instant | None
    result_due_at: Instant | None
    next_at: Instant
    opened_at: Instant


@fact
class LeadingGroupFormed:
    """The township's leading group, headed by its Party secretary (领导小组)."""

    unit: UnitCode
    year: Year
    leader: Actor
    formed_on: Day
    recorded_at: Instant


@fact
class PlanFiled:
    """The implementation plan is filed (实施方案报送); late if not before `due_at`."""

    unit: UnitCode
    year: Year
    characteristics: Text
    stages: Stages
    due_at: Instant | None
    filed_by: Actor
    filed_at: Instant


@fact
class LocalIndicatorAdded:
    """An indicator of the township's own (自选指标)."""

    unit: UnitCode
    year: Year
    indicator: LocalIndicator
    name: Bilingual
    added_at: Instant


@fact
class LocalIndicatorDropped:
    """A local indicator is dropped."""

    unit: UnitCode
    year: Year
    indicator: LocalIndicator
    dropped_at: Instant


@fact
class NegativeFindingRecorded:
    """Something to be prevented was found (防止事项); shown with the year's result."""

    unit: UnitCode
    year: Year
    kind: NegativeFinding
    found_on: Day
    text: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class YearEndCheckBegun:
    """The county's group checks the township (年终考核); a score sheet is opened for it."""

    unit: UnitCode
    year: Year
    scheme: SchemeCode
    begun_by: Actor
    begun_at: Instant


@fact
class TownshipAssessed:
    """All owners have recorded, and the year's result is counted; `findings` is how many negative ones stand by it."""

    unit: UnitCode
    year: Year
    sheet: StreamName
    unmet_mandatory: tuple[Indicator, ...]
    mandatory_share: Share | None
    score: Share | None
    digest: Digest
    findings: Count
    due_at: Instant | None
    assessed_at: Instant


@fact
class TownshipCommended:
    """A township with good results is commended (表彰奖励); disclosure publishes the list."""

    unit: UnitCode
    year: Year
    score: Share | None
    digest: Digest
    reason: Text
    decided_by: Actor
    commended_at: Instant


@fact
class TownshipNotCommended:
    """The group decided not to commend, with the reason."""

    unit: UnitCode
    year: Year
    score: Share | None
    digest: Digest
    reason: Text
    decided_by: Actor
    decided_at: Instant


class Missed(StrEnum):
    """What was not there in time: the plan (实施方案), or the result of the year (年终考核结果)."""

    PLAN = "plan"
    RESULT = "result"


@fact
class TownshipOverdue:
    """The day passed by which the plan, or the result of the year, had to be there; said once for each."""

    unit: UnitCode
    year: Year
    missed: Missed
    due_at: Instant
    announced_at: Instant


@fact
class CadreProposed:
    """A proposal (选拔任用建议) with the result that it rests on: the township's sheet, score and negative findings."""

    unit: UnitCode
    year: Year
    cadre: Actor
    movement: Movement
    reason: Text
    sheet: StreamName
    score: Share | None
    digest: Digest
    findings: Count
    proposed_by: Actor
    proposed_at: Instant


TownshipFact = (
    YearOpened
    | LeadingGroupFormed
    | PlanFiled
    | LocalIndicatorAdded
    | LocalIndicatorDropped
    | NegativeFindingRecorded
    | YearEndCheckBegun
    | TownshipAssessed
    | TownshipCommended
    | TownshipNotCommended
    | CadreProposed
    | TownshipOverdue
)


@question
class TownshipsOfArea:
    """The years of a township, or of every township in an area, in the order of codes and years: the trend (A-008)."""

    unit: UnitCode


@question
class CadreFile:
    """What was proposed of a cadre in the area of `unit`, each time with the result it rested on, oldest first."""

    unit: UnitCode
    cadre: Actor


@shape
class TownshipYearLine:
    """Where one year stands; `is_commended` None while nothing is decided."""

    unit: UnitCode
    year: Year
    has_group: bool
    plan_filed_at: Instant | None
    is_plan_overdue: bool
    is_result_overdue: bool
    assessed_at: Instant | None
    score: Share | None
    digest: Digest | None
    findings: Count
    is_commended: bool | None
    reason: Text | None


@answer
class TownshipsOfAreaAnswer:
    """One page of years; `next` is the token of the page after it."""

    years: tuple[TownshipYearLine, ...]
    next: str | None


@answer
class CadreFileAnswer:
    """One page of proposals; `next` is the token of the page after it."""

    cadre: Actor
    proposals: tuple[CadreProposed, ...]
    next: str | None
