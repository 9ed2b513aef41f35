"""A residents' meeting: its quorum and majority, its minutes, and that it stays open until they are complete."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.residents_meeting.messages import (
    CloseResidentsMeeting,
    HoldResidentsMeeting,
    KeepResidentsMinutes,
    MeetingForm,
    MinutesField,
    ResidentsMeetingClosed,
    ResidentsMeetingHeld,
    ResidentsMinutesKept,
)
from contracts.elections.residents_meeting.rules import ResidentsMeetingPolicy, residents_meeting_policy
from contracts.policies import pack_named, resolve
from contracts.thresholds import Threshold
from elections.residents_meeting import STREAM
from ledger.testing.given import given

UNIT = "360730101301"
NOON = datetime(2025, 9, 10, 12, tzinfo=CHINA)
PACKS = ("cn-residents-2018", "cn-voting-2018", "community-draft-standards")
POLICY = residents_meeting_policy(resolve(UNIT, [pack_named(name) for name in PACKS]))
KEY: dict[str, Any] = {"unit": UNIT, "meeting": "2025-start"}
HOLD = HoldResidentsMeeting(
    actor="committee-1",
    **KEY,
    form=MeetingForm.HOUSEHOLD_REPS,
    held_on=date(2025, 9, 10),
    entitled=200,
    attended=101,
    agreed=51,
)
HELD = ResidentsMeetingHeld(
    **KEY,
    form=MeetingForm.HOUSEHOLD_REPS,
    held_on=date(2025, 9, 10),
    entitled=200,
    attended=101,
    needed=101,
    agreed=51,
    is_adopted=True,
    recorded_by="committee-1",
    recorded_at=NOON,
)
TEXTS = {"place": "社区会议室", "topics": "年度工作安排", "opinions": "增设健身设施", "result": "通过"}
MINUTES = ResidentsMinutesKept(**KEY, **TEXTS, kept_by="committee-1", kept_at=NOON)
KEEP = KeepResidentsMinutes(actor="committee-1", **KEY, **TEXTS)
CLOSE = CloseResidentsMeeting(actor="committee-1", **KEY)


def meeting(*history: Any, policy: ResidentsMeetingPolicy = POLICY) -> Any:
    return given(STREAM, policy, *history)


def held(**changes: Any) -> Any:
    [fact] = meeting().when(replace(HOLD, **changes), at=NOON).after().facts
    return fact


def test_more_than_half_of_those_entitled_have_to_come():
    assert held() == HELD
    meeting().when(replace(HOLD, attended=100), at=NOON).then_rejected("elections.quorum-not-met")
    assert held(entitled=201, attended=101).needed == 101
    meeting().when(replace(HOLD, entitled=0, attended=0, agreed=None), at=NOON).then_rejected(
        "elections.quorum-not-met"
    )


@pytest.mark.parametrize("law", ["cn-residents-2018", "cn-residents-2026"])
def test_half_of_those_entitled_is_too_few_by_either_text_of_the_law(law: str):
    policy = residents_meeting_policy(resolve(UNIT, [pack_named(name) for name in (law, *PACKS[1:])]))
    case = meeting(policy=policy)

    case.when(replace(HOLD, entitled=200, attended=100), at=NOON).then_rejected("elections.quorum-not-met")
    [held_] = case.when(replace(HOLD, entitled=200, attended=101, agreed=None), at=NOON).after().facts
    assert held_.needed == 101


def test_more_than_half_of_those_who_came_adopt():
    assert held(attended=102, agreed=51).is_adopted is False
    assert held(attended=102, agreed=52).is_adopted is True
    assert held(agreed=None).is_adopted is None


def test_no_more_came_than_are_entitled_and_no_more_agreed_than_came():
    assert held(attended=200, agreed=200).is_adopted is True
    meeting().when(replace(HOLD, attended=201), at=NOON).then_rejected("elections.attendance-exceeds-entitled")
    meeting().when(replace(HOLD, agreed=102), at=NOON).then_rejected("elections.votes-exceed-attendance")


@pytest.mark.req("E-138")
def test_a_meeting_has_one_of_the_forms_that_the_rules_name():
    assert {form.value for form in MeetingForm} - {"consultation"} == set(POLICY.forms)
    for form in POLICY.forms:
        assert held(form=MeetingForm(form)).form == form
    others = replace(POLICY, forms=("all_adults", "group_reps"))
    meeting(policy=others).when(HOLD, at=NOON).then_rejected("elections.invalid-meeting-form")


def test_a_council_is_consulted_without_a_quorum_of_the_law():
    assert held(form=MeetingForm.CONSULTATION, entitled=7, attended=3, agreed=None).needed == 1


def test_a_meeting_is_recorded_once_and_not_of_tomorrow():
    meeting(HELD).when(HOLD, at=NOON).then_rejected("elections.meeting-held-already")
    tomorrow = replace(HOLD, held_on=date(2025, 9, 11))
    meeting().when(tomorrow, at=NOON).then_rejected("elections.date-in-future")


@pytest.mark.req("X-005", "E-151")
def test_with_complete_minutes_the_meeting_is_closed():
    meeting(HELD).when(KEEP, at=NOON).then(MINUTES)
    closed = ResidentsMeetingClosed(**KEY, fields=tuple(MinutesField), closed_by="committee-1", closed_at=NOON)
    meeting(HELD, MINUTES).when(CLOSE, at=NOON).then(closed)


@pytest.mark.req("X-005", "E-151")
@pytest.mark.parametrize(
    "missing", [names for count in range(1, 5) for names in combinations(sorted(TEXTS), count)], ids="-".join
)
def test_with_any_part_missing_the_meeting_stays_open_and_is_told_which(missing):
    left_out: dict[str, Any] = dict.fromkeys(missing)
    added: dict[str, Any] = {name: text if name in missing else None for name, text in TEXTS.items()}
    minutes = replace(MINUTES, **left_out)
    said = ", ".join(field for field in MinutesField if field in missing)

    meeting(HELD, minutes).when(CLOSE, at=NOON).then_rejected("elections.minutes-required", said)

    meeting(HELD, minutes).when(replace(KEEP, **added), at=NOON).then(MINUTES)


@pytest.mark.req("X-005", "E-151")
def test_without_minutes_the_meeting_stays_open():
    meeting(HELD).when(CLOSE, at=NOON).then_rejected("elections.minutes-required")


@pytest.mark.req("X-005")
def test_how_many_parts_are_asked_for_stands_in_the_rules():
    assert POLICY.fields == len(MinutesField) == 7
    without_result = replace(MINUTES, result=None)
    six, silent = replace(POLICY, fields=6), replace(POLICY, fields=None)
    [*_, closed] = meeting(HELD, without_result, policy=six).when(CLOSE, at=NOON).after().facts
    assert MinutesField.RESULT not in closed.fields
    meeting(HELD, without_result, policy=silent).when(CLOSE, at=NOON).then_rejected("elections.minutes-required")


def test_of_no_meeting_there_are_no_minutes_and_what_is_closed_stays_as_it_is():
    closed = ResidentsMeetingClosed(**KEY, fields=tuple(MinutesField), closed_by="committee-1", closed_at=NOON)
    for command in (KEEP, CLOSE):
        meeting().when(command, at=NOON).then_rejected("elections.no-such-meeting")
        meeting(HELD, MINUTES, closed).when(command, at=NOON).then_rejected("elections.meeting-closed")


def test_quorum_and_majority_are_those_of_the_rules():
    thirds = Threshold(share=Fraction(2, 3), is_strict=False, of="x")
    stricter = replace(POLICY, quorum=thirds, majority=thirds)
    meeting(policy=stricter).when(replace(HOLD, attended=133), at=NOON).then_rejected("elections.quorum-not-met")
    for agreed, is_adopted in ((89, False), (90, True)):
        [fact] = meeting(policy=stricter).when(replace(HOLD, attended=134, agreed=agreed), at=NOON).after().facts
        assert (fact.needed, fact.is_adopted) == (134, is_adopted)
