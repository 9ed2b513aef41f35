"""Where deputies and voters meet: registered, changed, given up; who was received there, and when."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.elections.station.messages import (
    CloseStation,
    HoldReception,
    ReceptionHeld,
    ReceptionOccasion,
    RegisterStation,
    StationClosed,
    StationKind,
    StationRegistered,
)
from elections.station import STREAM
from ledger.testing.given import given

UNIT, HOME = "360730100", "home-1"
NOON = datetime(2025, 5, 12, 12, tzinfo=CHINA)
TODAY = date(2025, 5, 12)
DAY = timedelta(days=1)
REGISTER = RegisterStation(
    actor="chair-1",
    unit=UNIT,
    station=HOME,
    kind=StationKind.HOME,
    name=Bilingual(zh="梅江镇人大代表之家", en="Meijiang deputies' home"),
    place="镇文化站二楼",
    days="每月10日、20日上午",
    how="当天到场即可；其他日子请先到镇人大办公室登记。",
    valid_from=TODAY,
)
REGISTERED = StationRegistered(
    unit=UNIT,
    station=HOME,
    version=1,
    kind=StationKind.HOME,
    name=REGISTER.name,
    place="镇文化站二楼",
    days="每月10日、20日上午",
    how="当天到场即可；其他日子请先到镇人大办公室登记。",
    valid_from=TODAY,
    registered_by="chair-1",
    registered_at=NOON,
)
CLOSE = CloseStation(actor="chair-1", unit=UNIT, station=HOME, closed_on=TODAY, reason="并入代表站")
CLOSED = StationClosed(
    unit=UNIT, station=HOME, closed_on=TODAY, reason="并入代表站", closed_by="chair-1", closed_at=NOON
)
RECEIVE = HoldReception(
    actor="chair-1",
    unit=UNIT,
    station=HOME,
    held_on=TODAY,
    occasion=ReceptionOccasion.MARKET_DAY,
    place="镇农贸市场",
    deputies=("mj-01", "mj-02"),
    visitors=14,
    opinions=3,
    policy_publicised="医保缴费",
)
HELD = ReceptionHeld(
    unit=UNIT,
    station=HOME,
    number=1,
    held_on=TODAY,
    occasion=ReceptionOccasion.MARKET_DAY,
    place="镇农贸市场",
    deputies=("mj-01", "mj-02"),
    visitors=14,
    opinions=3,
    policy_publicised="医保缴费",
    recorded_by="chair-1",
    recorded_at=NOON,
)


@pytest.mark.parametrize("kind", StationKind)
def test_a_home_a_station_and_the_response_centre_are_registered_alike(kind):
    given(STREAM, None).when(replace(REGISTER, kind=kind), at=NOON).then(replace(REGISTERED, kind=kind))


def test_what_changes_is_registered_anew_and_counts_as_the_next_version():
    moved = replace(REGISTER, place="镇政府一楼")

    given(STREAM, None, REGISTERED).when(moved, at=NOON).then(replace(REGISTERED, place="镇政府一楼", version=2))
    given(STREAM, None, REGISTERED).when(REGISTER, at=NOON).then_rejected("elections.station-unchanged")


def test_what_is_given_up_is_over():
    given(STREAM, None, REGISTERED).when(CLOSE, at=NOON).then(CLOSED)
    given(STREAM, None).when(CLOSE, at=NOON).then_rejected("elections.no-such-station")
    given(STREAM, None, REGISTERED, CLOSED).when(CLOSE, at=NOON).then_rejected("elections.station-given-up")
    given(STREAM, None, REGISTERED, CLOSED).when(REGISTER, at=NOON).then_rejected("elections.station-given-up")


@pytest.mark.req("E-090")
@pytest.mark.parametrize("occasion", ReceptionOccasion)
def test_a_reception_has_its_place_day_occasion_deputies_visitors_opinions_and_what_was_publicised(occasion):
    told = replace(RECEIVE, occasion=occasion)

    given(STREAM, None, REGISTERED).when(told, at=NOON).then(replace(HELD, occasion=occasion))


@pytest.mark.req("E-090")
def test_a_reception_is_recorded_when_it_was_held_and_not_before():
    case = given(STREAM, None, REGISTERED)

    case.when(replace(RECEIVE, held_on=TODAY - DAY), at=NOON).then(replace(HELD, held_on=TODAY - DAY))
    case.when(RECEIVE, at=NOON).then(HELD)
    case.when(replace(RECEIVE, held_on=TODAY + DAY), at=NOON).then_rejected("elections.date-in-future")


def test_receptions_of_a_station_are_counted():
    given(STREAM, None, REGISTERED, HELD).when(RECEIVE, at=NOON).then(replace(HELD, number=2))


def test_only_at_the_response_centre_may_nobody_be_named():
    nobody = replace(RECEIVE, deputies=())
    centre = replace(REGISTERED, kind=StationKind.RESPONSE_CENTRE)

    given(STREAM, None, REGISTERED).when(nobody, at=NOON).then_rejected("elections.deputies-required")
    given(STREAM, None, centre).when(nobody, at=NOON).then(replace(HELD, deputies=()))


def test_nothing_is_held_where_there_is_no_station_nor_from_its_last_day_on():
    given(STREAM, None).when(RECEIVE, at=NOON).then_rejected("elections.no-such-station")
    given(STREAM, None, REGISTERED, CLOSED).when(RECEIVE, at=NOON).then_rejected("elections.station-given-up")
    before = replace(RECEIVE, held_on=TODAY - DAY)
    given(STREAM, None, REGISTERED, CLOSED).when(before, at=NOON).then(replace(HELD, held_on=TODAY - DAY))
