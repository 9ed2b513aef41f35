"""A merged township: nothing more opens for it, and what is open its successor settles."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA, china_day
from contracts.disclosure.duty.messages import (
    CheckItems,
    DisclosureOverdue,
    DraftItems,
    DutyFulfilled,
    DutyOpened,
    PublishItems,
    SubmitDuty,
)
from contracts.disclosure.unit.messages import EnrolUnit, ReviewUnit
from contracts.errors import Forbidden
from contracts.permissions import permissions_of
from contracts.succession import SucceedUnit
from contracts.unit_register import UnitsOfArea
from contracts.units import UnitKind
from disclosure.service import SERVICE
from ledger.projector import Projector
from ledger.testing.playing import Played
from ledger.views import Views

TOWNSHIP, SUCCESSOR, VILLAGE = "360730101", "360730102", "360730101201"
KINDS = {TOWNSHIP: UnitKind.TOWNSHIP, SUCCESSOR: UnitKind.TOWNSHIP, VILLAGE: UnitKind.VILLAGE}
HALF_YEAR = {"TG 2025Q1", "TG 2025Q2", "TP 2025H1"}


def moment(month: int, day: int, year: int = 2025) -> datetime:
    return datetime(year, month, day, 9, tzinfo=CHINA)


@pytest.fixture
def played(tmp_path: Path) -> Played:
    place = Played(SERVICE, SERVICE.answers, begins=moment(1, 2), unit="360730", folder=tmp_path)
    place.activate("county-2011")
    place.at(moment(1, 2), *(enrol(unit) for unit in KINDS))
    return place


def enrol(unit: str) -> EnrolUnit:
    name = Bilingual(zh=f"单位{unit}", en=f"Unit {unit}")
    return EnrolUnit(actor="desk", unit=unit, kind=KINDS[unit], name=name, valid_from=date(2025, 1, 1))


def merged_on(day: date) -> SucceedUnit:
    return SucceedUnit(actor="desk", unit=TOWNSHIP, successor=SUCCESSOR, valid_from=day)


def opened(played: Played, unit: str) -> set[str]:
    facts = played.facts(DutyOpened)
    return {f"{fact.catalogue} {fact.period}" for fact in facts if fact.unit == unit and fact.due_at is not None}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 7, 1), {"TG 2025Q1"}),
        (date(2025, 7, 2), HALF_YEAR),
        (date(2025, 10, 1), HALF_YEAR),
        (date(2025, 10, 2), {*HALF_YEAR, "TG 2025Q3"}),
    ],
)
def test_nothing_opens_from_the_instant_of_the_merger_on_and_what_opens_before_does(
    played: Played, day: date, expected: set[str]
):
    played.at(moment(2, 1), merged_on(day))
    played.at(moment(1, 15, 2026))

    assert opened(played, TOWNSHIP) == expected
    assert opened(played, SUCCESSOR) == {*HALF_YEAR, "TG 2025Q3", "TG 2025Q4", "TP 2025H2"}
    assert {"VA 2025Q4", "VP 2025H2"} <= opened(played, VILLAGE)


def test_a_merger_that_is_recorded_late_ends_what_would_open_later(played: Played):
    played.at(moment(7, 20), merged_on(date(2025, 4, 15)))
    played.at(moment(8, 1), ReviewUnit(actor="desk", unit=TOWNSHIP))
    played.at(moment(1, 15, 2026))

    assert opened(played, TOWNSHIP) == HALF_YEAR


def test_what_is_enrolled_after_its_merger_owes_nothing(tmp_path: Path):
    played = Played(SERVICE, SERVICE.answers, begins=moment(1, 2), unit="360730", folder=tmp_path)
    played.activate("county-2011")
    played.at(moment(1, 2), merged_on(date(2025, 1, 1)), enrol(TOWNSHIP), enrol(SUCCESSOR))
    played.at(moment(1, 15, 2026))

    assert opened(played, TOWNSHIP) == set()
    assert {fact.unit for fact in played.facts(DutyOpened)} == {SUCCESSOR}


def test_what_is_open_stays_due_and_is_announced_overdue(played: Played):
    played.at(moment(7, 10), merged_on(date(2025, 7, 11)))
    played.at(moment(8, 10))

    overdue = [f"{fact.catalogue} {fact.period}" for fact in played.facts(DisclosureOverdue) if fact.unit == TOWNSHIP]
    assert sorted(overdue) == sorted(HALF_YEAR)


def test_the_successors_officer_fulfils_what_is_open(played: Played, say: Any):
    played.at(moment(7, 10), merged_on(date(2025, 7, 11)))
    (duty,) = (fact for fact in played.facts(DutyOpened) if (fact.unit, fact.period) == (TOWNSHIP, "2025H1"))
    key = {"unit": TOWNSHIP, "catalogue": duty.catalogue, "period": duty.period}
    today = china_day(moment(7, 12))

    played.at(
        moment(7, 12),
        DraftItems(actor="clerk-102", entries=tuple(say.content(item) for item in duty.items), **key),
        SubmitDuty(actor="clerk-102", **key),
        CheckItems(actor="reviewer-102", verdicts=tuple(say.passed(item) for item in duty.items), **key),
        PublishItems(actor="clerk-102", items=(), channels=duty.calendar_channels, claimed_on=today, **key),
    )

    assert [fact.period for fact in played.facts(DutyFulfilled) if fact.unit == TOWNSHIP] == ["2025H1"]


def test_who_settles_it_is_the_successors_officer_and_nobody_beside():
    permissions = permissions_of("disclosure")

    def may(actor_unit: str, record_unit: str, role: str, method: str) -> bool:
        return not raises(
            lambda: permissions.refuse_unit(
                method,
                role,
                actor_unit=actor_unit,
                record_unit=record_unit,
                successors={TOWNSHIP: SUCCESSOR},
            )
        )

    officer, writes = "DisclosureOfficerTownship", "draft_items"
    assert may(SUCCESSOR, TOWNSHIP, officer, writes)
    assert not may("360730103", TOWNSHIP, officer, writes)
    assert not may(TOWNSHIP, SUCCESSOR, officer, writes)
    assert may(SUCCESSOR, VILLAGE, officer, "open_matter")
    assert not may("360730103", VILLAGE, officer, "open_matter")


def raises(call: Callable[[], None]) -> bool:
    try:
        call()
    except Forbidden:
        return True
    return False


def test_the_views_of_a_merger_are_made_again_from_the_log(played: Played, tmp_path: Path):
    played.at(moment(2, 1), merged_on(date(2025, 7, 2)))
    played.at(moment(8, 10))
    again = Views(tmp_path / "again", SERVICE.schema)
    again.prepare()
    Projector(played.store, again, SERVICE.facts).catch_up()

    assert played.rows() == again.live().rows()
    assert [row[:3] for row in played.rows()["merged"]] == [(TOWNSHIP, SUCCESSOR, "2025-07-02")]


def test_the_units_of_an_area_say_who_stands_for_a_merged_one(played: Played):
    played.at(moment(2, 1), merged_on(date(2025, 7, 2)))
    units = played.ask(UnitsOfArea(unit="360730")).units

    assert [(unit.unit, unit.successor, unit.succeeded_from) for unit in units] == [
        (TOWNSHIP, SUCCESSOR, date(2025, 7, 2)),
        (VILLAGE, None, None),
        (SUCCESSOR, None, None),
    ]
