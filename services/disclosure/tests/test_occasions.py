"""What other services recorded: owed where a pack orders it, due by its clause, told back when it is public."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.canonical import digest_of
from contracts.deadlines import DeadlineRule, Direction, TimeUnit
from contracts.disclosure.duty.messages import (
    Basis,
    BasisKind,
    DutyFulfilled,
    DutyOpened,
    DutyReopened,
    ItemsAdded,
    Matter,
    NamedItem,
    Occasion,
    OccasionDisclosed,
    OccasionRecorded,
    OpenOccasion,
)
from contracts.disclosure.duty.rules import ORDERS, disclosure_policy, occasion_policy
from contracts.disclosure.words import Cause
from contracts.message import dump
from contracts.policies import pack_named, resolve
from contracts.units import UnitKind
from disclosure.duty.rule import reckoning

ITEM = "IMMEDIATE-1"
MONDAY = date(2025, 5, 12)
NOW = datetime(2025, 5, 12, 16, tzinfo=CHINA)
NEXT_DAY = NOW + timedelta(days=1)
NAME = Bilingual(zh="村民决议：修建村道", en="Village resolution: building a village road")
OPINION = ("county-2011", "county-2011-posting", "county-2011-results", "community-draft")
CONGRESS = ("county-2011", "district-congress-2020")
MINES = ("city-green-mines-2018", "city-green-mines-2018-notices")
STATUTES = (
    "cn-congress-2022",
    "cn-deputies-2025",
    "cn-elections-2020",
    "cn-minerals-2024",
    "cn-villagers-2018-elections",
    "zj-village-elections-2020",
    "sh-village-elections-2020",
)
CENTRE = ("township-centre-2012-notices",)


def cause(name: str = "resolution-adopted", stream: str = "elections_matter-road") -> Cause:
    return Cause(stream=stream, type=f"elections.{name}.v1", digest=digest_of({"fact": name, "of": stream}))


def rules_of(*packs: str) -> Any:
    return disclosure_policy(resolve("360730", [pack_named(name) for name in packs]))


@pytest.fixture
def duty(village):
    """A village's duty to make one resolution public."""
    period = "m-village-resolution-3f2a9c81b0d4-1"
    return replace(village, policy=rules_of(*OPINION), catalogue="IMMEDIATE", period=period, written_at=NOW)


def opening(duty: Any, occasion: Occasion = Occasion.VILLAGE_RESOLUTION, **changes: Any) -> OpenOccasion:
    fields: dict[str, Any] = {
        **duty.key(),
        "actor": "service:disclosure",
        "kind": duty.kind,
        "occasion": occasion,
        "name": NAME,
        "happened_on": MONDAY,
        "event_on": None,
        "cause": cause(),
    }
    return OpenOccasion(**{**fields, **changes})


def opened(duty: Any, source: str, *, channels: tuple[str, ...] = (), due_on: date | None = None) -> DutyOpened:
    due_at = None if due_on is None else datetime(due_on.year, due_on.month, due_on.day, tzinfo=CHINA) + timedelta(1)
    basis = Basis(kind=BasisKind.FACT, text=source, cause=cause())
    return DutyOpened(
        **duty.key(),
        kind=duty.kind,
        items=(ITEM,),
        annual=(),
        calendar_channels=channels,
        due_on=due_on,
        due_at=due_at,
        is_provisional=False,
        opened_at=NOW,
        next=None,
        next_notice_at=None,
        matter=Matter(name=NAME, begins_on=MONDAY, basis=basis),
    )


def recorded(duty: Any, occasion: Occasion = Occasion.VILLAGE_RESOLUTION, **changes: Any) -> OccasionRecorded:
    fields: dict[str, Any] = {
        **duty.key(),
        "item": ITEM,
        "occasion": occasion,
        "happened_on": MONDAY,
        "event_on": None,
        "cause": cause(),
        "recorded_at": NOW,
    }
    return OccasionRecorded(**{**fields, **changes})


def checked(duty: Any, case: Any, say: Any, *items: str) -> Any:
    case = case.when(duty.draft(*map(say.content, items)), at=NOW).after().when(duty.submit(), at=NOW).after()
    return case.when(duty.check(*map(say.passed, items)), at=NOW).after()


def told(duty: Any, say: Any, *channels: str, item: str = ITEM, what: Cause | None = None) -> OccasionDisclosed:
    return OccasionDisclosed(
        **duty.key(),
        item=item,
        occasion=Occasion.VILLAGE_RESOLUTION,
        cause=what or cause(),
        version=1,
        digest=digest_of(dump(say.content(item))),
        channels=channels,
        claimed_on=MONDAY,
        published_at=NEXT_DAY,
    )


