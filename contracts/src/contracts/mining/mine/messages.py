"""A mine: registered, built and assessed as a green mine, certified, watched, removed; and its land.

`unit` is the mine: an enterprise's unit inside the township where the mine lies (`360730101-shilong`). Its stream is
`mining_mine-<unit>` (S13). Before anything is scored, the mine meets what the scheme makes a veto (先决条件). A round
follows the standard and the rules that it began with. What other services react to names the mine, the day and the
clause. Areas of land are in square metres, money in yuan.

Law: opinion on green mines, part 2 item 2, part 4 item 1 and part 7 item 3 (document 3 §二(二)¶5, §四(一), §七(三));
part 6 (document 3 §六(二)*¶1-¶3, §六(三)), whose beginning is lost: land for a green mine, and the fund for which it is
recommended. The national schemes of 2020 and 2024 (绿色矿山评价指标) are known by concordant excerpts only (statutes
3.7). What the source has lost is rules of a pack, never invented as its text.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range, Regexp

from contracts.bilingual import Bilingual
from contracts.errors import Malformed
from contracts.impartiality import TieCommand, TieFact
from contracts.message import answer, command, fact, question, shape
from contracts.mining.words import Located, MineLevel, Word
from contracts.sealed import Particular, Sealed
from contracts.vocabulary import Actor, Count, Day, Digest, Id, Instant, Name, Ref, Share, StreamName, Text, UnitCode


@command
class RegisterMine:
    """Put a mine on the register. `holder` has the mining right (采矿权人), which follows the master plan `plan`.

    Refused: `mining.mine-already-registered`, `mining.not-in-a-township`, `mining.unknown-size`.
    """

    actor: Actor
    unit: UnitCode
    mine: Bilingual
    holder: UnitCode
    mineral: Word
    kind: Word
    size: Word
    plan: Name


@command
class ChoosePilot:
    """Choose the mine as a pilot (试点). Refused: `mining.pilot-reason-required`, `mining.pilot-already`."""

    actor: Actor
    unit: UnitCode
    reason: Text | None = None


Years = Annotated[Share, Range(min=0, max=10_000)]
"""A time in years, exact."""


Some = Length(max=50)


@shape
class Licence:
    """A licence (采矿许可证、安全生产许可证 …) and the days it is good for."""

    name: Name
    valid_from: Day
    valid_to: Day | None = None
    evidence: Digest


@shape
class Incident:
    """A penalty (行政处罚) or an accident; `resolved_on`: rectified and accepted on that day."""

    happened_on: Day
    is_major: bool
    resolved_on: Day | None = None
    evidence: Digest


@shape
class AbnormalEntry:
    """Entered on the list of abnormal operations (异常名录) for these days; `until` None: still there."""

    since: Day
    until: Day | None = None


@shape
class Standing:
    """What an authority attests of a mine; what follows from it for a notice is for the rules to say."""

    licences: Annotated[tuple[Licence, ...], Length(min=1, max=20)]
    penalties: Annotated[tuple[Incident, ...], Some] = ()
    accidents: Annotated[tuple[Incident, ...], Some] = ()
    abnormal: Annotated[tuple[AbnormalEntry, ...], Some] = ()
    is_operating: bool
    reserves: Years


@command
class CheckPrerequisites:
    """Check, before anything is scored, what the scheme makes a veto, as of the day of the selection notice (遴选通知).

    `located` is made by the service's door from the `boundary` that a caller sends.

    Refused: `mining.standard-required` if no scheme is loaded, `mining.round-is-open`, `mining.date-in-future`,
    `mining.red-lines-required`.
    """

    actor: Actor
    unit: UnitCode
    notice: Ref
    notice_on: Day
    standing: Standing
    located: Located


@command
class BeginBuilding:
    """The enterprise begins to build a green mine by a standard (建设), for a notice whose prerequisites it meets.

    `rectification`: what was put right, where the mine was removed or rejected before. Refused:
    `mining.prerequisite-not-met`, `mining.policy-expired`, `mining.standard-required`, `mining.pass-mark-unset`,
    `mining.dimensions-incomplete`, `mining.standard-not-in-force`, `mining.rectification-required`.
    """

    actor: Actor
    unit: UnitCode
    notice: Ref
    standard: Word
    rectification: Text | None = None


ItemCode = Annotated[
    str, Regexp(r"[a-z][a-z_]{0,40}\.[a-z0-9][a-z0-9-]{0,20}\Z", error="Not <dimension>.<item> of a standard.")
]
"""One item (三级指标) of a standard; what stands before the point is its dimension (一级指标)."""


MOST_ITEMS = 200
"""How many items a standard may have; the longest known has 100."""

PointsOfItems = Annotated[Mapping[ItemCode, Share], Length(min=1, max=MOST_ITEMS)]
"""Item to points."""


Remarks = Annotated[Mapping[ItemCode, Text], Length(max=MOST_ITEMS)]
"""Item to what is said of it."""


@command
class AssessOwnMine:
    """The enterprise gives itself points (企业自评). `not_applicable`: item to why the mine cannot have it."""

    actor: Actor
    unit: UnitCode
    points: PointsOfItems
    not_applicable: Remarks


@shape
class TeamMember:
    """One of the team; `is_mid_level`: has a title of the middle grade or a higher one (中级以上职称)."""

    person: Actor
    is_leader: bool
    is_mid_level: bool
    is_senior: bool
    is_full_time: bool


Team = Annotated[tuple[TeamMember, ...], Length(min=1, max=30)]


@command
class AppointEvaluator:
    """Appoint the third party (第三方评估机构), bought by the government: `paid_by` pays for it.

    Refused: `mining.recusal-required`, `mining.team-too-small`, `mining.team-not-qualified`,
    `mining.leader-not-full-time`, `mining.evaluator-too-small`, `mining.evaluator-helped-mine`,
    `mining.evaluator-paid-by-mine`.
    """

    actor: Actor
    unit: UnitCode
    evaluator: UnitCode
    team: Team
    professionals: Count
    senior_professionals: Count
    has_helped_mine: bool
    paid_by: UnitCode


@command
class RecordEvaluation:
    """The third party gives its points, item by item. `site_notes`: item to what was seen where both differ much."""

    actor: Actor
    unit: UnitCode
    points: PointsOfItems
    not_applicable: Remarks
    site_notes: Remarks
    report: Digest


class ReviewVerdict(StrEnum):
    """What a level makes of the materials: handed on, or back (退回) to the level below."""

    FORWARD = "forward"
    BACK = "back"


@command
class RecommendMine:
    """The county reviews the materials (县级审核、推荐)."""

    actor: Actor
    unit: UnitCode
    verdict: ReviewVerdict
    reason: Text | None = None


@command
class ReviewMine:
    """The city reviews the materials (市级复核)."""

    actor: Actor
    unit: UnitCode
    verdict: ReviewVerdict
    reason: Text | None = None


@command
class ConfirmMine:
    """The province reviews the materials (省级核查)."""

    actor: Actor
    unit: UnitCode
    verdict: ReviewVerdict
    reason: Text | None = None


@command
class PostNotice:
    """The list is posted for objections (公示) from `from_on` on. `working_days`: where no rule sets how long."""

    actor: Actor
    unit: UnitCode
    from_on: Day
    working_days: Count | None = None


Said = Annotated[Sealed, Particular("statement", case="tip", within="unit", most=4000)]
"""What somebody says of a mine, sealed under the key `case:<unit>-<tip>` of the one tip or objection."""


@command
class RecordObjection:
    """Somebody objected to the listing (异议); anonymous and late ones are kept too. `tip` names it."""

    actor: Actor
    unit: UnitCode
    tip: Id
    received_on: Day
    is_signed: bool
    text: Said


@command
class AnswerObjection:
    """Answer an admissible objection. Upheld: the mine is not listed in this round."""

    actor: Actor
    unit: UnitCode
    tip: Id
    is_upheld: bool
    text: Text


@command
class CertifyMine:
    """Enter the mine in the directory (列入名录) as of `certified_on`, the day of the announcement."""

    actor: Actor
    unit: UnitCode
    certified_on: Day


@command
class RejectMine:
    """Do not list the mine (不予列入)."""

    actor: Actor
    unit: UnitCode
    reason: Text


@command
class SubmitTip:
    """Say something about a mine (社会监督). `tip` is made by who submits, and their receipt. `text` is sealed."""

    actor: Actor
    unit: UnitCode
    tip: Id
    text: Said


@command
class RecordFinding:
    """What daily supervision found at a listed mine (日常监督管理)."""

    actor: Actor
    unit: UnitCode
    found_on: Day
    text: Text


class ReviewOutcome(StrEnum):
    """What a review of a listed mine comes to."""

    NO_BREACH = "no-breach"
    """未发现问题."""
    CURE = "cure"
    """限期整改: it no longer meets the indicators, and is given time."""
    REMOVAL = "removal"
    """移出名录."""


class RemovalGround(StrEnum):
    """Why a mine leaves the directory (退出情形), as far as the sources name it: their list of 2024 is not known."""

    STANDARD_BREACHED = "standard-breached"
    """不再符合标准 (3 §二(二)¶5)."""
    NOT_CURED = "not-cured"
    """限期整改不到位."""
    FALSIFICATION = "falsification"
    """弄虚作假: the result never stood, the mine is out from the day of its listing on."""
    PREREQUISITE_LOST = "prerequisite-lost"
    """先决条件不再具备."""
    CLOSED = "closed"
    """矿山关闭."""


@command
class DecideReview:
    """Settle the review of a listed mine. `ground` and `announced_on` where it is removed."""

    actor: Actor
    unit: UnitCode
    outcome: ReviewOutcome
    text: Text
    ground: RemovalGround | None = None
    announced_on: Day | None = None


@command
class ConfirmCure:
    """What had to be put right has been, in time, and was checked on the site (整改验收)."""

    actor: Actor
    unit: UnitCode
    text: Text


@command
class MarkCureOverdue:
    """Announce that the time for putting right has passed. Sent by the service itself."""

    actor: Actor
    unit: UnitCode


Year = Annotated[int, Range(min=1900, max=2199)]
SquareMetres = Annotated[int, Range(min=1, max=10_000_000_000)]


@command
class IncludeInLandPlan:
    """Take the mine's land into an adjusted land-use plan (纳入土地利用规划). Refused: `mining.not-green-mine`."""

    actor: Actor
    unit: UnitCode
    plan: Name
    year: Year
    square_metres: SquareMetres


