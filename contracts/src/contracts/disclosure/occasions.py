"""What another service recorded is to be made public: a resolution, a result, a list, a mark in a directory.

Law: county opinion on township standardisation (document 1 §四1, §四2): resolutions, their carrying out, results of
ballots; opinion on township people's congresses (document 2 §三); opinion on green mines (document 3 §七(三)); the
statutes on organisation, elections, deputies, villagers' committees and minerals (requirements D.2, event flows).
"""

from enum import StrEnum

from contracts.bilingual import Bilingual
from contracts.disclosure.matters import Cause
from contracts.disclosure.vocabulary import CatalogueCode, Channel, ItemCode, PeriodCode
from contracts.message import command, fact
from contracts.units import UnitKind
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, UnitCode


class Occasion(StrEnum):
    """Why something is owed that another service has recorded."""

    VILLAGE_RESOLUTION = "village_resolution"
    VILLAGE_IMPLEMENTATION = "village_implementation"
    BALLOT_RESULT = "ballot_result"
    SESSION_DATE = "session_date"
    SESSION_ANNOUNCEMENT = "session_announcement"
    ELECTION_RESULT = "election_result"
    OATH = "oath"
    DEPUTY_LIST = "deputy_list"
    DEPUTY_PROFILE = "deputy_profile"
    CREDENTIALS_ENDED = "credentials_ended"
    OFFICE_ENDED = "office_ended"
    SUGGESTION_REPORT = "suggestion_report"
    VOTER_ROLL = "voter_roll"
    NOMINEES = "nominees"
    FINAL_CANDIDATES = "final_candidates"
    VILLAGE_ROLL = "village_roll"
    VILLAGE_CANDIDATES = "village_candidates"
    VILLAGE_PROXIES = "village_proxies"
    RESIDENTS_ROLL = "residents_roll"
    ELECTION_LIST = "election_list"
    DECLARED_RESULT = "declared_result"
    VILLAGE_AUDIT = "village_audit"
    MINE_DIRECTORY = "mine_directory"
    MINE_STANDARDS = "mine_standards"
    MINE_PROGRESS = "mine_progress"
    MINE_FALSIFICATION = "mine_falsification"
    MINE_UNDERPERFORMANCE = "mine_underperformance"
    MINE_ASSESSMENT = "mine_assessment"
    MINE_RESTORATION = "mine_restoration"
    COMMENDATION = "commendation"
    CENTRE_CHECK = "centre_check"


@command
class OpenOccasion:
    """Owe the publication of what another service recorded. Sent by the service itself.

    Nothing is owed that no active pack orders. A further cause of an open duty is a further item of it. `event_on`: the
    day of the session or election before which it has to be public.
    """

    actor: Actor
    unit: UnitCode
    kind: UnitKind
    catalogue: CatalogueCode
    period: PeriodCode
    occasion: Occasion
    name: Bilingual
    happened_on: Day
    event_on: Day | None
    cause: Cause


@fact
class OccasionRecorded:
    """This item of the duty makes public what the fact `cause` says (公开事由); see `OpenOccasion`."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    occasion: Occasion
    happened_on: Day
    event_on: Day | None
    cause: Cause
    recorded_at: Instant


@fact
class OccasionDisclosed:
    """What the fact `cause` says is public for the first time, through channels that meet the duty (已予公布).

    The service of `cause.stream` finds its own case by it. The proof of the date is `claimed_on`, the day that the unit
    says, and `published_at`, the moment at which it was recorded.
    """

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    occasion: Occasion
    cause: Cause
    version: Count
    digest: Digest
    channels: tuple[Channel, ...]
    claimed_on: Day
    published_at: Instant


OccasionFact = OccasionRecorded | OccasionDisclosed
