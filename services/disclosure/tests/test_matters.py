"""What is owed outside the calendars: regular, staged and immediate work, government information, petitions."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA, Calendar, calendar_as_known
from contracts.deadlines import TimeUnit
from contracts.disclosure.duty.messages import (
    Basis,
    BasisKind,
    DutyOpened,
    DutyReopened,
    Interval,
    ItemsAdded,
    ItemsTakenDown,
    Matter,
    NamedItem,
    OpenMatter,
    Petition,
    PostingTooShort,
    Signers,
    StageFinished,
    StageNotDisclosed,
)
from contracts.disclosure.duty.rules import LadderRules, disclosure_policy
from contracts.disclosure.words import Cause, Opening
from contracts.errors import Malformed
from contracts.policies import pack_named, resolve
from contracts.units import UnitKind
from disclosure.duty import STREAM
from ledger.testing.given import given

NAME = Bilingual(zh="道路施工进展", en="Progress of road works")
OFFICE = Basis(kind=BasisKind.OFFICE, text="镇政府会议决定")
MARCH = date(2025, 3, 1)
NOW = datetime(2025, 3, 3, 9, tzinfo=CHINA)
KNOWN = calendar_as_known(date(2025, 3, 3))


def matter(**changes: Any) -> Matter:
    return Matter(**{"name": NAME, "begins_on": MARCH, "basis": OFFICE, **changes})


def monthly(amount: int = 1) -> Interval:
    return Interval(amount=amount, unit=TimeUnit.MONTHS)


@pytest.fixture
def town(party):
    """The township; `of` is a duty of it that no calendar names."""

    def of(rhythm: str, period: str = "m-road-works-1") -> Any:
        return replace(party, catalogue=rhythm, period=period, written_at=NOW)

    return of


def opening(duty: Any, what: Matter, **changes: Any) -> OpenMatter:
    return OpenMatter(**{"actor": "clerk", "kind": UnitKind.TOWNSHIP, **duty.key(), "matter": what, **changes})


def opened(duty: Any, what: Matter, *, due_on: date | None = None, following: Opening | None = None, **changes: Any):
    facts: dict[str, Any] = {
        **duty.key(),
        "kind": UnitKind.TOWNSHIP,
        "items": (f"{duty.catalogue}-1",),
        "annual": (),
        "calendar_channels": (),
        "due_on": due_on,
        "due_at": None
        if due_on is None
        else datetime(due_on.year, due_on.month, due_on.day, tzinfo=CHINA) + timedelta(1),
        "is_provisional": False,
        "opened_at": NOW,
        "next": following,
        "next_notice_at": None,
        "matter": what,
    }
    return DutyOpened(**{**facts, **changes})


def made_public(duty: Any, case: Any, say: Any, at: datetime = NOW, **how: Any) -> Any:
    item = case.facts[0].items[0]
    case = case.when(duty.draft(say.content(item)), at=at).after().when(duty.submit(), at=at).after()
    case = case.when(duty.check(say.passed(item)), at=at).after()
    return case.when(duty.publish(item, **{"channels": ("board",), "claimed_on": at.date(), **how}), at=at).after()


# Regular work


@pytest.mark.req("D-013")
def test_regular_work_is_due_at_the_end_of_each_interval_and_then_again(town):
    duty, what = town("REGULAR"), matter(interval=monthly())
    following = Opening(catalogue="REGULAR", period="m-road-works-2", opens_at=datetime(2025, 4, 1, tzinfo=CHINA))

    duty.given().when(opening(duty, what), at=NOW).then(
        opened(duty, what, due_on=date(2025, 3, 31), following=following)
    )


@pytest.mark.parametrize(
    ("interval", "due_on"),
    [
        (Interval(amount=10, unit=TimeUnit.DAYS), date(2025, 3, 10)),
        (monthly(3), date(2025, 5, 31)),
        (monthly(12), date(2026, 2, 28)),
    ],
)
@pytest.mark.req("D-013")
def test_the_unit_sets_the_interval(town, interval: Interval, due_on: date):
    duty = town("REGULAR")
    case = duty.given().when(opening(duty, matter(interval=interval)), at=NOW).after()

    assert due_on == case.facts[0].due_on


@pytest.mark.req("D-013")
def test_regular_work_without_an_interval_is_refused(town):
    duty = town("REGULAR")

    duty.given().when(opening(duty, matter()), at=NOW).then_rejected("disclosure.interval-required", "m-road-works-1")


def test_an_interval_of_months_begins_on_a_day_that_every_month_has():
    with pytest.raises(Malformed):
        matter(interval=monthly(), begins_on=date(2025, 3, 29))
    assert matter(interval=monthly(), begins_on=date(2025, 3, 28)).begins_on.day == 28


@pytest.mark.parametrize("unit", [TimeUnit.WORKING_DAYS, TimeUnit.YEARS])
def test_an_interval_is_of_days_or_months(unit: TimeUnit):
    with pytest.raises(Malformed):
        Interval(amount=1, unit=unit)


# Staged work


@pytest.fixture
def staged(town):
    duty = town("STAGED", "m-resettlement-2")
    return duty, duty.given().when(opening(duty, matter()), at=NOW).after()


def finished(duty: Any) -> StageFinished:
    return StageFinished(**duty.key(), finished_on=MARCH, finished_by="clerk", recorded_at=NOW)


@pytest.mark.req("D-014")
def test_a_stage_that_is_finished_without_publication_is_a_finding(staged):
    duty, case = staged
    finding = StageNotDisclosed(**duty.key(), missing=("STAGED-1",))

    case.when(duty.finish(on=MARCH), at=NOW).then(finished(duty), finding)


@pytest.mark.req("D-014")
def test_a_stage_that_was_disclosed_is_finished_without_a_finding(staged, say):
    duty, case = staged

    made_public(duty, case, say).when(duty.finish(on=MARCH), at=NOW).then(finished(duty))


def test_a_stage_is_finished_once_and_not_tomorrow(staged):
    duty, case = staged
    over = case.when(duty.finish(on=MARCH), at=NOW).after()

    over.when(duty.finish(on=MARCH), at=NOW).then_rejected("disclosure.already-finished")
    case.when(duty.finish(on=date(2025, 3, 4)), at=NOW).then_rejected("disclosure.date-in-future")


def test_only_staged_work_has_stages(party):
    party.opened().when(party.finish(on=MARCH), at=party.written_at).then_rejected("disclosure.not-staged", "TP")


# Immediate duties


@pytest.mark.req("D-015")
def test_temporary_work_is_owed_at_once_and_never_overdue_because_no_hours_are_given(town):
    duty, what = town("IMMEDIATE"), matter()
    case = duty.given().when(opening(duty, what), at=NOW)

    case.then(opened(duty, what))
    case.after().when(duty.mark_overdue(), at=NOW + timedelta(days=3000)).then()


def test_temporary_work_is_due_after_the_hours_that_a_pack_gives(town):
    duty = town("IMMEDIATE")
    policy = replace(duty.policy, matters=replace(duty.policy.matters, immediate_hours=24))
    case = replace(duty, policy=policy).given().when(opening(duty, matter()), at=NOW).after()

    assert (NOW + timedelta(hours=24), date(2025, 3, 4)) == (case.facts[0].due_at, case.facts[0].due_on)


@pytest.mark.req("D-015")
def test_publishing_it_fulfils_it(town, say):
    duty = town("IMMEDIATE")
    case = duty.given().when(opening(duty, matter()), at=NOW).after()

    last = made_public(duty, case, say).facts[-1]
    assert (None, NOW) == (last.due_at, last.fulfilled_at)


def test_a_day_that_is_named_is_the_due_date(town):
    duty, what = town("IMMEDIATE"), matter(due_on=date(2025, 3, 3))

    duty.given().when(opening(duty, what), at=NOW).then(opened(duty, what, due_on=date(2025, 3, 3)))


def test_a_day_that_is_past_is_named_by_a_fact_alone(town):
    duty = town("IMMEDIATE")
    cause = Cause(stream="elections_session-360730101-1", type="elections.session-closed.v1", digest="0" * 64)
    by_fact = matter(due_on=date(2025, 3, 2), basis=Basis(kind=BasisKind.FACT, text="会议闭幕", cause=cause))

    duty.given().when(opening(duty, matter(due_on=date(2025, 3, 2))), at=NOW).then_rejected("disclosure.day-in-past")
    duty.given().when(opening(duty, by_fact), at=NOW).then(opened(duty, by_fact, due_on=date(2025, 3, 2)))


def test_opening_the_same_matter_twice_has_no_effect(town):
    duty = town("IMMEDIATE")
    case = duty.given().when(opening(duty, matter()), at=NOW).after()

    case.when(opening(duty, matter()), at=NOW).then()


@pytest.mark.parametrize(
    ("rhythm", "period"), [("IMMEDIATE", "2025Q1"), ("IMMEDIATE", "standing"), ("TG", "m-road-works-1")]
)
def test_a_matter_is_no_period_and_a_catalogue_no_matter(town, rhythm: str, period: str):
    duty = town(rhythm, period)

    duty.given().when(opening(duty, matter()), at=NOW).then_rejected("disclosure.wrong-period")


@pytest.mark.req("D-027")
def test_a_posting_stands_as_long_as_the_department_has_chosen(town, say):
    duty = town("IMMEDIATE", "m-subsidy-list-1")
    case = duty.given().when(opening(duty, matter(posting_days=7)), at=NOW).after()
    posted = made_public(duty, case, say)

    later = NOW + timedelta(days=7)
    kept = posted.when(duty.take_down("IMMEDIATE-1", on=later.date()), at=later).after().facts[len(posted.facts) :]
    assert [(7, ItemsTakenDown)] == [(fact.shown_days, type(fact)) for fact in kept]
    early = posted.when(duty.take_down("IMMEDIATE-1", on=date(2025, 3, 9)), at=later).after().facts[len(posted.facts) :]
    assert [ItemsTakenDown, PostingTooShort, DutyReopened] == list(map(type, early))


# Government information


def active(town: Any, item: str | None, calendar: Calendar = KNOWN, **changes: Any) -> Any:
    duty = town("ACTIVE", "m-water-works-1")
    command = opening(duty, matter(concerns=item, **changes))
    policy = replace(duty.policy, ladder=LadderRules(reminder_days=(), escalation={}, to=()))
    return given(STREAM, policy, calendar=calendar).when(command, at=NOW)


@pytest.mark.parametrize(
    ("made_on", "due_on"),
    [
        (date(2025, 3, 3), date(2025, 3, 31)),
        (date(2025, 1, 24), date(2025, 2, 27)),  # the spring festival, and two worked week-ends
        (date(2025, 2, 28), date(2025, 3, 28)),
    ],
)
@pytest.mark.req("D-200")
def test_government_information_is_due_twenty_working_days_after_it_was_made(town, made_on: date, due_on: date):
    fact = active(town, "TG-11b", begins_on=made_on).after().facts[0]

    assert (due_on, ("TG-11b",)) == (fact.due_on, fact.items)


@pytest.mark.req("D-200")
def test_the_quarterly_calendar_and_the_twenty_days_are_two_duties_of_the_same_item(town, say):
    duty = town("ACTIVE", "m-water-works-1")
    early = active(town, "TG-11b", begins_on=date(2025, 3, 3)).after()
    last_moment = datetime(2025, 4, 1, tzinfo=CHINA) - timedelta(microseconds=1)

    early.when(duty.mark_overdue(), at=last_moment).then()
    late = early.when(duty.mark_overdue(), at=last_moment + timedelta(microseconds=1)).after().facts[-1]
    assert ("ACTIVE", ("TG-11b",)) == (late.catalogue, late.missing)
    assert town("TG", "2025Q1").key() != duty.key()


@pytest.mark.parametrize("item", ["TP-2", "VA-1c", "TG-99", None])
def test_what_is_no_government_information_of_the_unit_has_no_twenty_days(town, item: str | None):
    active(town, item).then_rejected("disclosure.unknown-item")


def test_information_of_tomorrow_is_not_made_yet(town):
    active(town, "TG-11b", begins_on=date(2025, 3, 4)).then_rejected("disclosure.date-in-future")


# Added by the office, by petition


def added(duty: Any, basis: Basis, *codes: str) -> ItemsAdded:
    names = [Bilingual(zh=text, en=text) for text in ("水库承包收入", "食堂支出")]
    items = tuple(NamedItem(item=code, name=name) for code, name in zip(codes, names, strict=False))
    return ItemsAdded(**duty.key(), items=items, basis=basis, added_by="clerk", added_at=duty.written_at)


@pytest.mark.req("D-003")
def test_a_list_is_open_and_takes_further_items(village):
    village.opened().when(village.add("水库承包收入", "食堂支出"), at=village.written_at).then(
        added(village, OFFICE, "VA-x1", "VA-x2")
    )


def test_an_added_item_is_missing_like_any_other(village, say):
    more = village.all_drafted().when(village.add("水库承包收入"), at=village.written_at).after()

    more.when(village.submit(), at=village.written_at).then_rejected("disclosure.items-missing", "VA-x1")
    again = more.when(village.add("食堂支出"), at=village.written_at).after()
    assert "VA-x2" == again.facts[-1].items[0].item


def test_a_fulfilled_duty_is_open_again_when_an_item_is_added(village):
    now = village.written_at
    village.all_published().when(village.add("水库承包收入"), at=now).then(
        added(village, OFFICE, "VA-x1"), DutyReopened(**village.key(), missing=("VA-x1",), reopened_at=now)
    )


def test_a_duty_has_a_bounded_number_of_items(village):
    command = village.add(*(f"事项{number}" for number in range(164)))

    village.opened().when(command, at=village.written_at).then_rejected("disclosure.too-many-items")


def asked_by(signatures: int, of: int = 1000, by: Signers = Signers.VILLAGERS) -> Basis:
    return Basis(kind=BasisKind.PETITION, text="村民联名要求", petition=Petition(by=by, signatures=signatures, of=of))


@pytest.fixture
def petitioned(village):
    packs = [pack_named(name) for name in ("county-2011", "county-2011-practice")]
    return replace(village, policy=disclosure_policy(resolve("360730", packs)))


@pytest.mark.parametrize(
    "basis",
    [asked_by(100), asked_by(101), asked_by(7, 35, Signers.REPRESENTATIVES), asked_by(8, 36, Signers.REPRESENTATIVES)],
)
def test_di_17_a_petition_of_enough_villagers_adds_an_item(petitioned, basis: Basis):
    petitioned.opened().when(petitioned.add("水库承包收入", basis=basis), at=petitioned.written_at).then(
        added(petitioned, basis, "VA-x1")
    )


@pytest.mark.parametrize(
    "basis",
    [
        asked_by(99),
        asked_by(6, 35, Signers.REPRESENTATIVES),
        asked_by(7, 36, Signers.REPRESENTATIVES),
        asked_by(11, 10),
    ],
)
def test_di_17_one_signature_too_few_is_too_few(petitioned, basis: Basis):
    command = petitioned.add("水库承包收入", basis=basis)

    petitioned.opened().when(command, at=petitioned.written_at).then_rejected("disclosure.petition-too-small")


def test_where_no_rule_provides_for_it_a_petition_binds_nobody(village):
    command = village.add("水库承包收入", basis=asked_by(1000))

    village.opened().when(command, at=village.written_at).then_rejected("disclosure.petition-not-provided")


def test_di_17_a_petition_may_open_a_duty_of_its_own(petitioned):
    duty = replace(petitioned, catalogue="IMMEDIATE", period="m-reservoir-1")
    command = OpenMatter(actor="clerk", kind=UnitKind.VILLAGE, **duty.key(), matter=matter(basis=asked_by(100)))

    assert asked_by(100) == duty.given().when(command, at=NOW).after().facts[0].matter.basis


@pytest.mark.parametrize("kind", [BasisKind.PETITION, BasisKind.FACT])
def test_a_ground_names_what_it_rests_on(kind: BasisKind):
    with pytest.raises(Malformed):
        Basis(kind=kind, text="无")