def test_what_a_pack_orders_is_owed_at_once_under_its_clause_with_its_cause(duty):
    duty.given().when(opening(duty), at=NOW).then(opened(duty, "1 §四2三要"), recorded(duty))


def test_what_no_active_pack_orders_is_not_owed(duty):
    silent = replace(duty, policy=rules_of("county-2011"))

    silent.given().when(opening(silent), at=NOW).then()


def test_the_same_cause_opens_once_and_counts_once(duty):
    duty.given().when(opening(duty), at=NOW).after().when(opening(duty), at=NEXT_DAY).then()


def test_a_period_of_the_calendar_is_none_of_a_matter(duty):
    duty.given().when(opening(duty, period="2025Q1"), at=NOW).then_rejected("disclosure.wrong-period", "2025Q1")


def test_what_is_public_is_told_to_the_service_that_recorded_it(duty, say):
    case = checked(duty, duty.given().when(opening(duty), at=NOW).after(), say, ITEM)

    case.when(duty.publish(ITEM, channels=("board",)), at=NEXT_DAY).then(
        duty.published(ITEM, channels=("board",), at=NEXT_DAY),
        told(duty, say, "board"),
        DutyFulfilled(**duty.key(), due_at=None, fulfilled_at=NEXT_DAY),
    )


def test_it_is_told_once_whatever_is_published_after(duty, say):
    case = checked(duty, duty.given().when(opening(duty), at=NOW).after(), say, ITEM)
    case = case.when(duty.publish(ITEM, channels=("board",)), at=NEXT_DAY).after()

    case.when(duty.publish(ITEM, channels=("online",)), at=NEXT_DAY).then(
        duty.published(ITEM, channels=("online",), at=NEXT_DAY)
    )


def test_what_is_withheld_is_not_told_as_public(duty, say):
    case = duty.given().when(opening(duty), at=NOW).after().when(duty.draft(say.content(ITEM)), at=NOW).after()
    case = case.when(duty.submit(), at=NOW).after().when(duty.check(say.withheld(ITEM)), at=NOW).after()

    assert any(isinstance(fact, DutyFulfilled) for fact in case.facts)
    assert not any(isinstance(fact, OccasionDisclosed) for fact in case.facts)


def test_a_further_cause_is_a_further_item_and_reopens_what_was_fulfilled(duty, say):
    case = checked(duty, duty.given().when(opening(duty), at=NOW).after(), say, ITEM)
    case = case.when(duty.publish(ITEM, channels=("board",)), at=NEXT_DAY).after()
    further = cause("result-declared")

    case.when(opening(duty, cause=further), at=NEXT_DAY).then(
        ItemsAdded(
            **duty.key(),
            items=(NamedItem(item="IMMEDIATE-x1", name=NAME),),
            basis=Basis(kind=BasisKind.FACT, text="1 §四2三要", cause=further),
            added_by="service:disclosure",
            added_at=NEXT_DAY,
        ),
        recorded(duty, item="IMMEDIATE-x1", cause=further, recorded_at=NEXT_DAY),
        DutyReopened(**duty.key(), missing=("IMMEDIATE-x1",), reopened_at=NEXT_DAY),
    )


def test_items_of_different_causes_are_told_one_by_one(duty, say):
    further = cause("result-declared")
    case = duty.given().when(opening(duty), at=NOW).after().when(opening(duty, cause=further), at=NOW).after()
    case = checked(duty, case, say, ITEM, "IMMEDIATE-x1")
    case = case.when(duty.publish(ITEM, channels=("board",)), at=NEXT_DAY).after()

    case.when(duty.publish("IMMEDIATE-x1", channels=("board",)), at=NEXT_DAY).then(
        duty.published("IMMEDIATE-x1", channels=("board",), at=NEXT_DAY),
        told(duty, say, "board", item="IMMEDIATE-x1", what=further),
        DutyFulfilled(**duty.key(), due_at=None, fulfilled_at=NEXT_DAY),
    )


def test_a_result_of_a_ballot_is_public_only_on_the_board(duty, say):
    case = duty.given().when(opening(duty, Occasion.BALLOT_RESULT), at=NOW).after()
    case = checked(duty, case, say, ITEM).when(duty.publish(ITEM, channels=("online",)), at=NEXT_DAY).after()
    assert not any(isinstance(fact, DutyFulfilled | OccasionDisclosed) for fact in case.facts)

    case = case.when(duty.publish(ITEM, channels=("board",)), at=NEXT_DAY).after()

    assert [type(fact) for fact in case.facts[-2:]] == [OccasionDisclosed, DutyFulfilled]


