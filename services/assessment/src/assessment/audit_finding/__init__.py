"""A finding of the auditor on a unit's record, as assessment knows it: open or settled, each step once.

Law: county opinion on township standardisation, part 5 item 4 (document 1 §五4).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from assessment.audit_finding.answers import audit_findings_of_unit
from assessment.audit_finding.reactions import RECORD
from assessment.audit_finding.rule import KnownFinding, audit_finding_stream, decide, evolve
from assessment.audit_finding.view import AUDIT_FINDINGS

STREAM = Stream(
    rule=Rule(begins=KnownFinding(), decide=decide, evolve=evolve),
    key=audit_finding_stream,
    rules=RulesOf.NONE,
    views=(AUDIT_FINDINGS,),
    answers=(audit_findings_of_unit,),
    reactions=(RECORD,),
)