@command
class RequestLand:
    """Ask for new construction land (新增建设用地); a green mine's reasonable need comes first.

    Refused: `mining.not-green-mine`, `mining.unknown-land-request`.
    """

    actor: Actor
    unit: UnitCode
    kind: Word
    year: Year
    square_metres: SquareMetres
    reason: Text


@shape
class Instalment:
    """A part of the price, due by a day (分期缴纳)."""

    due_on: Day
    amount: Count


Instalments = Annotated[tuple[Instalment, ...], Length(max=60)]


@command
class SupplyLand:
    """Supply land to the mine after the construction-land procedure. `years` where the term is chosen (弹性出让).

    Refused: `mining.invalid-land-mode`, `mining.land-procedure-required`, `mining.term-exceeds-maximum`,
    `mining.instalments-mismatch`.
    """

    actor: Actor
    unit: UnitCode
    mode: Word
    procedure: Digest | None = None
    square_metres: SquareMetres
    years: Annotated[int, Range(min=1, max=200)] | None = None
    price: Count
    instalments: Instalments = ()
    supplied_on: Day


@command
class ReclaimLand:
    """Mining land was reclaimed (复垦盘活), and `entitled` of new construction land is linked to it (挂钩).

    Refused: `mining.not-green-mine`, `mining.entitlement-too-large`, `mining.date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    reclaimed: SquareMetres
    entitled: Count
    reclaimed_on: Day
    evidence: Digest


@command
class RecommendForFund:
    """Recommend the mine first for a survey fund (优先推荐). Refused: `mining.not-green-mine`."""

    actor: Actor
    unit: UnitCode
    fund: Name
    year: Year


LEVEL_COMMANDS = {
    RecommendMine: MineLevel.COUNTY,
    ReviewMine: MineLevel.MUNICIPAL,
    ConfirmMine: MineLevel.PROVINCIAL,
}
"""At which level each review of the materials is made."""

LevelCommand = RecommendMine | ReviewMine | ConfirmMine
RegisterCommand = RegisterMine | ChoosePilot | CheckPrerequisites | BeginBuilding
RoundCommand = (
    AssessOwnMine
    | AppointEvaluator
    | RecordEvaluation
    | LevelCommand
    | PostNotice
    | RecordObjection
    | AnswerObjection
    | CertifyMine
    | RejectMine
)
SupervisionCommand = SubmitTip | RecordFinding | DecideReview | ConfirmCure | MarkCureOverdue
OwnCommand = RegisterCommand | RoundCommand | SupervisionCommand

LandCommand = IncludeInLandPlan | RequestLand | SupplyLand | ReclaimLand | RecommendForFund

MineCommand = OwnCommand | LandCommand | TieCommand


@fact
class MineRegistered:
    """A mine (矿山) is on the register; `holder` has the mining right, which follows the master plan `plan`."""

    unit: UnitCode
    mine: Bilingual
    holder: UnitCode
    mineral: Word
    kind: Word
    size: Word
    plan: Name
    registered_by: Actor
    registered_at: Instant


@fact
class PilotChosen:
    """The mine is a pilot (试点); `reason` says why it is representative where its size alone does not."""

    unit: UnitCode
    reason: Text | None
    chosen_by: Actor
    chosen_at: Instant


class Prerequisite(StrEnum):
    """What bars a mine before anything is scored (先决条件)."""

    VALID_LICENCES = "valid_licences"
    """证照合法有效."""
    NO_UNRESOLVED_PENALTY = "no_unresolved_penalty"
    """近三年内未受处罚，或者已整改到位."""
    NO_MAJOR_ACCIDENT = "no_major_accident"
    """未发生重大安全、环境事故."""
    NOT_ABNORMAL = "not_abnormal"
    """未列入异常名录."""
    OPERATING_WITH_RESERVES = "operating_with_reserves"
    """正常生产，剩余储量年限符合规定."""
    OUTSIDE_PROTECTED_AREAS = "outside_protected_areas"
    """不在保护地范围内."""


@fact
class PrerequisitesChecked:
    """The vetoes were judged as of `notice_on`: `failed` are those that bar the mine, none if it may go on.

    `looks_back_to` is the first day that counts for penalties and accidents; None where no rule sets a window.
    """

    unit: UnitCode
    notice: Ref
    notice_on: Day
    looks_back_to: Day | None
    standing: Standing
    located: Located
    failed: tuple[Prerequisite, ...]
    checked_by: Actor
    checked_at: Instant


Round = Annotated[int, Range(min=1, max=99)]
"""Which certification of the mine is meant, counted from 1: a removed mine that comes back begins another."""


Points = Share
"""Points (分值), exact: "165/1" or "33/2". Never a float."""


class NotApplicable(StrEnum):
    """How the points of an item that a kind of mine cannot have are made up for (不涉及项).

    `within-dimension`: what was earned in the dimension is scaled up to its maximum. `within-total`: what was earned
    in all is scaled up to the whole. `full-points`: the item counts as earned. The sources give no formula: the
    standard chooses one.
    """

    WITHIN_DIMENSION = "within-dimension"
    WITHIN_TOTAL = "within-total"
    FULL_POINTS = "full-points"


def dimension_of(item: str) -> str:
    return item.partition(".")[0]


@shape
class Standard:
    """One version of a standard (标准) as a round is scored by it.

    `items`: item to its greatest points. `exempt`: the items that this kind of mine may declare as not applicable.
    `pass_points` and `level1_share`: the least of the whole and of each dimension. `divergence`: a greater difference
    between the two assessments of an item is explained from the site.
    """

    standard: Word
    level: MineLevel
    industry: Word
    in_force_from: Day
    items: PointsOfItems
    exempt: tuple[ItemCode, ...] = ()
    pass_points: Points | None = None
    level1_share: Share | None = None
    not_applicable: NotApplicable | None = None
    divergence: Points | None = None

    @property
    def dimensions(self) -> tuple[str, ...]:
        """In name order."""
        return tuple(sorted({dimension_of(item) for item in self.items}))


@shape
class EvaluatorRules:
    """What a third party must be (第三方评估机构); None where the rules give no number."""

    team: Count | None = None
    team_senior: Count | None = None
    professionals: Count | None = None
    senior_share: Share | None = None


@shape
class RoundRules:
    """The rules that one certification follows to its end, whatever is activated meanwhile (AMB-33).

    `levels`: who reviews the materials, in this order. `notice_working_days` None: no rule sets the length.
    """

    standard: Standard
    evaluator: EvaluatorRules
    levels: tuple[MineLevel, ...] = ()
    notice_working_days: Count | None = None

    def __post_init__(self) -> None:
        if len(set(self.levels)) != len(self.levels):
            raise Malformed({"levels": ["Named twice."]})


@fact
class BuildingBegun:
    """A round of certification begins (开工建设), by these rules to its end."""

    unit: UnitCode
    round: Round
    notice: Ref
    notice_on: Day
    rules: RoundRules
    rectification: Text | None
    begun_by: Actor
    begun_at: Instant


PointsOfDimensions = Annotated[Mapping[Word, Share], Length(min=1, max=30)]
"""Dimension to points."""


@shape
class Result:
    """What the marks of one assessment come to. `dimensions`: dimension to points, made up for what is not applicable.

    `short`: the dimensions that miss their least share.
    """

    dimensions: PointsOfDimensions
    total: Points
    short: tuple[Word, ...]
    is_passed: bool


@fact
class OwnMineAssessed:
    """The enterprise gave itself points (企业自评)."""

    unit: UnitCode
    round: Round
    points: PointsOfItems
    not_applicable: Remarks
    result: Result
    assessed_by: Actor
    assessed_at: Instant


@fact
class EvaluatorAppointed:
    """A third party was appointed and found independent; `paid_by` pays for it."""

    unit: UnitCode
    round: Round
    evaluator: UnitCode
    team: Team
    professionals: Count
    senior_professionals: Count
    paid_by: UnitCode
    appointed_by: Actor
    appointed_at: Instant


@fact
class MineEvaluated:
    """The third party gave its points (第三方评估). `divergent`: items where both assessments differ much."""

    unit: UnitCode
    round: Round
    evaluator: UnitCode
    points: PointsOfItems
    not_applicable: Remarks
    divergent: tuple[ItemCode, ...]
    site_notes: Remarks
    report: Digest
    result: Result
    evaluated_by: Actor
    evaluated_at: Instant


@fact
class MaterialsReviewed:
    """One level reviewed the materials (材料审核): handed on, or back to the level below."""

    unit: UnitCode
    round: Round
    level: MineLevel
    verdict: ReviewVerdict
    reason: Text | None
    reviewed_by: Actor
    reviewed_at: Instant


@fact
class NoticePosted:
    """Posted for objections (公示); the first day counts. `last_on` is the last day to object.

    `is_provisional`: a holiday notice still to come may move it.
    """

    unit: UnitCode
    round: Round
    from_on: Day
    working_days: Count
    last_on: Day
    ends_at: Instant
    is_provisional: bool
    posted_by: Actor
    posted_at: Instant


class Inadmissible(StrEnum):
    """Why an objection to a notice does not count; it is kept all the same."""

    ANONYMOUS = "anonymous"
    """未署名."""
    LATE = "late"
    """逾期."""


@fact
class ObjectionRecorded:
    """Somebody objected to the listing (异议). `inadmissible`: why it does not count, None if it must be answered."""

    unit: UnitCode
    round: Round
    tip: Id
    received_on: Day
    inadmissible: Inadmissible | None
    text: Said
    recorded_by: Actor
    recorded_at: Instant


@fact
class ObjectionAnswered:
    """An objection was answered (异议答复)."""

    unit: UnitCode
    round: Round
    tip: Id
    is_upheld: bool
    text: Text
    answered_by: Actor
    answered_at: Instant


@fact
class MineCertified:
    """A green mine (绿色矿山) is entered in the directory as of `certified_on` (event flow 27).

    `evidence`: the third party's report.
    """

    unit: UnitCode
    mine: Bilingual
    holder: UnitCode
    round: Round
    standard: Word
    total: Points
    certified_on: Day
    evidence: Digest
    clause: Text
    certified_by: Actor
    certified_at: Instant


@fact
class MineRejected:
    """The mine is not listed in this round (不予列入)."""

    unit: UnitCode
    round: Round
    reason: Text
    rejected_by: Actor
    rejected_at: Instant


@fact
class MineTipSubmitted:
    """The public said something of a mine; mediation opens an opinion case (event flow 35). `text` stays sealed."""

    unit: UnitCode
    mine: Bilingual
    tip: Id
    text: Said
    submitted_on: Day
    clause: Text
    submitted_by: Actor
    submitted_at: Instant


@fact
class FindingRecorded:
    """Daily supervision found something at a mine (日常监督管理)."""

    unit: UnitCode
    found_on: Day
    text: Text
    recorded_by: Actor
    recorded_at: Instant


class ReviewCause(StrEnum):
    """Why a listed mine is looked at again (动态监管)."""

    SUPERVISION = "supervision"
    """日常监督管理."""
    TIP = "tip"
    """社会监督."""


@fact
class ReviewOpened:
    """A listed mine is looked at again (核查); it stays in the directory meanwhile."""

    unit: UnitCode
    round: Round
    cause: ReviewCause
    opened_at: Instant


@fact
class ReviewClosed:
    """The review found no breach, or what was wrong has been put right (核查结束)."""

    unit: UnitCode
    round: Round
    text: Text
    closed_by: Actor
    closed_at: Instant


@fact
class CureOrdered:
    """The mine no longer meets the indicators and has until `cure_by` to put it right (限期整改)."""

    unit: UnitCode
    round: Round
    cure_by: Day
    due_at: Instant
    text: Text
    ordered_by: Actor
    ordered_at: Instant


@fact
class CureOverdue:
    """The time for putting right passed (整改逾期): the mine is to be removed."""

    unit: UnitCode
    round: Round
    due_at: Instant
    announced_at: Instant


@fact
class MineRemoved:
    """The mine leaves the directory (移出名录) by the announcement of `removed_on`, and title and benefits end.

    `effective_on`: the first day on which it is not listed any more; the day of its listing where the result was
    falsified, because it then never stood (event flow 28).
    """

    unit: UnitCode
    mine: Bilingual
    holder: UnitCode
    round: Round
    ground: RemovalGround
    text: Text
    certified_on: Day
    removed_on: Day
    effective_on: Day
    clause: Text
    removed_by: Actor
    removed_at: Instant


@fact
class LandPlanned:
    """The mine's land is in the adjusted land-use plan (纳入规划)."""

    unit: UnitCode
    plan: Name
    year: Year
    square_metres: SquareMetres
    planned_by: Actor
    planned_at: Instant


