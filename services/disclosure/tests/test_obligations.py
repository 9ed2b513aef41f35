"""Obligations are data: a pack yields duties without code, a year has its number of them; who may do what."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.disclosure.duty.messages import Basis, BasisKind, DisclosureOverdue, Matter, OpenMatter
from contracts.disclosure.duty.rules import disclosure_policy
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.errors import Forbidden
from contracts.packs import read_pack
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from contracts.units import UnitKind
from disclosure.duty import STREAM as DUTY
from disclosure.unit import STREAM as UNIT
from ledger.testing.given import given

BUSY = "360730100201"
NAME = Bilingual(zh="河东村", en="Hedong Village")
PACKS = ("county-2011", "cn-villagers-2026", "cn-village-finance", "county-busy-finance")
LOCAL = """
[pack]
id = "local-catalogue"
area = "360730"
in_force_from = 2026-01-01
known_from = 2026-01-01
source = "1"
title = "意见"
[disclosure.catalogs.WATER]
value = { zh = "水务公开", en = "Water affairs" }
unit = "catalogue"
source = "1 §1"
row = "D-003"
confidence = "sure"
[disclosure.responsible.WATER]
value = "village"
unit = "kind of unit"
source = "1 §1"
row = "D-003"
confidence = "sure"
[disclosure.period.WATER]
value = "month"
unit = "period"
source = "1 §1"
row = "D-003"
confidence = "sure"
[disclosure.opens.WATER]
value = "period-ended"
unit = "moment"
source = "1 §1"
row = "D-003"
confidence = "sure"
[disclosure.due.WATER]
value = "last day of the month"
unit = "day of the month"
source = "1 §1"
row = "D-003"
confidence = "sure"
[disclosure.item.WATER.1]
value = { zh = "水费收支", en = "Water fees" }
unit = "catalogue item"
source = "1 §1"
row = "D-003"
confidence = "sure"
"""


def enrolled(policy: Any, begins: date) -> Any:
    command = EnrolUnit(actor="desk", unit=BUSY, kind=UnitKind.VILLAGE, name=NAME, valid_from=begins)
    return given(UNIT, policy).when(command, at=datetime(2026, 1, 1, 9, tzinfo=CHINA)).after().facts[0].opens


def chain(village: Any, policy: Any, catalogue: str, year: int) -> list[Any]:
    """Every duty of a catalogue that opens for a period of the year, each named by the one before."""
    (opening,) = [opening for opening in enrolled(policy, date(year, 1, 1)) if opening.catalogue == catalogue]
    duties = []
    while opening is not None and opening.period.startswith(str(year)):
        duty = replace(village, policy=policy, unit=BUSY, catalogue=catalogue, period=opening.period)
        (fact,) = duty.given().when(duty.open(), at=opening.opens_at).after().facts
        duties.append(fact)
        opening = fact.next
    return duties


@pytest.mark.req("D-003")
def test_di_01_a_catalogue_of_a_pack_yields_duties_with_no_code(village):
    policy = disclosure_policy(resolve("360730", [pack_named("county-2011"), read_pack(LOCAL)]))
    duties = chain(village, policy, "WATER", 2026)

    assert 12 == len(duties)
    assert (("WATER-1",), date(2026, 1, 31)) == (duties[0].items, duties[0].due_on)


@pytest.mark.req("D-005", "D-203")
def test_di_02_a_busy_village_owes_four_quarters_two_half_years_and_twelve_months_of_2026(village):
    policy = disclosure_policy(resolve("360730", [pack_named(name) for name in PACKS]))

    due = {code: [fact.due_on for fact in chain(village, policy, code, 2026)] for code in ("VA", "VP", "VA_finance")}
    assert [date(2026, 4, 20), date(2026, 7, 20), date(2026, 10, 20), date(2027, 1, 20)] == due["VA"]
    assert [date(2026, 7, 20), date(2027, 1, 20)] == due["VP"]
    assert 12 == len(set(due["VA_finance"]))


@pytest.mark.req("D-006")
def test_di_06_lateness_follows_from_the_due_date_whenever_it_is_announced(party):
    opened = party.opened()
    moments = [party.due_at, party.due_at + timedelta(days=1), party.due_at + timedelta(days=400)]
    announced: list[Any] = [opened.when(party.mark_overdue(), at=at).after().facts[-1] for at in moments]
    overdue = [fact for fact in announced if isinstance(fact, DisclosureOverdue)]

    assert [(party.due_at, at) for at in moments] == [(fact.due_at, fact.announced_at) for fact in overdue]


@pytest.mark.req("D-205")
def test_a_residents_committee_owes_the_accounts_of_funds_it_raised_promptly(residents):
    duty = replace(residents, catalogue="IMMEDIATE", period="m-fund-raising-1")
    basis = Basis(kind=BasisKind.OFFICE, text="居组法16：收支帐目应当及时公布")
    name = Bilingual(zh="公益事业筹集资金收支", en="Accounts of funds raised")
    matter = Matter(name=name, begins_on=date(2025, 9, 1), basis=basis)
    command = OpenMatter(actor="clerk", kind=UnitKind.COMMUNITY, **duty.key(), matter=matter)
    fact: Any = given(DUTY, duty.policy).when(command, at=duty.written_at).after().facts[0]

    assert (("IMMEDIATE-1",), None) == (fact.items, fact.due_at)


# The county's discipline inspection commission


@pytest.mark.parametrize("method", ["duties_of_unit", "duty_history", "record_inspection", "missing_items"])
@pytest.mark.req("D-031")
def test_the_commission_reads_and_inspects_every_duty_of_the_county(method: str):
    permissions = permissions_of("disclosure")

    permissions.refuse_role(method, "DisciplineCommission")
    permissions.refuse_unit(method, "DisciplineCommission", actor_unit="360730", record_unit=BUSY)


@pytest.mark.parametrize("method", ["draft_items", "publish_items", "correct_items", "take_down_items"])
@pytest.mark.req("D-031")
def test_the_commission_cannot_publish_for_a_unit(method: str):
    with pytest.raises(Forbidden, match="forbidden-role"):
        permissions_of("disclosure").refuse_role(method, "DisciplineCommission")
