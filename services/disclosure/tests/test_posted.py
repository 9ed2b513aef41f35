"""Posted catalogues stand until posted anew; busy villages publish finance monthly; who owes what is reviewed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from contracts.bilingual import Bilingual
from contracts.blobs import Blob
from contracts.calendar import CHINA
from contracts.disclosure.duty.messages import (
    DutyFulfilled,
    DutyFulfilledAgain,
    DutyOpened,
    DutyReopened,
    InspectionRecorded,
    ItemsOutdated,
    Observation,
    Presence,
)
from contracts.disclosure.duty.rules import disclosure_policy
from contracts.disclosure.unit.messages import CataloguesAdded, EnrolUnit, ReviewUnit
from contracts.disclosure.words import Evidence, Opening
from contracts.policies import pack_named, resolve
from contracts.units import UnitKind
from disclosure.unit import STREAM
from ledger.testing.given import given

COUNTY = ("cn-open-government-2019", "cn-villagers-2018", "county-2011", "county-2011-posted", "community-draft-posted")
FINANCE = (*COUNTY, "cn-village-finance", "county-busy-finance")
TOWNSHIP, BUSY, QUIET = "360730101", "360730100201", "360730100202"
NOW = datetime(2025, 5, 20, 9, tzinfo=CHINA)
TODAY = date(2025, 5, 20)
NAME = Bilingual(zh="梅江镇", en="Meijiang Town")
PHOTO = Blob(digest="6" * 64, size=1000, media_type="image/jpeg")
POSTED = {"HALL": 3, "RECEPTION": 5, "MEETING": 9, "SERVICE": 8, "STAFF": 13}


def policy_of(*packs: str):
    return disclosure_policy(resolve("360730", [pack_named(name) for name in packs]))


@pytest.fixture(scope="module")
def rules():
    return policy_of(*FINANCE)


@pytest.fixture
def place(party, rules):
    """The posted items of the township's meeting rooms."""
    return replace(party, policy=rules, catalogue="MEETING", period="standing", written_at=NOW)


@pytest.fixture
def standing(place, say):
    case = place.given().when(place.open(), at=NOW).after()
    case = case.when(place.draft(*map(say.content, place.items)), at=NOW).after()
    case = case.when(place.submit(), at=NOW).after()
    case = case.when(place.check(*map(say.passed, place.items)), at=NOW).after()
    return case.when(place.publish(channels=("place",)), at=NOW).after()


def enrol(unit: str, kind: UnitKind) -> EnrolUnit:
    return EnrolUnit(actor="desk", unit=unit, kind=kind, name=NAME, valid_from=date(2025, 1, 1))


# Who owes what is posted, and monthly finance


@pytest.mark.req("D-153..D-190")
def test_a_township_owes_what_is_posted_in_its_offices_from_its_first_day(rules):
    (fact,) = given(STREAM, rules).when(enrol(TOWNSHIP, UnitKind.TOWNSHIP), at=NOW).after().facts
    posted = {opening.catalogue: opening for opening in fact.opens if opening.period == "standing"}

    assert set(POSTED) == set(posted)
    assert {datetime(2025, 1, 1, tzinfo=CHINA)} == {opening.opens_at for opening in posted.values()}
    assert POSTED == {code: len(rules.catalogue(code).items) for code in posted}


@pytest.mark.req("D-191..D-196", "D-047")
def test_a_community_owes_plates_content_and_workflow_in_its_service_station(rules):
    (fact,) = given(STREAM, rules).when(enrol("360730100001", UnitKind.COMMUNITY), at=NOW).after().facts

    assert ["STATION"] == [opening.catalogue for opening in fact.opens]
    assert ("STATION-5", "STATION-6") == rules.catalogue("STATION").items[4:]


@pytest.mark.req("D-203")
def test_only_a_village_that_is_marked_busy_owes_its_finance_every_month(rules):
    busy, quiet = (
        given(STREAM, rules).when(enrol(unit, UnitKind.VILLAGE), at=NOW).after().facts[0] for unit in (BUSY, QUIET)
    )

    monthly = Opening(catalogue="VA_finance", period="2025-01", opens_at=datetime(2025, 1, 1, tzinfo=CHINA))
    assert monthly in busy.opens
    assert ["VA", "VP"] == sorted(opening.catalogue for opening in quiet.opens)


