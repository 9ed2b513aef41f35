"""Who the deputies of a day are, as known on a day; and a session that runs on what the congress tells it."""

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.session.messages import AgendaItem, MeetingKind, RollEntered, SessionRecord, SessionStage
from contracts.elections.term.messages import (
    CommitteeSeat,
    CommitteeSeatKind,
    ConfirmCredentials,
    CongressOfTerm,
    DeputiesOnDay,
    DeputyStanding,
    DeputyTerminated,
    ElectedDeputy,
    ElectPresidium,
    EnterDeputies,
    FileDeputyResignation,
    FirstSessionOverdue,
    FormCommittee,
    Invalid,
    InvalidateElection,
    InvalidGround,
    OpenTerm,
    PublishDeputies,
    Review,
    ReviewCredentials,
    TerminateDeputy,
)
from contracts.elections.words import ConvenedAs, Matter, PresidiumMeeting, PresidiumSeat, SeatKind, Votes
from contracts.errors import Rejected
from elections.service import SERVICE
from ledger.testing.playing import Played

PACKS = (
    "cn-congress-2022",
    "cn-deputies-2025-mandate",
    "district-congress-2020",
    "district-congress-2020-practice",
)
TOWN = "360730100"
DEPUTIES = tuple(f"deputy-{number:02}" for number in range(1, 73))
KEY: dict[str, Any] = {"unit": TOWN, "term": 18}


def moment(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=CHINA)


def seats(*persons: str) -> tuple[PresidiumSeat, ...]:
    kinds = (SeatKind.CHAIR, SeatKind.VICE_CHAIR, *[SeatKind.MEMBER] * len(persons))
    return tuple(PresidiumSeat(person=person, seat=kind) for person, kind in zip(persons, kinds, strict=False))


def election(term: int, deputies: tuple[str, ...], on: date) -> tuple[Any, ...]:
    """A congress is elected, reviewed, confirmed and published in one day."""
    key: dict[str, Any] = {"unit": TOWN, "term": term}
    passed = {"meets_conditions": True, "lawful_procedure": True, "free_of_sabotage": True}
    held = PresidiumMeeting(held_on=on, convened_by="old-1", convened_as=ConvenedAs.CHAIR, present=("old-1", "old-2"))
    return (
        OpenTerm(
            **key,
            actor="clerk",
            township="梅江镇",
            seats=72,
            elected_on=on,
            presidium=seats("old-1", "old-2"),
            reviewers=("old-2",),
        ),
        EnterDeputies(
            **key,
            actor="committee",
            deputies=tuple(
                ElectedDeputy(deputy=name, district=f"district-{name[-2:]}", elected_on=on, by_election=False)
                for name in deputies
            ),
        ),
        ReviewCredentials(
            **key,
            actor="reviewer",
            reviewed_on=on,
            reviewers=("old-2",),
            reviews=tuple(Review(deputy=name, **passed) for name in deputies),
        ),
        ConfirmCredentials(
            **key,
            actor="chair",
            meeting=held,
            votes=Votes(agree=2, against=0, abstain=0),
            confirmed=deputies,
        ),
        PublishDeputies(**key, actor="clerk", deputies=deputies, published_on=on),
    )


def play(folder: Path, regular: Any) -> Played:
    """The first session of a term runs on the roll it was shown; later a deputy moves away and one is unseated."""
    first = replace(regular, session=1)
    played = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit="360730", folder=folder)
    played.activate(*PACKS)
    played.at(moment(2, 10), *election(18, DEPUTIES, date(2025, 2, 10)))
    two_days = first.dates(13, 14, "2")
    played.at(moment(2, 18), first.request(tentative=two_days))
    played.at(moment(2, 18, 12), first.approve())
    played.at(moment(2, 19), first.prepare())
    held = PresidiumMeeting(
        held_on=date(2025, 2, 24), convened_by="old-1", convened_as=ConvenedAs.CHAIR, present=("old-1", "old-2")
    )
    votes = Votes(agree=2, against=0, abstain=0)
    agenda = tuple(replace(first.voted(item), votes=votes) for item in first.agenda)
    papers = tuple(replace(paper, votes=votes) for paper in first.papers)
    resign = AgendaItem(item="resignation-40", matter=Matter.RESIGNATION, title="接受代表辞职")
    agenda = (*agenda, replace(first.voted(resign), votes=votes))
    decide = first.decide(meeting=held, dates=two_days, date_votes=votes, agenda=agenda, papers=papers)
    played.at(moment(2, 24), decide)
    played.at(moment(2, 26), first.notice())
    played.at(moment(2, 27), first.deliver())
    played.at(moment(3, 13, 9), first.open(opened_on=date(2025, 3, 13)))
    played.at(
        moment(3, 13),
        replace(first.meet(MeetingKind.PREPARATORY), held_on=date(2025, 3, 13)),
        ElectPresidium(**KEY, actor="clerk", session=1, presidium=seats(*DEPUTIES[:3])),
        FormCommittee(
            **KEY,
            actor="clerk",
            session=1,
            committee=(CommitteeSeat(deputy=DEPUTIES[0], seat=CommitteeSeatKind.CHAIR),),
        ),
        FileDeputyResignation(
            **KEY, actor="deputy-40", deputy="deputy-40", item="resignation-40", filed_on=date(2025, 3, 13)
        ),
        replace(first.meet(MeetingKind.PLENARY), held_on=date(2025, 3, 13)),
    )
    on = {"held_on": date(2025, 3, 14)}
    played.at(
        moment(3, 14),
        *(first.deliberate(item.item, **on) for item in (*first.agenda, resign)),
        first.dispose("work"),
        first.dispose("presidium"),
        first.vote("budget", 60),
        first.vote("resignation-40", 60),
    )
    played.at(moment(3, 14, 17), first.close("2", 14, excused=DEPUTIES[60:]))
    played.at(
        moment(5, 8),
        TerminateDeputy(
            **KEY,
            actor="reviewer",
            deputy="deputy-41",
            ground="moved_away",
            ended_on=date(2025, 5, 6),
            basis="户籍迁出本镇",
        ),
    )
    later = PresidiumMeeting(
        held_on=date(2025, 6, 9), convened_by=DEPUTIES[0], convened_as=ConvenedAs.CHAIR, present=DEPUTIES[:3]
    )
    bribery = Invalid(deputy="deputy-42", ground=InvalidGround.BRIBERY, text="贿选查实")
    played.at(
        moment(6, 10),
        InvalidateElection(
            **KEY, actor="chair", meeting=later, votes=Votes(agree=3, against=0, abstain=0), invalid=bribery
        ),
    )
    return played


