"""What elections recorded and the public is owed (event flows 1, 2 and 4).

Law: Organic Law of the Villagers' Committees, art. 35 (村民委员会组织法 第三十五条), of audits.
A stopped resolution is told where its adoption was: as one more item of the same duty.
"""

from collections.abc import Iterable
from datetime import date

from contracts.bilingual import Bilingual
from contracts.disclosure.duty.messages import Occasion
from contracts.elections.catalogue import ELECTIONS_FACTS
from contracts.elections.meetings import BallotDecided
from contracts.elections.resolution_facts import (
    ResolutionStopped,
    VillageMatterImplemented,
    VillageResolutionAdopted,
)
from contracts.elections.village_audits import VillageAuditKind, VillageAuditReported
from contracts.units import UnitKind, is_administrative_organ
from ledger.store import Recorded

from disclosure.postings import Posting, Telling


def _adopted(fact: VillageResolutionAdopted, recorded: Recorded) -> Iterable[Telling]:
    yield _of_village(fact, fact.meeting.held_on, recorded)


def _implemented(fact: VillageMatterImplemented, recorded: Recorded) -> Iterable[Telling]:
    yield _of_village(fact, fact.finished_on, recorded)


def _stopped(fact: ResolutionStopped, recorded: Recorded) -> Iterable[Telling]:
    if fact.was_adopted:
        yield _of_village(fact, fact.stopped_on, recorded)


_OfVillage = VillageResolutionAdopted | VillageMatterImplemented | ResolutionStopped


def _of_village(fact: _OfVillage, happened_on: date, recorded: Recorded) -> Telling:
    return Telling(
        unit=fact.unit, kind=UnitKind.VILLAGE, happened_on=happened_on, subject=fact.title, case=recorded.stream
    )


def _audited(fact: VillageAuditReported, recorded: Recorded) -> Iterable[Telling]:
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


def _ballot(fact: BallotDecided, recorded: Recorded) -> Iterable[Telling]:
    kind = UnitKind.TOWNSHIP if is_administrative_organ(fact.unit) else UnitKind.VILLAGE
    yield Telling(unit=fact.unit, kind=kind, happened_on=fact.held_on, subject=fact.title)


POSTINGS = (
    Posting(facts=ELECTIONS_FACTS, fact=VillageResolutionAdopted, occasion=Occasion.VILLAGE_RESOLUTION, tells=_adopted),
    Posting(facts=ELECTIONS_FACTS, fact=ResolutionStopped, occasion=Occasion.VILLAGE_RESOLUTION, tells=_stopped),
    Posting(
        facts=ELECTIONS_FACTS,
        fact=VillageMatterImplemented,
        occasion=Occasion.VILLAGE_IMPLEMENTATION,
        tells=_implemented,
    ),
    Posting(facts=ELECTIONS_FACTS, fact=VillageAuditReported, occasion=Occasion.VILLAGE_AUDIT, tells=_audited),
    Posting(facts=ELECTIONS_FACTS, fact=BallotDecided, occasion=Occasion.BALLOT_RESULT, tells=_ballot),
)
