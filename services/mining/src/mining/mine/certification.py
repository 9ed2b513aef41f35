"""One round of certification: assessed by the enterprise, evaluated, reviewed level by level, posted, listed.

Law: opinion on green mines, part 3 item 3 and part 4 item 1 (document 3 §三(三), §四(一)); the steps between evaluation
and directory are those of the schemes (statutes 3.7). No level is skipped, and no person acts at two (MI-09).
"""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import TypedDict, assert_never

from contracts.calendar import china_day
from contracts.errors import Rejected, refuse_unless
from contracts.mining.mine.messages import (
    DIRECTORY_CLAUSE,
    LEVEL_COMMANDS,
    AnswerObjection,
    AppointEvaluator,
    AssessOwnMine,
    CertifyMine,
    ConfirmMine,
    EvaluatorAppointed,
    LevelCommand,
    MaterialsReviewed,
    MineCertified,
    MineEvaluated,
    MineRejected,
    MineStage,
    OwnMineAssessed,
    PostNotice,
    RecommendMine,
    RecordEvaluation,
    RecordObjection,
    RejectMine,
    ReviewMine,
    ReviewVerdict,
    RoundCommand,
    RoundFact,
)
from contracts.mining.mine.rules import MiningPolicy
from contracts.mining.words import MineLevel
from contracts.rules import Rules

from mining.mine import public_notice
from mining.mine.evaluators import refuse_unfit
from mining.mine.scoring import divergent, refuse_bad_marks, result
from mining.mine.state import ENTERPRISE, EVALUATION, Mine, Round

_AfterEvaluation = LevelCommand | PostNotice | RecordObjection | AnswerObjection | CertifyMine | RejectMine


def decide(command: RoundCommand, mine: Mine, rules: Rules[MiningPolicy], now: datetime) -> RoundFact:
    current = mine.round
    if current is None:
        raise Rejected("mining.not-in-this-stage", f"It is {mine.stage}.")
    match command:
        case AssessOwnMine():
            _refuse_stage(mine, MineStage.BUILDING)
            return _assess(command, mine, current, now)
        case AppointEvaluator():
            _refuse_stage(mine, MineStage.SELF_ASSESSED)
            refuse_unfit(command, mine, current.begun.rules.evaluator, rules.policy.barring)
            return _appointed(command, mine, now)
        case RecordEvaluation():
            _refuse_stage(mine, MineStage.UNDER_EVALUATION)
            return _evaluate(command, mine, current, rules.policy, now)
        case _:
            _refuse_stage(mine, MineStage.EVALUATED)
            return _decide_after(command, mine, current, rules, now)


def _decide_after(
    command: _AfterEvaluation, mine: Mine, current: Round, rules: Rules[MiningPolicy], now: datetime
) -> RoundFact:
    match command:
        case RecommendMine() | ReviewMine() | ConfirmMine():
            return _review(command, mine, current, rules.policy, now)
        case PostNotice():
            _refuse_unreviewed(current)
            return public_notice.post(command, current, rules.calendar, now)
        case RecordObjection():
            return public_notice.receive(command, mine, current, rules.calendar, now)
        case AnswerObjection():
            return public_notice.answer(command, current, now)
        case CertifyMine():
            return _certify(command, mine, current, rules, now)
        case RejectMine():
            return MineRejected(
                **_key(command, mine), reason=command.reason, rejected_by=command.actor, rejected_at=now
            )
        case _:
            assert_never(command)


def _assess(command: AssessOwnMine, mine: Mine, current: Round, now: datetime) -> OwnMineAssessed:
    standard = current.begun.rules.standard
    refuse_bad_marks(command.points, command.not_applicable, standard)
    mine.impartial.refuse_second_level("mining", command.actor, ENTERPRISE)
    return OwnMineAssessed(
        **_key(command, mine),
        points=command.points,
        not_applicable=command.not_applicable,
        result=result(command.points, standard),
        assessed_by=command.actor,
        assessed_at=now,
    )


def _appointed(command: AppointEvaluator, mine: Mine, now: datetime) -> EvaluatorAppointed:
    return EvaluatorAppointed(
        **_key(command, mine),
        evaluator=command.evaluator,
        team=command.team,
        professionals=command.professionals,
        senior_professionals=command.senior_professionals,
        paid_by=command.paid_by,
        appointed_by=command.actor,
        appointed_at=now,
    )