@fact
class LandRequested:
    """New construction land was asked for; `comes_first`: as a green mine's (优先保障)."""

    unit: UnitCode
    kind: Word
    year: Year
    square_metres: SquareMetres
    reason: Text
    comes_first: bool
    requested_by: Actor
    requested_at: Instant


@fact
class LandSupplied:
    """Land was supplied to the mine (供应采矿用地)."""

    unit: UnitCode
    mode: Word
    procedure: Digest
    square_metres: SquareMetres
    years: int | None
    price: Count
    instalments: Instalments
    supplied_on: Day
    supplied_by: Actor
    recorded_at: Instant


@fact
class LandReclaimed:
    """Mining land was reclaimed, with the new land that is linked to it (复垦与新增挂钩)."""

    unit: UnitCode
    reclaimed: SquareMetres
    entitled: Count
    reclaimed_on: Day
    evidence: Digest
    recorded_by: Actor
    recorded_at: Instant


@fact
class FundRecommended:
    """The mine was recommended first for a survey fund (优先推荐申请)."""

    unit: UnitCode
    fund: Name
    year: Year
    recommended_by: Actor
    recommended_at: Instant


RegisterFact = MineRegistered | PilotChosen | PrerequisitesChecked | BuildingBegun
RoundFact = (
    OwnMineAssessed
    | EvaluatorAppointed
    | MineEvaluated
    | MaterialsReviewed
    | NoticePosted
    | ObjectionRecorded
    | ObjectionAnswered
    | MineCertified
    | MineRejected
)

