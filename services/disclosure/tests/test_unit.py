"""Enrolling a unit names the first duty of each catalogue it answers for."""

from datetime import date, datetime

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.disclosure.duty.rules import disclosure_policy
from contracts.disclosure.unit.messages import EnrolUnit, UnitEnrolled
from contracts.disclosure.words import Opening
from contracts.errors import Malformed
from contracts.message import load
from contracts.policies import pack_named, read_pack, resolve
from contracts.units import UnitKind
from disclosure.unit import STREAM
from ledger.testing.given import given

NOON = datetime(2025, 3, 3, 12, tzinfo=CHINA)
NAME = Bilingual(zh="青溪镇", en="Qingxi Town")
LOCAL = """
[pack]
id = "local"
area = "360730"
in_force_from = 2025-01-01
known_from = 2025-01-01
source = "local"
title = "Local"

[disclosure.item.VA.10]
value = { zh = "水费", en = "Water fees" }
unit = "catalogue item"
source = "local"
row = "D-003"
confidence = "sure"
"""


def enrol(kind: UnitKind, unit: str = "360730101", valid_from: date = date(2025, 3, 1)) -> EnrolUnit:
    return EnrolUnit(actor="clerk", unit=unit, kind=kind, name=NAME, valid_from=valid_from)


def enrolled(command: EnrolUnit, *opens: Opening) -> UnitEnrolled:
    return UnitEnrolled(
        unit=command.unit,
        kind=command.kind,
        name=command.name,
        valid_from=command.valid_from,
        enrolled_at=NOON,
        opens=opens,
    )


def opens(catalogue: str, period: str, year: int, month: int, day: int) -> Opening:
    return Opening(catalogue=catalogue, period=period, opens_at=datetime(year, month, day, tzinfo=CHINA))


def test_a_township_answers_for_its_party_and_government_affairs(policy):
    command = enrol(UnitKind.TOWNSHIP)

    given(STREAM, policy).when(command, at=NOON).then(
        enrolled(command, opens("TG", "2025Q1", 2025, 4, 1), opens("TP", "2025H1", 2025, 7, 1))
    )


def test_a_village_answers_for_its_party_and_village_affairs(policy):
    command = enrol(UnitKind.VILLAGE, "360730101201")

    given(STREAM, policy).when(command, at=NOON).then(
        enrolled(command, opens("VA", "2025Q1", 2025, 4, 1), opens("VP", "2025H1", 2025, 7, 1))
    )


def test_a_community_answers_for_residents_affairs_from_the_first_day_of_the_quarter(policy):
    command = enrol(UnitKind.COMMUNITY, "360730100001")

    given(STREAM, policy).when(command, at=NOON).then(enrolled(command, opens("CA", "2025Q1", 2025, 1, 1)))


def test_a_county_owes_no_catalogue(policy):
    command = enrol(UnitKind.COUNTY, "360730")

    given(STREAM, policy).when(command, at=NOON).then(enrolled(command))


@pytest.mark.parametrize(
    ("valid_from", "first"),
    [
        (date(2025, 3, 31), opens("TG", "2025Q1", 2025, 4, 1)),
        (date(2025, 4, 1), opens("TG", "2025Q2", 2025, 7, 1)),
        (date(2024, 12, 31), opens("TG", "2024Q4", 2025, 1, 1)),
        (date(2025, 1, 1), opens("TG", "2025Q1", 2025, 4, 1)),
    ],
)
def test_the_first_duty_is_that_of_the_period_in_which_the_records_begin(policy, valid_from: date, first: Opening):
    command = enrol(UnitKind.TOWNSHIP, valid_from=valid_from)
    [fact] = given(STREAM, policy).when(command, at=NOON).after().facts

    assert first in fact.opens


def test_a_unit_is_enrolled_once(policy):
    command = enrol(UnitKind.TOWNSHIP)

    given(STREAM, policy, enrolled(command)).when(command, at=NOON).then_rejected("disclosure.unit-already-enrolled")


@pytest.mark.parametrize("valid_from", ["0001-01-01", "9999-12-31"])
def test_records_never_begin_on_a_day_without_a_period_around_it(valid_from: str):
    document = {
        "actor": "clerk",
        "unit": "360730101",
        "kind": "township",
        "name": {"zh": "青溪镇", "en": "Qingxi Town"},
        "valid_from": valid_from,
    }

    with pytest.raises(Malformed) as refusal:
        load(EnrolUnit, document)

    assert list(refusal.value.problems) == ["valid_from"]


@pytest.mark.parametrize("villages", [0, 1, 3])
def test_a_township_with_n_villages_has_one_and_n_duties_a_half_year_and_as_many_a_quarter(policy, villages: int):
    units = [enrol(UnitKind.TOWNSHIP), *(enrol(UnitKind.VILLAGE, f"36073010120{n}") for n in range(villages))]
    facts = [given(STREAM, policy).when(command, at=NOON).after().facts[0] for command in units]
    periods = [item.period for fact in facts for item in fact.opens]

    assert sorted(periods) == ["2025H1"] * (1 + villages) + ["2025Q1"] * (1 + villages)


@pytest.mark.req("D-003")
def test_there_are_five_catalogues_with_their_main_items(policy):
    sizes = {code: len(rules.items) for code, rules in policy.catalogues.items()}

    assert sizes == {"CA": 6, "TG": 41, "TP": 17, "VA": 37, "VP": 13}


@pytest.mark.req("D-003")
def test_a_local_pack_adds_items_to_the_main_contents():
    packs = [pack_named("county-2011"), read_pack(LOCAL)]
    items = disclosure_policy(resolve("360730", packs)).catalogue("VA").items

    assert len(items) == 33
    assert items[-1] == "VA-10"


def test_items_stand_in_the_order_of_the_source(policy):
    numbers = [item.removeprefix("TG-") for item in policy.catalogue("TG").items]

    assert numbers[:4] == ["1a", "1b", "1c", "2a"]
    assert numbers[-7:] == ["10a", "10b", "10c", "11a", "11b", "11c", "11d"]