@pytest.mark.parametrize(("period", "due_on"), [("2025-02", date(2025, 2, 28)), ("2024-02", date(2024, 2, 29))])
@pytest.mark.req("D-203")
def test_monthly_finance_is_due_on_the_last_day_of_its_month(village, rules, period: str, due_on: date):
    duty = replace(village, policy=rules, unit=BUSY, catalogue="VA_finance", period=period)
    begins = datetime(due_on.year, due_on.month, 1, tzinfo=CHINA)

    duty.given().when(duty.open(), at=begins - timedelta(microseconds=1)).then_rejected("disclosure.period-not-ended")
    (fact,) = duty.given().when(duty.open(), at=begins).after().facts
    assert (due_on, ("VA_finance-1", "VA_finance-2")) == (fact.due_on, fact.items)


@pytest.mark.req("D-203", "D-004")
def test_a_village_that_is_not_marked_does_not_owe_it(village, rules):
    duty = replace(village, policy=rules, unit=QUIET, catalogue="VA_finance", period="2025-02")

    duty.given().when(duty.open(), at=NOW).then_rejected("forbidden-unit")


def test_a_unit_that_was_enrolled_before_is_held_against_the_rules_of_today(rules):
    enrolled = given(STREAM, policy_of("county-2011")).when(enrol(TOWNSHIP, UnitKind.TOWNSHIP), at=NOW).after()
    review = ReviewUnit(actor="desk", unit=TOWNSHIP)
    opens = tuple(
        Opening(catalogue=code, period="standing", opens_at=datetime(2025, 5, 20, tzinfo=CHINA))
        for code in sorted(POSTED)
    )
    later = replace(enrolled, policy=rules).when(review, at=NOW)

    later.then(CataloguesAdded(unit=TOWNSHIP, kind=UnitKind.TOWNSHIP, opens=opens, added_at=NOW))
    later.after().when(review, at=NOW).then()
    given(STREAM, rules).when(review, at=NOW).then_rejected("disclosure.unknown-unit")


# What is posted stands


@pytest.mark.req("D-161..D-169")
def test_a_posted_catalogue_opens_without_a_due_date_or_a_period_after_it(place):
    (fact,) = place.given().when(place.open(), at=NOW).after().facts

    assert (None, None, None, place.items) == (fact.due_on, fact.due_at, fact.next, fact.items)
    assert DutyOpened is type(fact)


@pytest.mark.parametrize("period", ["2025Q1", "m-a-1"])
def test_a_posted_catalogue_has_no_periods(place, period: str):
    replace(place, period=period).given().when(place.open(period=period), at=NOW).then_rejected(
        "disclosure.wrong-period"
    )
    other = replace(place, period=period)
    other.given().when(other.submit(), at=NOW).then_rejected("disclosure.wrong-period")


def test_what_is_posted_is_never_overdue(place):
    opened = place.given().when(place.open(), at=NOW).after()

    opened.when(place.mark_overdue(), at=NOW + timedelta(days=3000)).then()


@pytest.mark.req("D-197")
def test_a_posted_item_is_tracked_with_its_day_its_photo_and_its_version(place, say):
    case = place.given().when(place.open(), at=NOW).after()
    case = case.when(place.draft(*map(say.content, place.items)), at=NOW).after()
    case = case.when(place.submit(), at=NOW).after().when(place.check(say.passed("MEETING-2")), at=NOW).after()
    photo = (Evidence(channel="place", blob=PHOTO),)

    case.when(place.publish("MEETING-2", channels=("place",), evidence=photo), at=NOW).then(
        place.published("MEETING-2", at=NOW, channels=("place",), evidence=photo)
    )


def test_an_online_mirror_does_not_settle_what_is_posted_in_a_place(standing, place):
    assert DutyFulfilled is type(standing.facts[-1])
    online = place.given(*standing.facts[:4]).when(place.publish(channels=("online",)), at=NOW).after()
    assert DutyFulfilled is not type(online.facts[-1])


@pytest.mark.req("D-045")
def test_the_complaint_lines_of_county_and_township_stand(rules):
    assert {"STAFF-12", "STAFF-13"} <= set(rules.catalogue("STAFF").items)
    assert rules.catalogue("STAFF").period is None