SupervisionFact = (
    MineTipSubmitted | FindingRecorded | ReviewOpened | ReviewClosed | CureOrdered | CureOverdue | MineRemoved
)

OwnFact = RegisterFact | RoundFact | SupervisionFact

LandFact = LandPlanned | LandRequested | LandSupplied | LandReclaimed | FundRecommended

MineFact = OwnFact | LandFact | TieFact


@question
class Directory:
    """The directory of green mines (绿色矿山名录) of an area, in the order of codes.

    `on`: which mines were listed on that day; today if left out. `known_on`: as it was known on that day, so that what
    was recorded later does not count; all that is known if left out.
    """

    unit: UnitCode
    on: Day | None = None
    known_on: Day | None = None


@question
class RemovedMines:
    """The mines of an area that left the directory, newest first, whether or not they came back."""

    unit: UnitCode


@question
class MinesOfArea:
    """Every mine on the register in an area, in the order of codes."""

    unit: UnitCode


@question
class LandOfArea:
    """What was planned, requested, supplied, reclaimed and recommended for the mines of an area, mine by mine."""

    unit: UnitCode


@shape
class ListedMine:
    """One mine of the directory, with what proves it: the stream, the fact's revision, and the report.

    `removed_on` where it is known to have left the directory later than the day that is asked for.
    """

    unit: UnitCode
    mine: Bilingual
    holder: UnitCode
    round: Round
    standard: Word
    total: Points
    certified_on: Day
    removed_on: Day | None
    stream: StreamName
    revision: Count
    evidence: Digest


