"""Exploration projects: a right is granted, stages are finished, and nature reserves are left.

A project's stream is `mining_exploration-<unit>-<project>`.

Law: opinion on green mines, part 4 item 2 (document 3 §四(二)): no new exploration right inside an ecological red line,
all exploration leaves nature reserves, the wishes of the people are respected. The list of stages is cut in the source.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.bilingual import Bilingual
from contracts.message import answer, command, fact, question, shape
from contracts.mining.words import Located, Word
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


class GreenMeans(StrEnum):
    """What makes exploration green (绿色勘查手段)."""

    TECHNOLOGY = "technology"
    """新技术."""
    METHODS = "methods"
    """新方法."""
    EQUIPMENT = "equipment"
    """新设备."""
    PROCESS = "process"
    """新工艺."""


@command
class OpenExploration:
    """Grant an exploration right (新设探矿权). `located` is made by the service's door from the `boundary` sent.

    Refused: `mining.exploration-already-open`, `mining.red-lines-required`, `mining.inside-ecological-red-line`,
    `mining.inside-nature-reserve`.
    """

    actor: Actor
    unit: UnitCode
    project: Ref
    name: Bilingual
    holder: UnitCode
    means: Annotated[tuple[GreenMeans, ...], Length(max=4)]
    wishes: Text | None = None
    located: Located


@command
class RecordWishes:
    """Record what the people there wish (群众意愿)."""

    actor: Actor
    unit: UnitCode
    project: Ref
    wishes: Text


@command
class FinishExplorationStage:
    """A stage of the project is done, in the order of the rules; others may follow, because the list is cut."""

    actor: Actor
    unit: UnitCode
    project: Ref
    stage: Word
    finished_on: Day


@command
class LocateExploration:
    """Look again, by the data sets of today: a project that meets a nature reserve has to leave it."""

    actor: Actor
    unit: UnitCode
    project: Ref
    located: Located


@command
class ConfirmWithdrawal:
    """The project has left (已退出)."""

    actor: Actor
    unit: UnitCode
    project: Ref
    withdrawn_on: Day


ExplorationCommand = OpenExploration | RecordWishes | FinishExplorationStage | LocateExploration | ConfirmWithdrawal


@fact
class ExplorationOpened:
    """An exploration right was granted (新设探矿权). `stages`: those that the rules name, in order."""

    unit: UnitCode
    project: Ref
    name: Bilingual
    holder: UnitCode
    means: tuple[GreenMeans, ...]
    wishes: Text | None
    stages: tuple[Word, ...]
    located: Located
    opened_by: Actor
    opened_at: Instant


@fact
class WishesNotRecorded:
    """Nothing is recorded of what the people there wish (群众意愿未记录): a finding, not a refusal."""

    unit: UnitCode
    project: Ref
    clause: Text
    found_at: Instant


@fact
class WishesRecorded:
    """What the people there wish (群众意愿)."""

    unit: UnitCode
    project: Ref
    wishes: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class ExplorationStageFinished:
    """A stage of the project is done; `place` counts from 1."""

    unit: UnitCode
    project: Ref
    stage: Word
    place: Count
    finished_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class ExplorationLocated:
    """Looked again: nothing that bars the project was met."""

    unit: UnitCode
    project: Ref
    located: Located
    located_by: Actor
    located_at: Instant


Areas = Annotated[tuple[Name, ...], Length(min=1, max=50)]


@fact
class WithdrawalBegun:
    """The project lies in nature reserves, which it has to leave (退出自然保护区)."""

    unit: UnitCode
    project: Ref
    located: Located
    areas: Areas
    clause: Text
    found_by: Actor
    begun_at: Instant


@fact
class ExplorationWithdrawn:
    """The project has left the nature reserves (已退出)."""

    unit: UnitCode
    project: Ref
    withdrawn_on: Day
    confirmed_by: Actor
    confirmed_at: Instant


ExplorationFact = (
    ExplorationOpened
    | WishesNotRecorded
    | WishesRecorded
    | ExplorationStageFinished
    | ExplorationLocated
    | WithdrawalBegun
    | ExplorationWithdrawn
)


@question
class ExplorationsOfArea:
    """Every exploration project in an area, in the order of codes."""

    unit: UnitCode


class ExplorationStage(StrEnum):
    """Where a project stands. `withdrawing`: it has to leave a nature reserve (退出)."""

    ACTIVE = "active"
    WITHDRAWING = "withdrawing"
    WITHDRAWN = "withdrawn"


@shape
class ExplorationLine:
    """One project (勘查项目). `has_wishes`: what the people there wish is recorded."""

    unit: UnitCode
    project: Ref
    name: Bilingual
    holder: UnitCode
    stage: ExplorationStage
    last_stage: Word | None
    has_wishes: bool


@answer
class ExplorationLines:
    """One page of projects."""

    explorations: tuple[ExplorationLine, ...]
    next: str | None


EXPLORATION_CLAUSE = "3 §四(二)"
