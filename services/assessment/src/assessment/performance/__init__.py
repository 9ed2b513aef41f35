"""What bears on one unit's performance evaluation (绩效考核), each fact once, kept with all its years.

Law: opinion on green mines, annex 8 to 11 (document 3 §附8-11).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from assessment.performance.answers import performance_of_unit
from assessment.performance.reactions import RECORD
from assessment.performance.rule import Record, decide, evolve, performance_stream
from assessment.performance.view import PERFORMANCES

STREAM = Stream(
    rule=Rule(begins=Record(), decide=decide, evolve=evolve),
    key=performance_stream,
    rules=RulesOf.NONE,
    views=(PERFORMANCES,),
    answers=(performance_of_unit,),
    reactions=(RECORD,),
)
