"""The decider of reports upward: one report, one stream, a case with a due date.

A service takes it up with a folder `report`: `report_policy` in its `rules.py` says which reports there are and when
each is due; its declaration is `shared(report_decider(...), views=(report_view(...), report_agenda(...)),
answers=(report_answers(...),), reactions=...)`. A report is expected by whoever knows that it is: a clerk, the agenda
at the end of a month, a reaction to the close of a session. The receiver is checked by its own unit: `receive_report`
and `return_report` are permitted for `own`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial, reduce
from typing import TypedDict, assert_never, get_args

from contracts.cases import CaseCommand, CaseFact, DueDateRederived, PolicyRebound, Reckoning
from contracts.catalogue import Catalogue
from contracts.deadlines import Deadline
from contracts.errors import refuse_unless
from contracts.policies import ResolvedPolicy
from contracts.rules import Rules
from contracts.running_cases import Running
from contracts.upward_report_policy import ReportPolicy
from contracts.upward_reports import (
    REPORT_COMMANDS,
    ExpectReport,
    MarkReportOverdue,
    ReceiveReport,
    ReportCommand,
    ReportExpected,
    ReportFact,
    ReportOverdue,
    ReportReceived,
    ReportReturned,
    ReportSent,
    ReturnReport,
    SendReport,
)

from ledger.decider import Decider, RulesOf, cases_of

Command = ReportCommand | CaseCommand
Fact = ReportFact | CaseFact


class Stage(StrEnum):
    NEW = "new"
    OWED = "owed"
    SENT = "sent"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of one report; `expected` is the fact it began with, `version` how often it was sent.

    `is_judged`: its day has passed, and whether it was sent by then is on record.
    """

    stage: Stage = Stage.NEW
    expected: ReportExpected | None = None
    due: Deadline | None = None
    version: int = 0
    is_judged: bool = False

    def is_overdue(self, now: datetime) -> bool:
        """Owed, past its day, and not announced yet."""
        is_past = self.due is not None and now >= self.due.due_at
        return self.stage is Stage.OWED and is_past and not self.is_judged


NO_REPORT = Report()


def report_stream(service: str, unit: str, kind: str, period: str) -> str:
    return f"{service}_report-{unit}-{kind.replace('_', '-')}-{period}"


def report_decider(
    service: str, commands: Catalogue, facts: Catalogue, policy: Callable[[ResolvedPolicy], ReportPolicy]
) -> Decider[Command, Fact, Report, ReportPolicy]:
    return Decider(
        name=f"{service}.report",
        version=1,
        takes=(*REPORT_COMMANDS, *get_args(CaseCommand)),
        commands=commands,
        facts=facts,
        initial=NO_REPORT,
        decide=partial(decide, service),
        evolve=evolve,
        stream=partial(_stream, service),
        unit=lambda command: command.unit,
        rules=RulesOf.CASE,
        policy=policy,
        cases=cases_of(f"{service}_report-", RUNNING),
    )


def _stream(service: str, command: Command) -> str:
    if isinstance(command, CaseCommand):
        return command.case
    sender = command.sender if isinstance(command, ReceiveReport | ReturnReport) else command.unit
    return report_stream(service, sender, command.kind, command.period)


def decide(service: str, command: Command, report: Report, rules: Rules[ReportPolicy], now: datetime) -> Sequence[Fact]:
    """Before anything else a provisional due date that has passed is settled, and a missing report is announced."""
    return RUNNING.decide(command, report, rules, now, partial(_own, service))


def _own(
    service: str, command: ReportCommand, report: Report, rules: Rules[ReportPolicy], now: datetime
) -> Sequence[Fact]:
    if isinstance(command, ExpectReport):
        return _expect(service, command, report, rules, now)
    refuse_unless(report.expected is not None, f"{service}.no-such-report", command.unit)
    announced = _announced(report, now)
    return [*announced, *_decide_on(service, command, reduce(evolve, announced, report), now)]


def _expect(
    service: str, command: ExpectReport, report: Report, rules: Rules[ReportPolicy], now: datetime
) -> Sequence[Fact]:
    if report.expected is not None:
        return []
    rule = rules.policy.rule(command.kind)
    refuse_unless(rule is not None, f"{service}.unknown-report-kind", command.kind)
    refuse_unless(command.to != command.unit, f"{service}.not-to-itself", command.unit)
    reckoning = None if rule is None else rule.reckoning(command.since)
    return [
        ReportExpected(
            **_key(command),
            to=command.to,
            since=command.since,
            due=None if reckoning is None else reckoning.deadline(rules.calendar),
            expected_at=now,
        )
    ]


