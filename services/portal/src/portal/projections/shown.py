"""Which facts a page may show, and how much of them. What is not named here stops the projector.

Law: Regulations on Open Government Information, arts. 14 and 15 (信息公开条例 第十四条、第十五条): what is not yet
public, and what names persons, is not shown.
"""

from collections.abc import Mapping

from contracts.assessment.audit_finding.messages import AuditFindingRecorded
from contracts.assessment.community.messages import CommunityTitleConferred, CommunityTitleLost
from contracts.assessment.district.messages import DistrictTitleConferred, YearlyListFixed
from contracts.assessment.evidence.messages import EvidenceRecorded
from contracts.assessment.performance.messages import PerformanceRecorded
from contracts.assessment.township.messages import TownshipCommended
from contracts.cases import CASE_FACTS
from contracts.catalogue import facts_of, recorded_in
from contracts.common import ClockSet, PackEntered, PolicyActivated
from contracts.disclosure.boards.messages import BoardInspected
from contracts.disclosure.duty.messages import (
    FiguresStated,
    InspectionRecorded,
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
)
from contracts.elections.decision.messages import TeamDecisionPublished
from contracts.elections.election.messages import (
    ElectionClosed,
    ElectionPlanned,
    PollVoided,
    RerunOrdered,
    ResultDeclared,
    TurnoutMissed,
)
from contracts.elections.execution.messages import ExecutionOpened, ExecutionReported
from contracts.elections.office.messages import OathTaken, OfficeTermEnded, OfficeVacated, OfficialElected
from contracts.elections.resolution.messages import (
    ImplementationStarted,
    ResolutionDisclosed,
    ResolutionStopped,
    ResultDisclosed,
    VillageMatterImplemented,
    VillageResolutionAdopted,
)
from contracts.elections.session.messages import (
    CongressSessionClosed,
    ItemDisposed,
    ResolutionAdopted,
    ResultsAnnounced,
    SessionCancelled,
    SessionDateDecided,
    SessionMoved,
    SessionOpened,
    VoteTaken,
)
from contracts.elections.station.messages import StationClosed, StationRegistered
from contracts.elections.term.messages import DeputyElectionInvalidated, DeputyTerminated
from contracts.mining.annual.messages import ExperienceCommended, FalsificationFound, UnderperformanceCircular
from contracts.mining.mine.messages import MineCertified, MineRemoved
from contracts.mining.standards.messages import StandardPublished
from contracts.owed_dates import OWED_FACTS
from contracts.particulars import PARTICULARS_FACTS
from contracts.refusals import CommandRefused, RefusalsCounted, RefusalsDropped
from contracts.succession import UnitSucceeded
from contracts.unit_register import UnitEnrolled
from contracts.upward_reports import REPORT_FACTS

READ = (
    facts_of("disclosure"),
    facts_of("assessment"),
    facts_of("elections"),
    facts_of("mining"),
    facts_of("mediation"),
)

_REDERIVED = frozenset({*CASE_FACTS, *OWED_FACTS})
_COMMON = frozenset({ClockSet, PackEntered, PolicyActivated, *recorded_in("disclosure", "unit")})

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

_OF_PROGRAMMES = recorded_in(
    "assessment",
    *("sheet", "measure", "community", "district", "township", "centre", "programme", "county_group"),
    *("accountability", "responsibility", "size", "round", "conduct"),
)

UNSHOWN: frozenset[type] = frozenset(
    {
        BoardInspected,
        CommandRefused,
        InspectionRecorded,
        RefusalsCounted,
        RefusalsDropped,
        AuditFindingRecorded,
        PerformanceRecorded,
        *(_OF_PROGRAMMES - TITLES),
        UnitEnrolled,
        *recorded_in("disclosure", "objection", "documents", "opinion_results", "request", "seal_book", "supporters"),
        *REPORT_FACTS,
        *PARTICULARS_FACTS,
        *(set(facts_of("mining")) - DIRECTORY - _COMMON - _REDERIVED),
        *(set(facts_of("elections")) - CONGRESS - ACT_ONLY - _COMMON),
        *(set(facts_of("mediation")) - _COMMON - _REDERIVED),
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
            *recorded_in("disclosure", "unit", "duty", "boards", "books", "regulations"),
            *_REDERIVED,
            *CONGRESS,
            *DIRECTORY,
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