def _evaluate(
    command: RecordEvaluation, mine: Mine, current: Round, policy: MiningPolicy, now: datetime
) -> MineEvaluated:
    assert current.appointed is not None
    assert current.own is not None
    appointed, standard = current.appointed, current.begun.rules.standard
    is_of_the_team = command.actor in {member.person for member in appointed.team}
    refuse_unless(is_of_the_team, "mining.not-of-the-team", command.actor)
    _refuse_partial(command.actor, mine, policy, appointed.evaluator)
    mine.impartial.refuse_second_level("mining", command.actor, EVALUATION)
    refuse_bad_marks(command.points, command.not_applicable, standard)
    apart = divergent(current.own.points, command.points, standard.divergence)
    _refuse_unexplained(apart, command.site_notes)
    return MineEvaluated(
        **_key(command, mine),
        evaluator=appointed.evaluator,
        points=command.points,
        not_applicable=command.not_applicable,
        divergent=apart,
        site_notes=command.site_notes,
        report=command.report,
        result=result(command.points, standard),
        evaluated_by=command.actor,
        evaluated_at=now,
    )


def _refuse_unexplained(apart: tuple[str, ...], notes: Mapping[str, str]) -> None:
    unexplained = [item for item in apart if item not in notes]
    refuse_unless(not unexplained, "mining.site-note-required", ", ".join(unexplained))


def _review(
    command: LevelCommand, mine: Mine, current: Round, policy: MiningPolicy, now: datetime
) -> MaterialsReviewed:
    level = LEVEL_COMMANDS[type(command)]
    refuse_unless(current.notice is None, "mining.notice-already-posted", "The review is over.")
    refuse_unless(level is _next_level(current), "mining.level-skipped", f"{level} is not next.")
    is_reasoned = command.verdict is ReviewVerdict.FORWARD or command.reason is not None
    refuse_unless(is_reasoned, "mining.reason-required", "Back to whom, and why.")
    _refuse_partial(command.actor, mine, policy)
    mine.impartial.refuse_second_level("mining", command.actor, level)
    return MaterialsReviewed(
        **_key(command, mine),
        level=level,
        verdict=command.verdict,
        reason=command.reason,
        reviewed_by=command.actor,
        reviewed_at=now,
    )


def _certify(
    command: CertifyMine, mine: Mine, current: Round, rules: Rules[MiningPolicy], now: datetime
) -> MineCertified:
    assert mine.registered is not None
    assert current.evaluated is not None
    _refuse_unreviewed(current)
    public_notice.refuse_unfinished(current, rules.calendar, command.certified_on, now)
    _refuse_partial(command.actor, mine, rules.policy)
    mine.impartial.refuse_second_level("mining", command.actor, MineLevel.MUNICIPAL)
    return MineCertified(
        **_key(command, mine),
        mine=mine.registered.mine,
        holder=mine.registered.holder,
        standard=current.begun.rules.standard.standard,
        total=current.evaluated.result.total,
        certified_on=_not_in_future(command.certified_on, now),
        evidence=current.evaluated.report,
        clause=DIRECTORY_CLAUSE,
        certified_by=command.actor,
        certified_at=now,
    )


def _refuse_unreviewed(current: Round) -> None:
    """The points come first, then every level."""
    assert current.evaluated is not None
    outcome = current.evaluated.result
    refuse_unless(outcome.is_passed, "mining.result-not-met", f"{_shown(outcome.total)}; {', '.join(outcome.short)}")
    left = _next_level(current)
    refuse_unless(left is None, "mining.level-skipped", f"{left} has not reviewed the materials.")


def _shown(points: Fraction) -> str:
    return f"{points} points"


def _next_level(current: Round) -> MineLevel | None:
    levels = current.begun.rules.levels
    return levels[current.reviewed] if current.reviewed < len(levels) else None


def _refuse_partial(actor: str, mine: Mine, policy: MiningPolicy, *units: str) -> None:
    assert mine.registered is not None
    concerned = (mine.registered.unit, mine.registered.holder)
    mine.impartial.refuse_partial("mining", (actor, *units), concerned, policy.barring)


def _refuse_stage(mine: Mine, stage: MineStage) -> None:
    refuse_unless(mine.stage is stage, "mining.not-in-this-stage", f"It is {mine.stage}.")


def _not_in_future(day: date, now: datetime) -> date:
    refuse_unless(day <= china_day(now), "mining.date-in-future", str(day))
    return day


class _Key(TypedDict):
    unit: str
    round: int


def _key(command: RoundCommand, mine: Mine) -> _Key:
    return {"unit": command.unit, "round": mine.rounds}