@pytest.mark.parametrize(
    ("pack", "occasion", "event_on", "due_on"),
    [
        ("district-congress-2020", Occasion.DEPUTY_LIST, date(2025, 6, 3), date(2025, 6, 2)),
        ("cn-elections-2020", Occasion.VOTER_ROLL, date(2025, 6, 30), date(2025, 6, 10)),
        ("cn-elections-2020", Occasion.NOMINEES, date(2025, 6, 30), date(2025, 6, 15)),
        ("cn-elections-2020", Occasion.FINAL_CANDIDATES, date(2025, 6, 30), date(2025, 6, 23)),
        ("cn-villagers-2018-elections", Occasion.VILLAGE_ROLL, date(2025, 6, 30), date(2025, 6, 10)),
        ("cn-residents-2026", Occasion.RESIDENTS_ROLL, date(2026, 6, 30), date(2026, 6, 10)),
        ("cn-villagers-2026", Occasion.VILLAGE_ROLL, date(2026, 6, 30), date(2026, 6, 10)),
        ("bj-village-elections-2012", Occasion.VILLAGE_CANDIDATES, date(2025, 6, 30), date(2025, 6, 25)),
        ("sh-village-elections-2020", Occasion.VILLAGE_CANDIDATES, date(2025, 6, 30), date(2025, 6, 25)),
        ("zj-village-elections-2020", Occasion.VILLAGE_CANDIDATES, date(2025, 6, 30), date(2025, 6, 25)),
        ("sh-village-elections-2020", Occasion.VILLAGE_PROXIES, date(2025, 6, 30), date(2025, 6, 28)),
        ("cn-villagers-2018-elections", Occasion.VILLAGE_AUDIT, date(2026, 3, 1), date(2026, 2, 28)),
    ],
)
def test_a_list_is_due_so_many_days_before_the_event_and_why_is_known(duty, pack, occasion, event_on, due_on):
    duty = replace(duty, policy=rules_of("county-2011", pack))
    case = duty.given().when(opening(duty, occasion, event_on=event_on), at=NOW).after()
    state = case.decider.fold(case.facts)

    assert state.due is not None
    assert due_on == state.due.due_on
    assert datetime(due_on.year, due_on.month, due_on.day, tzinfo=CHINA) + timedelta(1) == state.due.due_at
    assert (event_on, Direction.BEFORE) == (
        reckoning(state, duty.policy).start,
        reckoning(state, duty.policy).rule.direction,
    )


@pytest.mark.parametrize(
    ("moment", "kinds"),
    [
        (
            datetime(2025, 6, 10, 23, 59, 59, 999999, tzinfo=CHINA),
            ["ItemsPublished", "OccasionDisclosed", "DutyFulfilled"],
        ),
        (
            datetime(2025, 6, 11, tzinfo=CHINA),
            ["DisclosureOverdue", "ItemsPublished", "OccasionDisclosed", "DutyFulfilled"],
        ),
    ],
)
def test_a_roll_published_in_the_last_moment_is_in_time_and_in_the_next_it_is_late(duty, say, moment, kinds):
    duty = replace(duty, policy=rules_of("county-2011", "cn-elections-2020"))
    case = duty.given().when(opening(duty, Occasion.VOTER_ROLL, event_on=date(2025, 6, 30)), at=NOW).after()
    case = checked(duty, case, say, ITEM)
    before = len(case.facts)
    case = case.when(duty.publish(ITEM, channels=("board",), claimed_on=moment.date()), at=moment).after()

    assert kinds == [type(fact).__name__ for fact in case.facts[before:]]


def test_where_the_event_has_no_day_yet_nothing_becomes_overdue(duty):
    duty = replace(duty, policy=rules_of(*CONGRESS))
    case = duty.given().when(opening(duty, Occasion.DEPUTY_LIST), at=NOW).after()

    assert case.facts[0].due_at is None


# The packs


