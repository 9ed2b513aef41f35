"""What can be asked about councils, consultations and the matters they are held on, and what is answered."""

from contracts.elections.community_matters import CommunityMatterKind, ConsultationLack
from contracts.elections.councils import CouncilMember, CouncilWork
from contracts.message import answer, shape
from contracts.vocabulary import Count, Day, Name, Ref, Text, UnitCode


@answer
class CouncilsOfCommunities:
    """The consultative councils in the area of a unit, as they stand."""

    unit: UnitCode


@shape
class CouncilLine:
    """One council; `actions`: how many are recorded of it."""

    unit: UnitCode
    since: Day
    members: tuple[CouncilMember, ...]
    actions: Count


@answer
class CouncilsAnswer:
    """One page in the order of the codes."""

    councils: tuple[CouncilLine, ...]
    next: str | None


@answer
class ActionsOfCouncils:
    """What the councils in the area of a unit did."""

    unit: UnitCode


@shape
class CouncilActionLine:
    """One action, by its number in its community."""

    unit: UnitCode
    number: Count
    work: CouncilWork
    acted_on: Day
    title: Name
    outcome: Text


@answer
class CouncilActionsAnswer:
    """One page in the order of the codes and numbers."""

    actions: tuple[CouncilActionLine, ...]
    next: str | None


@answer
class ConsultationsOfCommunities:
    """The consultation meetings in the area of a unit."""

    unit: UnitCode


@shape
class ConsultationLine:
    """One meeting with its minutes as far as they are written; `is_closed`: they are complete."""

    unit: UnitCode
    meeting: Ref
    held_on: Day
    entitled: Count
    attended: Count
    place: Name | None
    topics: Text | None
    opinions: Text | None
    result: Text | None
    is_closed: bool


@answer
class ConsultationsAnswer:
    """One page in the order of the codes, days and names."""

    consultations: tuple[ConsultationLine, ...]
    next: str | None


@answer
class ExecutedMattersOfCommunities:
    """The matters that are executed in the area of a unit, and which of them without consultation."""

    unit: UnitCode


@shape
class ExecutedMatterLine:
    """One matter; `lack` None: it was consulted on before, with complete minutes."""

    unit: UnitCode
    matter: Ref
    kind: CommunityMatterKind
    title: Name
    executed_on: Day
    consultation: Ref | None
    consulted_on: Day | None
    lack: ConsultationLack | None


@answer
class ExecutedMattersAnswer:
    """One page in the order of the codes, days and names."""

    matters: tuple[ExecutedMatterLine, ...]
    next: str | None
