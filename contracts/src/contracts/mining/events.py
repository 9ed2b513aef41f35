"""Facts of the stream of one mine (S13): what other services react to names the mine, the day and the clause."""

from typing import get_args

from contracts.bilingual import Bilingual
from contracts.impartiality import TieFact
from contracts.message import fact
from contracts.mining.commands import Team
from contracts.mining.land import LandFact
from contracts.mining.location import Located
from contracts.mining.standing import Result, RoundRules, Standing
from contracts.mining.supervision_facts import SupervisionFact
from contracts.mining.vocabulary import (
    Inadmissible,
    ItemCode,
    MineLevel,
    Points,
    PointsOfItems,
    Prerequisite,
    Remarks,
    ReviewVerdict,
    Round,
    Said,
    Word,
)
from contracts.vocabulary import Actor, Count, Day, Digest, Id, Instant, Name, Ref, Text, UnitCode


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
OwnFact = RegisterFact | RoundFact | SupervisionFact
MineFact = OwnFact | LandFact | TieFact
MINE_FACTS: tuple[type, ...] = get_args(OwnFact)
