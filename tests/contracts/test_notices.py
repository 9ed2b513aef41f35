"""The holiday notices, the days they make, and what was known of them on a day."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from contracts.calendar import Calendar, calendar_as_known
from contracts.errors import Malformed
from contracts.notices import Confidence, NoticeKind, read_notice, shipped_notices
from contracts.workdays import DayKind
from hypothesis import given, settings
from hypothesis import strategies as st

ONE_DAY = timedelta(days=1)
LAST = date(2026, 12, 31)
FINAL_DAYS = tomllib.loads((Path(__file__).parent / "final_days.toml").read_text("utf-8"))
NOTICES = shipped_notices()
YEARLY = {int(notice.id): notice for notice in NOTICES if notice.kind is NoticeKind.YEARLY}

steady = settings(deadline=None, derandomize=True)


def days(first: date, last: date) -> Iterator[date]:
    return (first + step * ONE_DAY for step in range((last - first).days + 1))


def exceptions(year: int, calendar: Calendar) -> dict[str, list[str]]:
    """Weekdays off and weekends worked, as the public package's days are written down."""
    off: list[str] = []
    work: list[str] = []
    for day in days(date(year, 1, 1), date(year, 12, 31)):
        if calendar.is_working_day(day) != (day.weekday() < 5):
            (off if day.weekday() < 5 else work).append(f"{day:%m-%d}")
    return {"off": off, "work": work}


@pytest.mark.parametrize("year", sorted(FINAL_DAYS))
def test_in_the_end_the_days_are_those_of_the_public_package(year: str):
    assert FINAL_DAYS[year] == exceptions(int(year), calendar_as_known(LAST))


def test_every_year_from_2007_on_has_its_notice():
    assert list(range(2007, 2027)) == sorted(YEARLY)
    assert set(map(str, range(2007, 2027))) <= set(FINAL_DAYS)


@pytest.mark.parametrize("year", sorted(YEARLY))
def test_a_yearly_notice_is_published_before_its_first_day(year: int):
    named = [day for festival in YEARLY[year].festivals for day in (*festival.days_off(), *festival.work)]

    assert YEARLY[year].published < min(named)
    assert YEARLY[year].settled == (date(year - 1, 12, 29), date(year, 12, 28))


def test_the_confidence_in_the_publication_days_is_stated():
    assert ["2007", "decree-513", "2008", "2009", "decree-644"] == [
        notice.id for notice in NOTICES if notice.confidence is not Confidence.SURE
    ]


NEVER_EDITED = {
    "2007": "b0b149025b68",
    "decree-513": "c4af16149249",
    "2008": "0a42447afc70",
    "2009": "6def5b9fd06d",
    "2010": "3a44a8e329fe",
    "2011": "6c119f9aaa42",
    "2012": "74c4b6106684",
    "2013": "85cf933f0b5a",
    "2014": "cb41952948de",
    "decree-644": "1d6c07425ae5",
    "2015": "cbc5e8b01cc1",
    "2015-victory-day": "1d899b0d65af",
    "2016": "bc7f2e104eae",
    "2017": "f080812ee92a",
    "2018": "0a83977d5309",
    "2019": "9ccd1eec8a27",
    "2019-labour-day": "9f07d59c95a3",
    "2020": "ca2d63f0c6dc",
    "2020-spring-festival": "aa3385cd90c4",
    "2021": "e0146b84944e",
    "2022": "dbde8de3b498",
    "2023": "64b51c47b7fa",
    "2024": "a20974a4f69d",
    "2025": "ee7a29e21937",
    "decree-795": "17949b89ebcb",
    "2026": "86a8a087e459",
}


def test_no_notice_was_edited():
    assert NEVER_EDITED == {notice.id: notice.digest[:12] for notice in NOTICES}


# As known on a day


@pytest.mark.parametrize(
    ("changed_by", "day", "before", "after"),
    [
        ("2008", date(2007, 12, 31), DayKind.WORKDAY, DayKind.HOLIDAY),
        ("2015-victory-day", date(2015, 9, 3), DayKind.WORKDAY, DayKind.HOLIDAY),
        ("2015-victory-day", date(2015, 9, 6), DayKind.WEEKEND, DayKind.MAKE_UP_WORKDAY),
        ("2019-labour-day", date(2019, 5, 2), DayKind.WORKDAY, DayKind.HOLIDAY),
        ("2019-labour-day", date(2019, 5, 5), DayKind.WEEKEND, DayKind.MAKE_UP_WORKDAY),
        ("2020-spring-festival", date(2020, 1, 31), DayKind.WORKDAY, DayKind.HOLIDAY),
        ("2020-spring-festival", date(2020, 2, 1), DayKind.MAKE_UP_WORKDAY, DayKind.HOLIDAY),
        ("2025", date(2025, 1, 28), DayKind.WORKDAY, DayKind.HOLIDAY),
        ("2025", date(2025, 5, 2), DayKind.WORKDAY, DayKind.HOLIDAY),
    ],
)
def test_a_notice_changes_the_calendar_from_its_publication_on(
    changed_by: str, day: date, before: DayKind, after: DayKind
):
    known_from = next(notice.known_from for notice in NOTICES if notice.id == changed_by)

    assert calendar_as_known(known_from - ONE_DAY).day(day).kind is before
    assert calendar_as_known(known_from).day(day).kind is after


def test_past_the_last_known_notice_the_weekend_rule_holds_provisionally():
    known = calendar_as_known(date(2019, 11, 20))

    assert not known.day(date(2019, 12, 28)).is_provisional
    assert known.day(date(2019, 12, 29)).is_provisional
    assert known.day(date(2020, 1, 1)).is_provisional
    assert known.is_working_day(date(2020, 1, 1))
    assert not calendar_as_known(date(2019, 11, 21)).is_working_day(date(2020, 1, 1))


