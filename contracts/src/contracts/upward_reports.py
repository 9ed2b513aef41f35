"""Reports upward (上报、报备): one record of kind, period, from, to, due, sent, receipt and content, in every service.

Law: opinion on the township governance centre, part 3 item 5 (document 4 §三(五)); opinion on township congress work,
part 3 (document 2 §三(一)5); draft opinion on residents' committees (document 5 §二(一)1(4)); county opinion on
township standardisation (document 1 §五1). Requirement X-028. How a service takes it up: `ledger.upward_report`.
"""

from typing import Annotated

from marshmallow.validate import Length, Range, Regexp

from contracts.blobs import Blob
from contracts.deadlines import Deadline
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Text, UnitCode

ReportKind = Annotated[str, Regexp(r"[a-z][a-z_]{0,39}\Z", error="Not a kind of report.")]
"""One of the parameter `report.kinds`: `governance_month`."""

ReportPeriod = Annotated[str, Regexp(r"[0-9]{4}[A-Za-z0-9-]{0,36}\Z", error="Not a period such as 2025, 2025-09.")]
"""What it reports on, its year first: 2025, 2025H1, 2025Q3, 2025-09, 2025-session-1."""

Version = Annotated[int, Range(min=1)]
"""How often it was sent, from 1."""

REPORT_CODES = (
    "content-required",
    "no-such-report",
    "not-the-receiver",
    "not-to-itself",
    "nothing-to-receive",
    "report-already-sent",
    "unknown-report-kind",
)
"""What the decider refuses with; the service's name stands in front."""


@shape
class ReportAttachment:
    """A document of the report, under the name that readers see."""

    name: Name
    blob: Blob


@shape
class ReportContent:
    """What is reported: words, documents, or both."""

    text: Text | None = None
    attachments: Annotated[tuple[ReportAttachment, ...], Length(max=20)] = ()


# Commands


@command
class ExpectReport:
    """`unit` owes a report to `to`; when it is due, the rules say, counted from `since`. Twice has no effect.

    `since`: the last day of the period, or the day of what gave rise to it. Refused: `unknown-report-kind`,
    `not-to-itself`.
    """

    actor: Actor
    unit: UnitCode
    kind: ReportKind
    period: ReportPeriod
    to: UnitCode
    since: Day


@command
class SendReport:
    """Send it; again only once it came back. Refused: `no-such-report`, `content-required`, `report-already-sent`."""

    actor: Actor
    unit: UnitCode
    kind: ReportKind
    period: ReportPeriod
    content: ReportContent


@command
class ReceiveReport:
    """The receiving unit says that it has it. `sender` is whose report it is; `receipt` its number or mark there.

    Refused: `no-such-report`, `not-the-receiver`, `nothing-to-receive`.
    """

    actor: Actor
    unit: UnitCode
    sender: UnitCode
    kind: ReportKind
    period: ReportPeriod
    receipt: Name


@command
class ReturnReport:
    """The receiving unit sends it back to be completed. Refused as `ReceiveReport` is."""

    actor: Actor
    unit: UnitCode
    sender: UnitCode
    kind: ReportKind
    period: ReportPeriod
    reason: Text


@command
class MarkReportOverdue:
    """Announce that it was not sent in time. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    kind: ReportKind
    period: ReportPeriod


# Facts


@fact
class ReportExpected:
    """A unit owes a report (应报); `due` None where law and policy set no day (AMB-03)."""

    unit: UnitCode
    kind: ReportKind
    period: ReportPeriod
    to: UnitCode
    since: Day
    due: Deadline | None
    expected_at: Instant


@fact
class ReportSent:
    """It was sent (上报): on time before `due_at`, which is late itself."""

    unit: UnitCode
    kind: ReportKind
    period: ReportPeriod
    to: UnitCode
    version: Version
    content: ReportContent
    due_at: Instant | None
    sent_by: Actor
    sent_at: Instant


@fact
class ReportReceived:
    """The receiver has it (签收), under the receipt's number or mark."""

    unit: UnitCode
    kind: ReportKind
    period: ReportPeriod
    version: Version
    receipt: Name
    received_by: Actor
    received_at: Instant


@fact
class ReportReturned:
    """The receiver sent it back to be completed (退回补报). It is owed again; `due_at` None if its day has passed."""

    unit: UnitCode
    kind: ReportKind
    period: ReportPeriod
    version: Version
    reason: Text
    due_at: Instant | None
    returned_by: Actor
    returned_at: Instant


@fact
class ReportOverdue:
    """It was not sent in time (逾期未报). Announced once."""

    unit: UnitCode
    kind: ReportKind
    period: ReportPeriod
    due_at: Instant
    announced_at: Instant


# Queries


@question
class ReportsOfUnit:
    """What a unit owes and has sent upward, newest period first."""

    unit: UnitCode


@question
class ReportsToUnit:
    """What others owe and have sent to a unit, newest period first."""

    unit: UnitCode


@shape
class ReportLine:
    """One report. `is_late`: its first version was not sent in time; `returned` is why it is owed again."""

    unit: UnitCode
    kind: ReportKind
    period: ReportPeriod
    to: UnitCode
    due_on: Day | None
    is_overdue: bool
    sent_at: Instant | None
    is_late: bool
    version: Count
    received_at: Instant | None
    receipt: Name | None
    returned: Text | None


@answer
class ReportLines:
    """One page of reports; `next` is the token of the page after it."""

    reports: tuple[ReportLine, ...]
    next: str | None


@question
class ReadReport:
    """One report with what was sent last. `unit` is whose report it is. Refused: `no-such-report`."""

    unit: UnitCode
    kind: ReportKind
    period: ReportPeriod


@answer
class ReportRead:
    """The report; `content` None if it was never sent."""

    report: ReportLine
    content: ReportContent | None


ReportCommand = ExpectReport | SendReport | ReceiveReport | ReturnReport | MarkReportOverdue
ReportFact = ReportExpected | ReportSent | ReportReceived | ReportReturned | ReportOverdue
REPORT_COMMANDS = (ExpectReport, SendReport, ReceiveReport, ReturnReport, MarkReportOverdue)
REPORT_FACTS = (ReportExpected, ReportSent, ReportReceived, ReportReturned, ReportOverdue)
