"""What may be asked to be decided of a mine (S13). Each is recorded in the stream of the mine, `mining_mine-<unit>`.

`unit` is the mine: an enterprise's unit inside the township where the mine lies (`360730101-shilong`).
"""

from typing import Annotated, get_args

from marshmallow.validate import Length

from contracts.bilingual import Bilingual
from contracts.impartiality import TieCommand
from contracts.message import command, shape
from contracts.mining.land import LandCommand
from contracts.mining.location import Located
from contracts.mining.standing import Standing
from contracts.mining.vocabulary import (
    MineLevel,
    PointsOfItems,
    Remarks,
    RemovalGround,
    ReviewOutcome,
    ReviewVerdict,
    Said,
    Word,
)
from contracts.vocabulary import Actor, Count, Day, Digest, Id, Name, Ref, Text, UnitCode


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
MineCommand = OwnCommand | LandCommand | TieCommand
MINE_COMMANDS: tuple[type, ...] = get_args(OwnCommand)
