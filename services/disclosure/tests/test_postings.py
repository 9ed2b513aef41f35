"""Each line with the producer's own fact: what is owed by whom, under which clause, by when, and as part of what."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from contracts.calendar import CHINA
from contracts.catalogue import Catalogue, facts_of
from contracts.common import ActivatePolicy
from contracts.consumers import producers_of, reads
from contracts.disclosure.duty.messages import (
    CheckItems,
    DraftItems,
    DutyOpened,
    ItemsAdded,
    Occasion,
    OccasionDisclosed,
    OccasionRecorded,
    PublishItems,
    SubmitDuty,
)
from contracts.disclosure.words import Entry, EntryKind, Verdict
from contracts.elections.village_audit.messages import VillageAuditKind
from contracts.elections.words import ElectionKind, Matter
from contracts.policies import pack_named
from contracts.units import UnitKind
from disclosure.duty.reactions import POSTED
from disclosure.service import SERVICE
from ledger.recorded import GENESIS, Provenance, Tip, digest_of_fact, drafts
from ledger.store import Recorded
from ledger.testing.golden import document_of
from ledger.testing.playing import Played

TOWN, VILLAGE = "360730101", "360730101201"
FINAL, VILLAGERS, OF_VILLAGE = "正式候选人名单", "参加选举的村民名单", "村民委员会候选人名单"
SESSION = "elections_session-360730101-19-7"
NATION = (
    "cn-congress-2022",
    "cn-deputies-2025",
    "cn-elections-2020",
    "cn-villagers-2018-elections",
)
CONGRESS = ("district-congress-2020", "county-2011")
REGISTERED = {
    "elections.community-established.v1",
    "elections.results-reported.v1",
    "mediation.monthly-report-sent.v1",
    "mediation.opinion-result-told.v1",
}
"""What is enrolled, registered or counted, and not made public."""

MINES = ("city-green-mines-2018", "city-green-mines-2018-notices")


def example(facts: Catalogue, name: str, **changes: Any) -> Any:
    """The producer's golden example of a fact."""
    recorded_as = f"{facts.service}.{name}.v1"
    return replace(facts.read(recorded_as, document_of(recorded_as)), **changes)


class Producer:
    """Records facts as another service would, in the store that disclosure reads from."""

    def __init__(self, office: Played, facts: Catalogue, stream: str, actor_unit: str = TOWN) -> None:
        self.office, self.facts, self.stream, self.actor_unit = office, facts, stream, actor_unit

    def record(self, fact: Any) -> Recorded:
        known = self.office.store.read(self.stream)
        tip = Tip(known[-1].revision, digest_of_fact(known[-1])) if known else Tip(-1, GENESIS)
        command_id = UUID(int=len(known) + sum(self.stream.encode()))
        provenance = Provenance(
            command_id=command_id,
            command_type=f"{self.facts.service}.record.v1",
            command={},
            correlation_id=command_id,
            causation_id=None,
            actor="secretary",
            role="Test",
            actor_unit=self.actor_unit,
            unit=fact.unit,
            decided_at=self.office.clock.now(),
            policy=None,
            calendar="",
            decider=f"{self.facts.service}.case",
            decider_version=1,
            release="test",
        )
        batch, _ = drafts(self.stream, tip, provenance, [self.facts.write(fact)])
        self.office.store.append(self.stream, batch, expected=tip.revision)
        return self.office.store.read(self.stream)[-1]

    def tell(self, fact: Any) -> Recorded:
        """Record it, and let disclosure react."""
        recorded = self.record(fact)
        SERVICE.reactions(self.office.handlers)[recorded.type](recorded)
        return recorded


Office = Callable[..., Played]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    def opened(*packs: str, on: date = date(2025, 3, 28)) -> Played:
        begins = datetime(on.year, on.month, on.day, 12, tzinfo=CHINA)
        played = Played(SERVICE, SERVICE.answers, begins=begins, unit="cn", folder=tmp_path)
        played.activate(*packs)
        return played

    return opened


def owed(place: Played) -> list[tuple[str, UnitKind, str, str, date | None]]:
    """Unit, kind, name, clause and due day of every duty."""
    return [
        (fact.unit, fact.kind, fact.matter.name.zh, fact.matter.basis.text, fact.due_on)
        for fact in place.facts(DutyOpened)
    ]


