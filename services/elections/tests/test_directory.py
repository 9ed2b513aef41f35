"""The directory of new-term residents' committees: who enters it by itself, its filing at the year's end."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from contracts.calendar import CHINA, day_ends
from contracts.canonical import canonical
from contracts.catalogue import facts_of
from contracts.elections.directory.messages import (
    DirectoryCommitteeEntered,
    DirectoryFiled,
    DirectoryOfCommittees,
    DirectoryOverdue,
    EnterDirectoryCommittee,
    FileDirectory,
    MarkDirectory,
)
from contracts.elections.directory.rules import DirectoryPolicy, directory_policy
from contracts.elections.election.messages import ResidentsCommitteeElected
from contracts.elections.words import Basis
from contracts.errors import Forbidden
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from elections.directory import STREAM
from elections.election.rule import election_stream
from elections.service import SERVICE
from ledger.store import Draft
from ledger.testing.given import Case, given
from ledger.testing.golden import document_of
from ledger.testing.playing import Played

DISTRICT, UNIT, BESIDE = "360730", "360730100009", "360730100010"
POLICY: DirectoryPolicy = directory_policy(resolve(DISTRICT, [pack_named("community-draft-standards")]))
RECORDED_AS = facts_of("elections").type_named(ResidentsCommitteeElected)
ELECTED = document_of(RECORDED_AS)
Told = Case[Any, Any, Any, Any]


def moment(month: int, day: int, hour: int = 10, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


JUNE, DECEMBER, JANUARY = moment(6, 20), moment(12, 31), moment(1, 5, year=2026)
DUE_ON = date(2025, 12, 31)
DUE_AT = day_ends(DUE_ON)
ENTER = EnterDirectoryCommittee(
    actor="service:elections",
    unit=DISTRICT,
    year=2025,
    committee=UNIT,
    election="committee-2025",
    elected_on=date(2025, 6, 18),
)
OTHER = replace(ENTER, committee=BESIDE, elected_on=date(2025, 12, 28))
FILE = FileDirectory(actor="civil", unit=DISTRICT, year=2025, filed_on=date(2025, 12, 20))
AGAIN = replace(FILE, filed_on=date(2025, 12, 30))
LATE = replace(FILE, filed_on=date(2026, 1, 1))
MARK = MarkDirectory(actor="service:elections", unit=DISTRICT, year=2025)
OVERDUE = DirectoryOverdue(unit=DISTRICT, year=2025, due_on=DUE_ON, due_at=DUE_AT, announced_at=DUE_AT)


def told(*steps: tuple[Any, datetime], policy: DirectoryPolicy = POLICY) -> Told:
    case = given(STREAM, policy)
    for command, at in steps:
        case = case.when(command, at=at).after()
    return case


def decided(case: Told) -> list[Any]:
    return list(case.after().facts[len(case.facts) :])


def kinds(case: Told) -> list[type]:
    return [type(fact) for fact in decided(case)]


ENTERED = ((ENTER, JUNE),)
FILED = (*ENTERED, (FILE, DECEMBER))
REOPENED = (*FILED, (OTHER, DECEMBER))


# Who is in it


@pytest.mark.req("E-134")
def test_the_first_committee_of_a_year_says_when_its_directory_is_due():
    [fact] = decided(told().when(ENTER, at=JUNE))

    assert fact == DirectoryCommitteeEntered(
        unit=DISTRICT,
        year=2025,
        committee=UNIT,
        election="committee-2025",
        elected_on=date(2025, 6, 18),
        due_on=DUE_ON,
        due_at=DUE_AT,
        entered_at=JUNE,
    )


def test_the_day_stays_when_the_rules_change_in_the_year():
    silent = DirectoryPolicy(due=None)
    early = DirectoryPolicy(due=(11, 30))
    due = [fact.due_on for fact in given(STREAM, early, *told(*ENTERED).facts).when(OTHER, at=DECEMBER).after().facts]

    assert due == [DUE_ON, DUE_ON]
    later = given(STREAM, POLICY, *told(*ENTERED, policy=silent).facts).when(OTHER, at=DECEMBER).after()
    assert [fact.due_on for fact in later.facts] == [None, DUE_ON]


@pytest.mark.parametrize("steps", [ENTERED, FILED, (*REOPENED, (MARK, DUE_AT))])
def test_the_same_election_of_a_committee_enters_once(steps: Any):
    assert decided(told(*steps).when(ENTER, at=JANUARY)) == []


def test_a_committee_elected_twice_in_a_year_is_one_of_the_directory():
    second = replace(ENTER, election="once-more", elected_on=date(2025, 9, 1))
    [filed] = decided(told(*ENTERED, (second, moment(9, 1))).when(FILE, at=DECEMBER))

    assert filed.committees == 1


# The filing


@pytest.mark.req("E-134")
def test_it_is_filed_with_all_that_it_lists():
    [filed] = decided(told(*ENTERED, (replace(OTHER, elected_on=date(2025, 12, 1)), DECEMBER)).when(FILE, at=DECEMBER))

    assert filed == DirectoryFiled(
        unit=DISTRICT,
        year=2025,
        committees=2,
        filed_on=date(2025, 12, 20),
        is_late=False,
        filed_by="civil",
        recorded_at=DECEMBER,
    )


def test_what_does_not_exist_or_was_filed_already_is_not_filed():
    told().when(FILE, at=DECEMBER).then_rejected("elections.no-such-directory")
    told(*FILED).when(AGAIN, at=DECEMBER).then_rejected("elections.directory-filed-already")
    late = told(*ENTERED, (MARK, DUE_AT), (LATE, JANUARY))
    late.when(LATE, at=JANUARY).then_rejected("elections.directory-filed-already")


@pytest.mark.parametrize(("day", "is_taken"), [(30, True), (31, True), (32, False)])
def test_nothing_is_filed_on_a_day_to_come(day: int, is_taken: bool):
    filed_on = date.fromordinal(date(2025, 12, 1).toordinal() + day - 1)
    case = told(*ENTERED).when(replace(FILE, filed_on=filed_on), at=DECEMBER)

    if is_taken:
        assert kinds(case) == [DirectoryFiled]
    else:
        case.then_rejected("elections.date-in-future")


@pytest.mark.parametrize(("day", "is_taken"), [(27, False), (28, True), (29, True)])
@pytest.mark.parametrize("steps", [REOPENED, ((OTHER, DECEMBER), (ENTER, DECEMBER))])
def test_nothing_is_filed_before_the_last_election_that_it_lists(steps: Any, day: int, is_taken: bool):
    case = told(*steps).when(replace(FILE, filed_on=date(2025, 12, day)), at=DECEMBER)

    if is_taken:
        assert kinds(case) == [DirectoryFiled]
    else:
        case.then_rejected("elections.day-too-early")


@pytest.mark.req("E-134")
def test_a_committee_elected_after_the_filing_opens_it_again():
    [filed] = decided(told(*REOPENED).when(AGAIN, at=DECEMBER))

    assert (filed.committees, filed.is_late) == (2, False)
    assert decided(told(*FILED).when(MARK, at=DUE_AT)) == []
    assert decided(told(*REOPENED).when(MARK, at=DUE_AT)) == [OVERDUE]
    assert decided(told(*REOPENED, (AGAIN, DECEMBER)).when(MARK, at=DUE_AT)) == []


@pytest.mark.req("E-134")
@pytest.mark.parametrize(("day", "is_late"), [(30, False), (31, False), (32, True)])
def test_filed_on_the_last_day_of_the_year_is_in_time_and_a_day_later_is_not(day: int, is_late: bool):
    filed_on = date.fromordinal(date(2025, 12, 1).toordinal() + day - 1)
    *said, filed = decided(told(*ENTERED).when(replace(FILE, filed_on=filed_on), at=JANUARY))

    assert filed.is_late == is_late
    assert [type(fact) for fact in said] == ([DirectoryOverdue] if is_late else [])


@pytest.mark.req("E-134")
def test_that_it_is_overdue_is_said_once():
    said = told(*ENTERED, (MARK, DUE_AT))

    assert decided(told().when(MARK, at=DUE_AT)) == []
    assert decided(told(*ENTERED).when(MARK, at=DUE_AT - datetime.resolution)) == []
    assert decided(told(*ENTERED).when(MARK, at=DUE_AT)) == [OVERDUE]
    assert decided(said.when(MARK, at=JANUARY)) == []
    assert kinds(said.when(LATE, at=JANUARY)) == [DirectoryFiled]
    reopened = told(*ENTERED, (MARK, DUE_AT), (LATE, JANUARY), (OTHER, JANUARY))
    assert decided(reopened.when(MARK, at=JANUARY)) == []


def test_without_a_rule_it_is_never_overdue():
    silent = DirectoryPolicy(due=None)
    [filed] = decided(told(*ENTERED, policy=silent).when(LATE, at=JANUARY))

    assert not filed.is_late
    assert decided(told(*ENTERED, policy=silent).when(MARK, at=JANUARY)) == []


# Views, and what follows by itself


def play(folder: Path, area: str = DISTRICT) -> Played:
    desk = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit=area, folder=folder)
    desk.activate("community-draft-standards")
    return desk


def elect(desk: Played, unit: str, on: date, *, basis: Basis = Basis.GENERAL, election: str = "committee-2025") -> None:
    """As the election's own stream has it, once its result is declared."""
    document = {**ELECTED, "unit": unit, "election": election, "basis": basis.value, "declared_on": on.isoformat()}
    number = int(unit) + on.toordinal()
    note = {"$correlationId": str(UUID(int=number)), "decided_at": "2025-06-18T04:00:00.000000Z"}
    draft = Draft(UUID(int=number), RECORDED_AS, canonical(document), canonical(note))
    desk.store.append(election_stream(unit, election), [draft], expected=-1)


