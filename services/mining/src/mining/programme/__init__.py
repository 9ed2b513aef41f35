"""How an authority goes about green mines: target, stages, plans, duties, reviews, interpretation, innovation.

Law: opinion on green mines, parts 2, 5 and 7 (document 3 §二(二), §五, §七(一), §七(二)); its annex, arts. 11 and 12
(§附11, §附12).
"""

from contracts.mining.programme.rules import programme_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mining.programme.answers import programme_of_unit
from mining.programme.rule import decide, programme_stream
from mining.programme.state import Programme, evolve
from mining.programme.view import PROGRAMMES

STREAM = Stream(
    rule=Rule(begins=Programme(), decide=decide, evolve=evolve),
    key=programme_stream,
    rules=RulesOf.TODAY,
    policy=programme_policy,
    views=(PROGRAMMES,),
    answers=(programme_of_unit,),
)