def made_public(place: Played, *channels: str) -> list[OccasionDisclosed]:
    """Everything that is owed, by whoever owes it."""
    for opened in place.facts(DutyOpened):
        key: Any = {"unit": opened.unit, "catalogue": opened.catalogue, "period": opened.period}
        added = [item.item for fact in place.facts(ItemsAdded) if fact.period == opened.period for item in fact.items]
        items = (*opened.items, *added)
        entries = tuple(Entry(item=item, kind=EntryKind.CONTENT, text="公告如下。") for item in items)
        today = place.clock.now().astimezone(CHINA).date()
        place.send(DraftItems(**key, actor="clerk", entries=entries))
        place.send(SubmitDuty(**key, actor="clerk"))
        passed = tuple(Verdict(item=item, passed=True) for item in items)
        place.send(CheckItems(**key, actor="reviewer", verdicts=passed))
        place.send(PublishItems(**key, actor="clerk", items=(), channels=channels, claimed_on=today))
    return place.facts(OccasionDisclosed)


def test_every_fact_that_is_read_has_a_line_and_every_line_is_read():
    declared = {name for producer in producers_of("disclosure") for name in reads("disclosure", producer)}

    assert declared == {name for posted in POSTED for name in posted.recorded_types("disclosure")} | REGISTERED


# The congress


def congress(place: Played, stream: str = SESSION) -> Producer:
    return Producer(place, facts_of("elections"), stream)


@pytest.mark.req("D-034")
def test_a_closed_session_is_announced_at_once(office: Office):
    place = office(*CONGRESS)
    closed = congress(place).tell(example(facts_of("elections"), "congress-session-closed", unit=TOWN))

    assert [(TOWN, UnitKind.TOWNSHIP, "人民代表大会会议公告：第18届第2次会议", "2 §三(一)5", None)] == owed(place)
    assert [digest_of_fact(closed)] == [told.cause.digest for told in made_public(place, "board")]


@pytest.mark.req("D-208")
def test_a_report_on_the_handling_of_suggestions_that_a_session_heard_is_published(office: Office):
    place = office("cn-deputies-2025", "county-2011")
    heard = (Matter.BUDGET, Matter.SUGGESTION_HANDLING)
    closed = congress(place).tell(
        example(facts_of("elections"), "congress-session-closed", unit=TOWN, dealt_with=heard)
    )

    report = "代表建议办理情况报告：第18届第2次会议"
    assert [(TOWN, UnitKind.TOWNSHIP, report, "代表法51; 组织法42", None)] == owed(place)
    assert [digest_of_fact(closed)] == [told.cause.digest for told in made_public(place, "online")]


@pytest.mark.req("D-208")
def test_a_session_that_heard_no_such_report_owes_none(office: Office):
    place = office("cn-deputies-2025")
    congress(place).tell(
        example(facts_of("elections"), "congress-session-closed", unit=TOWN, dealt_with=(Matter.BUDGET,))
    )

    assert [] == owed(place)


@pytest.mark.parametrize("name", ["session-date-decided", "session-moved"])
@pytest.mark.req("D-207")
def test_the_date_of_a_session_is_published_when_it_is_decided_and_when_it_is_moved(office: Office, name: str):
    place = office("cn-congress-2022")
    fact = example(facts_of("elections"), name, unit=TOWN)
    congress(place).tell(fact)
    name_of = f"人民代表大会会议日期：第{fact.term}届第{fact.session}次会议"

    assert [(TOWN, UnitKind.TOWNSHIP, name_of, "组织法14", None)] == owed(place)


@pytest.mark.parametrize(
    ("decided", "due_on"),
    [
        ((), None),
        (("session-date-decided",), date(2025, 3, 11)),
        (("session-date-decided", "session-moved"), date(2025, 3, 19)),
    ],
)
@pytest.mark.req("D-036")
def test_the_list_of_deputies_is_due_the_day_before_the_session_that_is_to_come(
    office: Office, decided: tuple[str, ...], due_on: date | None
):
    place = office(*CONGRESS, on=date(2025, 3, 6))
    confirmed = example(facts_of("elections"), "deputy-list-confirmed", unit=TOWN, term=18)
    coming = congress(place, f"elections_session-{TOWN}-18-1")
    for name in decided:
        coming.record(example(facts_of("elections"), name, unit=TOWN, term=18, session=1))
    congress(place, f"elections_term-{TOWN}-18").tell(confirmed)

    assert [("代表名单：第18届", "2 §三(三)2", due_on)] == [line[2:] for line in owed(place)]


