"""Land that mining used up in one place (损毁土地): surveyed, reviewed, entered; and arable land that was won back.

Law: opinion on green mines, part 6 item 2 (document 3 §六(二)*¶3, ¶4). How much arable land a place may give up is
decided by the place: before it is, nothing is entered that has any.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.errors import Rejected, refuse_unless
from contracts.mining.parcels.messages import (
    ArableLimitSet,
    DamagedLandSurveyed,
    EnterLandChange,
    LandChangeEntered,
    LandReportReviewed,
    ParcelCommand,
    ParcelFact,
    ReclaimedArableUsed,
    ReviewLandReport,
    SetArableLimit,
    SurveyDamagedLand,
    UseReclaimedArable,
)
from contracts.rules import Rules
from contracts.stream_names import key_of

parcels_stream = key_of(__name__, "unit")


@dataclass(frozen=True, slots=True)
class Parcels:
    """`limit`: how much arable land may be given up, `reduced` is how much was; `passed` and `entered` by parcel."""

    limit: int = 0
    reduced: int = 0
    surveyed: Mapping[str, DamagedLandSurveyed] = field(default_factory=dict)
    passed: frozenset[str] = frozenset()
    entered: frozenset[str] = frozenset()


def decide(command: ParcelCommand, parcels: Parcels, rules: Rules[None], now: datetime) -> Sequence[ParcelFact]:
    match command:
        case SetArableLimit():
            return [_limit(command, now)]
        case UseReclaimedArable():
            return [_use(command, now)]
        case SurveyDamagedLand():
            return [_survey(command, parcels, now)]
        case ReviewLandReport():
            return [_review(command, parcels, now)]
        case EnterLandChange():
            return [_enter(command, parcels, now)]
        case _:
            assert_never(command)


def _limit(command: SetArableLimit, now: datetime) -> ArableLimitSet:
    _refuse_future(command.decided_on, now)
    return ArableLimitSet(
        unit=command.unit, most=command.most, decided_on=command.decided_on, set_by=command.actor, set_at=now
    )


def _use(command: UseReclaimedArable, now: datetime) -> ReclaimedArableUsed:
    meets = command.meets_plan and command.meets_ecology
    refuse_unless(meets, "mining.plan-or-ecology-not-met", command.site)
    _refuse_future(command.used_on, now)
    return ReclaimedArableUsed(
        unit=command.unit,
        site=command.site,
        square_metres=command.square_metres,
        used_on=command.used_on,
        evidence=command.evidence,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _survey(command: SurveyDamagedLand, parcels: Parcels, now: datetime) -> DamagedLandSurveyed:
    refuse_unless(command.parcel not in parcels.surveyed, "mining.parcel-already-surveyed", command.parcel)
    is_lost = command.is_lawful and not command.is_recoverable
    refuse_unless(is_lost, "mining.not-for-land-change", "Lawfully mined and damaged for good, or it is restored.")
    is_part = command.basic_farmland <= command.arable <= command.square_metres
    refuse_unless(is_part, "mining.not-for-land-change", "Basic farmland is part of the arable, that of the parcel.")
    _refuse_future(command.surveyed_on, now)
    return DamagedLandSurveyed(
        unit=command.unit,
        parcel=command.parcel,
        mine=command.mine,
        square_metres=command.square_metres,
        arable=command.arable,
        basic_farmland=command.basic_farmland,
        surveyed_on=command.surveyed_on,
        surveyed_by=command.actor,
        recorded_at=now,
    )


def _review(command: ReviewLandReport, parcels: Parcels, now: datetime) -> LandReportReviewed:
    refuse_unless(command.parcel in parcels.surveyed, "mining.survey-required", command.parcel)
    _refuse_future(command.reviewed_on, now)
    return LandReportReviewed(
        unit=command.unit,
        parcel=command.parcel,
        report=command.report,
        is_passed=command.is_passed,
        reviewed_on=command.reviewed_on,
        reviewed_by=command.actor,
        recorded_at=now,
    )


def _enter(command: EnterLandChange, parcels: Parcels, now: datetime) -> LandChangeEntered:
    surveyed = parcels.surveyed.get(command.parcel)
    if surveyed is None or command.parcel not in parcels.passed:
        raise Rejected("mining.review-not-passed", command.parcel)
    refuse_unless(command.parcel not in parcels.entered, "mining.change-already-entered", command.parcel)
    in_all = parcels.reduced + surveyed.arable
    refuse_unless(in_all <= parcels.limit, "mining.control-limit-exceeded", f"{in_all} of {parcels.limit}")
    is_replaced = command.replaced >= surveyed.basic_farmland
    lost = f"{command.replaced} for {surveyed.basic_farmland}"
    refuse_unless(is_replaced, "mining.basic-farmland-must-be-replaced", lost)
    _refuse_future(command.entered_on, now)
    return LandChangeEntered(
        unit=command.unit,
        parcel=command.parcel,
        arable_reduced=surveyed.arable,
        reduced_in_all=in_all,
        replaced=command.replaced,
        entered_on=command.entered_on,
        entered_by=command.actor,
        recorded_at=now,
    )


def _refuse_future(day: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "mining.date-in-future", str(day))


def evolve(parcels: Parcels, fact: ParcelFact) -> Parcels:
    match fact:
        case ArableLimitSet():
            return replace(parcels, limit=fact.most)
        case ReclaimedArableUsed():
            return parcels
        case DamagedLandSurveyed():
            return replace(parcels, surveyed={**parcels.surveyed, fact.parcel: fact})
        case LandReportReviewed():
            others = parcels.passed - {fact.parcel}
            return replace(parcels, passed=others | {fact.parcel} if fact.is_passed else others)
        case LandChangeEntered():
            return replace(parcels, reduced=fact.reduced_in_all, entered=parcels.entered | {fact.parcel})
        case _:
            assert_never(fact)
