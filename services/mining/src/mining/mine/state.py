"""What is known of one mine, and what each fact makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from contracts.cases import DueDateRederived
from contracts.impartiality import NOTHING_KNOWN, Impartiality, TieLifted, TieRecorded
from contracts.mining.mine.messages import (
    BuildingBegun,
    CureOrdered,
    CureOverdue,
    EvaluatorAppointed,
    FindingRecorded,
    LandFact,
    MaterialsReviewed,
    MineCertified,
    MineEvaluated,
    MineFact,
    MineRegistered,
    MineRejected,
    MineRemoved,
    MineStage,
    MineTipSubmitted,
    NoticePosted,
    ObjectionAnswered,
    ObjectionRecorded,
    OwnMineAssessed,
    PilotChosen,
    PrerequisitesChecked,
    RegisterFact,
    ReviewClosed,
    ReviewOpened,
    ReviewVerdict,
    RoundFact,
    SupervisionFact,
)
from contracts.mining.words import MineLevel

ENTERPRISE, EVALUATION = "enterprise", "evaluation"
"""Who acts besides the levels of government; nobody acts at two of them in one round."""


@dataclass(frozen=True, slots=True)
class Round:
    """One certification. `reviewed`: how many levels have handed the materials on.

    `objections`: each admissible one to whether it was upheld; None: not answered.
    """

    begun: BuildingBegun
    own: OwnMineAssessed | None = None
    appointed: EvaluatorAppointed | None = None
    evaluated: MineEvaluated | None = None
    reviewed: int = 0
    notice: NoticePosted | None = None
    objections: Mapping[str, bool | None] = field(default_factory=dict)
    certified: MineCertified | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """`checked`: the last check of prerequisites. `tips`: those that the public, or who objects, made the names of."""

    stage: MineStage = MineStage.ABSENT
    registered: MineRegistered | None = None
    is_pilot: bool = False
    checked: PrerequisitesChecked | None = None
    round: Round | None = None
    cure_due_at: datetime | None = None
    is_cure_announced: bool = False
    tips: frozenset[str] = frozenset()
    impartial: Impartiality = NOTHING_KNOWN

    @property
    def rounds(self) -> int:
        return 0 if self.round is None else self.round.begun.round

    @property
    def notice(self) -> NoticePosted | None:
        """Posted in a round that has not come to its end."""
        return None if self.round is None or self.stage is not MineStage.EVALUATED else self.round.notice


def evolve(mine: Mine, fact: MineFact | DueDateRederived) -> Mine:
    if isinstance(fact, LandFact):
        return mine
    match fact:
        case MineRegistered() | PilotChosen() | PrerequisitesChecked() | BuildingBegun():
            return _evolve_register(mine, fact)
        case (
            MineTipSubmitted()
            | FindingRecorded()
            | ReviewOpened()
            | ReviewClosed()
            | CureOrdered()
            | CureOverdue()
            | MineRemoved()
        ):
            return _evolve_supervision(mine, fact)
        case TieRecorded() | TieLifted():
            return replace(mine, impartial=mine.impartial.after(fact))
        case DueDateRederived():
            return _after_notice_moved(mine, fact)
        case _:
            assert mine.round is not None
            return _evolve_round(mine, mine.round, fact)


def _evolve_register(mine: Mine, fact: RegisterFact) -> Mine:
    match fact:
        case MineRegistered():
            return replace(mine, stage=MineStage.PLANNED, registered=fact)
        case PilotChosen():
            return replace(mine, is_pilot=True)
        case PrerequisitesChecked():
            return replace(mine, checked=fact)
        case BuildingBegun():
            afresh = replace(mine.impartial, acted={})
            return replace(mine, stage=MineStage.BUILDING, round=Round(begun=fact), checked=None, impartial=afresh)
        case _:
            assert_never(fact)


def _evolve_round(mine: Mine, current: Round, fact: RoundFact) -> Mine:
    match fact:
        case OwnMineAssessed() | EvaluatorAppointed() | MineEvaluated():
            return _after_assessment(mine, current, fact)
        case MaterialsReviewed():
            return _after_review(mine, current, fact)
        case NoticePosted():
            return replace(mine, round=replace(current, notice=fact))
        case ObjectionRecorded() | ObjectionAnswered():
            return _after_objection(mine, current, fact)
        case MineCertified():
            return replace(mine, stage=MineStage.CERTIFIED, round=replace(current, certified=fact))
        case MineRejected():
            return replace(mine, stage=MineStage.REJECTED)
        case _:
            assert_never(fact)


def _after_assessment(mine: Mine, current: Round, fact: OwnMineAssessed | EvaluatorAppointed | MineEvaluated) -> Mine:
    match fact:
        case OwnMineAssessed():
            acting = mine.impartial.acting(ENTERPRISE, fact.assessed_by)
            own = replace(current, own=fact)
            return replace(mine, stage=MineStage.SELF_ASSESSED, round=own, impartial=acting)
        case EvaluatorAppointed():
            return replace(mine, stage=MineStage.UNDER_EVALUATION, round=replace(current, appointed=fact))
        case MineEvaluated():
            acting = mine.impartial.acting(EVALUATION, fact.evaluated_by)
            evaluated = replace(current, evaluated=fact, reviewed=0)
            return replace(mine, stage=MineStage.EVALUATED, round=evaluated, impartial=acting)
        case _:
            assert_never(fact)


def _after_review(mine: Mine, current: Round, fact: MaterialsReviewed) -> Mine:
    """Handed on, or back to the level below; below the lowest level is the third party."""
    acting = mine.impartial.acting(fact.level, fact.reviewed_by)
    if fact.verdict is ReviewVerdict.FORWARD:
        return replace(mine, round=replace(current, reviewed=current.reviewed + 1), impartial=acting)
    if current.reviewed:
        return replace(mine, round=replace(current, reviewed=current.reviewed - 1), impartial=acting)
    return replace(mine, stage=MineStage.UNDER_EVALUATION, impartial=acting)


def _after_objection(mine: Mine, current: Round, fact: ObjectionRecorded | ObjectionAnswered) -> Mine:
    match fact:
        case ObjectionRecorded():
            known = mine.tips | {fact.tip}
            if fact.inadmissible is not None:
                return replace(mine, tips=known)
            return replace(mine, tips=known, round=replace(current, objections={**current.objections, fact.tip: None}))
        case ObjectionAnswered():
            answered = {**current.objections, fact.tip: fact.is_upheld}
            return replace(mine, round=replace(current, objections=answered))
        case _:
            assert_never(fact)


def _after_notice_moved(mine: Mine, fact: DueDateRederived) -> Mine:
    assert mine.round is not None
    assert mine.notice is not None
    after = fact.after
    moved = replace(mine.notice, last_on=after.due_on, ends_at=after.due_at, is_provisional=after.is_provisional)
    return replace(mine, round=replace(mine.round, notice=moved))


def _evolve_supervision(mine: Mine, fact: SupervisionFact) -> Mine:
    match fact:
        case MineTipSubmitted():
            return replace(mine, tips=mine.tips | {fact.tip})
        case FindingRecorded():
            return replace(mine, impartial=mine.impartial.acting(MineLevel.COUNTY, fact.recorded_by))
        case ReviewOpened():
            return replace(mine, stage=MineStage.UNDER_REVIEW)
        case CureOrdered():
            return replace(mine, cure_due_at=fact.due_at, is_cure_announced=False)
        case CureOverdue():
            return replace(mine, is_cure_announced=True)
        case ReviewClosed():
            return replace(mine, stage=MineStage.CERTIFIED, cure_due_at=None, is_cure_announced=False)
        case MineRemoved():
            return replace(mine, stage=MineStage.REMOVED, cure_due_at=None, is_cure_announced=False)
        case _:
            assert_never(fact)
