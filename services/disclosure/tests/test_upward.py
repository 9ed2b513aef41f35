"""What goes upward is expected and registered as it was sent; what became of opinions is counted and nothing else."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.catalogue import facts_of
from contracts.disclosure.opinion_results.messages import OpinionResultNoted, OpinionResults
from contracts.errors import Rejected
from contracts.upward_reports import (
    ExpectReport,
    ReadReport,
    ReceiveReport,
    ReportContent,
    ReportExpected,
    ReportOverdue,
    ReportSent,
    ReportsOfUnit,
    ReportsToUnit,
    SendReport,
)
from disclosure.service import SERVICE
from ledger.recorded import digest_of_fact, metadata_of
from ledger.store import Recorded
from ledger.testing.hearing import hear
from ledger.testing.playing import Played
from ledger.testing.recording import append, example

TOWN, VILLAGE = "360730101", "360730101201"
SESSION, MONTH = f"elections_session-{TOWN}-19-8", f"mediation_month-{TOWN}-2025-10"
BEGINS = datetime(2025, 1, 8, 9, tzinfo=CHINA)
AT = datetime(2025, 10, 29, 9, tzinfo=CHINA)
PACKS = ("township-centre-2012", "district-congress-2020")
PARTY, OFFICE = f"{TOWN}-party-committee", f"{TOWN}-governance-office"


@pytest.fixture
def played(tmp_path: Path) -> Played:
    return Played(SERVICE, SERVICE.answers, begins=BEGINS, unit="360730", folder=tmp_path)


def closed(played: Played) -> Recorded:
    recorded_type = "elections.congress-session-closed.v1"
    told = {"unit": TOWN, "term": 19, "session": 8, "closed_on": "2025-01-08"}
    document = example(recorded_type, **told)
    return append(played.store, facts_of("elections"), SESSION, recorded_type, document, at=BEGINS)


def reported(played: Played) -> Recorded:
    recorded_type = "elections.results-reported.v1"
    document = example(recorded_type, unit=TOWN, term=19, session=8, reported_on="2025-01-10")
    return append(played.store, facts_of("elections"), SESSION, recorded_type, document, at=BEGINS)


def month_sent(played: Played) -> Recorded:
    recorded_type = "mediation.monthly-report-sent.v1"
    document = example(recorded_type, unit=TOWN, month="2025-10", to=["party_committee", "governance_office"])
    return append(played.store, facts_of("mediation"), MONTH, recorded_type, document, at=AT)


def told(played: Played, submission: str, outcome: str, **different: Any) -> Recorded:
    recorded_type = "mediation.opinion-result-told.v1"
    document = example(recorded_type, submission=submission, outcome=outcome, **{"unit": TOWN, **different})
    return append(played.store, facts_of("mediation"), f"mediation_case-{submission}", recorded_type, document, at=AT)


@pytest.mark.req("X-028")
def test_a_closed_session_owes_a_report_upward_and_its_results_are_that_report(played, tmp_path):
    played.activate(*PACKS)
    cause = closed(played)
    hear(SERVICE, played, tmp_path)
    [owed] = played.facts(ReportExpected)
    assert played.ask(ReportsOfUnit(unit=TOWN)).reports[0].sent_at is None
    results = reported(played)
    hear(SERVICE, played, tmp_path)
    [sent] = played.facts(ReportSent)
    read = played.ask(ReadReport(unit=TOWN, kind="congress_session", period="2025-term-19-session-8"))

    assert (owed.kind, owed.period, owed.to, owed.since) == (
        "congress_session",
        "2025-term-19-session-8",
        "360730",
        date(2025, 1, 8),
    )
    assert owed.due is None
    assert [metadata_of(fact)["$causationId"] for fact in played.recorded()[-2:]] == [str(cause.id), str(results.id)]
    assert sent.content.text == f"{SESSION} 1 {digest_of_fact(results)}"
    assert (read.content, read.report.version) == (sent.content, 1)
    assert [line.kind for line in played.ask(ReportsToUnit(unit="360730")).reports] == ["congress_session"]


@pytest.mark.req("X-028")
def test_a_monthly_report_is_registered_for_each_of_its_addressees_and_received_by_them_alone(played, tmp_path):
    played.activate(*PACKS)
    played.clock.advance_to(AT)
    cause = month_sent(played)
    hear(SERVICE, played, tmp_path)
    sent = played.facts(ReportSent)

    assert [(fact.to, fact.period, fact.due_at) for fact in sent] == [
        (PARTY, "2025-10-party-committee", datetime(2025, 11, 1, tzinfo=CHINA)),
        (OFFICE, "2025-10-governance-office", datetime(2025, 11, 1, tzinfo=CHINA)),
    ]
    assert {fact.content.text for fact in sent} == {f"{MONTH} 0 {digest_of_fact(cause)}"}
    key: dict[str, Any] = {"sender": TOWN, "kind": "governance_month", "period": "2025-10-party-committee"}
    with pytest.raises(Rejected, match=r"disclosure\.not-the-receiver"):
        played.send(ReceiveReport(actor="clerk-1", unit=OFFICE, receipt="签收7号", **key))
    played.send(ReceiveReport(actor="clerk-1", unit=PARTY, receipt="签收7号", **key))
    [line] = played.ask(ReportsToUnit(unit=PARTY)).reports
    assert (line.receipt, line.is_late) == ("签收7号", False)
    assert played.facts(ReportOverdue) == []


def test_a_report_that_is_told_again_is_registered_once(played, tmp_path):
    played.activate(*PACKS)
    played.clock.advance_to(AT)
    for record in (closed, reported, month_sent):
        record(played)
    told(played, "visit-1", "explained")
    first = hear(SERVICE, played, tmp_path)
    before = played.recorded()

    assert len(played.facts(ReportSent)) == 3
    assert hear(SERVICE, played, tmp_path) == 0
    assert hear(SERVICE, played, tmp_path, "an inbox that has forgotten everything") == first
    assert played.recorded() == before
    rows = played.rows()
    played.projector.rebuild()
    assert played.views.live().rows() == rows


def test_where_no_pack_keeps_a_register_nothing_is_expected(played, tmp_path):
    played.activate("county-2011")
    for record in (closed, reported, month_sent):
        record(played)
    hear(SERVICE, played, tmp_path)

    assert played.facts(ReportExpected) == []
    assert played.facts(ReportSent) == []


@pytest.mark.req("X-028")
def test_what_is_no_report_of_the_unit_is_refused(played, tmp_path):
    played.activate(*PACKS)
    closed(played)
    hear(SERVICE, played, tmp_path)
    key: dict[str, Any] = {"kind": "congress_session", "period": "2025-term-19-session-8"}
    send = SendReport(actor="clerk-1", unit=TOWN, content=ReportContent(text="大会文件汇编"), **key)
    receive = ReceiveReport(actor="clerk-2", unit="360730", sender=TOWN, receipt="收文3号", **key)
    expect = ExpectReport(actor="service:disclosure", unit=TOWN, to="360730", since=date(2025, 1, 8), **key)

    def refused(command: Any) -> str:
        with pytest.raises(Rejected) as refusal:
            played.send(command)
        return refusal.value.code

    assert refused(receive) == "disclosure.nothing-to-receive"
    assert refused(replace(send, content=ReportContent())) == "disclosure.content-required"
    assert refused(replace(send, period="2025-term-19-session-9")) == "disclosure.no-such-report"
    another = replace(expect, period="2025-term-19-session-9")
    assert refused(replace(another, kind="harvest")) == "disclosure.unknown-report-kind"
    assert refused(replace(another, to=TOWN)) == "disclosure.not-to-itself"
    played.send(send)
    assert refused(send) == "disclosure.report-already-sent"
    played.send(receive)


def test_results_of_opinions_are_counted_once_each_by_how_they_came_out(played, tmp_path):
    origin = {"service": "disclosure", "stream": "disclosure_objection-x", "fact": str(closed(played).id)}
    told(played, "visit-1", "explained", origin={**origin, "reference": "x"}, told_on="2025-10-29")
    told(played, "visit-2", "explained", origin=None, told_on="2025-10-29")
    told(played, "visit-2", "upheld", origin=None, told_on="2025-10-30")
    told(played, "visit-3", "upheld", origin=None, told_on="2024-12-31", unit=VILLAGE)
    hear(SERVICE, played, tmp_path)
    answer = played.ask(OpinionResults(unit=TOWN, year=2025))

    assert [(line.outcome.value, line.results, line.of_items) for line in answer.outcomes] == [("explained", 2, 1)]
    before = played.ask(OpinionResults(unit="360730", year=2024))
    assert [(line.outcome.value, line.results, line.of_items) for line in before.outcomes] == [("upheld", 1, 0)]
    assert played.ask(OpinionResults(unit="360730102", year=2025)).outcomes == ()


def test_nothing_of_what_was_said_or_answered_is_taken_over(played, tmp_path):
    told(played, "visit-1", "explained", text="差额已列表说明", origin=None)
    hear(SERVICE, played, tmp_path)
    [noted] = played.facts(OpinionResultNoted)

    assert "差额" not in repr(noted)
    assert {fact.stream for fact in played.recorded()} == {f"disclosure_opinion-results-{TOWN}-{noted.month}"}
