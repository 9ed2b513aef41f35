"""How one unit kept its duties of one year, as other services recorded it (考核依据).

Law: county opinion on township standardisation, part 4 item 4 and part 5 item 4 (document 1 §四4, §五4); draft opinion
on residents' committees, part 2 (document 5 §二(三)2(5)).
"""

from contracts.assessment.evidence.rules import assessment_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from assessment.evidence.answers import evidence_of_unit, evidence_summary
from assessment.evidence.reactions import RECORD
from assessment.evidence.rule import Evidence, decide, evidence_stream, evolve
from assessment.evidence.view import EVIDENCE

STREAM = Stream(
    rule=Rule(begins=Evidence(), decide=decide, evolve=evolve),
    key=evidence_stream,
    rules=RulesOf.TODAY,
    policy=assessment_policy,
    views=(EVIDENCE,),
    answers=(evidence_of_unit, evidence_summary),
    reactions=(RECORD,),
)
