"""From another service's fact to the result of a unit, and from the list to the title, over all streams."""

import json
from contextlib import closing
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from assessment.service import SERVICE as ASSESSMENT
from assessment.sheet.rule import sheet_stream
from contracts.assessment.community.messages import (
    ApplyForAcceptance,
    CommunityTitleConferred,
    DecideAcceptance,
    Method,
    RecordMethod,
    RecordSelfCheck,
    Sample,
    TimelineOfCommunity,
    TitlesOfArea,
    WithdrawTitle,
)
from contracts.assessment.district.messages import FixYearlyList
from contracts.assessment.measure.messages import MeasureOfUnit
from contracts.assessment.sheet.messages import CloseSheet, RecordResult, SheetOfUnit, Verdict
from contracts.assessment.sheet.rules import IndicatorRule, scheme_policy
from contracts.assessment.township.messages import BeginYearEndCheck, DecideCommendation, TownshipsOfArea
from contracts.assessment.words import EvidenceItem, EvidenceKind, SchemeCode, Title
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.errors import Rejected
from contracts.policies import pack_named, resolve
from contracts.succession import SucceedUnit
from contracts.unit_register import EnrolUnit
from contracts.units import UnitKind
from ledger.own_facts import own_inbox
from ledger.sweeper import Sweeper

DISTRICT, CITY, COMMUNITY = "360730", "3607", "360730105301"
PACKS = ("cn-recusal-2022", "community-draft-standards", "community-draft-scheme", "community-draft-assessment")
SCHEME = scheme_policy(resolve(DISTRICT, [pack_named(name) for name in PACKS])).scheme(SchemeCode.COMMUNITY)
KEY: dict[str, Any] = {"unit": COMMUNITY, "year": 2025}
PAPER = EvidenceItem(kind=EvidenceKind.RECORD, reference="验收卷 2025-1")


@pytest.fixture
def year(county):
    """A community that disclosed every quarter of 2025 but the last, and never late."""
    county.adopt_assessment(PACKS)
    county.enrol(COMMUNITY, UnitKind.COMMUNITY)
    for month, period in ((3, "2025Q1"), (6, "2025Q2"), (9, "2025Q3")):
        county.sweep_until(datetime(2025, month, 20, 9, tzinfo=CHINA))
        county.fulfil(COMMUNITY, "CA", period)
    settle(county)
    return county


def settle(county) -> None:
    """What disclosure recorded is read, and what one stream owes another is done."""
    county.receive()
    inbox = own_inbox(ASSESSMENT, county.handlers, county.store, county.folder, county.clock)
    assert inbox is not None
    with closing(inbox):
        while inbox.catch_up():
            pass
        assert inbox.parked() == []
    county.projector.catch_up()


def send(county, *commands: Any) -> None:
    for command in commands:
        county.give(command)
    settle(county)


def to_the_methods(county, year: int = 2025) -> None:
    key: dict[str, Any] = {"unit": COMMUNITY, "year": year}
    listed = (COMMUNITY,)
    day = date(year, 11, 20)
    send(county, FixYearlyList(actor="district", unit=DISTRICT, year=year, communities=listed, of=5))
    county.clock.advance_to(datetime(year, 12, 1, 9, tzinfo=CHINA))
    send(
        county,
        RecordSelfCheck(actor="checker", **key, unmet=(), checked_on=day, findings="自查达标"),
        ApplyForAcceptance(actor="district", **key),
    )
    sample = Sample(handed_out=50, returned=48, seed="seed-1")
    for kind in Method:
        drawn = sample if kind is Method.SURVEY else None
        send(
            county,
            RecordMethod(actor="city", **key, method=kind, held_on=day, findings="见记录", sample=drawn),
        )