def test_nothing_is_settled_before_the_first_notice():
    assert calendar_as_known(date(2006, 12, 17)) == Calendar()
    assert calendar_as_known(date(2006, 12, 17)).day(date(2007, 1, 1)).is_provisional
    assert calendar_as_known(LAST).day(date(2006, 12, 28)).is_provisional


@pytest.mark.parametrize("notice", [notice for notice in NOTICES if notice.settled], ids=lambda notice: notice.id)
def test_a_yearly_notice_changes_no_settled_day(notice):
    before = calendar_as_known(notice.known_from - ONE_DAY)
    after = calendar_as_known(notice.known_from)

    for day in days(date(2006, 1, 1), date(2028, 12, 31)):
        if not before.day(day).is_provisional:
            assert before.day(day).kind is after.day(day).kind


LATER = """
[notice]
id = "later"
kind = "amendment"
title = { zh = "通知", en = "Notice" }
source = "1"
published = PUBLISHED
confidence = "sure"

[[festival]]
name = { zh = "春节", en = "Spring Festival" }
off = [[OFF, OFF]]
work = []
"""


@given(st.dates(date(2006, 1, 1), date(2026, 12, 31)), st.integers(1, 400), st.dates(date(2007, 1, 1), LAST))
@steady
def test_what_was_known_on_a_day_is_not_changed_by_a_later_notice(known_on: date, later: int, off: date):
    text = LATER.replace("PUBLISHED", str(known_on + later * ONE_DAY)).replace("OFF", str(off))
    more = (*NOTICES, read_notice(text))
    known = Calendar(notices=tuple(notice for notice in more if notice.known_from <= known_on))

    assert known == calendar_as_known(known_on)
    assert known.digest == calendar_as_known(known_on).digest
    assert known.day(off) == calendar_as_known(known_on).day(off)


@given(st.dates(date(2006, 1, 1), date(2027, 12, 31)), st.dates(date(2006, 1, 1), date(2027, 12, 31)))
@steady
def test_calendars_differ_in_their_digest_as_in_their_notices(one: date, other: date):
    first, second = calendar_as_known(one), calendar_as_known(other)

    assert (first.digest == second.digest) == (first.notices == second.notices) == (first is second)


@pytest.mark.parametrize(
    ("first", "last", "relied_on"),
    [
        (date(2020, 12, 28), date(2020, 12, 28), ["2020"]),
        (date(2020, 12, 29), date(2020, 12, 29), ["2021"]),
        (date(2020, 12, 28), date(2020, 12, 29), ["2020", "2021"]),
        (date(2020, 1, 30), date(2020, 1, 30), ["2020"]),
        (date(2020, 1, 30), date(2020, 1, 31), ["2020", "2020-spring-festival"]),
        (date(2020, 2, 2), date(2020, 2, 3), ["2020", "2020-spring-festival"]),
        (date(2020, 2, 3), date(2020, 2, 3), ["2020"]),
        (date(2019, 5, 5), date(2019, 5, 5), ["2019", "2019-labour-day"]),
        (date(2027, 3, 1), date(2027, 3, 31), []),
    ],
)
def test_a_span_relies_on_what_settles_it_or_names_a_day_of_it(first: date, last: date, relied_on: list[str]):
    assert relied_on == [notice.id for notice in calendar_as_known(LAST).relied_on(first, last)]


def test_a_notice_entered_late_is_known_late_and_applied_in_its_place():
    late = LATER.replace("PUBLISHED", "2019-12-01\nknown_from = 2020-02-03").replace("OFF", "2020-01-31")
    notice = read_notice(late)
    calendar = Calendar(notices=(*calendar_as_known(LAST).notices, notice))

    assert date(2020, 2, 3) == notice.known_from
    assert calendar.day(date(2020, 1, 31)).notice == next(n for n in NOTICES if n.id == "2020-spring-festival")


# Reading


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("PUBLISHED", '"2020-01-01"'), "notice.published"),
        (('kind = "amendment"', 'kind = "decree"'), "notice.kind"),
        (('confidence = "sure"', 'confidence = "certain"'), "notice.confidence"),
        (('id = "later"', 'id = ""'), "notice.id"),
        (('id = "later"', 'id = "later"\nwhen = 1'), "notice"),
        (('source = "1"', ""), "notice"),
        (('source = "1"', 'source = "1"\nknown_from = 2019-01-01'), "notice.known_from"),
        (('source = "1"', 'source = "1"\nsettles_from = 2019-01-01\nsettles_to = 2019-12-31'), "notice.settles_from"),
        (('kind = "amendment"', 'kind = "yearly"'), "notice.settles_from"),
        (("work = []", "work = [2020-01-20]"), "festival.0.work"),
        (("off = [[OFF, OFF]]", "off = [[2020-01-02, 2020-01-01]]"), "festival.0.off"),
        (("off = [[OFF, OFF]]", "off = [2020-01-02]"), "festival.0.off"),
        (("off = [[OFF, OFF]]", "off = [[2020-02-30, 2020-02-30]]"), "notice"),
        (("off = [[OFF, OFF]]", ""), "festival.0"),
        (('en = "Spring Festival"', 'en = ""'), "festival.0.name"),
    ],
)
def test_a_notice_with_a_defect_is_refused_whole(change: tuple[str, str], key: str):
    text = LATER.replace(*change).replace("PUBLISHED", "2020-01-27").replace("OFF", "2020-01-31")

    with pytest.raises(Malformed) as refusal:
        read_notice(text)
    assert [key] == list(refusal.value.problems)
