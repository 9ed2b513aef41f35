"""What goes upward is registered here: a congress's results when its session is over, a centre's monthly report.

Event flows 7 and 24. Law: district opinion on township congress work (document 2 §三(一)5); opinion on the township
governance centre (document 4 §三(五)). Where no pack keeps a register of such reports, nothing is expected. The report
itself stays with who wrote it: its content here names the fact that holds it, and that fact's digest.
"""

from collections.abc import Iterator

from contracts.calendar import parse_period
from contracts.disclosure.report.rules import CONGRESS_SESSION, GOVERNANCE_MONTH
from contracts.elections.session.messages import CongressSessionClosed, ResultsReported
from contracts.mediation.month.messages import MonthlyReportSent
from contracts.units import area_of
from contracts.upward_reports import ExpectReport, ReportContent, SendReport
from ledger.reaction import Reaction, Seen

_COUNTY_DIGITS = 6
_NOT_KEPT = frozenset({"policy-not-active", "disclosure.unknown-report-kind", "disclosure.no-such-report"})


def expect(fact: CongressSessionClosed, seen: Seen) -> Iterator[ExpectReport]:
    yield ExpectReport(
        actor=seen.actor,
        unit=fact.unit,
        kind=CONGRESS_SESSION,
        period=_session(fact, fact),
        to=area_of(fact.unit)[:_COUNTY_DIGITS],
        since=fact.closed_on,
    )


def send(fact: ResultsReported, seen: Seen) -> Iterator[SendReport]:
    closed = next(each for each in seen.told(seen.recorded.stream) if isinstance(each, CongressSessionClosed))
    yield SendReport(
        actor=seen.actor,
        unit=fact.unit,
        kind=CONGRESS_SESSION,
        period=_session(fact, closed),
        content=_content(seen),
    )


def _session(fact: CongressSessionClosed | ResultsReported, closed: CongressSessionClosed) -> str:
    """A report is named by its year first: the year in which the session closed."""
    return f"{closed.closed_on.year}-term-{fact.term}-session-{fact.session}"


def register_month(fact: MonthlyReportSent, seen: Seen) -> Iterator[ExpectReport | SendReport]:
    """One report to each addressee: each has its own receipt."""
    month = parse_period(fact.month)
    assert month is not None, "the message takes nothing else"
    for addressee in (each.replace("_", "-") for each in fact.to):
        period = f"{fact.month}-{addressee}"
        yield ExpectReport(
            actor=seen.actor,
            unit=fact.unit,
            kind=GOVERNANCE_MONTH,
            period=period,
            to=f"{area_of(fact.unit)}-{addressee}",
            since=month.last_day,
        )
        yield SendReport(actor=seen.actor, unit=fact.unit, kind=GOVERNANCE_MONTH, period=period, content=_content(seen))


def _content(seen: Seen) -> ReportContent:
    told = seen.recorded
    return ReportContent(text=f"{told.stream} {told.revision} {seen.digest}")


EXPECT = Reaction(expect, forgives=_NOT_KEPT)
SEND = Reaction(send, forgives=_NOT_KEPT)
REGISTER_MONTH = Reaction(register_month, forgives=_NOT_KEPT)
