"""Reminders before the due date, escalation after it, each once; how complete a duty is."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import reduce
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.cases import DueDateRederived
from contracts.deadlines import Deadline
from contracts.disclosure.duty.messages import Completeness, DisclosureOverdue, DutyEscalated, GiveNotice, ReminderGiven
from contracts.disclosure.duty.rules import disclosure_policy
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.fields import instant_text
from contracts.policies import pack_named, resolve
from contracts.units import UnitKind
from disclosure.duty.agenda import AGENDA_OF_DUTIES, NOTICE
from disclosure.duty.completeness import measure
from disclosure.duty.rule import evolve
from disclosure.duty.state import Duty, Stage
from disclosure.service import SERVICE
from disclosure.tables import AGENDA
from ledger.store import Recorded
from ledger.testing.playing import Played
from ledger.views import Views, fallen_due

PACKS = ("county-2011", "county-2011-services", "county-2011-practice")
INSTANT = timedelta(microseconds=1)
CASE = "disclosure_duty-360730101201-VA-2025Q1"


def day(month: int, number: int) -> datetime:
    return datetime(2025, month, number, tzinfo=CHINA)


@pytest.fixture
def duty(village):
    """A village's affairs of the first quarter, due by 20 April, under the county's practice."""
    policy = disclosure_policy(resolve("360730", [pack_named(name) for name in PACKS]))
    return replace(village, policy=policy, has_notices=True)


@pytest.fixture
def opened(duty):
    return duty.given().when(duty.open(), at=day(4, 1)).after()


def notice(duty: Any) -> GiveNotice:
    return GiveNotice(**duty.key(), actor="service:disclosure")


def reminded(duty: Any, days: int, at: datetime, next_at: datetime) -> ReminderGiven:
    return ReminderGiven(
        **duty.key(),
        days_before=days,
        to=duty.policy.ladder.to,
        missing=duty.items,
        notice_at=at,
        next_at=next_at,
    )


def escalated(duty: Any, days: int, level: UnitKind, at: datetime, next_at: datetime | None) -> DutyEscalated:
    return DutyEscalated(
        **duty.key(),
        days_after=days,
        level=level,
        to=duty.unit[: 9 if level is UnitKind.TOWNSHIP else 6],
        missing=duty.items,
        notice_at=at,
        next_at=next_at,
    )


@pytest.mark.req("D-020")
def test_a_duty_names_its_first_reminder_when_it_opens(opened):
    assert day(4, 10) == opened.facts[0].next_notice_at


@pytest.mark.parametrize(
    ("days", "at", "next_at"), [(10, day(4, 10), day(4, 17)), (3, day(4, 17), day(4, 19)), (1, day(4, 19), day(4, 22))]
)
@pytest.mark.req("D-020", "X-021")
def test_di_18_it_is_reminded_of_on_the_days_of_the_policy_and_not_a_moment_before(duty, opened, days, at, next_at):
    so_far = opened.when(notice(duty), at=at - INSTANT).after()
    assert all(fact.days_before > days for fact in so_far.facts[1:])

    so_far.when(notice(duty), at=at).then(reminded(duty, days, at, next_at))


@pytest.mark.req("D-020")
def test_a_reminder_is_given_once(duty, opened):
    given = opened.when(notice(duty), at=day(4, 10)).after()

    given.when(notice(duty), at=day(4, 10)).then()
    given.when(notice(duty), at=day(4, 17) - INSTANT).then()


@pytest.mark.req("D-020")
def test_notices_that_come_late_are_the_ones_that_would_have_come_in_time(duty, opened):
    """Whether the sweeper came at each rung or once after all of them, the facts are the same."""
    in_time = opened
    for at in (day(4, 10), day(4, 17), day(4, 19), duty.due_at, day(4, 22), day(5, 1)):
        in_time = in_time.when(notice(duty), at=at).after()
    late = opened.when(notice(duty), at=day(5, 1)).after()

    assert 7 == len(in_time.facts)
    assert in_time.facts[-2:] == late.facts[-2:]
    assert [_content(fact) for fact in in_time.facts] == [_content(fact) for fact in late.facts]


def _content(fact: Any) -> Any:
    """All but when the service came to announce it."""
    return replace(fact, announced_at=day(1, 1)) if isinstance(fact, DisclosureOverdue) else fact


@pytest.mark.parametrize("at", [day(4, 10), day(4, 18), day(4, 21), day(4, 22), day(5, 1), day(6, 1)])
@pytest.mark.req("D-020")
def test_whoever_comes_first_records_what_is_due_before_his_own(duty, opened, say, at):
    """A clerk before the sweeper leaves the same facts as a clerk after it."""
    draft = duty.draft(say.content("VA-1a"))
    after_the_sweeper = opened.when(notice(duty), at=at).after().when(draft, at=at).after()

    assert after_the_sweeper.facts == opened.when(draft, at=at).after().facts


@pytest.mark.req("D-020")
def test_a_rung_is_due_at_its_moment_and_not_the_instant_before(duty, opened):
    for case, at in ((opened, day(4, 10)), (opened.when(notice(duty), at=day(4, 21)).after(), day(4, 22))):
        case.when(notice(duty), at=at - INSTANT).then()
        assert 1 == len(case.when(notice(duty), at=at).after().facts) - len(case.facts)


def test_a_duty_that_opens_late_is_reminded_of_by_its_own_calendar(duty):
    in_time = duty.given().when(duty.open(), at=day(4, 1)).after()
    late = duty.given().when(duty.open(), at=day(4, 12)).after()

    assert in_time.facts[0].next_notice_at == late.facts[0].next_notice_at == day(4, 10)


@pytest.mark.req("D-020")
def test_nobody_is_reminded_of_what_is_overdue(duty, opened):
    overdue = DisclosureOverdue(
        **duty.key(), due_at=duty.due_at, missing=duty.items, announced_at=duty.due_at, next_notice_at=day(4, 22)
    )
    reminded_of = opened.when(notice(duty), at=day(4, 19)).after()

    reminded_of.when(notice(duty), at=duty.due_at).then(overdue)


@pytest.mark.req("D-020")
def test_the_notices_move_with_the_due_date_and_none_comes_twice(duty, opened, tmp_path):
    reminded_once = opened.when(notice(duty), at=day(4, 10)).after()
    before = Deadline(due_on=date(2025, 4, 20), due_at=day(4, 21), is_provisional=False)
    after = Deadline(due_on=date(2025, 4, 22), due_at=day(4, 23), is_provisional=False)
    moved = DueDateRederived(
        unit=duty.unit, before=before, after=after, basis=(), ground="放假通知", rederived_at=day(4, 11)
    )
    case = duty.given(*reminded_once.facts, moved)

    case.when(notice(duty), at=day(4, 19) - INSTANT).then()
    case.when(notice(duty), at=day(4, 19)).then(reminded(duty, 3, day(4, 19), day(4, 21)))
    assert instant_text(day(4, 19)) == noticed_next(tmp_path, [*reminded_once.facts, moved])


def noticed_next(folder: Path, facts: list[Any]) -> str:
    """When the agenda sends the next notice after these facts."""
    views = Views(folder, SERVICE.schema)
    views.prepare()
    view = views.live()
    for position, fact in enumerate(facts):
        recorded = Recorded(
            stream=CASE, revision=position, id=UUID(int=position), type="", data=b"", metadata=b"", position=position
        )
        with view.writing(position) as connection:
            AGENDA_OF_DUTIES.applies[type(fact)](connection, fact, recorded)
    [line] = [line for line in fallen_due(view, AGENDA, day(12, 31), limit=99) if line.rung == NOTICE]
    return line.due_at


@pytest.mark.req("D-020")
def test_two_levels_at_the_same_moment_are_told_once_each(duty):
    together = {UnitKind.TOWNSHIP: 1, UnitKind.COUNTY: 1}
    policy = replace(duty.policy, ladder=replace(duty.policy.ladder, escalation=together))
    same = replace(duty, policy=policy)
    told = same.given().when(same.open(), at=day(4, 1)).after().when(notice(same), at=day(4, 22)).after()

    assert set(together) == {fact.level for fact in told.facts if isinstance(fact, DutyEscalated)}
    assert 2 == sum(isinstance(fact, DutyEscalated) for fact in told.facts)
    told.when(notice(same), at=day(5, 1)).then()


@pytest.mark.parametrize(
    ("days", "level", "at", "next_at"),
    [(1, UnitKind.TOWNSHIP, day(4, 22), day(5, 1)), (10, UnitKind.COUNTY, day(5, 1), None)],
)
def test_di_18_the_township_is_told_of_a_village_and_then_the_county(duty, opened, days, level, at, next_at):
    so_far = opened.when(notice(duty), at=at - INSTANT).after()
    assert not [fact for fact in so_far.facts if isinstance(fact, DutyEscalated) and fact.level is level]

    so_far.when(notice(duty), at=at).then(escalated(duty, days, level, at, next_at))


def test_of_a_township_only_the_county_is_told(duty, government):
    town = replace(government, policy=duty.policy, has_notices=True)
    opened = town.given().when(town.open(), at=day(4, 1)).after()
    overdue = opened.when(town.mark_overdue(), at=town.due_at).after()

    overdue.when(notice(town), at=day(4, 30)).then()
    assert "360730" == overdue.when(notice(town), at=day(5, 1)).after().facts[-1].to


@pytest.mark.parametrize("at", [day(4, 17), day(5, 1)])
def test_what_is_fulfilled_is_neither_reminded_of_nor_escalated(duty, at):
    policy = replace(duty.policy, publication=replace(duty.policy.publication, evidence_required=()))
    done = replace(duty, policy=policy).all_published()
    assert Stage.FULFILLED is reduce(evolve, done.facts, Duty()).stage

    done.when(notice(duty), at=at).then()


# By the sweeper, once; and what it all comes to


@pytest.fixture
def played(tmp_path):
    place = Played(SERVICE, SERVICE.answers, begins=day(1, 2), unit="360730", folder=tmp_path)
    place.activate(*PACKS)
    name = Bilingual(zh="松林村", en="Songlin Village")
    enrol = EnrolUnit(actor="desk", unit="360730101201", kind=UnitKind.VILLAGE, name=name, valid_from=date(2025, 1, 1))
    place.at(day(1, 2), enrol)
    place.at(day(5, 20))
    return place


@pytest.mark.req("D-020")
def test_the_sweeper_records_every_rung_of_a_neglected_duty_exactly_once(played):
    rungs = [
        (
            type(fact).__name__,
            fact.days_before if isinstance(fact, ReminderGiven) else fact.days_after,
            fact.notice_at.astimezone(CHINA),
        )
        for fact in played.facts()
        if isinstance(fact, ReminderGiven | DutyEscalated)
    ]

    assert [
        ("ReminderGiven", 10, day(4, 10)),
        ("ReminderGiven", 3, day(4, 17)),
        ("ReminderGiven", 1, day(4, 19)),
        ("DutyEscalated", 1, day(4, 22)),
        ("DutyEscalated", 10, day(5, 1)),
    ] == rungs


def test_di_19_completeness_is_a_function_of_the_facts_alone(played, village, say):
    answer = played.ask(Completeness(unit="360730101201", period="2025Q1"))

    assert [("VA", 32, 0, 32)] == [(line.catalogue, line.items, line.in_time, line.missing) for line in answer.duties]
    assert Fraction(0) == answer.share
    assert played.ask(Completeness(unit="360730101201", period="2024Q1")).share is None


@pytest.mark.parametrize(
    ("at", "counted"), [(day(4, 21) - INSTANT, (36, 0, 1, 0)), (day(4, 21), (0, 36, 1, 0)), (None, (0, 0, 1, 36))]
)
def test_di_19_late_is_what_was_public_for_the_first_time_after_the_due_date(village, say, at, counted):
    now = village.written_at
    verdicts = [say.passed(item) if item != "VA-1a" else say.withheld(item) for item in village.items]
    case = village.in_review().when(village.check(*verdicts), at=now).after()
    facts = [(now, fact) for fact in case.facts]
    if at is not None:
        published = case.when(village.publish(claimed_on=village.day), at=at).after().facts[len(case.facts) :]
        facts += [(at, fact) for fact in published]
    found = measure(facts)

    assert counted == (found.in_time, found.late, found.withheld, found.missing)
    assert Fraction(counted[0] + 1, 37) == found.share
