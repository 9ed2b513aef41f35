"""What other services' facts come to for one indicator of one unit and term (考核数据).

Law: documents 1 §五4, 4 §三(七).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from assessment.measure.answers import measure_of_unit
from assessment.measure.reactions import ASK, COUNT, COUNT_EVIDENCE
from assessment.measure.rule import Measure, decide, evolve, measure_stream
from assessment.measure.view import ENTRIES

STREAM = Stream(
    rule=Rule(begins=Measure(), decide=decide, evolve=evolve),
    key=measure_stream,
    rules=RulesOf.NONE,
    views=(ENTRIES,),
    answers=(measure_of_unit,),
    reactions=(COUNT, COUNT_EVIDENCE, ASK),
)
