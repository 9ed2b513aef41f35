"""Which facts a page may show, and how much of them. What is not named here stops the projector.

Law: Regulations on Open Government Information, arts. 14 and 15 (信息公开条例 第十四条、第十五条): what is not yet
public, and what names persons, is not shown.
"""

from collections.abc import Mapping
from typing import get_args

from contracts.assessment.audit_findings import AuditFindingRecorded
from contracts.assessment.catalogue import ASSESSMENT_FACTS, PROGRAMME_FACTS
from contracts.assessment.communities import CommunityTitleConferred, CommunityTitleLost
from contracts.assessment.districts import DistrictTitleConferred, YearlyListFixed
from contracts.assessment.events import EvidenceRecorded
from contracts.assessment.performance import PerformanceRecorded
from contracts.assessment.township_facts import TownshipCommended
from contracts.cases import CASE_FACTS
from contracts.catalogue import facts_of
from contracts.common import ClockSet, PackEntered, PolicyActivated
from contracts.disclosure.boards.messages import BOARD_FACTS, BoardInspected
from contracts.disclosure.books.messages import BOOKS_FACTS
from contracts.disclosure.documents.messages import DOCUMENT_FACTS
from contracts.disclosure.duty.messages import (
    DutyFact,
    FiguresStated,
    InspectionRecorded,
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
)
from contracts.disclosure.objection.messages import OBJECTION_FACTS
from contracts.disclosure.opinion_results.messages import OPINION_RESULT_FACTS
from contracts.disclosure.regulations.messages import REGULATION_FACTS
from contracts.disclosure.request.messages import REQUEST_FACTS
from contracts.disclosure.seal_book.messages import SEAL_FACTS
from contracts.disclosure.supporters.messages import SUPPORTER_FACTS
from contracts.disclosure.unit.messages import UnitFact
from contracts.elections.catalogue import ELECTIONS_FACTS
from contracts.elections.closing import CongressSessionClosed, ResultsAnnounced
from contracts.elections.convening import SessionCancelled, SessionDateDecided, SessionMoved
from contracts.elections.credentials import DeputyElectionInvalidated
from contracts.elections.decisions import TeamDecisionPublished
from contracts.elections.execution import ExecutionOpened, ExecutionReported
from contracts.elections.mandates import DeputyTerminated
from contracts.elections.measures import ElectionPlanned
from contracts.elections.office_facts import OathTaken, OfficeTermEnded, OfficeVacated, OfficialElected
from contracts.elections.resolution_facts import (
    ImplementationStarted,
    ResolutionDisclosed,
    ResolutionStopped,
    ResultDisclosed,
    VillageMatterImplemented,
    VillageResolutionAdopted,
)
from contracts.elections.results import ElectionClosed, PollVoided, RerunOrdered, ResultDeclared, TurnoutMissed
from contracts.elections.sitting import ItemDisposed, ResolutionAdopted, SessionOpened, VoteTaken
from contracts.elections.stations import StationClosed, StationRegistered
from contracts.mediation.catalogue import MEDIATION_FACTS
from contracts.mining.annual_facts import ExperienceCommended, FalsificationFound, UnderperformanceCircular
from contracts.mining.catalogue import MINING_FACTS
from contracts.mining.events import MineCertified
from contracts.mining.standards import StandardPublished
from contracts.mining.supervision_facts import MineRemoved
from contracts.owed_dates import OWED_FACTS
from contracts.particulars import PARTICULARS_FACTS
from contracts.refusals import CommandRefused, RefusalsCounted, RefusalsDropped
from contracts.succession import UnitSucceeded
from contracts.upward_reports import REPORT_FACTS

READ = (facts_of("disclosure"), ASSESSMENT_FACTS, ELECTIONS_FACTS, MINING_FACTS, MEDIATION_FACTS)

_REDERIVED = frozenset({*CASE_FACTS, *OWED_FACTS})
_COMMON = frozenset({ClockSet, PackEntered, PolicyActivated, *get_args(UnitFact)})

ACT_ONLY: frozenset[type] = frozenset(
    {
        *(FiguresStated, ItemsChecked, ItemsCorrected, ItemsDrafted),
        *(SessionDateDecided, SessionMoved, SessionCancelled, SessionOpened, CongressSessionClosed, ItemDisposed),
        *(ElectionPlanned, ResultDeclared, RerunOrdered),
        *(OfficialElected, OathTaken, OfficeTermEnded, OfficeVacated),
        *(DeputyTerminated, DeputyElectionInvalidated),
        *(ExecutionOpened, ExecutionReported),
        *(VillageResolutionAdopted, VillageMatterImplemented, ResolutionStopped),
    }
)
"""That they happened is public, and by whom; what else they hold is so only as far as a page shows it."""

