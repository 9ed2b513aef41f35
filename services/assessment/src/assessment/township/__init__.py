"""One township's year (乡镇规范化建设): plan, check at the end, commendation, cadres' proposals; and what was missed.

Law: county opinion on township standardisation, parts 3 and 5 (document 1 §三1, §五1, §五4).
"""

from contracts.assessment.township.rules import township_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from assessment.township.answers import cadre_file, townships_of_area
from assessment.township.reactions import TAKE
from assessment.township.rule import RUNNING, decide, township_stream
from assessment.township.state import TownshipYear, evolve
from assessment.township.view import TOWNSHIPS

STREAM = Stream(
    rule=Rule(begins=TownshipYear(), decide=decide, evolve=evolve),
    key=township_stream,
    rules=RulesOf.CASE,
    policy=township_policy,
    running=RUNNING,
    views=(TOWNSHIPS,),
    answers=(cadre_file, townships_of_area),
    reactions=(TAKE,),
)
