"""One accountability case (责任追究): opened with its facts and consequence, and decided once.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6一要).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from assessment.accountability.answers import accountability_of_unit
from assessment.accountability.rule import Accountability, accountability_stream, decide, evolve
from assessment.accountability.view import ACCOUNTABILITY_CASES

STREAM = Stream(
    rule=Rule(begins=Accountability(), decide=decide, evolve=evolve),
    key=accountability_stream,
    rules=RulesOf.NONE,
    views=(ACCOUNTABILITY_CASES,),
    answers=(accountability_of_unit,),
)