# When the record behind it changes


@pytest.mark.req("D-198")
def test_what_is_posted_is_outdated_when_its_record_changes_until_it_is_posted_anew(place, standing, say):
    outdated = ItemsOutdated(
        **place.key(), items=("MEETING-2",), changed_on=TODAY, reason="分工调整", reported_by="clerk", reported_at=NOW
    )
    changed = standing.when(place.change("MEETING-2", on=TODAY), at=NOW)
    changed.then(outdated, DutyReopened(**place.key(), missing=("MEETING-2",), reopened_at=NOW))
    entry = say.content("MEETING-2", "调整后的分工")
    renewed = changed.after().when(place.correct(entry), at=NOW).after()
    checked = renewed.when(place.check(say.passed("MEETING-2")), at=NOW).after()

    online = checked.when(place.publish("MEETING-2", channels=("online",)), at=NOW)
    online.then(place.published("MEETING-2", at=NOW, version=2, channels=("online",), entries=(entry,)))
    checked.when(place.publish("MEETING-2", channels=("place",)), at=NOW).then(
        place.published("MEETING-2", at=NOW, version=2, channels=("place",), entries=(entry,)), again(place)
    )


def again(place) -> DutyFulfilledAgain:
    return DutyFulfilledAgain(**place.key(), fulfilled_at=NOW)


def test_what_was_never_posted_cannot_be_outdated(place):
    case = place.given().when(place.open(), at=NOW).after()

    case.when(place.change("MEETING-2", on=TODAY), at=NOW).then_rejected("disclosure.not-published", "MEETING-2")


@pytest.mark.parametrize(
    ("items", "day", "code"),
    [
        (("MEETING-99",), TODAY, "disclosure.unknown-item"),
        (("MEETING-2", "MEETING-2"), TODAY, "disclosure.item-twice"),
        (("MEETING-2",), date(2025, 5, 21), "disclosure.date-in-future"),
    ],
)
def test_a_change_names_items_once_and_a_day_that_has_come(place, standing, items, day: date, code: str):
    standing.when(place.change(*items, on=day), at=NOW).then_rejected(code)


# Inspections


@pytest.mark.req("D-197", "D-031")
def test_an_item_that_an_inspection_finds_missing_is_missing(place, standing):
    seen = Observation(item="MEETING-9", found=Presence.MISSING, note="墙上无此制度", blob=PHOTO)
    recorded = InspectionRecorded(
        **place.key(), inspected_on=TODAY, observations=(seen,), inspected_by="inspector", recorded_at=NOW
    )
    inspected = standing.when(place.inspect(seen, on=TODAY), at=NOW)

    inspected.then(recorded, DutyReopened(**place.key(), missing=("MEETING-9",), reopened_at=NOW))
    reposted = inspected.after().when(place.publish("MEETING-9", channels=("place",)), at=NOW)
    reposted.then(place.published("MEETING-9", at=NOW, channels=("place",)), again(place))


@pytest.mark.parametrize("found", [Presence.OUTDATED, Presence.DIFFERS])
def test_di_09_what_was_silently_replaced_or_is_outdated_has_to_be_renewed(place, standing, found: Presence):
    seen = Observation(item="MEETING-9", found=found)
    inspected = standing.when(place.inspect(seen, on=TODAY), at=NOW).after()

    assert ("MEETING-9",) == inspected.facts[-1].missing
    inspected.when(place.publish("MEETING-9", channels=("place",)), at=NOW).then_rejected(
        "disclosure.already-published", "MEETING-9"
    )


@pytest.mark.req("D-197")
def test_an_item_that_is_present_changes_nothing(place, standing):
    seen = Observation(item="MEETING-9", found=Presence.PRESENT)
    facts = standing.when(place.inspect(seen, on=TODAY), at=NOW).after().facts

    assert InspectionRecorded is type(facts[-1])


@pytest.mark.req("D-197")
def test_a_posted_list_is_open_for_further_items(place, standing):
    more = standing.when(place.add("意见箱"), at=NOW).after()

    assert "MEETING-x1" == more.facts[-2].items[0].item