@pytest.mark.req("D-036")
def test_a_session_that_was_opened_is_not_the_one_to_come(office: Office):
    place = office(*CONGRESS, on=date(2025, 3, 6))
    past = congress(place, f"elections_session-{TOWN}-18-1")
    past.record(example(facts_of("elections"), "session-date-decided", unit=TOWN, term=18, session=1))
    past.record(example(facts_of("elections"), "session-opened", unit=TOWN, term=18, session=1))
    congress(place, f"elections_term-{TOWN}-18").tell(
        example(facts_of("elections"), "deputy-list-confirmed", unit=TOWN, term=18)
    )

    assert [None] == [due for *_, due in owed(place)]


@pytest.mark.parametrize(
    ("packs", "clause"), [(CONGRESS, "2 §三(三)2"), (("cn-elections-2020",), "选举法54–56; 代表法63")]
)
@pytest.mark.req("D-037", "D-211")
def test_the_end_of_a_mandate_is_announced_whoever_demands_it(office: Office, packs: tuple[str, ...], clause: str):
    place = office(*packs)
    term = congress(place, f"elections_term-{TOWN}-19")
    term.tell(example(facts_of("elections"), "deputy-terminated", unit=TOWN))
    term.tell(example(facts_of("elections"), "deputy-election-invalidated", unit=TOWN))

    assert [("代表资格终止公告：第19届", clause, None)] * 2 == [line[2:] for line in owed(place)]


def test_no_line_names_a_person(office: Office):
    place = office(*CONGRESS, *NATION)
    term = congress(place, f"elections_term-{TOWN}-19")
    for name in ("deputy-terminated", "deputy-election-invalidated", "deputy-list-confirmed"):
        term.tell(example(facts_of("elections"), name, unit=TOWN))
    said = json.dumps([json.loads(fact.data) for fact in place.recorded() if "_duty-" in fact.stream])

    assert "d-0" not in said
    assert "d-1" not in said


# Offices


@pytest.mark.req("D-035")
def test_a_resignation_that_a_session_accepted_is_part_of_its_announcement(office: Office):
    place = office(*CONGRESS)
    accepted = example(facts_of("elections"), "resignation-accepted", unit=TOWN, session=SESSION)
    congress(place, f"elections_office-{TOWN}-head").tell(accepted)
    congress(place).tell(example(facts_of("elections"), "congress-session-closed", unit=TOWN))

    assert 1 == len(owed(place))
    assert [Occasion.OFFICE_ENDED, Occasion.SESSION_ANNOUNCEMENT] == [
        fact.occasion for fact in place.facts(OccasionRecorded)
    ]


@pytest.mark.req("D-211")
def test_a_recall_is_announced_at_once(office: Office):
    place = office("cn-elections-2020", "county-2011")
    recalled = congress(place, f"elections_office-{TOWN}-head").tell(
        example(facts_of("elections"), "official-recalled", unit=TOWN)
    )

    assert [(TOWN, UnitKind.TOWNSHIP, "罢免、辞职公告", "选举法54–56; 代表法63", None)] == owed(place)
    assert [digest_of_fact(recalled)] == [told.cause.digest for told in made_public(place, "board")]


# Files of deputies


@pytest.mark.req("D-209")
def test_a_deputys_profile_is_published_and_each_change_is_a_further_item_of_the_same_duty(office: Office):
    place = office("cn-deputies-2025", "county-2011")
    file = congress(place, f"elections_file-{TOWN}-d-1")
    changed = example(facts_of("elections"), "deputy-profile-changed", unit=TOWN, to_publish=True)
    file.tell(changed)
    assert 1 == len(made_public(place, "board"))
    file.tell(replace(changed, version=2))

    assert [(TOWN, UnitKind.TOWNSHIP, "代表基本信息和履职信息", "代表法58", None)] == owed(place)
    assert ["IMMEDIATE-1", "IMMEDIATE-x1"] == [fact.item for fact in place.facts(OccasionRecorded)]


@pytest.mark.req("D-209")
def test_a_profile_that_the_law_of_its_day_keeps_in_the_office_is_not_published(office: Office):
    place = office("cn-deputies-2025", "county-2011")
    congress(place, f"elections_file-{TOWN}-d-1").tell(
        example(facts_of("elections"), "deputy-profile-changed", unit=TOWN, to_publish=False)
    )

    assert [] == owed(place)