@answer
class DirectoryAnswer:
    """One page of the directory; `listed` counts all pages."""

    mines: tuple[ListedMine, ...]
    listed: Count
    next: str | None


@shape
class RemovedMine:
    """One removal (移出名录) with its ground; `effective_on` is the first day on which it is not listed."""

    unit: UnitCode
    mine: Bilingual
    round: Round
    ground: RemovalGround
    text: Text
    certified_on: Day
    removed_on: Day
    effective_on: Day


@answer
class RemovedMinesAnswer:
    """One page of removals."""

    mines: tuple[RemovedMine, ...]
    next: str | None


class MineStage(StrEnum):
    """Where a mine stands (S13). `absent`: not on the register."""

    ABSENT = "absent"
    PLANNED = "planned"
    """纳入计划."""
    BUILDING = "building"
    """建设."""
    SELF_ASSESSED = "self-assessed"
    """企业自评."""
    UNDER_EVALUATION = "under-evaluation"
    """第三方评估."""
    EVALUATED = "evaluated"
    """评估完成: materials are reviewed, the notice is posted."""
    CERTIFIED = "certified"
    """列入名录."""
    UNDER_REVIEW = "under-review"
    """核查: still in the directory."""
    REMOVED = "removed"
    """移出名录."""
    REJECTED = "rejected"
    """不予列入."""


@shape
class MineLine:
    """Where one mine stands. `next_level`: whose review of the materials is awaited."""

    unit: UnitCode
    mine: Bilingual
    holder: UnitCode
    mineral: Word
    kind: Word
    size: Word
    plan: Name
    is_pilot: bool
    stage: MineStage
    round: Count
    next_level: MineLevel | None
    notice_until: Day | None
    cure_by: Day | None
    is_cure_overdue: bool


@answer
class MineLines:
    """One page of the register."""

    mines: tuple[MineLine, ...]
    next: str | None


@shape
class LandLine:
    """One act: the name of its fact, what it is about, how much land, and how much new land is linked to it."""

    unit: UnitCode
    act: Name
    subject: Name
    square_metres: Count | None
    linked: Count | None


@answer
class LandLines:
    """One page of acts."""

    acts: tuple[LandLine, ...]
    next: str | None


DIRECTORY_CLAUSE = "3 §七(三)"
"""The directory is public, and the public may speak of what it lists."""

REMOVAL_CLAUSE = "3 §二(二)¶5"
"""动态监管,优胜劣汰."""
