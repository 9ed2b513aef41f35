"""A session that sits and closes: quorum, deliberation before each vote, majorities of all deputies, three marks."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.session.messages import (
    AgendaItem,
    CongressSessionClosed,
    Disposal,
    ItemDeliberated,
    ItemDisposed,
    MeetingHeld,
    MeetingKind,
    ProposedResolution,
    ResolutionAdopted,
    ResultsAnnounced,
    ResultsReported,
    SessionArchived,
    SessionCompleted,
    SessionFinding,
    SessionFlagged,
    SessionOpened,
    VoteTaken,
)
from contracts.elections.words import Matter, SessionKind, Standing, Votes

DEPUTIES = tuple(f"deputy-{number:02}" for number in range(1, 73))


def moment(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=CHINA)


OPENS, AFTERNOON, EVENING = moment(3, 12, 9), moment(3, 12, 15), moment(3, 12, 18)


@pytest.mark.req("E-314")
def test_el_35_forty_seven_of_seventy_two_are_too_few_and_forty_eight_are_enough(regular):
    case = regular.notified()

    case.when(regular.open(DEPUTIES[:47]), at=OPENS).then_rejected("elections.quorum-not-met", "47 of 72")
    case.when(regular.open(DEPUTIES[:48]), at=OPENS).then(
        SessionOpened(
            **regular.key,
            kind=SessionKind.REGULAR,
            opened_on=date(2025, 3, 12),
            all_deputies=72,
            attending=DEPUTIES[:48],
            absent=DEPUTIES[48:],
            opened_at=OPENS,
        )
    )


@pytest.mark.req("E-314", "E-331")
def test_a_suspended_deputy_remains_one_of_all_deputies_and_a_vacant_seat_is_none(regular):
    suspended = regular.roll(1, dict.fromkeys(DEPUTIES[48:], Standing.SUSPENDED))
    vacant = regular.roll(1, deputies=regular.roll().deputies[:70])
    with_suspended = regular.notified().when(suspended, at=moment(3, 11)).after()
    with_vacancy = regular.notified().when(vacant, at=moment(3, 11)).after()

    with_suspended.when(regular.open(DEPUTIES[:47]), at=OPENS).then_rejected("elections.quorum-not-met", "47 of 72")
    with_vacancy.when(regular.open(DEPUTIES[:47]), at=OPENS).after()
    with_vacancy.when(regular.open(DEPUTIES[:46]), at=OPENS).then_rejected("elections.quorum-not-met", "46 of 70")


@pytest.mark.req("E-321")
def test_who_is_no_deputy_is_not_counted_and_attends_as_a_guest(regular):
    case = regular.notified()
    case.when(regular.open((*DEPUTIES[:47], "head-1")), at=OPENS).then_rejected("elections.not-a-deputy", "head-1")
    plenary = replace(regular.meet(MeetingKind.PREPARATORY), guests=("head-1",))
    regular.opened().when(plenary, at=moment(3, 12)).then(
        MeetingHeld(
            **regular.key,
            number=1,
            kind=MeetingKind.PREPARATORY,
            held_on=date(2025, 3, 12),
            attending=DEPUTIES[:60],
            guests=("head-1",),
            recorded_at=moment(3, 12),
        )
    )


@pytest.mark.req("E-033", "E-064")
def test_a_suspended_deputy_neither_attends_nor_speaks(regular):
    suspended = regular.roll(1, {"deputy-21": Standing.SUSPENDED})
    before = regular.notified().when(suspended, at=moment(3, 11)).after()
    during = regular.sitting().when(suspended, at=moment(3, 12)).after()

    before.when(regular.open(), at=OPENS).then_rejected("elections.deputy-suspended", "deputy-21")
    during.when(regular.deliberate("work"), at=AFTERNOON).then_rejected("elections.deputy-suspended", "deputy-21")


@pytest.mark.req("E-033")
@pytest.mark.parametrize("deputy", DEPUTIES[::12])
def test_every_active_deputy_may_speak(regular, deputy):
    regular.sitting().when(regular.deliberate("work", speakers=(deputy,)), at=AFTERNOON).after()


@pytest.mark.req("E-063")
def test_with_a_new_deputy_on_no_published_list_no_notice_goes_out_and_the_session_stays_shut(regular):
    new = regular.roll(1, {"deputy-73": Standing.CONFIRMED})
    listed = regular.roll(2, {"deputy-73": Standing.ACTIVE})
    case = regular.notified().when(new, at=moment(3, 1)).after()
    code = "elections.deputy-list-not-published"

    regular.decided().when(new, at=moment(2, 25)).after().when(regular.notice(), at=moment(2, 26)).then_rejected(code)
    case.when(regular.open(), at=OPENS).then_rejected(code, "deputy-73")
    case.when(listed, at=moment(3, 2)).after().when(regular.open(), at=OPENS).after()


@pytest.mark.req("E-025")
def test_the_session_opens_on_the_day_the_presidium_decided_and_on_no_other(regular):
    case = regular.notified()
    early, late = regular.open(opened_on=date(2025, 3, 11)), regular.open(opened_on=date(2025, 3, 13))

    case.when(early, at=OPENS).then_rejected("elections.presidium-decision-required")
    case.when(late, at=moment(3, 13)).then_rejected("elections.presidium-decision-required")
    case.when(regular.open(), at=moment(3, 11)).then_rejected("elections.date-in-future")


@pytest.mark.req("E-028")
def test_in_the_first_quarter_both_reports_are_with_the_deputies(regular):
    one = regular.notice(papers=("镇政府工作报告",))
    case = regular.decided().when(one, at=moment(2, 26)).after()

    case.when(regular.open(), at=OPENS).then_rejected("elections.papers-missing", "presidium_report")


@pytest.mark.req("E-028")
def test_in_another_quarter_only_a_report_on_the_agenda_has_to_be_there(regular):
    dates = regular.dates(9, 9, month=7)
    check = AgendaItem(item="check", matter=Matter.RESOLUTION_CHECK, title="检查决议执行情况")
    bare = regular.decide(dates=dates, agenda=(regular.voted(check),), papers=())
    with_report = regular.decide(dates=dates, papers=())
    opened = {"opened_on": date(2025, 7, 9)}
    notice = regular.notice(papers=())
    for command, rejected in ((bare, False), (with_report, True)):
        case = regular.preparing().when(command, at=moment(2, 24)).after().when(notice, at=moment(2, 26)).after()
        case = case.when(regular.open(**opened), at=moment(7, 9))
        if rejected:
            case.then_rejected("elections.papers-missing")
        else:
            case.after()


def flagged(regular: Any, finding: SessionFinding, at: datetime, **what: Any) -> SessionFlagged:
    return SessionFlagged(
        **{**regular.key, "finding": finding, "deputies": (), "matters": (), "flagged_at": at, **what}
    )


@pytest.mark.req("E-027", "E-030")
def test_a_deputy_the_notice_did_not_reach_and_missing_rules_of_procedure_are_findings_and_no_bar(regular):
    issued = regular.decided().when(regular.notice(), at=moment(2, 26)).after()
    case = issued.when(regular.deliver(*DEPUTIES[:71]), at=moment(2, 27)).after()
    facts = case.when(regular.open(rules_of_procedure=None), at=OPENS).after().facts[-3:]

    assert type(facts[0]) is SessionOpened
    assert facts[1] == flagged(regular, SessionFinding.DEPUTY_NOT_NOTIFIED, OPENS, deputies=("deputy-72",))
    assert facts[2] == flagged(regular, SessionFinding.RULES_OF_PROCEDURE_MISSING, OPENS)


@pytest.mark.parametrize(("month", "usual"), [(1, True), (3, True), (4, False), (7, True), (9, True), (12, False)])
@pytest.mark.req("E-014")
def test_a_regular_session_outside_the_first_and_third_quarter_is_flagged(regular, month, usual):
    opened_on = date(2026 if month == 1 else 2025, month, 12)
    dates = replace(regular.dates(), begins_on=opened_on, ends_on=opened_on)
    case = regular.notified(dates=dates).when(
        regular.open(opened_on=opened_on), at=datetime(opened_on.year, month, 12, 9, tzinfo=CHINA)
    )
    findings = [fact.finding for fact in case.after().facts if isinstance(fact, SessionFlagged)]

    assert usual == (SessionFinding.OUTSIDE_QUARTER not in findings)


# Meetings, deliberation, votes


@pytest.mark.req("E-031")
def test_the_preparatory_meeting_comes_before_the_first_plenary(regular):
    plenary = regular.meet(MeetingKind.PLENARY)

    regular.opened().when(plenary, at=OPENS).then_rejected("elections.invalid-transition")
    regular.sitting().when(plenary, at=AFTERNOON).after()


@pytest.mark.req("E-314")
def test_a_plenary_votes_only_with_two_thirds_of_all_deputies(regular):
    few, enough = regular.meet(MeetingKind.PLENARY, DEPUTIES[:47]), regular.meet(MeetingKind.PLENARY, DEPUTIES[:48])

    regular.sitting().when(few, at=AFTERNOON).then_rejected("elections.quorum-not-met", "47 of 72")
    regular.sitting().when(enough, at=AFTERNOON).after()


@pytest.mark.req("E-012")
def test_a_meeting_of_the_presidium_has_its_members_alone(regular):
    meeting = regular.meet(MeetingKind.PRESIDIUM, DEPUTIES[:10])

    regular.sitting().when(meeting, at=AFTERNOON).then_rejected("elections.not-presidium-member", "deputy-10")
    regular.sitting().when(replace(meeting, attending=DEPUTIES[:9]), at=AFTERNOON).after()


@pytest.mark.req("E-020")
def test_no_item_is_put_to_the_vote_before_it_was_deliberated(regular):
    case = regular.sitting().when(regular.deliberate("work"), at=AFTERNOON).after()

    case.when(regular.vote("budget", 60), at=AFTERNOON).then_rejected("elections.vote-without-deliberation", "budget")
    case.when(regular.vote("work", 60), at=AFTERNOON).after()


@pytest.mark.req("E-021")
def test_the_time_of_each_deliberation_is_recorded(regular):
    command = regular.deliberate("work", 45)

    regular.sitting().when(command, at=AFTERNOON).then(
        ItemDeliberated(
            **regular.key,
            number=1,
            item="work",
            held_on=date(2025, 3, 12),
            minutes=45,
            speakers=command.speakers,
            opinions=command.opinions,
            recorded_at=AFTERNOON,
        )
    )


def test_where_a_pack_asks_for_minutes_a_shorter_deliberation_is_none(regular):
    strict = replace(regular, policy=replace(regular.policy, floor=replace(regular.policy.floor, minutes=30)))
    short = strict.sitting().when(strict.deliberate("work", 29), at=AFTERNOON).after()

    short.when(strict.vote("work", 60), at=AFTERNOON).then_rejected("elections.vote-without-deliberation")
    longer = short.when(strict.deliberate("work", 1), at=AFTERNOON).after()
    longer.when(strict.vote("work", 60), at=AFTERNOON).after()


@pytest.mark.parametrize(("agree", "adopted"), [(36, False), (37, True)])
@pytest.mark.req("E-315")
def test_el_13_a_majority_is_more_than_half_of_all_deputies_not_of_the_sixty_present(regular, agree, adopted):
    case = regular.sitting().when(regular.deliberate("budget"), at=AFTERNOON).after()

    case.when(regular.vote("budget", agree), at=AFTERNOON).then(
        VoteTaken(
            **regular.key,
            item="budget",
            matter=Matter.BUDGET,
            meeting=2,
            votes=Votes(agree=agree, against=0, abstain=0),
            all_deputies=72,
            adopted=adopted,
            voted_at=AFTERNOON,
        )
    )


def test_a_vote_belongs_to_a_plenary_and_counts_no_more_than_attended(regular):
    case = regular.sitting().when(regular.deliberate("budget"), at=AFTERNOON).after()
    many = regular.vote("budget", 0, votes=Votes(agree=40, against=20, abstain=1))

    case.when(regular.vote("budget", 40, meeting=1), at=AFTERNOON).then_rejected("elections.no-such-meeting")
    case.when(regular.vote("budget", 40, meeting=9), at=AFTERNOON).then_rejected("elections.no-such-meeting")
    case.when(many, at=AFTERNOON).then_rejected("elections.invalid-tally")


@pytest.mark.req("E-035")
def test_a_resolution_rests_on_deliberations_of_its_item(regular):
    case = regular.sitting().when(regular.deliberate("work"), at=AFTERNOON).after()
    case = case.when(regular.deliberate("budget"), at=AFTERNOON).after()
    resolution = ProposedResolution(title="关于预算的决议", deliberations=(2,), responsible="360730100")
    for numbers in ((), (1,), (2, 3)):
        unfounded = regular.vote("budget", 60, replace(resolution, deliberations=numbers))
        case.when(unfounded, at=AFTERNOON).then_rejected("elections.resolution-without-deliberation")
    facts = case.when(regular.vote("budget", 60, resolution), at=AFTERNOON).after().facts

    assert facts[-1] == ResolutionAdopted(
        **regular.key,
        number=1,
        item="budget",
        title="关于预算的决议",
        deliberations=(2,),
        responsible="360730100",
        adopted_at=AFTERNOON,
    )
    rejected = case.when(regular.vote("budget", 36, resolution), at=AFTERNOON).after().facts
    assert type(rejected[-1]) is VoteTaken


def test_an_election_is_no_show_of_hands(regular):
    election = AgendaItem(item="head", matter=Matter.BY_ELECTION, title="补选副镇长")
    agenda = (*map(regular.voted, regular.agenda), regular.voted(election))
    case = regular.sitting(agenda=agenda, dates=regular.dates(12, 13, "3/2"))
    case = case.when(regular.deliberate("head"), at=AFTERNOON).after()

    case.when(regular.vote("head", 60), at=AFTERNOON).then_rejected("elections.secret-ballot-required")
    case.when(regular.dispose("head"), at=AFTERNOON).then_rejected("elections.vote-required")
    case.when(regular.dispose("work", Disposal.ELECTED), at=AFTERNOON).then_rejected("elections.not-an-election")
    case.when(regular.dispose("head", Disposal.ELECTED), at=AFTERNOON).after()


@pytest.mark.req("E-319")
def test_the_budget_is_approved_by_vote_or_put_off_with_a_reason(regular):
    case = regular.sitting()
    put_off = regular.dispose("budget", Disposal.DEFERRED, "预算草案须修改")

    case.when(regular.dispose("budget"), at=AFTERNOON).then_rejected("elections.vote-required")
    case.when(replace(put_off, text=None), at=AFTERNOON).then_rejected("elections.reason-required")
    case.when(put_off, at=AFTERNOON).then(
        ItemDisposed(
            **regular.key,
            item="budget",
            matter=Matter.BUDGET,
            disposal=Disposal.DEFERRED,
            text="预算草案须修改",
            disposed_at=AFTERNOON,
        )
    )


def test_an_item_comes_to_its_end_once_and_only_what_is_on_the_agenda_does(regular):
    case = regular.settled()

    case.when(regular.dispose("work"), at=AFTERNOON).then_rejected("elections.already-disposed")
    case.when(regular.dispose("roads"), at=AFTERNOON).then_rejected("elections.no-such-item")
    case.when(regular.deliberate("roads"), at=AFTERNOON).then_rejected("elections.no-such-item")
    regular.sitting().when(regular.deliberate("work", speakers=()), at=AFTERNOON).then_rejected(
        "elections.not-a-deputy"
    )
    twice = regular.deliberate("work", speakers=("deputy-21", "deputy-21"))
    regular.sitting().when(twice, at=AFTERNOON).then_rejected("elections.named-twice")
    regular.notified().when(regular.deliberate("work"), at=AFTERNOON).then_rejected("elections.session-not-open")


# Closing


@pytest.mark.req("E-039", "E-040")
def test_a_session_closes_and_says_what_it_dealt_with_and_who_stayed_away_without_leave(regular):
    command = regular.close(excused=DEPUTIES[60:70])

    regular.settled().when(command, at=EVENING).then(
        CongressSessionClosed(
            **regular.key,
            kind=SessionKind.REGULAR,
            is_first=False,
            opened_on=date(2025, 3, 12),
            closed_on=date(2025, 3, 12),
            days=Fraction(1),
            all_deputies=72,
            dealt_with=(Matter.BUDGET, Matter.GOVERNMENT_WORK_REPORT, Matter.PRESIDIUM_REPORT),
            resolutions=1,
            absent=DEPUTIES[70:],
            closed_at=EVENING,
        )
    )


@pytest.mark.req("E-021")
def test_a_session_without_deliberation_does_not_close(regular):
    case = regular.sitting()

    case.when(regular.close(), at=EVENING).then_rejected("elections.session-without-deliberation")


def test_a_session_with_an_open_item_does_not_close(regular):
    case = regular.sitting().when(regular.deliberate("work"), at=AFTERNOON).after()

    case.when(regular.close(), at=EVENING).then_rejected("elections.items-open", "work, presidium, budget")


@pytest.mark.req("E-017", "E-019")
def test_a_session_closes_after_its_least_length_and_not_with_more_days_than_it_had(regular):
    case = regular.settled()

    case.when(regular.close("1/2"), at=EVENING).then_rejected("elections.session-too-short")
    case.when(regular.close("3/2"), at=EVENING).then_rejected("elections.invalid-duration")
    case.when(regular.close("3/2", 13), at=EVENING).then_rejected("elections.date-in-future")
    case.when(regular.close("1", 11), at=EVENING).then_rejected("elections.day-too-early")


def emphasis(regular: Any, month: int, *matters: Matter) -> tuple[str, ...]:
    """What is missing of a session held in a month with these items, each heard."""
    opened_on = date(2025, month, 12)
    dates = replace(regular.dates(), begins_on=opened_on, ends_on=opened_on)
    items = [AgendaItem(item=f"item-{place}", matter=matter, title=matter) for place, matter in enumerate(matters)]
    case = regular.notified(dates=dates, agenda=tuple(map(regular.voted, items)))
    at = moment(month, 12, 9)
    case = case.when(regular.open(opened_on=opened_on), at=at).after()
    case = case.when(regular.deliberate("item-0", held_on=opened_on), at=at).after()
    for item in items:
        case = case.when(regular.dispose(item.item), at=at).after()
    closed = case.when(replace(regular.close(), closed_on=opened_on), at=at).after().facts
    found = closed[-1]
    return found.matters if isinstance(found, SessionFlagged) else ()


@pytest.mark.req("E-034")
def test_in_the_first_quarter_the_work_report_is_expected(regular):
    assert emphasis(regular, 3, Matter.GOVERNMENT_WORK_REPORT) == ()
    assert emphasis(regular, 3, Matter.PRESIDIUM_REPORT) == ("government_work_report",)
    assert emphasis(regular, 5, Matter.PRESIDIUM_REPORT) == ()


@pytest.mark.req("E-036", "E-037", "E-038")
def test_in_the_third_quarter_resolutions_special_supervision_and_half_year_progress_are_expected(regular):
    expected = (Matter.RESOLUTION_CHECK, Matter.SPECIAL_SUPERVISION, Matter.HALF_YEAR_PROGRESS_REPORT)

    assert emphasis(regular, 8, *expected) == ()
    for missing in expected:
        assert emphasis(regular, 8, *(item for item in expected if item is not missing)) == (missing.value,)


# Afterwards


@pytest.mark.req("E-041", "E-217", "E-218", "E-219")
def test_a_session_is_completed_when_it_is_announced_reported_and_archived_in_any_order(regular):
    at = moment(3, 20)
    marks = {
        regular.announce(): ResultsAnnounced(
            **regular.key, announced_on=date(2025, 3, 13), seal="梅江镇人民代表大会主席团", recorded_at=at
        ),
        regular.report(): ResultsReported(
            **regular.key,
            reported_on=date(2025, 3, 14),
            to="360730-standing-committee",
            seal="梅江镇人民代表大会主席团",
            recorded_at=at,
        ),
        regular.archive(): SessionArchived(
            **regular.key, archived_on=date(2025, 3, 20), documents=("会议纪要", "表决记录"), recorded_at=at
        ),
    }
    commands = list(marks)
    for first, second, third in ((0, 1, 2), (2, 0, 1), (1, 2, 0)):
        case = regular.closed().when(commands[first], at=at).after().when(commands[second], at=at).after()
        case.when(commands[third], at=at).then(marks[commands[third]], SessionCompleted(**regular.key, completed_at=at))


def test_each_mark_is_made_once_and_only_on_a_closed_session(regular):
    case = regular.closed().when(regular.announce(), at=moment(3, 13)).after()

    case.when(regular.announce(), at=moment(3, 14)).then_rejected("elections.already-done", "announced")
    regular.settled().when(regular.archive(), at=moment(3, 20)).then_rejected("elections.session-not-closed")


@pytest.mark.req("E-011", "E-222")
def test_a_document_of_the_congress_carries_the_presidiums_seal_with_the_towns_name(regular):
    case = regular.closed()

    case.when(regular.announce(None), at=moment(3, 13)).then_rejected("elections.seal-missing")
    case.when(regular.announce("梅江镇人民政府"), at=moment(3, 13)).then_rejected("elections.seal-text-invalid")


@pytest.mark.req("E-040")
def test_the_report_goes_to_a_unit_above(regular):
    case = regular.closed()

    case.when(regular.report("360731-standing-committee"), at=moment(3, 14)).then_rejected("elections.not-above")
    case.when(regular.report("360730100201"), at=moment(3, 14)).then_rejected("elections.not-above")