def _decide_on(
    service: str,
    command: SendReport | ReceiveReport | ReturnReport | MarkReportOverdue,
    report: Report,
    now: datetime,
) -> Sequence[Fact]:
    match command:
        case SendReport():
            return [_send(service, command, report, now)]
        case ReceiveReport():
            return [_receive(service, command, report, now)]
        case ReturnReport():
            return [_return(service, command, report, now)]
        case MarkReportOverdue():
            return []
        case _:
            assert_never(command)


def _send(service: str, command: SendReport, report: Report, now: datetime) -> ReportSent:
    assert report.expected is not None
    refuse_unless(report.stage is Stage.OWED, f"{service}.report-already-sent", command.period)
    has_content = command.content.text is not None or bool(command.content.attachments)
    refuse_unless(has_content, f"{service}.content-required", command.kind)
    return ReportSent(
        **_key(command),
        to=report.expected.to,
        version=report.version + 1,
        content=command.content,
        due_at=None if report.due is None else report.due.due_at,
        sent_by=command.actor,
        sent_at=now,
    )


def _receive(service: str, command: ReceiveReport, report: Report, now: datetime) -> ReportReceived:
    _refuse_stranger(service, command, report)
    return ReportReceived(
        **_key_of(report),
        version=report.version,
        receipt=command.receipt,
        received_by=command.actor,
        received_at=now,
    )


def _return(service: str, command: ReturnReport, report: Report, now: datetime) -> ReportReturned:
    _refuse_stranger(service, command, report)
    is_ahead = report.due is not None and now < report.due.due_at
    return ReportReturned(
        **_key_of(report),
        version=report.version,
        reason=command.reason,
        due_at=report.due.due_at if report.due is not None and is_ahead else None,
        returned_by=command.actor,
        returned_at=now,
    )


def _refuse_stranger(service: str, command: ReceiveReport | ReturnReport, report: Report) -> None:
    assert report.expected is not None
    refuse_unless(command.unit == report.expected.to, f"{service}.not-the-receiver", report.expected.to)
    refuse_unless(report.stage is Stage.SENT, f"{service}.nothing-to-receive", command.period)


def _announced(report: Report, now: datetime) -> list[Fact]:
    """The missing announcement, if due: no result depends on whether the sweeper ran."""
    if report.due is None or not report.is_overdue(now):
        return []
    return [ReportOverdue(**_key_of(report), due_at=report.due.due_at, announced_at=now)]


def evolve(report: Report, fact: Fact) -> Report:
    match fact:
        case ReportExpected():
            return Report(stage=Stage.OWED, expected=fact, due=fact.due)
        case ReportSent():
            return replace(report, stage=Stage.SENT, version=fact.version)
        case ReportReceived():
            return replace(report, stage=Stage.RECEIVED)
        case ReportReturned():
            return replace(report, stage=Stage.OWED, is_judged=report.is_judged or fact.due_at is None)
        case ReportOverdue():
            return replace(report, is_judged=True)
        case DueDateRederived():
            return replace(report, due=fact.after)
        case PolicyRebound():
            return report
        case _:
            assert_never(fact)


def _reckoning(report: Report, policy: ReportPolicy) -> Reckoning:
    """Asked of what has a due date only."""
    assert report.expected is not None
    rule = policy.rule(report.expected.kind)
    reckoning = None if rule is None else rule.reckoning(report.expected.since)
    assert reckoning is not None, "asked of what is due"
    return reckoning


RUNNING: Running[Report, ReportPolicy] = Running(
    unit=lambda report: None if report.expected is None else report.expected.unit,
    due_on=lambda report: None if report.due is None else report.due.due_on,
    is_closed=lambda report: report.stage is not Stage.OWED,
    is_announced=lambda report: report.is_judged,
    reckoning=_reckoning,
    evolve=evolve,
    missed=lambda report, _, now: _announced(report, now),
    recorded=lambda report: report.due,
)
"""A report is closed once it was sent, until it comes back."""


class _Key(TypedDict):
    unit: str
    kind: str
    period: str


def _key(command: ExpectReport | SendReport) -> _Key:
    return {"unit": command.unit, "kind": command.kind, "period": command.period}


def _key_of(report: Report) -> _Key:
    assert report.expected is not None
    return {"unit": report.expected.unit, "kind": report.expected.kind, "period": report.expected.period}
