"""A village is heard on the restoration of a mine's area: once, with somebody there."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from contracts.calendar import CHINA
from contracts.elections.hearing.messages import HeardBody, HearingOn, HoldRestorationHearing, RestorationHearingHeld
from elections.hearing import STREAM
from ledger.testing.given import given

NOON = datetime(2025, 9, 10, 12, tzinfo=CHINA)
HOLD = HoldRestorationHearing(
    actor="committee-1",
    unit="360730101201",
    hearing="shilong-1",
    mine="360730101-shilong",
    on=HearingOn.PLAN,
    heard=HeardBody.COMMITTEES,
    held_on=date(2025, 9, 10),
    attended=1,
    opinions="同意，建议先复绿排土场。",
)
HELD = RestorationHearingHeld(
    unit="360730101201",
    hearing="shilong-1",
    mine="360730101-shilong",
    on=HearingOn.PLAN,
    heard=HeardBody.COMMITTEES,
    held_on=date(2025, 9, 10),
    attended=1,
    opinions="同意，建议先复绿排土场。",
    recorded_by="committee-1",
    recorded_at=NOON,
)


@pytest.mark.req("G-151", "G-152")
def test_a_village_is_heard_and_its_hearing_says_on_what_and_by_whom():
    given(STREAM, None).when(HOLD, at=NOON).then(HELD)
    acceptance = replace(HOLD, on=HearingOn.ACCEPTANCE, heard=HeardBody.REPRESENTATIVES)
    [fact] = given(STREAM, None).when(acceptance, at=NOON).after().facts
    assert (fact.on, fact.heard) == (HearingOn.ACCEPTANCE, HeardBody.REPRESENTATIVES)


def test_a_hearing_is_held_once_by_somebody_and_not_tomorrow():
    given(STREAM, None, HELD).when(HOLD, at=NOON).then_rejected("elections.hearing-held-already")
    given(STREAM, None).when(replace(HOLD, attended=0), at=NOON).then_rejected("elections.nobody-attended")
    tomorrow = replace(HOLD, held_on=date(2025, 9, 11))
    given(STREAM, None).when(tomorrow, at=NOON).then_rejected("elections.date-in-future")
