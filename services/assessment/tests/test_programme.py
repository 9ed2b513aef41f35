"""The three-year programme of townships: days, shares, what was missed, what was done, and the county's group."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from assessment.county_group import STREAM as COUNTY_GROUP
from assessment.programme import STREAM as PROGRAMME
from assessment.service import SERVICE
from contracts.assessment.county_group.messages import (
    CountyGroupOfUnit,
    CountyGroupSetUp,
    GroupPost,
    GroupSeat,
    SetUpCountyGroup,
)
from contracts.assessment.programme.messages import (
    CompleteOffice,
    CompleteVillage,
    MarkProgrammeOverdue,
    OfficeCompleted,
    OpenProgramme,
    ProgrammeMissed,
    ProgrammeOpened,
    ProgrammeOverdue,
    ProgrammesOfArea,
    ProgrammeWorkOfUnit,
    ProgrammeWorkRecorded,
    RecordProgrammeWork,
    VillageCompleted,
    Work,
)
from contracts.assessment.programme.rules import ProgrammePolicy, programme_policy
from contracts.assessment.sheet.rules import scheme_policy
from contracts.assessment.words import EvidenceItem, EvidenceKind, SchemeCode, lists
from contracts.calendar import CHINA
from contracts.policies import pack_named, resolve
from ledger.testing.given import given
from ledger.testing.playing import Played

COUNTY, TOWNSHIP = "360730", "360730105"
VILLAGES = tuple(f"{TOWNSHIP}{number}" for number in range(201, 208))
POLICY: ProgrammePolicy = programme_policy(resolve(COUNTY, [pack_named("county-2011-standards")]))
NOON = datetime(2011, 11, 1, 12, tzinfo=CHINA)
END_OF_2011, END_OF_2012, END_OF_2013 = (datetime(year, 1, 1, tzinfo=CHINA) for year in (2012, 2013, 2014))
MOMENT = timedelta(microseconds=1)
PHOTO = EvidenceItem(kind=EvidenceKind.PHOTO, reference="档案 2011-3")
ORGANISATION = f"{COUNTY}-organisation"


def open_programme(**other: Any) -> OpenProgramme:
    said: dict[str, Any] = {"unit": TOWNSHIP, "name": "青塘镇", "villages": VILLAGES, **other}
    return OpenProgramme(actor="office-1", **said)


def opened(**other: Any) -> ProgrammeOpened:
    said: dict[str, Any] = {
        "unit": TOWNSHIP,
        "name": "青塘镇",
        "villages": VILLAGES,
        "target_year": 2011,
        "office_due_at": END_OF_2011,
        "least_share": POLICY.least_share,
        "share_due_at": END_OF_2012,
        "end_at": END_OF_2013,
        "opened_by": "office-1",
        "opened_at": NOON,
    }
    return ProgrammeOpened(**{**said, **other})


def office(at: datetime = NOON) -> OfficeCompleted:
    day = date(2011, 11, 1)
    return OfficeCompleted(unit=TOWNSHIP, completed_on=day, evidence=(PHOTO,), recorded_by="office-1", recorded_at=at)


def village(number: int, at: datetime = NOON) -> VillageCompleted:
    """The one that is completed as the `number`th, from 1."""
    return VillageCompleted(
        unit=TOWNSHIP,
        village=VILLAGES[number - 1],
        completed_on=date(2011, 11, 1),
        evidence=(PHOTO,),
        completed=number,
        of=len(VILLAGES),
        recorded_by="office-1",
        recorded_at=at,
    )


def overdue(
    missed: ProgrammeMissed, due_at: datetime, completed: int = 0, at: datetime | None = None
) -> ProgrammeOverdue:
    return ProgrammeOverdue(
        unit=TOWNSHIP,
        missed=missed,
        completed=completed,
        of=len(VILLAGES),
        due_at=due_at,
        announced_at=at or due_at,
    )


COMPLETE = CompleteOffice(actor="office-1", unit=TOWNSHIP, completed_on=date(2011, 11, 1), evidence=(PHOTO,))
FIRST = CompleteVillage(
    actor="office-1", unit=TOWNSHIP, village=VILLAGES[0], completed_on=date(2011, 11, 1), evidence=(PHOTO,)
)
MARK = MarkProgrammeOverdue(actor="service:assessment", unit=TOWNSHIP)


@pytest.mark.req("A-009")
def test_the_indicators_of_townships_are_grouped_by_the_seven_fields_and_the_organisation():
    rules = scheme_policy(resolve(COUNTY, [pack_named("county-2011-scheme")])).scheme(SchemeCode.TOWNSHIP).indicators
    fields = ("decision", "management", "layout", "openness", "service", "conduct", "beautiful")
    groups: dict[str, set[str]] = {}
    for code, rule in rules.items():
        groups.setdefault(code.partition(".")[0], set()).add(rule.field)

    assert [name.partition("_")[0] for name in lists()["seven_fields"]][1:3] == ["management", "layout"]
    assert (
        len(fields) == len(lists()["seven_fields"]) == pack_named("county-2011-standards").parameters["T.fields"].value
    )
    assert [groups[f"T{number}"] - {"joint_centre"} for number in range(1, 8)] == [{field} for field in fields]
    assert groups["T8"] == {"coordination", "publicity"}
    assert set(groups) == {f"T{number}" for number in range(1, 9)}


@pytest.mark.req("A-012", "A-013", "A-014")
def test_a_named_township_has_the_days_of_office_villages_and_programme():
    given(PROGRAMME, POLICY).when(open_programme(), at=NOON).then(opened())


@pytest.mark.req("A-013")
def test_the_eight_named_townships_have_a_target_year_and_no_other_has():
    names = ["梅江镇", "青塘镇", "赖村镇", "黄石镇", "长胜镇", "固村镇", "黄陂镇", "会同乡"]

    assert dict.fromkeys(names, 2011) == POLICY.targets
    other = open_programme(name="东山坝镇")
    given(PROGRAMME, POLICY).when(other, at=NOON).then(opened(name="东山坝镇", target_year=None, office_due_at=None))


def test_a_programme_is_opened_once_before_it_is_over_and_with_its_own_villages():
    case = given(PROGRAMME, POLICY)

    given(PROGRAMME, POLICY, opened()).when(open_programme(), at=NOON).then_rejected(
        "assessment.programme-already-open"
    )
    case.when(open_programme(), at=END_OF_2013).then_rejected("assessment.programme-over")
    case.when(open_programme(), at=END_OF_2013 - MOMENT).then(opened(opened_at=END_OF_2013 - MOMENT))
    twice = open_programme(villages=(VILLAGES[0], VILLAGES[0]))
    case.when(twice, at=NOON).then_rejected("assessment.village-twice")
    stranger = open_programme(villages=("360730106201",))
    case.when(stranger, at=NOON).then_rejected("assessment.not-of-the-township")


@pytest.mark.req("A-013")
def test_an_office_that_is_not_completed_in_its_target_year_is_overdue():
    late = overdue(ProgrammeMissed.OFFICE, END_OF_2011)

    given(PROGRAMME, POLICY, opened()).when(MARK, at=END_OF_2011 - MOMENT).then()
    given(PROGRAMME, POLICY, opened()).when(MARK, at=END_OF_2011).then(late)
    given(PROGRAMME, POLICY, opened(), late).when(MARK, at=END_OF_2011).then()
    given(PROGRAMME, POLICY, opened(), office()).when(MARK, at=END_OF_2011).then()
    given(PROGRAMME, POLICY).when(MARK, at=END_OF_2011).then()


@pytest.mark.req("A-014")
@pytest.mark.parametrize(("completed", "is_short"), [(2, True), (3, False), (4, False)])
def test_a_third_of_the_villages_is_completed_by_the_end_of_2012(completed: int, is_short: bool):
    history: tuple[Any, ...] = (opened(), office(), *(village(number) for number in range(1, completed + 1)))
    short = overdue(ProgrammeMissed.VILLAGE_SHARE, END_OF_2012, completed)

    given(PROGRAMME, POLICY, *history).when(MARK, at=END_OF_2012).then(*([short] if is_short else []))
    given(PROGRAMME, POLICY, *history).when(MARK, at=END_OF_2012 - MOMENT).then()


@pytest.mark.req("A-014")
def test_exactly_a_third_is_enough():
    nine = opened(villages=tuple(f"{TOWNSHIP}{number}" for number in range(201, 210)))
    done = tuple(replace(village(number), of=9) for number in (1, 2, 3))

    given(PROGRAMME, POLICY, nine, office(), *done).when(MARK, at=END_OF_2012).then()


@pytest.mark.req("A-012")
def test_whoever_is_not_completed_when_the_programme_ends_has_a_finding():
    done = tuple(village(number) for number in range(1, 8))
    short = overdue(ProgrammeMissed.PROGRAMME, END_OF_2013, 6)
    without_office = (
        overdue(ProgrammeMissed.OFFICE, END_OF_2011, 7, END_OF_2013),
        overdue(ProgrammeMissed.PROGRAMME, END_OF_2013, 7),
    )

    given(PROGRAMME, POLICY, opened(), office(), *done).when(MARK, at=END_OF_2013).then()
    given(PROGRAMME, POLICY, opened(), office(), *done[:-1]).when(MARK, at=END_OF_2013).then(short)
    given(PROGRAMME, POLICY, opened(), *done).when(MARK, at=END_OF_2013).then(*without_office)


def test_what_is_completed_late_is_announced_first_and_accepted():
    after = END_OF_2011 + timedelta(days=4)
    late = overdue(ProgrammeMissed.OFFICE, END_OF_2011, 0, after)

    given(PROGRAMME, POLICY, opened()).when(COMPLETE, at=after).then(late, office(after))


def test_each_is_completed_once_with_evidence_and_not_tomorrow():
    case = given(PROGRAMME, POLICY, opened())

    case.when(COMPLETE, at=NOON).then(office())
    case.when(FIRST, at=NOON).then(village(1))
    given(PROGRAMME, POLICY).when(FIRST, at=NOON).then_rejected("assessment.programme-not-open")
    given(PROGRAMME, POLICY, opened(), office()).when(COMPLETE, at=NOON).then_rejected("assessment.already-completed")
    given(PROGRAMME, POLICY, opened(), village(1)).when(FIRST, at=NOON).then_rejected("assessment.already-completed")
    case.when(replace(FIRST, village="360730106201"), at=NOON).then_rejected("assessment.not-of-the-township")
    case.when(replace(FIRST, evidence=()), at=NOON).then_rejected("assessment.evidence-required")
    tomorrow = date(2011, 11, 2)
    case.when(replace(COMPLETE, completed_on=tomorrow), at=NOON).then_rejected("assessment.date-in-future")


def work(kind: Work, word: str | None, **other: Any) -> RecordProgrammeWork:
    said: dict[str, Any] = {
        "unit": TOWNSHIP,
        "subject": VILLAGES[0],
        "acting_unit": ORGANISATION,
        "yuan": 50_000 if kind is Work.FUNDING else None,
        "text": "村部改造",
        "done_on": date(2011, 10, 30),
        **other,
    }
    return RecordProgrammeWork(actor="office-1", kind=kind, word=word, **said)


def worked(command: RecordProgrammeWork) -> ProgrammeWorkRecorded:
    return ProgrammeWorkRecorded(
        unit=command.unit,
        subject=command.subject,
        kind=command.kind,
        word=command.word,
        by=command.acting_unit,
        yuan=command.yuan,
        text=command.text,
        done_on=command.done_on,
        recorded_by="office-1",
        recorded_at=NOON,
    )


WORDS = {
    Work.FUNDING: ("small_town", "new_countryside", "poverty_alleviation", "other"),
    Work.SUPPORT: ("arrangement", "staff", "inspection", "funds"),
    Work.PUBLICITY: ("meeting", "slogan", "bulletin"),
    Work.MEDIA: ("province", "city", "county"),
}


@pytest.mark.req("A-015", "A-019", "A-024")
@pytest.mark.parametrize(("kind", "word"), [(kind, word) for kind, words in WORDS.items() for word in words])
def test_money_support_and_publicity_are_recorded_in_the_words_of_the_text(kind: Work, word: str):
    command = work(kind, word)

    given(PROGRAMME, POLICY, opened()).when(command, at=NOON).then(worked(command))


@pytest.mark.req("A-020")
def test_a_partner_is_linked_to_a_township_or_village_with_what_it_did():
    for subject in (TOWNSHIP, VILLAGES[3]):
        command = work(Work.PARTNER, None, subject=subject, acting_unit=f"{COUNTY}-water", text="解决饮水困难")

        given(PROGRAMME, POLICY, opened()).when(command, at=NOON).then(worked(command))
    elsewhere = work(Work.PARTNER, None, subject="360730106201")
    given(PROGRAMME, POLICY, opened()).when(elsewhere, at=NOON).then_rejected("assessment.not-of-the-township")


@pytest.mark.req("A-015", "A-019", "A-024")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (work(Work.FUNDING, "lottery"), "word-not-listed"),
        (work(Work.SUPPORT, None), "word-not-listed"),
        (work(Work.PUBLICITY, "province"), "word-not-listed"),
        (work(Work.MEDIA, "nation"), "word-not-listed"),
        (work(Work.PARTNER, "staff"), "word-not-listed"),
        (work(Work.FUNDING, "small_town", yuan=None), "amount-required"),
        (work(Work.SUPPORT, "funds", yuan=1), "amount-not-asked"),
        (work(Work.SUPPORT, "funds", done_on=date(2011, 11, 2)), "date-in-future"),
    ],
)
def test_work_outside_the_lists_or_with_the_wrong_amount_is_refused(command: RecordProgrammeWork, code: str):
    given(PROGRAMME, POLICY, opened()).when(command, at=NOON).then_rejected(f"assessment.{code}")


# The county's leading group

LEADERS = (
    GroupSeat(post=GroupPost.LEADER, person="person-1"),
    GroupSeat(post=GroupPost.FIRST_DEPUTY, person="person-2"),
    GroupSeat(post=GroupPost.EXECUTIVE_DEPUTY, person="person-3"),
    GroupSeat(post=GroupPost.OFFICE_DIRECTOR, person="person-4", body="organisation"),
)
MEMBERS = tuple(
    GroupSeat(post=GroupPost.MEMBER, person=f"person-{number}", body=body)
    for number, body in enumerate(lists()["group_bodies"], start=5)
)
SET_UP = SetUpCountyGroup(
    actor="office-1",
    unit=COUNTY,
    seats=(*LEADERS, *MEMBERS),
    office_at="organisation_department",
    formed_on=date(2011, 10, 25),
)
GROUP = CountyGroupSetUp(
    unit=COUNTY,
    seats=SET_UP.seats,
    office_at="organisation_department",
    formed_on=date(2011, 10, 25),
    recorded_by="office-1",
    recorded_at=NOON,
)


@pytest.mark.req("A-016")
def test_the_countys_group_has_its_three_leaders_and_a_member_of_each_of_nine_bodies():
    given(COUNTY_GROUP, POLICY).when(SET_UP, at=NOON).then(GROUP)
    for seat in MEMBERS:
        without = tuple(each for each in SET_UP.seats if each != seat)
        given(COUNTY_GROUP, POLICY).when(replace(SET_UP, seats=without), at=NOON).then_rejected(
            "assessment.body-missing", seat.body
        )
    for seat in LEADERS:
        without = tuple(each for each in SET_UP.seats if each != seat)
        given(COUNTY_GROUP, POLICY).when(replace(SET_UP, seats=without), at=NOON).then_rejected(
            "assessment.post-vacant"
        )

    assert len(MEMBERS) == 9


@pytest.mark.req("A-017")
def test_the_groups_office_is_at_the_organisation_department_and_has_a_director():
    elsewhere = replace(SET_UP, office_at="gov_office")
    given(COUNTY_GROUP, POLICY).when(elsewhere, at=NOON).then_rejected("assessment.office-elsewhere")
    undirected = replace(SET_UP, seats=(*LEADERS[:3], *MEMBERS))
    given(COUNTY_GROUP, POLICY).when(undirected, at=NOON).then_rejected("assessment.post-vacant", "office-director")


def test_a_group_is_filled_anew_and_no_post_twice():
    two_leaders = replace(SET_UP, seats=(LEADERS[0], *SET_UP.seats))
    tomorrow = replace(SET_UP, formed_on=date(2011, 11, 2))
    silent = replace(POLICY, bodies=())

    given(COUNTY_GROUP, POLICY, GROUP).when(SET_UP, at=NOON).then(GROUP)
    given(COUNTY_GROUP, POLICY).when(two_leaders, at=NOON).then_rejected("assessment.post-filled-twice")
    given(COUNTY_GROUP, POLICY).when(tomorrow, at=NOON).then_rejected("assessment.date-in-future")
    given(COUNTY_GROUP, silent).when(SET_UP, at=NOON).then_rejected("assessment.threshold-not-configured")


def test_the_programme_is_announced_at_its_days_and_shown(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=NOON, unit=COUNTY, folder=tmp_path)
    played.activate("county-2011-standards")
    other = open_programme(unit="360730106", name="东山坝镇", villages=("360730106201",))
    played.at(
        NOON, SET_UP, open_programme(), other, COMPLETE, FIRST, work(Work.SUPPORT, "staff"), work(Work.PARTNER, None)
    )
    played.at(END_OF_2013)
    lines = played.ask(ProgrammesOfArea(unit=COUNTY)).programmes
    page = played.ask(ProgrammesOfArea(unit=COUNTY), limit=1)
    done = played.ask(ProgrammeWorkOfUnit(unit=TOWNSHIP))
    first = played.ask(ProgrammeWorkOfUnit(unit=TOWNSHIP), limit=1)

    assert [(line.unit, line.completed, line.of, line.is_office_overdue) for line in lines] == [
        (TOWNSHIP, 1, 7, False),
        ("360730106", 0, 1, False),
    ]
    assert [(line.is_share_overdue, line.is_programme_overdue) for line in lines] == [(True, True), (True, True)]
    assert lines[0].office_completed_on == date(2011, 11, 1)
    assert [fact.kind for fact in done.work] == [Work.SUPPORT, Work.PARTNER]
    assert (*page.programmes, *played.ask(ProgrammesOfArea(unit=COUNTY), after=page.next).programmes) == lines
    assert (*first.work, *played.ask(ProgrammeWorkOfUnit(unit=TOWNSHIP), after=first.next).work) == done.work
    assert played.ask(CountyGroupOfUnit(unit=COUNTY)).group.seats == SET_UP.seats
    assert played.ask(CountyGroupOfUnit(unit="360731")).group is None
    rows = played.rows()
    played.projector.rebuild()
    assert rows == played.views.live().rows()