@pytest.fixture(scope="module")
def played(tmp_path_factory, regular) -> Played:
    return play(tmp_path_factory.mktemp("deputies"), regular)


def standing(played: Played, deputy: str, on: date, known_on: date) -> DeputyStanding | None:
    lines = played.ask(DeputiesOnDay(unit=TOWN, on=on, known_on=known_on)).deputies
    return next((line.standing for line in lines if line.deputy == deputy), None)


def test_the_session_ran_on_the_roll_that_the_congress_showed_it(played):
    record = played.ask(SessionRecord(unit=TOWN, term=18, session=1))

    assert (record.line.stage, record.line.all_deputies) == (SessionStage.CLOSED, 72)
    assert len(played.facts(RollEntered)) >= 3
    [resigned, moved] = played.facts(DeputyTerminated)
    assert (resigned.deputy, resigned.ground) == ("deputy-40", "resignation_accepted")
    assert (moved.deputy, moved.by_rule) == ("deputy-41", True)


def test_the_cause_of_what_the_service_does_by_itself_is_kept(played):
    recorded = [each for each in played.recorded() if each.type == "elections.roll-entered.v1"]

    assert all(json.loads(each.metadata)["$causationId"] for each in recorded)


@pytest.mark.req("E-330")
def test_el_39_who_was_unseated_later_is_a_deputy_of_the_day_as_it_was_known_then(played):
    day, before, after = date(2025, 5, 1), date(2025, 6, 9), date(2025, 6, 10)

    assert standing(played, "deputy-42", day, before) is DeputyStanding.ACTIVE
    assert standing(played, "deputy-42", day, after) is DeputyStanding.INVALID
    assert standing(played, "deputy-42", date(2025, 2, 20), after) is DeputyStanding.LISTED


def test_el_39_who_moved_away_is_a_deputy_until_that_day_and_nobody_knew_before_it_was_recorded(played):
    eve, day, recorded_on = date(2025, 5, 5), date(2025, 5, 6), date(2025, 5, 8)

    assert standing(played, "deputy-41", eve, recorded_on) is DeputyStanding.ACTIVE
    assert standing(played, "deputy-41", day, recorded_on) is DeputyStanding.TERMINATED
    assert standing(played, "deputy-41", day, date(2025, 5, 7)) is DeputyStanding.ACTIVE
    assert standing(played, "deputy-41", date(2025, 2, 9), recorded_on) is None


def test_deputies_come_page_by_page(played):
    question = DeputiesOnDay(unit=TOWN, on=date(2025, 7, 1), known_on=date(2025, 7, 1))
    first = played.ask(question, limit=40)
    second = played.ask(question, limit=40, after=first.next)

    assert [line.deputy for line in (*first.deputies, *second.deputies)] == list(DEPUTIES)
    assert second.next is None


@pytest.mark.req("E-001", "E-012", "E-063")
def test_a_congress_shows_its_organs_and_what_is_vacant(played):
    answer = played.ask(CongressOfTerm(unit=TOWN, term=18))

    assert (answer.township, answer.seats, answer.all_deputies) == ("梅江镇", 72, 69)
    assert (answer.begun_on, answer.first_session_by, answer.first_session_overdue) == (
        date(2025, 3, 13),
        date(2025, 4, 10),
        False,
    )
    assert [line.person for line in answer.presidium] == list(DEPUTIES[:3])
    assert [line.deputy for line in answer.committee] == [DEPUTIES[0]]
    assert answer.vacant == ("district-40", "district-41", "district-42")
    assert answer.unreported == ("deputy-40", "deputy-41")
    with pytest.raises(Rejected) as refusal:
        played.ask(CongressOfTerm(unit=TOWN, term=3))
    assert refusal.value.code == "elections.no-such-term"


@pytest.mark.req("E-316")
def test_the_sweeper_announces_a_missing_first_session_once_at_its_moment(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    played.at(moment(2, 10), *election(18, DEPUTIES[:10], date(2025, 2, 10)))
    played.at(moment(6, 1))
    [overdue] = played.facts(FirstSessionOverdue)

    assert overdue.announced_at == datetime(2025, 4, 11, tzinfo=CHINA)


def test_views_that_are_built_anew_have_equal_rows(tmp_path, regular):
    again = play(tmp_path, regular)
    before = again.rows()
    again.projector.rebuild()

    assert before == again.rows()
