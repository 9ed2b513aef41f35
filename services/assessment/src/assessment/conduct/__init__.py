"""The conduct of a township's cadres in a year (干部作风): each record by its rule, and what is owed and missing.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6).
"""

from contracts.assessment.conduct.rules import conduct_policy
from ledger.decider import RULES_DO_NOT_REACH_BACK, KeptRules, RulesOf
from ledger.stream import Rule, Stream

from assessment.conduct.answers import cadres_of_unit, conduct_of_unit
from assessment.conduct.rule import conduct_stream, decide
from assessment.conduct.state import ConductYear, evolve
from assessment.conduct.view import CONDUCTS

STREAM = Stream(
    rule=Rule(begins=ConductYear(), decide=decide, evolve=evolve),
    key=conduct_stream,
    rules=RulesOf.CASE,
    policy=conduct_policy,
    kept=KeptRules(
        conduct_stream.prefix, "what a cadre owes in a month is not another thing afterwards", RULES_DO_NOT_REACH_BACK
    ),
    views=(CONDUCTS,),
    answers=(cadres_of_unit, conduct_of_unit),
)