# Elections


def election(place: Played, kind: ElectionKind, unit: str, **changes: Any) -> Producer:
    producer = Producer(place, facts_of("elections"), f"elections_election-{unit}-2025", unit)
    planned = example(facts_of("elections"), "election-planned", unit=unit, kind=kind, held_on=date(2025, 4, 30))
    producer.record(replace(planned, **changes))
    return producer


@pytest.mark.parametrize(
    ("kind", "unit", "name", "expected"),
    [
        (ElectionKind.DEPUTIES, TOWN, "roll-published", (UnitKind.TOWNSHIP, "选民名单", date(2025, 4, 10))),
        (ElectionKind.VILLAGERS, VILLAGE, "roll-published", (UnitKind.VILLAGE, VILLAGERS, date(2025, 4, 10))),
        (ElectionKind.RESIDENTS, VILLAGE, "roll-published", (UnitKind.COMMUNITY, "居民选民名单", None)),
        (ElectionKind.DEPUTIES, TOWN, "nominees-published", (UnitKind.TOWNSHIP, "代表候选人名单", date(2025, 4, 15))),
        (ElectionKind.VILLAGERS, VILLAGE, "nominees-published", (UnitKind.VILLAGE, "候选人名单", None)),
        (ElectionKind.DEPUTIES, TOWN, "final-list-published", (UnitKind.TOWNSHIP, FINAL, date(2025, 4, 23))),
        (ElectionKind.VILLAGERS, VILLAGE, "final-list-published", (UnitKind.VILLAGE, OF_VILLAGE, None)),
        (ElectionKind.RESIDENTS, VILLAGE, "final-list-published", (UnitKind.COMMUNITY, "候选人名单", None)),
    ],
)
@pytest.mark.req("D-210")
def test_a_list_of_voters_or_candidates_is_due_as_its_own_law_says(
    office: Office, kind: ElectionKind, unit: str, name: str, expected: tuple[UnitKind, str, date | None]
):
    place = office(*NATION)
    election(place, kind, unit).tell(example(facts_of("elections"), name, unit=unit))

    assert [expected] == [(kind, name, due) for _, kind, name, _, due in owed(place)]


@pytest.mark.parametrize(
    ("kind", "unit", "owes"),
    [
        (ElectionKind.VILLAGERS, VILLAGE, [("委托投票名单", date(2025, 4, 28))]),
        (ElectionKind.DEPUTIES, TOWN, []),
        (ElectionKind.RESIDENTS, VILLAGE, []),
    ],
)
@pytest.mark.req("D-210", "E-370")
def test_a_village_owes_its_list_of_proxies_so_many_days_before_and_nobody_else_does(
    office: Office, kind: ElectionKind, unit: str, owes: list[tuple[str, date]]
):
    place = office(*NATION, "sh-village-elections-2020")
    election(place, kind, unit).tell(example(facts_of("elections"), "proxies-published", unit=unit))

    assert owes == [(name, due) for _, _, name, _, due in owed(place)]


@pytest.mark.req("D-210")
def test_publishing_the_roll_is_told_back_as_the_proof_of_its_date(office: Office):
    place = office(*NATION, "county-2011")
    roll = election(place, ElectionKind.DEPUTIES, TOWN).tell(
        example(facts_of("elections"), "roll-published", unit=TOWN)
    )
    [told] = made_public(place, "board")

    assert (roll.stream, roll.type, digest_of_fact(roll)) == (told.cause.stream, told.cause.type, told.cause.digest)
    assert date(2025, 3, 28) == told.claimed_on
    assert place.clock.now() == told.published_at


def test_the_lists_of_a_congress_are_no_lists_of_voters(office: Office):
    place = office(*NATION)
    election(place, ElectionKind.CONGRESS, TOWN).tell(example(facts_of("elections"), "final-list-published", unit=TOWN))

    assert [] == owed(place)


@pytest.mark.req("D-210")
def test_who_was_elected_by_the_voters_is_published(office: Office):
    place = office(*NATION)
    result = example(facts_of("elections"), "result-declared", unit=VILLAGE, kind=ElectionKind.VILLAGERS, session=None)
    election(place, ElectionKind.VILLAGERS, VILLAGE).tell(result)

    assert [(VILLAGE, UnitKind.VILLAGE, "选举结果和当选名单")] == [line[:3] for line in owed(place)]


