"""The eight haves of a centre or a station: five that the record knows, three that are entered with their basis."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.mediation.case.messages import RecordExternalOutcome, ReferExternal, Route
from contracts.mediation.haves.messages import ENTERED, EightHavesOfUnit, Have, HaveLine, HaveRecorded, RecordHave
from contracts.mediation.haves.rules import have_policy
from contracts.mediation.month.messages import OpenMonth
from contracts.mediation.register.messages import CentreRegister
from contracts.policies import pack_named, resolve
from ledger.testing.given import given
from ledger.testing.playing import Played
from mediation.haves import STREAM
from mediation.service import SERVICE

from services.mediation.tests import test_centres as centres
from services.mediation.tests import test_months as months
from services.mediation.tests import test_registers as registers
from services.mediation.tests import test_stations as stations
from services.mediation.tests.conftest import ONE, PACKS, TOWNSHIP, VILLAGE, Book

PACK = pack_named("township-centre-2012")
POLICY = have_policy(resolve("360730", [PACK]))
NO_POLICY = have_policy(resolve("360730", []))
TODAY = date(2025, 3, 4)
NOON = datetime(2025, 3, 4, 12, tzinfo=CHINA)
LATER = datetime(2025, 3, 20, 12, tzinfo=CHINA)
EIGHT = ("person_in_charge", "staff", "budget", "window", "rules", "meetings", "records", "effect")


def record(have: Have = Have.WINDOW, **other: Any) -> Any:
    said = {"unit": TOWNSHIP, "year": 2025, "from_on": TODAY, "basis": "镇政府〔2025〕7号", "yuan": None}
    return RecordHave(**{"actor": "deputy-1", "have": have, **said, **other})


# What is entered


@pytest.mark.req("M-094", "M-095", "M-096")
@pytest.mark.parametrize(("have", "yuan"), [(Have.BUDGET, 1), (Have.WINDOW, None), (Have.RULES, None)])
@pytest.mark.parametrize("unit", [TOWNSHIP, VILLAGE])
def test_what_the_record_cannot_know_is_entered_with_what_it_rests_on(have, yuan, unit):
    recorded = HaveRecorded(
        unit=unit,
        year=2025,
        have=have,
        from_on=TODAY,
        basis="镇政府〔2025〕7号",
        yuan=yuan,
        recorded_by="deputy-1",
        recorded_at=NOON,
    )

    given(STREAM, POLICY).when(record(have, unit=unit, yuan=yuan), at=NOON).then(recorded)
    given(STREAM, POLICY, recorded).when(record(have, unit=unit, yuan=yuan), at=NOON).then(recorded)


@pytest.mark.req("M-094")
def test_a_budget_has_an_amount_and_nothing_else_has_one():
    for wrong in (record(Have.BUDGET), record(Have.BUDGET, yuan=0), record(yuan=1), record(yuan=0)):
        given(STREAM, POLICY).when(wrong, at=NOON).then_rejected("mediation.amount-required")


@pytest.mark.parametrize("have", sorted(set(Have) - ENTERED))
def test_what_the_record_knows_by_itself_is_not_entered(have):
    given(STREAM, POLICY).when(record(have), at=NOON).then_rejected("mediation.counted-by-itself")


def test_what_is_entered_is_of_its_year_of_a_township_or_village_and_known_to_a_rule():
    for day in (date(2024, 12, 31), date(2026, 1, 1)):
        given(STREAM, POLICY).when(record(from_on=day), at=NOON).then_rejected("mediation.wrong-year")
    tomorrow = record(from_on=TODAY + timedelta(1))
    given(STREAM, POLICY).when(tomorrow, at=NOON).then_rejected("mediation.date-in-future")
    assert given(STREAM, POLICY).when(record(from_on=date(2025, 1, 1)), at=NOON).after().facts
    given(STREAM, NO_POLICY).when(record(), at=NOON).then_rejected("mediation.unknown-kind")
    for unit in ("360730", "360730101-police"):
        other = record(unit=unit)
        given(STREAM, POLICY).when(other, at=NOON).then_rejected("mediation.neither-township-nor-village")


# What is shown of the eight


@pytest.fixture
def played(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    return played


def haves(played: Played, unit: str = TOWNSHIP, year: int = 2025) -> dict[str, HaveLine]:
    return {line.have.value: line for line in played.ask(EightHavesOfUnit(unit=unit, year=year)).haves}


def held(played: Played, unit: str = TOWNSHIP, year: int = 2025) -> dict[str, int]:
    """Those of the eight that hold, with their counts."""
    return {have: line.count for have, line in haves(played, unit, year).items() if line.holds}


@pytest.mark.req("M-092..M-099")
def test_the_eight_are_those_of_the_rules_in_their_order(played):
    assert tuple(PACK.parameters["eight_haves"].value) == EIGHT
    assert tuple(haves(played)) == EIGHT
    assert held(played) == {}


@pytest.mark.req("M-092", "M-093")
def test_who_is_in_charge_and_at_work_is_known_from_the_centre_that_works(played):
    played.at(NOON, centres.establish())
    assert held(played) == {}
    played.at(NOON, centres.direct(), centres.assist())
    assert held(played) == {"person_in_charge": 1}
    played.at(NOON, centres.roster(*centres.STAFFED))
    assert held(played) == {"person_in_charge": 1, "staff": 6}
    played.at(NOON, centres.close())
    assert held(played) == {}


@pytest.mark.req("M-092", "M-093")
def test_who_is_in_charge_and_at_work_is_known_from_the_station_that_works(played):
    played.at(NOON, stations.set_up(workers=("worker-1", "worker-2")))
    assert held(played, VILLAGE) == {"person_in_charge": 1, "staff": 2}
    assert held(played) == {}
    played.at(NOON, stations.close())
    assert held(played, VILLAGE) == {}


@pytest.mark.req("M-094", "M-095", "M-096")
def test_budget_window_and_rules_are_shown_as_they_were_entered_last(played):
    played.at(NOON, record(Have.BUDGET, yuan=30000), record(), record(Have.RULES, basis="八项制度"))
    played.at(NOON, record(Have.BUDGET, yuan=50000))
    lines = haves(played)

    assert held(played) == {"budget": 50000, "window": 1, "rules": 1}
    assert (lines["window"].basis, lines["rules"].basis) == ("镇政府〔2025〕7号", "八项制度")
    assert lines["staff"].basis is None
    assert held(played, year=2024) == held(played, VILLAGE) == {}
    rows = played.rows()
    played.projector.rebuild()
    assert played.views.live().rows() == rows


@pytest.mark.req("M-097", "M-098")
def test_meetings_and_records_of_the_year_are_counted_from_what_the_service_keeps(played):
    opened = OpenMonth(actor="deputy-1", unit=TOWNSHIP, month="2025-03")
    youth, elsewhere = registers.enter(CentreRegister.YOUTH), registers.enter(CentreRegister.ANTI_DRUG)
    played.at(LATER, opened, months.meeting(), youth, youth, elsewhere)

    assert held(played) == {"meetings": 1, "records": 3}
    assert held(played, year=2024) == held(played, f"{TOWNSHIP}-police") == {}


@pytest.mark.req("M-099")
def test_the_effect_is_how_many_cases_were_settled_in_the_year(played, policy):
    def of(name: str, unit: str = TOWNSHIP) -> Book:
        book = Book(policy, unit)
        book.submission = name
        return book

    settled, still_open, away, in_december = (of(name) for name in ("settled", "open", "away", "in-december"))
    out = {"route": Route.COURT, "body": "县人民法院", "by": ONE, "went_on": TODAY}
    outcome = {"body": "县人民法院", "outcome": "判决", "decided_on": TODAY}
    played.at(NOON, settled.register(), settled.start("on_spot"), still_open.register())
    assert held(played) == {}
    played.at(NOON, settled.reach(), away.register(), away.say(ReferExternal, **out))
    played.at(NOON, away.say(RecordExternalOutcome, **outcome), in_december.register(), in_december.start("on_spot"))
    assert held(played) == {"effect": 1}
    last_moment = datetime(2026, 1, 1, tzinfo=CHINA) - timedelta(microseconds=1)
    first_moment = last_moment + timedelta(microseconds=1)
    played.at(last_moment, in_december.reach())
    at_once = of("at-once")
    played.at(first_moment, at_once.register(), at_once.start("on_spot"), at_once.reach())

    assert (held(played), held(played, year=2026)) == ({"effect": 2}, {"effect": 1})
    assert held(played, year=2024) == held(played, VILLAGE) == {}
