"""A community that was established owes its catalogue from then on, however it came to be enrolled (event flow 36)."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.catalogue import facts_of
from contracts.disclosure.duty.messages import DutyOpened
from contracts.disclosure.unit.messages import EnrolUnit, UnitEnrolled
from contracts.units import UnitKind
from disclosure.service import SERVICE
from ledger.recorded import metadata_of
from ledger.store import Recorded
from ledger.testing.hearing import hear
from ledger.testing.playing import Played
from ledger.testing.recording import append, example

UNIT = "360730100009"
NAME = Bilingual(zh="梅江新村社区", en="Meijiang New Village")
AT = datetime(2025, 3, 31, 10, tzinfo=CHINA)
AFTER_THE_QUARTER = datetime(2025, 7, 1, 9, tzinfo=CHINA)


@pytest.fixture
def played(tmp_path: Path) -> Played:
    desk = Played(
        SERVICE, SERVICE.answers, begins=datetime(2025, 1, 8, 9, tzinfo=CHINA), unit="360730", folder=tmp_path
    )
    desk.activate("community-draft")
    return desk


def was_established(played: Played) -> Recorded:
    recorded_type = "elections.community-established.v1"
    document = example(recorded_type, unit=UNIT, name={"zh": NAME.zh, "en": NAME.en}, approved_on="2025-03-31")
    return append(played.store, facts_of("elections"), f"elections_community-{UNIT}", recorded_type, document, at=AT)


def opened(played: Played) -> list[Any]:
    played.at(AFTER_THE_QUARTER)
    played.projector.catch_up()
    played.at(AFTER_THE_QUARTER)
    return [fact for fact in played.facts(DutyOpened) if fact.unit == UNIT]


def test_it_is_enrolled_with_the_day_of_its_approval_and_its_duties_open_by_themselves(played, tmp_path):
    cause = was_established(played)
    hear(SERVICE, played, tmp_path)
    [enrolled] = played.facts(UnitEnrolled)

    assert (enrolled.unit, enrolled.kind, enrolled.name) == (UNIT, UnitKind.COMMUNITY, NAME)
    assert enrolled.valid_from == date(2025, 3, 31)
    [recorded] = [each for each in played.recorded() if each.stream == f"disclosure_unit-{UNIT}"]
    assert metadata_of(recorded)["$causationId"] == str(cause.id)
    assert {fact.catalogue for fact in opened(played)} == {"CA"}


def test_who_enrolled_it_before_has_said_the_same(played):
    by_hand = EnrolUnit(actor="desk", unit=UNIT, kind=UnitKind.COMMUNITY, name=NAME, valid_from=date(2025, 1, 1))
    played.send(by_hand)
    cause = was_established(played)
    SERVICE.reactions(played.handlers)[cause.type](cause)

    assert [fact.valid_from for fact in played.facts(UnitEnrolled)] == [date(2025, 1, 1)]
