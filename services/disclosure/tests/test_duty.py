"""When a duty opens, by when it is due, and what becomes of a missed date."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from contracts.calendar import CHINA
from contracts.disclosure.duty.messages import DutyOpened, OpenDuty
from contracts.disclosure.words import Opening
from contracts.errors import Malformed
from contracts.message import load
from contracts.units import UnitKind

INSTANT = timedelta(microseconds=1)
LATE = datetime(2025, 12, 1, 9, tzinfo=CHINA)
CATALOGUES = {
    "TP": UnitKind.TOWNSHIP,
    "TG": UnitKind.TOWNSHIP,
    "VP": UnitKind.VILLAGE,
    "VA": UnitKind.VILLAGE,
    "CA": UnitKind.COMMUNITY,
}


def china(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


# Opening


def test_a_duty_opens_with_the_items_and_the_due_date_of_its_catalogue(party):
    now = china(2025, 7, 1, 8)

    party.given().when(party.open(), at=now).then(
        DutyOpened(
            unit="360730101",
            kind=UnitKind.TOWNSHIP,
            catalogue="TP",
            period="2025H1",
            items=party.items,
            annual=("TP-1a", "TP-1b"),
            calendar_channels=("one_call", "online"),
            due_on=date(2025, 7, 20),
            due_at=china(2025, 7, 21),
            is_provisional=False,
            opened_at=now,
            next=Opening(catalogue="TP", period="2025H2", opens_at=china(2026, 1, 1)),
            next_notice_at=None,
            matter=None,
        )
    )


DUE = [
    ("TP", "2025H1", date(2025, 7, 20)),
    ("VP", "2025H1", date(2025, 7, 20)),
    ("TP", "2025H2", date(2026, 1, 20)),
    ("VP", "2025H2", date(2026, 1, 20)),
    ("TG", "2025Q1", date(2025, 4, 20)),
    ("VA", "2025Q1", date(2025, 4, 20)),
    ("TG", "2025Q2", date(2025, 7, 20)),
    ("VA", "2025Q2", date(2025, 7, 20)),
    ("TG", "2025Q3", date(2025, 10, 20)),
    ("VA", "2025Q3", date(2025, 10, 20)),
    ("TG", "2025Q4", date(2026, 1, 20)),
    ("VA", "2025Q4", date(2026, 1, 20)),
    ("CA", "2025Q1", date(2025, 3, 31)),
    ("CA", "2025Q2", date(2025, 6, 30)),
    ("CA", "2025Q3", date(2025, 9, 30)),
    ("CA", "2025Q4", date(2025, 12, 31)),
]


def duty_of(party, catalogue: str, period: str, due_on: date):
    """A duty of this catalogue that opened five days before it is due."""
    begins = datetime.combine(due_on - timedelta(days=5), datetime.min.time(), CHINA)
    return replace(
        party,
        catalogue=catalogue,
        kind=CATALOGUES[catalogue],
        period=period,
        written_at=begins,
        due_at=begins + timedelta(days=6),
    )


@pytest.mark.parametrize(("catalogue", "period", "due_on"), DUE)
@pytest.mark.req("D-006..D-011", "D-023", "D-025")
def test_published_in_the_last_moment_of_the_due_day_is_on_time(party, catalogue: str, period: str, due_on: date):
    duty = duty_of(party, catalogue, period, due_on)
    now = duty.due_at - INSTANT

    duty.all_checked().when(duty.publish(), at=now).then(
        duty.published(*duty.items, at=now),
        duty.fulfilled(now),
    )


@pytest.mark.parametrize(("catalogue", "period", "due_on"), DUE)
@pytest.mark.req("D-006..D-011", "D-023", "D-025")
def test_published_in_the_first_moment_after_the_due_day_is_announced_overdue_and_late(
    party, catalogue: str, period: str, due_on: date
):
    duty = duty_of(party, catalogue, period, due_on)
    now = duty.due_at

    duty.all_checked().when(duty.publish(), at=now).then(
        duty.overdue(*duty.items, at=now),
        duty.published(*duty.items, at=now),
        duty.fulfilled(now),
    )


@pytest.mark.req("X-018")
def test_the_due_day_ends_at_midnight_in_china_which_is_four_in_the_afternoon_in_utc(party):
    [opened] = party.opened().facts

    assert opened.due_at.isoformat() == "2025-07-20T16:00:00+00:00"


@pytest.mark.parametrize(
    ("catalogue", "period", "first_moment"),
    [
        ("TP", "2025H1", china(2025, 7, 1)),
        ("VP", "2025H2", china(2026, 1, 1)),
        ("TG", "2025Q3", china(2025, 10, 1)),
        ("VA", "2025Q4", china(2026, 1, 1)),
    ],
)
@pytest.mark.req("D-012")
def test_a_duty_opens_once_its_period_has_ended(party, catalogue: str, period: str, first_moment: datetime):
    duty = replace(party, catalogue=catalogue, kind=CATALOGUES[catalogue], period=period)

    duty.given().when(duty.open(), at=first_moment - INSTANT).then_rejected("disclosure.period-not-ended")
    assert len(duty.given().when(duty.open(), at=first_moment).after().facts) == 1


@pytest.mark.req("D-012")
def test_residents_affairs_open_with_their_quarter(residents):
    first_moment = china(2025, 7, 1)

    residents.given().when(residents.open(), at=first_moment - INSTANT).then_rejected("disclosure.period-not-ended")
    assert len(residents.given().when(residents.open(), at=first_moment).after().facts) == 1


@pytest.mark.req("D-012")
def test_content_of_a_period_that_has_not_ended_is_refused(party, say):
    command = party.draft(say.content("TP-2"))

    party.given().when(command, at=china(2025, 7, 1) - INSTANT).then_rejected("disclosure.period-not-ended")


@pytest.mark.parametrize(
    "period", ["0000H1", "0000H2", "9999H2", "2025H3", "2025Q0", "2025-13", "２０２５H1", "2025H1 "]
)
def test_a_period_that_the_calendar_does_not_have_is_malformed(period: str):
    document = {"actor": "clock", "unit": "360730101", "kind": "township", "catalogue": "TP", "period": period}

    with pytest.raises(Malformed) as refusal:
        load(OpenDuty, document)

    assert list(refusal.value.problems) == ["period"]


def test_opening_a_duty_twice_has_no_effect(party):
    party.opened().when(party.open(), at=LATE).then()


def test_opening_a_fulfilled_duty_has_no_effect(party):
    party.all_published().when(party.open(), at=LATE).then()


@pytest.mark.parametrize(
    ("catalogue", "kind"),
    [(code, kind) for code, own in CATALOGUES.items() for kind in UnitKind if kind is not own],
)
def test_a_unit_of_another_kind_does_not_owe_the_catalogue(party, catalogue: str, kind: UnitKind):
    period = {"TP": "2025H1", "VP": "2025H1"}.get(catalogue, "2025Q1")
    duty = replace(party, catalogue=catalogue, kind=kind, period=period)

    duty.given().when(duty.open(), at=LATE).then_rejected("forbidden-unit")


@pytest.mark.parametrize(
    ("catalogue", "period"),
    [
        pytest.param("VP", "2025Q1", marks=pytest.mark.req("D-023")),
        pytest.param("VA", "2025H1", marks=pytest.mark.req("D-023")),
        pytest.param("TP", "2025Q2", marks=pytest.mark.req("D-005")),
        pytest.param("TG", "2025H1", marks=pytest.mark.req("D-005")),
        pytest.param("TG", "2025-03", marks=pytest.mark.req("D-005")),
        pytest.param("CA", "2025H1", marks=pytest.mark.req("D-025")),
    ],
)
def test_a_catalogue_follows_its_own_kind_of_period(party, catalogue: str, period: str):
    duty = replace(party, catalogue=catalogue, kind=CATALOGUES[catalogue], period=period)

    duty.given().when(duty.open(), at=LATE).then_rejected("disclosure.wrong-period")
    duty.given().when(duty.submit(), at=LATE).then_rejected("disclosure.wrong-period")


@pytest.mark.parametrize(
    ("catalogue", "periods"),
    [
        ("TP", ["2025H1", "2025H2", "2026H1"]),
        ("VP", ["2025H1", "2025H2", "2026H1"]),
        ("TG", ["2025Q3", "2025Q4", "2026Q1"]),
        ("VA", ["2025Q3", "2025Q4", "2026Q1"]),
        ("CA", ["2025Q3", "2025Q4", "2026Q1"]),
    ],
)
@pytest.mark.req("D-005")
def test_each_duty_names_the_next_so_that_none_is_left_out(party, catalogue: str, periods: list[str]):
    named = [periods[0]]
    for _ in periods[1:]:
        duty = replace(party, catalogue=catalogue, kind=CATALOGUES[catalogue], period=named[-1])
        [opened] = duty.given().when(duty.open(), at=china(2030, 1, 1)).after().facts
        named.append(opened.next.period)

    assert periods == named


@pytest.mark.req("D-005")
def test_the_calendar_is_one_for_the_telephone_and_the_online_channel(policy):
    channels = {code: rules.calendar_channels for code, rules in policy.catalogues.items()}

    assert channels == {"CA": (), **dict.fromkeys(("TG", "TP", "VA", "VP"), ("one_call", "online"))}


def test_a_catalogue_that_no_active_pack_knows_is_refused(party):
    duty = replace(party, catalogue="XX")

    duty.given().when(duty.open(), at=LATE).then_rejected("disclosure.unknown-catalogue")
    duty.given().when(duty.submit(), at=LATE).then_rejected("disclosure.unknown-catalogue")


def test_nothing_is_done_about_a_duty_that_was_never_opened(party, say):
    commands = [
        party.draft(say.content("TP-2")),
        party.submit(),
        party.check(say.passed("TP-2")),
        party.publish(),
        party.correct(say.content("TP-2")),
        party.mark_overdue(),
    ]

    for command in commands:
        party.given().when(command, at=LATE).then_rejected("disclosure.duty-not-open")


# Overdue


@pytest.mark.req("D-006")
def test_the_last_moment_of_the_due_day_is_not_overdue(party):
    party.opened().when(party.mark_overdue(), at=party.due_at - INSTANT).then()


@pytest.mark.req("D-006")
def test_the_first_moment_after_the_due_day_is_overdue(party):
    party.opened().when(party.mark_overdue(), at=party.due_at).then(party.overdue(*party.items, at=party.due_at))


@pytest.mark.req("D-025")
def test_residents_affairs_not_updated_in_the_quarter_are_overdue(residents):
    residents.opened().when(residents.mark_overdue(), at=residents.due_at).then(
        residents.overdue(*residents.items, at=residents.due_at)
    )


def test_an_overdue_duty_is_announced_once(party):
    once = party.opened().when(party.mark_overdue(), at=party.due_at).after()

    once.when(party.mark_overdue(), at=LATE).then()


def test_a_fulfilled_duty_never_becomes_overdue(party):
    party.all_published().when(party.mark_overdue(), at=LATE).then()


def test_only_items_that_are_neither_public_nor_withheld_are_missing(party, say):
    first, second, *rest = party.items
    partly = (
        party.in_review()
        .when(party.check(say.passed(first), say.withheld(second)), at=party.written_at)
        .after()
        .when(party.publish(first), at=party.written_at)
        .after()
    )

    partly.when(party.mark_overdue(), at=LATE).then(party.overdue(*rest, at=LATE))


def test_a_draft_after_the_due_date_announces_it_first(party, say):
    entry = say.content("TP-2")

    party.opened().when(party.draft(entry), at=LATE).then(
        party.overdue(*party.items, at=LATE), party.drafted(1, entry, at=LATE)
    )


def test_a_submission_after_the_due_date_announces_it_first(party):
    party.all_drafted().when(party.submit(), at=LATE).then(party.overdue(*party.items, at=LATE), party.submitted(LATE))


def test_a_check_after_the_due_date_announces_it_first(party, say):
    verdict = say.passed("TP-2")

    party.in_review().when(party.check(verdict), at=LATE).then(
        party.overdue(*party.items, at=LATE), party.checked(verdict, at=LATE)
    )


def test_a_correction_after_the_due_date_announces_it_first(party, say):
    first, *rest = party.items
    partly = party.all_checked().when(party.publish(first), at=party.written_at).after()
    entry = say.content(first, "更正")

    partly.when(party.correct(entry), at=LATE).then(party.overdue(*rest, at=LATE), party.corrected(2, entry, at=LATE))


def test_a_refused_command_after_the_due_date_announces_nothing(party):
    party.opened().when(party.submit(), at=LATE).then_rejected("disclosure.items-missing")


def test_what_is_decided_does_not_depend_on_whether_the_sweeper_ran(party):
    by_sweeper = party.all_checked().when(party.mark_overdue(), at=LATE).after().when(party.publish(), at=LATE)
    without = party.all_checked().when(party.publish(), at=LATE)

    assert by_sweeper.after().facts == without.after().facts


@pytest.mark.req("D-006", "D-019")
def test_late_stays_late_when_an_item_is_corrected(party, say):
    late = party.all_checked().when(party.publish(), at=LATE).after()
    entry = say.content("TP-2", "更正")

    late.when(party.correct(entry), at=LATE).then(party.corrected(2, entry, at=LATE))


def test_a_correction_of_a_duty_fulfilled_on_time_never_makes_it_overdue(party, say):
    entry = say.content("TP-2", "更正")
    corrected = party.all_published().when(party.correct(entry), at=LATE).after()

    corrected.when(party.mark_overdue(), at=LATE).then()


def test_a_duty_follows_the_items_and_the_due_date_it_was_opened_with(party, say):
    [opened] = party.opened().facts
    older = replace(opened, items=("TP-2",), due_at=LATE)

    party.given(older).when(party.draft(say.content("TP-1a")), at=LATE).then_rejected("disclosure.unknown-item")
    party.given(older).when(party.mark_overdue(), at=LATE - INSTANT).then()
