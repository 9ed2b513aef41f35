"""One finding (审计发现): what a check met at one place, met again, settled, and what was said of it.

Law: district opinion on township congress work, part 3 (document 2 §三(一)5): what is found is followed up (跟踪记录).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from auditor.finding.answers import findings_of_record, findings_of_unit
from auditor.finding.rule import Finding, decide, evolve, finding_stream
from auditor.finding.view import FINDINGS

STREAM = Stream(
    rule=Rule(begins=Finding(), decide=decide, evolve=evolve),
    key=finding_stream,
    rules=RulesOf.NONE,
    views=(FINDINGS,),
    answers=(findings_of_unit, findings_of_record),
)