DIRECTORY: frozenset[type] = frozenset(
    {
        *(MineCertified, MineRemoved, StandardPublished),
        *(ExperienceCommended, FalsificationFound, UnderperformanceCircular),
    }
)
"""Entry into the directory of green mines and leaving it, its standards, circulars and examples; nothing else of mining
is shown until it is named."""

CONGRESS: frozenset[type] = frozenset(
    {
        *(ResolutionAdopted, ResultsAnnounced, VoteTaken),
        *(PollVoided, TurnoutMissed, ElectionClosed),
        *(StationRegistered, StationClosed),
        *(ResolutionDisclosed, ImplementationStarted, ResultDisclosed, TeamDecisionPublished),
    }
)
"""Of elections, pages show what is named here and above, and nothing that comes later until it is named too."""

_DISCLOSED, _ANNOUNCED = frozenset({ResolutionDisclosed, ResultDisclosed}), frozenset({ResultsAnnounced})

WAITS: Mapping[type, frozenset[type]] = {
    **dict.fromkeys((VillageResolutionAdopted, ImplementationStarted, VillageMatterImplemented), _DISCLOSED),
    ResolutionStopped: _DISCLOSED,
    **dict.fromkeys((VoteTaken, ItemDisposed, ResolutionAdopted), _ANNOUNCED),
}
"""Not public, not even as an act, before one of these is recorded after them in their stream. Elections tells the
public of a village's resolution no sooner (document 1 §四2三要); what a congress decides is public once announced."""

AT_ONCE_AFTER: frozenset[type] = frozenset({ResolutionStopped})
"""Of these, what comes after their stream is public already is public at once."""

TITLES: frozenset[type] = frozenset(
    {CommunityTitleConferred, CommunityTitleLost, DistrictTitleConferred, TownshipCommended, YearlyListFixed}
)
"""Of the programmes of assessment the lists and the titles are public; how single results came about is not."""

UNSHOWN: frozenset[type] = frozenset(
    {
        BoardInspected,
        CommandRefused,
        InspectionRecorded,
        RefusalsCounted,
        RefusalsDropped,
        AuditFindingRecorded,
        PerformanceRecorded,
        *(set(PROGRAMME_FACTS) - TITLES),
        *OBJECTION_FACTS,
        *DOCUMENT_FACTS,
        *OPINION_RESULT_FACTS,
        *REPORT_FACTS,
        *PARTICULARS_FACTS,
        *REQUEST_FACTS,
        *SEAL_FACTS,
        *SUPPORTER_FACTS,
        *(set(MINING_FACTS) - DIRECTORY - _COMMON - _REDERIVED),
        *(set(ELECTIONS_FACTS) - CONGRESS - ACT_ONLY - _COMMON),
        *(set(MEDIATION_FACTS) - _COMMON - _REDERIVED),
    }
)
"""Not on any page: what people have said, who was refused, who read what is sealed, findings, own books. Of disputes
nothing is shown but how many there are."""

WHOLE: frozenset[type] = (
    frozenset(
        {
            ClockSet,
            EvidenceRecorded,
            *TITLES,
            PackEntered,
            PolicyActivated,
            UnitSucceeded,
            *get_args(UnitFact),
            *get_args(DutyFact),
            *BOARD_FACTS,
            *BOOKS_FACTS,
            *_REDERIVED,
            *CONGRESS,
            *DIRECTORY,
            *REGULATION_FACTS,
        }
    )
    - ACT_ONLY
    - UNSHOWN
)
"""Nothing in them is confidential: shown to the last byte, so that anybody can compute the digest."""

OPEN_STREAMS = (
    "assessment_",
    "disclosure_boards-",
    "disclosure_books-",
    "disclosure_clock",
    "disclosure_duty-",
    "disclosure_pack-",
    "disclosure_policy-",
    "disclosure_regulations-",
    "disclosure_succession-",
    "disclosure_unit-",
    "elections_decision-",
    "elections_election-",
    "elections_execution-",
    "elections_office-",
    "elections_resolution-",
    "elections_session-",
    "elections_station-",
    "elections_term-",
    "mining_annual-",
    "mining_mine-",
    "mining_standards-",
)
"""How the names of streams begin whose facts have pages. The name of an objection's stream is its receipt."""


def is_kept_back(fact: object) -> bool:
    """A circular that its packs do not publish (AMB-32)."""
    return isinstance(fact, FalsificationFound | UnderperformanceCircular) and not fact.is_published


ALL = WHOLE | ACT_ONLY | UNSHOWN
"""Everything that has been thought of; a test compares it with everything that is recorded."""
