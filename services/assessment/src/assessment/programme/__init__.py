"""One township in the county's three-year programme: what is completed, what was done for it, and what was missed.

Law: county opinion on township standardisation, parts 3 and 5 (document 1 §三3, §五1-§五3).
"""

from contracts.assessment.programme.rules import programme_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from assessment.programme.answers import programme_work_of_unit, programmes_of_area
from assessment.programme.rule import RUNNING, Programme, decide, evolve, programme_stream
from assessment.programme.view import PROGRAMMES

STREAM = Stream(
    rule=Rule(begins=Programme(), decide=decide, evolve=evolve),
    key=programme_stream,
    rules=RulesOf.CASE,
    policy=programme_policy,
    running=RUNNING,
    views=(PROGRAMMES,),
    answers=(programme_work_of_unit, programmes_of_area),
)
