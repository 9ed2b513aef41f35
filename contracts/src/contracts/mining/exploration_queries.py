"""What can be asked about exploration projects, and what is answered."""

from contracts.bilingual import Bilingual
from contracts.message import answer, question, shape
from contracts.mining.exploration import ExplorationStage
from contracts.mining.vocabulary import Word
from contracts.vocabulary import Ref, UnitCode


@question
class ExplorationsOfArea:
    """Every exploration project in an area, in the order of codes."""

    unit: UnitCode


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
