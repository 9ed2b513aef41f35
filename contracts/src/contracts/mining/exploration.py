"""Exploration projects and the red lines they keep out of: words, commands and facts of two streams.

Law: opinion on green mines, part 4 item 2 (document 3 §四(二)): no new exploration right inside an ecological red line,
all exploration leaves nature reserves, the wishes of the people are respected. The list of stages is cut in the source.
A project's stream is `mining_exploration-<unit>-<project>`, an authority's data sets are `mining_redlines-<unit>`.
"""

from enum import StrEnum
from typing import Annotated, get_args

from marshmallow.validate import Length

from contracts.bilingual import Bilingual
from contracts.blobs import Blob
from contracts.message import command, fact
from contracts.mining.location import Located, ProtectedKind
from contracts.mining.vocabulary import Word
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode

EXPLORATION_CLAUSE = "3 §四(二)"

Areas = Annotated[tuple[Name, ...], Length(min=1, max=50)]


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


class ExplorationStage(StrEnum):
    """Where a project stands. `withdrawing`: it has to leave a nature reserve (退出)."""

    ACTIVE = "active"
    WITHDRAWING = "withdrawing"
    WITHDRAWN = "withdrawn"


# Commands


@command
class RegisterRedLines:
    """Put a data set of protected areas on the register: GeoJSON, in force from `dated` on until a later one.

    The service's door reads it first. Refused: `mining.red-lines-unreadable`, `mining.red-lines-already-registered`.
    """

    actor: Actor
    unit: UnitCode
    kind: ProtectedKind
    data_set: Blob
    dated: Day


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


# Facts


@fact
class RedLinesRegistered:
    """A data set of protected areas is on the register (红线数据登记), in force from `dated` on."""

    unit: UnitCode
    kind: ProtectedKind
    data_set: Blob
    dated: Day
    registered_by: Actor
    registered_at: Instant


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


ExplorationCommand = OpenExploration | RecordWishes | FinishExplorationStage | LocateExploration | ConfirmWithdrawal
ExplorationFact = (
    ExplorationOpened
    | WishesNotRecorded
    | WishesRecorded
    | ExplorationStageFinished
    | ExplorationLocated
    | WithdrawalBegun
    | ExplorationWithdrawn
)
EXPLORATION_COMMANDS: tuple[type, ...] = get_args(ExplorationCommand)
EXPLORATION_FACTS: tuple[type, ...] = get_args(ExplorationFact)
RED_LINE_COMMANDS: tuple[type, ...] = (RegisterRedLines,)
RED_LINE_FACTS: tuple[type, ...] = (RedLinesRegistered,)
