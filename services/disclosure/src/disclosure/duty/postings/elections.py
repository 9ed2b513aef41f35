"""What elections recorded and the public is owed (event flows 1, 2 and 4).

Law: Organic Law of the Villagers' Committees, art. 35 (村民委员会组织法 第三十五条), of audits.
A stopped resolution is told where its adoption was: as one more item of the same duty.
"""

from collections.abc import Iterable
from datetime import date

from contracts.bilingual import Bilingual
from contracts.disclosure.duty.messages import Occasion
from contracts.elections.matters.messages import BallotDecided
from contracts.elections.resolution.messages import (
    ResolutionStopped,
    VillageMatterImplemented,
    VillageResolutionAdopted,
)
from contracts.elections.village_audit.messages import VillageAuditKind, VillageAuditReported
from contracts.units import UnitKind, is_administrative_organ
from ledger.reaction import Seen

from disclosure.duty.postings.posting import Posting, Telling


def _adopted(fact: VillageResolutionAdopted, seen: Seen) -> Iterable[Telling]:
    yield _of_village(fact, fact.meeting.held_on, seen)


def _implemented(fact: VillageMatterImplemented, seen: Seen) -> Iterable[Telling]:
    yield _of_village(fact, fact.finished_on, seen)


def _stopped(fact: ResolutionStopped, seen: Seen) -> Iterable[Telling]:
    if fact.was_adopted:
        yield _of_village(fact, fact.stopped_on, seen)


_OfVillage = VillageResolutionAdopted | VillageMatterImplemented | ResolutionStopped


def _of_village(fact: _OfVillage, happened_on: date, seen: Seen) -> Telling:
    return Telling(
        unit=fact.unit, kind=UnitKind.VILLAGE, happened_on=happened_on, subject=fact.title, case=seen.recorded.stream
    )


def _audited(fact: VillageAuditReported, seen: Seen) -> Iterable[Telling]:
    """The result of a leaving audit is public before the next election; of the member nothing is said here."""
    is_leaving = fact.kind is VillageAuditKind.LEAVING
    yield Telling(
        unit=fact.unit,
        kind=UnitKind.VILLAGE,
        happened_on=fact.reported_on,
        subject=_LEAVING if is_leaving else _IN_TERM,
        event_on=fact.next_election_on if is_leaving else None,
    )


_LEAVING, _IN_TERM = Bilingual(zh="离任审计", en="leaving audit"), Bilingual(zh="任期审计", en="term audit")


def _ballot(fact: BallotDecided, seen: Seen) -> Iterable[Telling]:
    kind = UnitKind.TOWNSHIP if is_administrative_organ(fact.unit) else UnitKind.VILLAGE
    yield Telling(unit=fact.unit, kind=kind, happened_on=fact.held_on, subject=fact.title)


POSTINGS = (
    Posting(_adopted, Occasion.VILLAGE_RESOLUTION),
    Posting(_stopped, Occasion.VILLAGE_RESOLUTION),
    Posting(_implemented, Occasion.VILLAGE_IMPLEMENTATION),
    Posting(_audited, Occasion.VILLAGE_AUDIT),
    Posting(_ballot, Occasion.BALLOT_RESULT),
)