def results(year: int = 2025) -> list[RecordResult]:
    """Every owed indicator met by hand, but the one that is derived."""
    return [
        RecordResult(
            actor="city",
            unit=CITY,
            subject=COMMUNITY,
            scheme=SchemeCode.COMMUNITY,
            term=str(year),
            indicator=code,
            verdict=None if rule.is_counted else Verdict.MET,
            value=(rule.least if rule.least is not None else Fraction(0)) if rule.is_counted else None,
            evidence=(PAPER,),
            assessed_on=date(year, 12, 1),
            note=None,
        )
        for code, rule in SCHEME.indicators.items()
        if rule.is_owed and not rule.is_derived
    ]


def close(year: int = 2025) -> CloseSheet:
    return CloseSheet(actor="city", unit=CITY, subject=COMMUNITY, scheme=SchemeCode.COMMUNITY, term=str(year))


def decide(year: int = 2025) -> DecideAcceptance:
    return DecideAcceptance(actor="city", unit=COMMUNITY, year=year, reason="验收合格")


SHEET = SheetOfUnit(unit=COMMUNITY, scheme=SchemeCode.COMMUNITY, term="2025")


@pytest.mark.req("A-003", "A-239")
def test_a_derived_value_shows_the_facts_it_rests_on(year):
    to_the_methods(year)
    [result] = year.ask(SHEET).results
    measure = year.ask(MeasureOfUnit(unit=COMMUNITY, indicator="C7.5", term="2025"))

    assert (result.indicator, result.verdict, result.value) == ("C7.5", Verdict.MET, 1)
    assert (measure.hits, measure.total) == (3, 3)
    for entry in (entry for entry in measure.entries if entry.of):
        [evidence] = [fact for fact in year.store.read(entry.cause.stream) if str(fact.id) == entry.cause.fact]
        cause = json.loads(evidence.data)["cause"]
        assert [cause["fact"]] == [str(f.id) for f in year.store.read(cause["stream"]) if str(f.id) == cause["fact"]]
        assert cause["stream"].startswith(f"disclosure_duty-{COMMUNITY}-CA-2025Q")


def test_a_fact_that_comes_later_derives_the_result_anew(year):
    to_the_methods(year)
    year.sweep_until(datetime(2026, 2, 1, 9, tzinfo=CHINA))
    settle(year)
    values = [result.value for result in year.ask(SHEET).results]

    assert values == [1, Fraction(3, 4)]
    assert [r.verdict for r in year.ask(SHEET).results] == [Verdict.MET, Verdict.NOT_MET]


def test_what_comes_after_the_sheet_is_closed_is_shown_and_changes_nothing(year):
    to_the_methods(year)
    send(year, *results(), close())
    send(year, decide())
    before = year.ask(SHEET)
    year.sweep_until(datetime(2026, 2, 1, 9, tzinfo=CHINA))
    settle(year)
    after = year.ask(SHEET)

    assert (before.results, before.score) == (after.results, after.score)
    assert [(late.indicator, late.value) for late in after.late] == [("C7.5", Fraction(3, 4))]
    assert [title.title for title in year.ask(TitlesOfArea(unit=DISTRICT)).titles] == [Title.QUALIFIED]


@pytest.mark.req("A-283")
def test_from_the_list_to_the_title(year):
    to_the_methods(year)
    send(year, *results(), close())
    send(year, decide())
    [title] = year.ask(TitlesOfArea(unit=CITY)).titles
    [recorded] = [f for f in year.store.read(f"assessment_community-{COMMUNITY}") if "title-conferred" in f.type]
    fact: CommunityTitleConferred = ASSESSMENT.facts.read(recorded.type, json.loads(recorded.data))

    assert (title.unit, title.title, title.time, title.year) == (COMMUNITY, Title.QUALIFIED, 1, 2025)
    assert (fact.score, fact.digest) == (Fraction(1), SCHEME.digest)


