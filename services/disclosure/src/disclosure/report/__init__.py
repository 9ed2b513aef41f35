"""Reports that go upward and are registered here: a congress's results, a centre's month (event flows 7, 24).

The rule is that of every service that keeps such reports: `ledger.upward_report`.
"""

from contracts.catalogue import commands_of, facts_of
from contracts.disclosure.report.rules import report_policy
from ledger.stream import shared
from ledger.upward_report import report_decider
from ledger.upward_report_view import report_agenda, report_answers, report_table, report_view

from disclosure.report.reactions import EXPECT, REGISTER_MONTH, SEND
from disclosure.tables import AGENDA, METADATA

_COMMANDS, _FACTS = commands_of("disclosure"), facts_of("disclosure")
_REPORT = report_table(METADATA)

STREAM = shared(
    report_decider("disclosure", _COMMANDS, _FACTS, report_policy),
    views=(report_view("disclosure", _REPORT), report_agenda("disclosure", AGENDA, _COMMANDS)),
    answers=(report_answers("disclosure", _REPORT),),
    reactions=(EXPECT, SEND, REGISTER_MONTH),
)
