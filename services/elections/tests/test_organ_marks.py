"""The marks of a congress's organs and the staff of its office: what is lacking is a finding as long as it is."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.marks.messages import (
    Lacking,
    MarkKind,
    MarkLine,
    MarkRecorded,
    MarkRemoved,
    MarksOfCongress,
    NameOfficeStaff,
    OfficeStaffNamed,
    OrganMarksStanding,
    RecordMark,
    RemoveMark,
)
from contracts.elections.marks.rules import MarkPolicy, mark_policy
from contracts.policies import pack_named, resolve
from elections.marks import STREAM
from elections.service import SERVICE
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

PACKS = ("cn-congress-2022", "district-congress-2020")
POLICY: MarkPolicy = mark_policy(resolve("360730100", [pack_named(name) for name in PACKS]))
TOWN = "360730100"
NOON = datetime(2025, 5, 12, 12, tzinfo=CHINA)
TODAY, TOMORROW = date(2025, 5, 12), date(2025, 5, 13)
TEXTS = {
    MarkKind.OFFICE_SIGN: "人大主席团办公室",
    MarkKind.NAME_PLATE: "梅江镇人民代表大会",
    MarkKind.SEAL: "梅江镇人民代表大会主席团",
}
STAFF = NameOfficeStaff(unit=TOWN, actor="chair", staff=("clerk-1",))


def record(kind: MarkKind, **other: Any) -> RecordMark:
    said: dict[str, Any] = {"township": "梅江镇", "text": TEXTS[kind], "checked_on": TODAY, "photo": "a" * 64}
    return RecordMark(**{"unit": TOWN, "actor": "clerk", "kind": kind, **said, **other})


def recorded(kind: MarkKind) -> MarkRecorded:
    return MarkRecorded(unit=TOWN, kind=kind, text=TEXTS[kind], checked_on=TODAY, photo="a" * 64, recorded_at=NOON)


def standing(*lacking: Lacking) -> OrganMarksStanding:
    return OrganMarksStanding(unit=TOWN, lacking=lacking, since=NOON)


def told(*commands: Any) -> Case[Any, Any, Any, Any]:
    case = given(STREAM, POLICY)
    for command in commands:
        case = case.when(command, at=NOON).after()
    return case


@pytest.mark.req("E-009", "E-010", "E-220", "E-221", "E-222")
def test_each_mark_that_is_there_is_no_longer_lacking():
    case = given(STREAM, POLICY)
    left = list(Lacking)
    for kind in MarkKind:
        left.remove(Lacking(kind.value))
        case = case.when(record(kind), at=NOON)
        case.then(recorded(kind), standing(*left))
        case = case.after()

    assert left == [Lacking.STAFF]
    case.when(record(MarkKind.SEAL), at=NOON).then(recorded(MarkKind.SEAL))


@pytest.mark.req("E-009")
def test_without_one_who_does_the_daily_work_the_office_is_short_of_staff():
    case = told(*map(record, MarkKind))
    named = OfficeStaffNamed(unit=TOWN, staff=("clerk-1",), named_at=NOON)

    case.when(STAFF, at=NOON).then(named, standing())
    case.when(replace(STAFF, staff=()), at=NOON).then(replace(named, staff=()))
    full = told(*map(record, MarkKind), STAFF)
    full.when(replace(STAFF, staff=()), at=NOON).then(replace(named, staff=()), standing(Lacking.STAFF))
    twice = replace(STAFF, staff=("clerk-1", "clerk-1"))
    case.when(twice, at=NOON).then_rejected("elections.named-twice")


@pytest.mark.req("E-009")
def test_a_mark_that_was_taken_down_is_lacking_again():
    full = told(*map(record, MarkKind), STAFF)
    down = RemoveMark(unit=TOWN, actor="clerk", kind=MarkKind.OFFICE_SIGN, removed_on=TODAY)

    full.when(down, at=NOON).then(
        MarkRemoved(unit=TOWN, kind=MarkKind.OFFICE_SIGN, removed_on=TODAY, recorded_at=NOON),
        standing(Lacking.OFFICE_SIGN),
    )
    told().when(down, at=NOON).then_rejected("elections.no-such-mark")
    full.when(replace(down, removed_on=TOMORROW), at=NOON).then_rejected("elections.date-in-future")


@pytest.mark.req("E-011", "E-222")
def test_the_seal_has_the_text_of_the_pattern():
    other = record(MarkKind.SEAL, text="梅江镇人民政府")

    told().when(other, at=NOON).then_rejected("elections.seal-text-invalid")
    told().when(record(MarkKind.SEAL, checked_on=TOMORROW), at=NOON).then_rejected("elections.date-in-future")


@pytest.mark.req("E-010")
def test_the_marks_of_a_congress_are_shown_with_text_and_day(tmp_path: Path):
    played = Played(SERVICE, SERVICE.answers, begins=NOON, unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    empty = played.ask(MarksOfCongress(unit=TOWN))
    played.at(NOON, record(MarkKind.NAME_PLATE), STAFF)
    answer = played.ask(MarksOfCongress(unit=TOWN))

    assert (empty.marks, empty.lacking) == ((), None)
    assert answer.marks == (MarkLine(kind=MarkKind.NAME_PLATE, text="梅江镇人民代表大会", checked_on=TODAY),)
    assert (answer.staff, answer.lacking) == (1, (Lacking.OFFICE_SIGN, Lacking.SEAL))