def directory(desk: Played, unit: str = DISTRICT, year: int = 2025, **page: Any) -> Any:
    return desk.ask(DirectoryOfCommittees(unit=unit, year=year), **page)


@pytest.mark.req("E-134")
def test_an_elected_committee_enters_the_directory_of_its_district_and_year_by_itself(tmp_path):
    desk = play(tmp_path, area="3607")
    elect(desk, UNIT, date(2025, 6, 18))
    elect(desk, "360731100001", date(2025, 6, 18))
    elect(desk, BESIDE, date(2026, 1, 1))
    desk.at(JUNE)

    assert [(line.committee, line.elected_on) for line in directory(desk).committees] == [(UNIT, date(2025, 6, 18))]
    assert [line.committee for line in directory(desk, year=2026).committees] == [BESIDE]
    assert [line.committee for line in directory(desk, "360731").committees] == ["360731100001"]
    assert directory(desk, year=2024).committees == ()


def test_who_is_elected_for_the_rest_of_a_term_makes_no_committee_of_a_new_one(tmp_path):
    desk = play(tmp_path)
    elect(desk, UNIT, date(2025, 6, 18), basis=Basis.BY_ELECTION)
    desk.at(JUNE)

    assert desk.facts(DirectoryCommitteeEntered) == []


@pytest.mark.req("E-134")
def test_the_clock_alone_says_that_it_was_not_filed(tmp_path):
    desk = play(tmp_path)
    elect(desk, UNIT, date(2025, 6, 18))
    desk.at(DUE_AT - datetime.resolution)
    assert (directory(desk).due_on, directory(desk).is_filed, directory(desk).is_late) == (DUE_ON, False, False)
    desk.at(DUE_AT)
    assert (directory(desk).is_filed, directory(desk).is_late) == (False, True)
    desk.at(JANUARY, LATE)
    shown = directory(desk)
    assert (shown.filed_on, shown.is_filed, shown.is_late) == (date(2026, 1, 1), True, True)
    assert [fact.announced_at for fact in desk.facts(DirectoryOverdue)] == [DUE_AT]
    before = desk.rows()
    desk.projector.rebuild()
    assert before == desk.rows()


