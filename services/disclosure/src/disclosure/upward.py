"""What goes upward is registered here: a congress's results when its session is over, a centre's monthly report.

Event flows 7 and 24. Law: district opinion on township congress work (document 2 §三(一)5); opinion on the township
governance centre (document 4 §三(五)). Where no pack keeps a register of such reports, nothing is expected. The report
itself stays with who wrote it: its content here names the fact that holds it, and that fact's digest.
"""

import json
from collections.abc import Mapping

from contracts.calendar import parse_period
from contracts.catalogue import commands_of
from contracts.disclosure.report.rules import CONGRESS_SESSION, GOVERNANCE_MONTH
from contracts.elections.catalogue import ELECTIONS_FACTS
from contracts.elections.closing import CongressSessionClosed, ResultsReported
from contracts.errors import Rejected
from contracts.mediation.catalogue import MEDIATION_FACTS
from contracts.mediation.month_facts import MonthlyReportSent
from contracts.message import Json
from contracts.units import area_of
from contracts.upward_reports import ExpectReport, SendReport
from ledger.parts import Handlers, React
from ledger.reactions import derived_command_id
from ledger.recorded import digest_of_fact
from ledger.store import Recorded
from ledger.upward_report import report_stream

_COUNTY_DIGITS = 6
_NOT_KEPT = ("policy-not-active", "disclosure.unknown-report-kind", "disclosure.no-such-report")


def upward(handlers: Handlers) -> Mapping[str, React]:
    def closed(recorded: Recorded) -> None:
        fact: CongressSessionClosed = ELECTIONS_FACTS.read(recorded.type, json.loads(recorded.data))
        report = _session(handlers, recorded, fact)
        to = area_of(fact.unit)[:_COUNTY_DIGITS]
        _send(handlers, recorded, ExpectReport, {**report, "to": to, "since": fact.closed_on.isoformat()})

    def reported(recorded: Recorded) -> None:
        fact: ResultsReported = ELECTIONS_FACTS.read(recorded.type, json.loads(recorded.data))
        _send(
            handlers,
            recorded,
            SendReport,
            {**_session(handlers, recorded, fact), **_content(recorded)},
        )

    def sent(recorded: Recorded) -> None:
        fact: MonthlyReportSent = MEDIATION_FACTS.read(recorded.type, json.loads(recorded.data))
        for addressee in fact.to:
            _register_month(handlers, recorded, fact, addressee.replace("_", "-"))

    return {
        ELECTIONS_FACTS.type_named(CongressSessionClosed): closed,
        ELECTIONS_FACTS.type_named(ResultsReported): reported,
        MEDIATION_FACTS.type_named(MonthlyReportSent): sent,
    }


def _session(handlers: Handlers, recorded: Recorded, fact: CongressSessionClosed | ResultsReported) -> Json:
    """A report is named by its year first: the year in which the session closed."""
    closed = ELECTIONS_FACTS.type_named(CongressSessionClosed)
    known = handlers.read(recorded.stream)
    year = next(json.loads(each.data)["closed_on"][:4] for each in known if each.type == closed)
    period = f"{year}-term-{fact.term}-session-{fact.session}"
    return {"unit": fact.unit, "kind": CONGRESS_SESSION, "period": period}


def _register_month(handlers: Handlers, recorded: Recorded, fact: MonthlyReportSent, addressee: str) -> None:
    """One report to each addressee: each has its own receipt."""
    month = parse_period(fact.month)
    assert month is not None, "the message takes nothing else"
    report = {"unit": fact.unit, "kind": GOVERNANCE_MONTH, "period": f"{fact.month}-{addressee}"}
    to = f"{area_of(fact.unit)}-{addressee}"
    _send(handlers, recorded, ExpectReport, {**report, "to": to, "since": month.last_day.isoformat()})
    _send(handlers, recorded, SendReport, {**report, **_content(recorded)})


def _content(recorded: Recorded) -> Json:
    return {"content": {"text": f"{recorded.stream} {recorded.revision} {digest_of_fact(recorded)}"}}


def _send(handlers: Handlers, recorded: Recorded, kind: type, document: Json) -> None:
    stream = report_stream("disclosure", document["unit"], document["kind"], document["period"])
    command_type = commands_of("disclosure").type_named(kind)
    command_id = derived_command_id(recorded.id, command_type, stream)
    try:
        handlers.handle_own(command_type, document, command_id=command_id, cause=recorded)
    except Rejected as refusal:
        if refusal.code not in _NOT_KEPT:
            raise
