"""One mine, from the plan to the directory and out of it (绿色矿山, S13): what may be decided of it.

Law: opinion on green mines, parts 2, 3, 4 and 7 (document 3 §二(二), §三(三), §四(一), §七(三)); which steps lie
between is rules of the schemes (statutes 3.7, AMB-30). A round follows the rules that it began with, whatever comes
after (AMB-33).

Its public notice is a due date of working days, so that a holiday notice that comes later makes it longer (schemes of
2020 and 2024 and the notices of the provinces, statutes 3.7). Never shorter: the day that was posted is the one people
were told (MI-10).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from typing import TypedDict, assert_never

from contracts.calendar import Calendar, china_day, day_ends
from contracts.cases import DueDateRederived, Reckoning, SettleDueDate
from contracts.deadlines import Deadline
from contracts.errors import Rejected, refuse_unless
from contracts.impartiality import LiftTie, RecordTie, decide_tie
from contracts.mining.mine.messages import (
    BeginBuilding,
    BuildingBegun,
    CheckPrerequisites,
    ChoosePilot,
    CureOverdue,
    LandCommand,
    MineCommand,
    MineFact,
    MineRegistered,
    MineStage,
    OwnCommand,
    PilotChosen,
    PrerequisitesChecked,
    RegisterMine,
    RoundCommand,
    SupervisionCommand,
)
from contracts.mining.mine.rules import MiningPolicy
from contracts.rules import Rules
from contracts.running_cases import Running
from contracts.stream_names import key_of
from contracts.units import DIGITS, UnitKind

from mining.mine import certification, land, supervision
from mining.mine.prerequisites import judge
from mining.mine.public_notice import notice_rule
from mining.mine.round_rules import rules_of_round
from mining.mine.state import Mine, evolve

mine_stream = key_of(__name__, "unit")

_OnTheRegister = ChoosePilot | CheckPrerequisites | BeginBuilding

_CLOSED = (MineStage.PLANNED, MineStage.REJECTED, MineStage.REMOVED)
_LEFT = (MineStage.REJECTED, MineStage.REMOVED)


def decide(
    command: MineCommand | SettleDueDate, mine: Mine, rules: Rules[MiningPolicy], now: datetime
) -> Sequence[MineFact | DueDateRederived]:
    return RUNNING.decide(command, mine, rules, now, _decide)


def _decide(command: MineCommand, mine: Mine, rules: Rules[MiningPolicy], now: datetime) -> Sequence[MineFact]:
    if isinstance(command, RecordTie | LiftTie):
        return decide_tie(command, None if mine.registered is None else mine.registered.unit, mine.impartial, now)
    if isinstance(command, RegisterMine):
        return [_register(command, mine, rules.policy, now)]
    refuse_unless(mine.registered is not None, "mining.no-such-mine", command.unit)
    if isinstance(command, LandCommand):
        return land.decide(command, mine, rules.policy.land, now)
    overdue = _overdue(command, mine, now)
    return [*overdue, *_decide_on(command, reduce(evolve, overdue, mine), rules, now)]


def _decide_on(
    command: _OnTheRegister | RoundCommand | SupervisionCommand, mine: Mine, rules: Rules[MiningPolicy], now: datetime
) -> Sequence[MineFact]:
    if isinstance(command, RoundCommand):
        return [certification.decide(command, mine, rules, now)]
    if isinstance(command, SupervisionCommand):
        return supervision.decide(command, mine, rules, now)
    match command:
        case ChoosePilot():
            return [_choose(command, mine, rules.policy, now)]
        case CheckPrerequisites():
            return [_check(command, mine, rules, now)]
        case BeginBuilding():
            return [_begin(command, mine, rules.policy, now)]
        case _:
            assert_never(command)


def _register(command: RegisterMine, mine: Mine, policy: MiningPolicy, now: datetime) -> MineRegistered:
    refuse_unless(mine.registered is None, "mining.mine-already-registered", command.unit)
    area, _, name = command.unit.partition("-")
    lies_in_a_township = bool(name) and len(area) >= DIGITS[UnitKind.TOWNSHIP]
    refuse_unless(lies_in_a_township, "mining.not-in-a-township", "A mine is <township>-<name>.")
    refuse_unless(command.size in policy.sizes, "mining.unknown-size", ", ".join(policy.sizes))
    return MineRegistered(
        unit=command.unit,
        mine=command.mine,
        holder=command.holder,
        mineral=command.mineral,
        kind=command.kind,
        size=command.size,
        plan=command.plan,
        registered_by=command.actor,
        registered_at=now,
    )


def _choose(command: ChoosePilot, mine: Mine, policy: MiningPolicy, now: datetime) -> PilotChosen:
    assert mine.registered is not None
    refuse_unless(not mine.is_pilot, "mining.pilot-already", command.unit)
    is_large = mine.registered.size in policy.pilot_sizes
    refuse_unless(is_large or command.reason is not None, "mining.pilot-reason-required", mine.registered.size)
    return PilotChosen(unit=command.unit, reason=command.reason, chosen_by=command.actor, chosen_at=now)


def _check(command: CheckPrerequisites, mine: Mine, rules: Rules[MiningPolicy], now: datetime) -> PrerequisitesChecked:
    refuse_unless(mine.stage in _CLOSED, "mining.round-is-open", f"It is {mine.stage}.")
    refuse_unless(bool(rules.policy.prerequisites), "mining.standard-required", "No scheme is loaded.")
    refuse_unless(command.notice_on <= china_day(now), "mining.date-in-future", str(command.notice_on))
    lacking = command.located.lacks()
    refuse_unless(not lacking, "mining.red-lines-required", ", ".join(lacking))
    verdict = judge(command.standing, command.located, command.notice_on, rules.policy, rules.calendar)
    return PrerequisitesChecked(
        unit=command.unit,
        notice=command.notice,
        notice_on=command.notice_on,
        looks_back_to=verdict.looks_back_to,
        standing=command.standing,
        located=command.located,
        failed=verdict.failed,
        checked_by=command.actor,
        checked_at=now,
    )


def _begin(command: BeginBuilding, mine: Mine, policy: MiningPolicy, now: datetime) -> BuildingBegun:
    refuse_unless(mine.stage in _CLOSED, "mining.round-is-open", f"It is {mine.stage}.")
    assert mine.registered is not None
    rules = rules_of_round(command.standard, mine.registered.kind, policy, china_day(now))
    checked = mine.checked
    if checked is None or checked.notice != command.notice:
        raise Rejected("mining.prerequisite-not-met", f"Not checked for {command.notice}.")
    refuse_unless(not checked.failed, "mining.prerequisite-not-met", ", ".join(checked.failed))
    is_put_right = mine.stage not in _LEFT or command.rectification is not None
    refuse_unless(is_put_right, "mining.rectification-required", f"It is {mine.stage}.")
    return BuildingBegun(
        unit=command.unit,
        round=mine.rounds + 1,
        notice=command.notice,
        notice_on=checked.notice_on,
        rules=rules,
        rectification=command.rectification,
        begun_by=command.actor,
        begun_at=now,
    )


def _overdue(command: OwnCommand, mine: Mine, now: datetime) -> list[MineFact]:
    """The missing announcement, if due: no result depends on whether the sweeper ran."""
    due_at = mine.cure_due_at
    if due_at is None or mine.is_cure_announced or now < due_at:
        return []
    return [CureOverdue(**_key(command, mine), due_at=due_at, announced_at=now)]


class _Key(TypedDict):
    unit: str
    round: int


def _key(command: OwnCommand, mine: Mine) -> _Key:
    return {"unit": command.unit, "round": mine.rounds}


@dataclass(frozen=True, slots=True)
class _Told(Reckoning):
    """Not before the day that was posted, `told_on`."""

    told_on: date = date.max

    def deadline(self, calendar: Calendar) -> Deadline:
        found = Reckoning.deadline(self, calendar)
        if found.due_on >= self.told_on:
            return found
        return replace(found, due_on=self.told_on, due_at=day_ends(self.told_on))


def _reckoning(mine: Mine, policy: MiningPolicy) -> Reckoning:
    notice = mine.notice
    assert notice is not None, "asked of what is due"
    return _Told(notice_rule(notice.working_days), notice.from_on, told_on=notice.last_on)


RUNNING: Running[Mine, MiningPolicy] = Running(
    unit=lambda mine: None if mine.registered is None else mine.registered.unit,
    due_on=lambda mine: None if mine.notice is None else mine.notice.last_on,
    is_closed=lambda _: False,
    is_announced=lambda _: False,
    reckoning=_reckoning,
    evolve=evolve,
    missed=lambda _mine, _rules, _now: (),
)
