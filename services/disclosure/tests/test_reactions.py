"""What other services record opens duties here: each fact once, with its cause, whatever is repeated."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.catalogue import Catalogue, facts_of
from contracts.disclosure.duty.messages import (
    CheckItems,
    DraftItems,
    DutyOpened,
    Occasion,
    OccasionDisclosed,
    OccasionRecorded,
    PublishItems,
    SubmitDuty,
)
from contracts.disclosure.words import Entry, EntryKind, Verdict
from contracts.elections.matters.messages import BallotDecided
from contracts.elections.words import Body
from contracts.errors import Malformed
from contracts.units import UnitKind
from disclosure.duty.postings.posting import Posting, Telling
from disclosure.duty.reactions import opening, period_of
from disclosure.service import SERVICE
from ledger.reaction import Seen
from ledger.recorded import GENESIS, Provenance, Tip, digest_of_fact, drafts
from ledger.store import Recorded
from ledger.testing.playing import Played

VILLAGE = "360730101201"
NOW = datetime(2025, 5, 12, 16, tzinfo=CHINA)


FACTS = facts_of("elections")


def settled(title: str = "修建村道", unit: str = VILLAGE) -> BallotDecided:
    return BallotDecided(
        unit=unit,
        case="ballot-1",
        title=Bilingual(zh=title, en=title),
        body=Body.ASSEMBLY,
        agreed=7,
        against=2,
        abstained=0,
        is_adopted=True,
        held_on=date(2025, 5, 12),
        decided_at=NOW,
    )


def recorded(catalogue: Catalogue, fact: Any, *, stream: str = "elections_matter-road", number: int = 1) -> Recorded:
    """The fact as its service would have recorded it, first of its stream."""
    command_id = UUID(int=number)
    provenance = Provenance(
        command_id=command_id,
        command_type=f"{catalogue.service}.settle.v1",
        command={},
        correlation_id=command_id,
        causation_id=None,
        actor="secretary",
        role="Test",
        actor_unit=VILLAGE,
        unit=VILLAGE,
        decided_at=NOW,
        policy=None,
        calendar="",
        decider=f"{catalogue.service}.matter",
        decider_version=1,
        release="test",
    )
    [draft], _ = drafts(stream, Tip(-1, GENESIS), provenance, [catalogue.write(fact)])
    return Recorded(stream, 0, number, draft.id, draft.type, draft.data, draft.metadata)


def tells(fact: BallotDecided, seen: Seen) -> Iterable[Telling]:
    yield Telling(unit=fact.unit, kind=UnitKind.VILLAGE, happened_on=fact.held_on, subject=fact.title)


def tells_of_one_session(fact: BallotDecided, seen: Seen) -> Iterable[Telling]:
    yield Telling(unit=fact.unit, kind=UnitKind.VILLAGE, happened_on=fact.held_on, case="elections_session-1")


def line(occasion: Occasion = Occasion.VILLAGE_RESOLUTION, how: Any = tells) -> Posting:
    return Posting(how, occasion)


@pytest.fixture
def office(tmp_path: Path) -> Played:
    played = Played(SERVICE, SERVICE.answers, begins=NOW, unit="360730", folder=tmp_path)
    played.activate("county-2011", "county-2011-posting", "community-draft")
    return played


def take(office: Played, fact: Recorded, *lines: Posting) -> None:
    for each in lines or (line(),):
        opening(each).run(office.handlers, fact)


def test_a_fact_opens_a_duty_with_the_fact_as_its_cause(office: Played):
    fact = recorded(FACTS, settled())
    take(office, fact)
    [opened] = office.facts(DutyOpened)

    assert (VILLAGE, "IMMEDIATE", period_of(Occasion.VILLAGE_RESOLUTION, str(fact.id))) == (
        opened.unit,
        opened.catalogue,
        opened.period,
    )
    assert Bilingual(zh="村民决议：修建村道", en="Village resolution: 修建村道") == opened.matter.name
    assert (fact.stream, fact.type, digest_of_fact(fact)) == (
        opened.matter.basis.cause.stream,
        opened.matter.basis.cause.type,
        opened.matter.basis.cause.digest,
    )


def test_a_repeated_fact_is_treated_as_already_done(office: Played):
    fact = recorded(FACTS, settled())
    take(office, fact)
    before = office.recorded()
    take(office, fact)

    assert before == office.recorded()


def test_two_facts_of_one_stream_are_two_duties(office: Played):
    take(office, recorded(FACTS, settled()))
    take(office, recorded(FACTS, settled("修建水渠"), number=2))

    assert 2 == len({opened.period for opened in office.facts(DutyOpened)})


def test_facts_of_one_session_are_items_of_one_announcement(office: Played):
    for number in (1, 2):
        fact = recorded(FACTS, settled(), number=number, stream=f"elections_matter-{number}")
        take(office, fact, line(how=tells_of_one_session))

    assert 1 == len(office.facts(DutyOpened))
    assert ["IMMEDIATE-1", "IMMEDIATE-x1"] == [fact.item for fact in office.facts(OccasionRecorded)]


def test_one_fact_may_be_made_public_in_two_ways(office: Played):
    take(office, recorded(FACTS, settled()), line(), line(Occasion.BALLOT_RESULT))

    assert [Occasion.VILLAGE_RESOLUTION, Occasion.BALLOT_RESULT] == [
        fact.occasion for fact in office.facts(OccasionRecorded)
    ]


def test_where_no_pack_is_active_nothing_is_owed(office: Played):
    take(office, recorded(FACTS, settled(unit="110101001201")))

    assert [] == office.facts(DutyOpened)


def test_a_line_that_names_no_unit_parks_the_fact(office: Played):
    def tells_badly(fact: BallotDecided, seen: Seen) -> Iterable[Telling]:
        yield Telling(unit="no unit", kind=UnitKind.VILLAGE, happened_on=fact.held_on)

    with pytest.raises(Malformed):
        take(office, recorded(FACTS, settled()), line(how=tells_badly))


def test_a_long_title_is_cut_between_characters(office: Played):
    take(office, recorded(FACTS, settled("路" * 66)))
    [opened] = office.facts(DutyOpened)

    assert "村民决议：" + "路" * 61 == opened.matter.name.zh


def test_what_was_made_public_names_the_fact_that_asked_for_it(office: Played):
    fact = recorded(FACTS, settled())
    take(office, fact)
    [opened] = office.facts(DutyOpened)
    key: Any = {"unit": VILLAGE, "catalogue": "IMMEDIATE", "period": opened.period}
    entry = Entry(item="IMMEDIATE-1", kind=EntryKind.CONTENT, text="村民会议决定修建村道。")
    office.send(DraftItems(**key, actor="clerk", entries=(entry,)))
    office.send(SubmitDuty(**key, actor="clerk"))
    office.send(CheckItems(**key, actor="reviewer", verdicts=(Verdict(item="IMMEDIATE-1", passed=True),)))
    office.send(PublishItems(**key, actor="clerk", items=(), channels=("board",), claimed_on=date(2025, 5, 12)))
    [told] = office.facts(OccasionDisclosed)

    assert (fact.stream, digest_of_fact(fact), date(2025, 5, 12)) == (
        told.cause.stream,
        told.cause.digest,
        told.claimed_on,
    )
