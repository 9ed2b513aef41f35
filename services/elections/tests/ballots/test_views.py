"""What one stream owes another, and what is answered about elections and offices; views rebuild to equal rows."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.deputy_file.messages import EvaluateDeputy, OpenDeputyFile, RecordDutyReport
from contracts.elections.election.messages import (
    CloseElection,
    Contest,
    ElectionClosed,
    ElectionRecord,
    ElectionsOfUnit,
    OathNoted,
    RecountBox,
    ResultDeclared,
)
from contracts.elections.office.messages import (
    ByElectionsOwed,
    DecideResignation,
    FileResignation,
    OfficeBasis,
    OfficesOfUnit,
    OfficeVacated,
    OfficialElected,
    RecordOath,
    RecordOfficial,
    RecordOtherPost,
    RecordTransferOut,
    VacancyGround,
)
from contracts.elections.term.messages import TakeOverTerm, TerminateDeputy
from contracts.elections.words import Basis, Post, RatingCount, Vote
from contracts.errors import Rejected
from contracts.message import load
from elections.service import SERVICE
from ledger.recorded import metadata_of
from ledger.testing.playing import Played

BEGINS = datetime(2025, 3, 28, 9, tzinfo=CHINA)
PACKS = (
    "cn-congress-2022",
    "cn-deputies-2025-mandate",
    "cn-voting-2018",
    "district-congress-2020",
    "district-congress-2020-practice",
    "cn-residents-2018",
    "community-draft-standards",
)
HEAD = Post.TOWNSHIP_HEAD


@pytest.fixture
def county(tmp_path: Path) -> Played:
    here = Played(SERVICE, SERVICE.answers, begins=BEGINS, unit="360730", folder=tmp_path)
    here.activate(*PACKS)
    return here


def play(county: Played, *commands: Any) -> None:
    for command in commands:
        county.at(county.clock.now() + timedelta(minutes=1), command)


def elect(county: Played, polling: Any) -> None:
    count = polling.tally({polling.names[0][1]: 50, polling.names[1][1]: 12}, valid=62)
    play(county, *polling.counted(count), polling.declare())


def say(polling: Any, kind: type, **fields: Any) -> Any:
    return kind(**{"actor": "clerk", "unit": polling.unit, "post": HEAD, "person": "ref-wen", **fields})


def oath(polling: Any) -> Any:
    return say(polling, RecordOath, taken_on=date(2025, 3, 20), place="会议厅", witness="ref-chair")


def test_a_declared_result_seats_the_elected_with_the_cause_kept(county, head):
    elect(county, head)
    declared, elected = (
        next(fact for fact in county.recorded() if fact.type == f"elections.{name}.v1")
        for name in ("result-declared", "official-elected")
    )

    assert str(declared.id) == metadata_of(elected)["$causationId"]
    assert metadata_of(declared)["$correlationId"] == metadata_of(elected)["$correlationId"]
    assert "elections_office-360730101-township-head" == elected.stream
    assert ["ref-wen"] == [fact.person for fact in county.facts(OfficialElected)]


@pytest.mark.req("E-050")
def test_an_oath_is_noted_in_the_election_it_belongs_to(county, head):
    elect(county, head)
    play(county, oath(head))

    assert [("ref-wen", 0)] == [(fact.person, fact.unsworn) for fact in county.facts(OathNoted)]
    close = head.say(CloseElection, announced_on=head.plan().held_on, announcement="公告第3号")
    play(county, close)
    assert [0] == [fact.unsworn for fact in county.facts(ElectionClosed)]


@pytest.mark.req("E-049")
def test_a_vacancy_is_owed_a_by_election_and_shown_until_it_is_filled(county, head):
    elect(county, head)
    asked = ByElectionsOwed(unit="360730")
    assert () == county.ask(asked).vacancies

    resigns = say(head, FileResignation, filed_on=date(2025, 3, 21), reason="调离")
    vote = Vote(agree=40, against=1, abstained=1, present=66, entitled=72)
    accepts = say(
        head, DecideResignation, session="elections_session-360730101-19-8", vote=vote, decided_on=date(2025, 3, 22)
    )
    play(county, resigns, accepts)
    [owed] = county.ask(asked).vacancies
    assert ("360730101", HEAD, date(2025, 3, 22)) == (owed.unit, owed.post, owed.vacated_on)

    second = head.like(
        basis=Basis.BY_ELECTION, extras={HEAD: 1}, election="head-by-2025", names=((HEAD, "ref-lu"), (HEAD, "ref-xu"))
    )
    elect(county, second)
    assert () == county.ask(asked).vacancies
    lines = county.ask(OfficesOfUnit(unit=head.unit)).offices
    assert [("ref-lu", "elected_not_sworn"), ("ref-wen", "ended")] == [(each.person, each.state) for each in lines]


def test_the_states_of_an_office_are_shown(county, head):
    def state() -> str:
        [line] = county.ask(OfficesOfUnit(unit=head.unit)).offices
        return str(line.state)

    elect(county, head)
    assert "elected_not_sworn" == state()
    resigns = say(head, FileResignation, filed_on=date(2025, 3, 21), reason="个人原因")
    vote = Vote(agree=30, against=1, abstained=1, present=66, entitled=72)
    refuses = say(
        head, DecideResignation, session="elections_session-360730101-19-7", vote=vote, decided_on=date(2025, 3, 22)
    )
    play(county, resigns)
    assert "resigning" == state()
    play(county, refuses)
    assert "elected_not_sworn" == state()
    play(county, oath(head))
    assert "in_office" == state()
    play(county, resigns, refuses)
    assert "in_office" == state()
    play(county, say(head, RecordTransferOut, transferred_on=date(2025, 3, 25)))
    assert "in_office" == state()


@pytest.mark.req("E-005")
def test_what_else_an_official_holds_is_shown_to_whoever_asks(county, head):
    elect(county, head)
    play(county, say(head, RecordOtherPost, other="charity.board", from_on=date(2025, 3, 22)))
    play(county, say(head, RecordOtherPost, other="school.council", from_on=date(2025, 3, 23)))
    [line] = county.ask(OfficesOfUnit(unit=head.unit)).offices

    assert ("charity.board", "school.council") == line.other_posts


def test_el_31_an_election_is_answered_with_every_count_of_every_box(county, head):
    first = head.tally({"ref-wen": 50, "ref-lu": 12}, valid=62)
    second = head.tally({"ref-wen": 49, "ref-lu": 13}, valid=62)
    recount = head.say(RecountBox, round=1, box="hall", count=second, reason="监票人要求复核")
    play(county, *head.counted(first), recount, head.declare())
    record = county.ask(ElectionRecord(unit=head.unit, election=head.election))

    assert ([first], [second]) == (
        [each.count for each in record.counts],
        [each.count for each in record.recounts],
    )
    assert [("ref-wen", "elected"), ("ref-lu", "confirmed")] == [
        (each.person, each.standing) for each in record.candidates
    ]
    assert ["ref-wen"] == [each.person for each in record.results[0].winners]
    assert ("elected", 0, 1) == (record.line.stage, record.line.open_seats, record.line.rounds)


def test_a_deputy_who_is_proposed_again_is_shown_with_how_the_voters_rated_the_term(county, district):
    """Event flow 13: the newest report first; whoever was no deputy has no such line, whoever was not rated an empty
    one.
    """
    county.activate("cn-elections-2020")
    for deputy in ("ref-v1", "ref-v2"):
        file = {"actor": "clerk", "unit": district.unit, "deputy": deputy}
        play(county, OpenDeputyFile(**file, term=18, district="district-3", profile="第三选区。"))
    again = {"actor": "clerk", "unit": district.unit, "deputy": "ref-v1"}
    for number, (day, voters) in enumerate(((3, 30), (10, 31)), start=1):
        report: dict[str, Any] = {
            "reported_on": date(2025, 2, day),
            "venue": "代表之家",
            "attendance": 40,
            "text": "述职报告",
        }
        rated = (RatingCount(rating="good", voters=voters),)
        play(county, RecordDutyReport(**again, **report))
        play(county, EvaluateDeputy(**again, report=number, ratings=rated))
    play(county, *district.adopted(), district.open(), *(district.nominate(*name) for name in district.names))
    lines = county.ask(ElectionRecord(unit=district.unit, election=district.election)).candidates

    shown = {
        line.person: line.evaluations and [(each.reported_on.day, each.voters) for each in line.evaluations]
        for line in lines
    }
    assert {"ref-v1": [(10, 31), (3, 30)], "ref-v2": (), "ref-v3": None} == shown


def test_elections_are_listed_page_by_page_the_newest_first(county, head):
    elect(county, head)
    later = head.like(election="vice-2025", contests=(Contest(post=Post.CONGRESS_CHAIR, seats=1),))
    play(county, later.plan(held_on=date(2025, 3, 25)))
    first = county.ask(ElectionsOfUnit(unit=head.unit), limit=1)
    second = county.ask(ElectionsOfUnit(unit=head.unit), limit=1, after=first.next)

    assert (["vice-2025"], ["head-2025"]) == (
        [each.election for each in first.elections],
        [each.election for each in second.elections],
    )
    assert (second.next, first.elections[0].stage) == (None, "planned")


def test_an_election_that_nobody_planned_is_not_answered(county, head):
    with pytest.raises(Rejected) as refusal:
        county.ask(ElectionRecord(unit=head.unit, election="none"))

    assert "elections.no-such-election" == refusal.value.code


def test_views_are_rebuilt_to_equal_rows(county, head, community, deputy_heads):
    elect(county, head)
    play(county, oath(head))
    votes = ({"ref-a": 600, "ref-b": 100}, {"ref-m1": 500, "ref-m2": 350, "ref-m3": 100})
    play(county, *community.counted(community.tally(*votes, valid=700)), community.declare())
    tied = {"ref-p1": 60, "ref-p2": 55, "ref-p3": 40, "ref-p4": 40}
    play(county, *deputy_heads.counted(deputy_heads.tally(tied, valid=66)), deputy_heads.declare())
    before = county.rows()
    county.projector.rebuild()

    assert before == county.rows()
    stages = {row[2]: row[7] for row in before["election"]}
    assert {"head-2025": "elected", "committee-2025": "failed", "deputy-heads-2025": "voting"} == stages
    assert 3 == len(county.facts(ResultDeclared))


@pytest.mark.req("E-051", "E-328")
def test_a_chair_who_moves_away_loses_the_mandate_and_with_it_the_chair(county, head, sealed_name):
    deputies = [f"ref-d{number}" for number in range(1, 13)]
    taken_over = {
        "actor": "clerk",
        "unit": head.unit,
        "term": 19,
        "township": "青塘镇",
        "seats": 12,
        "elected_on": "2021-10-20",
        "begun_on": "2021-11-25",
        "presidium": [{"person": "ref-d1", "seat": "chair"}, {"person": "ref-d2", "seat": "vice-chair"}]
        + [{"person": person, "seat": "member"} for person in deputies[2:7]],
        "reviewers": deputies[7:10],
        "deputies": [
            {"deputy": person, "district": "district-1", "elected_on": "2021-10-20", "by_election": False}
            for person in deputies
        ],
    }
    moved = {
        "actor": "ref-d8",
        "unit": head.unit,
        "term": 19,
        "deputy": "ref-d1",
        "ground": "moved_away",
        "ended_on": "2025-03-27",
        "basis": "户籍迁出，迁移证明已核。",
    }
    for post, person in ((Post.CONGRESS_CHAIR, "ref-d1"), (Post.CONGRESS_VICE_CHAIR, "ref-d2")):
        fields: dict[str, Any] = {"name": sealed_name, "basis": OfficeBasis.ELECTION, "evidence": "公告第1号"}
        days: dict[str, Any] = {"elected_on": date(2021, 11, 26), "term_ends_on": date(2026, 11, 30)}
        play(county, say(head, RecordOfficial, **{**fields, **days, "post": post, "person": person}))
    play(county, load(TakeOverTerm, taken_over), load(TerminateDeputy, moved))

    [vacated] = county.facts(OfficeVacated)
    assert (Post.CONGRESS_CHAIR, "ref-d1", date(2025, 3, 27)) == (vacated.post, vacated.person, vacated.vacated_on)
    [owed] = county.ask(ByElectionsOwed(unit=head.unit)).vacancies
    assert (Post.CONGRESS_CHAIR, VacancyGround.MANDATE_ENDED) == (owed.post, owed.ground)