@pytest.mark.parametrize(
    ("packs", "ordered"),
    [
        (
            OPINION,
            {
                Occasion.VILLAGE_RESOLUTION: ("1 §四2三要", ()),
                Occasion.VILLAGE_IMPLEMENTATION: ("1 §四2三要", ()),
                Occasion.BALLOT_RESULT: ("1 §四1二要", ("board",)),
                Occasion.COMMENDATION: ("1 §五4; 5 §三(三)", ()),
            },
        ),
        (
            CONGRESS,
            {
                Occasion.SESSION_ANNOUNCEMENT: ("2 §三(一)5", ()),
                Occasion.ELECTION_RESULT: ("2 §三(一)4; 2 §三(一)5", ()),
                Occasion.OATH: ("2 §三(一)4; 2 §三(一)5", ()),
                Occasion.OFFICE_ENDED: ("2 §三(一)4; 2 §三(一)5", ()),
                Occasion.DEPUTY_LIST: ("2 §三(三)2", ()),
                Occasion.CREDENTIALS_ENDED: ("2 §三(三)2", ()),
            },
        ),
        (
            MINES,
            {
                Occasion.MINE_DIRECTORY: ("3 §七(三)", ("online",)),
                Occasion.MINE_STANDARDS: ("3 §七(三)", ("online",)),
                Occasion.MINE_PROGRESS: ("3 §七(三)", ()),
                Occasion.MINE_FALSIFICATION: ("3 §附10", ("online",)),
                Occasion.MINE_UNDERPERFORMANCE: ("3 §附11", ("online",)),
                Occasion.MINE_ASSESSMENT: ("3 §附9", ("notice",)),
            },
        ),
        (
            ("cn-congress-2022", "cn-deputies-2025", "cn-minerals-2024"),
            {
                Occasion.SESSION_DATE: ("组织法14", ()),
                Occasion.SUGGESTION_REPORT: ("代表法51; 组织法42", ()),
                Occasion.DEPUTY_PROFILE: ("代表法58", ()),
                Occasion.MINE_RESTORATION: ("矿产资源法46; 矿产资源法48", ()),
            },
        ),
    ],
)
def test_each_pack_orders_what_its_text_says_and_nothing_else(packs, ordered):
    rules = occasion_policy(resolve("360730", [pack_named(name) for name in packs]))

    assert ordered == {occasion: (rule.source, rule.channels) for occasion, rule in rules.items()}


def test_every_occasion_is_ordered_by_some_shipped_pack():
    rules = occasion_policy(
        resolve("360730", [pack_named(name) for name in (*OPINION, *CONGRESS, *MINES, *STATUTES, *CENTRE)])
    )

    assert set(Occasion) == set(rules) == set(ORDERS)


def test_a_circular_is_published_only_where_the_switch_is_on(duty):
    packs = [pack_named(name) for name in MINES]
    parameter = packs[0].parameters["mining.falsification.publish"]
    off = replace(packs[0], parameters={**packs[0].parameters, parameter.name: replace(parameter, value=False)})

    assert Occasion.MINE_FALSIFICATION in occasion_policy(resolve("3607", packs))
    assert Occasion.MINE_FALSIFICATION not in occasion_policy(resolve("3607", [off, packs[1]]))


def test_before_a_session_is_until_the_end_of_the_day_before(duty):
    rules = occasion_policy(resolve("360730", [pack_named("district-congress-2020")]))

    assert rules[Occasion.DEPUTY_LIST].before == DeadlineRule(
        amount=0,
        unit=TimeUnit.DAYS,
        source="2 §三(三)2",
        direction=Direction.BEFORE,
        named_day_included=False,
    )


def test_where_only_the_order_is_active_the_matter_can_still_be_written_and_published(duty, say):
    """The mines' bureau follows no opinion on townships: its directory has its own channel."""
    bureau = replace(duty, policy=rules_of(*MINES), unit="3607-land", kind=UnitKind.DEPARTMENT)
    case = bureau.given().when(opening(bureau, Occasion.MINE_DIRECTORY), at=NOW).after()
    case = checked(bureau, case, say, ITEM).when(bureau.publish(ITEM, channels=("online",)), at=NEXT_DAY).after()

    assert isinstance(case.facts[-2], OccasionDisclosed)


@pytest.mark.parametrize("occasion", [Occasion.VILLAGE_PROXIES, Occasion.ELECTION_LIST, Occasion.DECLARED_RESULT])
@pytest.mark.req("D-210")
def test_a_list_of_an_election_is_public_also_where_no_row_names_its_day(duty, occasion: Occasion):
    duty = replace(duty, policy=rules_of("county-2011", "cn-elections-2020"))
    case = duty.given().when(opening(duty, occasion, event_on=date(2025, 6, 30)), at=NOW).after()

    assert (None, "选举法28; 选举法32; 选举法46; 村组法14; 村组法15") == (
        case.facts[0].due_at,
        case.facts[0].matter.basis.text,
    )
