"""One exploration project (勘查项目): where it lies, what the people wish, its stages, its leaving a reserve.

Law: opinion on green mines, part 4 item 2 (document 3 §四(二)).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypedDict, assert_never

from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.mining.exploration.messages import (
    EXPLORATION_CLAUSE,
    ConfirmWithdrawal,
    ExplorationCommand,
    ExplorationFact,
    ExplorationLocated,
    ExplorationOpened,
    ExplorationStage,
    ExplorationStageFinished,
    ExplorationWithdrawn,
    FinishExplorationStage,
    LocateExploration,
    OpenExploration,
    RecordWishes,
    WishesNotRecorded,
    WishesRecorded,
    WithdrawalBegun,
)
from contracts.mining.exploration.rules import ExplorationPolicy
from contracts.mining.words import Located, ProtectedKind
from contracts.rules import Rules
from contracts.stream_names import key_of

exploration_stream = key_of(__name__, "unit", "project")

_Later = RecordWishes | FinishExplorationStage | LocateExploration | ConfirmWithdrawal


@dataclass(frozen=True, slots=True)
class Project:
    """One project; `stage` None: not opened. `finished`: its stages that are done, in order."""

    stage: ExplorationStage | None = None
    stages: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()
    begun_on: date | None = None


def decide(
    command: ExplorationCommand, project: Project, rules: Rules[ExplorationPolicy], now: datetime
) -> Sequence[ExplorationFact]:
    if isinstance(command, OpenExploration):
        return _open(command, project, rules.policy, now)
    refuse_unless(project.stage is not None, "mining.no-such-exploration", command.project)
    return [_decide_on(command, project, now)]


def _decide_on(command: _Later, project: Project, now: datetime) -> ExplorationFact:
    match command:
        case RecordWishes():
            return WishesRecorded(**_key(command), wishes=command.wishes, recorded_by=command.actor, recorded_at=now)
        case FinishExplorationStage():
            return _finish(command, project, now)
        case LocateExploration():
            return _locate(command, project, now)
        case ConfirmWithdrawal():
            return _withdraw(command, project, now)
        case _:
            assert_never(command)


def _open(
    command: OpenExploration, project: Project, policy: ExplorationPolicy, now: datetime
) -> list[ExplorationFact]:
    refuse_unless(project.stage is None, "mining.exploration-already-open", command.project)
    _refuse_unlooked(command.located)
    red_lines = command.located.met(ProtectedKind.RED_LINE)
    refuse_unless(not red_lines, "mining.inside-ecological-red-line", ", ".join(red_lines))
    reserves = command.located.met(ProtectedKind.NATURE_RESERVE)
    refuse_unless(not reserves, "mining.inside-nature-reserve", ", ".join(reserves))
    opened = ExplorationOpened(
        **_key(command),
        name=command.name,
        holder=command.holder,
        means=command.means,
        wishes=command.wishes,
        stages=policy.stages,
        located=command.located,
        opened_by=command.actor,
        opened_at=now,
    )
    if command.wishes is not None:
        return [opened]
    return [opened, WishesNotRecorded(**_key(command), clause=EXPLORATION_CLAUSE, found_at=now)]


def _finish(command: FinishExplorationStage, project: Project, now: datetime) -> ExplorationStageFinished:
    """The stages that the rules name come first and in their order; what may follow them is lost in the source."""
    _refuse_unless_active(project)
    done = len(project.finished)
    named = project.stages[done] if done < len(project.stages) else None
    refuse_unless(named in (None, command.stage), "mining.stage-out-of-order", f"Next is {named}.")
    refuse_unless(command.stage not in project.finished, "mining.stage-already-finished", command.stage)
    _refuse_future(command.finished_on, now)
    return ExplorationStageFinished(
        **_key(command),
        stage=command.stage,
        place=done + 1,
        finished_on=command.finished_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _locate(command: LocateExploration, project: Project, now: datetime) -> ExplorationLocated | WithdrawalBegun:
    """Only reserves drive a running project out; the text says of red lines that no new right is granted there."""
    _refuse_unless_active(project)
    _refuse_unlooked(command.located)
    areas = command.located.met(ProtectedKind.NATURE_RESERVE)
    if not areas:
        return ExplorationLocated(**_key(command), located=command.located, located_by=command.actor, located_at=now)
    return WithdrawalBegun(
        **_key(command),
        located=command.located,
        areas=areas,
        clause=EXPLORATION_CLAUSE,
        found_by=command.actor,
        begun_at=now,
    )


def _withdraw(command: ConfirmWithdrawal, project: Project, now: datetime) -> ExplorationWithdrawn:
    is_leaving = project.stage is ExplorationStage.WITHDRAWING
    refuse_unless(is_leaving, "mining.not-withdrawing", f"It is {project.stage}.")
    assert project.begun_on is not None
    _refuse_future(command.withdrawn_on, now)
    is_after = command.withdrawn_on >= project.begun_on
    refuse_unless(is_after, "mining.day-too-early", f"It began on {project.begun_on}.")
    return ExplorationWithdrawn(
        **_key(command), withdrawn_on=command.withdrawn_on, confirmed_by=command.actor, confirmed_at=now
    )


def _refuse_unlooked(located: Located) -> None:
    lacking = located.lacks()
    refuse_unless(not lacking, "mining.red-lines-required", ", ".join(lacking))


def _refuse_unless_active(project: Project) -> None:
    is_active = project.stage is ExplorationStage.ACTIVE
    refuse_unless(is_active, "mining.exploration-not-active", f"It is {project.stage}.")


def _refuse_future(day: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "mining.date-in-future", str(day))


class _Key(TypedDict):
    unit: str
    project: str


def _key(command: ExplorationCommand) -> _Key:
    return {"unit": command.unit, "project": command.project}


def evolve(project: Project, fact: ExplorationFact) -> Project:
    match fact:
        case ExplorationOpened():
            return Project(stage=ExplorationStage.ACTIVE, stages=fact.stages)
        case ExplorationStageFinished():
            return replace(project, finished=(*project.finished, fact.stage))
        case WithdrawalBegun():
            return replace(project, stage=ExplorationStage.WITHDRAWING, begun_on=china_day(fact.begun_at))
        case ExplorationWithdrawn():
            return replace(project, stage=ExplorationStage.WITHDRAWN)
        case WishesNotRecorded() | WishesRecorded() | ExplorationLocated():
            return project
        case _:
            assert_never(fact)
