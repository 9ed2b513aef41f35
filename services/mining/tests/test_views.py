"""What is answered about mines: the directory as of any day, as known on any day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.mining.annual.messages import (
    AnnualAssessmentOverdue,
    AnnualStage,
    AssessmentsOfUnit,
    BeginAssessment,
    CompleteAssessment,
    MarkAssessmentOverdue,
    Material,
    OverdueAssessments,
    ScheduleAssessment,
    SubmitMaterials,
)
from contracts.mining.mine.messages import (
    CureOverdue,
    Directory,
    MinesOfArea,
    MineStage,
    RemovalGround,
    RemovedMines,
    ReviewOutcome,
)
from contracts.mining.standards.messages import PublishStandard, StandardsOfUnit
from contracts.mining.words import MineLevel
from ledger.testing.playing import Played
from mining.service import SERVICE
from mining.testing import EVIDENCE, PACKS, UNIT, OneMine, noon

EAST, WEST = UNIT, "360730102-xiling"
OF_2025: dict[str, Any] = {"actor": "province-1", "unit": "360730", "year": 2025}
MATERIALS = tuple(Material(kind=kind, content=EVIDENCE) for kind in ("summary_report", "supporting_materials"))


def list_(played: Played, one: OneMine, *units: str) -> None:
    """The way to the directory, on the days of the other tests; recorded on 17 March, three days after."""
    for at, step in (
        (noon(2025, 1, 2), one.register),
        (noon(2025, 1, 8), one.check),
        (noon(2025, 1, 10), one.begin),
        (noon(2025, 2, 5), one.assess),
        (noon(2025, 2, 10), one.appoint),
        (noon(2025, 2, 20), one.evaluate),
        (noon(2025, 2, 24), one.recommend),
        (noon(2025, 2, 27), one.review),
        (noon(2025, 3, 3), one.post),
        (noon(2025, 3, 17), one.certify),
    ):
        played.at(at, *(step(unit=unit) for unit in units))


@pytest.fixture(scope="module")
def played(tmp_path_factory, one: OneMine) -> Played:
    """Two mines are listed; one is removed for falsification months later, one has to put something right."""
    folder = tmp_path_factory.mktemp("mines")
    played = Played(SERVICE, SERVICE.answers, begins=noon(2025, 1, 1), unit="360730", folder=folder)
    played.activate(*PACKS)
    title, first = Bilingual(zh="评价标准", en="Standard"), date(2025, 1, 1)
    standard = PublishStandard(actor="city-1", unit="360730", standard="ningdu-2024", title=title, published_on=first)
    played.send(standard)
    played.send(ScheduleAssessment(**OF_2025, assessor="36-resources"))
    list_(played, one, EAST, WEST)
    played.at(noon(2025, 6, 3), one.find(unit=EAST), one.tip(unit=WEST))
    played.at(noon(2025, 6, 4), one.decide(ReviewOutcome.CURE, unit=WEST))
    played.at(noon(2025, 7, 1), one.remove(RemovalGround.FALSIFICATION, unit=EAST, announced_on=date(2025, 6, 30)))
    played.at(noon(2025, 12, 28), SubmitMaterials(**OF_2025 | {"actor": "county-1"}, materials=MATERIALS))
    return played


def listed(played: Played, on: date | None = None, known_on: date | None = None, unit: str = "360730") -> list[str]:
    return [mine.unit for mine in played.ask(Directory(unit=unit, on=on, known_on=known_on)).mines]


@pytest.mark.req("G-064")
def test_the_directory_changes_with_each_listing_and_removal(played):
    assert [WEST] == listed(played)
    assert [WEST] == listed(played, unit="360730102")
    assert [] == listed(played, unit="360730101") == listed(played, unit="360731")
    assert 1 == played.ask(Directory(unit="36")).listed


@pytest.mark.parametrize(
    ("on", "known_on", "found"),
    [
        (date(2025, 3, 13), None, []),
        (date(2025, 3, 14), date(2025, 3, 16), []),
        (date(2025, 3, 14), date(2025, 3, 17), [EAST, WEST]),
        (date(2025, 5, 1), date(2025, 6, 30), [EAST, WEST]),
        (date(2025, 5, 1), date(2025, 7, 1), [WEST]),
        (date(2025, 5, 1), None, [WEST]),
        (date(2025, 8, 1), date(2025, 6, 30), [EAST, WEST]),
    ],
    ids=[
        "before the listing",
        "listed, and not recorded yet",
        "listed and recorded",
        "the day before the falsification was recorded",
        "the result never stood, as is known since",
        "with all that is known",
        "a later day, by what was known before the removal",
    ],
)
def test_mi_12_the_directory_of_a_day_as_known_on_a_day(played, on: date, known_on: date | None, found: list[str]):
    """Was the mine listed on the day when relief was granted, and what could be known of it then?"""
    assert found == listed(played, on, known_on)


def test_mi_11_a_row_of_the_directory_names_what_proves_it(played):
    mine = played.ask(Directory(unit=WEST)).mines[0]
    fact = played.store.read(mine.stream)[mine.revision]

    assert ("mining.mine-certified.v1", EVIDENCE) == (fact.type, mine.evidence)


@pytest.mark.req("G-020")
def test_removals_are_shown_with_their_grounds(played):
    [removed] = played.ask(RemovedMines(unit="360730")).mines

    assert (EAST, RemovalGround.FALSIFICATION) == (removed.unit, removed.ground)
    assert (date(2025, 3, 14), date(2025, 6, 30)) == (removed.effective_on, removed.removed_on)


def test_the_sweeper_announced_each_missed_day_once_at_its_moment(played):
    [cure], [late] = played.facts(CureOverdue), played.facts(AnnualAssessmentOverdue)

    assert (WEST, noon(2025, 12, 5).replace(hour=0)) == (cure.unit, cure.announced_at)
    assert ("360730", noon(2025, 12, 21).replace(hour=0)) == (late.unit, late.announced_at)


def test_the_register_shows_where_each_mine_stands(played):
    east, west = played.ask(MinesOfArea(unit="360730")).mines

    assert (EAST, MineStage.REMOVED, None, False) == (east.unit, east.stage, east.cure_by, east.is_cure_overdue)
    assert (WEST, MineStage.UNDER_REVIEW, date(2025, 12, 4), True) == (
        west.unit,
        west.stage,
        west.cure_by,
        west.is_cure_overdue,
    )


def test_the_register_says_whose_review_is_awaited(one, tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=noon(2025, 1, 1), unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    story = one.recommended()
    for at, command in (
        (noon(2025, 1, 2), one.register()),
        (noon(2025, 1, 8), one.check()),
        (noon(2025, 1, 10), one.begin()),
        (noon(2025, 2, 5), one.assess()),
        (noon(2025, 2, 10), one.appoint()),
        (noon(2025, 2, 20), one.evaluate()),
    ):
        played.at(at, command)
    assert MineLevel.COUNTY is only(played).next_level
    played.at(noon(2025, 2, 24), one.recommend())
    assert MineLevel.MUNICIPAL is only(played).next_level
    played.at(noon(2025, 2, 27), one.review())
    assert only(played).next_level is None
    assert 7 == len(story.facts)


def only(played: Played) -> Any:
    [mine] = played.ask(MinesOfArea(unit="360730")).mines
    return mine


@pytest.mark.req("G-069")
def test_a_late_assessment_is_shown_until_it_is_completed(played):
    [line] = played.ask(OverdueAssessments(unit="36")).assessments

    assert ("360730", 2025, AnnualStage.MATERIALS_SUBMITTED, None) == (line.unit, line.year, line.stage, line.grade)
    played.at(noon(2025, 12, 29), BeginAssessment(**OF_2025))
    played.at(noon(2025, 12, 30), CompleteAssessment(**OF_2025, grade="fair", report=EVIDENCE))
    played.at(noon(2025, 12, 31), MarkAssessmentOverdue(**OF_2025 | {"actor": "clock"}))
    assert () == played.ask(OverdueAssessments(unit="36")).assessments
    [line] = played.ask(AssessmentsOfUnit(unit="360730")).assessments
    assert (AnnualStage.COMPLETED, "fair", True) == (line.stage, line.grade, line.is_overdue)


@pytest.mark.req("G-064")
def test_standards_are_public(played):
    [line] = played.ask(StandardsOfUnit(unit="360730")).standards

    assert ("ningdu-2024", 24, date(2024, 7, 1)) == (line.standard, line.items, line.in_force_from)


def pages(played: Played, question: Any, name: str) -> list[str]:
    """Every unit, one on each page."""
    found: list[str] = []
    after = None
    while True:
        answer = played.ask(question, limit=1, after=after)
        found += [line.unit for line in getattr(answer, name)]
        after = answer.next
        if after is None:
            return found


def test_answers_come_in_pages(played):
    assert [EAST, WEST] == pages(
        played, Directory(unit="360730", on=date(2025, 5, 1), known_on=date(2025, 6, 1)), "mines"
    )
    assert [EAST, WEST] == pages(played, MinesOfArea(unit="360730"), "mines")
    assert [EAST] == pages(played, RemovedMines(unit="360730"), "mines")


def test_views_rebuild_to_equal_rows(played, tmp_path):
    rows: Mapping[str, list[tuple[Any, ...]]] = played.rows()

    assert rows == played.rebuilt(tmp_path)
    assert all(rows[name] for name in ("mine", "listing", "assessment", "standard"))