def test_as_08_a_title_lost_and_regained_keeps_its_whole_timeline(year):
    to_the_methods(year)
    send(year, *results(), close())
    send(year, decide())
    send(year, WithdrawTitle(actor="city", unit=COMMUNITY, title=Title.QUALIFIED, reason="复查不合格"))
    assert year.ask(TitlesOfArea(unit=DISTRICT)).titles == ()
    for month, period in ((3, "2026Q1"), (6, "2026Q2"), (9, "2026Q3")):
        year.sweep_until(datetime(2026, month, 20, 9, tzinfo=CHINA))
        year.fulfil(COMMUNITY, "CA", period)
    to_the_methods(year, 2026)
    send(year, *results(2026), close(2026))
    send(year, decide(2026))
    steps = year.ask(TimelineOfCommunity(unit=COMMUNITY)).steps
    turns = [step.fact for step in steps if step.title is not None]

    assert turns == [
        "assessment.community-title-conferred.v1",
        "assessment.community-title-lost.v1",
        "assessment.community-title-conferred.v1",
    ]
    assert [title.time for title in year.ask(TitlesOfArea(unit=DISTRICT)).titles] == [2]


@pytest.mark.req("X-031")
def test_every_step_between_streams_is_harmless_when_done_twice(year):
    to_the_methods(year)
    send(year, *results(), close())
    send(year, decide())
    facts = year.store.read_all(("assessment_",), limit=10_000)
    (year.folder / "own-facts.sqlite").unlink()
    settle(year)

    assert facts == year.store.read_all(("assessment_",), limit=10_000)
    assert len(year.store.read(sheet_stream(COMMUNITY, "C", "2025"))) < 100


def test_views_of_sheets_and_titles_that_are_built_anew_have_equal_rows(year):
    to_the_methods(year)
    send(year, *results(), close())
    send(year, decide())
    live = year.views.live().rows()
    year.projector.rebuild()

    assert year.views.live().rows() == live
    assert all(live[table] for table in ("sheet", "result", "entry", "title", "title_step"))


def test_answers_about_sheets_and_titles_come_in_pages(year):
    to_the_methods(year)
    send(year, *results(), close())
    send(year, decide())
    whole = year.ask(TimelineOfCommunity(unit=COMMUNITY)).steps
    found, after = [], None
    while True:
        page = year.ask(TimelineOfCommunity(unit=COMMUNITY), limit=3, after=after)
        found += page.steps
        after = page.next
        if after is None:
            break
    first = year.ask(SHEET, limit=10)
    second = year.ask(SHEET, limit=1000, after=first.next)
    measure = MeasureOfUnit(unit=COMMUNITY, indicator="C7.5", term="2025")
    entry = year.ask(measure, limit=1)
    others = year.ask(measure, after=entry.next)

    assert tuple(found) == whole
    assert (*first.results, *second.results) == year.ask(SHEET, limit=1000).results
    assert (*entry.entries, *others.entries) == year.ask(measure).entries


TOWNSHIP = "360730105"
OF_TOWNSHIPS = ("county-2011-standards", "county-2011-scheme", "county-2011-assessment")


def sweep(county) -> None:
    """What has fallen due in assessment, until nothing more does."""
    sweeper = Sweeper(county.handlers, county.views, county.clock)
    for _ in range(20):
        county.projector.catch_up()
        if not sweeper.step():
            return
    raise AssertionError("The agenda does not come to an end.")


@pytest.mark.req("A-008", "A-025")
def test_every_township_is_assessed_every_year_and_what_is_missed_is_announced_once(county):
    county.adopt_assessment(OF_TOWNSHIPS)
    name = Bilingual(zh="青塘镇", en="Qingtang Town")
    enrol: dict[str, Any] = {"unit": TOWNSHIP, "kind": UnitKind.TOWNSHIP, "name": name, "valid_from": date(2025, 1, 1)}
    send(county, EnrolUnit(actor="desk", **enrol))
    sweep(county)
    county.clock.advance_to(datetime(2027, 1, 1, 0, 0, tzinfo=CHINA))
    sweep(county)
    sweep(county)
    years = county.ask(TownshipsOfArea(unit=DISTRICT)).years
    announced = [f for f in county.store.read_all(("assessment_township",), limit=100) if "overdue" in f.type]

    assert [(line.year, line.is_result_overdue) for line in years] == [(2025, True), (2026, True), (2027, False)]
    assert len(announced) == 2
    assert county.ask(TownshipsOfArea(unit=DISTRICT), limit=2).years == years[:2]


