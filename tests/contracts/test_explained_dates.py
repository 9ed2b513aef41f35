"""What a fact names as a due date is what the rules and notices that it followed come to: in every golden decision."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from assessment import open_cases as of_assessment
from contracts.calendar import CHINA, calendar_as_known, china_day
from contracts.deadlines import deadline
from contracts.elections.election.messages import RollPublished
from contracts.mediation.case.messages import CaseReclassified
from contracts.mediation.case.rules import mediation_policy
from contracts.overlay import ResolvedPolicy, resolve
from contracts.policies import pack_named, shipped_packs
from elections import deadlines as of_elections
from ledger.explaining import Dates
from mediation import open_cases as of_mediation
from mining import open_cases as of_mining
from sunledger.home import installed_services

from tests.contracts.test_golden_decisions import cases

NOON = datetime(2026, 3, 2, 12, tzinfo=CHINA)
MEDIATION = (
    "cn-mediation-2010",
    "cn-mediation-work-2002",
    "cn-civil-procedure-2023",
    "cn-petitions-2022",
    "cn-recusal-2022",
    "county-2011-channels",
    "township-centre-2012",
)
DATES: Mapping[str, Dates] = {
    "assessment": of_assessment.DATES,
    "elections": of_elections.DATES,
    "mediation": of_mediation.DATES,
    "mining": of_mining.DATES,
}
FACTS = {parts.name: parts.facts for parts in installed_services()}


def named() -> Iterator[tuple[str, Any, ResolvedPolicy, datetime]]:
    """Every fact of a golden decision that names due dates, with the rules and the moment of the decision."""
    for name, golden in cases().items():
        service, policy = name.partition(".")[0], golden["policy"]
        for fact in golden.get("facts", ()) if service in DATES and policy else ():
            message = FACTS[service].read(fact["type"], fact["data"])
            if type(message) in DATES[service]:
                packs = [shipped_packs()[digest] for digest in policy["packs"]]
                moment = datetime.fromisoformat(golden["now"])
                yield f"{name} {fact['type']}", message, resolve(policy["area"], packs), moment


NAMED = list(named())


@pytest.mark.parametrize("case", range(len(NAMED)), ids=[name for name, *_ in NAMED])
def test_a_named_due_date_is_what_its_rule_comes_to(case: int):
    name, message, resolved, moment = NAMED[case]
    calendar = calendar_as_known(china_day(moment))

    for dated in DATES[name.partition(".")[0]][type(message)](message, resolved):
        explanation = dated.reckoning.explained(calendar)

        assert explanation.deadline.due_on == dated.due_on
        assert explanation.rule.source
        assert explanation.days[-1].day == dated.due_on


def test_the_golden_decisions_name_due_dates_of_every_service():
    kinds = {kind for dates in DATES.values() for kind in dates}

    assert {name.partition(".")[0] for name, *_ in NAMED} == set(DATES)
    assert kinds - {type(message) for _, message, *_ in NAMED} == {CaseReclassified, RollPublished}


@pytest.mark.parametrize(("days", "until"), [(5, date(2026, 3, 7)), (10, date(2026, 3, 12))])
def test_objections_to_a_roll_are_counted_from_the_day_after_it_was_published(days: int, until: date):
    fact = RollPublished(
        unit="360730101201",
        election="villagers-2026",
        voters=900,
        published_on=date(2026, 3, 2),
        objections_until=until,
        clause="村组法14",
        published_by="committee",
        recorded_at=NOON,
    )
    [dated] = of_elections.DATES[RollPublished](fact, resolve("360730", []))
    explanation = dated.reckoning.explained(calendar_as_known(NOON.date()))
    last = explanation.days[-1]

    assert (explanation.deadline.due_on, last.number) == (until, days)
    assert explanation.rule.source == "村组法14"
    assert list(of_elections.DATES[RollPublished](replace(fact, objections_until=None), resolve("360730", []))) == []


def test_the_time_to_return_a_case_runs_anew_where_it_was_reclassified():
    """Five working days over the two days of the Tomb Sweeping Festival that were not worked."""
    packs = [pack_named(name) for name in MEDIATION]
    at = datetime(2025, 4, 2, 9, tzinfo=CHINA)
    back = deadline(mediation_policy(resolve("360730", packs)).returning, at.date(), calendar_as_known(at.date()))
    fact = CaseReclassified(
        unit="360730101",
        submission="s-1",
        case_class="other",
        handler="360730101-land",
        reason="属自然资源部门",
        substitution=None,
        return_on=back.due_on,
        return_by=back.due_at,
        reclassified_by="deputy",
        reclassified_at=at,
    )
    [dated] = of_mediation.DATES[CaseReclassified](fact, resolve("360730", packs))
    explanation = dated.reckoning.explained(calendar_as_known(at.date()))

    assert (dated.due_on, explanation.deadline.due_on) == (date(2025, 4, 10), date(2025, 4, 10))
    assert explanation.rule.source == "信访工作条例23"