@pytest.mark.req("D-035")
def test_who_was_elected_and_sworn_in_a_session_is_part_of_its_announcement(office: Office):
    place = office(*CONGRESS)
    head = election(place, ElectionKind.CONGRESS, TOWN, session=SESSION)
    result = head.tell(example(facts_of("elections"), "result-declared", unit=TOWN, session=SESSION))
    oath = head.tell(example(facts_of("elections"), "oath-noted", unit=TOWN))
    closed = congress(place).tell(example(facts_of("elections"), "congress-session-closed", unit=TOWN))

    assert 1 == len(owed(place))
    assert [Occasion.ELECTION_RESULT, Occasion.OATH, Occasion.SESSION_ANNOUNCEMENT] == [
        fact.occasion for fact in place.facts(OccasionRecorded)
    ]
    assert {digest_of_fact(each) for each in (result, oath, closed)} == {
        told.cause.digest for told in made_public(place, "board")
    }


# Villages and teams


OPINION = ("county-2011", "county-2011-posting", "county-2011-results")


@pytest.mark.parametrize(
    ("name", "said"),
    [("village-resolution-adopted", "村民决议"), ("village-matter-implemented", "决议实施结果")],
)
@pytest.mark.req("D-032")
def test_a_resolution_and_its_result_are_disclosed_at_once_and_told_back(office: Office, name: str, said: str):
    place = office(*OPINION)
    fact = example(facts_of("elections"), name)
    told = Producer(place, facts_of("elections"), "elections_resolution-road", fact.unit).tell(fact)

    assert [(fact.unit, UnitKind.VILLAGE, f"{said}：{fact.title.zh}", "1 §四2三要", None)] == owed(place)
    assert [digest_of_fact(told)] == [public.cause.digest for public in made_public(place, "board")]


@pytest.mark.req("D-033")
def test_the_result_of_a_ballot_is_disclosed_on_the_board_and_nowhere_else_counts(office: Office):
    place = office(*OPINION)
    fact = example(facts_of("elections"), "ballot-decided")
    Producer(place, facts_of("elections"), "elections_decision-road", fact.unit).tell(fact)

    assert [(f"民主票决结果：{fact.title.zh}", "1 §四1二要", None)] == [line[2:] for line in owed(place)]
    assert [] == made_public(place, "online")
    assert [("board",)] == [opened.calendar_channels for opened in place.facts(DutyOpened)]


# Mines


def mining(place: Played, actor_unit: str = "3608-resources") -> Producer:
    return Producer(place, facts_of("mining"), "mining_mine-shilong", actor_unit)


MINES_IN_FORCE = date(2022, 6, 1)


@pytest.mark.parametrize(
    ("name", "change"),
    [("mine-certified", "列入石龙采石场"), ("mine-removed", "移出石龙采石场")],
)
@pytest.mark.req("D-039")
def test_the_directory_is_renewed_online_by_the_office_that_changes_it(office: Office, name: str, change: str):
    place = office(*MINES, on=MINES_IN_FORCE)
    mining(place).tell(example(facts_of("mining"), name))

    assert [("3608-resources", UnitKind.DEPARTMENT, f"绿色矿山名录：{change}", "3 §七(三)", None)] == owed(place)
    assert [("online",)] == [fact.calendar_channels for fact in place.facts(DutyOpened)]


OFFICE = ("3608-resources", UnitKind.DEPARTMENT)


@pytest.mark.parametrize(
    ("name", "by", "said", "clause"),
    [
        ("standard-published", ("3608", UnitKind.CITY), "绿色矿山建设标准规范：绿色矿山评价标准", "3 §七(三)"),
        ("experience-commended", OFFICE, "绿色矿业进展和典型经验：2018年度", "3 §七(三)"),
        ("falsification-found", OFFICE, "弄虚作假通报：2018年度", "3 §附10"),
        ("underperformance-circular", OFFICE, "工作不到位通报：2018年度", "3 §附11"),
        ("annual-assessment-completed", ("36-resources", UnitKind.DEPARTMENT), "综合考核结果通报：2018年度", "3 §附9"),
    ],
)
@pytest.mark.req("D-040", "D-041", "D-042", "D-043", "D-044")
def test_standards_experience_circulars_and_results_are_made_known(
    office: Office, name: str, by: tuple[str, UnitKind], said: str, clause: str
):
    place = office(*MINES, on=MINES_IN_FORCE)
    mining(place).tell(example(facts_of("mining"), name))

    assert [(*by, said, clause, None)] == owed(place)