def test_no_year_opens_for_a_township_that_is_merged(county):
    county.adopt_assessment(OF_TOWNSHIPS)
    name = Bilingual(zh="青塘镇", en="Qingtang Town")
    enrol: dict[str, Any] = {"unit": TOWNSHIP, "kind": UnitKind.TOWNSHIP, "name": name, "valid_from": date(2025, 1, 1)}
    send(county, EnrolUnit(actor="desk", **enrol))
    sweep(county)
    send(county, SucceedUnit(actor="desk", unit=TOWNSHIP, successor="360730106", valid_from=date(2026, 7, 1)))
    for year in (2026, 2027, 2028):
        county.clock.advance_to(datetime(year, 1, 1, tzinfo=CHINA))
        sweep(county)

    assert [line.year for line in county.ask(TownshipsOfArea(unit=DISTRICT)).years] == [2025, 2026]


def of_township(code: str, rule: IndicatorRule) -> RecordResult:
    owner = OWNERS[rule.field].replace("_", "-")
    return RecordResult(
        actor="owner",
        unit=f"{DISTRICT}-{owner}",
        subject=TOWNSHIP,
        scheme=SchemeCode.TOWNSHIP,
        term="2025",
        indicator=code,
        verdict=None if rule.is_counted else Verdict.MET,
        value=(rule.least if rule.least is not None else Fraction(0)) if rule.is_counted else None,
        evidence=(PAPER,),
        assessed_on=date(2025, 1, 1),
        note=None,
    )


TOWN_POLICY = scheme_policy(resolve(DISTRICT, [pack_named(name) for name in OF_TOWNSHIPS]))
OWNERS = TOWN_POLICY.owners


def test_from_the_years_begin_to_the_commendation(county):
    county.adopt_assessment(OF_TOWNSHIPS)
    county.enrol(TOWNSHIP, UnitKind.TOWNSHIP)
    county.enrol(f"{TOWNSHIP}201", UnitKind.VILLAGE)
    name = Bilingual(zh="青塘镇", en="Qingtang Town")
    enrol: dict[str, Any] = {"unit": TOWNSHIP, "kind": UnitKind.TOWNSHIP, "name": name, "valid_from": date(2025, 1, 1)}
    send(county, EnrolUnit(actor="desk", **enrol))
    sweep(county)
    key: dict[str, Any] = {"unit": TOWNSHIP, "year": 2025}
    send(county, BeginYearEndCheck(actor="group", **key))
    scheme = TOWN_POLICY.scheme(SchemeCode.TOWNSHIP)
    send(county, *(of_township(c, r) for c, r in scheme.indicators.items() if r.is_owed and not r.is_derived))
    closing = CloseSheet(actor="group", unit=DISTRICT, subject=TOWNSHIP, scheme=SchemeCode.TOWNSHIP, term="2025")
    with pytest.raises(Rejected, match="results-missing"):
        county.give(closing)
    for month, periods in ((4, ("TG", "VA")), (7, ("TG", "VA", "TP", "VP"))):
        county.sweep_until(datetime(2025, month, 8, 9, tzinfo=CHINA))
        for catalogue in periods:
            unit = TOWNSHIP if catalogue.startswith("T") else f"{TOWNSHIP}201"
            quarter = f"2025Q{month // 3}" if catalogue in ("TG", "VA") else "2025H1"
            county.fulfil(unit, catalogue, quarter)
    settle(county)
    send(county, closing)
    send(county, DecideCommendation(actor="leaders", **key, commend=True, reason="成绩突出"))
    [line] = county.ask(TownshipsOfArea(unit=TOWNSHIP)).years
    live = county.views.live().rows()
    county.projector.rebuild()

    assert (line.score, line.is_commended, line.digest) == (Fraction(1), True, scheme.digest)
    assert county.ask(MeasureOfUnit(unit=TOWNSHIP, indicator="T4.4", term="2025")).total == 2
    assert county.views.live().rows() == live
