"""What can be asked about communities that are being set up, and what is answered."""

from enum import StrEnum

from contracts.bilingual import Bilingual
from contracts.elections.communities import AreaKind, SetUp
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, UnitCode


class SetUpStep(StrEnum):
    """How far it is. That it is late stays recorded beside it."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    FORMING = "forming"
    FORMED = "formed"
    FILED = "filed"


@question
class CommunitiesSetUp:
    """The areas below a unit whose size was recorded, and what became of them."""

    unit: UnitCode


@shape
class CommunityLine:
    """One area; `neighbour` manages it where it gets no committee. `due_on`: of its committee, then of its filing."""

    unit: UnitCode
    name: Bilingual
    area: AreaKind
    households: Count
    occupied: Count
    result: SetUp
    neighbour: UnitCode | None
    step: SetUpStep
    approved_on: Day | None
    formed_on: Day | None
    filed_on: Day | None
    due_on: Day | None
    is_late: bool


@answer
class CommunitiesAnswer:
    """One page in the order of the codes."""

    communities: tuple[CommunityLine, ...]
    next: str | None