@pytest.mark.parametrize("name", ["falsification-found", "underperformance-circular"])
@pytest.mark.req("D-042", "D-043")
def test_a_circular_that_its_own_rules_keep_among_offices_is_not_published(office: Office, name: str):
    place = office(*MINES, on=MINES_IN_FORCE)
    mining(place).tell(example(facts_of("mining"), name, is_published=False))

    assert [] == owed(place)


@pytest.mark.req("D-044")
def test_the_result_of_an_assessment_goes_to_the_assessed_unit_by_circular_alone(office: Office):
    place = office(*MINES, on=MINES_IN_FORCE)
    mining(place).tell(example(facts_of("mining"), "annual-assessment-completed"))

    assert [] == made_public(place, "online")
    [opened] = place.facts(DutyOpened)
    key: Any = {"unit": opened.unit, "catalogue": opened.catalogue, "period": opened.period}
    place.send(PublishItems(**key, actor="clerk", items=opened.items, channels=("notice",), claimed_on=MINES_IN_FORCE))
    assert 1 == len(place.facts(OccasionDisclosed))


@pytest.mark.parametrize(
    ("name", "said"),
    [("restoration-plan-posted", "修复方案公开征求意见"), ("restoration-accepted", "阶段验收结果")],
)
@pytest.mark.req("D-213")
def test_a_plan_of_restoration_is_posted_and_what_was_accepted_is_published(office: Office, name: str, said: str):
    place = office("cn-minerals-2024", on=date(2025, 8, 1))
    posted = mining(place, "360730-resources").tell(example(facts_of("mining"), name))
    [(unit, kind, name_of, clause, due_on)] = owed(place)

    assert ("360730-resources", UnitKind.DEPARTMENT, "矿产资源法46; 矿产资源法48", None) == (unit, kind, clause, due_on)
    assert name_of.startswith("矿区生态修复公示：")
    assert name_of.endswith(said)
    assert posted.stream == place.facts(OccasionRecorded)[0].cause.stream


def test_the_green_mines_opinion_orders_nothing_after_its_last_day(office: Office):
    place = office(*MINES, "county-2011", on=date(2023, 1, 1))
    mining(place).tell(example(facts_of("mining"), "mine-certified"))

    assert [] == owed(place)


# Titles


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("township-commended", "2011年度表彰乡镇"),
        ("community-title-conferred", "合格社区"),
        ("district-title-conferred", "示范区"),
    ],
)
@pytest.mark.req("D-046")
def test_a_title_is_published_by_who_conferred_it(office: Office, name: str, said: str):
    place = office("county-2011", "county-2011-posting")
    fact = example(facts_of("assessment"), name)
    title = Producer(place, facts_of("assessment"), "assessment_title-x", "3608").tell(fact)
    name_of = f"表彰、称号：{said}（{fact.unit}）"

    assert [("3608", UnitKind.CITY, name_of, "1 §五4; 5 §三(三)", None)] == owed(place)
    assert [digest_of_fact(title)] == [told.cause.digest for told in made_public(place, "online")]


# Checks of a governance centre

CENTRE_PACK = "township-centre-2012-notices"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("half-year-check-completed", "2025年上半年"),
        ("subject-rewarded", "2025年度奖励（360730101-centre）"),
        ("subject-penalised", "2025年度惩处（360730101-centre）"),
    ],
)
def test_what_a_centres_check_came_to_and_what_followed_is_told_by_its_township(office: Office, name: str, said: str):
    place = office("county-2011", CENTRE_PACK)
    fact = example(facts_of("assessment"), name, unit=TOWN, year=2025)
    if name == "half-year-check-completed":
        fact = replace(fact, term="2025H1")
    else:
        fact = replace(fact, subject=f"{TOWN}-centre")
    told = Producer(place, facts_of("assessment"), f"assessment_centre-{TOWN}-2025").tell(fact)

    assert [(TOWN, UnitKind.TOWNSHIP, f"综治工作检查考核结果通报：{said}", "4 §三(七)", None)] == owed(place)
    assert [digest_of_fact(told)] == [made.cause.digest for made in made_public(place, "online")]
    assert not [fact for fact in place.recorded() if "head-1" in fact.data.decode() and "_duty-" in fact.stream]


