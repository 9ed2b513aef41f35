"""Which upward reports disclosure registers, and when each is due (event flows 7 and 24).

Law: opinion on the township governance centre (document 4 §三(五)); district opinion on township congress work
(document 2 §三(一)5), which names no day (AMB-03).
"""

from contracts.policies import ResolvedPolicy
from contracts.upward_report_policy import ReportPolicy, reports_of

CONGRESS_SESSION, GOVERNANCE_MONTH = "congress_session", "governance_month"


def report_policy(resolved: ResolvedPolicy) -> ReportPolicy:
    return reports_of(
        resolved, {CONGRESS_SESSION: "congress.after_close.report_days", GOVERNANCE_MONTH: "centre.report.period"}
    )