@pytest.mark.req("E-134")
def test_what_was_filed_in_time_is_overdue_without_the_committee_that_came_after_it(tmp_path):
    desk = play(tmp_path)
    elect(desk, UNIT, date(2025, 6, 18))
    desk.at(moment(12, 20), FILE)
    assert (directory(desk).is_filed, directory(desk).is_late) == (True, False)
    elect(desk, BESIDE, date(2025, 12, 28))
    desk.at(moment(12, 28))
    assert (directory(desk).is_filed, directory(desk).filed_on) == (False, date(2025, 12, 20))
    desk.at(DUE_AT)
    assert (directory(desk).is_filed, directory(desk).is_late) == (False, True)


def test_a_page_holds_so_many_committees_and_each_by_its_newest_election(tmp_path):
    desk = play(tmp_path)
    newest = replace(ENTER, election="once-more", elected_on=date(2025, 9, 1))
    desk.at(DECEMBER, OTHER, newest, ENTER)
    first = directory(desk, limit=1)
    second = directory(desk, limit=1, after=first.next)

    shown = [(line.committee, line.election) for line in (*first.committees, *second.committees)]
    assert shown == [(UNIT, "once-more"), (BESIDE, "committee-2025")]
    assert (first.due_on, second.due_on, second.next) == (DUE_ON, DUE_ON, None)


# Who may


def test_the_district_files_its_own_directory_and_no_other():
    permissions = permissions_of("elections")

    permissions.refuse_unit("file_directory", "DistrictCivilAffairs", actor_unit=DISTRICT, record_unit=DISTRICT)
    with pytest.raises(Forbidden, match="forbidden-unit"):
        permissions.refuse_unit("file_directory", "DistrictCivilAffairs", actor_unit="360731", record_unit=DISTRICT)
    for role in ("TownshipGovernment", "MunicipalCivilAffairs", "ResidentsCommittee", "Public"):
        with pytest.raises(Forbidden, match="forbidden-role"):
            permissions.refuse_role("file_directory", role)
