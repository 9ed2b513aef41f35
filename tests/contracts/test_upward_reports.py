"""Reports upward share one record: kind, period, from, to, due, sent, receipt, content (X-028)."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from contracts.blobs import Blob
from contracts.calendar import CHINA
from contracts.cases import CASE_COMMANDS, CASE_FACTS, ExplainDeadline, RebindPolicy, SettleDueDate
from contracts.catalogue import Catalogue
from contracts.common import COMMON_COMMANDS, COMMON_FACTS
from contracts.deadlines import Deadline
from contracts.errors import Rejected
from contracts.policies import ResolvedPolicy, pack_named, resolve
from contracts.upward_report_policy import ReportPolicy, reports_of
from contracts.upward_reports import (
    REPORT_COMMANDS,
    REPORT_FACTS,
    ExpectReport,
    MarkReportOverdue,
    ReadReport,
    ReceiveReport,
    ReportAttachment,
    ReportContent,
    ReportExpected,
    ReportLine,
    ReportOverdue,
    ReportReceived,
    ReportReturned,
    ReportSent,
    ReportsOfUnit,
    ReportsToUnit,
    ReturnReport,
    SendReport,
)
from ledger.activation import policy_decider
from ledger.door import Page, Source
from ledger.explaining import explain_case
from ledger.parts import ServiceParts
from ledger.testing.given import Case, given
from ledger.testing.playing import Played
from ledger.upward_report import report_decider, report_stream
from ledger.upward_report_view import report_agenda, report_answers, report_table, report_view
from ledger.views import Schema, agenda_table, bookmark_table
from sqlalchemy import MetaData

PACKS = ("county-2011-standards", "township-centre-2012", "community-draft-standards")
DISTRICT, CITY, STRANGER = "360730-civil-affairs", "360700-civil-affairs", "360100-civil-affairs"
DUES = {
    "governance_month": "centre.report.period",
    "community_filing": "community.yearly_filing.due",
    "township_plan": "T.plan.due",
    "appraisal": "appraisal.report.deadline_days",
    "suggestion_handling": None,
    "no_kind_of_any_pack": None,
}


def reports(resolved: ResolvedPolicy) -> ReportPolicy:
    return reports_of(resolved, DUES)


COMMANDS = Catalogue("offices", *REPORT_COMMANDS, *CASE_COMMANDS, *COMMON_COMMANDS)
FACTS = Catalogue("offices", *REPORT_FACTS, *CASE_FACTS, *COMMON_FACTS)
REPORT = report_decider("offices", COMMANDS, FACTS, reports)
POLICY = reports(resolve("360730", [pack_named(name) for name in PACKS]))
OUTSIDE = frozenset(COMMON_FACTS)
_METADATA = MetaData()
_BOOKMARK, _AGENDA, _REPORT = bookmark_table(_METADATA), agenda_table(_METADATA), report_table(_METADATA)
PARTS = ServiceParts(
    name="offices",
    commands=COMMANDS,
    facts=FACTS,
    deciders=(REPORT, policy_decider("offices", COMMANDS, FACTS)),
    schema=Schema(
        _METADATA,
        _BOOKMARK,
        _AGENDA,
        (report_view("offices", _REPORT, OUTSIDE), report_agenda("offices", _AGENDA, COMMANDS, OUTSIDE)),
    ),
)
ANSWERS = report_answers("offices", _REPORT)

KEY: dict[str, str] = {"unit": DISTRICT, "kind": "community_filing", "period": "2025"}
OPENED = datetime(2025, 11, 1, 9, tzinfo=CHINA)
LAST_DAY = date(2025, 11, 30)
DUE_AT = datetime(2025, 12, 1, tzinfo=CHINA)
A_MOMENT = timedelta(microseconds=1)
TEXT = ReportContent(text="本年度新成立社区两个。")
SHEET = ReportContent(
    attachments=(ReportAttachment(name="名录", blob=Blob(digest="a" * 64, size=10, media_type="application/pdf")),)
)

EXPECT = ExpectReport(actor="desk", **KEY, to=CITY, since=date(2025, 11, 1))
EXPECTED = ReportExpected(
    **KEY,
    to=CITY,
    since=date(2025, 11, 1),
    due=Deadline(due_on=LAST_DAY, due_at=DUE_AT, is_provisional=False),
    expected_at=OPENED,
)
OVERDUE = ReportOverdue(**KEY, due_at=DUE_AT, announced_at=DUE_AT)
MARK = MarkReportOverdue(actor="service:offices", **KEY)
NOON = datetime(2025, 11, 20, 12, tzinfo=CHINA)


def send(content: ReportContent = TEXT) -> SendReport:
    return SendReport(actor="clerk", **KEY, content=content)


def sent(at: datetime, version: int = 1, content: ReportContent = TEXT) -> ReportSent:
    return ReportSent(**KEY, to=CITY, version=version, content=content, due_at=DUE_AT, sent_by="clerk", sent_at=at)


def receive(unit: str = CITY) -> ReceiveReport:
    return ReceiveReport(
        actor="city", unit=unit, sender=DISTRICT, kind=KEY["kind"], period="2025", receipt="收〔2025〕7号"
    )


def send_back(unit: str = CITY) -> ReturnReport:
    return ReturnReport(actor="city", unit=unit, sender=DISTRICT, kind=KEY["kind"], period="2025", reason="缺户数")


def returned(at: datetime, due_at: datetime | None) -> ReportReturned:
    return ReportReturned(**KEY, version=1, reason="缺户数", due_at=due_at, returned_by="city", returned_at=at)


def owed(*facts: Any) -> Case[Any, Any, Any, Any]:
    return given(REPORT, POLICY, EXPECTED, *facts)


@pytest.mark.req("X-028")
def test_a_report_is_owed_once_from_one_unit_to_another_with_its_day():
    given(REPORT, POLICY).when(EXPECT, at=OPENED).then(EXPECTED)
    owed().when(EXPECT, at=NOON).then()


@pytest.mark.req("X-028")
def test_sending_without_content_is_refused():
    owed().when(send(ReportContent()), at=NOON).then_rejected("offices.content-required")
    owed().when(send(SHEET), at=NOON).then(sent(NOON, content=SHEET))
    owed().when(send(TEXT), at=NOON).then(sent(NOON))


def test_only_kinds_that_the_rules_list_and_the_service_keeps_are_owed():
    for kind in ("no_kind_of_any_pack", "congress_session"):
        unlisted = ExpectReport(actor="desk", unit=DISTRICT, kind=kind, period="2025", to=CITY, since=LAST_DAY)
        given(REPORT, POLICY).when(unlisted, at=OPENED).then_rejected("offices.unknown-report-kind")


def test_a_unit_does_not_report_to_itself():
    to_itself = ExpectReport(actor="desk", **KEY, to=DISTRICT, since=LAST_DAY)

    given(REPORT, POLICY).when(to_itself, at=OPENED).then_rejected("offices.not-to-itself")


@pytest.mark.parametrize(
    ("kind", "since", "due_on"),
    [
        ("governance_month", date(2025, 2, 28), date(2025, 2, 28)),
        ("community_filing", date(2025, 11, 1), date(2025, 11, 30)),
        ("township_plan", date(2011, 10, 21), date(2011, 11, 10)),
        ("appraisal", date(2025, 2, 28), None),
        ("suggestion_handling", date(2025, 2, 28), None),
    ],
)
def test_the_day_is_that_of_the_rules_and_none_where_they_are_silent(kind: str, since: date, due_on: date | None):
    rule = POLICY.rule(kind)
    assert rule is not None
    reckoning = rule.reckoning(since)

    assert due_on == (None if reckoning is None else reckoning.deadline(owed().calendar).due_on)


def test_what_is_not_owed_is_not_sent_or_received():
    for command in (send(), receive(), send_back(), MARK):
        given(REPORT, POLICY).when(command, at=NOON).then_rejected("offices.no-such-report")
    lonely = SettleDueDate(actor="desk", unit=DISTRICT, case=report_stream("offices", **KEY))
    given(REPORT, POLICY).when(lonely, at=NOON).then_rejected("unknown-case")


def test_sent_in_the_last_moment_of_the_day_is_in_time():
    owed().when(send(), at=DUE_AT - A_MOMENT).then(sent(DUE_AT - A_MOMENT))


def test_sent_in_the_first_moment_after_the_day_is_announced_overdue_first():
    owed().when(send(), at=DUE_AT).then(OVERDUE, sent(DUE_AT))


def test_a_missing_report_is_announced_once():
    owed().when(MARK, at=DUE_AT - A_MOMENT).then()
    owed().when(MARK, at=DUE_AT).then(OVERDUE)
    owed(OVERDUE).when(MARK, at=DUE_AT).then()
    owed(sent(NOON)).when(MARK, at=DUE_AT).then()


def test_the_receiver_alone_receives_what_was_sent():
    received = ReportReceived(**KEY, version=1, receipt="收〔2025〕7号", received_by="city", received_at=NOON)

    owed(sent(NOON)).when(receive(), at=NOON).then(received)
    owed(sent(NOON)).when(receive(STRANGER), at=NOON).then_rejected("offices.not-the-receiver", CITY)
    owed(sent(NOON)).when(send_back(DISTRICT), at=NOON).then_rejected("offices.not-the-receiver", CITY)
    owed().when(receive(), at=NOON).then_rejected("offices.nothing-to-receive")
    owed(sent(NOON), received).when(receive(), at=NOON).then_rejected("offices.nothing-to-receive")


def test_it_is_sent_again_only_once_it_came_back():
    owed(sent(NOON)).when(send(), at=NOON).then_rejected("offices.report-already-sent")
    back = owed(sent(NOON)).when(send_back(), at=NOON)
    back.then(returned(NOON, DUE_AT))
    back.after().when(send(), at=NOON).then(sent(NOON, version=2))


def test_what_came_back_before_its_day_is_due_on_it_and_after_it_on_none():
    owed(sent(NOON), returned(NOON, DUE_AT)).when(MARK, at=DUE_AT).then(OVERDUE)
    owed(sent(NOON)).when(send_back(), at=DUE_AT).then(returned(DUE_AT, None))
    owed(sent(NOON), returned(DUE_AT, None)).when(MARK, at=DUE_AT).then()


def test_a_report_that_is_judged_late_is_not_rebound():
    case = RebindPolicy(
        actor="desk", unit=DISTRICT, case=report_stream("offices", **KEY), pack="a" * 64, ground="a statute"
    )

    owed().when(case, at=DUE_AT).then_rejected("due-date-passed")


# Played


@pytest.fixture
def office(tmp_path: Path) -> Played:
    played = Played(PARTS, ANSWERS, begins=OPENED, unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    return played


def line(**changes: Any) -> ReportLine:
    blank: dict[str, Any] = {
        "to": CITY,
        "due_on": LAST_DAY,
        "is_overdue": False,
        "sent_at": None,
        "is_late": False,
        "version": 0,
        "received_at": None,
        "receipt": None,
        "returned": None,
    }
    return ReportLine(**{**KEY, **blank, **changes})


def test_both_units_see_one_record_from_owing_to_receipt(office: Played):
    office.at(OPENED, EXPECT)

    assert (line(),) == office.ask(ReportsOfUnit(unit=DISTRICT)).reports

    office.at(NOON, send(SHEET), send_back(), send(), receive())
    [shown] = office.ask(ReportsToUnit(unit=CITY)).reports

    assert line(sent_at=NOON, version=2, received_at=NOON, receipt="收〔2025〕7号") == shown
    assert TEXT == office.ask(ReadReport(**KEY)).content
    assert () == office.ask(ReportsToUnit(unit=STRANGER)).reports
    with pytest.raises(Rejected, match=r"offices\.no-such-report"):
        office.ask(ReadReport(**{**KEY, "period": "2024"}))


def test_the_service_announces_by_itself_what_is_missing(office: Played):
    office.at(OPENED, EXPECT)
    office.at(DUE_AT + timedelta(days=1), send())
    [shown] = office.ask(ReportsOfUnit(unit=DISTRICT)).reports

    assert [OVERDUE] == office.facts(ReportOverdue)
    assert shown.is_overdue
    assert shown.is_late
    assert [] == office.rows()["agenda"]


def test_pages_of_reports_go_from_the_newest_period_on(office: Played):
    periods = ("2023", "2025", "2024")
    office.at(
        OPENED, *(ExpectReport(actor="desk", **{**KEY, "period": each}, to=CITY, since=LAST_DAY) for each in periods)
    )
    first = office.ask(ReportsOfUnit(unit=DISTRICT), limit=2)
    second = office.ask(ReportsOfUnit(unit=DISTRICT), limit=2, after=first.next)

    assert ["2025", "2024", "2023"] == [each.period for each in (*first.reports, *second.reports)]
    assert second.next is None


def test_why_it_is_due_when_it_is_is_explained(office: Played):
    office.at(OPENED, EXPECT)
    question = ExplainDeadline(unit=DISTRICT, case=report_stream("offices", **KEY))
    with office.views.live().reading() as connection:
        answer = explain_case(REPORT, Source(connection, office.store.read), question, Page(10, None))

    assert LAST_DAY == answer.due.due_on
    assert "5 §二(一)1(4)" == answer.explanation.rule.source