def test_where_no_pack_orders_it_a_centres_check_is_not_published(office: Office):
    place = office("county-2011")
    fact = example(facts_of("assessment"), "half-year-check-completed", unit=TOWN)
    Producer(place, facts_of("assessment"), f"assessment_centre-{TOWN}-2025").tell(fact)

    assert [] == owed(place)


# Audits of a village committee's members


@pytest.mark.parametrize(
    ("kind", "election_on", "name", "due_on"),
    [
        (VillageAuditKind.LEAVING, date(2025, 12, 20), "离任审计", date(2025, 12, 19)),
        (VillageAuditKind.LEAVING, None, "离任审计", None),
        (VillageAuditKind.TERM, date(2025, 12, 20), "任期审计", None),
    ],
)
@pytest.mark.req("D-212")
def test_an_audit_is_published_and_that_of_a_leaving_member_before_the_next_election(
    office: Office, kind: VillageAuditKind, election_on: date | None, name: str, due_on: date | None
):
    place = office("cn-villagers-2018-elections", "county-2011")
    audits = Producer(place, facts_of("elections"), f"elections_audit-{VILLAGE}-leaving-2025-1")
    audit = example(
        facts_of("elections"), "village-audit-reported", unit=VILLAGE, kind=kind, next_election_on=election_on
    )
    told = audits.tell(audit)

    called = f"村民委员会成员经济责任审计结果：{name}"
    assert [(VILLAGE, UnitKind.VILLAGE, called, "村组法35", due_on)] == owed(place)
    assert [digest_of_fact(told)] == [public.cause.digest for public in made_public(place, "board")]


# A pack that is activated later

ADOPTED = "village-resolution-adopted"
POSTED_SINCE = date(2011, 10, 21)
"""The first day on which the county's opinion is in force."""


def resolution(place: Played) -> Recorded:
    return Producer(place, facts_of("elections"), "elections_matter-road").tell(example(facts_of("elections"), ADOPTED))


def streams(place: Played) -> list[str]:
    """Of every duty, with the command that opened it."""
    opening = [fact for fact in place.recorded() if fact.type == "disclosure.duty-opened.v1"]
    return [f"{fact.stream} {json.loads(fact.metadata)['command_id']}" for fact in opening]


def test_what_was_recorded_before_its_pack_is_activated_is_owed_from_then_on_as_if_it_had_been(office: Office):
    late = office("county-2011")
    cause = resolution(late)
    assert [] == owed(late)

    late.activate("county-2011-posting")
    assert late.own is not None
    late.own.catch_up()
    [opened] = late.facts(DutyOpened)

    assert digest_of_fact(cause) == opened.matter.basis.cause.digest
    at_once = office("county-2011", "county-2011-posting")
    resolution(at_once)
    assert streams(at_once) == streams(late)


def test_an_activation_that_is_told_again_opens_nothing_again(office: Office):
    place = office("county-2011", "county-2011-posting")
    resolution(place)
    before = place.recorded()
    react = SERVICE.own_reactions(place.handlers)["disclosure.policy-activated.v1"]
    for fact in before:
        if fact.type == "disclosure.policy-activated.v1":
            react(fact)

    assert before == place.recorded()
    assert 1 == len(owed(place))


@pytest.mark.parametrize(("on", "count"), [(date(2011, 10, 20), 0), (POSTED_SINCE, 1)])
def test_a_pack_reaches_back_to_its_first_day_and_no_further(office: Office, on: date, count: int):
    place = office("cn-villagers-2018", on=on)
    resolution(place)
    place.clock.advance_to(datetime(2025, 3, 28, 12, tzinfo=CHINA))
    place.activate("county-2011", "county-2011-posting")
    assert place.own is not None
    place.own.catch_up()

    assert count == len(owed(place))


@pytest.mark.parametrize(("area", "count"), [("3608", 0), ("360730102", 0), ("360730", 1)])
def test_a_pack_reaches_the_units_of_the_area_that_activated_it(office: Office, area: str, count: int):
    place = office("county-2011")
    resolution(place)
    pack = pack_named("county-2011-posting")
    place.send(ActivatePolicy(actor="desk", area=area, pack=pack.digest))
    assert place.own is not None
    place.own.catch_up()

    assert count == len(owed(place))


def test_a_pack_that_orders_no_posting_leads_to_nothing(office: Office):
    place = office("county-2011")
    resolution(place)
    place.activate("county-2011-rules")
    assert place.own is not None
    place.own.catch_up()

    assert [] == owed(place)
