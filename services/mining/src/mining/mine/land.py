"""Land for one mine (采矿用地): what a green mine is entitled to, and how land is supplied.

Law: opinion on green mines, part 6 (document 3 §六(二)*¶1-¶3, §六(三)). Entitled is who is in the directory or builds
(a reading: the start of the section is lost); recommended first is who is in the directory.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.mining.mine.messages import (
    FundRecommended,
    IncludeInLandPlan,
    LandCommand,
    LandFact,
    LandPlanned,
    LandReclaimed,
    LandRequested,
    LandSupplied,
    MineStage,
    ReclaimLand,
    RecommendForFund,
    RequestLand,
    SupplyLand,
)
from contracts.mining.mine.rules import LandRules

from mining.mine.state import Mine

_LISTED = (MineStage.CERTIFIED, MineStage.UNDER_REVIEW)
_ENTITLED = (*_LISTED, MineStage.BUILDING)
_LEASE = "lease"
"""Whoever leases has no term of a transfer."""


def decide(command: LandCommand, mine: Mine, rules: LandRules, now: datetime) -> Sequence[LandFact]:
    match command:
        case IncludeInLandPlan():
            return [_include(command, mine, now)]
        case RequestLand():
            return [_request(command, mine, rules, now)]
        case SupplyLand():
            return [_supply(command, rules, now)]
        case ReclaimLand():
            return [_reclaim(command, mine, now)]
        case RecommendForFund():
            return [_recommend(command, mine, now)]
        case _:
            assert_never(command)


def _refuse_stage(mine: Mine, *stages: MineStage) -> None:
    refuse_unless(mine.stage in stages, "mining.not-green-mine", f"It is {mine.stage}.")


def _include(command: IncludeInLandPlan, mine: Mine, now: datetime) -> LandPlanned:
    _refuse_stage(mine, *_ENTITLED)
    return LandPlanned(
        unit=command.unit,
        plan=command.plan,
        year=command.year,
        square_metres=command.square_metres,
        planned_by=command.actor,
        planned_at=now,
    )


def _request(command: RequestLand, mine: Mine, rules: LandRules, now: datetime) -> LandRequested:
    _refuse_stage(mine, *_ENTITLED)
    refuse_unless(command.kind in rules.request_kinds, "mining.unknown-land-request", ", ".join(rules.request_kinds))
    return LandRequested(
        unit=command.unit,
        kind=command.kind,
        year=command.year,
        square_metres=command.square_metres,
        reason=command.reason,
        comes_first=True,
        requested_by=command.actor,
        requested_at=now,
    )


def _supply(command: SupplyLand, rules: LandRules, now: datetime) -> LandSupplied:
    refuse_unless(command.mode in rules.modes, "mining.invalid-land-mode", ", ".join(rules.modes))
    refuse_unless(command.procedure is not None, "mining.land-procedure-required", command.mode)
    assert command.procedure is not None
    is_bound = command.mode != _LEASE and command.years is not None and rules.max_years is not None
    is_short = not is_bound or (command.years or 0) <= (rules.max_years or 0)
    refuse_unless(is_short, "mining.term-exceeds-maximum", f"{command.years} of {rules.max_years} years")
    parts = sum(each.amount for each in command.instalments)
    adds_up = not command.instalments or parts == command.price
    refuse_unless(adds_up, "mining.instalments-mismatch", f"{parts} of {command.price} yuan")
    refuse_unless(command.supplied_on <= china_day(now), "mining.date-in-future", str(command.supplied_on))
    return LandSupplied(
        unit=command.unit,
        mode=command.mode,
        procedure=command.procedure,
        square_metres=command.square_metres,
        years=command.years,
        price=command.price,
        instalments=command.instalments,
        supplied_on=command.supplied_on,
        supplied_by=command.actor,
        recorded_at=now,
    )


def _reclaim(command: ReclaimLand, mine: Mine, now: datetime) -> LandReclaimed:
    _refuse_stage(mine, *_ENTITLED)
    is_linked = command.entitled <= command.reclaimed
    refuse_unless(is_linked, "mining.entitlement-too-large", f"{command.entitled} for {command.reclaimed}")
    refuse_unless(command.reclaimed_on <= china_day(now), "mining.date-in-future", str(command.reclaimed_on))
    return LandReclaimed(
        unit=command.unit,
        reclaimed=command.reclaimed,
        entitled=command.entitled,
        reclaimed_on=command.reclaimed_on,
        evidence=command.evidence,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _recommend(command: RecommendForFund, mine: Mine, now: datetime) -> FundRecommended:
    _refuse_stage(mine, *_LISTED)
    return FundRecommended(
        unit=command.unit,
        fund=command.fund,
        year=command.year,
        recommended_by=command.actor,
        recommended_at=now,
    )
